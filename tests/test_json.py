"""A rating as JSON: stable keys, plain unrounded figures, names as they are."""

import hashlib
import json

import pytest

from commands import run
from files import CLEAN, HEADER, changed, csv_bytes, write
from inside import Problem, packaged_text, problem_document, problems_document, rate_file
from rendered import published
from said import said, words

HOSTILE = [
    "=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx", "\ry", "x\ny", 'a "b"', "a,b", "[red]x[/red]", "<b>x</b>",
    "\x1b[31mx", "\u202ex", "{x}", "`x`", "💩", "\\", "'", "../x",
]  # fmt: skip


def hostile_file(folder):
    rows = [["page", *HEADER], *([name, "Акмола", "vk", 1000 + n, 20, 700 - n] for n, name in enumerate(HOSTILE))]
    return write(folder, "july.csv", csv_bytes(rows))


@pytest.fixture
def document(tmp_path):
    rating = rate_file(write(tmp_path, "july.csv", csv_bytes(CLEAN)), population="kz-2023")
    return json.loads(published(rating, "json"))


def test_the_documents_keys_are_the_contracts(document):
    assert document["schema"] == "govrank.rating/1"
    assert set(document) >= {
        "schema", "edition", "methodology", "indicators", "pages", "excluded", "absent", "left", "warnings",
    }  # fmt: skip
    assert set(document["edition"]) >= {
        "period", "title", "source", "collected", "revision", "sources", "population", "govrank",
    }  # fmt: skip
    assert set(document["edition"]["sources"][0]) == {"name", "sha256"}
    assert set(document["edition"]["population"]) == {"name", "date", "source", "vintage", "sha256"}
    assert set(document["methodology"]) >= {
        "name", "version", "ties", "tie_break", "missing", "league", "scoring", "zones", "norms",
    }  # fmt: skip
    assert set(document["indicators"][0]) >= {"key", "label", "formula", "unit", "direction", "weight"}
    assert set(document["pages"][0]) >= {
        "league", "place", "page", "region", "region_key", "platform", "values", "points", "total", "zone", "zones",
        "norm", "move",
    }  # fmt: skip
    assert set(document["absent"][0]) == {"region", "platform"}


def test_the_keys_of_what_moved_left_and_was_excluded_are_the_contracts(tmp_path):
    write(tmp_path, "june.csv", csv_bytes(CLEAN[:-1]))
    rows = [[*HEADER, "excluded"], *([*row, "closed" if n == 1 else ""] for n, row in enumerate(CLEAN[1:]))]
    july = write(tmp_path, "july.csv", csv_bytes(rows))
    ended = run("score", july, "--population", "kz-2023", "--previous", tmp_path / "june.csv", "-f", "json")

    # Атырау's Instagram page is excluded in July, so that it has left; Туркестан is new
    assert ended.code == 0
    assert ended.document["excluded"] == [
        {
            "page": "Атырауская область · instagram",
            "region": "Атырауская область",
            "platform": "instagram",
            "reason": "closed",
        }
    ]
    assert [set(page) for page in ended.document["left"]] == [{"league", "page", "region", "platform", "previous"}]
    assert {page["region_key"]: page["move"]["state"] for page in ended.document["pages"]}["turkistan"] == "new"
    assert [set(page["move"]) for page in ended.document["pages"]] == [{"state", "by", "previous"}] * 4


def test_the_edition_before_is_named(tmp_path):
    june = write(tmp_path, "june.csv", csv_bytes(changed(2, 2, 90001)))
    july = write(tmp_path, "july.csv", csv_bytes(CLEAN))
    previous = run("score", july, "--population", "kz-2023", "--previous", june, "-f", "json").document["previous"]

    assert (previous["period"], previous["name"]) == ("june", "june.csv")
    assert previous["sha256"] == hashlib.sha256(june.read_bytes()).hexdigest() == previous["sources"][0]["sha256"]
    assert run("score", july, "--population", "kz-2023", "-f", "json").document["previous"] is None


def test_figures_are_plain_and_unrounded(document):
    first = document["pages"][0]

    assert (first["region_key"], first["platform"]) == ("turkistan", "instagram")
    assert first["values"] == {
        "followers": 45678,
        "followers_share": 4567800 / 2119320,
        "engaged": 30303,
        "engagement_per_post": 30303 / 90,
        "engaged_share": 3030300 / 2119320,
        "er": 3030300 / (90 * 45678),
    }
    # followers 2, share 3 (of 14.25, 2.16, 1.57, 1.1, 0.43), engaged 1, per post 1, share 2, ER 2
    assert first["points"] == {
        "followers": 2, "followers_share": 2, "engaged": 1, "engagement_per_post": 1, "engaged_share": 2, "er": 2,
    }  # fmt: skip
    assert first["total"] == 10
    assert all(type(place) is int for place in (first["place"], first["total"], *first["points"].values()))


def test_the_edition_says_of_what_it_is(document):
    assert document["edition"]["period"] == "july"
    assert document["edition"]["sources"] == [
        {"name": "july.csv", "sha256": hashlib.sha256(csv_bytes(CLEAN)).hexdigest()}
    ]
    assert document["edition"]["population"] == {
        "name": "kz-2023",
        "date": "2023-01-01",
        "source": "Bureau of National Statistics of Kazakhstan",
        "vintage": "revised",
        "sha256": hashlib.sha256(packaged_text("populations", "kz-2023.csv").encode()).hexdigest(),
    }


@pytest.mark.parametrize(
    ("name", "options"),
    [
        pytest.param("people.csv", ("--population", "people.csv"), id="a file"),
        pytest.param("july.csv", (), id="a column of the pages"),
    ],
)
def test_the_populations_are_known_by_their_file(tmp_path, name, options):
    people = {"region": "population", "Акмолинская область": 785708, "Атырауская область": 700000,
              "Павлодарская область": 750000, "Туркестанская область": 2119320}  # fmt: skip
    write(tmp_path, "people.csv", csv_bytes([*people.items()]))
    write(tmp_path, "july.csv", csv_bytes([[*row, people[row[0]]] for row in CLEAN] if not options else CLEAN))

    population = run("score", "july.csv", *options, "-f", "json", folder=tmp_path).document["edition"]["population"]

    assert population["name"].startswith(name)
    assert population["sha256"] == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()


def test_regions_without_a_page_are_listed(document):
    assert document["absent"] == [
        {"region": "Акмолинская область", "platform": "facebook"},
        {"region": "Павлодарская область", "platform": "instagram"},
        {"region": "Туркестанская область", "platform": "facebook"},
    ]


def test_hostile_names_are_names(tmp_path):
    ended = run("score", hostile_file(tmp_path), "--population", "kz-2023", "-f", "json")

    assert {page["page"] for page in ended.document["pages"]} == {name.strip() for name in HOSTILE}
    assert not set(ended.out) & {"\x1b", "\t", "\r"}


def test_the_same_input_gives_the_same_bytes(tmp_path):
    july = hostile_file(tmp_path)
    outs = {run("score", july, "--population", "kz-2023", "-f", "json").out for _ in range(2)}

    assert len(outs) == 1


def test_a_problem_as_json():
    problem = Problem("not-whole", "f.xlsx", "a", 7, "D7", "posts", "12k", "proposal", {"proposal": "12000"}, 3)

    assert problem_document(problem, words("en")) == {
        "code": "not-whole",
        "severity": "error",
        "sheet": "a",
        "cell": "D7",
        "row": 7,
        "column": "posts",
        "value": "12k",
        "message": said("problem.not-whole/proposal", value="'12k'"),
        "hint": said("hint.not-whole/proposal", proposal="12000"),
    }


def test_problems_as_json():
    problems = [Problem("no-pages", "f.csv"), Problem("hidden-row", "f.csv", row=3), Problem("hidden-row", row=4)]
    document = problems_document("f.csv", 7, problems, words("en"))

    assert {key: document[key] for key in ("schema", "file", "pages", "errors", "warnings")} == {
        "schema": "govrank.problems/1",
        "file": "f.csv",
        "pages": 7,
        "errors": 1,
        "warnings": 2,
    }
    assert [entry["code"] for entry in document["problems"]] == ["no-pages", "hidden-row", "hidden-row"]
