"""When a post was published: times as tools write them, and the time zone of the period."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from govrank.large import PlainTexts, seconds_of
from govrank.problems import CommandError
from govrank.read.numbers import MONTH_WORDS
from govrank.read.table import Cell, ColumnCells, is_missing
from govrank.text.period import DateOrder, shown_orders

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Seconds = npt.NDArray[np.int64]
Kinds = npt.NDArray[np.int8]
DAY = 86_400  # seconds
EDGE = 14 * 3600  # seconds, the largest difference of zones: only posts this close to an edge depend on the zone

# Zone abbreviations as CrowdTangle writes them, in hours from UTC. Ambiguous ones are those of the tool's users: CST
# is American and BST British time.
ZONE_WORDS: dict[str, float] = {
    "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "BRT": -3, "BRST": -2, "ART": -3, "WET": 0, "WEST": 1, "BST": 1,
    "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "GST": 4, "UZT": 5, "ALMT": 6, "ICT": 7, "JST": 9,
    "AEST": 10, "AEDT": 11, "ACST": 9.5, "ACDT": 10.5, "AWST": 8, "NZST": 12, "NZDT": 13,
}  # fmt: skip

_DATE = (
    r"(?P<iso>[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2})"
    r"|(?P<mixed>[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{4}|[0-9]{2}))"
    rf"|(?P<d>[0-9]{{1,2}})\.?[\s-]+(?P<dm>{'|'.join(MONTH_WORDS)})\.?,?[\s-]+(?P<dy>[0-9]{{4}})(?:\s?(?:г|года|ж)\.?)?"
    rf"|(?P<mm>{'|'.join(MONTH_WORDS)})\.?\s+(?P<md>[0-9]{{1,2}}),?\s+(?P<my>[0-9]{{4}})"
)
_CLOCK = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?:\s?(?P<half>[AP])\.?M\.?)?"
)
_ZONE = r"(?P<zone>(?:UTC|GMT)?[+\u2212-][0-9]{1,2}(?::?[0-9]{2})?|[A-Z]{1,5})"
_STAMP = re.compile(rf"(?:{_DATE})(?:(?:T|,?\s+){_CLOCK}(?:\s*{_ZONE})?)?", re.IGNORECASE)
_TIME_OF_DAY = re.compile(_CLOCK, re.IGNORECASE)
_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+\u2212-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?")
_PLAIN = "2026-07-01 10:00:00"
_PLAIN_LENGTH = len(_PLAIN)
_DAY_LETTERS = 10  # of a time's text
_LONGEST = 60  # letters that any time has
_MOST_ZONES = 8  # zones after the times of a column that is read at once
_FIRST_UNIX, _FIRST_MILLI, _LAST_MILLI = 10**8, 10**11, 10**14  # seconds from 1973 on, then milliseconds

CLOCK, INSTANT, WHOLE_DAY = 0, 1, 2
"""The kind of a time: a local time of unknown zone, an instant, or a day."""


class TimeError(ValueError):
    """A cell that is not a time, with the problem's code and wording."""

    def __init__(self, code: str, wording: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.wording = wording


class Stamp(NamedTuple):
    """A time: seconds since 1970 on its own clock or, for an instant, in UTC; and its kind."""

    seconds: int
    kind: int


@dataclass(frozen=True)
class Times:
    """The times of a column.

    Attributes:
        seconds, kinds: shape (rows,); 0 if missing.
        missing: indexes of the rows without one.
        wrong: problems by the cell's index.
        unsure: indexes of the cells with ambiguous dates.
    """

    seconds: Seconds
    kinds: Kinds
    missing: tuple[int, ...] = ()
    wrong: tuple[tuple[int, TimeError], ...] = ()
    unsure: tuple[int, ...] = ()


def offset_of(zone: str) -> int | None:
    """Return the seconds that a zone's abbreviation or offset is ahead of UTC; None if unknown.

    >>> offset_of("EDT"), offset_of("+05:30"), offset_of("UTC+6"), offset_of("XYZ")
    (-14400, 19800, 21600, None)
    """
    word = zone.strip().upper()
    if word in ZONE_WORDS:
        return int(ZONE_WORDS[word] * 3600)
    match = _OFFSET.fullmatch(word)
    if match is None or int(match["hours"]) > 14 or int(match["minutes"] or 0) > 59:
        return None
    seconds = int(match["hours"]) * 3600 + int(match["minutes"] or 0) * 60
    return seconds if match["sign"] == "+" else -seconds


def read_times(column: ColumnCells, order: DateOrder | None = None, zone: int | None = None) -> Times:
    """Read a column of times, of texts, dates or seconds since 1970.

    Dates such as 03/04/2026 are read in the user's order, else in that of the column's unambiguous dates. Unlike in a
    column of periods, dots do not imply an order: a misread day would silently drop a post, and `--dates` can set it.

    Args:
        zone: seconds ahead of UTC for times without a zone; None if unknown.
    """
    if isinstance(column, np.ndarray):
        return _unix_times(column.tolist())
    plain = _plain_times(column, zone)
    if plain is not None:
        return plain
    orders = dict.fromkeys("-/.", order) if order else shown_orders(_dates(column))
    days_only = all(_is_day(cell) for cell in column if not isinstance(cell, str) or not is_missing(cell))
    seconds, kinds = np.zeros(len(column), np.int64), np.zeros(len(column), np.int8)
    missing, wrong, unsure = [], [], []
    for i, cell in enumerate(column):
        try:
            stamp = _stamp(cell, orders, zone, days_only)
        except TimeError as error:
            unsure += [i] if error.code == "ambiguous-date" else []
            wrong += [] if error.code == "ambiguous-date" else [(i, error)]
            continue
        if stamp is None:
            missing.append(i)
        else:
            seconds[i], kinds[i] = stamp
    return Times(seconds, kinds, tuple(missing), tuple(wrong), tuple(unsure))


def _unix_times(cells: Sequence[int]) -> Times:
    seconds, kinds = np.zeros(len(cells), np.int64), np.full(len(cells), INSTANT, np.int8)
    wrong = []
    for i, cell in enumerate(cells):
        try:
            seconds[i] = _unix(cell)
        except TimeError as error:
            wrong.append((i, error))
    return Times(seconds, kinds, wrong=tuple(wrong))


def _unix(number: int) -> int:
    if _FIRST_UNIX <= number < _FIRST_MILLI:
        return number
    if _FIRST_MILLI <= number < _LAST_MILLI:
        return number // 1000
    raise TimeError("not-a-time")


def _plain_times(column: Sequence[Cell], zone: int | None) -> Times | None:
    """Read times if all are written as 2026-07-01 10:00:00, with or without a zone; else return None.

    Most tools write these, and a million of them are read at once.
    """
    if isinstance(column, PlainTexts) and (seconds := seconds_of(column)) is not None:
        return Times(seconds - (zone or 0), np.full(len(seconds), CLOCK if zone is None else INSTANT, np.int8))
    try:
        texts: list[str] = list(map(str.strip, column))  # type: ignore[arg-type]  # a TypeError for what is no text
    except TypeError:
        return None
    if not texts or min(map(len, texts)) < _PLAIN_LENGTH:
        return None
    zones = [""]
    if max(map(len, texts)) > _PLAIN_LENGTH:
        zones = [text[_PLAIN_LENGTH:].strip() for text in texts]
        texts = [text[:_PLAIN_LENGTH] for text in texts]
    words = set(zones)
    if len(words) > _MOST_ZONES:
        return None
    offsets = {word: zone if not word else offset_of(word) for word in words}
    if any(word and offset is None for word, offset in offsets.items()) or not _are_plain(texts):
        return None
    try:
        seconds = np.array(texts, dtype="datetime64[s]").astype(np.int64)
    except ValueError:
        return None  # an impossible day or hour: reading cell by cell finds it
    ahead = [offsets[word] for word in zones]  # one for all if no time has its own
    kinds = np.array([CLOCK if one is None else INSTANT for one in ahead], dtype=np.int8)
    behind = seconds - np.array([one or 0 for one in ahead], dtype=np.int64)
    return Times(behind, np.broadcast_to(kinds, seconds.shape).copy())


def _are_plain(texts: Sequence[str]) -> bool:
    """Return whether texts of a plain time's length have digits and marks in the right positions."""
    try:
        letters = np.frombuffer("".join(texts).encode("ascii"), np.uint8).reshape(-1, _PLAIN_LENGTH)
    except UnicodeEncodeError:
        return False
    for at, sign in enumerate(_PLAIN):
        column = letters[:, at]
        if sign.isdecimal():
            fits = (column >= ord("0")) & (column <= ord("9"))
        else:
            fits = (column == ord(sign)) | (column == ord("T") if sign == " " else False)
        if not fits.all():
            return False
    return True


def _is_day(cell: Cell) -> bool:
    if isinstance(cell, dt.datetime):
        return cell.time() == dt.time()
    return isinstance(cell, dt.date) or (isinstance(cell, str) and ":" not in cell)


def _dates(column: Sequence[Cell]) -> Iterator[tuple[int, int, str]]:
    """Yield the first and the second figure, and the mark, of dates that may show the order of day and month."""
    for cell in set(column):
        date = _mixed(cell) if isinstance(cell, str) else None
        if date is not None and len(date[3]) == 4:
            yield date[:3]


def _mixed(text: str) -> tuple[int, int, str, str] | None:
    """Return the first and the second figure of a date that does not begin with its year, the mark, and the year."""
    match = _STAMP.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None or match["mixed"] is None:
        return None
    first, mark, second, _mark, year = re.split(r"([-/.])", match["mixed"])
    return int(first), int(second), mark, year


def two_dates(text: str) -> tuple[str, str]:
    """Return both readings of a date, day first and month first.

    >>> two_dates("03/04/2026 10:00")
    ('2026-04-03', '2026-03-04')
    """
    first, second, _mark, year = _mixed(text) or (0, 0, "", "")
    year = year if len(year) == 4 else f"20{year}"
    return f"{year}-{second:02d}-{first:02d}", f"{year}-{first:02d}-{second:02d}"


def _stamp(cell: Cell, orders: Mapping[str, DateOrder], zone: int | None, days_only: bool) -> Stamp | None:
    """Return the time that a cell holds; None if missing.

    Raises:
        TimeError: it is not a time, or is ambiguous.
    """
    if isinstance(cell, bool):
        raise TimeError("not-a-time")
    if isinstance(cell, (int, float)):
        if not float(cell).is_integer():
            raise TimeError("not-a-time")
        return Stamp(_unix(int(cell)), INSTANT)
    if isinstance(cell, dt.datetime):
        clock = calendar.timegm(cell.timetuple())
        if cell.tzinfo is not None:
            return Stamp(calendar.timegm(cell.utctimetuple()), INSTANT)
        return Stamp(clock, WHOLE_DAY) if days_only else _placed(clock, zone)
    if isinstance(cell, dt.date):
        return Stamp(calendar.timegm(cell.timetuple()), WHOLE_DAY)
    if not isinstance(cell, str):
        raise TimeError("not-a-time")
    if is_missing(cell):
        return None
    text = cell.strip()
    if text.isascii() and text.isdecimal() and len(text) < _LONGEST:
        return Stamp(_unix(int(text)), INSTANT)
    match = _STAMP.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        raise TimeError("not-a-time")
    day = _day(match, orders)
    if match["hour"] is None:
        return Stamp(day, WHOLE_DAY)
    seconds = day + _clock(match)
    if match["zone"] is None:
        return _placed(seconds, zone)
    ahead = offset_of(match["zone"])
    if ahead is None:
        raise TimeError("not-a-time", "zone")
    return Stamp(seconds - ahead, INSTANT)


def _placed(seconds: int, zone: int | None) -> Stamp:
    return Stamp(seconds, CLOCK) if zone is None else Stamp(seconds - zone, INSTANT)


def _day(match: re.Match[str], orders: Mapping[str, DateOrder]) -> int:
    if match["iso"] is not None:
        year, month, day = map(int, re.split(r"[-/.]", match["iso"]))
    elif match["mixed"] is not None:
        year, month, day = _ordered(match["mixed"], orders)
    elif match["d"] is not None:
        year, month, day = int(match["dy"]), _month(match["dm"]), int(match["d"])
    else:
        year, month, day = int(match["my"]), _month(match["mm"]), int(match["md"])
    try:
        return calendar.timegm(dt.date(year, month, day).timetuple())
    except ValueError:
        raise TimeError("not-a-time") from None


def _ordered(text: str, orders: Mapping[str, DateOrder]) -> tuple[int, int, int]:
    parts = re.split(r"[-/.]", text)
    first, second = int(parts[0]), int(parts[1])
    order = orders.get(text[len(parts[0])])
    if order == "ymd":
        if len(parts[2]) == 4:
            raise TimeError("not-a-time", "order")
        return 2000 + first, second, int(parts[2])
    year = int(parts[2]) if len(parts[2]) == 4 else 2000 + int(parts[2])
    if order is None:
        if len(parts[2]) == 2 or (first <= 12 and second <= 12 and first != second):
            raise TimeError("ambiguous-date")
        return (year, second, first) if first > 12 else (year, first, second)
    day, month = (first, second) if order == "dmy" else (second, first)
    if month > 12 >= day:
        raise TimeError("not-a-time", "order")
    return year, month, day


@cache
def _months() -> list[re.Pattern[str]]:
    return [re.compile(words, re.IGNORECASE) for words in MONTH_WORDS]


def _month(word: str) -> int:
    return next(number for number, words in enumerate(_months(), 1) if words.fullmatch(word))


def _clock(match: re.Match[str]) -> int:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if match["half"] is not None:
        if not 1 <= hour <= 12:
            raise TimeError("not-a-time")
        hour = hour % 12 + (12 if match["half"].upper() == "P" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise TimeError("not-a-time")
    return hour * 3600 + minute * 60 + second


def seconds_of_day(cell: Cell) -> int | None:
    """Return the time of day that a cell holds, in seconds; None if missing.

    Raises:
        TimeError: it is not a time of day.
    """
    if isinstance(cell, dt.time):
        return cell.hour * 3600 + cell.minute * 60 + cell.second
    if isinstance(cell, str):
        if is_missing(cell):
            return None
        match = _TIME_OF_DAY.fullmatch(cell.strip()) if len(cell) <= _LONGEST else None
        if match is not None:
            return _clock(match)
    raise TimeError("not-a-time")


def time_zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name.

    Raises:
        CommandError: there is no such time zone.
    """
    import zoneinfo

    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        from govrank.text.spelling import similar_names

        near = similar_names(name, zoneinfo.available_timezones()) if len(name) <= _LONGEST else []
        raise CommandError(
            "no-such-timezone", name=name, near=near, known=["Asia/Almaty", "Europe/Moscow", "UTC"]
        ) from None


def local_seconds(seconds: Seconds, kinds: Kinds, zone: ZoneInfo | None) -> Seconds:
    """Return times as the clock of a zone shows them, in seconds since 1970 on that clock.

    Times without a zone are already on that clock.
    """
    if zone is None or not (kinds == INSTANT).any():
        return seconds
    import pandas as pd

    instants = pd.DatetimeIndex(seconds.astype("datetime64[s]")).tz_localize("UTC")
    local = instants.tz_convert(zone).tz_localize(None).as_unit("s").asi8
    return np.where(kinds == INSTANT, local, seconds)


def seconds_text(seconds: int) -> str:
    """Return a time in ISO format.

    >>> seconds_text(1593604800)
    '2020-07-01 12:00:00'
    """
    return f"{dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds):%Y-%m-%d %H:%M:%S}"


def day_text(seconds: int) -> str:
    """Return the day of a time."""
    return seconds_text(seconds)[:10]


def time_texts(local: Seconds, kinds: Kinds) -> list[str]:
    """Return times in ISO format; days without a time of day stay days."""
    texts = [text.replace("T", " ") for text in np.datetime_as_string(local.astype("datetime64[s]")).tolist()]
    days = set(np.flatnonzero(kinds == WHOLE_DAY).tolist())
    return [text[:_DAY_LETTERS] if at in days else text for at, text in enumerate(texts)] if days else texts
