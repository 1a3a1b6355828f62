"""`extends`: a methodology of one's own as a few changes to another."""

import re

import pytest

import govrank
from commands import run
from files import write
from govrank import load_methodology
from inside import MOST_EXTENDED, parse_methodology, rules_data

OWN = """\
name = "base"
version = "7"
ties = "dense"
tie_break = ["countback"]
minimum = { posts = 3 }

[[indicators]]
key = "er"
label = { en = "ER", ru = "ЭР" }
of = ["interactions"]
per = ["posts", "followers"]
times = 100
unit = "%"
zones = { green_from = 5 }

[[indicators]]
key = "reach"
of = ["reach"]
direction = "lower"

[[zones]]
name = "top"
upto = "1/2"
color = "#c6efce"

[[zones]]
name = "rest"
upto = "1"
color = "#ffffff"

[[norms]]
indicator = "er"
by = "followers"
bands = [{ high = 5 }]
"""
AKIMATS = load_methodology("akimats")
WEIGHTS = dict.fromkeys(AKIMATS.keys, 1)


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, "base.toml", OWN)
    return tmp_path


def extended(folder, text, name="own.toml"):
    return load_methodology(str(write(folder, name, text)))


def problems_of(folder, text, name="own.toml"):
    with pytest.raises(govrank.DataError) as caught:
        extended(folder, text, name)
    return [(problem.file, problem.row, problem.wording) for problem in caught.value.problems]


def all_but(rules, *keys):
    """Return the rules as data without these keys, to say that all the rest is equal."""
    return {key: value for key, value in rules_data(rules).items() if key not in keys}


def test_a_base_alone_is_the_base_under_the_files_name(folder):
    rules = extended(folder, 'extends = "akimats"\n', "june.toml")

    assert (rules.name, rules.version) == ("june", "1")
    assert all_but(rules, "name", "version") == all_but(AKIMATS, "name", "version")


def test_name_and_version_are_never_the_bases(folder):
    """Two results of one name and version would pass for comparable."""
    assert (AKIMATS.name, load_methodology(str(folder / "base.toml")).version) == ("akimats", "7")
    rules = extended(folder, 'extends = "base.toml"\n')
    assert (rules.name, rules.version) == ("own", "1")
    rules = extended(folder, 'extends = "base.toml"\nname = "mine"\nversion = "2"\n')
    assert (rules.name, rules.version) == ("mine", "2")


@pytest.mark.parametrize("name", ["akimats", "akimats-2020", "wci-14.2", "wci-2.0", "bci"])
def test_every_packaged_methodology_can_be_extended(folder, name):
    rules = extended(folder, f'extends = "{name}"\n')
    assert all_but(rules, "name", "version") == all_but(load_methodology(name), "name", "version")


def test_one_weight_is_changed_and_nothing_else(folder):
    rules = extended(folder, 'extends = "akimats"\n[[indicators]]\nkey = "er"\nweight = 2\n')

    assert {i.key: i.weight for i in rules.indicators} == WEIGHTS | {"er": 2}
    assert rules.keys == AKIMATS.keys
    changed, old = rules.indicators[-1], AKIMATS.indicators[-1]
    assert changed.model_copy(update={"weight": 1}) == old


def test_a_new_indicator_comes_after_those_of_the_base(folder):
    text = 'extends = "akimats"\n[[indicators]]\nkey = "reach"\nof = ["reach"]\n'
    rules = extended(folder, text)

    assert rules.keys == (*AKIMATS.keys, "reach")
    assert rules.indicators[-1].formula == "reach"


def test_changed_and_new_ones_may_be_mixed_in_any_order(folder):
    text = (
        'extends = "akimats"\n[[indicators]]\nkey = "reach"\nof = ["reach"]\n'
        '[[indicators]]\nkey = "followers"\nweight = 3\n'
        '[[indicators]]\nkey = "engagement_per_post"\ndirection = "lower"\n'
    )
    rules = extended(folder, text)
    assert rules.keys == (*AKIMATS.keys, "reach")
    assert (rules.indicators[0].weight, rules.indicators[3].direction) == (3, "lower")


def test_a_new_one_named_twice_is_refused(folder):
    text = 'extends = "akimats"\n' + 2 * '[[indicators]]\nkey = "reach"\nof = ["reach"]\n'
    ((file, _row, wording),) = problems_of(folder, text)
    assert (file, wording) == ("own.toml", "repeated")


def test_indicators_are_dropped_and_their_norms_with_them(folder):
    rules = extended(folder, 'extends = "akimats"\nwithout = ["er", "engaged"]\n')

    assert rules.keys == ("followers", "followers_share", "engagement_per_post", "engaged_share")
    assert rules.norms == ()


def test_norms_of_others_stay(folder):
    rules = extended(folder, 'extends = "akimats"\nwithout = ["engaged"]\n')
    assert [norm.indicator for norm in rules.norms] == ["er"]


def test_norms_of_ones_own_are_not_dropped_silently(folder):
    text = 'extends = "akimats"\nwithout = ["er"]\n[[norms]]\nindicator = "er"\nby = "posts"\nbands = [{ high = 1 }]\n'
    assert [(file, wording) for file, _row, wording in problems_of(folder, text)] == [("own.toml", "unknown_indicator")]


FOLLOWERS = ["followers", "followers_share", "er"]
PEOPLE = ["followers_share", "engaged_share"]


@pytest.mark.parametrize(
    ("base", "without", "own", "rule", "left"),
    [
        pytest.param("akimats", FOLLOWERS, "", "minimum", {"posts": 0}, id="a minimum of what is no longer counted"),
        pytest.param(
            "akimats", ["followers"], "", "minimum", {"posts": 0, "followers": 0}, id="not of what er still counts"
        ),
        pytest.param(
            "akimats", FOLLOWERS, "minimum = { followers = 9 }", "minimum", {"followers": 9}, id="nor one's own"
        ),
        pytest.param("base.toml", ["er"], "", "minimum", {}, id="nor any number"),
        pytest.param(
            "base.toml", ["er"], 'league = { by = "posts", bands = [{ name = "all" }] }', "minimum", {"posts": 3},
            id="what the leagues are made by is still counted",
        ),
        pytest.param("tied.toml", ["reach"], "", "tie_break", ("countback", "er"), id="a step with nothing to tell"),
        pytest.param("tied.toml", ["reach"], 'tie_break = ["er"]', "tie_break", ("er",), id="a step of one's own"),
        pytest.param("akimats", PEOPLE, "", "required", ("platform",), id="regions are needed for their people"),
        pytest.param("akimats", PEOPLE[:1], "", "required", ("region", "platform"), id="while any people are"),
        pytest.param("akimats", PEOPLE, 'required = ["region"]', "required", ("region",), id="or where one says so"),
    ],
)  # fmt: skip
def test_what_is_dropped_takes_the_rules_about_it_along(folder, base, without, own, rule, left):
    write(folder, "tied.toml", OWN.replace('["countback"]', '["reach", "countback", "er"]'))
    rules = extended(folder, f'extends = "{base}"\nwithout = {without}\n{own}\n')
    assert getattr(rules, rule) == left


def test_a_norm_by_a_count_that_is_no_longer_there_goes_too(folder):
    text = 'extends = "base.toml"\n[[indicators]]\nkey = "er"\nper = ["posts"]\n'
    assert extended(folder, text).norms == ()
    assert extended(folder, text + '[[norms]]\nindicator = "er"\nby = "followers"\nbands = [{ high = 5 }]\n').norms


@pytest.mark.parametrize(
    ("own", "code"),
    [
        pytest.param("", 0, id="of nothing that is in the file"),
        pytest.param("minimum = { followers = 0 }", 0, id="of at least 0, which any page has"),
        pytest.param("minimum = { followers = 1 }", 1, id="of what must be counted"),
    ],
)
@pytest.mark.parametrize("command", [("score",), ("explain", "--page", "B")])
def test_a_file_without_what_was_dropped_is_rated(folder, own, code, command):
    write(folder, "own.toml", f'extends = "akimats"\nwithout = {[*FOLLOWERS, *PEOPLE[1:]]}\n{own}\n')
    write(folder, "p.csv", "page,platform,posts,engaged\nA,vk,10,200\nB,vk,5,150\nC,vk,4,9\n")
    ended = run(command[0], "p.csv", "-m", "own.toml", *command[1:], folder=folder)

    assert (ended.code, "missing-column" in ended.err) == (code, bool(code))


def test_all_dropped_is_refused(folder):
    keys = ", ".join(f'"{key}"' for key in AKIMATS.keys)
    assert [wording for _file, _row, wording in problems_of(folder, f'extends = "akimats"\nwithout = [{keys}]\n')] == [
        "missing_table"
    ]


def test_an_unknown_one_cannot_be_dropped(folder):
    assert problems_of(folder, 'extends = "akimats"\nwithout = ["er", "err"]\n') == [
        ("own.toml", 2, "unknown_indicator")
    ]


def test_a_term_is_dropped_and_changed_like_an_indicator(folder):
    text = 'extends = "bci"\nwithout = ["posts"]\n[[terms]]\nkey = "likes"\nweight = 0.36\n'
    rules = extended(folder, text)

    assert {term.key: term.weight for term in rules.terms} == {"shares": 0.32, "comments": 0.32, "likes": 0.36}
    assert (rules.scale, rules.scoring) == (160, "log-index")


def test_zones_and_norms_replace_the_bases_as_a_whole(folder):
    text = (
        'extends = "akimats-2020"\n[[zones]]\nname = "all"\nupto = "1"\ncolor = "#ffffff"\n'
        '[[norms]]\nindicator = "er"\nby = "posts"\nbands = [{ high = 1 }]\n'
    )
    rules = extended(folder, text)
    assert [band.name for band in rules.zones] == ["all"]
    assert [(norm.indicator, norm.by) for norm in rules.norms] == [("er", "posts")]


def test_no_zones_are_possible_too(folder):
    assert extended(folder, 'extends = "akimats"\nzones = []\nnorms = []\n').zones == ()


@pytest.mark.parametrize(
    ("line", "key", "expected"),
    [
        ('ties = "average"', "ties", "average"),
        ('place_ties = "dense"', "place_ties", "dense"),
        ('missing = "worst"', "missing", "worst"),
        ('league = "platform"', "league", "platform"),
        ('tie_break = ["er"]', "tie_break", ("er",)),
        ("minimum = { posts = 5 }", "minimum", {"posts": 5}),
        ("required = []", "required", ()),
        ('title = "Own"', "title", {"en": "Own"}),
        ('source = "own"', "source", "own"),
        ('footnote = "own"', "footnote", {"en": "own"}),
        ('footnote = ""', "footnote", None),
    ],
)
def test_a_key_replaces_the_bases(folder, line, key, expected):
    rules = extended(folder, f'extends = "akimats"\n{line}\n')

    assert getattr(rules, key) == expected
    own = ("name", "version", key, *(["footnote_of"] if key == "footnote" else []))
    assert all_but(rules, *own) == all_but(AKIMATS, *own)


def test_a_footnote_of_ones_own_is_not_about_the_bases_count(folder):
    assert extended(folder, 'extends = "akimats"\n').footnote_of == "followers"
    assert extended(folder, 'extends = "akimats"\nfootnote = "own"\n').footnote_of == ""


def test_a_file_beside_it_is_extended(folder):
    rules = extended(folder, 'extends = "base.toml"\n[[indicators]]\nkey = "reach"\nweight = 4\n')

    assert {i.key: i.weight for i in rules.indicators} == {"er": 1, "reach": 4}
    assert (rules.ties, rules.tie_break, rules.minimum) == ("dense", ("countback",), {"posts": 3})
    assert rules.indicators[1].direction == "lower"


def test_a_file_is_looked_for_beside_the_file_that_names_it(folder, monkeypatch):
    inner = folder / "rules"
    inner.mkdir()
    write(inner, "base.toml", OWN.replace('ties = "dense"', 'ties = "max"'))
    monkeypatch.chdir(folder)

    assert extended(inner, 'extends = "base.toml"\n').ties == "max"
    assert extended(inner, 'extends = "../base.toml"\n').ties == "dense"


def test_a_chain_is_followed_to_its_end(folder):
    write(folder, "one.toml", 'extends = "akimats"\n[[indicators]]\nkey = "er"\nweight = 2\n')
    write(folder, "two.toml", 'extends = "one.toml"\n[[indicators]]\nkey = "followers"\nweight = 3\n')
    rules = extended(folder, 'extends = "two.toml"\nwithout = ["engaged"]\n', "three.toml")

    assert (rules.name, rules.version) == ("three", "1")
    assert {i.key: i.weight for i in rules.indicators} == {
        key: weight for key, weight in (WEIGHTS | {"er": 2, "followers": 3}).items() if key != "engaged"
    }


def test_what_a_chain_drops_can_be_named_anew(folder):
    write(folder, "one.toml", 'extends = "akimats"\nwithout = ["er"]\n')
    rules = extended(folder, 'extends = "one.toml"\n[[indicators]]\nkey = "er"\nof = ["views"]\n')
    assert (rules.keys[-1], rules.indicators[-1].formula) == ("er", "views")


def test_a_chain_as_long_as_is_allowed_is_read(folder):
    write(folder, "f0.toml", 'extends = "akimats"\n')
    for n in range(1, MOST_EXTENDED):
        write(folder, f"f{n}.toml", f'extends = "f{n - 1}.toml"\n')
    assert load_methodology(str(folder / f"f{MOST_EXTENDED - 1}.toml")).keys == AKIMATS.keys


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"own.toml": "own.toml"}, id="a file that extends itself"),
        pytest.param({"own.toml": "other.toml", "other.toml": "own.toml"}, id="two that extend each other"),
    ],
)
def test_a_circle_ends_with_an_error(folder, files):
    for name, base in files.items():
        write(folder, name, f'extends = "{base}"\n')
    ended = run("methodology", "check", "own.toml", folder=folder)

    assert (ended.code, ended.out) == (1, "")
    assert len(ended.lines) == 2
    assert re.search(r", line 1 \(extends\) \[methodology\]$", ended.said[0])


def test_a_circle_is_not_said_to_be_a_file_that_is_not_there(folder):
    """ "'own.toml' is no methodology and no file here" is not true: it is the very file that is being read."""
    write(folder, "own.toml", 'extends = "own.toml"\n')
    assert "no file here" not in run("methodology", "check", "own.toml", folder=folder).err


@pytest.mark.parametrize("base", ["nowhere.toml", "akimat", "", ".", "/"])
def test_a_base_that_is_not_there_is_named_with_its_line(folder, base):
    assert problems_of(folder, f'version = "2"\nextends = "{base}"\n') == [("own.toml", 2, "no_base")]


def test_a_text_without_a_folder_extends_packaged_ones_only():
    assert parse_methodology('extends = "akimats"\n', "x.toml").keys == AKIMATS.keys
    with pytest.raises(govrank.DataError):
        parse_methodology('extends = "base.toml"\n', "x.toml")


def test_a_mistake_of_the_base_is_said_of_the_base(folder):
    """The line that is wrong stands in the other file; a user who opens this one finds nothing."""
    write(folder, "base.toml", OWN.replace('ties = "dense"', 'ties = "densest"'))
    assert problems_of(folder, 'extends = "base.toml"\n') == [("base.toml", 3, "literal_error")]


def test_a_base_that_is_not_toml_is_said_of_the_base(folder):
    write(folder, "base.toml", "name = \n")
    assert problems_of(folder, 'extends = "base.toml"\n') == [("base.toml", 1, "toml")]


def test_a_base_in_another_encoding_is_refused_and_not_a_crash(folder):
    write(folder, "base.toml", 'name = "основа"\n'.encode("cp1251"))
    assert problems_of(folder, 'extends = "base.toml"\n') == [("base.toml", None, "encoding")]


@pytest.mark.parametrize("base", ["indicators = [1]\n", 'indicators = ["er"]\n', "indicators = 5\n", "norms = [1]\n"])
def test_a_base_of_nonsense_is_a_problem_and_not_a_crash(folder, base):
    write(folder, "base.toml", base)
    assert problems_of(folder, 'extends = "base.toml"\nwithout = ["er"]\n[[indicators]]\nkey = "x"\nof = ["x"]\n')


def test_show_writes_out_what_a_file_extends(folder):
    write(folder, "own.toml", 'extends = "base.toml"\n[[indicators]]\nkey = "reach"\nweight = 4\n')
    ended = run("methodology", "show", "own.toml", "--format", "toml", folder=folder)
    assert (ended.code, ended.err) == (0, "")

    again = extended(folder, ended.out, "again.toml")
    assert "extends" not in ended.out
    assert again == load_methodology(str(folder / "own.toml"))


def test_the_changed_weight_counts_in_the_rating(folder):
    """Two pages: A is first by reach (lower is better), B by er; er counts once and reach 4 times."""
    write(folder, "own.toml", 'extends = "base.toml"\n[[indicators]]\nkey = "reach"\nweight = 4\n')
    write(folder, "p.csv", "page,followers,posts,interactions,reach\nA,100,5,10,7\nB,100,5,20,8\n")
    pages = run("score", "p.csv", "-m", "own.toml", "-f", "json", folder=folder).document["pages"]

    assert [(page["page"], page["total"]) for page in pages] == [("A", 2 + 4 * 1), ("B", 1 + 4 * 2)]
