"""`ties = "average"` shares the mean of the places: halves that stay exact to the last output."""

import csv
import io
import json

import pandas as pd
import pytest

import govrank
from commands import run
from editions import parse_methodology
from files import write
from inside import points_text
from said import said

RULES = """\
name = "halves"
version = "1"
ties = "average"

[[indicators]]
key = "a"
of = ["a"]

[[indicators]]
key = "b"
of = ["b"]
weight = 3

[[zones]]
name = "green"
upto = "1/4"
color = "#c6efce"

[[zones]]
name = "white"
upto = "7/10"
color = "#ffffff"

[[zones]]
name = "red"
upto = "1"
color = "#ffc7ce"
"""
# a: Q and R share 2 and 3, so 2.5; b: P, Q share 1 and 2, so 1.5; S, T share 4 and 5, so 4.5
ROWS = [("P", 9, 9), ("Q", 5, 9), ("R", 5, 7), ("S", 3, 1), ("T", 1, 1)]
TOTALS = {"P": 1 + 3 * 1.5, "Q": 2.5 + 3 * 1.5, "R": 2.5 + 3 * 3, "S": 4 + 3 * 4.5, "T": 5 + 3 * 4.5}


@pytest.fixture
def rules():
    return parse_methodology(RULES, "halves.toml")


@pytest.fixture
def rating(rules):
    return govrank.rate_frames(pd.DataFrame(ROWS, columns=["page", "a", "b"]), methodology=rules)


def test_points_are_means_and_totals_are_their_weighted_sums(rating):
    assert dict(zip(rating.pages.names, rating.points["a"].tolist(), strict=True)) == {
        "P": 1, "Q": 2.5, "R": 2.5, "S": 4, "T": 5,
    }  # fmt: skip
    assert dict(zip(rating.pages.names, rating.totals.tolist(), strict=True)) == TOTALS
    assert rating.places.tolist() == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("pages", [2, 3, 4, 7, 100])
def test_points_of_all_equal_pages_are_half_of_one_more_than_they_are(rules, pages):
    frame = pd.DataFrame({"page": [f"p{n}" for n in range(pages)], "a": [1] * pages, "b": [0] * pages})
    rating = govrank.rate_frames(frame, methodology=rules)

    assert set(rating.points["a"].tolist()) == {(pages + 1) / 2}
    assert set(rating.totals.tolist()) == {4 * (pages + 1) / 2}
    assert set(rating.places.tolist()) == {1}


def test_points_of_a_league_always_add_up_to_the_same(rating):
    """1 + 2 + 3 + 4 + 5 = 15, whoever is equal to whom: what is shared is neither lost nor won."""
    assert [points.sum() for points in rating.points.values()] == [15, 15]


def test_a_half_on_the_bound_of_a_zone_is_inside_it(rating):
    """The worst total is 5 × 4 = 20: green up to 5, so 5.5 is not; white up to 14, and red is what lies above."""
    assert [rating.zone(n) for n in range(5)] == ["white", "white", "white", "red", "red"]

    exact = parse_methodology(RULES.replace('"1/4"', '"11/40"'), "halves.toml")  # of 20: exactly 5.5
    again = govrank.rate_frames(pd.DataFrame(ROWS, columns=["page", "a", "b"]), methodology=exact)
    assert again.zone(0) == "green"
    below = parse_methodology(RULES.replace('"1/4"', '"1099/4000"'), "halves.toml")  # of 20: 5.495
    again = govrank.rate_frames(pd.DataFrame(ROWS, columns=["page", "a", "b"]), methodology=below)
    assert again.zone(0) == "white"


def test_halves_of_different_sums_are_the_same_total():
    """1.5 + 2 and 2 + 1.5 are one total and share a place: no digit is lost on the way."""
    text = RULES.replace("weight = 3", "weight = 1")
    frame = pd.DataFrame({"page": list("xyz"), "a": [5, 5, 1], "b": [1, 2, 3]})
    rating = govrank.rate_frames(frame, methodology=parse_methodology(text, "halves.toml"))

    # a: x and y 1.5, z 3; b: z 1, y 2, x 3
    assert dict(zip(rating.pages.names, rating.totals.tolist(), strict=True)) == {"y": 3.5, "z": 4, "x": 4.5}
    assert rating.places.tolist() == [1, 2, 3]


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, "halves.toml", RULES)
    write(tmp_path, "july.csv", "page,a,b\n" + "".join(f"{page},{a},{b}\n" for page, a, b in ROWS))
    return tmp_path


def scored(folder, how, *args):
    ended = run("score", "july.csv", "-m", "halves.toml", "-f", how, *args, folder=folder)
    assert (ended.code, ended.err) == (0, "")
    return ended.out


def test_csv_writes_halves_with_a_point_and_wholes_without(folder):
    rows = list(csv.DictReader(io.StringIO(scored(folder, "csv"))))

    assert [(row["page"], row["a_points"], row["b_points"], row["total"]) for row in rows] == [
        ("P", "1", "1.5", "5.5"), ("Q", "2.5", "1.5", "7"), ("R", "2.5", "3", "11.5"), ("S", "4", "4.5", "17.5"),
        ("T", "5", "4.5", "18.5"),
    ]  # fmt: skip


def test_json_writes_halves_as_numbers_and_wholes_without_a_point(folder):
    text = scored(folder, "json")
    pages = json.loads(text, parse_float=str, parse_int=str)["pages"]

    assert [page["points"] for page in pages[:3]] == [
        {"a": "1", "b": "1.5"}, {"a": "2.5", "b": "1.5"}, {"a": "2.5", "b": "3"},
    ]  # fmt: skip
    assert [page["total"] for page in pages] == ["5.5", "7", "11.5", "17.5", "18.5"]


@pytest.mark.parametrize(("lang", "half"), [("en", "11.5"), ("ru", "11,5"), ("kk", "11,5")])
@pytest.mark.parametrize("how", ["table", "md"])
def test_readers_see_halves_in_their_own_way(folder, how, lang, half):
    assert half in scored(folder, how, "--lang", lang)


def test_the_rules_line_says_so(folder):
    assert said("rules.ties.average") in scored(folder, "table")


@pytest.mark.parametrize(("value", "lang", "expected"), [(2.5, "en", "2.5"), (2.5, "ru", "2,5"), (3.0, "en", "3")])
def test_points_as_texts(value, lang, expected):
    assert points_text(value, lang) == expected


@pytest.mark.parametrize("how", ["xlsx", "html", "md", "csv", "json"])
def test_every_export_has_the_halves(folder, how):
    path = folder / f"out.{how}"
    assert run("export", "july.csv", "-m", "halves.toml", "-o", path, folder=folder).code == 0
    if how == "xlsx":
        from openpyxl import load_workbook

        values = [cell for row in load_workbook(path).worksheets[0].iter_rows(values_only=True) for cell in row]
        assert 11.5 in values
        assert 2.5 in values
    else:
        text = path.read_text(encoding="utf-8")
        assert "11.5" in text
        assert "2.5" in text


def test_sums_of_many_halves_are_still_exact():
    """Weights of a million on halves: 2 · total is a whole number, and no float has rounded it."""
    text = RULES.replace("weight = 3", "weight = 1000000")
    count = 1001
    frame = pd.DataFrame(
        {"page": [f"p{n}" for n in range(count)], "a": range(count), "b": [0, 0, *range(1, count - 1)]}
    )
    rating = govrank.rate_frames(frame, methodology=parse_methodology(text, "halves.toml"))

    totals = dict(zip(rating.pages.names, rating.totals.tolist(), strict=True))
    assert totals["p0"] == 1001 + 1_000_000 * 1000.5
    assert totals["p1"] == 1000 + 1_000_000 * 1000.5
