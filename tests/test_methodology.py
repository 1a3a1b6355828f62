"""The rules of a rating as a whole: what they use, how they order leagues, and what cannot be meant together."""

import pytest
from pydantic import ValidationError

from govrank import Methodology, load_methodology
from inside import COUNTBACK


def rules(*indicators, **options):
    named = [{"key": f"i{n}", "of": ["posts"]} | own for n, own in enumerate(indicators)]
    return Methodology.model_validate({"name": "own", "version": "1", "indicators": named} | options)


def index(*terms, **options):
    own = {"name": "own", "version": "1", "scoring": "log-index", "terms": list(terms)}
    return Methodology.model_validate(own | options)


def wrong(make, *args, **options):
    """Return the type of the one error, and where it stands."""
    with pytest.raises(ValidationError) as caught:
        make(*args, **options)
    (entry,) = caught.value.errors()
    return entry["type"], tuple(entry["ctx"]["loc"])


def test_a_methodology_cannot_be_changed_once_it_is_read():
    with pytest.raises(ValueError, match="frozen"):
        load_methodology("akimats").ties = "max"


def test_a_dict_is_checked_as_a_file_is():
    rules = Methodology.model_validate(
        {"name": "own", "version": "1", "indicators": [{"key": "x", "label": "X", "of": ["reach"]}]}
    )
    assert rules.counts == ("reach",)
    assert rules.indicators[0].label == {"en": "X"}


def test_counts_are_all_columns_of_figures_in_the_order_of_first_use():
    own = rules(
        {"of": ["likes", "shares"], "per": ["posts"]},
        {"of": ["shares"], "per": ["followers"]},
        minimum={"views": 3, "posts": 1},
        norms=[{"indicator": "i1", "by": "reach", "bands": [{"high": 5}]}],
        league={"by": "population", "bands": [{"name": "all"}]},
    )
    assert own.counts == ("likes", "shares", "posts", "followers", "views", "reach", "population")


def test_what_is_measured_stands_in_the_list_of_the_scoring():
    term = {"key": "b", "of": ["likes"]}

    assert index({"key": "a", "of": ["posts"]}, term).keys == ("a", "b")
    assert rules({}, {}).keys == ("i0", "i1")
    assert wrong(rules, {}, terms=[term]) == ("wrong_table", ("terms",))
    assert wrong(index, term, indicators=[term]) == ("wrong_table", ("indicators",))


def test_without_a_measure_the_tie_break_goes_by_the_others():
    own = rules({}, {}, {}, tie_break=["i2", COUNTBACK, "i0"])
    left = own.with_measures(measure for measure in own.measures if measure.key != "i2")

    assert (left.keys, left.tie_break) == (("i0", "i1"), (COUNTBACK, "i0"))


def test_leagues_by_size_are_ordered_as_written_and_others_by_the_alphabet():
    by_size = rules({}, league={"by": "posts", "bands": [{"name": "b", "from": 9}, {"name": "a", "to": 9}]})
    by_column = rules({}, league="platform")

    assert sorted(["a", "b"], key=by_size.league_order) == ["b", "a"]
    assert sorted(["b", "C", "a"], key=by_column.league_order) == ["a", "b", "C"]
    assert (by_size.league_column, by_size.size_column) == ("", "posts")
    assert [band.name for band in by_size.size_bands] == ["b", "a"]
    assert (by_column.league_column, by_column.size_column, by_column.size_bands) == ("platform", "", ())


@pytest.mark.parametrize(
    ("make", "options", "expected"),
    [
        pytest.param(
            rules, {"terms": [{"key": "x", "of": ["x"]}]}, ("wrong_table", ("terms",)), id="terms of a rank sum"
        ),
        pytest.param(rules, {"indicators": []}, ("missing_table", ("indicators",)), id="nothing to rank"),
        pytest.param(index, {}, ("missing_table", ("terms",)), id="an index of nothing"),
        pytest.param(
            rules, {"tie_break": ["i1"]}, ("unknown_indicator", ("tie_break", 0)), id="a tie break that is none"
        ),
    ],
)
def test_what_cannot_be_meant_together_is_refused_where_it_stands(make, options, expected):
    arguments = [{}] if make is rules and "indicators" not in options else []
    assert wrong(make, *arguments, **options) == expected


def test_an_index_has_no_countback_and_no_worst_points_for_missing_figures():
    term = {"key": "a", "of": ["posts"]}

    assert wrong(index, term, tie_break=[COUNTBACK]) == ("unknown_indicator", ("tie_break", 0))
    assert wrong(index, term, missing="worst") == ("not_in_index", ("missing",))


def test_indicators_are_told_apart_by_their_keys():
    assert wrong(rules, {}, {"key": "i0"}) == ("repeated", ("indicators", 1, "key"))
    assert wrong(rules, {}, {"key": "total"}) == ("taken", ("indicators", 1, "key"))


def test_a_league_is_a_column_or_sizes():
    with pytest.raises(ValidationError) as caught:
        rules({}, league=5)
    assert [entry["type"] for entry in caught.value.errors()] == ["not_a_league"]
