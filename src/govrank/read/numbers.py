"""Numbers as people type them, read strictly: what could mean two things is refused."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

import numpy as np
from pydantic import Field, TypeAdapter, ValidationError

from govrank.problems import Problem, values_and_problems
from govrank.read.table import Cell, ErrorValue, PlainColumn, Uncalculated, has_no_figure

# One row a month: its names in English, Russian and Kazakh, each with the endings it takes in a date.
MONTH_WORDS = (
    "jan(?:uary)?|янв(?:ар[ьяе])?|қаңтар",
    "feb(?:ruary)?|фев(?:р(?:ал[ьяе])?)?|ақп(?:ан)?",
    "mar(?:ch)?|мар(?:т[ае]?)?|нау(?:рыз)?",
    "apr(?:il)?|апр(?:ел[ьяе])?|сәу(?:ір)?",
    "may|ма[йяе]|мам(?:ыр)?",
    "june?|июн[ьяе]?|мау(?:сым)?",
    "july?|июл[ьяе]?|шіл(?:де)?",
    "aug(?:ust)?|авг(?:уст[ае]?)?|там(?:ыз)?",
    "sept?(?:ember)?|сент?(?:ябр[ьяе])?|қыр(?:күйек)?",
    "oct(?:ober)?|окт(?:ябр[ьяе])?|қаз(?:ан)?",
    "nov(?:ember)?|ноя(?:б(?:р[ьяе])?)?|қар(?:аша)?",
    "dec(?:ember)?|дек(?:абр[ьяе])?|жел(?:тоқсан)?",
)
"""The names of each month as patterns, January first."""
_MONTHS = "|".join(MONTH_WORDS)
_GAP = r"[\s.,/-]*"
_TIME = r"(?:[T\s]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:\s?[AP]M)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_YEAR_WORD = r"(?:\s*(?:г|год|года|ж|жыл|жылы|жылғы)\.?)?"
_DATE = re.compile(
    rf"(?:[0-9]{{1,4}}([-./])[0-9]{{1,2}}\1[0-9]{{1,4}}"
    rf"|[0-9]{{4}}[-/][0-9]{{1,2}}|[0-9]{{1,2}}/[0-9]{{2,4}}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?{_GAP}(?:{_MONTHS})(?:{_GAP}(?:[0-9]{{4}}|[0-9]{{2}}))?"
    rf"|(?:{_MONTHS}){_GAP}[0-9]{{1,2}}(?:st|nd|rd|th)?{_GAP}[0-9]{{4}}"
    rf"|(?:{_MONTHS}){_GAP}(?:[0-9]{{4}}|[0-9]{{1,2}})"
    rf"|[0-9]{{4}}{_YEAR_WORD}{_GAP}[0-9]{{0,2}}{_GAP}(?:{_MONTHS})"
    rf")\.?{_YEAR_WORD}{_TIME}",
    re.IGNORECASE,
)


def is_date_text(text: str) -> bool:
    """Say whether a text is a day, or a month of a year, in the ways that spreadsheet programs and people write them.

    >>> [is_date_text(text) for text in ("01.07.2020", "1 июля 2020 г.", "июл.20", "12-May", "марта", "1 200")]
    [True, True, True, True, False, False]
    """
    return _DATE.fullmatch(text) is not None


SPACES = " \u00a0\u202f\u2009"  # ordinary, no-break, narrow no-break, thin
LARGEST = 10**12
LONGEST_TEXT = 60  # no accepted number is longer; int() of thousands of digits would raise its own error

_MULTIPLIED = re.compile(r"(?P<number>.*?[0-9])\s*(?P<unit>k|к|тыс|мың|m|м|млн)\.?", re.IGNORECASE)
_MULTIPLIERS = {"k": 10**3, "к": 10**3, "тыс": 10**3, "мың": 10**3, "m": 10**6, "м": 10**6, "млн": 10**6}
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]{1,3}")
_SPACED = re.compile(r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:[.,](?P<fraction>[0-9]+))?")


def _proposed(code: str, proposal: str, wording: str = "proposal") -> Problem:
    """Return the problem of a cell that can only have meant one number."""
    return Problem(code, wording=wording, args={"proposal": proposal})


def refused_text(text: str, *, whole: bool) -> Problem:
    """Say why a text is no number.

    Args:
        whole: whether its column is one of whole numbers.
    """
    if len(text) > LONGEST_TEXT:
        return Problem("not-a-number")
    if text.casefold() in ("true", "false", "истина", "ложь"):
        return Problem("not-a-number", wording="truth")
    if text.startswith("="):
        return Problem("formula-without-value")
    if re.fullmatch(r"#[A-ZА-Я0-9/]+[!?]?|Err:[0-9]+", text):
        return Problem("error-value")
    if odd_spaces(text):
        proposal = _spaced(text, whole=whole)
        return (
            _proposed("not-a-number", proposal, "space") if proposal else Problem("not-a-number", wording="odd-space")
        )
    multiplied = _MULTIPLIED.fullmatch(text)
    if multiplied is not None:
        number = multiplied["number"].replace(",", ".")
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", number) and not re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", number):
            meant = Decimal(number) * _MULTIPLIERS[multiplied["unit"].casefold()]
            if meant == int(meant):
                return _proposed("not-whole" if whole else "not-a-number", str(int(meant)))
        return Problem("not-whole" if whole else "not-a-number")
    if _SCIENTIFIC.fullmatch(text):
        meant = Decimal(text.replace(",", "."))
        if 0 <= meant <= LARGEST and meant == int(meant):
            return _proposed("not-a-number", str(int(meant)))
    if is_date_text(text):
        return Problem("date-in-number")
    return Problem("not-a-number")


def odd_spaces(text: str) -> list[str]:
    """Return the spaces and invisible signs of a text that do not stand between groups of digits, each once.

    >>> [f"U+{ord(space):04X}" for space in odd_spaces("12\\u2007345 678")]
    ['U+2007']
    """
    return list(
        dict.fromkeys(
            letter for letter in text if letter not in SPACES and unicodedata.category(letter) in ("Zs", "Cf")
        )
    )


def _spaced(text: str, *, whole: bool) -> str:
    """Return the number that a text is once its odd spaces are ordinary ones; an empty text where it is none."""
    replaced = {letter: " " if letter.isspace() else "" for letter in (*odd_spaces(text), *SPACES)}
    plain = "".join(replaced.get(letter, letter) for letter in text)
    match = _SPACED.fullmatch(plain)
    if match is None or (match["fraction"] is not None and (whole or len(match["fraction"]) == 3)):
        return ""
    digits = match["whole"].replace(" ", "")
    return digits if match["fraction"] is None else f"{digits}.{match['fraction']}"


APOSTROPHES = "'\u2019"

_GROUPED = re.compile(
    rf"(?P<sign>[-+\u2212\u2013\u2014])?(?P<whole>[0-9]+|[1-9][0-9]{{0,2}}(?:(?P<group>[{SPACES}{APOSTROPHES}.,])[0-9]{{3}})"
    rf"(?:(?P=group)[0-9]{{3}})*)(?:(?P<mark>[.,])(?P<fraction>[0-9]+))?"
)
_THOUSANDS = re.compile("[1-9][0-9]{0,2}")  # what can stand before a single group of three digits
_OTHER = {",": ".", ".": ","}
_Number = TypeVar("_Number", int, Decimal)

DecimalSign = Literal[",", "."]

_LOOKED_AT = 10_000  # rows: a unit that is written behind every figure is to be seen in these
MOST_DIGITS = 15  # a thousandfold of the largest number that is accepted
SMALLEST = Decimal("1e-30")  # nobody counts finer; quotients of such figures stay well inside what a float holds


class Role(Enum):
    """What a comma or dot in a figure is; UNSURE where the figure alone does not show it, as in `1,234`."""

    NONE = ""
    DECIMAL = "decimal"
    GROUP = "group"
    UNSURE = "unsure"

    def __bool__(self) -> bool:
        return self is not Role.NONE


class Mark(NamedTuple):
    """A comma or dot of a figure, and what it is."""

    role: Role
    sign: str


NO_MARK = Mark(Role.NONE, "")


@dataclass(frozen=True)
class Notation:
    """How the figures of a column are written.

    Attributes:
        decimal: the decimal sign, "," or "."; "" where nothing in the column shows it.
        given: whether the user says which it is, so that a figure with another one is wrong.
        percent: whether each figure has a percent sign behind it, which is then the column's unit.
        unsure: indexes of the figures whose mark could be either, where `decimal` is "".
    """

    decimal: str = ""
    given: bool = False
    percent: bool = False
    unsure: tuple[int, ...] = ()

    def contradicts(self, mark: Mark) -> bool:
        """Say whether a mark is certainly another one than the user says."""
        certain = mark.role in (Role.DECIMAL, Role.GROUP)
        return self.given and certain and (mark.sign == self.decimal) != (mark.role is Role.DECIMAL)


UNKNOWN = Notation()


def notation_of(cells: Sequence[Cell], given: DecimalSign | None = None, *, whole: bool = False) -> Notation:
    """Return how a column's figures are written, by those that can be read in one way only.

    A mark that divides thousands shows that the other one is the decimal sign; not so among whole numbers, where
    people mix both, and a fraction would be an error.

    >>> notation_of(["1,234", "0,5"]).decimal, notation_of(["1,234", "12"]).unsure
    (',', (0,))

    Args:
        given: the decimal sign, where the user says it.
        whole: whether the column is one of whole numbers.
    """
    marks = {i: mark for i, cell in enumerate(cells) if type(cell) is str and (mark := _mark(cell)).role}
    shown = {*marks.values()}
    groups = {mark.sign for mark in shown if mark.role is Role.GROUP}
    signs = {mark.sign for mark in shown if mark.role is Role.DECIMAL}
    signs = signs - groups if whole else signs | {_OTHER[sign] for sign in groups}
    decimal = given or (signs.pop() if len(signs) == 1 else "")
    evident = groups if whole else set()
    unsure = (i for i, mark in marks.items() if mark.role is Role.UNSURE and not decimal and mark.sign not in evident)
    return Notation(decimal, given is not None, _in_percent(cells), tuple(unsure))


def _in_percent(cells: Sequence[Cell]) -> bool:
    """Say whether every figure has a percent sign behind it."""
    if not any(type(cell) is str and "%" in cell for cell in cells[:_LOOKED_AT]):
        return False
    figures = [cell for cell in cells if not has_no_figure(cell)]
    return all(isinstance(cell, str) and cell.rstrip().endswith("%") for cell in figures)


def _mark(text: str) -> Mark:
    """Return what the mark of a text is by the text alone."""
    if "," not in text and "." not in text:
        return NO_MARK
    match = _GROUPED.fullmatch(text.strip().rstrip("%").rstrip()) if len(text) <= LONGEST_TEXT else None
    return NO_MARK if match is None else _mark_of(match)


def _mark_of(match: re.Match[str]) -> Mark:
    group, sign, fraction = match["group"], match["mark"], match["fraction"]
    if fraction is None:
        return Mark(Role.GROUP, group) if group in _OTHER else NO_MARK
    if group == sign:
        return NO_MARK  # as in 1,234,56, which is no number
    if group is None and len(fraction) == 3 and _THOUSANDS.fullmatch(match["whole"]):
        return Mark(Role.UNSURE, sign)
    return Mark(Role.DECIMAL, sign)


def two_readings(cell: str) -> tuple[str, str]:
    """Return both numbers that a figure with a mark before exactly three digits could be.

    >>> two_readings("3.422")
    ('3422', '3.422')
    """
    digits = cell.strip().rstrip("%").rstrip()
    return re.sub("[.,]", "", digits), digits.replace(",", ".")


Whole = Annotated[int, Field(strict=True, ge=0, le=LARGEST)]
Amount = Annotated[Decimal, Field(strict=True, ge=0, le=LARGEST)]
_COLUMNS: dict[type, Any] = {int: list[Whole | None], Decimal: list[Amount | None]}
_OUT_OF_BOUNDS = {"greater_than_equal": Problem("negative"), "less_than_equal": Problem("too-large")}
_CHUNK = 1 << 14  # numbers: pydantic's errors for a million at once would not fit into memory


@cache
def _column_of(number: type) -> TypeAdapter[Any]:
    return TypeAdapter(_COLUMNS[number])


def out_of_bounds(numbers: Sequence[int | Decimal | None], number: type = int) -> dict[int, Problem]:
    """Return what is wrong with the numbers of one type that no count can be, by their indexes.

    >>> [problem.code for problem in out_of_bounds([5, -1, None, 10**13]).values()]
    ['negative', 'too-large']
    """
    wrong = {}
    for start in range(0, len(numbers), _CHUNK):
        try:
            _column_of(number).validate_python(numbers[start : start + _CHUNK])
        except ValidationError as error:
            for entry in error.errors(include_url=False, include_context=False, include_input=False):
                wrong[start + int(entry["loc"][0])] = _OUT_OF_BOUNDS[entry["type"]]
    return wrong


def read_wholes(cells: Sequence[Cell], notation: Notation = UNKNOWN) -> tuple[list[int | None], dict[int, Problem]]:
    """Return the whole numbers that cells hold, and what is wrong with the others by their indexes.

    A missing number is None, and so is a wrong one. A problem says what to write where that is certain, and has
    no place yet.

    >>> read_wholes(["12 345", "1.234", "7.0", 7.0, "–"])
    ([12345, 1234, 7, 7, None], {})
    >>> [(i, problem.key, problem.args) for i, problem in read_wholes(["5", "12k"])[1].items()]
    [(1, 'not-whole/proposal', {'proposal': '12000'})]
    """
    return _without_wrong([_whole(cell, notation) for cell in cells], int)


def read_decimals(
    cells: Sequence[Cell], notation: Notation = UNKNOWN
) -> tuple[list[Decimal | None], dict[int, Problem]]:
    """Return the numbers, perhaps with fractions, that cells hold, as `read_wholes` does.

    One comma or dot is the decimal sign, except that `1,234` could be either: there the column's notation decides.
    A float is exactly the shortest decimal that it is written as, which is what a person sees in the cell.
    """
    return _without_wrong([_decimal(cell, notation) for cell in cells], Decimal)


def _without_wrong(
    read: list[_Number | Problem | None], number: type[_Number]
) -> tuple[list[_Number | None], dict[int, Problem]]:
    numbers, wrong = values_and_problems(read)
    if beyond := out_of_bounds(numbers, number):
        wrong = dict(sorted((wrong | beyond).items()))
        numbers = [None if i in beyond else value for i, value in enumerate(numbers)]
    return numbers, wrong


def plain_numbers(cells: Sequence[Cell]) -> PlainColumn | None:
    """Return texts or whole numbers as an array, if each is at most 15 ASCII digits (or such an int); else None."""
    try:
        together = "".join(cells)  # type: ignore[arg-type]  # a TypeError for anything that is no text is the answer
    except TypeError:
        whole = all(type(cell) is int and 0 <= cell <= LARGEST for cell in cells)
        return np.array(cells, dtype=np.int64) if whole else None
    if not (together.isascii() and together.isdecimal()):
        return None
    lengths = {*map(len, cells)}  # type: ignore[arg-type]  # all are texts
    if 0 in lengths or max(lengths) > MOST_DIGITS:
        return None
    return np.array([*map(int, cells)], dtype=np.int64)  # type: ignore[arg-type]


def _whole(cell: Cell, notation: Notation) -> int | Problem | None:
    if isinstance(cell, str):
        return None if has_no_figure(cell) else _whole_of_text(cell.strip(), notation)
    number = _number_of_typed(cell)
    if isinstance(number, float):
        return int(number) if number.is_integer() else Problem("not-whole", wording="number")
    return number


def _decimal(cell: Cell, notation: Notation) -> Decimal | Problem | None:
    if isinstance(cell, str):
        if has_no_figure(cell):
            return None
        text = cell.strip()
        number = _decimal_of_text(text.rstrip("%").rstrip() if notation.percent else text, notation)
    else:
        typed = _number_of_typed(cell)
        number = typed if isinstance(typed, Problem) else Decimal(repr(typed))
    return Problem("too-small") if isinstance(number, Decimal) and 0 < number < SMALLEST else number


def _number_of_typed(cell: Cell) -> int | float | Problem:
    if isinstance(cell, bool):
        return Problem("not-a-number", wording="truth")
    if isinstance(cell, ErrorValue):
        return Problem("error-value")
    if isinstance(cell, Uncalculated):
        return Problem("formula-without-value")
    if isinstance(cell, (dt.date, dt.time, dt.timedelta)):
        return Problem("date-in-number")
    if isinstance(cell, float) and not np.isfinite(cell):
        return Problem("not-a-number")
    return cell if isinstance(cell, (int, float)) else Problem("not-a-number")


def _whole_of_text(text: str, notation: Notation) -> int | Problem:
    match = _GROUPED.fullmatch(text[:LONGEST_TEXT])
    if match is None or len(text) > LONGEST_TEXT:
        return refused_text(text, whole=True)
    whole = int(re.sub(r"[^0-9]", "", match["whole"]))
    if match["sign"] == "+":
        return Problem("not-a-number") if match["fraction"] is not None else _proposed("not-a-number", str(whole))
    mark = _mark_of(match)
    if notation.contradicts(mark):
        return _proposed("not-a-number", notation.decimal, "mark")
    if match["fraction"] is not None:
        if match["group"] == match["mark"] or match["sign"] is not None:
            return Problem("not-a-number")
        if mark.role is Role.UNSURE and mark.sign != notation.decimal:
            return int(match["whole"] + match["fraction"])
        if match["fraction"].strip("0"):
            return Problem("not-whole")
    return whole if match["sign"] is None else Problem("negative")


def _decimal_of_text(text: str, notation: Notation) -> Decimal | Problem:
    match = _GROUPED.fullmatch(text[:LONGEST_TEXT])
    if match is None or len(text) > LONGEST_TEXT:
        return refused_text(text, whole=False)
    if match["sign"] is not None:
        return Problem("negative" if match["sign"] != "+" else "not-a-number")
    whole, fraction = re.sub(r"[^0-9]", "", match["whole"]), match["fraction"]
    mark = _mark_of(match)
    if notation.contradicts(mark):
        return _proposed("not-a-number", notation.decimal, "mark")
    if fraction is None:
        return Decimal(whole)
    if match["group"] == match["mark"]:
        return Problem("not-a-number")
    if mark.role is Role.UNSURE and mark.sign != notation.decimal:
        return Decimal(whole + fraction) if notation.decimal else Problem("ambiguous-number")
    return Decimal(f"{whole}.{fraction}")
