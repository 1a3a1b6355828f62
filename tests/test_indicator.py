"""An indicator is a count made comparable, and says in one line how."""

import pandas as pd
import pytest
from pydantic import ValidationError

from inside import Indicator, Measure, Term, Thresholds, parse_methodology, rate_frames


@pytest.mark.parametrize(
    ("of", "per", "times", "expected"),
    [
        (["a"], [], 1, "a"),
        (["a", "b"], [], 1, "a + b"),
        (["a", "b"], ["c"], 1, "(a + b) ÷ c"),
        (["a"], ["b", "c"], 1000, "a × 1000 ÷ (b × c)"),
        (["a", "b"], [], 5, "(a + b) × 5"),
    ],
)
def test_the_formula_is_printed_as_it_is_computed(of, per, times, expected):
    assert Indicator(key="x", label="X", of=of, per=per, times=times).formula == expected


@pytest.mark.parametrize(
    ("factor", "weight", "expected"),
    [
        pytest.param(1, 1, "1·ln(likes ÷ days + 1)", id="a factor of one is not written"),
        pytest.param(10, 0.25, "0.25·ln(10·likes ÷ days + 1)", id="weight before the logarithm, factor inside"),
    ],
)
def test_a_term_of_an_index_is_written_with_its_logarithm(factor, weight, expected):
    assert Term(key="x", of=["likes"], per=["days"], factor=factor, weight=weight).formula == expected


def test_more_is_better_each_counts_once_and_nothing_is_divided_unless_it_is_said():
    indicator = Indicator(key="posts", of=["posts"])

    assert (indicator.direction, indicator.weight, indicator.per, indicator.times) == ("higher", 1, (), 1)
    assert (indicator.unit, indicator.zones) == ("", None)


def test_readers_are_told_the_label_and_without_one_the_key():
    assert Measure(key="er", label={"ru": "Вовлечённость", "en": "Rate"}, of=["likes"]).says("ru") == "Вовлечённость"
    assert Measure(key="er", of=["likes"]).says("ru") == "er"


@pytest.mark.parametrize("weight", [0, -1, 0.5, 10**6 + 1, True])
def test_a_weight_is_a_whole_number_so_that_totals_are_exact(weight):
    with pytest.raises(ValidationError):
        Indicator(key="x", of=["x"], weight=weight)


@pytest.mark.parametrize("key", ["ER", "er-2", "er_2", "охват", "қатысу", "reach-per-post", "x" * 60])
def test_a_key_begins_with_a_letter_of_any_script(key):
    assert Measure(key=key, of=["x"]).key == key


@pytest.mark.parametrize("key", ["", "2x", "_x", "-x", "a b", "a.b", "a/b", "a\n", "a\u202eb", "x" * 61])
def test_a_key_has_no_marks_but_two_and_no_spaces(key):
    with pytest.raises(ValidationError):
        Measure(key=key, of=["x"])


def test_a_threshold_may_be_named_alone():
    assert Thresholds(green_from=5).red_below is None
    assert Thresholds(red_below=2.5).green_from is None


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"per": [f"c{n}" for n in range(9)]}, id="a product of nine counts"),
        pytest.param({"factor": 1e13}, id="a huge factor"),
        pytest.param({"weight": 1e7}, id="a huge weight"),
    ],
)
def test_what_would_outgrow_a_float_is_refused(changed):
    own = {"key": "a", "of": ["reads"], "per": ["days"], "factor": 1e12, "weight": 1e6}
    assert Term.model_validate(own).factor == 1e12
    with pytest.raises(ValidationError):
        Term.model_validate(own | changed)


def test_counts_added_and_taken_off_are_told_apart_whatever_they_are_called():
    rules = parse_methodology(
        'name = "x"\nversion = "1"\nrequired = []\n[[indicators]]\nkey = "both"\nof = ["a", "less"]\n'
        '[[indicators]]\nkey = "rest"\nof = ["a"]\nless = ["less"]\n',
        "x.toml",
    )
    rating = rate_frames(pd.DataFrame({"page": ["p", "q"], "a": [10, 20], "less": [3, 5]}), methodology=rules)

    found = {name: rating.measured[name].values.tolist() for name in ("both", "rest")}
    assert rating.pages.names == ["q", "p"]
    assert found == {"both": [20 + 5, 10 + 3], "rest": [20 - 5, 10 - 3]}
