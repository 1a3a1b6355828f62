"""Live formulas: the text of each, and what the countback keys are worth; LibreOffice agrees in test_export_xlsx.py."""

import random
import re

import numpy as np
import pytest

from inside import (
    EXACT,
    Band,
    Count,
    IndicatorValues,
    Measure,
    Thresholds,
    ZonesByShare,
    countback_formulas,
    first_figures,
    first_formula,
    formula_figure,
    is_exact,
    league_range,
    points_formula,
    undecided_pages,
    undecided_zones,
    value_formula,
    zone_formula,
)

AT = {"reach": "C", "likes": "D", "posts": "E", "people": "F"}
WHOLE = IndicatorValues(np.array([1.0]), np.array([1]), np.array([1]), None)
GAPS = IndicatorValues(np.array([1.0]), np.array([1]), np.array([1]), np.array([False]))


@pytest.mark.parametrize(
    ("rule", "counts", "formula"),
    [
        pytest.param({"of": ["reach"]}, {}, "C{r}", id="a count"),
        pytest.param({"of": ["reach", "likes"]}, {}, "C{r}+D{r}", id="a sum"),
        pytest.param({"of": ["reach"], "times": 100}, {}, "C{r}*100", id="a multiple"),
        pytest.param({"of": ["reach"], "per": ["posts"]}, {}, "C{r}/E{r}", id="a quotient"),
        pytest.param(
            {"of": ["reach", "likes"], "per": ["posts", "people"], "times": 100},
            {},
            "(C{r}+D{r})*100/(E{r}*F{r})",
            id="a sum per a product",
        ),
        pytest.param(
            {"of": ["reach"], "per": ["posts"]}, {"posts": Count(np.array([4, 0]))}, "IF(E{r}=0,0,C{r}/E{r})",
            id="nothing over nothing is 0",
        ),
        pytest.param(
            {"of": ["reach"]}, {"reach": Count(np.array([125]), None, 100)}, "ROUND(C{r}*100,0)/100",
            id="decimals are made whole first",
        ),
        pytest.param(
            {"of": ["reach", "likes"], "per": ["posts"]},
            {"reach": Count(np.array([125]), None, 100), "likes": Count(np.array([15]), None, 10)},
            "(ROUND(C{r}*100,0)+ROUND(D{r}*10,0)*10)/(100*E{r})",
            id="decimals of two kinds",
        ),
        pytest.param(
            {"of": ["reach"], "per": ["posts"]},
            {"reach": Count(np.array([10**17], dtype=object), None, 10**16)},
            "C{r}/E{r}",
            id="decimals that no float could hold as a whole number",
        ),
        pytest.param(
            {"of": ["reach"], "per": ["posts"], "times": 3},
            {"posts": Count(np.array([125]), None, 100)},
            "C{r}*300/ROUND(E{r}*100,0)",
            id="a divisor's decimals are lifted above",
        ),
    ],
)  # fmt: skip
def test_a_value_is_one_division_of_whole_numbers(rule, counts, formula):
    counts = {name: Count(np.array([2])) for name in AT} | counts
    assert value_formula(Measure(key="m", **rule), WHOLE, counts, AT) == formula


def test_a_value_is_empty_where_any_of_its_counts_is():
    measure = Measure(key="m", of=["reach", "likes"], per=["reach"])
    counts = {name: Count(np.array([2])) for name in AT}
    assert value_formula(measure, GAPS, counts, AT) == 'IF(COUNT(C{r},D{r})<2,"",(C{r}+D{r})/C{r})'


LESS, MORE = "SUMPRODUCT(--(F${a}:F${z}>F{r}))", "SUMPRODUCT(--(F${a}:F${z}>=F{r}))"
KNOWN = "SUMPRODUCT((F${a}:F${z}<F{r})*ISNUMBER(F${a}:F${z}))"


@pytest.mark.parametrize(
    ("ties", "better", "missing", "formula"),
    [
        pytest.param("min", ">", False, f"1+{LESS}", id="the better place"),
        pytest.param("max", ">", False, MORE, id="the worse place"),
        pytest.param("average", ">", False, f"(1+{LESS}+{MORE})/2", id="the mean place"),
        pytest.param("dense", ">", False, "SUMPRODUCT((F${a}:F${z}>=F{r})*G${a}:G${z})", id="none is skipped"),
        pytest.param("min", "<", True, f'IF(F{{r}}="",ROWS(F${{a}}:F${{z}}),1+{KNOWN})', id="a missing one is last"),
    ],
)
def test_points_count_who_is_better_in_the_league(ties, better, missing, formula):
    assert points_formula("F", ties, better, "G", missing=missing) == formula


def test_the_first_of_equals_counts_itself_only():
    assert first_formula("F") == "IF(SUMPRODUCT(--(F${a}:F{r}=F{r}))=1,1,0)"
    assert first_formula("F", missing=True) == f'IF(F{{r}}="",0,{first_formula("F")})'
    assert league_range("AB") == "AB${a}:AB${z}"
    figures = np.array([5.0, np.nan, 3.0, 5.0, 3.0, 5.0])
    assert first_figures(figures, [range(4), range(4, 6)]) == [1, 0, 1, 0, 1, 1]


@pytest.mark.parametrize(
    ("thresholds", "direction", "formula"),
    [
        pytest.param({}, "higher", "IF(H{r}*3>LAST,RED,IF(H{r}*3<=FIRST,GREEN,WHITE))", id="thirds"),
        pytest.param({"green_from": 5}, "higher", "IF(E{r}>=5,GREEN,IF(H{r}*3>LAST,RED,WHITE))", id="green first"),
        pytest.param({"green_from": 5}, "lower", "IF(E{r}<=5,GREEN,IF(H{r}*3>LAST,RED,WHITE))", id="green, lower"),
        pytest.param({"red_below": 0.5}, "higher", "IF(E{r}<0.5,RED,IF(H{r}*3<=FIRST,GREEN,WHITE))", id="red first"),
        pytest.param({"red_below": 0.5}, "lower", "IF(E{r}>0.5,RED,IF(H{r}*3<=FIRST,GREEN,WHITE))", id="red, lower"),
        pytest.param(
            {"green_from": 5, "red_below": -1}, "higher", "IF(E{r}<-1,RED,IF(E{r}>=5,GREEN,WHITE))", id="both"
        ),
    ],
)
def test_a_zone_is_by_thresholds_where_there_are_some_else_by_thirds(thresholds, direction, formula):
    given = Thresholds(**thresholds) if thresholds else None
    size = "ROWS(H${a}:H${z})"
    thirds = {"FIRST": f"MAX({size},3*({size}=1))", "LAST": f"MAX({size}*2,3*({size}=1))"}  # alone a page is first
    expected = formula.replace("FIRST", thirds["FIRST"]).replace("LAST", thirds["LAST"])
    words = ("GREEN", "WHITE", "RED")
    assert zone_formula("E", "H", words, given, direction, missing=False) == expected
    assert zone_formula("E", "H", words, given, direction, missing=True) == f'IF(E{{r}}="",RED,{expected})'


@pytest.mark.parametrize(
    ("value", "zone", "exact", "undecided"),
    [
        pytest.param(4.9, 1, True, False, id="well below"),
        pytest.param(5.0, 0, True, False, id="met"),
        pytest.param(5.0, 1, True, True, id="missed by less than a float shows"),
        pytest.param(5.0, 0, False, True, id="met as far as a float shows"),
        pytest.param(5 * (1 - 1e-15), 1, True, True, id="missed by less than fifteen digits show"),
        pytest.param(1.0, 1, True, False, id="red missed"),
        pytest.param(1.0, 2, True, True, id="red by less than a float shows"),
        pytest.param(np.nan, 2, True, False, id="missing"),
    ],
)
def test_zones_that_a_program_could_see_otherwise_are_found(value, zone, exact, undecided):
    thresholds = Thresholds(green_from=5, red_below=1)
    found = undecided_zones(np.array([value, 3.0]), np.array([zone, 1]), thresholds, exact=exact)
    assert found.tolist() == [undecided, False]
    assert undecided_zones(np.array([value]), np.array([zone]), None).tolist() == [False]


@pytest.mark.parametrize(
    ("upto", "worst", "exact"),
    [("1/3", 10**9, True), ("0.123456789", 49_999, True), ("0.123456789", 50_001, False)],
)
def test_bands_are_exact_where_whole_numbers_are(upto, worst, exact):
    bands = [Band(name=name, upto=bound, color="#ffffff") for name, bound in (("a", upto), ("b", "1"))]
    places = np.ones(2, dtype=np.int64)
    assert ZonesByShare(bands, "place").undecided(places, places * worst).tolist() == [not exact] * 2


@pytest.mark.parametrize(("number", "text"), [(100, "100"), (0.05, "0.05"), (1e-12, "1E-12"), (1e22, "1E+22")])
def test_a_figure_is_written_as_programs_read_it(number, text):
    assert formula_figure(number) == text


def calculated(formulas, points):
    """Return the keys of a page as a spreadsheet program calculates them; SMALL is the n-th smallest of its points."""
    ordered = sorted(points)
    plain = (re.sub(r"SMALL\(\([^)]*\),(\d+)\)", lambda found: repr(ordered[int(found[1]) - 1]), f) for f in formulas)
    return [eval(formula, {}) for formula in plain]  # noqa: S307  # the formula under test: sums and products


def test_more_first_places_come_first_then_more_second():
    # points of three indicators a page; base 4 + 1: the best is the highest digit
    points = [np.array([1, 2, 1]), np.array([1, 1, 4]), np.array([4, 2, 1])]
    ((formula, figures),) = countback_formulas(["F", "L", "R"], points)
    formulas = [formula]
    assert formulas == ["((SMALL((F{r},L{r},R{r}),1))*5+SMALL((F{r},L{r},R{r}),2))*5+SMALL((F{r},L{r},R{r}),3)"]
    keys = [calculated(formulas, page)[0] for page in zip(*(row.tolist() for row in points), strict=True)]
    assert keys == figures == [1 * 25 + 1 * 5 + 4, 1 * 25 + 2 * 5 + 2, 1 * 25 + 1 * 5 + 4]


@pytest.mark.parametrize("halves", [False, True], ids=["whole points", "halves"])
@pytest.mark.parametrize("many", [2, 9, 40])
def test_keys_divide_pages_as_their_sorted_points_do_and_stay_exact(many, halves):
    drawn = random.Random(many)
    pages = [[drawn.randint(2, 6) / (2 if halves else 1) for _ in range(many)] for _ in range(60)]
    found = countback_formulas(
        [f"K{n}" for n in range(many)], [np.array(column) for column in zip(*pages, strict=True)]
    )
    keys = {tuple(page): calculated([formula for formula, _figures in found], page) for page in pages}
    given = zip(*(figures for _formula, figures in found), strict=True)
    assert [keys[tuple(page)] for page in pages] == [[*own] for own in given]
    assert sorted(pages, key=sorted) == sorted(pages, key=lambda page: keys[tuple(page)])
    assert all(0 < key <= 1e14 for own in keys.values() for key in own)


def test_so_many_indicators_that_no_formula_is_long_enough_have_none():
    names = [f"AB{n}" for n in range(1000)]
    assert countback_formulas(names, [np.array([1])] * 1000) == []
    longest = countback_formulas(names[:400], [np.array([1, 2])] * 400)
    assert longest
    assert all(len(formula.replace("{r}", "1048576")) < 8192 for formula, _figures in longest)


@pytest.mark.parametrize(
    ("numerator", "denominator", "exact"),
    [
        pytest.param([EXACT - 1], None, True, id="a whole number that a float holds"),
        pytest.param([EXACT], None, False, id="one that it may not"),
        pytest.param([1], [EXACT], False, id="below the line"),
        pytest.param([], [], True, id="no pages"),
    ],
)
def test_sides_are_exact_below_two_to_the_power_of_53(numerator, denominator, exact):
    below = None if denominator is None else np.array(denominator)
    assert is_exact(IndicatorValues(np.array([1.0]), np.array(numerator), below, None)) is exact


NEXT = 1 + 1e-15


@pytest.mark.parametrize(
    ("figures", "places", "leagues", "how", "undecided"),
    [
        pytest.param([1.0, 2.0], [2, 1], [range(2)], {}, [False, False], id="far apart"),
        pytest.param([1.0, NEXT, 2.0], [3, 2, 1], [range(3)], {}, [True, True, False], id="near, and two places"),
        pytest.param([1.0, NEXT, 2.0], [2, 2, 1], [range(3)], {}, [False] * 3, id="near, and one place"),
        pytest.param([1.0, 1.0], [1, 1], [range(2)], {"exact": False}, [True, True], id="equal only for us"),
        pytest.param([0.0, 0.0], [1, 1], [range(2)], {"exact": False}, [True, True], id="nothing is near to nothing"),
        pytest.param(
            [3.0, 1.0, NEXT, 5.0], [2, 4, 3, 1], [range(4)], {"dense": True}, [True] * 4,
            id="where none is skipped all hang on it",
        ),
        pytest.param([1.0, NEXT], [1, 1], [range(1), range(1, 2)], {}, [False, False], id="of two leagues"),
        pytest.param(
            [5.0, 1.0, NEXT], [1, 2, 1], [range(1), range(1, 3)], {"dense": True}, [False, True, True],
            id="another league hangs on nothing",
        ),
        pytest.param([1.0, np.nan, np.nan], [1, 2, 3], [range(3)], {}, [False] * 3, id="missing ones are near to none"),
        pytest.param([1.0, 1.001], [2, 1], [range(2)], {"near": 0.01}, [True, True], id="how near is near"),
        pytest.param([-1.0, -NEXT], [1, 2], [range(2)], {}, [True, True], id="below zero"),
        pytest.param([0.0, 0.0, 1e-300], [2, 2, 1], [range(3)], {}, [False] * 3, id="and to nothing else"),
    ],
)  # fmt: skip
def test_pages_that_a_program_could_rank_otherwise_are_found(figures, places, leagues, how, undecided):
    found = undecided_pages(np.array(figures), np.array(places), leagues, **{"dense": False} | how)
    assert found.tolist() == undecided
