"""Files damaged at random: every one is rated or refused, none ends in a traceback, a hang or a silent change.

A few hundred in the suite; `python tests/test_mutations.py 10000` runs as many as one likes, from another seed each.
"""

import io
import random
import re
import signal
import sys
import tempfile
import time
import traceback
import warnings
from contextlib import contextmanager
from importlib.resources import files as resources
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # when it is run as a script

from commands import run
from files import (
    CLEAN,
    HEADER,
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
from govrank.problem import DataError, GovrankError
from govrank.rating import prepare_file, rate_file, rate_prepared

SLOWEST = 20  # seconds for one file of five pages: everything above is a hang
NASTY = [
    "", " ", "-", "–", "0", "1", "-1", "+1", "1,234", "1.234", "12,5", "1 234", "1\u202f234", "12k", "1,2 тыс.", "1e5",
    "TRUE", "#REF!", "=1+1", "01.07.2023", "NaN", "inf", "9" * 30, "1000000000000", "1000000000001", "\x00", "\x1b[31m",
    "\u202e", "\ud7ff", "💩", '"', "'", ";", ",", "\t", "|", "\n", "\r\n", "[red]", "{x}", "%s", "<b>", "Итого",
    "Total", "region", "followers", "Регион", "Алматы", "Абай", "ВКО", "sep=;", "x" * 5000, "１２", "²", "½", "0x10",
    "1_000",
]  # fmt: skip


class HangError(BaseException):
    """It took too long; not an `Exception`, so that nothing on the way swallows it."""


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


def damaged_bytes(content, chance, most=8):
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


def damaged_rules(chance):
    text = resources("govrank").joinpath("methodologies", "akimats.toml").read_bytes()
    return damaged_bytes(text, chance, 3)


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


XLSX = written_by_openpyxl({"Июль": CLEAN})
RAW = xlsx()
SHEETS = workbook({"Июль": CLEAN, "Население": [["region", "population"], ["Акмола", 788023]]})
KINDS = {
    "CSV bytes": lambda chance: ("july.csv", damaged_bytes(csv_bytes(CLEAN, chance.choice(",;\t|")), chance)),
    "cp1251 bytes": lambda chance: ("july.csv", damaged_bytes(csv_bytes(CLEAN, ";", encoding="cp1251"), chance)),
    "UTF-16 bytes": lambda chance: ("july.csv", damaged_bytes(csv_bytes(CLEAN, "\t", encoding="utf-16"), chance)),
    "CSV cells": lambda chance: ("july.csv", csv_text(damaged_rows(chance), chance.choice(",;\t")).encode()),
    "XLSX bytes": lambda chance: ("july.xlsx", damaged_bytes(XLSX, chance)),
    "XLSX parts": lambda chance: ("july.xlsx", damaged_part(chance.choice([XLSX, RAW, SHEETS]), chance)),
    "XLSX cells": lambda chance: ("july.xlsx", damaged_cells(chance)),
    "methodology": lambda chance: ("rules.toml", damaged_rules(chance)),
}


def outcome(folder, kind, seed):
    """Return what became of one damaged file: "rated" or "refused"; whatever else happens is raised."""
    chance = random.Random(f"{kind} {seed}")
    name, content = KINDS[kind](chance)
    path = write(folder, name, content)
    options = {"population": "kz-2023", "skip_invalid": chance.random() < 0.3}
    pages = path
    if kind == "methodology":
        pages = write(folder, "july.csv", csv_bytes(CLEAN))
        options["methodology"] = str(path)
    with limited():
        try:
            prepared = prepare_file(pages, **options)
            rating = rate_prepared(prepared)
        except GovrankError as error:
            ended = "refused" if getattr(error, "problems", True) else "refused without a word"
        else:
            ended = "rated"
            if kind == "XLSX parts" and not options["skip_invalid"]:
                compare_with_openpyxl(content, rating)
        if seed % 5 == 0:
            say(pages, path, kind, chance)
    return ended


def say(pages, path, kind, chance):
    """Run a command over the file: it ends with a code of its own, and says nothing of Python's."""
    command = chance.choice([["score"], ["score", "-f", "json"], ["check"], ["check", "-f", "json"], ["check", "-q"]])
    rules = ["--methodology", path] if kind == "methodology" else []
    ended = run(*command, pages, "--population", "kz-2023", "--lang", chance.choice(["en", "ru", "kk"]), *rules)

    assert ended.code in (0, 1, 2), ended
    assert "Traceback" not in ended.err, ended
    assert "GOVRANK_DEBUG" not in ended.err, ended
    assert not set(ended.out + ended.err) & set("\x00\x1b\u202e"), ended
    assert ended.code == 0 or command[0] == "check" or (ended.out == "" and ended.err != ""), ended


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
    """Hold the figures of a rated workbook against what another reader sees in it."""
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


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_rated_or_refused(tmp_path, kind):
    ended = [outcome(tmp_path, kind, seed) for seed in range(60)]

    assert "refused" in ended


@pytest.mark.parametrize(
    "make", [csv_bytes, xlsx, lambda rows: written_by_openpyxl({"a": rows})], ids=["csv", "raw", "xlsx"]
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


def test_four_times_the_wrong_rows_take_about_four_times_as_long(tmp_path):
    """One problem a row must not cost a look at all the others: a million such rows would be a hang."""

    def seconds(number):
        rows = [HEADER, *(["Атырау", f"network {n}", 5000, 5, 7, 8] for n in range(number))]
        path = write(tmp_path, "july.csv", csv_bytes(rows))
        start = time.process_time()
        with pytest.raises(DataError):
            rate_file(path, population="kz-2023")
        return time.process_time() - start

    seconds(100)  # imports
    assert seconds(32_000) < 9 * seconds(8_000)


def main(runs, seed):
    """Damage `runs` files and print each that ended otherwise than it should."""
    failed = 0
    counts = {}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")
        for number in range(runs):
            kind = list(KINDS)[number % len(KINDS)]
            try:
                ended = outcome(Path(folder), kind, seed + number)
            except (Exception, HangError) as error:  # this is what is looked for
                failed += 1
                ended = "failed"
                last = traceback.extract_tb(error.__traceback__)[-1]
                print(f"{kind} {seed + number}: {error!r:.300} at {last.filename}:{last.lineno}")  # noqa: T201
            counts[kind, ended] = counts.get((kind, ended), 0) + 1
    for (kind, ended), number in sorted(counts.items()):
        print(f"{kind:14} {ended:8} {number}")  # noqa: T201
    return failed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(sys.argv[2]) if len(sys.argv) > 2 else 0) > 0)
