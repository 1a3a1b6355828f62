"""A methodology is data: read whole, checked whole, and refused with the line and the key that is wrong."""

from fractions import Fraction

import pytest

import govrank
from commands import run
from files import write
from govrank import load_methodology
from inside import parse_methodology

SMALL = """\
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


def problems_of(text):
    with pytest.raises(govrank.DataError) as caught:
        parse_methodology(text, "small.toml")
    return caught.value.problems


def changed(old, new):
    assert SMALL.count(old) == 1, old
    return SMALL.replace(old, new)


def test_a_small_methodology_says_the_rest_by_defaults():
    rules = parse_methodology(SMALL, "small.toml")

    assert (rules.scoring, rules.place_ties, rules.missing, rules.league, rules.minimum) == (
        "rank-sum", "min", "error", "", {},
    )  # fmt: skip
    assert rules.indicators[0].direction == "higher"
    assert rules.indicators[0].weight == 1
    assert [band.upto for band in rules.zones] == [Fraction(1, 3), 1]
    assert rules.counts == ("interactions", "posts", "followers")


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "wording", "value"),
    [
        pytest.param('"min"', '"mean"', 3, "ties", "literal_error", "mean", id="an unknown tie rule"),
        pytest.param(
            '"countback", "er"', '"countbak"', 4, "tie_break.1", "unknown_indicator", "countbak", id="tie break"
        ),
        pytest.param('version = "1"\n', "", None, "version", "missing", None, id="no version"),
        pytest.param('version = "1"', "version = 1", 2, "version", "type-text", "1", id="a version that is a number"),
        pytest.param("ties =", "tie =", 3, "tie", "extra_forbidden", "tie", id="an unknown key"),
        pytest.param(
            "times = 100", "times = 1.5", 11, "indicators.1.times", "type-whole", "1.5", id="a factor with a fraction"
        ),
        pytest.param("times = 100", "times = 0", 11, "indicators.1.times", "type-bound", "0", id="a factor of nothing"),
        pytest.param(
            "times = 100", "weight = 0", 11, "indicators.1.weight", "type-bound", "0", id="a weight of nothing"
        ),
        pytest.param(
            "times = 100", "weight = 0.5", 11, "indicators.1.weight", "type-whole", "0.5", id="a fractional weight"
        ),
        pytest.param(
            "times = 100", "weight = true", 11, "indicators.1.weight", "type-whole", "True", id="a weight of truth"
        ),
        pytest.param('"interactions"', "", 9, "indicators.1.of", "type-nonempty", "[]", id="nothing to count"),
        pytest.param("times = 100", "wieght = 2", 11, "indicators.1.wieght", "extra_forbidden", "wieght", id="a typo"),
        pytest.param(
            "times = 100", 'direction = "up"', 11, "indicators.1.direction", "literal_error", "up", id="a direction"
        ),
        pytest.param('upto = "1/3"', 'upto = "4/3"', 15, "zones.1.upto", "not_a_share", "4/3", id="over the whole"),
        pytest.param('upto = "1/3"', 'upto = "1/0"', 15, "zones.1.upto", "not_a_share", "1/0", id="over nothing"),
        pytest.param('upto = "1/3"', "upto = 0", 15, "zones.1.upto", "not_a_share", "0", id="an empty zone"),
        pytest.param('upto = "1/3"', "upto = true", 15, "zones.1.upto", "not_a_share", "True", id="a truth value"),
        pytest.param(
            'upto = "1/3"', "upto = 1", 20, "zones.2.upto", "not_ascending", "1", id="bounds that stand still"
        ),
        pytest.param("upto = 1\n", 'upto = "2/3"\n', 20, "zones.2.upto", "last_not_one", "2/3", id="a gap at the end"),
        pytest.param(
            'name = "red"', 'name = "green"', 19, "zones.2.name", "repeated", "green", id="a zone named twice"
        ),
        pytest.param('"#c6efce"', '"green"', 16, "zones.1.color", "not_a_color", "green", id="a colour by its name"),
        pytest.param(
            'indicator = "er"',
            'indicator = "err"',
            24,
            "norms.1.indicator",
            "unknown_indicator",
            "err",
            id="a norm of none",
        ),
        pytest.param(
            "low = 10", "loww = 10", 27, "norms.1.bands.1.loww", "extra_forbidden", "loww", id="inside a norm"
        ),
    ],
)
def test_a_wrong_key_is_named_with_its_line(old, new, row, column, wording, value):
    (problem,) = problems_of(changed(old, new))

    assert (problem.code, problem.file, problem.severity) == ("methodology", "small.toml", "error")
    assert (problem.row, problem.column, problem.wording) == (row, column, wording)
    assert value is None or problem.args["value"] == value


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_lines():
    text = changed("times = 100", 'times = "many"').replace('"min"', '"mean"').replace('"1/3"', '"third"')

    assert [(problem.row, problem.column) for problem in problems_of(text)] == [
        (3, "ties"),
        (11, "indicators.1.times"),
        (15, "zones.1.upto"),
    ]


def test_a_typo_is_answered_with_the_key_that_was_meant():
    (problem,) = problems_of(changed("times = 100", "wieght = 2"))
    assert problem.args["near"][0] == "weight"


def test_two_indicators_of_one_key_are_refused():
    (problem,) = problems_of(SMALL + '\n[[indicators]]\nkey = "er"\nlabel = "again"\nof = ["likes"]\n')
    assert (problem.row, problem.wording, problem.args["value"]) == (31, "repeated", "er")


@pytest.mark.parametrize("key", ["place", "total", "zone", "page", "league", "region", "platform", "er_points"])
def test_an_indicator_may_not_be_named_like_another_column_of_the_result(key):
    """CONTRACT 4 puts each value under its key beside these columns; two of one name would hide one of them."""
    (problem,) = problems_of(SMALL + f'\n[[indicators]]\nkey = "{key}"\nlabel = "again"\nof = ["likes"]\n')
    assert (problem.row, problem.args["value"]) == (31, key)


def test_two_norms_of_one_indicator_are_refused():
    (problem,) = problems_of(SMALL + '\n[[norms]]\nindicator = "er"\nby = "posts"\nbands = [{ from = 1, high = 2 }]\n')
    assert problem.args["value"] == "er"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        pytest.param('name = "a"\nversion = \n', 2, id="no value"),
        pytest.param('name = "a', 1, id="a text that does not end"),
    ],
)
def test_what_is_not_toml_is_refused_with_its_line(text, row):
    (problem,) = problems_of(text)
    assert (problem.wording, problem.row) == ("toml", row)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(".".join(["a"] * 1000) + " = 1", id="a key of a thousand parts"),
        pytest.param(f"[{'.'.join(['a'] * 1000)}]", id="a table of as many"),
        pytest.param("x = { " + " . ".join(['"a"'] * 100_000) + " = 1 }", id="a hundred thousand in quotes"),
        pytest.param(f"version = {'9' * 5000}", id="a whole number of five thousand digits"),
        pytest.param(f"version = 0x{'f' * 5000}", id="as many that are hexadecimal"),
        pytest.param(f"version = 1{'0' * 5000}.5", id="a fraction"),
    ],
)
def test_a_key_and_a_number_without_end_are_refused_with_their_line(line):
    with pytest.raises(govrank.DataError) as caught:
        parse_methodology(f'name = "mine"\n{line}\n', "mine.toml")

    assert [(problem.row, problem.key) for problem in caught.value.problems] == [(2, "methodology/endless")]


@pytest.mark.parametrize("line", [f"a.{'b.' * 20}c = 1", "weight = 1" + "0" * 100, 'name = "' + "a" * 2000 + '"'])
def test_what_is_only_long_is_refused_for_what_it_is(line):
    with pytest.raises(govrank.DataError) as caught:
        parse_methodology(f"{line}\n", "mine.toml")

    assert "methodology/endless" not in {problem.key for problem in caught.value.problems}


def test_a_file_longer_than_rules_are_is_not_read(tmp_path):
    mine = write(tmp_path, "mine.toml", "#" * ((1 << 20) + 1))
    with pytest.raises(govrank.DataError) as caught:
        load_methodology(str(mine))

    assert [(problem.file, problem.code) for problem in caught.value.problems] == [("mine.toml", "too-big")]


def test_brackets_without_end_are_refused_and_not_followed():
    (problem,) = problems_of("x = " + "[" * 5000)
    assert problem.wording == "toml"


def test_nothing_in_a_methodology_is_evaluated():
    (problem,) = problems_of(changed("times = 100", 'times = "10 * 10"'))
    assert problem.args["value"] == "10 * 10"


def test_a_methodology_of_ones_own_is_read_from_its_file(tmp_path):
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())

    assert load_methodology(str(path)) == parse_methodology(SMALL, "own.toml")


def test_a_file_that_has_changed_is_read_again(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(SMALL, encoding="utf-8")
    assert load_methodology(str(path)).ties == "min"

    path.write_text(SMALL.replace('"min"', '"dense"'), encoding="utf-8")
    assert load_methodology(str(path)).ties == "dense"


def test_a_file_that_is_not_there_is_called_a_file():
    with pytest.raises(govrank.CommandError) as caught:
        load_methodology("rules/x.toml")
    assert (caught.value.wording, caught.value.args_named) == ("no-such-file", {"path": "rules/x.toml"})


@pytest.mark.parametrize("name", ["akimat", "wci-14.3"])
def test_a_name_with_a_version_is_no_files(name):
    with pytest.raises(govrank.CommandError) as caught:
        load_methodology(name)
    assert caught.value.wording == "no-methodology"


def test_an_unknown_name_is_answered_with_a_near_one():
    with pytest.raises(govrank.CommandError) as caught:
        load_methodology("akimat")
    assert caught.value.wording == "no-methodology"
    assert caught.value.args_named["near"][0] == "akimats"


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "own.toml"
    path.write_bytes('name = "рейтинг"'.encode("cp1251"))

    with pytest.raises(govrank.DataError) as caught:
        load_methodology(str(path))
    assert [(p.code, p.file, p.wording) for p in caught.value.problems] == [("methodology", "own.toml", "encoding")]


def test_rules_in_the_words_of_a_file_rate_it_exactly(tmp_path):
    """A count under a word for it is whole, so that 1.200 is 1200; a rate has fractions; each from its own column."""
    write(
        tmp_path,
        "own.toml",
        'name = "own"\nversion = "1"\n[[indicators]]\nkey = "rate"\nof = ["Engagement Rate"]\n'
        '[[indicators]]\nkey = "size"\nof = ["Подписчиков"]\nper = ["num_posts"]\n'
        '[[indicators]]\nkey = "reactions"\nof = ["Reactions"]\n',
    )
    write(
        tmp_path,
        "p.csv",
        "page;engagement_rate;Подписчики;posts;Likes;Reactions\nA;1,5;1.200;5;1;70\nB;2,25;900;4;2;60\n",
    )
    ended = run("score", "p.csv", "-m", "own.toml", "-f", "json", folder=tmp_path)

    assert ended.code == 0, ended.err
    assert {page["page"]: page["values"] for page in ended.document["pages"]} == {
        "A": {"rate": 1.5, "size": 240, "reactions": 70},
        "B": {"rate": 2.25, "size": 225, "reactions": 60},
    }
