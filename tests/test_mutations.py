"""Files damaged at random: every one is rated or refused, none ends in a traceback, a hang or a silent change.

A few hundred in the suite; `python tests/test_mutations.py 10000` runs as many as one likes, from another seed each.
"""

import csv
import datetime as dt
import gc
import io
import json
import random
import re
import signal
import sys
import tempfile
import traceback
import warnings
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path

import pytest

from inside import rate_loaded

sys.path.insert(0, str(Path(__file__).parent))  # when it is run as a script

import opendocument
from commands import run
from editions import load
from files import (
    CLEAN,
    HEADER,
    PAGES,
    Raw,
    changed,
    csv_bytes,
    csv_text,
    error_cell,
    formula,
    number_cell,
    unzipped,
    workbook,
    write,
    written_by_openpyxl,
    xlsx,
    zipped,
)
from govrank import DataError, GovrankError, rate_file

pytestmark = pytest.mark.slow  # draws many damaged files

SLOWEST = 20  # seconds for one file of five pages: everything above is a hang
NASTY = [
    "", " ", "-", "–", "0", "1", "-1", "+1", "1,234", "1.234", "12,5", "1 234", "1\u202f234", "12k", "1,2 тыс.", "1e5",
    "TRUE", "#REF!", "=1+1", "01.07.2023", "NaN", "inf", "9" * 30, "1000000000000", "1000000000001", "\x00", "\x1b[31m",
    "\u202e", "\ud7ff", "💩", '"', "'", ";", ",", "\t", "|", "\n", "\r\n", "[red]", "{x}", "%s", "<b>", "Итого",
    "Total", "region", "followers", "Регион", "Алматы", "Абай", "ВКО", "sep=;", "x" * 5000, "１２", "²", "½", "0x10",
    "1_000",
]  # fmt: skip


class HangError(BaseException):
    """Raised after a time limit; not an `Exception`, so that nothing swallows it."""


@contextmanager
def limited():
    def stop(*_args):
        raise HangError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SLOWEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def damaged_bytes(content, chance, most=4):
    """Return bytes of which some were flipped, cut out, doubled, put in or cut off."""
    data = bytearray(content)
    for _ in range(chance.randint(1, most)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice([1, 1, 2, 5, 40])
        how = chance.randrange(6)
        if how == 0 and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            del data[at : at + length]
        elif how == 2:
            data[at:at] = data[at : at + length]
        elif how == 3:
            data[at:at] = chance.randbytes(length)
        elif how == 4:
            data[at:at] = chance.choice(NASTY).encode("utf-8", "surrogatepass")
        elif how == 5 and chance.random() < 0.2:
            del data[at:]
    return bytes(data)


def damaged_rows(chance):
    """Return rows in which cells, rows and columns were replaced, doubled, moved or removed."""
    rows = [list(row) for row in CLEAN]
    for _ in range(chance.randint(1, 4)):
        how, row = chance.randrange(7), chance.randrange(len(rows))
        if how <= 2 and rows[row]:
            rows[row][chance.randrange(len(rows[row]))] = chance.choice(NASTY)
        elif how == 3:
            rows.insert(row, list(chance.choice(rows)))
        elif how == 4 and len(rows) > 1:
            del rows[row]
        elif how == 5:
            at = chance.randrange(6)
            rows = [[*old[:at], chance.choice(["", "1", "followers", *old]), *old[at:]] for old in rows]
        elif how == 6:
            at = chance.randrange(6)
            rows = [old[:at] + old[at + 1 :] for old in rows]
    return rows


def damaged_part(content, chance):
    """Return a workbook of which one part's text was damaged; the archive around it is whole."""
    parts = unzipped(content)
    name = chance.choice(sorted(parts))
    if chance.random() < 0.6:
        name = next(part for part in parts if part.endswith("sheet1.xml"))
    if chance.random() < 0.05:
        del parts[name]
    elif chance.random() < 0.5:
        parts[name] = damaged_numbers(parts[name], chance)
    else:
        parts[name] = damaged_bytes(parts[name], chance, 2)
    return zipped(parts)


def damaged_numbers(xml, chance):
    """Return XML in which a number, an address or a type became another: still well-formed, and wrong."""
    text = xml.decode("utf-8")
    places = list(re.finditer(r"[0-9]+|(?<= t=\")\w+|(?<= r=\")[A-Z]+", text))
    if not places:
        return xml
    for _ in range(chance.randint(1, 2)):
        place = chance.choice(places)
        other = ["0", "1", "2", "3", "5", "7", "-1", "", "999", "1.5", "1e3", "1_0", "s", "b", "e", "d", "A", "C", "ZZ"]
        text = text[: place.start()] + chance.choice(other) + text[place.end() :]
        places = list(re.finditer(r"[0-9]+|(?<= t=\")\w+|(?<= r=\")[A-Z]+", text))
    return text.encode("utf-8")


def damaged_ods(chance):
    """Return an OpenDocument file whose content was damaged, or whose cells are odd ones."""
    if chance.random() < 0.5:
        damage = chance.choice([damaged_numbers, lambda xml, chance: damaged_bytes(xml, chance, 2), damaged_attributes])
        return zipped({"mimetype": "x", "content.xml": damage(unzipped(ODS)["content.xml"], chance)})
    odd = chance.choice(
        [
            opendocument.error_cell(chance.choice(["#N/A", "Err:502", "", *NASTY[2:9]]).replace("\x00", "")),
            opendocument.formula("of:=A1", chance.choice(['office:value-type="float"', 'office:value="7"', ""])),
            opendocument.shown_cell(chance.choice(["5", "1e400", "0.1", "abc", "-0"]), chance.choice(NASTY[:14])),
            opendocument.typed(
                chance.choice(["date", "time", "boolean", "x"]), chance.choice(["date-value", "time-value", "value"]),
                chance.choice(["2023-07-01", "PT5H", "0001-01-01", "9999-12-31T23:59:59", "-P9999999D", "true"]), "x",
            ),
            opendocument.cell("<text:p>7</text:p>", number_columns_repeated=chance.choice([1, 3, 16384, 0])),
            opendocument.cell("<text:p>7</text:p>", number_rows_spanned=chance.choice([2, 99, 1048576])),
        ]
    )  # fmt: skip
    rows = changed(chance.randint(1, 6), chance.randrange(5), odd)
    rows.insert(chance.randint(1, 6), opendocument.row("", number_rows_repeated=chance.choice([1, 9, 1048576])))
    return opendocument.ods(rows, hidden=chance.sample(range(1, 7), 2))


def damaged_attributes(xml, chance):
    """Return XML in which a row or a cell got an attribute that it had not."""
    text = xml.decode("utf-8")
    place = chance.choice([*re.finditer(r"<table:table-(?:cell|row)(?= |/|>)", text)])
    name = chance.choice(
        ["number-columns-repeated", "number-rows-repeated", "number-rows-spanned", "visibility", "formula"]
    )
    value = chance.choice(["1", "2", "0", "-1", "99999999", "16384", "collapse", "of:=1", ""])
    return f'{text[: place.end()]} table:{name}="{value}"{text[place.end() :]}'.encode()


def damaged_parquet(chance):
    """Return a Parquet file with damaged bytes, or with a column of another kind than it should be."""
    columns = [(name, [row[at] for row in PAGES]) for at, name in enumerate(HEADER)]
    if chance.random() < 0.4:
        at = chance.randrange(len(columns))
        odd = chance.choice(
            [None, 0.5, float("nan"), True, "x", "1,5", 10**18, b"x", [1], {"a": 1}, dt.datetime(1, 1, 1)]
        )
        columns[at] = (chance.choice(["", "x", columns[at][0]]), [odd] * 5)
        return opendocument.parquet(columns)
    content = opendocument.parquet(columns, compression=chance.choice(["none", "snappy", "zstd"]))
    return damaged_bytes(content, chance, 3) if chance.random() < 0.5 else flipped(content, chance)


def flipped(content, chance):
    """Return bytes of which a few became others, so that all that follows stays where it is."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        data[chance.randrange(4, len(data) - 8)] = chance.randrange(256)
    return bytes(data)


def damaged_rules(chance):
    return damaged_bytes(chance.choice(RULES).encode(), chance, 3)


def damaged_toml(chance):
    """Return a methodology's text in which values, keys and lines became others; most of it is still TOML."""
    lines = chance.choice(RULES).splitlines()
    for _ in range(chance.randint(1, 3)):
        at, how = chance.randrange(len(lines)), chance.randrange(8)
        key, equals, value = lines[at].partition(" = ")
        if how <= 3 and equals:
            lines[at] = f"{key} = {chance.choice(ODD_VALUES)}"
        elif how == 4 and equals:
            lines[at] = f"{chance.choice(ODD_KEYS)} = {value}"
        elif how == 5:
            lines.insert(at, chance.choice(lines))
        elif how == 6 and len(lines) > 1:
            del lines[at]
        elif how == 7:
            lines.insert(at, chance.choice(["[[indicators]]", "[[zones]]", "[[norms]]", "[[terms]]", "[x]", *NASTY]))
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def damaged_population_rows(chance):
    rows = [list(row) for row in POPULATION]
    for _ in range(chance.randint(1, 3)):
        how, row = chance.randrange(6), chance.randrange(len(rows))
        if how <= 2:
            rows[row][chance.randrange(len(rows[row]))] = chance.choice(NASTY)
        elif how == 3:
            rows.insert(row, list(chance.choice(rows)))
        elif how == 4 and len(rows) > 1:
            del rows[row]
        elif how == 5:
            rows = [[*old, chance.choice(["", "aliases", "date", "population", "01.01.2023", *NASTY])] for old in rows]
    return rows


def damaged_cells(chance):
    odd = chance.choice(
        [
            formula(chance.choice(NASTY[2:20])),
            formula("A1", chance.choice(["5", "x", "-1", "1e400", ""]), chance.choice(["", "str", "b", "e", "d", "n"])),
            error_cell("#N/A"),
            number_cell(chance.choice(["1e400", "-0", "0.1", "12345678901234567890", "abc", "1_0", " 5 ", "5\n"])),
            Raw(f'<c r="@" s="{chance.choice([0, 1, 2, 99, -1])}"><v>{chance.choice([1, 45108, -5, 10**9])}</v></c>'),
            Raw(f'<c r="@" t="{chance.choice("bdensx")}"><v>{chance.choice([0, 1, 2, "x"])}</v></c>'),
            Raw('<c r="@" t="inlineStr"><is></is></c>'),
        ]
    )
    rows = changed(chance.randint(1, 6), chance.randrange(5), odd)
    merged = [chance.choice(["A2:A3", "A1:E1", "C2:C6", "A2:B3", "B6:B99", "E1:E6"])]
    return xlsx(
        rows,
        merged=merged if chance.random() < 0.5 else (),
        hidden=chance.sample(range(1, 7), 2),
        hidden_columns=chance.sample(range(1, 6), 1),
        shared=["vk", "instagram"] if chance.random() < 0.5 else (),
    )


ODS = opendocument.ods(CLEAN)
XLSX = written_by_openpyxl({"Июль": CLEAN})
RAW = xlsx()
SHEETS = workbook({"Июль": CLEAN, "Население": [["region", "population"], ["Акмола", 788023]]})
POPULATION = [
    ["region", "population", "aliases", "date"],
    ["Акмолинская область", 788023, "Кокшетау", "2023-01-01"],
    ["Атырауская область", 693341, "", "2023-01-01"],
    ["Павлодарская область", 755008, "Павлодар;ПВЛ", "2023-01-01"],
    ["Туркестанская область", 2119320, "", "2023-01-01"],
]
PEOPLE = written_by_openpyxl({"Население": POPULATION})
RAW_PEOPLE = xlsx(POPULATION, sheet="Население")
FURTHER = ["likes", "comments", "shares", "days"] + [
    f"{of}{what}" for of in ("", "headline ", "best ") for what in ("reads", "wow", "likes", "shares")
]
FURTHER = [*dict.fromkeys(FURTHER), "articles"]
RICH = [
    [*HEADER, *FURTHER],
    *(
        [*row, *(31 if name == "days" else n * 100 + at for at, name in enumerate(FURTHER))]
        for n, row in enumerate(PAGES)
    ),
]
"""A sound edition with every column that the packaged methodologies count with."""
RULES = [
    resources("govrank").joinpath("methodologies", f"{name}.toml").read_text("utf-8")
    for name in ("akimats", "akimats-2020", "wci-14.2", "wci-2.0", "bci")
]
ODD_VALUES = [
    "0", "-1", "1", "1e400", "nan", "inf", "9" * 30, "1.5", "true", '""', '"x"', '"1/0"', '"1/3"', '"0/0"', '"-1/3"',
    '"999999999999/1000000000000"', "[]", "[[]]", "{}", "{ en = 5 }", '["followers"]', '["followers", "followers"]',
    '["days"]', '["er"]', '["__class__"]', '"followers"', "2023-01-01", '"\\u202e"', '"\\u0000"', '"\\u001b[31m"',
    '"[red]"', '"{0}"', '"=1+1"', '"#ffffff"', '"#12"', '"url(x)"', '"</style>"', '"akimats"',
    '"../akimats"', '"/etc/passwd"',
    "[" * 3000 + "]" * 3000, '"' + "x" * 5000 + '"', "'" * 3, "{ a = { a = { a = 1 } } }",
]  # fmt: skip
ODD_KEYS = [
    "",
    "x",
    "name",
    "key",
    "of",
    "per",
    '"\\u202e"',
    '"="',
    "a.b.c",
    "[x",
    "zones",
    "extends",
    "__proto__",
    "é",
]
KINDS = {
    "CSV bytes": lambda chance: ("july.csv", damaged_bytes(csv_bytes(CLEAN, chance.choice(",;\t|")), chance)),
    "cp1251 bytes": lambda chance: ("july.csv", damaged_bytes(csv_bytes(CLEAN, ";", encoding="cp1251"), chance)),
    "UTF-16 bytes": lambda chance: ("july.csv", damaged_bytes(csv_bytes(CLEAN, "\t", encoding="utf-16"), chance)),
    "CSV cells": lambda chance: ("july.csv", csv_text(damaged_rows(chance), chance.choice(",;\t")).encode()),
    "XLSX bytes": lambda chance: ("july.xlsx", damaged_bytes(XLSX, chance)),
    "XLSX parts": lambda chance: ("july.xlsx", damaged_part(chance.choice([XLSX, RAW, SHEETS]), chance)),
    "XLSX cells": lambda chance: ("july.xlsx", damaged_cells(chance)),
    "ODS bytes": lambda chance: ("july.ods", damaged_bytes(ODS, chance)),
    "ODS content": lambda chance: ("july.ods", damaged_ods(chance)),
    "Parquet": lambda chance: ("july.parquet", damaged_parquet(chance)),
    "methodology bytes": lambda chance: ("rules.toml", damaged_rules(chance)),
    "methodology text": lambda chance: ("rules.toml", damaged_toml(chance)),
    "population CSV bytes": lambda chance: ("people.csv", damaged_bytes(csv_bytes(POPULATION), chance)),
    "population CSV cells": lambda chance: ("people.csv", csv_text(damaged_population_rows(chance)).encode()),
    "population XLSX bytes": lambda chance: ("people.xlsx", damaged_bytes(PEOPLE, chance)),
    "population XLSX parts": lambda chance: ("people.xlsx", damaged_part(chance.choice([PEOPLE, RAW_PEOPLE]), chance)),
    "population XLSX cells": lambda chance: ("people.xlsx", xlsx(damaged_population_rows(chance))),
}


@dataclass
class Damaged:
    """A damaged file among sound ones: what a command is given."""

    pages: Path
    sound: Path  # the same edition, undamaged
    methodology: str
    population: str
    page: str


COMMANDS = {
    "score": lambda d: ["score", d.pages],
    "score indicators": lambda d: ["score", d.pages, "--indicators", "--digest"],
    "score json": lambda d: ["score", d.pages, "-f", "json"],
    "score by json": lambda d: ["score", d.pages, "-f", "json", "--by", "platform", "--skip-invalid"],
    "score previous": lambda d: ["score", d.sound, "--previous", d.pages, "--force"],
    "check": lambda d: ["check", d.pages],
    "check json": lambda d: ["check", d.pages, "-f", "json"],
    "check quiet": lambda d: ["check", d.pages, "-q"],
    "export csv": lambda d: ["export", d.pages, "-f", "csv", "-o", "-"],
    "export json": lambda d: ["export", d.pages, "-f", "json", "-o", "-"],
    "export md": lambda d: ["export", d.pages, "-f", "md", "-o", "-"],
    "export html": lambda d: ["export", d.pages, "-f", "html", "-o", "-", "--previous", d.sound],
    "compare": lambda d: ["compare", d.sound, d.pages],
    "compare old": lambda d: ["compare", d.pages, d.sound, "--force", "-f", "md"],
    "trend": lambda d: ["trend", d.sound, d.pages],
    "trend json": lambda d: ["trend", d.pages, d.sound, d.pages, "-f", "json", "--skip-invalid"],
    "explain": lambda d: ["explain", d.pages, "--page", d.page],
    "explain json": lambda d: ["explain", d.pages, "--page", "Атырауская область · facebook", "-f", "json"],
    "robustness": lambda d: ["robustness", d.pages, "--draws", "10"],
    "robustness json": lambda d: ["robustness", d.pages, "--draws", "10", "-f", "json"],
}
RULE_COMMANDS = {
    "methodology check": lambda d: ["methodology", "check", d.methodology],
    "methodology show": lambda d: ["methodology", "show", d.methodology],
    "methodology toml": lambda d: ["methodology", "show", d.methodology, "-f", "toml"],
}
PEOPLE_COMMANDS = {
    "template": lambda d: ["template", d.pages.with_name("filled.xlsx"), "--population", d.population],
    "population show": lambda d: ["population", "show", d.population],
    "population csv": lambda d: ["population", "show", d.population, "-f", "csv"],
    "population json": lambda d: ["population", "show", d.population, "-f", "json"],
}
ANALYSES = [name for name, make in COMMANDS.items() if name.split()[0] != "check"]
"""Commands that rate: they refuse what the library refuses, and rate what it rates."""


def outcome(folder, kind, seed):
    """Return what became of one damaged file: "rated" or "refused"; whatever else happens is raised."""
    chance = random.Random(f"{kind} {seed}")
    name, content = KINDS[kind](chance)
    path = write(folder, name, content)
    sound = write(folder, "june.csv", csv_bytes(CLEAN))
    damaged = Damaged(path, sound, "akimats", "kz-2023", chance.choice([*NASTY, "Атырауская область", "ВКО · vk"]))
    if kind.startswith("methodology"):
        damaged.pages, damaged.methodology = write(folder, "july.csv", csv_bytes(RICH)), str(path)
    elif kind.startswith("population"):
        damaged.pages, damaged.population = write(folder, "july.csv", csv_bytes(CLEAN)), str(path)
    skip = chance.random() < 0.3
    rating = None
    with limited():
        try:
            loaded = load(
                damaged.pages, methodology=damaged.methodology, population=damaged.population, skip_invalid=skip
            )
            rating = rate_loaded(loaded)
        except GovrankError as error:
            ended = "refused" if getattr(error, "problems", True) else "refused without a word"
        else:
            ended = "rated"
            if kind == "XLSX parts" and not skip:
                compare_with_openpyxl(content, rating)
            elif kind == "population XLSX parts":
                compare_populations(content, rating)
        say(damaged, kind, seed, chance, None if skip else ended, rating)
    return ended


def say(damaged, kind, seed, chance, expected, rating):
    """Run a command over the file: it ends with a code of its own, and says nothing of Python's."""
    further = {"m": RULE_COMMANDS, "p": PEOPLE_COMMANDS}.get(kind[0], {})
    commands = COMMANDS | further
    name = list(commands)[seed % len(commands)]
    args = commands[name](damaged)
    if name in COMMANDS:
        args += ["--population", damaged.population, "--methodology", damaged.methodology]
    ended = raw_run(*args, "--lang", chance.choice(["en", "ru", "kk"]))

    assert ended.code in (0, 1, 2), (args, ended)
    assert "Traceback" not in ended.err, (args, ended)
    assert "GOVRANK_DEBUG" not in ended.err, (args, ended)
    assert len(ended.err.rstrip("\n").rsplit("\n", 1)[-1]) < 1000, (args, ended)
    assert not set(ended.err) & set(UNSHOWN), (args, ended)
    if not name.endswith(("csv", "json")):  # data keep the letters that they were given
        assert not set(ended.out) & set(UNSHOWN), (args, ended)
    assert ended.code == 0 or name.startswith("check") or (ended.out == "" and ended.err != ""), (args, ended)
    if name == "template" and ended.code == 0:
        assert zipfile.is_zipfile(args[1]), (args, ended)
    if ended.code == 0 and name.endswith("json"):
        json.loads(ended.out, parse_constant=refuse_constant)
    if ended.code == 0 and name == "export html":
        assert ended.out.rstrip().endswith("</html>"), (args, ended)
    if ended.code == 0 and name == "export csv":
        rows = list(csv.reader(io.StringIO(ended.out, newline=""), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}, (args, ended)
    if expected is None or name not in ANALYSES:
        return
    if expected == "refused" and not name.endswith(("by json", "trend json")):  # these skip invalid rows
        assert ended.code in (1, 2), (args, ended)
    if rating is not None and name in ("score json", "export json"):
        assert ended.code == 0, (args, ended)
        totals = [page["total"] for page in ended.document["pages"]]
        assert totals == [pytest.approx(total) for total in rating.totals.tolist()], (args, ended)


UNSHOWN = "\x00\x07\x08\x1b\x7f\x9b\u202e"


def refuse_constant(text):
    raise AssertionError(f"{text} is no JSON")


def raw_run(*args):
    collects = gc.isenabled()
    try:
        return run(*args)
    finally:
        if collects:  # a command turns it off for its own short life
            gc.enable()


def strict_whole(text):
    """Return the whole number that a text is, by the words of CONTRACT 2, or None."""
    text = text.strip()
    if re.fullmatch(r"[0-9]+", text):
        return int(text)
    for mark in " \u00a0\u202f\u2009'’,.":
        if re.fullmatch(rf"[1-9][0-9]{{0,2}}({re.escape(mark)}[0-9]{{3}})+", text):
            return int(text.replace(mark, ""))
    return None


def compare_with_openpyxl(content, rating):
    """Compare the figures of a rated workbook with what another reader sees in it."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet = load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    except Exception:  # the other reader is no judge of what it cannot read
        return
    rows = {row[0].row: [cell.value for cell in row] for row in sheet.iter_rows()}
    if rows.get(1, [])[:5] != HEADER:
        return  # columns that moved or were renamed are another test's subject
    seen = {number for number, row in rows.items() if number > 1 and any(cell not in (None, "") for cell in row)}
    assert set(map(int, rating.pages.rows)) == seen, "a page vanished"
    for i, number in enumerate(rating.pages.rows):
        for column, name in enumerate(HEADER[2:], 2):
            cell, read = rows[int(number)][column], int(rating.pages.counts[name].numbers[i])
            expected = strict_whole(cell) if isinstance(cell, str) else cell
            assert (expected, type(expected) is bool) == (read, False), f"row {number}, {name}: {cell!r} became {read}"


def compare_populations(content, rating):
    """Compare the populations of a rated edition with what another reader sees in their workbook."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet = load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    except Exception:  # the other reader is no judge of what it cannot read
        return
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    if not rows or rows[0][:2] != ["region", "population"]:
        return
    written = {row[0]: strict_whole(row[1]) if isinstance(row[1], str) else row[1] for row in rows[1:]}
    read = rating.pages.counts["population"].numbers.tolist()
    for key, population in zip(rating.pages.region_keys, read, strict=True):
        assert population == written.get(key, population), f"{key}: {written[key]!r} became {population}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.slow
def test_a_damaged_file_is_rated_or_refused(tmp_path, kind):
    """Each seed is another damage, and another command: all of them within the seeds of one kind."""
    ended = [outcome(tmp_path, kind, seed) for seed in range(28)]

    assert "refused" in ended


@pytest.mark.slow
def test_a_total_row_that_is_too_long_is_said_and_no_failure_of_ones_own(tmp_path):
    """Found by "CSV cells 214": the row has a problem, and is no longer there when that is looked up."""
    content = csv_bytes([*CLEAN, ["Итого", "", 1, 2, 3, "stray"]])
    ended = raw_run("score", write(tmp_path, "july.csv", content), "--population", "kz-2023")

    assert ended.code in (0, 1)
    assert "GOVRANK_DEBUG" not in ended.err


@pytest.mark.parametrize(
    "make",
    [csv_bytes, xlsx, lambda rows: written_by_openpyxl({"a": rows}), opendocument.ods, opendocument.parquet_texts],
    ids=["csv", "raw", "xlsx", "ods", "parquet"],
)
@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_figure_is_refused_or_exactly_what_stands_there(tmp_path, make, seed):
    chance = random.Random(seed)
    row, column = chance.randint(2, 6), chance.randint(2, 4)
    text = damaged_figure(str(CLEAN[row - 1][column]), chance)
    path, meant = write(tmp_path, "july", make(changed(row, column, text))), strict_whole(text)
    if meant is None or meant > 10**12 or meant == 0:  # 0 followers or posts with interactions contradict each other
        with pytest.raises(DataError) as caught:
            rate_file(path, population="kz-2023")
        assert {problem.row for problem in caught.value.problems if problem.severity == "error"} == {row}
        return
    pages = rate_file(path, population="kz-2023").pages
    read = [[int(pages.counts[name].numbers[i]) for name in HEADER[2:]] for i in range(5)]
    expected = changed(row, column, meant)

    assert read == [expected[int(number) - 1][2:] for number in pages.rows]


def damaged_figure(text, chance):
    """Return a figure's text with a few letters put in, taken out or changed."""
    letters = list(text)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(letters) + 1)
        if chance.random() < 0.6:
            letters.insert(at, chance.choice(" \u00a0\u202f\u2009'’,.-–+0123456789kтO l%e"))
        elif letters:
            del letters[at - 1]
    return "".join(letters)


def test_the_damage_is_the_same_each_time():
    for make in KINDS.values():
        assert make(random.Random(7)) == make(random.Random(7))


@pytest.mark.slow
def test_many_wrong_rows_are_counted_and_the_first_are_said(tmp_path):
    """A million rows that are wrong alike are one line with their number: what is held of them is bounded."""
    rows = [HEADER, *(["Атырау", f"network {n}", 5000, 5, 7, 8] for n in range(8_000))]
    path = write(tmp_path, "july.csv", csv_bytes(rows))
    with pytest.raises(DataError) as caught:
        rate_file(path, population="kz-2023")

    wrong = [problem for problem in caught.value.problems if problem.code == "ragged-row"]
    assert sum(1 + problem.alike for problem in wrong) == 8_000


def main(runs, seed):
    """Damage `runs` files and print each that ended otherwise than it should."""
    failed = 0
    counts = {}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")
        for number in range(runs):
            turn, at = divmod(number, len(KINDS))
            kind = list(KINDS)[at]
            try:
                ended = outcome(Path(folder), kind, seed + turn)
            except (Exception, HangError) as error:  # this is what is looked for
                failed += 1
                ended = "failed"
                last = traceback.extract_tb(error.__traceback__)[-1]
                print(f"{kind} {seed + turn}: {error!r:.300} at {last.filename}:{last.lineno}")  # noqa: T201
            counts[kind, ended] = counts.get((kind, ended), 0) + 1
    for (kind, ended), number in sorted(counts.items()):
        print(f"{kind:22} {ended:8} {number}")  # noqa: T201
    return failed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(sys.argv[2]) if len(sys.argv) > 2 else 0) > 0)
