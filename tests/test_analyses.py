"""The analyses as JSON and CSV: what they say of an edition of three pages, letter for letter."""

import csv
import io
import json
import math

import pandas as pd
import pytest

from analysed import SMALL, as_text, edition, july_edition, july_movement, july_robustness
from cards import explain_page, find_pages
from editions import EXAMPLES, HOSTILE, compare_editions, example
from govrank import load_methodology, rate_file, rate_frames
from inside import (
    ComparisonResult,
    card_document,
    measure_robustness,
    movement_document,
    movement_report,
    robustness_document,
    robustness_report,
)
from rendered import rendered
from said import printable, said, words


@pytest.fixture(scope="module", name="july")
def the_july():
    return july_edition()


@pytest.fixture(scope="module", name="movement")
def the_movement():
    return july_movement()


@pytest.fixture(scope="module", name="firm")
def the_firm():
    return july_robustness()


def every_number(node):
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, (list, tuple)):
        return [number for part in node for number in every_number(part)]
    return [node] if isinstance(node, (int, float)) else []


def plain(document):
    """Return a document as a script reads it, and check that its figures are finite."""
    numbers = every_number(document)
    assert numbers
    assert all(math.isfinite(number) for number in numbers)
    return json.loads(json.dumps(document, allow_nan=False, ensure_ascii=False))


EDITION = {"period", "sources", "population", "govrank"}


WHO = {"page", "region", "platform"}


def test_the_document_of_a_comparison(july, movement):
    document = plain(movement_document(july, movement, words("en")))

    assert document["schema"] == "govrank.movement/1"
    assert set(document) >= {"schema", "previous", "edition", "pages", "left", "forced"}
    assert set(document["edition"]) >= EDITION <= set(document["previous"])
    assert (document["previous"]["period"], document["edition"]["period"]) == ("june", "july")
    assert document["pages"][0] == {
        "league": "", "place": 1, "page": "Abai", "region": "Абай", "region_key": "abai", "platform": "facebook",
        "matched_by": "name",
        "move": {"state": "up", "by": 1, "previous": 2}, "move_common": {"state": "up", "by": 1, "previous": 2},
    }  # fmt: skip
    assert document["pages"][2]["move"] == {"state": "new", "by": None, "previous": None}
    assert document["pages"][2]["move_common"] is None
    assert document["left"] == [{"league": "", "page": "Cape", "region": "Шымкент", "platform": "vk", "previous": 3}]
    assert (document["forced"], document["warnings"]) == ([], [])


def test_the_document_of_a_card(july):
    document = plain(card_document(july, explain_page(july, 1)))

    assert document["schema"] == "govrank.explanation/1"
    assert set(document["edition"]) >= EDITION
    assert document.items() >= {
        "page": "Бәйтерек", "region": "Астана", "region_key": "astana", "platform": "vk", "place": 2, "of": 3,
        "total": 8, "zone": "rest",
    }.items()  # fmt: skip
    assert document["indicators"][0] == {
        "indicator": "followers", "key": "followers", "value": 1000, "place": 2, "points": 2, "weight": 2,
        "zone": "white", "norm": None, "next": 2000, "gap": 1000, "beyond": False, "unit": "",
    }  # fmt: skip
    assert document["indicators"][1] == {
        "indicator": "rate", "key": "rate", "value": 9.0, "place": 1, "points": 1, "weight": 1, "zone": "green",
        "norm": "within", "next": None, "gap": None, "beyond": False, "unit": "%",
    }  # fmt: skip
    assert sum(i["points"] * i["weight"] for i in document["indicators"]) == document["total"]
    assert (document["strengths"], document["weaknesses"]) == (["rate"], ["hours"])
    assert document["above"] == {"page": "Abai", "platform": "facebook", "place": 1, "total": 6}
    assert document["below"] == {"page": "Dawn", "platform": "ok", "place": 3, "total": 10}
    assert document["steps"] == [
        {"count": "followers", "now": 1000, "change": 1000, "exact": "1000", "place": 1, "searched": True},
        {"count": "likes", "now": 90, "change": None, "exact": None, "place": None, "searched": True},
        {"count": "hours", "now": 9, "change": -5, "exact": "-5", "place": 1, "searched": True},
    ]


def test_the_document_of_a_card_with_a_missing_figure_has_no_figure_there():
    rules = SMALL.model_copy(update={"missing": "worst"})
    rating = edition("july", ("Abai", "Абай", "vk", 5, None, 2), ("Dawn", "Абай", "ok", 3, 1, 2), methodology=rules)
    (page,) = find_pages(rating, "Abai")
    document = plain(card_document(rating, explain_page(rating, page)))

    rate = document["indicators"][1]
    assert (rate["value"], rate["place"], rate["next"], rate["gap"]) == (None, 2, None, None)
    assert [step["count"] for step in document["steps"]] == ["followers", "hours"]


def test_the_document_of_robustness(july, firm):
    document = plain(robustness_document(july, firm))

    assert document["schema"] == "govrank.robustness/1"
    assert set(document["edition"]) >= EDITION
    assert (document["draws"], document["seed"]) == (1000, 7)
    (league,) = document["leagues"]
    abai, second, dawn = (
        {"page": july.pages.names[i], "region": july.pages.regions[i], "platform": july.pages.platforms[i]}
        for i in range(3)
    )
    assert (league["league"], league["leaders"]) == ("", [abai])
    assert league["pages"][1] == second | {
        "region_key": "astana", "place": 2, "low": 1, "median": 2.5, "high": 3, "copeland": 2, "copeland_score": 0.0,
        "chance": {"low": 1, "median": 2.0, "high": 2, "set_low": 1, "set_high": 3, "bracket": 1, "first_share": 0.25,
                   "sets": {"followers": [2, 3]}},
    }  # fmt: skip
    assert league["chance"] == {
        "by": "posts", "drawn": ["likes"], "resampled": ["interactions"], "few_posts": 2,
        "may_be_first": [abai, second], "pairs": 3, "sure_pairs": 1, "brackets": [[abai, second], [dawn]],
        "tests": [{"indicator": "followers", "pairs": 3, "sure_pairs": 2, "may_be_first": [abai]}],
    }  # fmt: skip
    assert league["dropped"][0] == {"indicator": "followers", "mean_shift": 1.0, "leaders": [abai, second, dawn]}
    assert league["deciding"] == [{"without": dawn, "leaders": [second]}]
    assert league["dominance"] == pytest.approx(2 / 3)


@pytest.mark.slow
def test_the_documents_of_the_example_are_whole():
    july, movement = example()

    assert len(plain(movement_document(july, movement, words("ru")))["pages"]) == 25
    assert len(plain(robustness_document(july, measure_robustness(july, draws=20)))["leagues"][0]["pages"]) == 25
    for page in range(0, 25, 6):
        plain(card_document(july, explain_page(july, page)))


def test_the_documents_of_an_index_are_whole():
    rating = rate_frames(
        pd.DataFrame({"page": ["a", "b", "c"], "platform": "weibo", "posts": [0, 4, 9], "shares": [0, 1, 5]}).assign(
            comments=3, likes=[0, 7, 2]
        ),
        methodology=load_methodology("bci"),
    )

    plain(movement_document(rating, compare_editions(rating, rating), words("en")))
    plain(robustness_document(rating, measure_robustness(rating, draws=20)))
    for page in range(3):
        plain(card_document(rating, explain_page(rating, page)))


def movement_table(rating, movement):
    return rendered(ComparisonResult(rating, movement), "csv")


def test_a_comparison_as_csv(july, movement):
    assert movement_table(july, movement) == (
        "league,place,state,by,previous,page,region,platform,league_before\n"
        ",1,up,1,2,Abai,Абай,facebook,\n"
        ",2,down,-1,1,Бәйтерек,Астана,vk,\n"
        ",3,new,,,Dawn,Шымкент,ok,\n"
        ",,left,,3,Cape,Шымкент,vk,\n"
    )


@pytest.mark.parametrize("name", ["=1+1", "+7 701", "-5", "@sum", '=cmd|" /C calc"!A0', "a,b", 'say "a"', *HOSTILE])
def test_no_name_becomes_a_formula_or_another_cell_of_the_csv(name):
    rows = [(name, "=region", "@net", 5, 1, 2), ("Dawn", "Абай", "ok", 3, 1, 2)]
    one, both = edition("july", rows[1], ("Dusk", "Абай", "vk", 2, 1, 1)), edition("july", *rows)
    came, gone = compare_editions(one, both), compare_editions(both, one)

    for rating, movement in ((both, came), (one, gone)):
        table = list(csv.reader(io.StringIO(movement_table(rating, movement))))
        (row,) = [row for row in table if row[6] == "'=region"]
        assert {len(cells) for cells in table} == {9}
        seen = "".join(printable(letter) if letter not in "\t\r\n" else letter for letter in name)
        assert row[5] == (f"'{seen}" if name[0] in "=+-@" else seen)
        assert row[7] == "'@net"


def test_moves_in_csv_stay_numbers():
    july, movement = example()
    table = list(csv.DictReader(io.StringIO(movement_table(july, movement))))

    assert sum(int(row["by"]) for row in table if row["by"]) == sum(move.by for move in movement.moves)
    assert [row["page"] for row in table if row["state"] == "left"] == ["Акимат Костанайской области"]


def test_leagues_stand_one_below_another():
    rating = rate_file(EXAMPLES / "july.xlsx", by="platform")
    text = as_text(movement_report(rating, compare_editions(rating, rating), words("en")), "en")

    leagues = [said("rating.league", league=name) for name in ("Facebook", "Instagram")]
    assert [text.count(league) for league in leagues] == [1, 1]
    firm = as_text(robustness_report(rating, measure_robustness(rating, draws=20), words("en")), "en")
    assert firm.count(said("robust.title", title="")) == 2
