"""Methodology files with one mistake each, and what is found: the line, the key and the kind of problem."""

import pytest

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
GATED = f"""{SMALL}
[[gates]]
key = "silent"
when = {{ count = "days", above = 14 }}

[[gates]]
key = "mark"
when = {{ column = "mark", is = "no" }}
outcome = "last"
"""
POINTS = """\
name = "points"
version = "1"
scoring = "points"

[[items]]
key = "time"
of = ["hours"]
points = 10
full_at = 8
none_at = 24
block = "service"

[[items]]
key = "news"
of = ["news"]
points = 20
steps = [{ from = 5, points = 20 }, { from = 3, points = 8 }]

[[items]]
key = "award"
of = ["award"]
points = 5
bonus = true
only_above = 20

[[blocks]]
key = "service"
most = 9

[[zones]]
name = "passed"
from = 60
color = "#c6efce"

[[zones]]
name = "weak"
from = 40
color = "#ffffff"

[[zones]]
name = "failed"
color = "#ffc7ce"
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


def case(old, new, *problems, name, text=SMALL):
    """Return a text with one change, and its error: the line, the key and the kind."""
    assert old in text, old
    return pytest.param(text.replace(old, new, 1), problems, id=name)


CASES = [
    case("points = 10", "points = 0", (8, "items.1.points", "no_points"), name="an item of nothing", text=POINTS),
    case("points = 10", "", (5, "items.1.points", "missing"), name="an item without points", text=POINTS),
    case(
        "full_at = 8\n", "full_at = 24\n", (9, "items.1.full_at", "no_line"), name="a line without length", text=POINTS
    ),
    case(
        "full_at = 8\n",
        "full_at = 8\nanswers = { yes = 1 }\n",
        (10, "items.1.answers", "two_ways"),
        name="a line and answers",
        text=POINTS,
    ),
    case(
        "full_at = 8\n",
        'full_at = 8\nwhen = { count = "x", above = 1 }\n',
        (10, "items.1.when", "only_extras"),
        name="a condition of what is no bonus",
        text=POINTS,
    ),
    case(
        "full_at = 8\n",
        "full_at = 8\nonly_above = 3\n",
        (10, "items.1.only_above", "only_extras"),
        name="a threshold of what is no bonus",
        text=POINTS,
    ),
    case(
        "full_at = 8\n",
        "full_at = 8\nweight = 3\n",
        (10, "items.1.weight", "unknown_key"),
        name="an item with a weight",
        text=POINTS,
    ),
    case(
        "points = 5\nbonus",
        "points = -5\nbonus",
        (24, "items.3.only_above", "only_bonus"),
        name="a threshold of a deduction",
        text=POINTS,
    ),
    case(
        "only_above = 20",
        'block = "service"',
        (24, "items.3.block", "mixed_block"),
        name="a bonus among others",
        text=POINTS,
    ),
    case("{ from = 5,", "{ upto = 5,", (17, "items.2.steps.2", "mixed_steps"), name="steps of two kinds", text=POINTS),
    case(
        "{ from = 3,", "{ from = 6,", (17, "items.2.steps.2", "idle_step"), name="a step that never holds", text=POINTS
    ),
    case("{ from = 3,", "{", (17, "items.2.steps.2", "one_bound"), name="a step without a bound", text=POINTS),
    case(
        "points = 8 }",
        "points = 21 }",
        (17, "items.2.steps.2.points", "beyond_points"),
        name="a step of too many points",
        text=POINTS,
    ),
    case(
        'key = "service"', 'key = "other"', (27, "blocks.1.key", "empty_block"), name="a block of nothing", text=POINTS
    ),
    case("most = 9", "most = 0", (28, "blocks.1.most", "type-bound"), name="a cap of nothing", text=POINTS),
    case("from = 40", 'upto = "1/2"', (37, "zones.2.upto", "zone_of_points"), name="zones of two kinds", text=POINTS),
    case("from = 40", "from = 70", (37, "zones.2.from", "not_descending"), name="zones that rise", text=POINTS),
    case("from = 40\n", "", (35, "zones.2.from", "missing"), name="a zone without a bound", text=POINTS),
    case('version = "1"\n', 'version = "1"\npower = 2\n', (3, "power", "idle"), name="a power of points", text=POINTS),
    case(
        'version = "1"\n',
        'version = "1"\nout_of = 0\n',
        (3, "out_of", "type-bound"),
        name="out of nothing",
        text=POINTS,
    ),
    case(
        'version = "1"\n',
        'version = "1"\ntie_break = ["countback"]\n',
        (3, "tie_break.1", "unknown_indicator"),
        name="countback of points",
        text=POINTS,
    ),
    case('key = "mark"', 'key = "Silent"', (36, "gates.2.key", "repeated"), name="a gate twice", text=GATED),
    case("above = 14", 'above = "14"', (33, "gates.1.when.above", "type-number"), name="a text as bound", text=GATED),
    case("above = 14", "over = 14", (33, "gates.1.when.over", "extra_forbidden"), name="a key of none", text=GATED),
    case(", above = 14", "", (33, "gates.1.when", "one_question"), name="a gate that asks nothing", text=GATED),
    case("above = 14", "above = 14, below = 3", (33, "gates.1.when", "one_question"), name="two in one", text=GATED),
    case('column = "mark", ', "", (37, "gates.2.when", "one_column"), name="a gate of no column", text=GATED),
    case('"no"', '"maybe"', (37, "gates.2.when.is", "literal_error"), name="an answer of none", text=GATED),
    case('"last"', '"first"', (38, "gates.2.outcome", "not_an_outcome"), name="an outcome of none", text=GATED),
    case('"last"', "{ score = 59 }", (38, "gates.2.outcome", "no_fixed_total"), name="a total of points", text=GATED),
    case(
        '"last"',
        "{ points = 59 }",
        (38, "gates.2.outcome.score", "missing"),
        (38, "gates.2.outcome.points", "unknown_key"),
        name="no score",
        text=GATED,
    ),
    case('"last"', "{ score = true }", (38, "gates.2.outcome.score", "type-number"), name="a true score", text=GATED),
    case('name = "small"\n', "", (None, "name", "missing"), name="no name: no zone's name is meant"),
    case('version = "1"\n', "", (None, "version", "missing"), name="no version"),
    case('"small"', '"two\\nlines"', (1, "name", "not_a_name"), name="a name of two lines"),
    case('"small"', '" small"', (1, "name", "not_a_name"), name="a name that begins with a space"),
    case('"red"', '""', (19, "zones.2.name", "not_a_name"), name="a zone without a name"),
    case('"small"', "3", (1, "name", "type-text"), name="a name that is a number"),
    case('"1"', "1", (2, "version", "type-text"), name="a version that is a number"),
    case('"1"', "2020-01-01", (2, "version", "type-text"), name="a date"),
    case('"1"', '""', (2, "version", "type-nonempty"), name="an empty version"),
    case('"1"', '"1', (2, None, "toml"), name="a quote that does not close"),
    case("tie_break = [", 'ties = "max"\ntie_break = [', (4, "ties", "twice"), name="a key twice"),
    case(
        "times = 100",
        'times = 100\nlabel = """E\nR"""',
        (12, "indicators.1.label", "twice"),
        name="a key twice in an indicator",
    ),
    case("low = 10", "low = 10, low = 5", (27, "norms.1.bands.1.low", "twice"), name="a key twice in a band"),
    case('[[zones]]\nname = "red"', '[zones]\nname = "red"', (18, "zones", "brackets"), name="a table after a list"),
    case(
        '[[zones]]\nname = "green"', '[zones]\nname = "green"', (18, "zones", "brackets"), name="a list after a table"
    ),
    case('ties = "min"', "[minimum]\nposts = 1\n[minimum]", (5, "minimum", "twice"), name="a table twice"),
    case(
        'tie_break = ["countback", "er"]',
        'ties = "max',
        (4, "ties", "twice"),
        name="a key twice, and a quote that does not close",
    ),
    case(
        'tie_break = ["countback", "er"]',
        'title = "a"b\nties = "min"',
        (4, None, "toml"),
        name="a wrong line before a key given twice",
    ),
    case("ties =", "tie =", (3, "tie", "extra_forbidden"), name="a key that is none"),
    case('"min"', '"mean"', (3, "ties", "literal_error"), name="a tie rule that is none"),
    case('ties = "min"', 'place_ties = "average"', (3, "place_ties", "literal_error"), name="halves of a place"),
    case('ties = "min"', 'missing = "zero"', (3, "missing", "literal_error"), name="missing as zero"),
    case('ties = "min"', 'scoring = "sum"', (3, "scoring", "literal_error"), name="a scoring of none"),
    case('ties = "min"', "title = 5", (3, "title", "type-table"), name="a title that is a number"),
    case('ties = "min"', "title = {}", (3, "title", "type-nonempty"), name="a title in no language"),
    case('ties = "min"', 'title = { xx = "x" }', (3, "title.xx", "literal_error"), name="a language that is none"),
    case(
        'ties = "min"',
        'required = ["regio"]',
        (3, "required.1", "literal_error"),
        name="a required column that is none",
    ),
    case(
        'ties = "min"', "minimum = { posts = -1 }", (3, "minimum.posts", "type-bound"), name="a minimum below nothing"
    ),
    case(
        'ties = "min"',
        "minimum = { posts = 1.5 }",
        (3, "minimum.posts", "type-whole"),
        name="a minimum with a fraction",
    ),
    case('ties = "min"', "minimum = 5", (3, "minimum", "type-table"), name="a minimum of what"),
    case(
        'ties = "min"',
        'league = { by = "followers", bands = [] }',
        (3, "league.bands", "type-nonempty"),
        name="leagues without bands",
    ),
    case(
        'ties = "min"',
        'league = { by = "followers" }',
        (3, "league.bands", "missing"),
        name="leagues whose bands are missing",
    ),
    case(
        'ties = "min"',
        'league = { by = "followers", bands = [ { name = "a", to = "x" } ] }',
        (3, "league.bands.1.to", "type-number"),
        name="a size that is a text",
    ),
    case(
        'ties = "min"',
        'league = { by = "followers", bands = [ { name = "a", form = 1 } ] }',
        (3, "league.bands.1.form", "extra_forbidden"),
        name="a key of a size that is none",
    ),
    case('"countback"', '"countbak"', (4, "tie_break.1", "unknown_indicator"), name="a tie break that is none"),
    case('"countback", "er"', '"er", "countback", "er"', (4, "tie_break.3", "listed_twice"), name="a tie break twice"),
    case(
        "times = 100",
        "zones = { green_from = 1, red_below = 5.5 }",
        (11, "indicators.1.zones.red_below", "crossed"),
        name="thresholds that cross",
    ),
    case(
        "times = 100",
        'direction = "lower"\nzones = { green_from = 5, red_below = 1 }',
        (12, "indicators.1.zones.red_below", "crossed_lower"),
        name="thresholds that cross where less is better",
    ),
    case("low = 10", "low = 30", (27, "norms.1.bands.1.low", "above_high"), name="a norm whose bounds are swapped"),
    case(
        "from = 5000",
        "from = 50000",
        (27, "norms.1.bands.1.from", "ends_before"),
        name="a size whose bounds are swapped",
    ),
    case("from = 10000", "from = 9000", (28, "norms.1.bands.2.from", "norms_overlap"), name="sizes that overlap"),
    case('ties = "min"', "scale = 1", (3, "scale", "idle"), name="the scale of an index in a rank sum"),
    case('ties = "min"', "power = 2", (3, "power", "idle"), name="the power of an index in a rank sum"),
    case('["countback", "er"]', '"er"', (4, "tie_break", "type-list"), name="a tie break without brackets"),
    case('key = "er"', 'key = "reach per post"', (7, "indicators.1.key", "not_a_key"), name="a key of three words"),
    case('key = "er"', 'key = "1st"', (7, "indicators.1.key", "not_a_key"), name="a key that begins with a digit"),
    case(
        'key = "er"',
        'key = "Countback"',
        (7, "indicators.1.key", "reserved"),
        name="a key that means something else in tie_break",
    ),
    case(
        'key = "er"',
        'key = "Total"',
        (7, "indicators.1.key", "taken"),
        name="a key that is taken but for its letters' case",
    ),
    case('key = "er"\n', "", (6, "indicators.1.key", "missing"), name="an indicator without key"),
    case('key = "er"', 'key = "place"', (7, "indicators.1.key", "taken"), name="a key that is taken"),
    case('["interactions"]', '"interactions"', (9, "indicators.1.of", "type-list"), name="a count alone"),
    case('["interactions"]', "[]", (9, "indicators.1.of", "type-nonempty"), name="nothing to count"),
    case('["interactions"]', "[1]", (9, "indicators.1.of.1", "type-text"), name="a count that is a number"),
    case("times = 100", "times = 1.5", (11, "indicators.1.times", "type-whole"), name="a factor with a fraction"),
    case("times = 100", 'times = "100"', (11, "indicators.1.times", "type-whole"), name="a factor in quotes"),
    case("times = 100", "times = 0", (11, "indicators.1.times", "type-bound"), name="a factor of nothing"),
    case("times = 100", "times = 10000000", (11, "indicators.1.times", "type-bound"), name="a huge factor"),
    case(
        "times = 100",
        "wieght = 2",
        (11, "indicators.1.wieght", "extra_forbidden"),
        name="a key of an indicator that is none",
    ),
    case("times = 100", "unit = 5", (11, "indicators.1.unit", "type-text"), name="a unit that is a number"),
    case("times = 100", "zones = 5", (11, "indicators.1.zones", "type-table"), name="thresholds of what"),
    case(
        "times = 100",
        'zones = { green_from = "5" }',
        (11, "indicators.1.zones.green_from", "type-number"),
        name="a threshold in quotes",
    ),
    case(
        "times = 100",
        "zones = { gren_from = 5 }",
        (11, "indicators.1.zones.gren_from", "extra_forbidden"),
        name="a key of the thresholds that is none",
    ),
    case('"1/3"', '"a third"', (15, "zones.1.upto", "not_a_share"), name="a share in words"),
    case(
        '"1/3"',
        '"1e-3"',
        (15, "zones.1.upto", "not_a_share"),
        name="an exponent: 1e-200000000 would be read for minutes",
    ),
    case("upto = 1\n", 'upto = "2/3"\n', (20, "zones.2.upto", "last_not_one"), name="a gap at the end"),
    case('"1/3"', "1", (20, "zones.2.upto", "not_ascending"), name="zones that do not ascend"),
    case('"red"', '"green"', (19, "zones.2.name", "repeated"), name="two zones of one name"),
    case('color = "#c6efce"', 'color = "green"', (16, "zones.1.color", "not_a_color"), name="a colour by name"),
    case('color = "#c6efce"\n', "", (13, "zones.1.color", "missing"), name="a zone without colour"),
    case(
        'color = "#c6efce"',
        'color = "#c6efce"\nsign = "123456789"',
        (17, "zones.1.sign", "type-shorter"),
        name="a long sign",
    ),
    case(
        'indicator = "er"', 'indicator = "err"', (24, "norms.1.indicator", "unknown_indicator"), name="a norm of none"
    ),
    case('by = "followers"\n', "", (23, "norms.1.by", "missing"), name="a norm by nothing"),
    case("low = 10", 'low = "10"', (27, "norms.1.bands.1.low", "type-number"), name="a bound of the first band"),
    case(
        "high = 5 }",
        'high = "5" }',
        (28, "norms.1.bands.2.high", "type-number"),
        name="a bound of the second band, in its own line",
    ),
    case(
        "from = 10000, high",
        "form = 10000, high",
        (28, "norms.1.bands.2.form", "extra_forbidden"),
        name="a key of a band that is none",
    ),
    case('ties = "min"', 'scoring = "log-index"', (6, "indicators", "wrong_table"), name="indicators in an index"),
    case(
        "[[terms]]",
        '[[indicators]]\nkey = "x"\nof = ["reads"]\n\n[[terms]]',
        (6, "indicators", "wrong_table"),
        name="indicators beside terms",
        text=INDEX,
    ),
    case(
        'scoring = "log-index"',
        'scoring = "rank-sum"',
        (6, "terms", "wrong_table"),
        name="terms in a rank sum",
        text=INDEX,
    ),
    case(INDEX[INDEX.index("[[terms]]") :], "", (None, "terms", "missing_table"), name="no terms", text=INDEX),
    case(SMALL[SMALL.index("[[indicators]]") :], "", (None, "indicators", "missing_table"), name="no indicators"),
    case(
        'missing = "error"',
        'missing = "worst"',
        (4, "missing", "not_in_index"),
        name="a last place in an index",
        text=INDEX,
    ),
    case("weight = 0.5", "weight = 0", (9, "terms.1.weight", "type-bound"), name="a term of no weight", text=INDEX),
    case(
        "weight = 0.5", "weight = -1", (9, "terms.1.weight", "type-bound"), name="a term that is taken away", text=INDEX
    ),
    case("weight = 0.5", "weight = inf", (9, "terms.1.weight", "type-number"), name="a weight without end", text=INDEX),
    case(
        "weight = 0.5",
        "scale = 2",
        (9, "terms.1.scale", "unknown_key"),
        name="a key of the whole in a term",
        text=INDEX,
    ),
    case('name = "index"', 'extends = "akimat"', (1, "extends", "no_base"), name="a base that is none", text=INDEX),
    case(
        'name = "index"',
        'extends = "akimats"\nwithout = ["ers"]',
        (2, "without", "unknown_indicator"),
        name="without what is not there",
        text='name = "index"',
    ),
    case(
        'name = "index"',
        'extends = "akimats"\nwithout = "er"',
        (2, "without", "type-list"),
        name="without, not in brackets",
        text='name = "index"',
    ),
]
