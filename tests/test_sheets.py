"""Which sheet holds the pages, and which the populations."""

import pytest

from files import CLEAN, HEADER, workbook, write
from govrank import CommandError, DataError, load_methodology
from inside import choose_pages, choose_population, read_book, recogniser

AKIMATS = load_methodology("akimats")
PEOPLE = [["region", "population"], ["Атырау", 693085]]
PLACES = [["State", "population"], ["Атырау", 693085]]
NOTES = [["what"], ["nothing"]]


@pytest.fixture
def chosen(tmp_path):
    def choose(sheets, sheet=None):
        book = read_book(write(tmp_path, "july.xlsx", workbook(sheets)))
        return choose_pages(book, AKIMATS, recogniser(AKIMATS), sheet).sheet

    return choose


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        pytest.param({"a": CLEAN}, "a", id="the only one"),
        pytest.param({"a": NOTES, "b": PEOPLE, "c": CLEAN}, "c", id="the one with the columns"),
        pytest.param({"a": [HEADER[:4]], "b": [HEADER[:2]], "c": NOTES}, "a", id="else the nearest, to name the rest"),
        pytest.param({"a": NOTES, "b": [[*HEADER[:3], "population"]]}, "b", id="pages with populations"),
        pytest.param({"a": PEOPLE, "b": [["page", *HEADER, "population"]]}, "b", id="pages with theirs and another's"),
        pytest.param({"a": PLACES, "b": CLEAN}, "b", id="beside populations of other places"),
    ],
)
def test_the_sheet_of_the_pages_is_the_one_that_has_the_columns(chosen, sheets, expected):
    assert chosen(sheets) == expected


def test_two_sheets_with_the_columns_are_not_chosen_between(chosen):
    with pytest.raises(DataError) as caught:
        chosen({"Июль": CLEAN, "Заметки": NOTES, "Август": CLEAN})

    (problem,) = caught.value.problems
    assert (problem.code, problem.args["sheets"]) == ("several-sheets", ["Июль", "Август"])


def test_the_sheet_that_is_named_is_taken(chosen):
    assert chosen({"Июль": CLEAN, "Август": CLEAN}, "Август") == "Август"


@pytest.mark.parametrize(("name", "near"), [("июль", ["Июль"]), ("Авгст", ["Август"]), ("xyz", [])])
def test_a_sheet_that_is_not_there_is_answered_with_the_near_ones(chosen, name, near):
    with pytest.raises(CommandError) as caught:
        chosen({"Июль": CLEAN, "Август": CLEAN}, name)

    assert caught.value.wording == "no-such-sheet"
    assert caught.value.args_named["near"] == near
    assert caught.value.args_named["known"] == ["Июль", "Август"]


def test_populations_alone_are_no_pages(chosen):
    with pytest.raises(DataError) as caught:
        chosen({"a": PEOPLE, "b": PEOPLE})

    assert [(p.code, p.wording) for p in caught.value.problems] == [("no-pages", "only-populations")]


def population(tmp_path, sheets):
    return choose_population(read_book(write(tmp_path, "july.xlsx", workbook(sheets))))


def test_the_sheet_of_populations_is_found_and_named(tmp_path):
    table = population(tmp_path, {"a": CLEAN, "Население": [["Численность"], ["Регион", "Население"], *PEOPLE[1:]]})

    assert table.name == "july.xlsx · Население"
    assert table.find_region("Атырауская область").population == 693085


def test_a_workbook_may_have_no_populations(tmp_path):
    assert population(tmp_path, {"a": CLEAN, "b": NOTES}) is None


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        pytest.param(PLACES, True, id="of other places"),
        pytest.param([["region", "page", "population"], ["Атырау", "A", 693085]], True, id="with pages beside them"),
        pytest.param([["region", "posts", "population"], ["Атырау", 7, 693085]], True, id="with posts"),
        pytest.param([["region", "platform", "population"], ["Атырау", "vk", 693085]], False, id="pages of a network"),
        pytest.param([["region", "followers", "population"], ["Атырау", 5, 693085]], False, id="pages' followers"),
    ],
)
def test_another_sheet_has_populations_unless_it_is_of_pages(tmp_path, sheet, found):
    table = population(tmp_path, {"a": CLEAN, "b": sheet})
    assert (table is not None and table.find_region("Атырау").population == 693085) is found


def test_two_sheets_of_populations_are_not_chosen_between(tmp_path):
    with pytest.raises(DataError) as caught:
        population(tmp_path, {"a": PEOPLE, "b": CLEAN, "c": PEOPLE})

    (problem,) = caught.value.problems
    assert (problem.code, problem.wording, problem.args["sheets"]) == ("several-sheets", "population", ["a", "c"])
