"""From exports with one row a post to pages: what each tool writes, what counts, and what is said of the rest."""

import csv
import io

import pytest
from openpyxl import load_workbook

from commands import execute_bytes, run
from editions import EXAMPLES
from files import csv_bytes, csv_text, workbook, write
from govrank import CommandError, DataError
from inside import CollectOptions, CollectRequest, collect_posts, flags, known_column, note_lines
from said import LANGUAGES, nothing, said, words
from said import noted as place_and_code

HEADER = ["Page", "Network", "Post ID", "Post created", "Likes", "Comments", "Shares"]
POSTS = [
    HEADER,
    ["Акимат А", "facebook", "100000000001", "2026-07-01 00:00:00", 10, 2, 1],
    ["Акимат А", "facebook", "100000000002", "2026-07-31 23:59:59", 20, 0, 4],
    ["Акимат Б", "facebook", "100000000003", "2026-07-15 12:00:00", 7, 1, 0],
    ["Акимат А", "facebook", "100000000004", "2026-08-01 00:00:00", 500, 0, 0],
]


def collected(folder, *files, period="2026-07", **options):
    """Collect files, each a list of rows."""
    paths = [str(write(folder, f"{at}.csv", csv_bytes(rows))) for at, rows in enumerate(files)]
    return collect_posts(paths, CollectOptions(period, **options))


def sums(found):
    return {page.page: (page.posts, page.figures["interactions"]) for page in found.pages}


def noted(found):
    return {note.key: note.n for note in found.notes}


def refused(folder, *files, **options):
    with pytest.raises(DataError) as caught:
        collected(folder, *files, **options)
    return [(problem.code, problem.row) for problem in caught.value.problems if problem.severity == "error"]


def test_a_month_is_from_its_first_second_to_its_last(tmp_path):
    found = collected(tmp_path, POSTS)

    assert sums(found) == {"Акимат А": (2, 10 + 2 + 1 + 20 + 0 + 4), "Акимат Б": (1, 8)}
    assert noted(found) == {"counted": 3, "read": 4, "outside": 1, "edges": 3}
    assert [(page.last_post, page.days_since, page.weeks) for page in found.pages] == [
        ("2026-07-31", 0, 2),
        ("2026-07-15", 16, 1),
    ]


# One export a tool: its header and rows, the options, and what the page adds up to: posts, likes, comments, shares,
# interactions, followers.
TOOLS = {
    "CrowdTangle before April 2021": (
        [
            ["Page Name", "Facebook Id", "Likes at Posting", "Created", "Type", "Total Interactions", "Likes",
             "Comments", "Shares", "Love", "Wow", "Haha", "Sad", "Angry", "Care", "URL", "Link"],
            ["Акимат", "1001", "900", "2026-07-01 10:00:00 EDT", "Photo", "1,021", "1000", "5", "4", "6", "0", "1", "2",
             "0", "3", "https://www.facebook.com/1001/posts/7", "https://example.org/one"],
            ["Акимат", "1001", "950", "2026-07-31 14:00:00 EDT", "Link", "30", "20", "5", "5", "0", "0", "0", "0", "0",
             "0", "https://www.facebook.com/1001/posts/8", "https://example.org/one"],
            ["Акимат", "1001", "990", "2026-07-31 14:00:01 EDT", "Link", "7", "7", "0", "0", "0", "0", "0", "0", "0",
             "0", "https://www.facebook.com/1001/posts/9", "https://example.org/one"],
        ],
        {"timezone": "Asia/Baghdad", "period": "2026-07"},  # UTC+3: 14:00 in New York is 21:00
        (3, 1000 + 6 + 1 + 2 + 3 + 20 + 7, 10, 9, 1021 + 30 + 7, 990),
    ),
    "CrowdTangle of Instagram": (
        [
            ["Account", "User Name", "Followers at Posting", "Post Created", "Type", "Total Interactions", "Likes",
             "Comments", "Views", "URL", "Link", "Description"],
            ["Акимат", "akimat", "500", "2026-07-31 16:59:59 EST", "Photo", "12", "10", "2", "0",
             "https://www.instagram.com/p/A/", "https://www.instagram.com/p/A/", "а"],
            ["Акимат", "akimat", "510", "2026-07-31 17:00:00 EST", "Photo", "90", "90", "0", "0",
             "https://www.instagram.com/p/B/", "https://www.instagram.com/p/B/", "б"],
        ],
        {"timezone": "Etc/GMT-2"},  # UTC+2: 17:00 EST is midnight
        (1, 10, 2, None, 12, 500),
    ),
    "Meta Content Library": (
        [
            ["id", "creation_time", "is_branded_content", "statistics.like_count", "statistics.love_count",
             "statistics.wow_count", "statistics.haha_count", "statistics.sad_count", "statistics.angry_count",
             "statistics.care_count", "statistics.comment_count", "statistics.reaction_count",
             "statistics.share_count", "statistics.views", "post_owner.id", "post_owner.name"],
            ["9900000000001", "2026-06-30 18:59:59", "false", "1", "1", "0", "0", "0", "0", "0", "0", "2", "0", "5",
             "77", "Акимат"],
            ["9900000000002", "2026-06-30 19:00:00", "false", "10", "2", "0", "1", "0", "0", "1", "3", "14", "4", "90",
             "77", "Акимат"],
        ],
        {"timezone": "Asia/Almaty"},  # UTC+5: July begins at 19:00
        (1, 14, 3, 4, 21, None),
    ),
    "Meta Business Suite": (
        [
            ["Post ID", "Page ID", "Page name", "Title", "Publish time", "Permalink", "Is share", "Post type",
             "Data comment", "Date", "Views", "Reach", "Reactions, Comments and Shares", "Reactions", "Comments",
             "Shares"],
            ["1827720132094663", "55", "Акимат", "", "07/04/2026 18:12", "https://www.facebook.com/a/posts/x", "0",
             "Photos", "", "Lifetime", "27", "20", "9", "5", "3", "1"],
            ["1827720132094664", "55", "Акимат", "", "07/28/2026 18:12", "https://www.facebook.com/a/posts/y", "0",
             "Photos", "", "Lifetime", "27", "20", "4", "4", "0", "0"],
        ],
        {},
        (2, 9, 3, 1, 13, None),
    ),
    "Hootsuite": (
        [
            ["Date (GMT)", "Facebook Page", "Post ID", "Post Permalink", "Post Type", "Post Message", "Tags",
             "Reactions", "Comments", "Shares", "Ow.ly Clicks"],
            ["2026-06-30 18:59:59", "Акимат", "10001_1", "https://www.facebook.com/10001/posts/1/", "Photo", "", "",
             "1", "1", "1", ""],
            ["2026-06-30 19:00:00", "Акимат", "10001_2", "https://www.facebook.com/10001/posts/2/", "Photo", "", "",
             "14", "2", "56", ""],
        ],
        {"timezone": "Asia/Almaty"},
        (1, 14, 2, 56, 72, None),
    ),
    "4CAT, whose timestamp is another clock's": (
        [
            ["id", "thread_id", "author", "body", "timestamp", "unix_timestamp", "num_likes", "num_comments",
             "likes_hidden", "url"],
            ["C1", "C1", "akimat", "а", "2026-06-30 15:00:00", "1782846000", "5", "1", "no",
             "https://www.instagram.com/p/C1"],
            ["C2", "C2", "akimat", "б", "2026-06-30 14:59:59", "1782845999", "80", "1", "no",
             "https://www.instagram.com/p/C2"],
        ],
        {"timezone": "Asia/Almaty"},
        (1, 5, 1, None, 6, None),
    ),
    "minet": (
        [
            ["ct_id", "id", "platform", "message", "date", "datetime", "link", "post_url", "actual_like_count",
             "actual_share_count", "actual_comment_count", "actual_love_count", "actual_thankful_count",
             "expected_like_count", "account_id", "account_platform", "account_name", "account_handle",
             "account_subscriber_count"],
            ["1|2", "77_1000000000", "facebook", "а", "2026-06-30", "2026-06-30 19:00:00", "https://example.org",
             "https://www.facebook.com/77/posts/1", "10", "4", "3", "2", "1", "99", "77", "Facebook", "Акимат",
             "akimat", "4321"],
        ],
        {"timezone": "Asia/Almaty"},
        (1, 13, 3, 4, 20, 4321),
    ),
}  # fmt: skip


@pytest.mark.parametrize("tool", TOOLS)
def test_the_exports_of_a_tool_are_counted_as_it_means_them(tmp_path, tool):
    rows, options, expected = TOOLS[tool]
    (page,) = collected(tmp_path, rows, **options).pages

    figures = page.figures
    assert (page.posts, *(figures[name] for name in ("likes", "comments", "shares", "interactions"))) == expected[:-1]
    assert page.followers == expected[-1]


def test_a_page_counts_once_over_the_files_of_unlike_tools(tmp_path):
    crowdtangle, hootsuite = TOOLS["CrowdTangle before April 2021"][0], TOOLS["Hootsuite"][0]
    both = [
        hootsuite[0],
        [
            "2026-07-01 14:00:00",
            "Акимат",
            "1001_7",
            "https://facebook.com/1001/posts/7/",
            "",
            "",
            "",
            "1100",
            "6",
            "5",
            "",
        ],
    ]
    found = collected(tmp_path, crowdtangle, both, timezone="Asia/Baghdad")

    assert sums(found) == {"Акимат": (3, 1100 + 6 + 5 + 30 + 7)}
    assert noted(found)["repeated"] == 1
    assert [(row.file, row.row, row.why) for row in found.uncounted] == [("0.csv", 2, "repeated")]


def test_times_with_a_zone_ask_whose_clock_divides_the_months(tmp_path):
    rows = TOOLS["Hootsuite"][0]
    with pytest.raises(CommandError) as caught:
        collected(tmp_path, rows)

    named = caught.value.args_named
    assert (caught.value.wording, named["n"], named["all"], named["inside"]) == ("no-timezone", 2, 2, 0)


@pytest.mark.parametrize(
    ("options", "wording", "near"),
    [
        ({"timezone": "Asia/Almati"}, "no-such-timezone", "Asia/Almaty"),
        ({"period": "July"}, "no-such-period", None),
        ({"period": "2026-07-15..2026-07-01"}, "no-such-period", None),
        ({"headings": {"likes": "Lykes"}}, "no-such-heading", "Likes"),
    ],
)
def test_a_wrong_name_is_said_with_the_right_one(tmp_path, options, wording, near):
    with pytest.raises(CommandError) as caught:
        collected(tmp_path, POSTS, **options)

    assert caught.value.wording == wording
    assert near is None or near in caught.value.args_named["near"]


def test_the_days_of_a_period_may_be_named(tmp_path):
    assert sums(collected(tmp_path, POSTS, period="2026-07-31..2026-08-01")) == {"Акимат А": (2, 524)}


@pytest.mark.parametrize(
    ("dates", "order", "posts"),
    [
        pytest.param(["03/07/2026", "25/07/2026"], None, 2, id="another date shows the order"),
        pytest.param(["07/03/2026", "07/25/2026"], None, 2, id="or the other one"),
        pytest.param(["03.07.2026 10:00", "04.07.2026 11:00"], "dmy", 2, id="day first, as the user says"),
        pytest.param(["07/03/2026", "08/03/2026"], "mdy", 1, id="month first, as the user says"),
        pytest.param(["07/07/2026", "07/07/2026"], None, 2, id="the same day either way"),
        pytest.param(["26-07-03", "26-07-04"], "ymd", 2, id="year first, in two digits"),
    ],
)
def test_dates_are_read_by_evidence_or_as_the_user_says(tmp_path, dates, order, posts):
    rows = [HEADER, *(["А", "vk", f"10000000000{n}", date, 1, 0, 0] for n, date in enumerate(dates))]

    assert collected(tmp_path, rows, dates=order).pages[0].posts == posts


def test_dates_that_could_be_two_are_refused_with_both(tmp_path):
    rows = [HEADER, *(["А", "vk", f"10000000000{n}", f"0{n}/07/2026", 1, 0, 0] for n in (3, 4, 7))]
    write(tmp_path, "posts.csv", csv_text(rows))
    ended = run("collect", "posts.csv", "--period", "2026-07", folder=tmp_path)

    assert (ended.code, ended.out) == (1, "")
    assert place_and_code(ended.lines[0]) == "posts.csv, row 2 (time) [ambiguous-date]"
    told = said("problem.ambiguous-date", n=2, value="'03/07/2026'", first="2026-07-03", second="2026-03-07")
    assert told in ended.lines[0]
    assert ended.lines[-1] == nothing("collected", 1, "posts.csv")


REPEATED = [
    HEADER,
    ["А", "facebook", "100000000001", "2026-07-01 10:00:00", 10, 0, 0],
    ["А", "facebook", "100000000002", "2026-07-02 10:00:00", 20, 0, 0],
    ["А", "facebook", "100000000001", "2026-07-01 10:00:00", 13, 0, 0],
]


def test_the_last_row_of_the_last_file_counts(tmp_path):
    older = [HEADER, ["А", "facebook", "100000000002", "2026-07-02 10:00:00", 99, 0, 0]]
    found = collected(tmp_path, older, REPEATED)

    assert sums(found) == {"А": (2, 33)}
    assert [(n.n, n.args["changed"]) for n in found.notes if n.key == "repeated"] == [(2, 2)]
    assert [(row.file, row.row) for row in found.uncounted] == [("0.csv", 2), ("1.csv", 2)]


@pytest.mark.parametrize(("deleted", "expected"), [("keep", (3, 60)), ("drop", (2, 43))])
def test_a_post_that_a_later_file_of_the_same_dates_lacks_is_deleted(tmp_path, deleted, expected):
    older = [HEADER, *(["А", "vk", f"10000000000{n}", f"2026-07-0{n} 10:00:00", 10 + n, 0, 0] for n in (1, 2, 3, 4))]
    later = [HEADER, *(["А", "vk", f"10000000000{n}", f"2026-07-0{n} 10:00:00", 20 + n, 0, 0] for n in (1, 3))]
    # the fourth is after the later file's end, and so not known to be gone
    found = collected(tmp_path, older[:4], later, deleted=deleted)

    assert sums(found) == {"А": (expected[0], 21 + 23 + (12 if deleted == "keep" else 0))}
    assert noted(found)[f"deleted.{deleted}"] == 1
    assert noted(collected(tmp_path, older, later))["deleted.keep"] == 1
    assert noted(collected(tmp_path, later, older)).keys().isdisjoint({"deleted.keep"})


FLAGGED = [
    ["id", "unix_timestamp", "chat", "views", "likes", "body", "forwarded_from", "is_ad", "coauthors", "link"],
    ["1", "1783000000", "akimat_a", "100", "5", "а", "", "0", "", ""],
    ["2", "1783000001", "akimat_a", "100", "7", "б", "канал", "0", "", ""],
    ["3", "1783000002", "akimat_a", "100", "11", "б", "", "1", "", ""],
    ["1", "1783000003", "akimat_b", "100", "13", "в", "", "false", "akimat_a", ""],
]


@pytest.mark.parametrize(
    ("options", "expected", "said"),
    [
        ({}, {"akimat_a": (3, 23), "akimat_b": (1, 13)}, {"reposts.keep": 1, "sponsored.keep": 1}),
        ({"reposts": "drop"}, {"akimat_a": (2, 16), "akimat_b": (1, 13)}, {"reposts.drop": 1, "sponsored.keep": 1}),
        ({"sponsored": "drop"}, {"akimat_a": (2, 12), "akimat_b": (1, 13)}, {"reposts.keep": 1, "sponsored.drop": 1}),
    ],
)
def test_reposts_and_sponsored_posts_count_as_asked_and_numbers_of_messages_are_their_pages(
    tmp_path, options, expected, said
):
    found = collected(tmp_path, FLAGGED, timezone="Asia/Almaty", **options)

    assert sums(found) == expected
    assert said.items() <= noted(found).items()
    assert noted(found)["coauthors"] == 1
    assert noted(found).get("texts") == (2 if not options else None)


@pytest.mark.parametrize("hidden", ["-1", "likes hidden"])
def test_a_hidden_count_is_missing_and_so_is_a_sum_over_it(tmp_path, hidden):
    rows = [[*row] for row in POSTS]
    rows[1][4] = hidden
    found = collected(tmp_path, rows)
    first = found.pages[0]

    assert (first.posts, first.figures["likes"], first.figures["interactions"]) == (2, None, None)
    assert (first.figures["comments"], first.figures["shares"]) == (2, 5)
    assert sums(found)["Акимат Б"] == (1, 8)
    assert noted(found)["hidden"] == 1
    assert "no-interactions" in {problem.code for problem in found.warnings}
    assert sums(collected(tmp_path, rows, skip_invalid=True))["Акимат А"] == (1, 24)


def test_a_flag_of_hidden_likes_takes_the_whole_away_too(tmp_path):
    rows = [[*HEADER, "Total Interactions", "likes_hidden"]]
    rows += [[*row, sum(row[4:]), "yes" if n == 0 else "no"] for n, row in enumerate(POSTS[1:])]
    found = collected(tmp_path, rows)

    assert sums(found) == {"Акимат А": (2, None), "Акимат Б": (1, 8)}


def test_the_whole_counts_and_a_row_in_which_it_is_not_its_parts_is_named(tmp_path):
    rows = [[*HEADER, "Total Interactions"], *([*row, sum(row[4:])] for row in POSTS[1:])]
    rows[3][-1] = 9
    found = collected(tmp_path, rows)

    assert sums(found)["Акимат Б"] == (1, 9)
    assert [(p.code, p.row, p.value, p.args["amount"]) for p in found.warnings if p.code == "parts-differ"] == [
        ("parts-differ", 4, "9", 8)
    ]


BARE = ["Page", "Network", "Post created", "Text", "Likes", "Comments", "Shares"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param(
            [["А", "vk", "2026-07-01 10:00:00", "т", 1, 0, 0], ["А", "vk", "2026-07-01 10:00:00", "т", 5, 0, 0]],
            [("equal-posts", 3)],
            id="one text at one second, counted later",
        ),
        pytest.param(
            [["А", "vk", "2026-07-01", "", 1, 0, 0], ["А", "vk", "2026-07-01", "", 1, 0, 0]],
            [("equal-posts", 3)],
            id="all figures of a day",
        ),
    ],
)
def test_equal_rows_without_an_id_and_a_link_are_refused(tmp_path, rows, found):
    assert refused(tmp_path, [BARE, *rows]) == found


def test_rows_of_a_day_that_differ_are_posts_of_their_own(tmp_path):
    rows = [BARE, ["А", "vk", "2026-07-01", "", 1, 0, 0], ["А", "vk", "2026-07-01", "", 1, 0, 1]]
    found = collected(tmp_path, rows)

    assert sums(found) == {"А": (2, 3)}
    assert noted(found)["days"] == 2


def test_ids_that_a_spreadsheet_has_rounded_tell_no_posts_apart(tmp_path):
    rows = [[*row] for row in POSTS]
    rows[1][2] = rows[2][2] = "1,82772E+15"
    linked = [[*row, "Permalink" if n == 0 else f"https://vk.com/wall-1_{n}"] for n, row in enumerate(rows)]
    found = collected(tmp_path, linked)

    assert refused(tmp_path, rows) == [("rounded-id", None)]
    assert sums(found)["Акимат А"] == (2, 37)
    assert "rounded-id-unused" in {problem.code for problem in found.warnings}


REGISTRY = [
    ["id", "region", "network", "page", "former names", "url", "population", "excluded"],
    ["", "Абай облысы", "facebook", "Акимат А", "Пресс-служба А; Әкімдік А", "https://facebook.com/a", 600, ""],
    ["", "Абай облысы", "facebook", "Акимат Б", "", "https://facebook.com/b", 600, ""],
    ["", "Жетісу облысы", "facebook", "Акимат В", "", "https://facebook.com/c", 700, ""],
    ["", "Жетісу облысы", "telegram", "Акимат А", "", "https://t.me/a", 700, "личный канал"],
]


def with_registry(folder, rows=REGISTRY):
    return str(write(folder, "pages.csv", csv_text(rows)))


def test_a_page_of_the_registry_without_posts_has_none(tmp_path):
    rows = [[*row] for row in POSTS]
    rows[1][0] = "ПРЕСС-СЛУЖБА А"
    found = collected(tmp_path, rows, pages=with_registry(tmp_path))

    assert [(p.region, p.platform, p.page, p.posts, p.figures["interactions"], p.population) for p in found.pages] == [
        ("Абай облысы", "facebook", "Акимат А", 2, 37, 600),
        ("Абай облысы", "facebook", "Акимат Б", 1, 8, 600),
        ("Жетісу облысы", "facebook", "Акимат В", 0, 0, 700),
        ("Жетісу облысы", "telegram", "Акимат А", 0, 0, 700),
    ]
    assert [(p.last_post, p.days_since, p.weeks, p.excluded) for p in found.pages[2:]] == [
        ("", None, 0, ""),
        ("", None, 0, "личный канал"),
    ]
    assert noted(found)["silent"] == 1


def test_a_page_that_is_not_in_the_registry_is_an_error_with_a_name_like_it(tmp_path):
    rows = [[*row] for row in POSTS]
    rows[3][0] = "Акимт В"
    with pytest.raises(DataError) as caught:
        collected(tmp_path, rows, pages=with_registry(tmp_path))
    problem = caught.value.problems[-1]
    skipped = collected(tmp_path, rows, pages=with_registry(tmp_path), skip_invalid=True)

    assert (problem.code, problem.row, problem.value, problem.args["near"][0]) == (
        "unknown-page", 4, "Акимт В", "Акимат В",
    )  # fmt: skip
    assert [page.posts for page in skipped.pages] == [2, 0, 0, 0]
    assert [(a.row, a.page, a.why, a.problem.code) for a in skipped.uncounted] == [
        (4, "Акимт В", "invalid", "unknown-page")
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["", "Абай облысы", "facebook", "АКИМАТ А", "", "", 600, ""], "duplicate-page"),
        (["", "Абай облысы", "facebook", "Акимат Г", "", "", "6 тыс.", ""], "not-whole"),
    ],
)
def test_a_wrong_registry_is_refused_by_cell(tmp_path, row, code):
    with pytest.raises(DataError) as caught:
        collected(tmp_path, POSTS, pages=with_registry(tmp_path, [*REGISTRY, row]))

    assert [(p.code, p.file, p.row) for p in caught.value.problems] == [(code, "pages.csv", 6)]


def test_a_page_that_was_renamed_is_one(tmp_path):
    older = [HEADER, *([f"Акимат {name}", "facebook", f"10001_{n}", f"2026-07-0{n} 10:00:00", n, 0, 0]
                       for n, name in ((1, "старый"), (2, "старый"), (3, "новый")))]  # fmt: skip
    names = [HEADER, *([f"Акимат {name}", "vk", f"10000000000{n}", f"2026-07-0{n} 10:00:00", n, 0, 0]
                       for n, name in ((1, "старый"), (2, "старый")))]  # fmt: skip
    later = [HEADER, *(["Акимат новый", "vk", f"10000000000{n}", f"2026-07-0{n} 10:00:00", n, 0, 0] for n in (2, 3))]

    # by its id in the ids of posts, and by posts that come again under the new name
    assert sums(collected(tmp_path, older)) == {"Акимат новый": (3, 6)}
    assert sums(collected(tmp_path, names, later)) == {"Акимат новый": (3, 6)}


FOLLOWED = [
    ["Page", "Network", "Post ID", "Post created", "Likes", "Followers"],
    ["А", "vk", "100000000001", "2026-07-01 10:00:00", 1, 700],
    ["А", "vk", "100000000002", "2026-07-20 10:00:00", 1, 900],
    ["А", "vk", "100000000003", "2026-07-28 10:00:00", 1, 800],
    ["А", "vk", "100000000004", "2026-07-30 10:00:00", 1, ""],
    ["А", "vk", "100000000005", "2026-08-01 10:00:00", 1, 950],
    ["Б", "vk", "100000000006", "2026-07-05 10:00:00", 1, ""],
]


def test_followers_are_those_at_the_last_post_or_the_most_or_a_files(tmp_path):
    table = write(tmp_path, "followers.csv", "page,network,followers\nБ,VK,55\nВ,VK,66\n")

    def followers(how):
        found = collected(tmp_path, FOLLOWED, followers=how)
        missing = [p.args["value"] for p in found.warnings if p.code == "no-followers"]
        return [(page.followers, page.followers_date) for page in found.pages], missing

    assert followers("last") == ([(800, "2026-07-28"), (None, "")], [["Б"]])
    assert followers("max") == ([(900, "2026-07-20"), (None, "")], [["Б"]])
    assert followers(str(table)) == ([(800, "2026-07-28"), (55, "")], [])


def test_the_likes_of_a_page_stand_in_for_followers_and_that_is_said(tmp_path):
    rows, options, _ = TOOLS["CrowdTangle before April 2021"]

    assert noted(collected(tmp_path, rows, **options))["page-likes"] == 3


def test_other_headings_are_named(tmp_path):
    rows = [["Wer", "Wann", "Wo", "Mal"], ["А", "2026-07-01 10:00", "https://vk.com/wall-1_1", 5]]
    write(tmp_path, "posts.csv", csv_text(rows))
    write(tmp_path, "columns.txt", "# ours\ntime = Wann\nlink = Wo\n")
    named = ["--columns", "page=Wer", "--columns", "likes=Mal", "--columns", "columns.txt"]
    ended = run("collect", "posts.csv", "--period", "2026-07", "-q", *named, folder=tmp_path)
    without = run("collect", "posts.csv", "--period", "2026-07", folder=tmp_path)
    mistyped = run("collect", "posts.csv", "--period", "2026-07", "--columns", "lykes=Mal", folder=tmp_path)

    assert (ended.code, ended.out.splitlines()[1]) == (0, "vk,А,,1,5,,,5,2026-07-01,30,1")
    assert (without.code, [line.split("[")[-1] for line in without.lines[:-1]]) == (1, ["missing-column]"] * 3)
    assert (mistyped.code, "'likes'" in mistyped.err) == (2, True)


def test_wrong_cells_are_named_by_address_all_at_once_and_left_out_where_asked(tmp_path):
    rows = [[*row] for row in POSTS]
    rows[1][4], rows[2][3], rows[3][0] = "12k", "soon", ""
    path = write(tmp_path, "posts.xlsx", workbook({"Июль": [["Посты"], [], *rows]}))
    ended = run("collect", path, "--period", "2026-07")
    skipped = collect_posts([str(path)], CollectOptions("2026-07", skip_invalid=True))

    assert ended.code == 1
    found = sorted(line for line in ended.lines if line.endswith(("-whole]", "-time]", "-value]")))
    assert [place_and_code(line) for line in found] == [
        'posts.xlsx, sheet "Июль", A6 (page) [missing-value]',
        'posts.xlsx, sheet "Июль", D5 (time) [not-a-time]',
        'posts.xlsx, sheet "Июль", E4 (likes) [not-whole]',
    ]
    assert [(row.row, row.problem.code) for row in skipped.uncounted] == [
        (4, "not-whole"),
        (5, "not-a-time"),
        (6, "missing-value"),
    ]
    assert sums(skipped) == {}


def test_headings_below_a_title_in_another_encoding_are_found(tmp_path):
    rows = [["Выгрузка за июль", ""], ["", ""], ["Страница", "Дата публикации", "Лайки", "Ссылка на пост"]]
    rows += [["Акимат А", "01.07.2026 10:00", 3, "https://vk.com/wall-1_1"]]
    rows += [["Акимат А", "25.07.2026 10:00", 4, "https://vk.com/wall-1_2"]]
    path = write(tmp_path, "posts.csv", csv_bytes(rows, ";", "\r\n", "cp1251"))

    assert sums(collect_posts([str(path)], CollectOptions("2026-07"))) == {"Акимат А": (2, 7)}


MONTH = EXAMPLES / "posts"
ARGS = [
    MONTH / "crowdtangle-instagram.csv", MONTH / "hootsuite-facebook.csv", "--period", "2020-07", "--timezone",
    "Asia/Almaty", "--pages", MONTH / "pages.csv", "--followers", MONTH / "followers.csv",
]  # fmt: skip


def test_the_example_collects_to_the_july_example_to_the_digit():
    pages = csv.DictReader(io.StringIO(run("collect", *ARGS).out))
    july = csv.DictReader(io.StringIO((EXAMPLES / "july.csv").read_text(encoding="utf-8")))
    names = ("Регион", "Страница", "Подписчики", "Посты", "Вовлечённые", "Население")
    expected = [(row["Соцсеть"].lower(), *(row[name] for name in names)) for row in july if row["Посты"]]
    own = ("region", "page", "followers", "posts", "interactions", "population")

    assert [(row["platform"], *(row[name] for name in own)) for row in pages if not row["excluded"]] == expected


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_is_rated_without_an_option_as_the_july_example_is(tmp_path, lang):
    ended = run("collect", *ARGS, "--lang", lang, "-o", tmp_path / "july.xlsx")
    again = run("collect", *ARGS, "--lang", lang, "-q", "-o", tmp_path / "again.xlsx")
    rated = run("score", tmp_path / "july.xlsx", "--format", "csv")
    book = load_workbook(tmp_path / "july.xlsx", read_only=True)

    assert (ended.code, again.code, again.err, rated.err) == (0, 0, "", "")
    assert rated.out == run("score", EXAMPLES / "july.csv", "--format", "csv").out
    assert (tmp_path / "july.xlsx").read_bytes() == (tmp_path / "again.xlsx").read_bytes()
    assert [sheet.title for sheet in book] == [
        words(lang).say(f"collect.{name}") for name in ("pages", "posts", "collected")
    ]
    pages, posts, told = ([*sheet.iter_rows(values_only=True)] for sheet in book)
    assert [known_column(heading) for heading in pages[0]][:6] == [
        "region", "platform", "page", "followers", "followers_date", "posts",
    ]  # fmt: skip
    assert None not in [known_column(heading) for heading in pages[0]]
    assert len(posts) == 1 + sum(row[5] for row in pages[1:])
    assert sum(row[4] for row in posts[1:]) == sum(row[pages[0].index(pages[0][10])] for row in pages[1:])
    lines = [line.replace("\u202f", " ") for line in ended.lines if "july.xlsx" not in line]
    assert [row[0].replace("\u202f", " ") for row in told[: len(lines)]] == lines
    assert [row[2] for row in told if row[0] == "hootsuite-facebook.csv"] == [5]


@pytest.mark.slow
def test_collected_pages_are_rated_through_a_pipe():
    code, out, _ = execute_bytes("collect", *ARGS, "-o", "-")
    rated = run("score", "-", "--format", "csv", stdin=out)

    assert (code, rated.code, rated.err) == (0, 0, "")
    assert rated.out == run("score", EXAMPLES / "july.csv", "--format", "csv").out


def test_the_sheet_of_posts_is_no_second_sheet_of_pages(tmp_path):
    rules = write(
        tmp_path, "free.toml",
        'name = "free"\nversion = "1"\nrequired = []\n[[indicators]]\nkey = "i"\nlabel = "I"\nof = ["interactions"]\n',
    )  # fmt: skip
    once = [POSTS[0], POSTS[1], POSTS[3]]  # a post a page
    write(tmp_path, "posts.csv", csv_text(once))
    run("collect", "posts.csv", "--period", "2026-07", "-o", "pages.xlsx", folder=tmp_path)
    rated = run("score", "pages.xlsx", "--methodology", rules, "--format", "csv", folder=tmp_path)

    assert (rated.code, len(rated.out.splitlines())) == (0, 3)


READ = {
    "posts": ("posts.csv", csv_text(POSTS)),
    "pages": ("registry.csv", "region,network,page\nА,facebook,Акимат А\nБ,facebook,Акимат Б\n"),
    "followers": ("followers.csv", "page,network,followers\nАкимат А,facebook,7\n"),
    "headings": ("columns.toml", 'likes = "Likes"\n'),
}


@pytest.mark.parametrize("name", [name for name, one in flags(CollectRequest).items() if one.reads])
def test_what_is_read_is_never_written_over(tmp_path, name):
    """An option that names something to be read fails here until `READ` has a file for it."""
    for file, text in READ.values():
        write(tmp_path, file, text)
    named = {name: READ[name][0] for name, one in flags(CollectRequest).items() if one.reads}
    options = [text for name, one in flags(CollectRequest).items() if one.reads and one.names
               for text in (one.names[0], named[name])]  # fmt: skip
    line = ("collect", named["posts"], "--period", "2026-07", *options, "-f", "csv")

    ended = run(*line, "-o", named[name], folder=tmp_path)

    assert (ended.code, (tmp_path / named[name]).read_text(encoding="utf-8")) == (2, READ[name][1])
    assert run(*line, folder=tmp_path).code == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_note_is_said_in_every_language(tmp_path, lang):
    older = [HEADER, *(["А", "vk", f"10000000000{n}", f"2026-07-0{n} 10:00:00", 10 + n, 0, 0] for n in (1, 2, 3))]
    later = [HEADER, *(["А", "vk", f"10000000000{n}", f"2026-07-0{n} 10:00:00", 20 + n, 0, 0] for n in (1, 3))]
    runs = [collected(tmp_path, older, later, deleted=deleted, timezone="UTC") for deleted in ("keep", "drop")] + [
        collected(tmp_path, FLAGGED, timezone="UTC", reposts=kept, sponsored=kept) for kept in ("keep", "drop")
    ]
    said = [note_lines(found, words(lang)) for found in runs]

    assert [len(lines) for lines in said] == [len(found.notes) for found in runs]
    assert all("{" not in line for lines in said for line in lines)


BY_LINK = [
    ["Ссылка на пост", "Дата публикации", "Лайки"],
    ["https://www.facebook.com/A/posts/7", "2026-07-01 10:00:00", 11],
    ["facebook.com/b/posts/8", "2026-07-02 10:00:00", 12],
    ["https://m.facebook.com/a/posts/9", "2026-07-03 10:00:00", 13],
]


@pytest.mark.parametrize("heading", ["Страница", "Ссылка на страницу", "Ссылка на пост"])
def test_a_page_is_told_by_its_address_where_a_registry_has_it(tmp_path, heading):
    whose = ["https://www.facebook.com/A/", "http://facebook.com/b", "facebook.com/a"]
    alone = heading == "Ссылка на пост"
    rows = (
        BY_LINK if alone else [[heading, *BY_LINK[0]], *([w, *row] for w, row in zip(whose, BY_LINK[1:], strict=True))]
    )

    found = collected(tmp_path, rows, pages=with_registry(tmp_path))

    assert [(page.page, page.posts, page.figures["likes"]) for page in found.pages[:3]] == [
        ("Акимат А", 2, 11 + 13),
        ("Акимат Б", 1, 12),
        ("Акимат В", 0, 0),
    ]


@pytest.mark.parametrize(
    ("link", "network"),
    [
        ("https://vkontakte.ru/wall-1_1", "vk"), ("https://odnoklassniki.ru/akimat/topic/1", "ok"),
        ("instagr.am/p/Cx1", "instagram"), ("https://touch.facebook.com/a/posts/7", "facebook"),
        ("https://ru-ru.facebook.com/a/posts/7", "facebook"), ("https://mp.weixin.qq.com/s/Ab", "wechat"),
        ("https://vm.tiktok.com/Ab/", "tiktok"), ("https://m.weibo.cn/u/17", "weibo"), ("https://example.org/a", ""),
    ],
)  # fmt: skip
def test_a_post_is_on_the_network_that_its_link_leads_to(tmp_path, link, network):
    rows = [["Страница", *BY_LINK[0]], ["А", link, "2026-07-01 10:00:00", 1]]

    assert [page.platform for page in collected(tmp_path, rows).pages] == [network]


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://ok.ru/group/17", "https://m.ok.ru/group/17/topic/3"),
        ("https://facebook.com/a", "https://www.facebook.com/pg/A/posts/3"),
        ("https://www.youtube.com/user/a", "https://youtube.com/user/A/community?lb=3"),
        ("https://vk.com/public17", "https://m.vk.com/wall-17_3"),
        ("vk.ru/id17", "https://vk.com/video17_3"),
    ],
)
def test_a_post_is_of_the_page_that_its_link_begins_with(tmp_path, url, link):
    pages = with_registry(tmp_path, [["page", "url"], ["Акимат А", url], ["Акимат Б", "https://ok.ru/group/18"]])
    found = collected(tmp_path, [BY_LINK[0], [link, "2026-07-01 10:00:00", 1]], pages=pages)

    assert [(page.page, page.posts) for page in found.pages] == [("Акимат А", 1), ("Акимат Б", 0)]


def test_a_user_and_a_community_of_one_number_are_two_pages(tmp_path):
    pages = with_registry(tmp_path, [["page", "url"], ["Акимат А", "vk.com/id17"], ["Акимат Б", "vk.com/club17"]])
    rows = [[f"https://vk.com/wall{who}", "2026-07-01 10:00:00", 1] for who in ("-17_1", "17_1", "-17_2")]
    found = collected(tmp_path, [BY_LINK[0], *rows], pages=pages)

    assert [(page.page, page.posts) for page in found.pages] == [("Акимат А", 1), ("Акимат Б", 2)]


def test_a_link_that_begins_with_no_page_of_the_registry_is_an_error(tmp_path):
    rows = [*BY_LINK, ["https://www.facebook.com/p/9", "2026-07-03 10:00:00", 13]]
    with pytest.raises(DataError) as caught:
        collected(tmp_path, rows, pages=with_registry(tmp_path))

    assert [(p.code, p.row, p.column) for p in caught.value.problems] == [("unknown-page", 5, "page")]
    assert refused(tmp_path, BY_LINK) == [("missing-column", None)]
