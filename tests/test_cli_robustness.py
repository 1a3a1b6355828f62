"""`govrank robustness`: exit code, standard output and standard error."""

import os

import pytest

from commands import execute, execute_bytes, run
from editions import EXAMPLES
from files import CLEAN, HEADER, PAGES, changed, csv_bytes, write
from said import LANGUAGES, command_line, headings, nearest, nothing, rows_of, said

JULY = EXAMPLES / "july.xlsx"
KZ = ("--population", "kz-2023")
COLUMNS = headings("place", "interval", "chance", "set", "bracket", "median", "copeland", "page", "platform")


def titled(*league):
    """Return the title of July, or of one of its leagues."""
    title, july = "Official pages of regional administrations", said("period.month.7", year=2020)
    named = [said("rating.title", title=title, period=july), *(said("rating.league", league=one) for one in league)]
    return said("robust.title", title=" · ".join(named))


# what is not drawn stays the same whatever the seed
BELOW = [
    said("robust.dropped.same", indicator="Followers", shift="0.64"),
    said(
        "robust.dropped",
        n=2,
        indicator="Followers (% of population)",
        leaders="Акимат Атырауской области (Instagram), Акимат Туркестанской области (Instagram)",
        shift="0.76",
    ),
    said("robust.dropped.same", indicator="Engaged users", shift="0.68"),
    said("robust.dropped.same", indicator="Engagement per post", shift="0.60"),
    said(
        "robust.dropped",
        n=1,
        indicator="Engaged (% of population)",
        leaders="Акимат Туркестанской области (Instagram)",
        shift="0.56",
    ),
    said("robust.dropped.same", indicator="ER", shift="1.72"),
    said("robust.deciding.none", n=1),
    said("robust.dominance", share="37.3"),
    "",
    said("robust.method.rank-sum", low=5, high=95, draws="1,000", spread=25, seed=20200731),
    said(
        "robust.chance.counts",
        low=5,
        high=95,
        draws="1,000",
        drawn=said("counts.engaged"),
        seed=20200731,
        confidence=95,
    ),
]


def test_how_firm_july_is():
    ended = run("robustness", JULY)
    lines = ended.lines_out

    assert (ended.code, ended.err) == (0, "")
    assert lines[0] == titled()
    assert rows_of(lines[2]) == [COLUMNS]
    assert lines[3].split()[:7] == ["1", "1–2", "1", "1", "·", "1", "2"]
    assert lines[6].split()[:5] == ["4", "2–8", "4–6", "4–7", "┌"]
    assert said("robust.first", n=1, pages="Акимат Атырауской области (Instagram)", confidence=95) in lines
    assert lines[-len(BELOW) :] == BELOW


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
    assert lines[0].endswith(titled())
    assert f"| {' | '.join(COLUMNS)} |" in lines
    assert "| 1 | 1–2 | 1 | 1 | · | 1 | 2 | Акимат Атырауской области | Instagram |" in lines
    assert said("robust.deciding.none", n=1) in lines


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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_every_language(lang):
    assert said("robust.deciding.none", lang, n=1) in run("robustness", JULY, "--lang", lang, "--draws", "10").lines_out


def test_each_league():
    ended = run("robustness", JULY, "--by", "platform", "--draws", "10")

    assert ended.code == 0
    titles = [titled(league) for league in ("Facebook", "Instagram")]
    assert [line for line in ended.lines_out if line in titles] == titles


def test_an_index_says_that_no_tie_rule_was_drawn(tmp_path):
    header = ["page", "platform", "posts", "shares", "comments", "likes"]
    rows = [header, *([name, "weibo", n, 2 * n, n, 9 - n] for n, name in enumerate("abc", 1))]
    ended = run("robustness", write(tmp_path, "july.csv", csv_bytes(rows)), "-m", "bci", "-q")

    assert (ended.code, ended.err) == (0, "")
    drawn = {"low": 5, "high": 95, "draws": "1,000", "spread": 25, "seed": 20200731}
    methods = [how for how in ("rank-sum", "log-index") if said(f"robust.method.{how}", **drawn) in ended.lines_out]
    assert methods == ["log-index"]


def test_one_page_is_firm(tmp_path):
    ended = run("robustness", write(tmp_path, "july.csv", csv_bytes(CLEAN[:2])), *KZ)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[3].split()[:7] == ["1", "1", "1", "1", "·", "1", "1"]
    assert said("robust.deciding.none", n=1) not in ended.out
    assert said("robust.dominance", share="").partition("%")[0] not in ended.out  # there are none


def test_into_a_file(tmp_path):
    ended = run("robustness", JULY, "-o", tmp_path / "firm.txt")

    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert (tmp_path / "firm.txt").read_text(encoding="utf-8").splitlines()[-len(BELOW) :] == BELOW


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        pytest.param([JULY, "--draws", "9"], "--draws", id="too few draws"),
        pytest.param([JULY, "--draws", "100001"], "--draws", id="too many draws"),
        pytest.param([JULY, "--seed", "-1"], "--seed", id="no such seed"),
        pytest.param([JULY, "--sed", "1"], nearest("usage-no-option", "--seed", name="--sed"), id="a mistyped option"),
        pytest.param([JULY, "--format", "html"], "'html'", id="no such format"),
        pytest.param(["nothing.xlsx"], command_line("no-such-file", path="nothing.xlsx"), id="no such file"),
        pytest.param([JULY, "-o", JULY], command_line("output-is-input", path=JULY), id="the input as output"),
    ],
)
def test_a_wrong_command_ends_with_2(arguments, part):
    ended = run("robustness", *arguments)

    assert (ended.code, ended.out) == (2, "")
    assert part in ended.err


def test_wrong_data_end_with_1(tmp_path):
    ended = run("robustness", write(tmp_path, "july.csv", csv_bytes(changed(3, 2, "12k"))), *KZ)

    assert (ended.code, ended.out) == (1, "")
    assert ended.lines[-1] == nothing("rated", 1, "july.csv")


@pytest.mark.slow
def test_a_reader_that_has_enough_is_not_complained_to():
    read, written = os.pipe()
    os.close(read)
    try:
        code, _out, err = execute_bytes("robustness", JULY, "--draws", "10", stdout=written)
    finally:
        os.close(written)

    assert (code, err) == (3, b"")
