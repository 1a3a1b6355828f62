"""`govrank robustness`: exit code, standard output and standard error."""

import os

import pytest

from commands import execute, execute_bytes, run
from editions import EXAMPLES
from files import CLEAN, HEADER, PAGES, changed, csv_bytes, write

JULY = EXAMPLES / "july.xlsx"
KZ = ("--population", "kz-2023")
# what is not drawn stays the same whatever the seed
BELOW = """\
Without Followers the leader stays the same; places shift by 0.64 on average.
Without Followers (% of population) the leaders would be Акимат Атырауской области (Instagram), Акимат \
Туркестанской области (Instagram); places shift by 0.76 on average.
Without Engaged users the leader stays the same; places shift by 0.68 on average.
Without Engagement per post the leader stays the same; places shift by 0.60 on average.
Without Engaged (% of population) the leader would be Акимат Туркестанской области (Instagram); places shift \
by 0.56 on average.
Without ER the leader stays the same; places shift by 1.72 on average.
Leaving out any other single page does not change the leader.
In 37.3 % of all pairs one page is at least as good on every indicator and better on at least one: no \
weighting can reverse them.

By rules: 5th to 95th percentile of the place over 1,000 random methodologies (weights ±25 %, any tie rule, \
at most one indicator dropped; random seed 20200731), extended to the published place if that lies outside. \
Mean shift: OECD/JRC Handbook (2008), formula 38. Copeland: wins minus losses in pairwise comparison by \
weights.
By chance: 5th to 95th percentile of the place over 1,000 draws (each count as a Poisson count: engaged \
users; random seed 20200731). This is a lower bound: a workbook with posts, as collect writes it, shows how \
much months really differ. Set: simultaneous ranges of places for all pages, 95 % confidence. Followers, \
populations and numbers of posts are taken as known.
"""


def test_how_firm_july_is():
    ended = run("robustness", JULY)
    lines = ended.out.splitlines()

    assert (ended.code, ended.err) == (0, "")
    assert lines[0] == "Official pages of regional administrations: July 2020: how stable the ranking is"
    assert lines[2].split() == [
        "Place", "By", "rules", "By", "chance", "Set", "≈", "Median", "Copeland", "Page", "Network",
    ]  # fmt: skip
    assert lines[3].split()[:7] == ["1", "1–2", "1", "1", "·", "1", "2"]
    assert lines[6].split()[:5] == ["4", "2–8", "4–6", "4–7", "┌"]
    assert "Only Акимат Атырауской области (Instagram) can be first (95 % confidence)." in lines
    assert ended.out.endswith(BELOW)


@pytest.mark.slow
def test_the_same_figures_every_time_and_in_the_installed_command():
    assert execute("robustness", JULY) == run("robustness", JULY)


def test_another_seed_draws_others():
    seeds = [
        run("robustness", JULY, "--seed", seed, "--draws", "50", "--format", "json").document for seed in (1, 1, 2)
    ]

    assert [document["seed"] for document in seeds] == [1, 1, 2]
    assert seeds[0] == seeds[1]
    assert seeds[0]["leagues"][0]["pages"] != seeds[2]["leagues"][0]["pages"]
    assert seeds[0]["leagues"][0]["dropped"] == seeds[2]["leagues"][0]["dropped"]


def test_as_json():
    document = run("robustness", JULY, "--format", "json").document
    (league,) = document["leagues"]

    assert (document["schema"], document["draws"], document["seed"]) == ("govrank.robustness/1", 1000, 20200731)
    assert [page["place"] for page in league["pages"]][:5] == [1, 2, 3, 4, 4]
    assert all(page["low"] <= page["median"] <= page["high"] for page in league["pages"])
    assert [dropped["indicator"] for dropped in league["dropped"]] == [
        "followers", "followers_share", "engaged", "engagement_per_post", "engaged_share", "er",
    ]  # fmt: skip
    assert league["deciding"] == []


def test_as_markdown():
    ended = run("robustness", JULY, "--format", "md")
    lines = ended.out.splitlines()

    assert (ended.code, ended.err) == (0, "")
    assert lines[0].startswith("#")
    assert lines[0].endswith("Official pages of regional administrations: July 2020: how stable the ranking is")
    assert "| Place | By rules | By chance | Set | ≈ | Median | Copeland | Page | Network |" in lines
    assert "| 1 | 1–2 | 1 | 1 | · | 1 | 2 | Акимат Атырауской области | Instagram |" in lines
    assert "Leaving out any other single page does not change the leader." in lines


def test_as_csv():
    ended = run("robustness", JULY, "--format", "csv")
    rows = [line.split(",") for line in ended.out.splitlines()]

    assert rows[0] == [
        "league", "place", "page", "region", "platform", "low", "median", "high", "copeland", "chance_low",
        "chance_median", "chance_high", "set_low", "set_high", "bracket", "first_share",
    ]  # fmt: skip
    assert [row[1:2] + row[5:] for row in (rows[1], rows[4])] == [
        ["1", "1", "1", "2", "2", "1", "1", "1", "1", "1", "1", "1"],
        ["4", "2", "5", "8", "3", "4", "4", "6", "4", "7", "4", "0"],
    ]


def test_names_are_no_markup_in_markdown(tmp_path):
    rows = [["page", *HEADER], *([f"a|b_{n} <i>*", *page] for n, page in enumerate(PAGES))]
    ended = run("robustness", write(tmp_path, "july.csv", csv_bytes(rows)), *KZ, "--format", "md")

    assert r"a\|b\_0 \<i\>\*" in ended.out
    assert "<i>" not in ended.out


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ru", "Если исключить любую другую страницу, лидер не изменится.\n"), ("kk", "көшбасшыны өзгертпейді.\n")],
)
def test_in_another_language(lang, said):
    assert said in run("robustness", JULY, "--lang", lang, "--draws", "10").out


def test_each_league():
    ended = run("robustness", JULY, "--by", "platform", "--draws", "10")

    assert ended.code == 0
    assert ended.out.count(": how stable the ranking is\n") == 2


def test_an_index_says_that_no_tie_rule_was_drawn(tmp_path):
    header = ["page", "platform", "posts", "shares", "comments", "likes"]
    rows = [header, *([name, "weibo", n, 2 * n, n, 9 - n] for n, name in enumerate("abc", 1))]
    ended = run("robustness", write(tmp_path, "july.csv", csv_bytes(rows)), "-m", "bci", "-q")

    assert (ended.code, ended.err) == (0, "")
    assert "weights ±25 %, at most one term dropped" in ended.out
    assert "tie rule" not in ended.out


def test_one_page_is_firm(tmp_path):
    ended = run("robustness", write(tmp_path, "july.csv", csv_bytes(CLEAN[:2])), *KZ)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[3].split()[:7] == ["1", "1", "1", "1", "·", "1", "1"]
    assert "any other single page" not in ended.out
    assert "pairs one page" not in ended.out  # there are none


def test_into_a_file(tmp_path):
    ended = run("robustness", JULY, "-o", tmp_path / "firm.txt")

    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert (tmp_path / "firm.txt").read_text(encoding="utf-8").endswith(BELOW)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param([JULY, "--draws", "9"], "--draws", id="too few draws"),
        pytest.param([JULY, "--draws", "100001"], "--draws", id="too many draws"),
        pytest.param([JULY, "--seed", "-1"], "--seed", id="no such seed"),
        pytest.param([JULY, "--sed", "1"], "did you mean '--seed'", id="a mistyped option"),
        pytest.param([JULY, "--format", "html"], "'html'", id="no such format"),
        pytest.param(["nothing.xlsx"], "file not found: 'nothing.xlsx'", id="no such file"),
        pytest.param([JULY, "-o", JULY], "never overwritten", id="the input as output"),
    ],
)
def test_a_wrong_command_ends_with_2(arguments, said):
    ended = run("robustness", *arguments)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_wrong_data_end_with_1(tmp_path):
    ended = run("robustness", write(tmp_path, "july.csv", csv_bytes(changed(3, 2, "12k"))), *KZ)

    assert (ended.code, ended.out) == (1, "")
    assert ended.lines[-1] == "1 problem in july.csv, nothing was rated"


@pytest.mark.slow
def test_a_reader_that_has_enough_is_not_complained_to():
    read, written = os.pipe()
    os.close(read)
    try:
        code, _out, err = execute_bytes("robustness", JULY, "--draws", "10", stdout=written)
    finally:
        os.close(written)

    assert (code, err) == (3, b"")
