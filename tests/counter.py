"""An independent, slow counter of posts: plain Python, dictionaries and zoneinfo, a row at a time."""

import datetime as dt
from zoneinfo import ZoneInfo

WORDS = {"EDT": -4, "EST": -5}  # hours from UTC


def instant(text):
    """Return the instant of an export's time, with a zone's abbreviation, an ISO offset, or in GMT."""
    if text[-3:] in WORDS:
        then = dt.datetime.strptime(text[:-4], "%Y-%m-%d %H:%M:%S")
        return then.replace(tzinfo=dt.timezone(dt.timedelta(hours=WORDS[text[-3:]])))
    then = dt.datetime.fromisoformat(text)
    return then if then.tzinfo else then.replace(tzinfo=dt.UTC)


def number(cell):
    return None if cell in ("", "-1") else int(cell)


def bare(link):
    return link.split("://")[1].removeprefix("www.").rstrip("/")


def added(numbers):
    total = 0
    for one in numbers:
        if one is None:
            return None
        total += one
    return total


def read_post(form, row):
    """Return the post in a row of one of the three forms."""
    if form == "hootsuite":
        likes, comments, shares = (number(row[name]) for name in ("Reactions", "Comments", "Shares"))
        return {
            "id": row["Post ID"], "link": bare(row["Post Permalink"]), "page": row["Facebook Page"],
            "time": row["Date (GMT)"], "likes": likes, "comments": comments, "shares": shares,
            "interactions": added([likes, comments, shares]), "followers": None, "repost": False, "sponsored": False,
        }  # fmt: skip
    if form == "crowdtangle":
        kinds = ("Likes", "Love", "Wow", "Haha", "Sad", "Angry", "Care")
        return {
            "id": "", "link": bare(row["URL"]), "page": row["Page Name"], "time": row["Post Created"],
            "likes": added([number(row[kind]) for kind in kinds]), "comments": number(row["Comments"]),
            "shares": number(row["Shares"]), "interactions": number(row["Total Interactions"]),
            "followers": number(row["Followers at Posting"]), "repost": False, "sponsored": row["Sponsor Name"] != "",
        }  # fmt: skip
    likes, comments, shares = (number(row[f"statistics.{name}_count"]) for name in ("reaction", "comment", "share"))
    return {
        "id": row["id"], "link": "", "page": row["post_owner.name"], "time": row["creation_time"], "likes": likes,
        "comments": comments, "shares": shares, "interactions": added([likes, comments, shares]), "followers": None,
        "repost": row["shared_post_id"] != "", "sponsored": row["is_branded_content"] == "true",
    }  # fmt: skip


def count(files, first, last, zone, reposts="keep", sponsored="keep", deleted="keep", followers="last"):
    """Return by page what its posts of the days from first to last add up to.

    Args:
        files: pairs of a form and its rows, each a dict of texts, the newest file last.
    """
    ids_of_links = {}
    rows = []
    for at, (form, lines) in enumerate(files):
        for line in lines:
            post = read_post(form, line) | {"file": at}
            post["local"] = instant(post["time"]).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
            if post["id"] and post["link"]:
                ids_of_links[post["link"]] = post["id"]
            rows.append(post)
    posts = {}
    for post in rows:
        key = post["id"] or ids_of_links.get(post["link"], post["link"])
        posts.pop(key, None)
        posts[key] = post

    def is_gone(post):
        for at in range(post["file"] + 1, len(files)):
            later = [other for other in rows if other["file"] == at]
            if not any(other["page"] == post["page"] for other in later):
                continue
            times = [other["local"] for other in later]
            if min(times) <= post["local"] <= max(times):
                return True
        return False

    pages = {}
    start, end = dt.datetime.combine(first, dt.time()), dt.datetime.combine(last, dt.time()) + dt.timedelta(days=1)
    for post in sorted(posts.values(), key=lambda one: (one["local"], rows.index(one))):
        inside = start <= post["local"] < end
        counts = not (
            (reposts == "drop" and post["repost"])
            or (sponsored == "drop" and post["sponsored"])
            or (deleted == "drop" and is_gone(post))
        )
        if inside:
            page = pages.setdefault(post["page"], {"posts": [], "followers": None, "date": ""})
            known = post["followers"]
            if known is not None and (followers == "last" or page["followers"] is None or known >= page["followers"]):
                page["followers"], page["date"] = known, str(post["local"].date())
            if counts:
                page["posts"].append(post)
    return {
        name: {
            "posts": len(page["posts"]),
            **{
                what: added([post[what] for post in page["posts"]])
                for what in ("likes", "comments", "shares", "interactions")
            },
            "followers": page["followers"],
            "followers_date": page["date"],
            "weeks": len({post["local"].isocalendar()[:2] for post in page["posts"]}),
        }
        for name, page in pages.items()
    }
