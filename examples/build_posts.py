"""Build examples/posts: a month of posts of the July pages, as CrowdTangle and Hootsuite would export them.

Every figure is invented so that the posts of July, by the clock of Almaty, add up to the July example to the digit:
posts, interactions and followers. Around them stand what real exports have too: posts of the days before and after,
a post that comes again with a grown count, a page under its former name.

The files are the same byte for byte on every run.
"""

import csv
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from build_examples import JULY, POPULATION

OUT = Path(__file__).parent / "posts"
ALMATY, EDT = timedelta(hours=6), timedelta(hours=-4)  # ahead of UTC in July 2020
START, END = datetime(2020, 7, 1, tzinfo=UTC) - ALMATY, datetime(2020, 8, 1, tzinfo=UTC) - ALMATY
SLUGS = dict(
    zip(
        POPULATION,
        [
            "akmola", "aktobe", "almaty", "atyrau", "shygys", "zhambyl", "batys", "karaganda", "kostanay", "kyzylorda",
            "mangystau", "pavlodar", "soltustik", "turkistan",
        ],
        strict=True,
    )
)  # fmt: skip
RENAMED = ("Мангистауская область", "Facebook", "Әкімдік Маңғыстау", datetime(2020, 7, 12, tzinfo=UTC))
TOPICS = ["Дороги", "Вода", "Школы", "Тарифы", "Приём", "Спорт", "Урожай", "Врачи", "Автобусы", "Парк"]


def page_name(region):
    return "Акимат " + region.replace("ая область", "ой области")


def shares_of(draw, total, number):
    """Divide a whole number into parts at random; they add up to it."""
    weights = [draw.random() ** 2 + 0.02 for _ in range(number)]
    parts = [int(total * weight / sum(weights)) for weight in weights]
    for at in range(total - sum(parts)):
        parts[at % number] += 1
    return parts


def posts_of(draw, network, followers, number, interactions):
    """Yield the posts of a page: when, how many followers then, likes, comments, shares, and what about."""
    seconds = int((END - START).total_seconds())
    times = sorted(START + timedelta(seconds=draw.randrange(seconds)) for _ in range(number))
    if number > 20:  # near the edges: another day by the clock of New York or London
        times[0], times[-1] = START + timedelta(minutes=40), END - timedelta(minutes=25)
    figures = shares_of(draw, interactions, number)
    outside = [(START - timedelta(hours=draw.randrange(1, 30)), 17), (END + timedelta(hours=draw.randrange(1, 30)), 23)]
    for at, when in enumerate(times):
        then = followers - (number - 1 - at) * draw.randrange(3)
        yield when, then, *_parts(draw, figures[at], network), draw.choice(TOPICS)
    for when, figure in outside if number > 100 else ():
        yield when, followers + (9 if when > END else -200), *_parts(draw, figure, network), draw.choice(TOPICS)


def _parts(draw, figure, network):
    comments = figure * draw.randrange(12) // 100
    shared = figure * draw.randrange(9) // 100 if network == "Facebook" else 0
    return figure - comments - shared, comments, shared


def crowdtangle_rows(draw):
    """Yield the Instagram posts, newest first, in the form of CrowdTangle: times of New York, followers at posting."""
    rows = []
    for region, network, followers, number, interactions, _out in JULY:
        if network == "Instagram":
            user = f"akimat_{SLUGS[region]}"
            for when, then, likes, comments, _, topic in posts_of(draw, network, followers, number, interactions):
                created = f"{when + EDT:%Y-%m-%d %H:%M:%S} EDT"
                link = f"https://www.instagram.com/p/C{draw.getrandbits(48):012x}/"
                rows.append(
                    [page_name(region), user, then, created, "Photo", likes + comments, likes, comments, 0, link, topic]
                )
    return sorted(rows, key=lambda row: row[3], reverse=True)


def hootsuite_rows(draw):
    """Yield the Facebook posts, oldest first, in the form of Hootsuite: times of Greenwich, no followers."""
    rows = []
    for at, (region, network, followers, number, interactions, out) in enumerate(JULY):
        if network == "Facebook" and out is None:
            for when, _, likes, comments, shares, topic in posts_of(draw, network, followers, number, interactions):
                name = page_name(region)
                if (region, network) == RENAMED[:2] and when < RENAMED[3]:
                    name = RENAMED[2]
                post = f"{page_id(at)}_{draw.randrange(10**14, 10**15)}"
                link = f"https://www.facebook.com/{post.replace('_', '/posts/')}/"
                rows.append(
                    [f"{when:%Y-%m-%d %H:%M:%S}", name, post, link, "Photo", topic, "", likes, comments, shares]
                )
    rows.sort(key=lambda row: row[0])
    early = [*rows[3]]
    early[7] = early[7] * 2 // 3  # as it was counted some days before
    return [*rows[:3], early, *rows[3:]]


def page_id(at):
    return 100_000_000_000_000 + at * 7_919_191


def write(name, headings, rows, mark=False):
    path = OUT / name
    with path.open("w", encoding="utf-8-sig" if mark else "utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)
    print(f"{path.name}: {path.stat().st_size} bytes")


def registry_rows():
    for at, (region, network, _followers, _number, _interactions, out) in enumerate(JULY):
        facebook = network == "Facebook"
        host = "facebook.com" if facebook else "instagram.com"
        former = RENAMED[2] if (region, network) == RENAMED[:2] else ""
        yield [
            page_id(at) if facebook else "", region, network, page_name(region), former,
            f"https://www.{host}/akimat_{SLUGS[region]}/", POPULATION[region], out or "",
        ]  # fmt: skip


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    write(
        "crowdtangle-instagram.csv",
        ["Account", "User Name", "Followers at Posting", "Post Created", "Type", "Total Interactions", "Likes",
         "Comments", "Views", "URL", "Description"],
        crowdtangle_rows(random.Random(7)),
        mark=True,
    )  # fmt: skip
    write(
        "hootsuite-facebook.csv",
        ["Date (GMT)", "Facebook Page", "Post ID", "Post Permalink", "Post Type", "Post Message", "Tags", "Reactions",
         "Comments", "Shares"],
        hootsuite_rows(random.Random(20)),
    )  # fmt: skip
    write(
        "pages.csv",
        ["id", "region", "network", "page", "former names", "url", "population", "excluded"],
        registry_rows(),
    )
    write(
        "followers.csv",
        ["page", "network", "followers"],
        [[page_name(region), "Facebook", followers] for region, network, followers, *_ in JULY
         if network == "Facebook" and followers],
    )  # fmt: skip
