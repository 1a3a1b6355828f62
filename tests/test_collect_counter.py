"""Drawn exports of three tools, with repeats, zones, edges, reposts and hidden counts, against a slow counter."""

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import run
from counter import count
from inside import CollectOptions, collect_posts, home

# zone and month, among them those in which clocks change
WHERE = [
    ("Asia/Almaty", 2018, 8),
    ("Australia/Melbourne", 2018, 10),
    ("America/New_York", 2018, 11),
    ("Europe/London", 2018, 3),
    ("Asia/Kathmandu", 2018, 2),
]
NAMES = ["Акимат А", "Akimat – B", "Ц"]
HEADINGS = {
    "hootsuite": ["Date (GMT)", "Facebook Page", "Post ID", "Post Permalink", "Reactions", "Comments", "Shares"],
    "crowdtangle": [
        "Page Name", "Facebook Id", "Followers at Posting", "Post Created", "Total Interactions", "Likes", "Comments",
        "Shares", "Love", "Wow", "Haha", "Sad", "Angry", "Care", "URL", "Sponsor Name",
    ],
    "library": [
        "id", "creation_time", "post_owner.name", "post_owner.id", "shared_post_id", "is_branded_content",
        "statistics.like_count", "statistics.love_count", "statistics.reaction_count", "statistics.comment_count",
        "statistics.share_count",
    ],
}  # fmt: skip
COMMENTS = "statistics.comment_count"
SMALL = st.integers(0, 40)


def cell(draw, hidden):
    return "-1" if hidden and draw(st.integers(0, 9)) == 0 else str(draw(SMALL))


def row_of(draw, form, page, number, when):
    """Return the cells of a post as a tool would export it at some moment."""
    comments, shares = draw(SMALL), draw(SMALL)
    base, name = 100_000 + page, NAMES[page]
    link = f"https://www.facebook.com/{base}/posts/{number + 10**12}"
    if form == "hootsuite":
        return [
            f"{when:%Y-%m-%d %H:%M:%S}", name, f"{base}_{number + 10**12}", link + "/", draw(SMALL), comments, shares
        ]  # fmt: skip
    if form == "crowdtangle":
        kinds = [draw(SMALL) for _ in range(7)]
        word, hours = draw(st.sampled_from([("EDT", 4), ("EST", 5)]))
        created = f"{when - dt.timedelta(hours=hours):%Y-%m-%d %H:%M:%S} {word}"
        followers = draw(st.sampled_from(["", "900", "1000", "1000", "1100"]))
        total = sum(kinds) + comments + shares
        sponsor = draw(st.sampled_from(["", "", "ТОО Вода"]))
        return [
            name, base, followers, created, total, kinds[0], comments, shares, *kinds[1:],
            link.replace("https://www.", "http://"), sponsor,
        ]  # fmt: skip
    likes, loves = draw(SMALL), draw(SMALL)
    reactions = "-1" if draw(st.integers(0, 9)) == 0 else likes + loves
    return [
        10**15 + number, f"{when:%Y-%m-%dT%H:%M:%S}+00:00", f"{name} lib", base + 50,
        draw(st.sampled_from(["", "", "77"])), draw(st.sampled_from(["false", "false", "true"])), likes, loves,
        reactions, cell(draw, hidden=True), shares,
    ]  # fmt: skip


@st.composite
def exports(draw):
    """Draw a zone, a month, and one to three files of the same few posts."""
    zone, year, month = draw(st.sampled_from(WHERE))
    first = dt.datetime(year, month, 1)
    end = dt.datetime(year, month + 1, 1)
    near = st.integers(-15 * 3600, 15 * 3600)
    moments = st.one_of(
        near.map(lambda seconds: first + dt.timedelta(seconds=seconds)),
        near.map(lambda seconds: end + dt.timedelta(seconds=seconds)),
        st.integers(0, int((end - first).total_seconds())).map(lambda seconds: first + dt.timedelta(seconds=seconds)),
    )
    posts = [(draw(st.integers(0, 2)), number, draw(moments)) for number in range(draw(st.integers(1, 9)))]
    files = []
    for _ in range(draw(st.integers(1, 3))):
        form = draw(st.sampled_from([*HEADINGS]))
        shown = draw(st.lists(st.sampled_from(posts), min_size=1, max_size=12))
        files.append((form, [row_of(draw, form, *post) for post in shown]))
    return zone, year, month, files


KEPT = st.sampled_from(["keep", "drop"])


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(exports(), KEPT, KEPT, KEPT, st.sampled_from(["last", "max"]))
def test_pages_are_what_a_slow_counter_counts(drawn, reposts, sponsored, deleted, followers):
    zone, year, month, files = drawn
    how = {"reposts": reposts, "sponsored": sponsored, "deleted": deleted, "followers": followers}
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for at, (form, rows) in enumerate(files):
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows([HEADINGS[form], *rows])
            paths.append(str(Path(folder, f"{at}.csv")))
            Path(paths[-1]).write_text(text.getvalue(), encoding="utf-8")
        found = collect_posts(paths, CollectOptions(f"{year}-{month:02}", zone, **how))
    texts = [(form, [dict(zip(HEADINGS[form], map(str, row), strict=True)) for row in rows]) for form, rows in files]
    last = dt.date(year, month + 1, 1) - dt.timedelta(days=1)
    expected = count(texts, dt.date(year, month, 1), last, zone, **how)

    assert {
        page.page: {
            "posts": page.posts,
            **{name: page.figures[name] for name in ("likes", "comments", "shares", "interactions")},
            "followers": page.followers,
            "followers_date": page.followers_date,
            "weeks": page.weeks,
        }
        for page in found.pages
    } == expected
    assert len(found.post_times) == sum(page["posts"] for page in expected.values())


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(exports(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_where_no_post_stands_twice(drawn, shuffled):
    zone, year, month, files = drawn
    form, rows = files[0]
    key = {"hootsuite": 2, "crowdtangle": 14, "library": 0}[form]
    once = [*{row[key]: row for row in rows}.values()]
    mixed = once[:]
    shuffled.shuffle(mixed)
    pages = []
    with tempfile.TemporaryDirectory() as folder:
        for lines in (once, mixed):
            path = Path(folder, "posts.csv")
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows([HEADINGS[form], *lines])
            path.write_text(text.getvalue(), encoding="utf-8")
            found = collect_posts([str(path)], CollectOptions(f"{year}-{month:02}", zone, followers="max"))
            pages.append([(page.page, page.posts, page.figures, page.followers) for page in found.pages])

    assert pages[0] == pages[1]


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(exports(), st.sampled_from([None, "", "12k", "1 234", "-1", "007"]))
def test_very_many_posts_are_collected_as_few_are(drawn, odd):
    pytest.importorskip("polars", reason="the extra large is not installed")
    zone, year, month, files = drawn
    written = []
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        paths = []
        for at, (form, rows) in enumerate(files):
            if odd is not None and at == 0:
                rows[-1][HEADINGS[form].index("Comments" if "Comments" in HEADINGS[form] else COMMENTS)] = odd
            paths.append(Path(folder, f"{at}.csv"))
            lines = [HEADINGS[form], *rows]
            paths[-1].write_text("\n".join(",".join(map(str, row)) for row in lines), encoding="utf-8")
        for least in (1, 1 << 40):
            patch.setattr(home("LEAST_BYTES"), "LEAST_BYTES", least)
            for name in ("pages.csv", "pages.xlsx"):
                how = ["--period", f"{year}-{month:02}", "--timezone", zone, "-o", Path(folder, name)]
                ended = run("collect", *paths, *how)
                written.append((ended, Path(folder, name).read_bytes() if ended.code == 0 else b""))

    assert written[:2] == written[2:]
