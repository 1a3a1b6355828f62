"""A comparison in words: who rose, fell, stayed, came in and left."""

import pytest

from analysed import SMALL, as_text, edition, july_edition, july_movement
from editions import compare_editions
from inside import edition_name, movement_report
from said import LANGUAGES, headings, heard, keys_of, of_message, rows_of, said, words


@pytest.fixture(scope="module", name="july")
def the_july():
    return july_edition()


@pytest.fixture(scope="module", name="movement")
def the_movement():
    return july_movement()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_comparison_has_the_places_the_moves_the_counts_and_who_is_gone(july, movement, lang):
    told = heard(lambda words: movement_report(july, movement, words), lang)
    rows = rows_of(as_text(movement_report(july, movement, words(lang)), lang))
    top, rest = (f"{band.sign} {band.says(lang)}" for band in july.methodology.zones)

    assert rows[2] == headings(
        "place", "move", "common", "previous", "page", "region", "platform", "total.rank-sum", "zone", lang=lang
    )
    assert rows[3:6] == [
        ["1", "▲1", "▲1", "2", "Abai", "Абай", "Facebook", "6", top],
        ["2", "▼1", "▼1", "1", "Бәйтерек", "Астана", "VK", "8", rest],
        ["3", said("move.new", lang), "–", "–", "Dawn", "Шымкент", "OK", "10", rest],
    ]
    counts = {state: of_message(told, f"compare.{state}") for state in ("up", "down", "same", "new", "left")}
    assert {state: one["n"] for state, (one,) in counts.items()} == {"up": 1, "down": 1, "same": 0, "new": 1, "left": 1}
    assert of_message(told, "move.against") == [{"period": edition_name("june", words(lang))}]
    assert of_message(told, "move.left.page") == [{"page": "Cape", "platform": "VK", "place": 3, "league": ""}]
    assert "move.common" in keys_of(told)


def test_a_comparison_by_force_says_why_it_should_not_be():
    rows = [("Abai", "Абай", "vk", 5, 1, 2), ("Dawn", "Абай", "ok", 3, 1, 2)]
    other = SMALL.model_copy(update={"ties": "max"})
    old, new = edition("june", *rows), edition("july", *rows, methodology=other)
    movement = compare_editions(old, new, force=True)

    told = heard(lambda words: movement_report(new, movement, words))
    assert of_message(told, "move.forced") == [{"why": said("problem.unlike-editions/ties", old="min", new="max")}]


def test_a_comparison_without_a_change_of_roster_has_no_column_of_shared_moves(july):
    report = movement_report(july, compare_editions(july, july), words("en"))

    assert said("table.common") not in as_text(report, "en")
