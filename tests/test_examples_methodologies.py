"""Every system of the seeds as a file that runs: examples/methodologies, each with the result that it must give.

A file's own comment holds its command, which is what is run here. The results were read before they were kept, and
those by places are counted out once more by the second calculator of `reference.py`.
"""

import csv
import json
import re
import shlex
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from commands import run
from govrank import load_methodology
from inside import known_column, methodology_schema, rate_file, rules_data
from json_schema import violations
from reference import rate_rows
from said import LANGUAGES

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "examples" / "methodologies"
SCHEMA = FOLDER / "govrank-methodology.schema.json"
FILES = {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}
WCI = "govrank score examples/methodologies/wci-2.0.csv --methodology wci-2.0"


def command_of(path):
    """Return the command that a file's comment gives."""
    (command,) = re.findall(r"^#\s+(govrank score .*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return command


PACKAGED = ("akimats-active", "answers-and-duties", "inspection-2019", "openness")
COMMANDS = {name: command_of(path) for name, path in FILES.items()} | {"wci-2.0": WCI} | {
    name: f"govrank score examples/methodologies/{name}.csv --methodology {name}" for name in PACKAGED
}  # fmt: skip
BY_PLACES = [name for name, path in FILES.items() if load_methodology(str(path)).scoring == "rank-sum"]


def arguments(command):
    program, *args = shlex.split(command)
    assert program == "govrank"
    return args


def rows_of(text):
    return list(csv.reader(text.splitlines()))


def near(cell, expected):
    """Say whether two cells are the same; a logarithm's last digit may differ from machine to machine."""
    if cell == expected:
        return True
    try:
        return float(cell) == pytest.approx(float(expected), rel=1e-12)
    except ValueError:
        return False


def test_there_is_an_example_of_every_system():
    assert set(FILES) == {
        "akimats-of-my-own", "arkhangelsk", "dongguan", "dongguan-places", "kazan", "mayors-telegram", "size-leagues",
    }  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_an_example_gives_its_expected_result(name):
    ended = run(*arguments(COMMANDS[name]), "--format", "csv", folder=ROOT)
    assert (ended.code, ended.err) == (0, "")

    expected = (FOLDER / f"{name}.expected.csv").read_text(encoding="utf-8")
    if name in BY_PLACES:
        assert ended.out == expected
        return
    found, wanted = rows_of(ended.out), rows_of(expected)
    assert [len(row) for row in found] == [len(row) for row in wanted]
    for row, other in zip(found, wanted, strict=True):
        assert all(near(*cells) for cells in zip(row, other, strict=True)), (row, other)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.slow
def test_an_example_is_shown_in_every_language(name, lang):
    ended = run(*arguments(COMMANDS[name]), "--lang", lang, folder=ROOT)
    rules = load_methodology(str(FILES[name]) if name in FILES else name)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(rules.title[lang])


def test_the_published_example_of_wci_2_0_is_among_them():
    rows = list(csv.DictReader((FOLDER / "wci-2.0.expected.csv").read_text(encoding="utf-8").splitlines()))
    published = next(row for row in rows if row["page"] == "The published example")
    assert f"{float(published['total']):.4f}" == "411.4875"


def rated(name):
    """Return the rating of a packaged example."""
    return rate_file(FOLDER / f"{name}.csv", methodology=name)


def totals(rating):
    return dict(zip(rating.pages.names, rating.exact, strict=True))


def test_an_inspection_is_worked_by_hand():
    """Each item has 25 points: overdue sections and late answers take off 5 each, errors and services 2.5 each.

    Practices give 5 each and an accessible version 10, together at most 25, and only above 80.
    """
    rating = rated("inspection-2019")
    assert totals(rating) == {
        "Harbour district": 25 + Fraction("22.5") + 25 + 20 + 15 + 10,  # 92.5 is above 80
        "Library": (25 + 25 + 25) * Fraction(4, 3),  # no services; nothing to add
        "New town": 20 + 20 + 25 + Fraction("17.5") + 10,
        "Hill county": (20 + 15 + 20) * Fraction(4, 3),  # 73⅓: no bonus
        "Market town": 59,  # no interaction, though it would have 92.5 and 10
        "Old town": 59,  # 15 days of silence, and all points
        "River county": 10 + Fraction("12.5") + 15 + 0,  # 12 broken services take off no more than 25
    }
    assert [rating.zone(i) for i in range(7)] == ["qualified"] * 4 + ["unqualified"] * 3
    assert rating.places.tolist() == [1, 2, 3, 4, 5, 5, 7]
    assert rating.passed == (5, 7)


def test_answers_and_duties_are_worked_by_hand():
    """Answers fall by 40 ÷ 16 an hour from 8 to 24 hours; the duty counts up to 28 of 28 posts."""
    assert totals(rated("answers-and-duties")) == {
        "Министерство здравоохранения": 40 + 10 + 30 + 5 * 4,  # 31 of 28 posts are no more than all
        "Служба тарифов": Fraction(40 + 15 + 5 * 4) * 100 / 90,  # no urgent message: out of 90
        "Министерство транспорта": 35 + 4 + Fraction("22.5") + 4 * 4,  # 10 hours; 8 urgent ones; 21 of 28
        "Управление культуры": Fraction(20 + 30 + 4 * 4) * 100 / 90,
        "Архив": Fraction("34.5") * 100 / 50,  # one message: neither answers count; 12 of 16 posts and 3 of 5 marks
        "Лесное хозяйство": 0 + 0 + Fraction("7.5") + 4,
    }


def test_openness_is_worked_by_hand():
    """Weights 3, 2, 3, 2, 1, 2, 3, 2, 2 make 20; partly is a half."""
    assert totals(rated("openness")) == {
        "City hall": Fraction(20 - 1) / 20 * 100,  # half of its reports are there
        "Water works": Fraction("13.5") / 20 * 100,  # 3 + 1 + 3 + 2 + 0 + 0 + 1.5 + 1 + 2
        "Museum": Fraction(12) / 18 * 100,  # buys nothing, so that 18 can be had: 3 + 2 + 3 + 1 + 1 + 2
        "School board": Fraction(13) / 20 * 100,  # 3 + 2 + 1.5 + 1 + 1 + 2 + 1.5 + 0 + 1
        "Registry": Fraction("3.5") / 20 * 100,  # half of the contacts, and the hours
    }


def test_akimats_that_are_kept_up_are_rated_as_if_the_silent_ones_were_not_there(tmp_path):
    rating = rated("akimats-active")
    rows = list(csv.reader((FOLDER / "akimats-active.csv").read_text(encoding="utf-8").splitlines()))
    with (tmp_path / "kept.csv").open("w", encoding="utf-8") as stream:
        csv.writer(stream).writerows(row for row in rows if row[-1] not in ("15", "16"))
    kept = rate_file(tmp_path / "kept.csv", methodology="akimats")

    assert [page for page, _region, _network in rating.failures["silent"]] == [
        "Акимат Актюбинской области", "Акимат Костанайской области",
    ]  # fmt: skip
    assert (list(rating.pages.names), rating.totals.tolist()) == (list(kept.pages.names), kept.totals.tolist())


def counted_rows(args, rules):
    """Return the rows of an example's data as the second calculator wants them."""
    headings = {count.casefold(): count for count in rules.counts}
    options = dict(zip(args[2::2], args[3::2], strict=True))
    days = options.get("--days") or {"2023-02": 28}.get(options.get("--period"))
    rows = []
    for entry in csv.DictReader((ROOT / args[1]).read_text(encoding="utf-8-sig").splitlines()):
        row = {"region": "", "platform": "", "days": None if days is None else int(days), "excluded": None}
        for heading, cell in entry.items():
            name = known_column(heading) or headings[heading.casefold()]
            texts = ("region", "platform", "page", "excluded", "note")
            row[name] = cell if name in texts else None if cell in ("", "–") else Decimal(cell)
        row["platform"] = row["platform"].casefold()
        rows.append(row | {"interactions": row.get("interactions", row.get("engaged"))})
    return rows


@pytest.mark.parametrize("name", BY_PLACES)
def test_the_second_calculator_expects_the_same(name):
    rules = load_methodology(str(FILES[name]))
    rated = rate_rows(counted_rows(arguments(COMMANDS[name]), rules), rules_data(rules))
    expected = list(csv.DictReader((FOLDER / f"{name}.expected.csv").read_text(encoding="utf-8").splitlines()))

    def plain(number):
        return "" if number is None else str(int(number)) if number == int(number) else repr(float(number))

    assert [
        {
            "league": page.league, "place": str(page.place), "page": page.row["page"],
            "platform": page.row["platform"], "total": plain(page.total), "zone": page.zone,
        } | {key: plain(value) for key, value in page.values.items()}
        | {f"{key}_points": plain(points) for key, points in page.points.items()}
        for page in rated
    ] == [{key: cell for key, cell in row.items() if key not in ("move", "region")} for row in expected]  # fmt: skip


def test_the_schema_beside_them_is_the_generated_one():
    ended = run("methodology", "schema")
    assert ended.out == SCHEMA.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_an_example_is_valid_by_the_schema_that_it_names(name):
    text = FILES[name].read_text(encoding="utf-8")
    assert text.splitlines()[0] == f"#:schema ./{SCHEMA.name}"
    assert violations(tomllib.loads(text), methodology_schema()) == []


@pytest.mark.parametrize("name", FILES)
def test_jsonschema_agrees_where_it_is_installed(name):
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    errors = validator.iter_errors(tomllib.loads(FILES[name].read_text(encoding="utf-8")))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize("name", FILES)
def test_an_example_is_sound_names_its_source_and_labels_what_is_ours(name):
    ended = run("methodology", "check", FILES[name])
    assert (ended.code, ended.err) == (0, "")

    rules = load_methodology(str(FILES[name]))
    assert (rules.name, bool(rules.source)) == (name, True)
    comment = "".join(line for line in FILES[name].read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    assert "Source" in comment
    assert re.search(r"our own choices?", comment, re.IGNORECASE)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.name)
def test_invented_figures_say_so_in_their_own_row(path):
    if path.name.endswith(".expected.csv"):
        return
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        note = next(cell for heading, cell in row.items() if known_column(heading) == "note")
        assert note.startswith(("invented", "вымышлено")) or "published worked example" in note


def test_each_stands_with_its_data_and_its_result():
    used = {Path(arguments(command)[1]).name for command in COMMANDS.values()} - {"july.csv"}
    expected = {f"{name}.expected.csv" for name in COMMANDS}
    assert {path.name for path in FOLDER.iterdir()} == used | expected | {f"{n}.toml" for n in FILES} | {
        SCHEMA.name,
        "README.md",
    }
