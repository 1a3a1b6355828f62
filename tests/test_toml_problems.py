"""Every wording on a methodology file: the key, the line it stands in, and what to write instead."""

import pytest

from commands import run
from files import write
from govrank.methodology.load import load_methodology
from govrank.problems import GovrankError
from govrank.reports.sentences import error_lines
from govrank.text.catalogue import words

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
  { from = 10000, high = 5 },
]
"""
INDEX = """\
name = "index"
version = "1"
scoring = "log-index"
missing = "error"

[[terms]]
key = "reads"
of = ["reads"]
weight = 0.5
"""
TABLE = "write it with keys, as in the packaged methodologies"
WHOLE = "write it in digits, without quotes and fractions"
KEY = "begin with a letter, and write letters, digits, _ and - only, without spaces"
NAME = "write some text in one line, without control characters and without spaces at its ends"
BRACKETS = "write the same in both lines: [[ ]] for each entry of a list, as in [[indicators]], [ ] for a single table"
TWICE = "already; keep one of the two"
COLOR = 'write # and six hexadecimal digits, such as "#c6efce"'


def case(old, new, *lines, name, text=SMALL):
    """Return a text with one place changed, and the lines that are said of it, without file, code and summary."""
    assert old in text, old
    return pytest.param(text.replace(old, new, 1), lines, id=name)


CASES = [
    case('name = "small"\n', "", " (name): 'name' is missing; add it", name="no name: no zone's name is meant"),
    case('version = "1"\n', "", " (version): 'version' is missing; add it", name="no version"),
    case('"small"', '"two\\nlines"', f", line 1 (name): 'two␊lines' is no name; {NAME}", name="a name of two lines"),
    case('"small"', '" small"', f", line 1 (name): ' small' is no name; {NAME}",
         name="a name that begins with a space"),
    case('"red"', '""', f", line 19 (zones.2.name): '' is no name; {NAME}", name="a zone without a name"),
    case('"small"', "3", ", line 1 (name): '3' is not a text; put it in quotes", name="a name that is a number"),
    case('"1"', "1", ", line 2 (version): '1' is not a text; put it in quotes", name="a version that is a number"),
    case('"1"', "2020-01-01", ", line 2 (version): '2020-01-01' is not a text; put it in quotes", name="a date"),
    case('"1"', '""', ", line 2 (version): '' is empty; write at least one entry", name="an empty version"),
    case('"1"', '"1', ", line 2: is not TOML from here on; check quotes, brackets and commas in this line and the one "
         "above", name="a quote that does not close"),
    case("tie_break = [", 'ties = "max"\ntie_break = [', f", line 4 (ties): 'ties' stands in line 3 {TWICE}",
         name="a key twice"),
    case("times = 100", 'times = 100\nlabel = """E\nR"""',
         f", line 12 (indicators.1.label): 'indicators.1.label' stands in line 8 {TWICE}",
         name="a key twice in an indicator"),
    case("low = 10", "low = 10, low = 5",
         f", line 27 (norms.1.bands.1.low): 'norms.1.bands.1.low' stands in line 27 {TWICE}",
         name="a key twice in a band"),
    case('[[zones]]\nname = "red"', '[zones]\nname = "red"',
         f", line 18 (zones): 'zones' has other brackets than in line 13; {BRACKETS}", name="a table after a list"),
    case('[[zones]]\nname = "green"', '[zones]\nname = "green"',
         f", line 18 (zones): 'zones' has other brackets than in line 13; {BRACKETS}", name="a list after a table"),
    case('ties = "min"', "[minimum]\nposts = 1\n[minimum]",
         f", line 5 (minimum): 'minimum' stands in line 3 {TWICE}", name="a table twice"),
    case('tie_break = ["countback", "er"]', 'ties = "max', f", line 4 (ties): 'ties' stands in line 3 {TWICE}",
         name="a key twice, and a quote that does not close"),
    case('tie_break = ["countback", "er"]', 'title = "a"b\nties = "min"', ", line 4: is not TOML from here on; check "
         "quotes, brackets and commas in this line and the one above", name="a wrong line before a key given twice"),
    case("ties =", "tie =", ", line 3 (tie): 'tie' is not a key here; did you mean 'ties' or 'title'?",
         name="a key that is none"),
    case('"min"', '"mean"', ", line 3 (ties): 'mean' is none of 'min', 'max', 'average', 'dense'; write one of them",
         name="a tie rule that is none"),
    case('ties = "min"', 'place_ties = "average"',
         ", line 3 (place_ties): 'average' is none of 'min', 'dense'; write one of them", name="halves of a place"),
    case('ties = "min"', 'missing = "zero"',
         ", line 3 (missing): 'zero' is none of 'error', 'worst', 'exclude'; write one of them",
         name="missing as zero"),
    case('ties = "min"', 'scoring = "sum"',
         ", line 3 (scoring): 'sum' is none of 'rank-sum', 'log-index'; write one of them", name="a scoring of none"),
    case('ties = "min"', "title = 5", f", line 3 (title): '5' is not a table; {TABLE}",
         name="a title that is a number"),
    case('ties = "min"', "title = {}", ", line 3 (title): '{}' is empty; write at least one entry",
         name="a title in no language"),
    case('ties = "min"', 'title = { de = "x" }',
         ", line 3 (title.de): 'de' is none of 'en', 'kk', 'ru'; write one of them", name="a language that is none"),
    case('ties = "min"', 'required = ["regio"]',
         ", line 3 (required.1): 'regio' is none of 'region', 'platform', 'page'; write one of them",
         name="a required column that is none"),
    case('ties = "min"', "minimum = { posts = -1 }", ", line 3 (minimum.posts): '-1' is out of bounds; "
         "write a number ≥ 0", name="a minimum below nothing"),
    case('ties = "min"', "minimum = { posts = 1.5 }",
         f", line 3 (minimum.posts): '1.5' is not a whole number; {WHOLE}", name="a minimum with a fraction"),
    case('ties = "min"', "minimum = 5", f", line 3 (minimum): '5' is not a table; {TABLE}", name="a minimum of what"),
    case('ties = "min"', 'league = { by = "followers", bands = [] }',
         ", line 3 (league.bands): '[]' is empty; write at least one entry", name="leagues without bands"),
    case('ties = "min"', 'league = { by = "followers" }',
         ", line 3 (league.bands): 'league.bands' is missing; add it", name="leagues whose bands are missing"),
    case('ties = "min"', 'league = { by = "followers", bands = [ { name = "a", to = "x" } ] }',
         ", line 3 (league.bands.1.to): 'x' is not a number; write it in digits, without quotes",
         name="a size that is a text"),
    case('ties = "min"', 'league = { by = "followers", bands = [ { name = "a", form = 1 } ] }',
         ", line 3 (league.bands.1.form): 'form' is not a key here; did you mean 'from'?",
         name="a key of a size that is none"),
    case('"countback"', '"countbak"',
         ", line 4 (tie_break.1): 'countbak' is no indicator; did you mean 'countback'?",
         name="a tie break that is none"),
    case('"countback", "er"', '"er", "countback", "er"', ", line 4 (tie_break.3): 'er' stands in the list twice; keep "
         "the first: the second divides nothing any more", name="a tie break twice"),
    case("times = 100", "zones = { green_from = 1, red_below = 5.5 }", ", line 11 (indicators.1.zones.red_below): "
         "'5.5' is above green_from, 1: a value between would be green and red; write at most 1, or direction = "
         "\"lower\" where less is better", name="thresholds that cross"),
    case("times = 100", 'direction = "lower"\nzones = { green_from = 5, red_below = 1 }',
         ", line 12 (indicators.1.zones.red_below): '1' is below green_from, 5: where less is better a value between "
         "would be green and red; write at least 5, or direction = \"higher\" where more is better",
         name="thresholds that cross where less is better"),
    case("low = 10", "low = 30", ", line 27 (norms.1.bands.1.low): '30' is above high, 20; write a low that is at "
         "most high", name="a norm whose bounds are swapped"),
    case("from = 5000", "from = 50000", ", line 27 (norms.1.bands.1.from): the band begins at '50000' and ends at "
         "10000; write a from that is below to", name="a size whose bounds are swapped"),
    case("from = 10000", "from = 9000", ", line 28 (norms.1.bands.2.from): the band from '9000' on overlaps another; "
         "let each size lie in one band, from below to", name="sizes that overlap"),
    case('ties = "min"', "scale = 1", ", line 3 (scale): 'scale' does nothing in a rank sum; remove it; it belongs to "
         "scoring = \"log-index\"", name="the scale of an index in a rank sum"),
    case('ties = "min"', "power = 2", ", line 3 (power): 'power' does nothing in a rank sum; remove it; it belongs to "
         "scoring = \"log-index\"", name="the power of an index in a rank sum"),
    case('["countback", "er"]', '"er"', ", line 4 (tie_break): 'er' is not a list; put it in square brackets",
         name="a tie break without brackets"),
    case('key = "er"', 'key = "reach per post"',
         f", line 7 (indicators.1.key): 'reach per post' is no key; {KEY}", name="a key of three words"),
    case('key = "er"', 'key = "1st"', f", line 7 (indicators.1.key): '1st' is no key; {KEY}",
         name="a key that begins with a digit"),
    case('key = "er"', 'key = "Countback"', ", line 7 (indicators.1.key): 'Countback' is a rule of tie_break; give the "
         "indicator another key", name="a key that means something else in tie_break"),
    case('key = "er"', 'key = "Total"', ", line 7 (indicators.1.key): 'Total' is a column of every result; give the "
         "indicator another key", name="a key that is taken but for its letters' case"),
    case('key = "er"\n', "", ", line 6 (indicators.1.key): 'indicators.1.key' is missing; add it",
         name="an indicator without key"),
    case('key = "er"', 'key = "place"', ", line 7 (indicators.1.key): 'place' is a column of every result; give the "
         "indicator another key", name="a key that is taken"),
    case('["interactions"]', '"interactions"',
         ", line 9 (indicators.1.of): 'interactions' is not a list; put it in square brackets", name="a count alone"),
    case('["interactions"]', "[]", ", line 9 (indicators.1.of): '[]' is empty; write at least one entry",
         name="nothing to count"),
    case('["interactions"]', "[1]", ", line 9 (indicators.1.of.1): '1' is not a text; put it in quotes",
         name="a count that is a number"),
    case("times = 100", "times = 1.5", f", line 11 (indicators.1.times): '1.5' is not a whole number; {WHOLE}",
         name="a factor with a fraction"),
    case("times = 100", 'times = "100"', f", line 11 (indicators.1.times): '100' is not a whole number; {WHOLE}",
         name="a factor in quotes"),
    case("times = 100", "times = 0", ", line 11 (indicators.1.times): '0' is out of bounds; write a number ≥ 1",
         name="a factor of nothing"),
    case("times = 100", "times = 10000000",
         ", line 11 (indicators.1.times): '10000000' is out of bounds; write a number ≤ 1000000", name="a huge factor"),
    case("times = 100", "wieght = 2", ", line 11 (indicators.1.wieght): 'wieght' is not a key here; did you mean "
         "'weight'?", name="a key of an indicator that is none"),
    case("times = 100", "unit = 5", ", line 11 (indicators.1.unit): '5' is not a text; put it in quotes",
         name="a unit that is a number"),
    case("times = 100", "zones = 5", f", line 11 (indicators.1.zones): '5' is not a table; {TABLE}",
         name="thresholds of what"),
    case("times = 100", 'zones = { green_from = "5" }',
         ", line 11 (indicators.1.zones.green_from): '5' is not a number; write it in digits, without quotes",
         name="a threshold in quotes"),
    case("times = 100", "zones = { gren_from = 5 }",
         ", line 11 (indicators.1.zones.gren_from): 'gren_from' is not a key here; did you mean 'green_from'?",
         name="a key of the thresholds that is none"),
    case('"1/3"', '"a third"', ", line 15 (zones.1.upto): 'a third' is not a share; write a fraction such as \"1/3\", "
         "above 0 and up to 1", name="a share in words"),
    case('"1/3"', '"1e-3"', ", line 15 (zones.1.upto): '1e-3' is not a share; write a fraction such as \"1/3\", "
         "above 0 and up to 1", name="an exponent: 1e-200000000 would be read for minutes"),
    case("upto = 1\n", 'upto = "2/3"\n', ", line 20 (zones.2.upto): the last zone ends at '2/3'; "
         'write "1": every page needs a zone', name="a gap at the end"),
    case('"1/3"', "1", ", line 20 (zones.2.upto): '1' is not above the bound before it; order the zones from the best "
         "to the worst", name="zones that do not ascend"),
    case('"red"', '"green"', ", line 19 (zones.2.name): 'green' stands here twice; give each its own name",
         name="two zones of one name"),
    case('color = "#c6efce"', 'color = "green"',
         f", line 16 (zones.1.color): 'green' is no colour; {COLOR}", name="a colour by name"),
    case('color = "#c6efce"\n', "", ", line 13 (zones.1.color): 'zones.1.color' is missing; add it",
         name="a zone without colour"),
    case('color = "#c6efce"', 'color = "#c6efce"\nsign = "123456789"',
         ", line 17 (zones.1.sign): '123456789' is too long; shorten it", name="a long sign"),
    case('indicator = "er"', 'indicator = "err"',
         ", line 24 (norms.1.indicator): 'err' is no indicator; did you mean 'er'?", name="a norm of none"),
    case('by = "followers"\n', "", ", line 23 (norms.1.by): 'norms.1.by' is missing; add it", name="a norm by nothing"),
    case("low = 10", 'low = "10"', ", line 27 (norms.1.bands.1.low): '10' is not a number; "
         "write it in digits, without quotes", name="a bound of the first band"),
    case("high = 5 }", 'high = "5" }', ", line 28 (norms.1.bands.2.high): '5' is not a number; "
         "write it in digits, without quotes", name="a bound of the second band, in its own line"),
    case("from = 10000, high", "form = 10000, high", ", line 28 (norms.1.bands.2.form): 'form' is not a key here; did "
         "you mean 'from'?", name="a key of a band that is none"),
    case('ties = "min"', 'scoring = "log-index"', ", line 6 (indicators): 'indicators' does not belong to this "
         "scoring; did you mean 'terms'?", name="indicators in an index"),
    case("[[terms]]", '[[indicators]]\nkey = "x"\nof = ["reads"]\n\n[[terms]]', ", line 6 (indicators): 'indicators' "
         "does not belong to this scoring; did you mean 'terms'?", name="indicators beside terms", text=INDEX),
    case('scoring = "log-index"', 'scoring = "rank-sum"', ", line 6 (terms): 'terms' does not belong to this scoring; "
         "did you mean 'indicators'?", name="terms in a rank sum", text=INDEX),
    case(INDEX[INDEX.index("[[terms]]"):], "", " (terms): there is no 'terms'; add at least one", name="no terms",
         text=INDEX),
    case(SMALL[SMALL.index("[[indicators]]"):], "", " (indicators): there is no 'indicators'; add at least one",
         name="no indicators"),
    case('missing = "error"', 'missing = "worst"', ", line 4 (missing): 'worst' is not possible in an index; write "
         "'error' or 'exclude'", name="a last place in an index", text=INDEX),
    case("weight = 0.5", "weight = 0", ", line 9 (terms.1.weight): '0' is out of bounds; write a number > 0",
         name="a term of no weight", text=INDEX),
    case("weight = 0.5", "weight = -1", ", line 9 (terms.1.weight): '-1' is out of bounds; write a number > 0",
         name="a term that is taken away", text=INDEX),
    case("weight = 0.5", "weight = inf", ", line 9 (terms.1.weight): 'inf' is not a number; write it in digits, "
         "without quotes", name="a weight without end", text=INDEX),
    case("weight = 0.5", "scale = 2", ", line 9 (terms.1.scale): 'scale' is not a key here; remove it; "
         "govrank methodology schema has all keys",
         name="a key of the whole in a term", text=INDEX),
    case('name = "index"', 'extends = "akimat"', ", line 1 (extends): 'akimat' is no methodology and no file here; did "
         "you mean 'akimats' or 'akimats-2020'?", name="a base that is none", text=INDEX),
    case('name = "index"', 'extends = "akimats"\nwithout = ["ers"]', ", line 2 (without): 'ers' is no indicator; did "
         "you mean 'er'?", name="without what is not there", text='name = "index"'),
    case('name = "index"', 'extends = "akimats"\nwithout = "er"',
         ", line 2 (without): 'er' is not a list; put it in square brackets", name="without, not in brackets",
         text='name = "index"'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lines"), CASES)
def test_a_wrong_key_is_said_with_its_line_and_what_to_write(tmp_path, text, lines):
    ended = run("methodology", "check", write(tmp_path, "small.toml", text))

    assert (ended.code, ended.out) == (1, "")
    said, summary = ended.lines[:-1], ended.lines[-1]
    assert said == [f"small.toml{line} [methodology]" for line in lines]
    assert summary == f"{len(lines)} problem{'s' * (len(lines) > 1)} in small.toml, the rules cannot be used"


@pytest.mark.parametrize("lang", ["ru", "kk"])
@pytest.mark.parametrize(("text", "lines"), CASES)
def test_it_is_said_in_the_other_languages_too(tmp_path, text, lines, lang):
    with pytest.raises(GovrankError) as caught:
        load_methodology(str(write(tmp_path, "small.toml", text)))
    said = error_lines(caught.value, words(lang))[:-1]
    english = error_lines(caught.value, words("en"))[:-1]

    assert len(said) == len(lines)
    for line, other in zip(said, english, strict=True):
        _place, message = line.split(": ", 1)
        assert message.removesuffix("[methodology]").strip()
        assert message != other.split(": ", 1)[1]
        assert "{" not in message.replace("{}", "")  # no placeholder is left; {} is an empty table
        assert any("а" <= letter <= "я" for letter in message.casefold())


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_lines(tmp_path):
    text = SMALL.replace('"min"', '"mean"').replace("times = 100", "times = 0").replace('"#ffc7ce"', '"red"')
    ended = run("methodology", "check", write(tmp_path, "small.toml", text))

    assert [line.split(":")[0] for line in ended.lines] == [
        "small.toml, line 3 (ties)",
        "small.toml, line 11 (indicators.1.times)",
        "small.toml, line 21 (zones.2.color)",
        "3 problems in small.toml, the rules cannot be used",
    ]


def test_without_outside_of_a_base_is_not_answered_with_itself(tmp_path):
    """A file that extends nothing has nothing to drop; "did you mean 'without'?" helps nobody."""
    text = SMALL.replace('ties = "min"', 'without = ["er"]')
    (line, _summary) = run("methodology", "check", write(tmp_path, "small.toml", text)).lines

    assert line.startswith("small.toml, line 3 (without): ")
    assert "did you mean 'without'" not in line


@pytest.mark.parametrize("value", ["5", "true", "[1]"])
def test_a_league_that_is_neither_kind_is_one_problem(tmp_path, value):
    """Told that 5 is no text and, in the next line, that it is no table, a user puts it right for neither."""
    text = SMALL.replace('ties = "min"', f"league = {value}")
    lines = run("methodology", "check", write(tmp_path, "small.toml", text)).lines

    assert lines[0].startswith("small.toml, line 3 (league): ")
    assert lines[1:] == ["1 problem in small.toml, the rules cannot be used"]


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
    lines = run("methodology", "check", write(tmp_path, "small.toml", text)).lines

    assert len(lines) == 2, lines
    assert lines[0].startswith(f"small.toml, line {row} (")


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
    assert ended.lines[-1].endswith("in small.toml, the rules cannot be used")


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
