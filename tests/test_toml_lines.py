"""The line of a key in a TOML file, which the TOML reader does not keep."""

import tomllib

import pytest

from inside import key_lines, line_of, repeated_keys

TEXT = """\
name = "small"
version = "1"
ties = "min"
tie_break = ["countback", "er"]

[[indicators]]
key = "er"
label = "ER"
of = ["interactions"]
per = ["posts", "followers"]
times = 100

[[zones]]
name = "green"
upto = "1/3"
color = "#c6efce"

[[zones]]
name = "red"
upto = 1
color = "#ffc7ce"

[[norms]]
indicator = "er"
by = "followers"
bands = [
  { from = 5000, to = 10000, low = 10, high = 20 },
]
"""


@pytest.mark.parametrize(
    ("loc", "expected"),
    [
        pytest.param(("version",), 2, id="at the top"),
        pytest.param(("indicators", 0, "key"), 7, id="in a table"),
        pytest.param(("zones", 1, "name"), 19, id="in the second table of its name"),
        pytest.param(("indicators", 0, "weight"), 6, id="a key that is not there: the line of its table"),
    ],
)
def test_the_line_of_a_key_is_found_in_the_text(loc, expected):
    assert line_of(key_lines(TEXT), loc) == expected


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        pytest.param("a = 1\nb.c = 2\n", ("b", "c"), 2, id="a key of dots"),
        pytest.param('x = 1\n\n"a b" = 2\n', ("a b",), 3, id="a key in quotes"),
        pytest.param("'a.b' = 2\n", ("a.b",), 1, id="a dot inside quotes divides nothing"),
        pytest.param('t = """\nkey = 1\n"""\nkey = 2\n', ("key",), 4, id="what a text of several lines says is no key"),
        pytest.param("# key = 1\nkey = 2\n", ("key",), 2, id="nor what a comment says"),
        pytest.param("z = [\n  { low = 1 },\n  { low = 2 },\n]\n", ("z", 1, "low"), 3, id="an entry of a list"),
        pytest.param("[a]\nx = 1\n[b]\nx = 2\n", ("b", "x"), 4, id="the same key in two tables"),
        pytest.param("[[a]]\nx = 1\n[[a]]\n[a.in]\ny = 3\n", ("a", 1, "in", "y"), 5, id="a table of the second entry"),
    ],
)
def test_a_key_is_found_however_it_is_written(text, path, expected):
    assert key_lines(text)[path] == expected


def test_of_a_path_that_is_nowhere_there_is_no_line():
    assert line_of(key_lines("a = 1\n"), ("b", "c")) is None


def test_a_text_that_breaks_off_is_read_as_far_as_it_goes():
    assert key_lines("a = 1\nb = [1,")[("a",)] == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a = [ }", id="a list that a brace ends"),
        pytest.param("a = { ] ", id="a table that a bracket ends"),
        pytest.param("= = =\n]]]", id="marks alone"),
        pytest.param("[[[[\n", id="brackets that do not close"),
        pytest.param("a = {=,=,\n", id="pairs without keys"),
        pytest.param("[]\n[]\n[[]]\n", id="headers of nothing"),
    ],
)
def test_reading_what_is_no_toml_comes_to_an_end(text):
    assert isinstance(repeated_keys(text), list)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[a.b]\n[a]\n", id="a table after its inner one"),
        pytest.param("[[a]]\nb = 1\n[[a]]\nb = 2\n", id="a key in each entry"),
        pytest.param("[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 1\n", id="a table in each entry"),
        pytest.param("a.b = 1\na.c = 2\n", id="dotted keys of one table"),
        pytest.param("a = [{ b = 1 }, { b = 2 }]\n", id="a key in each table of a list"),
    ],
)
def test_what_toml_allows_is_no_repetition(text):
    tomllib.loads(text)
    assert repeated_keys(text) == []
