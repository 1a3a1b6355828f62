"""The JSON Schema accepts every file that govrank accepts, and refuses the mistakes that an editor can see."""

import json
import tomllib

import pytest

from commands import run
from editions import parse_methodology
from govrank import DataError, Methodology, packaged
from inside import METHODOLOGIES, methodology_schema
from json_schema import violations
from tables import methodology_text

INDICATOR = '[[indicators]]\nkey = "er"\nof = ["interactions"]\n'
HEAD = 'name = "own"\nversion = "1"\n'
BAND = '[[zones]]\nname = "all"\ncolor = "#ffffff"\n'


@pytest.fixture(scope="module")
def schema():
    return methodology_schema()


def said(text, schema):
    return violations(tomllib.loads(text), schema)


@pytest.mark.parametrize("name", METHODOLOGIES)
def test_the_packaged_methodologies_are_valid(schema, name):
    assert said(packaged.methodology_text(name), schema) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD + INDICATOR, id="the least that there can be"),
        pytest.param(HEAD + 'title = "One text"\n' + INDICATOR, id="a title that is one text"),
        pytest.param(HEAD + INDICATOR + 'label = "ER"\nshort = "ER"\n', id="labels that are one text"),
        pytest.param(HEAD + 'footnote = "Note"\n' + INDICATOR, id="a footnote that is one text"),
        pytest.param('extends = "akimats"\nfootnote = ""\n', id="a base without its footnote"),
        pytest.param(HEAD + 'title = { kk = "Атауы" }\n' + INDICATOR, id="a title in one language"),
        pytest.param(HEAD + INDICATOR + BAND + 'upto = "1"\n', id="a bound as text"),
        pytest.param(HEAD + INDICATOR + BAND + "upto = 1\n", id="a bound as number"),
        pytest.param(HEAD.replace("own", "Рейтинг акиматов 2.0") + INDICATOR, id="a name of several words"),
        pytest.param(HEAD + INDICATOR + BAND.replace('"all"', '"★★★, dark"') + "upto = 1\n", id="a zone of stars"),
        pytest.param(HEAD + INDICATOR.replace('"er"', '"ER-per-post"'), id="a key with capitals and hyphens"),
        pytest.param(HEAD + INDICATOR.replace('"er"', '"охват_2"'), id="a key in Cyrillic"),
        pytest.param(HEAD + 'league = "platform"\n' + INDICATOR, id="leagues by a column"),
        pytest.param(
            HEAD + 'league = { by = "followers", bands = [ { name = "a", from = 1, to = 2 } ] }\n' + INDICATOR,
            id="leagues by size",
        ),
        pytest.param(HEAD + INDICATOR + "zones = { green_from = 5, red_below = 0.5 }\n", id="thresholds"),
        pytest.param(HEAD + "minimum = { posts = 3 }\n" + INDICATOR, id="a minimum"),
        pytest.param('extends = "akimats"\n', id="nothing but a base"),
        pytest.param('extends = "akimats"\nwithout = ["er"]\nname = "own"\n', id="a base without an indicator"),
        pytest.param(
            'extends = "akimats"\n[[indicators]]\nkey = "er"\nweight = 2\n', id="a base with one weight changed"
        ),
        pytest.param(
            'extends = "bci"\n[[terms]]\nkey = "likes"\nweight = 0.5\n', id="an index with one weight changed"
        ),
    ],
)
def test_what_govrank_accepts_an_editor_does_not_underline(schema, text):
    assert parse_methodology(text, "own.toml").measures
    assert said(text, schema) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("version = '1'\n" + INDICATOR, ["$.name required"], id="no name"),
        pytest.param("name = 'own'\n" + INDICATOR, ["$.version required"], id="no version"),
        pytest.param(HEAD + "tie = 'min'\n" + INDICATOR, ["$.tie additionalProperties"], id="a key that is none"),
        pytest.param(HEAD + "ties = 'mean'\n" + INDICATOR, ["$.ties enum"], id="a tie rule that is none"),
        pytest.param(HEAD + INDICATOR + "weight = 0\n", ["$.indicators[0].weight minimum"], id="a weight of nothing"),
        pytest.param(HEAD + INDICATOR + "weight = 1.5\n", ["$.indicators[0].weight type"], id="a part of a weight"),
        pytest.param(HEAD + INDICATOR.replace("er", "e r", 1), ["$.indicators[0].key pattern"], id="two words"),
        pytest.param(HEAD + INDICATOR.replace('of = ["interactions"]', "of = []"), ["$.indicators[0].of minItems"],
                     id="nothing to count"),
        pytest.param(HEAD + INDICATOR + BAND.replace("#ffffff", "white") + 'upto = "1"\n', ["$.zones[0].color pattern"],
                     id="a colour by name"),
        pytest.param(HEAD + INDICATOR + BAND, ["$.zones[0].upto required"], id="a zone without bound"),
        pytest.param(HEAD + INDICATOR + BAND + 'upto = "1e-3"\n', ["$.zones[0].upto anyOf"],
                     id="a bound with an exponent: 1e-200000000 would take a day to read"),
    ],
)  # fmt: skip
def test_a_mistake_is_underlined_where_it_stands(schema, text, expected):
    with pytest.raises(DataError):
        parse_methodology(text, "own.toml")
    assert said(text, schema) == expected


def test_every_key_of_the_models_is_described(schema):
    """An editor shows these sentences; the labels of one band are said once, above all of them."""
    models = {"": schema["properties"]} | {
        name: entry["properties"] for name, entry in schema["$defs"].items() if "properties" in entry
    }
    undescribed = [
        f"{name}.{key}" for name, keys in models.items() for key, entry in keys.items() if not entry.get("description")
    ]
    assert undescribed == []


def test_the_schema_has_every_field_of_the_model_and_the_two_of_a_base(schema):
    assert set(schema["properties"]) == {*Methodology.model_fields, "extends", "without"}
    assert schema["additionalProperties"] is False


def test_the_schema_says_which_draft_it_follows(schema):
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_command_prints_it_whole():
    ended = run("methodology", "schema")

    assert (ended.code, ended.err) == (0, "")
    assert ended.document == json.loads(json.dumps(methodology_schema()))


def test_a_generated_methodology_is_valid(schema):
    rules = {"name": "g", "version": "1", "indicators": [{"key": "x", "of": ["hours"], "per": ["days"]}]}
    assert said(methodology_text(rules), schema) == []


def test_jsonschema_agrees_where_it_is_installed(schema):
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for name in METHODOLOGIES:
        assert list(validator.iter_errors(tomllib.loads(packaged.methodology_text(name)))) == []
