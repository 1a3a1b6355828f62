"""Numbers as people type them, read strictly: ambiguous ones are refused."""

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
    """Return whether a text is a date, or a month of a year, as spreadsheet programs and people write them.

    >>> [is_date_text(text) for text in ("01.07.2020", "1 июля 2020 г.", "июл.20", "12-May", "марта", "1 200")]
    [True, True, True, True, False, False]
    """
    return _DATE.fullmatch(text) is not None


SPACES = " \u00a0\u202f\u2009"  # ordinary, no-break, narrow no-break, thin
LARGEST = 10**12
LONGEST_NUMBER = 60  # longer than any accepted number; int() of thousands of digits would raise its own error

_MULTIPLIED = re.compile(r"(?P<number>.*?[0-9])\s*(?P<unit>k|к|тыс|мың|m|м|млн)\.?", re.IGNORECASE)
_MULTIPLIERS = {"k": 10**3, "к": 10**3, "тыс": 10**3, "мың": 10**3, "m": 10**6, "м": 10**6, "млн": 10**6}
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]{1,3}")
_SPACED = re.compile(r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:[.,](?P<fraction>[0-9]+))?")


def _proposed(code: str, proposal: str, wording: str = "proposal") -> Problem:
    """Return the problem of a cell that can only mean one number."""
    return Problem(code, wording=wording, args={"proposal": proposal})


def refused_text(text: str, *, whole: bool) -> Problem:
    """Return why a text is not a number.

    Args:
        whole: whether its column has whole numbers.
    """
    if len(text) > LONGEST_NUMBER:
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
    """Return the spaces and invisible characters of a text that are not between groups of digits, each once.

    >>> [f"U+{ord(space):04X}" for space in odd_spaces("12\\u2007345 678")]
    ['U+2007']
    """
    return list(
        dict.fromkeys(
            letter for letter in text if letter not in SPACES and unicodedata.category(letter) in ("Zs", "Cf")
        )
    )


def _spaced(text: str, *, whole: bool) -> str:
    """Return a text with unusual spaces replaced if that makes it a number, else an empty text."""
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
_THOUSANDS = re.compile("[1-9][0-9]{0,2}")  # what can come before a single group of three digits
_OTHER = {",": ".", ".": ","}
_Number = TypeVar("_Number", int, Decimal)

DecimalSign = Literal[",", "."]

_LOOKED_AT = 10_000  # rows checked for a unit behind every figure
MOST_DIGITS = 15  # a thousand times the largest accepted number
SMALLEST = Decimal("1e-30")  # finer than any count; quotients of such figures stay well inside a float's range


class Role(Enum):
    """The role of a comma or dot in a figure; UNSURE if the figure alone does not show it, as in `1,234`."""

    NONE = ""
    DECIMAL = "decimal"
    GROUP = "group"
    UNSURE = "unsure"

    def __bool__(self) -> bool:
        return self is not Role.NONE


class NumberMark(NamedTuple):
    """A comma or dot of a figure, and its role."""

    role: Role
    sign: str


NO_MARK = NumberMark(Role.NONE, "")


@dataclass(frozen=True)
class Notation:
    """How the figures of a column are written.

    Attributes:
        decimal: the decimal sign, "," or "."; "" if the column does not show it.
        given: whether the user gave it, so that figures with another one are wrong.
        percent: whether each figure ends with a percent sign, which is then the column's unit.
        unsure: indexes of the figures with an ambiguous mark, if `decimal` is "".
    """

    decimal: str = ""
    given: bool = False
    percent: bool = False
    unsure: tuple[int, ...] = ()

    def contradicts(self, mark: NumberMark) -> bool:
        """Return whether a mark certainly contradicts the user's decimal sign."""
        certain = mark.role in (Role.DECIMAL, Role.GROUP)
        return self.given and certain and (mark.sign == self.decimal) != (mark.role is Role.DECIMAL)


UNKNOWN = Notation()


def notation_of(cells: Sequence[Cell], given: DecimalSign | None = None, *, whole: bool = False) -> Notation:
    """Return how a column's figures are written, judging by the unambiguous ones.

    A thousands separator shows that the other mark is the decimal sign, except among whole numbers, where people mix
    both and fractions are errors.

    >>> notation_of(["1,234", "0,5"]).decimal, notation_of(["1,234", "12"]).unsure
    (',', (0,))

    Args:
        given: the decimal sign, if the user gives it.
        whole: whether the column has whole numbers.
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
    """Return whether every figure ends with a percent sign."""
    if not any(type(cell) is str and "%" in cell for cell in cells[:_LOOKED_AT]):
        return False
    figures = [cell for cell in cells if not has_no_figure(cell)]
    return all(isinstance(cell, str) and cell.rstrip().endswith("%") for cell in figures)


def _mark(text: str) -> NumberMark:
    """Return the role of a text's mark, judging by the text alone."""
    if "," not in text and "." not in text:
        return NO_MARK
    match = _GROUPED.fullmatch(text.strip().rstrip("%").rstrip()) if len(text) <= LONGEST_NUMBER else None
    return NO_MARK if match is None else _mark_of(match)


def _mark_of(match: re.Match[str]) -> NumberMark:
    group, sign, fraction = match["group"], match["mark"], match["fraction"]
    if fraction is None:
        return NumberMark(Role.GROUP, group) if group in _OTHER else NO_MARK
    if group == sign:
        return NO_MARK  # as in 1,234,56, which is not a number
    if group is None and len(fraction) == 3 and _THOUSANDS.fullmatch(match["whole"]):
        return NumberMark(Role.UNSURE, sign)
    return NumberMark(Role.DECIMAL, sign)


def two_readings(cell: str) -> tuple[str, str]:
    """Return both readings of a figure with a mark before exactly three digits.

    >>> two_readings("3.422")
    ('3422', '3.422')
    """
    digits = cell.strip().rstrip("%").rstrip()
    return re.sub("[.,]", "", digits), digits.replace(",", ".")


Whole = Annotated[int, Field(strict=True, ge=0, le=LARGEST)]
Amount = Annotated[Decimal, Field(strict=True, ge=0, le=LARGEST)]
_COLUMNS: dict[type, Any] = {int: list[Whole | None], Decimal: list[Amount | None]}
_OUT_OF_BOUNDS = {"greater_than_equal": Problem("negative"), "less_than_equal": Problem("too-large")}
_CHUNK = 1 << 14  # numbers at a time: pydantic's errors for a million at once would not fit into memory


@cache
def _column_of(number: type) -> TypeAdapter[Any]:
    return TypeAdapter(_COLUMNS[number])


def out_of_bounds(numbers: Sequence[int | Decimal | None], number: type = int) -> dict[int, Problem]:
    """Return the problems of numbers of one type that cannot be counts, by index.

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
    """Return the whole numbers in cells, and the problems of the others by index.

    Missing and wrong numbers are None. A problem proposes a correction if that is certain, and has no place yet.

    >>> read_wholes(["12 345", "1.234", "7.0", 7.0, "–"])
    ([12345, 1234, 7, 7, None], {})
    >>> [(i, problem.key, problem.args) for i, problem in read_wholes(["5", "12k"])[1].items()]
    [(1, 'not-whole/proposal', {'proposal': '12000'})]
    """
    return _without_wrong([_whole(cell, notation) for cell in cells], int)


def read_decimals(
    cells: Sequence[Cell], notation: Notation = UNKNOWN
) -> tuple[list[Decimal | None], dict[int, Problem]]:
    """Return the numbers in cells, which may have fractions, like `read_wholes`.

    A single comma or dot is the decimal sign, except that `1,234` is ambiguous: there the column's notation decides.
    A float is read as its shortest decimal, which is what a person sees in the cell.
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
    match = _GROUPED.fullmatch(text[:LONGEST_NUMBER])
    if match is None or len(text) > LONGEST_NUMBER:
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
    match = _GROUPED.fullmatch(text[:LONGEST_NUMBER])
    if match is None or len(text) > LONGEST_NUMBER:
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
