"""The names that a script imports from govrank itself."""

import inspect

import pytest

import govrank

NAMES = [
    "CommandError", "DataError", "GovrankError", "Methodology", "OutputError", "PopulationTable", "Problem", "Rating",
    "load_methodology", "load_population", "problem_text", "rate_file", "rate_frames",
]  # fmt: skip


def test_the_list_of_public_names_is_kept():
    assert sorted(govrank.__all__) == sorted(NAMES) == sorted(dir(govrank))


@pytest.mark.parametrize("name", NAMES)
def test_each_is_there_under_its_own_name_and_says_what_it_is(name):
    found = getattr(govrank, name)

    assert found.__name__ == name
    assert inspect.getdoc(found)


def test_no_other_name_is():
    with pytest.raises(AttributeError, match="rate_all"):
        _ = govrank.rate_all
