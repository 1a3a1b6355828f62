"""The published schemas hold for every JSON that a command writes, and for no JSON with another key."""

import copy
import json
import re
from dataclasses import asdict

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import govrank
from analysed import july_edition, july_movement
from commands import run
from editions import EXAMPLES, example
from files import HEADER, csv_bytes, write
from inside import (
    DOCUMENTS,
    METHODOLOGIES,
    ComparisonResult,
    EditionResult,
    Erratum,
    ExplanationResult,
    PopulationResult,
    Problem,
    ProblemsResult,
    RobustnessResult,
    TrendResult,
    compare_editions,
    document_schema,
    explain_page,
    home,
    load_population,
    measure_robustness,
    methodology_schema,
    moved_places,
    parse_methodology,
    population_table,
    trend_of,
)
from rendered import rendered
from said import command_line
from tables import editions, frame_of, index_cases, methodology_text, wide_cases

NAMES = home("NAMES", "cli").NAMES

PEOPLE = ("--population", "kz-2023")
VALIDATORS = {name: Draft202012Validator(document_schema(name)) for name in NAMES}


def written(result):
    return json.loads(rendered(result, "json"))


def faults(name, document):
    """Return where a document breaks its schema, and by which keyword."""
    return [(error.json_path, error.validator) for error in VALIDATORS[name].iter_errors(document)]


def objects(node, at="$"):
    """Yield each object of a document under its place, such as `$.pages[].move`: the first that stands there."""
    seen = set()

    def walk(node, at):
        if isinstance(node, dict):
            if at not in seen:
                seen.add(at)
                yield at, node
            for key, inner in node.items():
                yield from walk(inner, f"{at}.{key}")
        elif isinstance(node, list):
            for inner in node:
                yield from walk(inner, f"{at}[]")

    yield from walk(node, at)


def keys(schema):
    """Yield the keys of a schema: the object that has it, the key, what is said of it."""
    for name, entry in {"": schema, **schema.get("$defs", {})}.items():
        yield from ((name, key, said) for key, said in entry.get("properties", {}).items())


# What stands under keys of the methodology's, or under languages
OPEN = re.compile(r"\.(values|points|norm|minimum|labels|sets)$|\.pages\[\]\.zones$")


def corrected():
    """Return the errata of an edition in which two pages have changed their places and one has come."""
    before = {"pages": [{"page": page, "region": "r", "platform": "vk", "place": n} for n, page in enumerate("ab", 1)]}
    now = {"pages": [{"page": page, "region": "r", "platform": "vk", "place": n} for n, page in enumerate("bac", 1)]}
    return json.loads(json.dumps([asdict(Erratum(2, "counted twice", moved_places(before, now)))]))


def switched():
    """Return a comparison in which a page has changed its league and others were forced, renamed, dropped and new."""
    rules = parse_methodology(
        'name = "own"\nversion = "1"\nleague = "platform"\nminimum = { posts = 1 }\n[[indicators]]\nkey = "x"\n'
        'of = ["followers"]\n[[norms]]\nindicator = "x"\nby = "posts"\nbands = [{ from = 1, to = 9, low = 2 }]\n'
        '[[zones]]\nname = "all"\nupto = "1"\ncolor = "#ffffff"\n',
        "own.toml",
    )

    def month(*rows):
        columns = ("page", "region", "platform", "followers", "posts", "url", "excluded")
        frame = frame_of([dict(zip(columns, row, strict=True)) for row in rows])
        return govrank.rate_frames(frame, methodology=rules, period="p")

    june = month(("a", "A", "vk", 1, 1, "x.kz/a", None), ("b", "B", "vk", 5, 1, "x.kz/b", None))
    july = month(
        ("a", "A", "ok", 1, 1, "x.kz/a", None),
        ("c", "C", "vk", 5, 2, "x.kz/c", None),
        ("d", "D", "vk", 3, 0, "x.kz/d", None),
        ("e", "E", "vk", 3, 1, "x.kz/e", "closed"),
    )
    return july, compare_editions(june, july)


def trend_document():
    months = [july_movement().previous, july_edition(), july_edition()]
    return written(TrendResult(trend_of(months, least=2)))


def card_documents():
    july = july_edition()
    return [written(ExplanationResult(july, [explain_page(july, page) for page in pages])) for pages in ((0,), (1, 2))]


def problems_document():
    found = (
        Problem("not-whole", "f.xlsx", "a", 7, "D7", "posts", "12k", "proposal", {"proposal": "12000"}, 3, alike=2),
        Problem("hidden-row", "other.csv", row=3),
    )
    return written(ProblemsResult("f.xlsx", 0, found))


DRAWN_BY_HAND = [
    pytest.param("rating", lambda: written(EditionResult(*example())), id="the example against the month before"),
    pytest.param("rating", lambda: written(EditionResult(*switched())), id="leagues, norms, excluded, absent, left"),
    pytest.param("compare", lambda: written(ComparisonResult(*switched())), id="a comparison with a changed league"),
    pytest.param("compare", lambda: written(ComparisonResult(*example())), id="a comparison of the example"),
    pytest.param("trend", trend_document, id="a trend of three editions"),
    pytest.param("explain", lambda: card_documents()[0], id="one card"),
    pytest.param("explain", lambda: card_documents()[1], id="two cards"),
    pytest.param(
        "robustness",
        lambda: written(RobustnessResult(july_edition(), measure_robustness(july_edition(), draws=20))),
        id="robustness",
    ),
    pytest.param("problems", problems_document, id="problems of two files"),
    pytest.param("population", lambda: written(PopulationResult(population_table("kz-2023"))), id="a packaged table"),
    pytest.param("errata", corrected, id="errata"),
]


@pytest.mark.parametrize(("name", "document"), DRAWN_BY_HAND)
def test_a_document_holds_to_its_schema_and_none_of_its_keys_may_be_misspelt(name, document):
    document = document()
    assert faults(name, document) == []
    for at, _node in objects(document):
        if OPEN.search(at):
            continue
        for key in next(node for where, node in objects(document) if where == at):
            wrong = copy.deepcopy(document)
            node = next(node for where, node in objects(wrong) if where == at)
            node[f"{key}s"] = node.pop(key)
            assert faults(name, wrong), f"{at}.{key}s"


def test_a_table_of_ones_own_holds_to_the_schema(tmp_path):
    table = load_population(str(write(tmp_path, "own.csv", b"region,population\nNorth,1200\nSouth,300\n")))
    assert faults("population", written(PopulationResult(table))) == []


@pytest.mark.slow
@settings(max_examples=editions(60), derandomize=True, deadline=None)
@given(st.one_of(wide_cases(), index_cases()), st.randoms(use_true_random=False))
def test_drawn_editions_hold_to_the_schemas(case, random):
    """Leagues, ties, missing figures, excluded and absent pages, pages that came and left, indexes and rank sums."""
    drawn, rules = case
    rules = parse_methodology(methodology_text(rules), "drawn.toml")
    months, refused = [], []
    for rows in (random.sample(drawn, random.randint(1, len(drawn))), drawn):
        try:
            months.append(govrank.rate_frames(frame_of(rows), methodology=rules, period=f"month {len(months)}"))
        except govrank.DataError as error:
            refused += error.problems
    assert faults("problems", written(ProblemsResult("drawn.csv", 0, refused))) == []
    assume(not refused)
    old, new = months
    movement = compare_editions(old, new, force=True)
    page = random.randrange(len(new))

    assert faults("rating", written(EditionResult(new))) == []
    assert faults("rating", written(EditionResult(new, movement))) == []
    assert faults("compare", written(ComparisonResult(new, movement))) == []
    assert faults("trend", written(TrendResult(trend_of(months, force=True)))) == []
    assert faults("explain", written(ExplanationResult(new, [explain_page(new, page)]))) == []
    assert faults("robustness", written(RobustnessResult(new, measure_robustness(new, draws=10)))) == []


def test_a_file_without_a_page_has_problems_by_the_schema(tmp_path):
    ended = run("check", write(tmp_path, "july.csv", csv_bytes([HEADER])), *PEOPLE, "-f", "json")

    assert (ended.code, [problem["code"] for problem in ended.document["problems"]]) == (1, ["no-pages"])
    assert faults("problems", ended.document) == []


def test_a_messy_file_has_problems_by_the_schema():
    ended = run("check", EXAMPLES / "messy.xlsx", "-f", "json")

    assert (ended.code, ended.document["errors"]) == (1, 3)
    assert faults("problems", ended.document) == []


@pytest.mark.parametrize("name", METHODOLOGIES)
def test_a_methodology_as_json_holds_to_the_schema_of_its_file(name):
    assert faults("methodology", run("methodology", "show", name, "-f", "json").document) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_described(name):
    schema = document_schema(name)
    Draft202012Validator.check_schema(schema)
    undescribed = [
        f"{at}.{key}"
        for at, key, said in keys(schema)
        if key != "schema" and not {"$ref", "items"} & said.keys() and not said.get("description")
    ]
    assert undescribed == []
    if name in DOCUMENTS:
        assert [at for at, entry in schema.get("$defs", {}).items() if not entry.get("description")] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_schema_is_called_what_its_documents_call_themselves(name):
    schema = document_schema(name)
    kinds = {said["const"] for _at, key, said in keys(schema) if key == "schema"}

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == DOCUMENTS[name][0]
    assert kinds == {"errata": set(), "explain": {"govrank.explanation/1", "govrank.explanations/1"}}.get(
        name, {schema["$id"]}
    )


def test_second_names_are_deprecated():
    found = {
        (name, key): said["description"]
        for name in DOCUMENTS
        for _at, key, said in keys(document_schema(name))
        if said.get("deprecated")
    }
    assert found == {
        ("explain", "key"): "The same as `indicator`.",
        ("population", "key"): "The same as `region_key`.",
        ("population", "name"): "The same as `region`.",
    }


def test_a_deprecated_key_says_what_its_new_name_says():
    regions = written(PopulationResult(population_table("kz-2020")))["regions"]
    standings = card_documents()[0]["indicators"]

    assert [(one["key"], one["name"]) for one in regions] == [(one["region_key"], one["region"]) for one in regions]
    assert (
        [one["key"] for one in standings] == ["followers", "rate", "hours"] == [one["indicator"] for one in standings]
    )


@pytest.mark.parametrize("name", ["page", "region", "region_key", "platform", "league", "indicator", "zone"])
def test_one_name_is_one_thing_everywhere(name):
    kinds = {said.get("type") for one in DOCUMENTS for _at, key, said in keys(document_schema(one)) if key == name}
    assert kinds == {"string"}


def test_the_command_knows_every_document():
    assert (*DOCUMENTS, "methodology") == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_command_prints_a_schema(name):
    ended = run("schema", name)

    assert (ended.code, ended.err, ended.document) == (0, "", json.loads(json.dumps(document_schema(name))))


def test_the_schema_of_a_methodology_is_that_of_its_own_command():
    assert run("schema", "methodology").out == run("methodology", "schema").out
    assert document_schema("methodology") == methodology_schema()


def test_a_schema_goes_into_a_file(tmp_path):
    ended = run("schema", "trend", "-o", tmp_path / "trend.json")

    assert (ended.code, ended.out) == (0, "")
    assert (tmp_path / "trend.json").read_text("utf-8") == run("schema", "trend").out


@pytest.mark.parametrize(
    ("name", "near"),
    [pytest.param("problem", ["problems"], id="nearly a name"), pytest.param("zzz", [], id="no name at all")],
)
def test_a_schema_that_is_none_is_refused_with_what_is_there(name, near):
    ended = run("schema", name)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == command_line("no-schema", name=name, near=near, known=NAMES) + "\n"
