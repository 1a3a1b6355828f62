"""Leagues: pages ranked inside each value of a column, or among pages of like size."""

import csv
import io
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import govrank
from commands import run
from editions import parse_methodology
from files import write
from inside import Count, SizeLeague, league_codes, same_leagues, size_leagues
from said import LANGUAGES, command_line, headings, rows_of, said

BY_COLUMN = """\
name = "networks"
version = "1"
league = "platform"

[[indicators]]
key = "reach"
of = ["reach"]

[[indicators]]
key = "er"
of = ["interactions"]
per = ["reach"]
weight = 2

[[zones]]
name = "green"
upto = "1/3"
color = "#c6efce"

[[zones]]
name = "red"
upto = "1"
color = "#ffc7ce"
"""
SIZES = BY_COLUMN.replace('league = "platform"', """\
league = { by = "followers", bands = [
  { name = "large", from = 1000 },
  { name = "middle", from = 100, to = 1000 },
  { name = "a small one", from = 10, to = 100 },
] }""").replace('name = "networks"', 'name = "sizes"')  # fmt: skip
PAGES = """\
page,platform,class,followers,reach,interactions
A,vk,b,1000,500,50
B,vk,a,999,400,80
C,telegram,b,100,300,90
D,telegram,a,99,200,20
E,vk,a,10,100,40
F,telegram,b,9,600,10
"""


def rate(methodology, by="", pages=PAGES):
    rules = parse_methodology(methodology, "leagues.toml")
    return govrank.rate_frames(pd.read_csv(io.StringIO(pages)), methodology=rules, by=by)


def leagues_of(rating):
    """Return league → its pages with place and total, in the order of the tables."""
    return {
        league: [(rating.pages.names[n], rating.places[n].item(), rating.totals[n].item()) for n in pages]
        for league, pages in rating.leagues.items()
    }


def test_pages_are_ranked_inside_each_value_of_the_column():
    rating = rate(BY_COLUMN)

    # er: C 0.3, D 0.1, F 1/60; E 0.4, B 0.2, A 0.1
    assert leagues_of(rating) == {
        "telegram": [("C", 1, 2 + 2 * 1), ("F", 2, 1 + 2 * 3), ("D", 2, 3 + 2 * 2)],
        "vk": [("E", 1, 3 + 2 * 1), ("B", 2, 2 + 2 * 2), ("A", 3, 1 + 2 * 3)],
    }
    assert rating.pages.leagues == ["telegram"] * 3 + ["vk"] * 3


def test_the_rows_of_a_league_are_what_it_would_be_alone():
    rating = rate(BY_COLUMN)
    for platform in ("vk", "telegram"):
        lines = [PAGES.splitlines()[0], *(line for line in PAGES.splitlines() if f",{platform}," in line)]
        alone = rate(BY_COLUMN, pages="\n".join(lines))
        assert leagues_of(alone) == {platform: leagues_of(rating)[platform]}


def test_by_overrides_the_methodologys_own_column():
    rating = rate(BY_COLUMN, by="class")

    assert {league: [page for page, _place, _total in pages] for league, pages in leagues_of(rating).items()} == {
        "a": ["B", "E", "D"], "b": ["C", "A", "F"],  # B and E have 5 each; B stands first by countback
    }  # fmt: skip
    assert rating.methodology.league == "class"


def test_by_overrides_leagues_by_size_and_nobody_is_left_out():
    rating = rate(SIZES, by="class")
    assert list(rating.leagues) == ["a", "b"]
    assert rating.excluded == ()


@pytest.mark.parametrize("by", ["platform", "Соцсеть", "PLATFORM", " network "])
def test_by_knows_a_column_by_any_of_its_headings(by):
    assert list(rate(BY_COLUMN, by=by).leagues) == ["telegram", "vk"]


def test_by_a_column_that_is_not_there_is_a_mistake_of_the_command(tmp_path):
    write(tmp_path, "l.toml", BY_COLUMN)
    write(tmp_path, "p.csv", PAGES)
    ended = run("score", "p.csv", "-m", "l.toml", "--by", "clas", folder=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert ended.lines == [command_line("no-such-column", column="clas", near=["class"])]


def test_a_methodologys_column_that_is_not_there_is_a_mistake_of_the_file(tmp_path):
    write(tmp_path, "l.toml", BY_COLUMN.replace('"platform"', '"class"', 1))
    write(tmp_path, "p.csv", PAGES.replace("class", "klass"))
    ended = run("score", "p.csv", "-m", "l.toml", folder=tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert ended.said[0] == "p.csv [missing-column]"
    assert said("problem.missing-column", column="class") in ended.lines[0]


def test_a_page_without_a_league_is_a_problem():
    with pytest.raises(govrank.DataError) as caught:
        rate(BY_COLUMN.replace('"platform"', '"class"', 1), pages=PAGES.replace("A,vk,b", "A,vk,"))
    assert [(problem.code, problem.row, problem.column) for problem in caught.value.problems] == [
        ("missing-value", 2, "class")
    ]


def test_leagues_by_size_stand_as_the_bands_do_and_not_by_the_alphabet():
    rating = rate(SIZES)

    assert {league: [page for page, _place, _total in pages] for league, pages in leagues_of(rating).items()} == {
        "large": ["A"], "middle": ["C", "B"], "a small one": ["E", "D"],
    }  # fmt: skip
    other = SIZES.replace('{ name = "large", from = 1000 },\n', "").replace(
        "] }", '  { name = "large", from = 1000 },\n] }'
    )
    assert list(rate(other).leagues) == ["middle", "a small one", "large"]


@pytest.mark.parametrize(
    ("followers", "league"),
    [(9, None), (10, "a small one"), (99, "a small one"), (100, "middle"), (999, "middle"), (1000, "large"),
     (10**12, "large"), (0, None)],
)  # fmt: skip
def test_a_band_is_closed_below_and_open_above(followers, league):
    pages = PAGES.replace("B,vk,a,999", f"B,vk,a,{followers}")
    rating = rate(SIZES, pages=pages)
    found = dict(zip(rating.pages.names, rating.pages.leagues, strict=True))
    assert found.get("B") == league


def test_a_band_of_fractions_is_exact():
    """A decimal column against a decimal bound: 2.5 is inside [2.5; 5), 2.49 is not."""
    text = SIZES.replace('by = "followers"', 'by = "hours"').replace("from = 1000 }", "from = 5 }")
    text = text.replace("from = 100, to = 1000", "from = 2.5, to = 5").replace("from = 10, to = 100", "to = 2.5")
    pages = "page,hours,reach,interactions\nA,2.5,1,1\nB,2.49,1,1\nC,4.99,1,1\nD,5,1,1\nE,0,1,1\n"
    rating = rate(text, pages=pages)

    assert dict(zip(rating.pages.names, rating.pages.leagues, strict=True)) == {
        "D": "large", "A": "middle", "C": "middle", "B": "a small one", "E": "a small one",
    }  # fmt: skip


def test_a_page_in_no_band_is_left_out_with_the_reason(tmp_path):
    write(tmp_path, "s.toml", SIZES)
    write(tmp_path, "p.csv", PAGES)
    ended = run("score", "p.csv", "-m", "s.toml", "-q", folder=tmp_path)

    assert ended.code == 0
    reason = said("reason.no-league", count=said("counts.followers"), number="9")
    assert ended.out.endswith(f"\n\n{said('rating.excluded')}\n  F (Telegram): {reason}\n")


def test_a_gap_between_bands_holds_nobody():
    text = SIZES.replace("from = 100, to = 1000", "from = 100, to = 500")
    rating = rate(text)
    assert [(out.page, out.reason.wording, out.reason.args) for out in rating.excluded] == [
        ("F", "no-league", {"count": "followers", "number": "9"}),
        ("B", "no-league", {"count": "followers", "number": "999"}),
    ]


@pytest.mark.parametrize("missing", ["worst", "exclude"])
def test_a_page_without_a_size_is_in_no_league(missing):
    """Its league is unknown; putting it last in some league would be a guess."""
    rating = rate(f'missing = "{missing}"\n' + SIZES, pages=PAGES.replace("B,vk,a,999", "B,vk,a,"))

    assert "B" not in rating.pages.names
    assert [(out.page, out.reason.args["number"]) for out in rating.excluded] == [("F", "9"), ("B", "–")]


def test_a_page_without_a_size_is_an_error_where_missing_is_one():
    with pytest.raises(govrank.DataError) as caught:
        rate(SIZES, pages=PAGES.replace("B,vk,a,999", "B,vk,a,"))
    errors = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert [(problem.code, problem.row, problem.column) for problem in errors] == [("missing-value", 3, "followers")]


def test_a_page_that_is_excluded_keeps_its_own_reason():
    pages = PAGES.replace("interactions\n", "interactions,excluded\n").replace("600,10\n", "600,10,a person\n")
    pages = pages.replace("40\n", "40,\n").replace("20\n", "20,\n")
    ((out,)) = rate(SIZES, pages=pages).excluded
    assert (out.page, out.reason.text) == ("F", "a person")


def test_the_worst_possible_total_is_the_leagues_own():
    """The weights are 1 and 2: of one page it is 3, of two 6; with all five together it would be 15."""
    rating = rate(SIZES)

    assert dict(zip(rating.pages.leagues, rating.worst_possible.tolist(), strict=True)) == {
        "large": 3, "middle": 6, "a small one": 6,
    }  # fmt: skip
    # A has nobody beside it; C: 2 + 2·1 of 6, B: 1 + 2·2; E: 2 + 2·1, D: 1 + 2·2; none of these is within a third
    assert [rating.zone(n) for n in range(5)] == ["green", *["red"] * 4]
    halves = rate(SIZES.replace('"1/3"', '"2/3"'))
    assert dict(zip(halves.pages.names, map(halves.zone, range(5)), strict=True)) == {
        "A": "green", "C": "green", "B": "red", "E": "green", "D": "red",
    }  # fmt: skip


def test_a_missing_figure_costs_as_many_points_as_the_league_has_pages():
    rating = rate(
        'missing = "worst"\n' + BY_COLUMN, pages=PAGES.replace("vk,a,999,400,80", "vk,a,999,,80") + "G,vk,a,1,5,1\n"
    )
    points = dict(zip(rating.pages.names, rating.points["reach"].tolist(), strict=True))
    assert points["B"] == 4  # vk has four pages, the file seven
    assert points["F"] == 1


def test_points_of_indicators_are_inside_the_league_too():
    rating = rate(BY_COLUMN)
    for key in rating.methodology.keys:
        for pages in rating.leagues.values():
            assert sorted(rating.points[key][pages.start : pages.stop].tolist()) == [1, 2, 3]


def test_a_single_league_of_a_column_is_still_named():
    rating = rate(BY_COLUMN, pages="\n".join(line for line in PAGES.splitlines() if "telegram" not in line))
    assert list(rating.leagues) == ["vk"]


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, "s.toml", SIZES)
    write(tmp_path, "l.toml", BY_COLUMN)
    write(tmp_path, "p.csv", PAGES)
    return tmp_path


def title(name):
    return said("rating.title", title=name, period="p")


def league(name):
    return said("rating.league", league=name)


def scored(folder, how, *args):
    ended = run("score", "p.csv", "-f", how, "-q", *args, folder=folder)
    assert (ended.code, ended.err) == (0, "")
    return ended


def test_the_terminal_shows_a_table_for_each_league(folder):
    out = scored(folder, "table", "-m", "s.toml").out

    titles = [line for line in out.splitlines() if line.startswith(title("sizes"))]
    assert titles == [f"{title('sizes')} · {league(name)}" for name in ("large", "middle", "a small one")]
    assert [row[:2] for row in rows_of(out)].count(headings("place", "page")) == 3
    assert "3, 6" in out  # the worst possible totals


def test_networks_are_called_by_their_names(folder):
    lines = scored(folder, "table", "-m", "l.toml").lines_out
    assert [line for line in lines if line.startswith(title("networks"))] == [
        f"{title('networks')} · {league(name)}" for name in ("Telegram", "VK")
    ]


def test_indicator_tables_call_networks_by_their_names_as_the_final_ones_do(folder):
    out = scored(folder, "table", "-m", "l.toml", "--indicators").out
    titles = [line for line in out.splitlines() if line.startswith("reach")]
    assert [title.partition(" · ")[2] for title in titles] == [league("Telegram"), league("VK")]


def test_markdown_shows_each_league(folder):
    out = scored(folder, "md", "-m", "s.toml").out
    assert [line for line in out.splitlines() if line.startswith("#")] == [
        f"# {title('sizes')} · {league(name)}" for name in ("large", "middle", "a small one")
    ]


def test_json_names_each_pages_league_and_by_what_they_are(folder):
    document = scored(folder, "json", "-m", "s.toml").document

    assert document["methodology"]["league"] == "followers"
    assert [(page["league"], page["place"], page["page"]) for page in document["pages"]] == [
        ("large", 1, "A"), ("middle", 1, "C"), ("middle", 2, "B"), ("a small one", 1, "E"), ("a small one", 2, "D"),
    ]  # fmt: skip
    assert scored(folder, "json", "-m", "l.toml").document["methodology"]["league"] == "platform"
    assert scored(folder, "json", "-m", "s.toml", "--by", "class").document["methodology"]["league"] == "class"


def test_json_says_which_bands_the_leagues_are(folder):
    """The rules are part of the result; without the bounds it is unclear why a page is in its league."""
    assert '"from": 100' in scored(folder, "json", "-m", "s.toml").out


def test_the_rules_line_says_that_pages_are_ranked_in_leagues(folder):
    """Two tables under one title; the rule that made them two belongs to the rules that are printed."""
    line = next(line for line in scored(folder, "table", "-m", "s.toml").out.splitlines() if "(sizes 1)" in line)
    bands = "large [1,000; ∞), middle [100; 1,000), a small one [10; 100)"
    assert said("show.league.sizes", by=said("counts.followers"), bands=bands) in line


def test_csv_begins_each_row_with_the_league(folder):
    rows = list(csv.DictReader(io.StringIO(scored(folder, "csv", "-m", "s.toml").out)))
    assert [(row["league"], row["place"], row["page"]) for row in rows] == [
        ("large", "1", "A"), ("middle", "1", "C"), ("middle", "2", "B"), ("a small one", "1", "E"),
        ("a small one", "2", "D"),
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("how", ["xlsx", "html"])
def test_exports_show_every_league(folder, how, lang):
    path = folder / f"out.{how}"
    ended = run("export", "p.csv", "-m", "s.toml", "-o", path, "--lang", lang, "-q", folder=folder)
    assert (ended.code, ended.err) == (0, "")
    if how == "html":
        text = path.read_text(encoding="utf-8")
    else:
        from openpyxl import load_workbook

        text = " ".join(
            str(cell) for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row
        )
    for league in ("large", "middle", "a small one"):
        assert league in text


def test_top_is_of_each_league(folder):
    out = scored(folder, "table", "-m", "l.toml", "--top", "1").out
    assert out.count(said("rating.more", n=2)) == 2


def test_moves_are_inside_the_league(folder):
    """June: E was last of vk. B and D are where they were; leagues of the other network change nothing."""
    write(folder, "june.csv", PAGES.replace("E,vk,a,10,100,40", "E,vk,a,10,100,1"))
    args = ("-m", "l.toml", "--previous", "june.csv")
    moves = {page["page"]: page["move"] for page in scored(folder, "json", *args).document["pages"]}

    # June, vk: er B 0.2, A 0.1, E 0.01; totals A 1 + 4, B 2 + 2, E 3 + 6
    assert moves["E"] == {"state": "up", "by": 2, "previous": 3}
    assert (moves["B"]["previous"], moves["A"]["previous"]) == (1, 2)
    assert {moves[page]["state"] for page in "CDF"} == {"same"}


@pytest.mark.parametrize(
    "bands",
    [
        pytest.param('{ name = "a", to = 10 }, { name = "a", from = 10 }', id="two of one name"),
        pytest.param('{ name = "a", from = 10, to = 10 }', id="a band of nothing"),
        pytest.param('{ name = "a", from = 10, to = 5 }', id="a band that ends before it begins"),
        pytest.param('{ name = "a", from = 5, to = 20 }, { name = "b", from = 10 }', id="two that overlap"),
    ],
)
def test_bands_that_cannot_be_meant_are_refused(bands):
    text = BY_COLUMN.replace('league = "platform"', f'league = {{ by = "followers", bands = [ {bands} ] }}')
    with pytest.raises(govrank.DataError) as caught:
        parse_methodology(text, "leagues.toml")
    assert [problem.row for problem in caught.value.problems] == [3]


def test_leagues_are_numbered_in_the_methodologys_order():
    """By size: large 0, middle 1, a small one 2, whatever the alphabet says."""
    rating = rate(SIZES, pages="\n".join(PAGES.splitlines()[:-1]))
    mixed = rating.pages.take([4, 0, 2, 1, 3])
    codes, sizes = league_codes(mixed, rating.methodology)

    assert mixed.leagues == ["a small one", "large", "middle", "middle", "a small one"]
    assert (codes.tolist(), sizes.tolist()) == ([2, 0, 1, 1, 2], [2, 1, 2, 2, 2])


def test_a_single_league_needs_no_numbers():
    rating = rate(BY_COLUMN.replace('league = "platform"', ""))
    codes, sizes = league_codes(rating.pages, rating.methodology)

    assert (codes, sizes.tolist()) == (None, [6] * 6)


def test_the_league_by_size_is_the_band_that_holds_the_figure():
    sizes = SizeLeague(by="hours", bands=[{"name": "long", "from": 2.5}, {"name": "short", "from": 1, "to": 2.5}])
    hours = Count(np.array([25, 24, 10, 9, 0]), np.array([False, False, False, False, True]), 10)

    leagues, unplaced = size_leagues(hours, sizes)

    assert leagues == ["long", "short", "short", "", ""]
    assert {i: (why.wording, why.args) for i, why in unplaced.items()} == {
        3: ("no-league", {"count": "hours", "number": "0.9"}),
        4: ("no-league", {"count": "hours", "number": "–"}),
    }


def test_a_size_is_compared_to_the_last_digit():
    sizes = SizeLeague(by="hours", bands=[{"name": "long", "from": 0.3}, {"name": "short", "from": 0.1, "to": 0.3}])
    digits = ["0.3", "0.29999999999999999999", "0.1", "0.09999999999999999999"]
    hours = Count(np.array([int(Fraction(text) * 10**20) for text in digits], dtype=object), scale=10**20)

    leagues, unplaced = size_leagues(hours, sizes)

    assert leagues == ["long", "short", "short", ""]
    assert unplaced[3].args["number"] == digits[3]


@pytest.mark.parametrize(
    ("values", "keys", "leagues"),
    [
        pytest.param(["east", "East", "west"], None, ["east", "east", "west"], id="case"),
        pytest.param(["А  б", "А б", " а б"], None, ["А  б"] * 3, id="spacing"),
        pytest.param(["Восток", "Boстoк"], None, ["Восток"] * 2, id="look-alike letters"),
        pytest.param(["восток", "востока"], None, ["восток", "востока"], id="another word"),
        pytest.param(["Ақмола облысы", "X", "Акмолинская"], ["a", "x", "a"], ["Ақмола облысы", "X", "Ақмола облысы"],
                     id="one region in two spellings"),
        pytest.param(["Костанай", "костанай"], ["t", "k"], ["Костанай", "костанай"], id="two regions that look alike"),
    ],
)  # fmt: skip
def test_a_league_is_one_however_it_is_spelled_and_shown_as_at_first(values, keys, leagues):
    assert same_leagues(values, keys) == leagues


def test_leagues_by_region_are_the_regions_and_not_their_spellings():
    pages = "region,platform,followers\nАқмола облысы,vk,1000\nАкмолинская область,fb,900\nAtyrau,vk,5\n"
    rules = BY_COLUMN.split("[[indicators]]")[0] + '[[indicators]]\nkey = "f"\nof = ["followers"]\n'
    rating = rate(rules, by="region", pages=pages)

    assert {league: len(pages) for league, pages in rating.leagues.items()} == {"Ақмола облысы": 2, "Atyrau": 1}
