"""`govrank robustness`: exit code, standard output and standard error."""

import os

import pytest

from commands import execute, execute_bytes, run
from editions import EXAMPLES
from files import CLEAN, HEADER, PAGES, changed, csv_bytes, write
from govrank import load_methodology
from said import command_line, headings, nearest, nothing, rows_of, said

JULY = EXAMPLES / "july.xlsx"
KZ = ("--population", "kz-2023")
TITLE = said("rating.title", title="Official pages of regional administrations", period="july")
COLUMNS = headings("interval", "median", "copeland", "page", "region", "platform")
# what is not drawn stays the same whatever the seed: without each indicator the mean shift and the new leaders
SHIFTS = [("0.64", None), ("0.76", 2), ("0.68", None), ("0.60", None), ("0.56", 1), ("1.72", None)]


def below(draws="1,000"):
    """Return the last lines of July's report."""
    labels = [indicator.says("en") for indicator in load_methodology("akimats").indicators]
    leaders = ["Акимат Атырауской области (Instagram)", "Акимат Туркестанской области (Instagram)"]
    for label, (shift, n) in zip(labels, SHIFTS, strict=True):
        if n is None:
            yield said("robust.dropped.same", indicator=label, shift=shift)
        else:
            yield said("robust.dropped", indicator=label, shift=shift, n=n, leaders=", ".join(leaders[-n:]))
    yield said("robust.deciding.none", n=1)
    yield said("robust.dominance", share="37.3")
    yield ""
    yield said("robust.method.points", low=5, high=95, draws=draws, spread="25", seed=20200731)


def test_how_firm_july_is():
    ended = run("robustness", JULY)
    lines = ended.out.splitlines()

    assert (ended.code, ended.err) == (0, "")
    assert lines[0] == said("robust.title", title=TITLE)
    assert rows_of(lines[1]) == [[said("table.place"), *COLUMNS]]
    assert lines[2].split()[:4] == ["1", "1–2", "1", "2"]
    assert lines[-10:] == [*below()]


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
    assert lines[0].endswith(said("robust.title", title=TITLE))
    assert f"| {' | '.join([said('table.place'), *COLUMNS])} |" in lines
    assert "| 1 | 1–2 | 1 | 2 | Акимат Атырауской области | Атырауская область | Instagram |" in lines
    assert said("robust.deciding.none", n=1) in lines


def test_names_are_no_markup_in_markdown(tmp_path):
    rows = [["page", *HEADER], *([f"a|b_{n} <i>*", *page] for n, page in enumerate(PAGES))]
    ended = run("robustness", write(tmp_path, "july.csv", csv_bytes(rows)), *KZ, "--format", "md")

    assert r"a\|b\_0 \<i\>\*" in ended.out
    assert "<i>" not in ended.out


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_in_another_language(lang):
    assert said("robust.deciding.none", lang, n=1) in run("robustness", JULY, "--lang", lang, "--draws", "10").lines_out


def test_each_league():
    ended = run("robustness", JULY, "--by", "platform", "--draws", "10")

    assert ended.code == 0
    titles = [f"{TITLE} · {said('rating.league', league=name)}" for name in ("Facebook", "Instagram")]
    assert [line for line in ended.lines_out if line in [said("robust.title", title=title) for title in titles]] == [
        said("robust.title", title=title) for title in titles
    ]


def test_an_index_says_that_no_tie_rule_was_drawn(tmp_path):
    header = ["page", "platform", "posts", "shares", "comments", "likes"]
    rows = [header, *([name, "weibo", n, 2 * n, n, 9 - n] for n, name in enumerate("abc", 1))]
    ended = run("robustness", write(tmp_path, "july.csv", csv_bytes(rows)), "-m", "bci", "-q")

    assert (ended.code, ended.err) == (0, "")
    assert ended.lines_out[-1] == said("robust.method.index", low=5, high=95, draws="1,000", spread="25", seed=20200731)


def test_one_page_is_firm(tmp_path):
    ended = run("robustness", write(tmp_path, "july.csv", csv_bytes(CLEAN[:2])), *KZ)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[2].split()[:4] == ["1", "1", "1", "1"]
    assert said("robust.deciding.none", n=1) not in ended.lines_out
    assert not [line for line in ended.lines_out if line.endswith(said("robust.dominance", share="0.0")[-30:])]


def test_into_a_file(tmp_path):
    ended = run("robustness", JULY, "-o", tmp_path / "firm.txt")

    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert (tmp_path / "firm.txt").read_text(encoding="utf-8").splitlines()[-10:] == [*below()]


def out_of_range(value):
    return command_line("usage-out-of-range", value=value, name="--draws", least=10, most=100_000)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param([JULY, "--draws", "9"], out_of_range("9"), id="too few draws"),
        pytest.param([JULY, "--draws", "100001"], out_of_range("100001"), id="too many draws"),
        pytest.param(
            [JULY, "--seed", "-1"],
            command_line("usage-too-small", value="-1", name="--seed", least=0),
            id="no such seed",
        ),
        pytest.param([JULY, "--sed", "1"], nearest("usage-no-option", "--seed", name="--sed"), id="a mistyped option"),
        pytest.param(
            [JULY, "--format", "csv"],
            command_line("usage-not-among", value="csv", name="--format", known=["table", "json", "md", "pdf"]),
            id="no such format",
        ),
        pytest.param(["nothing.xlsx"], command_line("no-such-file", path="nothing.xlsx"), id="no such file"),
        pytest.param([JULY, "-o", JULY], command_line("output-is-input", path=JULY), id="the input as output"),
    ],
)
def test_a_wrong_command_ends_with_2(arguments, line):
    ended = run("robustness", *arguments)

    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert ended.err.startswith(line)


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
