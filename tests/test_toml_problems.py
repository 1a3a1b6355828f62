"""Every wording on a methodology file: the key, the line it stands in, and what to write instead."""

import pytest

from commands import run
from files import write
from govrank import DataError, load_methodology, problem_text
from said import nothing
from wrong_rules import CASES, SMALL


@pytest.mark.parametrize(("text", "problems"), CASES)
def test_a_wrong_key_is_said_with_its_line_and_what_is_wrong(tmp_path, text, problems):
    path = write(tmp_path, "small.toml", text)
    ended = run("methodology", "check", path)
    with pytest.raises(DataError) as caught:
        load_methodology(str(path))
    found = caught.value.problems

    assert [(problem.row, problem.column, problem.wording) for problem in found] == list(problems)
    assert (ended.code, ended.out) == (1, "")
    assert ended.lines == [*map(problem_text, found), nothing("rules", len(problems), "small.toml")]


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_lines(tmp_path):
    text = SMALL.replace('"min"', '"mean"').replace("times = 100", "times = 0").replace('"#ffc7ce"', '"red"')
    ended = run("methodology", "check", write(tmp_path, "small.toml", text))

    assert ended.said == [
        "small.toml, line 3 (ties) [methodology]",
        "small.toml, line 11 (indicators.1.times) [methodology]",
        "small.toml, line 21 (zones.2.color) [methodology]",
        nothing("rules", 3, "small.toml"),
    ]


def test_without_outside_of_a_base_is_not_answered_with_itself(tmp_path):
    """A file that extends nothing has nothing to drop; "did you mean 'without'?" helps nobody."""
    text = SMALL.replace('ties = "min"', 'without = ["er"]')
    path = write(tmp_path, "small.toml", text)
    with pytest.raises(DataError) as caught:
        load_methodology(str(path))
    (problem,) = caught.value.problems

    assert (problem.row, problem.column, problem.wording) == (3, "without", "lonely_without")
    assert problem.args["near"] == []
    assert run("methodology", "check", path).lines[0] == problem_text(problem)


@pytest.mark.parametrize("value", ["5", "true", "[1]"])
def test_a_league_that_is_neither_kind_is_one_problem(tmp_path, value):
    """Two messages, that 5 is not a text and that it is not a table, would confuse the user."""
    text = SMALL.replace('ties = "min"', f"league = {value}")
    ended = run("methodology", "check", write(tmp_path, "small.toml", text))

    assert ended.said == ["small.toml, line 3 (league) [methodology]", nothing("rules", 1, "small.toml")]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        pytest.param(
            'extends = "akimats"\n[[indicators]]\nkey = "er"\nweight = 2\n'
            '[[indicators]]\nkey = "followers"\nweight = 0\n', 7, id="the second of two changed indicators",
        ),
        pytest.param(
            'extends = "akimats"\n[[indicators]]\nkey = "reach"\nof = ["reach"]\nweight = 2\n'
            '[[indicators]]\nkey = "views"\nof = ["views"]\nweight = 0\n', 9, id="the second of two new indicators",
        ),
        pytest.param(
            'name = "x"\nversion = "1"\n[[indicators]]\nkey = "a"\nof = ["a"]\n[indicators.zones]\ngreen_from = "5"\n',
            7, id="a table in a table",
        ),
        pytest.param(
            'name = "x"\nversion = "1"\n[league]\nby = "followers"\n[[league.bands]]\nname = "a"\nto = 5\n'
            '[[league.bands]]\nname = "b"\nfrom = "5"\n[[indicators]]\nkey = "a"\nof = ["a"]\n',
            10, id="the second of the leagues as tables",
        ),
        pytest.param(
            'name = "x"\nversion = "1"\nindicators = [\n  { key = "a", of = ["a"], weight = 1 },\n'
            '  { key = "b", of = ["b"], weight = 0 },\n]\n', 5, id="the second of indicators as a list",
        ),
        pytest.param(
            'name = "x"\nversion = "1"\nleague = { by = "followers", bands = [\n  { name = "a", to = 5 },\n'
            '  { name = "b", from = "5" },\n] }\n[[indicators]]\nkey = "a"\nof = ["a"]\n',
            5, id="the second of the leagues as a list",
        ),
    ],
)  # fmt: skip
def test_the_line_is_that_of_the_wrong_entry_and_of_no_other(tmp_path, text, row):
    (problem, _summary) = run("methodology", "check", write(tmp_path, "small.toml", text)).said

    assert problem.startswith(f"small.toml, line {row} (")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('extends = "akimats"\n[[indicators]]\nkey = ["er"]\n', id="a key that is a list"),
        pytest.param('extends = "akimats"\nindicators = ["er"]\n', id="an indicator that is a text"),
        pytest.param('extends = "akimats"\nindicators = 5\n', id="indicators that are a number"),
        pytest.param('extends = "akimats"\nwithout = [["er"]]\n', id="without a list"),
        pytest.param('extends = "akimats"\nwithout = ["er"]\nnorms = [1]\n', id="a norm that is a number"),
        pytest.param('extends = ["akimats"]\n', id="a list of bases"),
        pytest.param("extends = 5\n", id="a base that is a number"),
        pytest.param("indicators = 5\n", id="indicators alone"),
        pytest.param("zones = [[]]\n", id="a zone that is a list"),
        pytest.param("", id="nothing"),
        pytest.param("\x00", id="a zero byte"),
        pytest.param("name = '\ud7ff'\nversion = 1979-05-27T07:32:00Z\n", id="a moment"),
        pytest.param("league = { }\n", id="a league of nothing"),
        pytest.param("minimum = { posts = 1e400 }\n", id="a minimum without end"),
    ],
)
def test_whatever_stands_there_is_a_problem_with_the_file_and_no_crash(tmp_path, text):
    ended = run("methodology", "check", write(tmp_path, "small.toml", text))

    assert (ended.code, ended.out) == (1, "")
    assert all(line.endswith("[methodology]") for line in ended.lines[:-1]), ended.err
    assert ended.lines[-1] in [nothing("rules", n, "small.toml") for n in range(1, len(ended.lines))]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param("9.99999999999999999", 1, id="its float is 10"),
        pytest.param("0.1000000000000000055", 1, id="its float is a tenth"),
        pytest.param("0.123456789012345", 0, id="15 digits"),
        pytest.param("1_000.5", 0, id="grouped"),
        pytest.param("1e-7", 0, id="with an exponent"),
        pytest.param("0.30000000000000004", 0, id="17 digits that a float has"),
    ],
)
def test_a_number_is_kept_as_it_is_written_or_refused(tmp_path, number, code):
    text = SMALL.replace("times = 100\n", f"times = 100\nzones = {{ red_below = {number} }}\n")
    ended = run("methodology", "check", write(tmp_path, "small.toml", text))

    assert ended.code == code, ended.err
    assert [number in line for line in ended.lines[:-1]] == [True] * code


def test_a_long_value_is_shortened(tmp_path):
    text = SMALL.replace('"min"', f'"{"x" * 500}"')
    (line, _summary) = run("methodology", "check", write(tmp_path, "small.toml", text)).lines
    assert "x" * 58 + "…" in line
    assert len(line) < 200
