"""Periods: which days a name stands for, which month a text names, and how readers call a period."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from govrank.text.catalogue import Catalogue
from govrank.text.spelling import name_key


def _last_week(year: int) -> int:
    """Return the number of a year's last ISO week: 28 December is always in it."""
    return date(year, 12, 28).isocalendar().week


def days_of(period: str) -> int | None:
    """Return the days of a year, half-year, quarter, month or week; None for any other name.

    >>> [days_of(name) for name in ("2020", "2020-H1", "2021-Q1", "2020-02", "2020-W07", "May 2021", "July")]
    [366, 182, 90, 29, 7, 31, None]
    """
    days = dates_of(period)
    return None if days is None else (days[1] - days[0]).days + 1


def dates_of(period: str) -> tuple[date, date] | None:
    """Return the first and the last day of a year, half-year, quarter, month or week; None for any other name.

    >>> [str(day) for day in dates_of("2020-W07")]
    ['2020-02-10', '2020-02-16']
    """
    match = re.fullmatch(
        r"(\d{4})(?:-(?:(?P<half>H[12])|(?P<quarter>Q[1-4])|(?P<week>W\d\d)|(?P<month>\d\d)))?", period
    )
    if match is None or not 1 <= int(match[1]) <= 9999:  # what a calendar knows
        month = month_of(period)
        return None if month is None else dates_of(f"{month[0]}-{month[1]:02}")
    year = int(match[1])
    if match["week"]:
        week = int(match["week"][1:])
        if not 1 <= week <= _last_week(year):
            return None
        monday = date.fromisocalendar(year, week, 1)
        return monday, min(monday, date.max - timedelta(days=6)) + timedelta(days=6)
    first, last = 1, 12
    if match["half"]:
        first, last = (1, 6) if match["half"] == "H1" else (7, 12)
    elif match["quarter"]:
        first = 3 * int(match["quarter"][1]) - 2
        last = first + 2
    elif match["month"]:
        first = last = int(match["month"])
        if not 1 <= first <= 12:  # months
            return None
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def period_key(text: str) -> object:
    """Return a key that is equal for spellings of one period: its days where they are known, else its letters.

    The first day of a month stands for the month, as in spreadsheets.

    >>> period_key("Июль 2020") == period_key("2020-07") == period_key("07.2020") == period_key("2020-07-01")
    True
    """
    month = re.fullmatch(r"(\d{4}-\d\d)-01", text)
    return dates_of(month[1] if month else text) or name_key(text)


DayOrder = Literal["dmy", "mdy"]
DateOrder = Literal["dmy", "mdy", "ymd"]
_DAY_TEXT = re.compile(
    r"(?:([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|([0-9]{1,2})([-/.])([0-9]{1,2})[-/.]([0-9]{4}))"
    r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)


def shown_orders(dates: Iterable[tuple[int, int, str]], dots: DayOrder | None = None) -> dict[str, DayOrder]:
    """Return the order of day and month that dates show, by the mark between their figures.

    Each mark is judged alone, as different people may have written them; if two dates contradict each other, the order
    is unknown.

    Args:
        dates: each its first and its second figure and the mark.
        dots: the order of dates with dots if none of them shows it.

    >>> shown_orders([(25, 4, "."), (3, 4, "/")]), shown_orders([(25, 4, "."), (4, 25, "/")])
    ({'.': 'dmy'}, {})
    """
    marks, shown = set(), set[tuple[str, DayOrder]]()
    for first, second, mark in dates:
        marks.add(mark)
        if (first > 12) != (second > 12):  # months
            shown.add((mark, "dmy" if first > 12 else "mdy"))
    if dots and "." in marks - {mark for mark, _order in shown}:
        shown.add((".", dots))
    return dict(shown) if len({order for _mark, order in shown}) == 1 else {}


def days_written(texts: Iterable[str]) -> dict[str, tuple[date, ...]] | None:
    """Return the days that each text could be, one or two; None if one of them is not a full date.

    Day and month are in the order that some texts show and none contradicts. With dots the day comes first, as is
    usual: there is no option for it, and the months found are shown before one is rated.

    >>> [len(days) for days in days_written(["03/04/2020", "03.04.2020"]).values()]
    [2, 1]
    >>> [str(day) for day, in days_written(["03/04/2020", "31/07/2020"]).values()]
    ['2020-04-03', '2020-07-31']
    """
    read: dict[str, dict[str, date]] = {}
    figures: dict[str, tuple[int, int, str]] = {}
    for text in dict.fromkeys(texts):
        if (match := _DAY_TEXT.fullmatch(text)) is None:
            return None
        year, month, day, first, mark, second, last = match.groups()
        if not year:
            figures[text] = int(first), int(second), mark
        parts = [("", year, month, day)] if year else [("dmy", last, second, first), ("mdy", last, first, second)]
        read[text] = {order: found for order, *one in parts if (found := _date(*map(int, one))) is not None}
        if not read[text]:
            return None
    shown = shown_orders(figures.values(), dots="dmy")
    days = {}
    for text, of in read.items():
        order = shown.get(figures[text][2]) if len(of) > 1 else None
        days[text] = (of[order],) if order else tuple(dict.fromkeys(of.values()))
    return days


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


MONTHS = (
    r"jan(?:uary)?|январ[ьяе]|янв|қаңтар\w{0,4}",
    r"feb(?:ruary)?|феврал[ьяе]|фев|ақпан\w{0,4}",
    r"mar(?:ch)?|март[ае]?|наурыз\w{0,4}",
    r"apr(?:il)?|апрел[ьяе]|апр|сәуір\w{0,4}",
    r"may|ма[йяе]|мамыр\w{0,4}",
    r"june?|июн[ьяе]|маусым\w{0,4}",
    r"july?|июл[ьяе]|шілде\w{0,4}",
    r"aug(?:ust)?|август[ае]?|авг|тамыз\w{0,4}",
    r"sept?(?:ember)?|сентябр[ьяе]|сент?|қыркүйек\w{0,4}|қыркүйег\w{0,4}",
    r"oct(?:ober)?|октябр[ьяе]|окт|қазан\w{0,4}",
    r"nov(?:ember)?|ноябр[ьяе]|нояб?|қараша\w{0,4}",
    r"dec(?:ember)?|декабр[ьяе]|дек|желтоқсан\w{0,4}",
)
_YEAR = r"(?:19|20)\d\d"
_GAP = r"[\s.,_/'’–—-]{0,3}"
_NAMES = "|".join(f"(?P<m{n}>{names})" for n, names in enumerate(MONTHS, 1))
_MONTH = re.compile(rf"(?<![^\W\d_])(?:{_NAMES})(?![^\W\d_])")
_AFTER = re.compile(rf"{_GAP}(?P<year>{_YEAR})(?!\d)(?:\s*(?:года?|год[уе]|г\b\.?))?")
_BEFORE = re.compile(rf"(?<!\d)(?P<year>{_YEAR})(?:\s*(?:года?|г\.?|жыл\w{{0,4}}))?{_GAP}$")
_FIGURES = re.compile(
    rf"(?<![\d.-])(?:(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])|(?P<m>0[1-9]|1[0-2])\.(?P<y>{_YEAR}))(?![\d.-]*\d)"
)
_WHOLE = re.compile(r"(?<!\d)0?1(?:-го)?\s*(?:[-–—]|по|to)\s*(?:28|29|30|31)\s+(?=[^\W\d_])")
_DAY = re.compile(r"\d\s*(?:-?(?:го|ші|шы)|st|nd|rd|th)?\s*$")


def said_period(text: str) -> str:
    """Return the month and year that a text names, as written; an empty text if it names none or several.

    A day is not a month: "на 1 июля 2020" is the date of a count.

    >>> [said_period(text) for text in ("Рейтинг акиматов, июль 2020 г.", "2020 жылғы шілде", "july-2020", "2020-07")]
    ['июль 2020 г.', '2020 жылғы шілде', 'july-2020', '2020-07']
    >>> [said_period(text) for text in ("на 1 июля 2020", "июнь и июль 2020", "July", "1–31 июля 2020 года")]
    ['', '', '', 'июля 2020 года']
    """
    text = unicodedata.normalize("NFC", _WHOLE.sub("", text))  # macOS takes the й of a file's name apart
    low = text.lower()
    found = [said for said, _ in _months(low)]
    return text[slice(*found[0])].strip() if len(found) == 1 and len(low) == len(text) else ""


def month_of(period: str) -> tuple[int, int] | None:
    """Return the year and month of a period that is exactly one month, else None.

    >>> month_of("Июль 2020"), month_of("2020-07"), month_of("Июль 2020 (2)"), month_of("july")
    ((2020, 7), (2020, 7), None, None)
    """
    low = unicodedata.normalize("NFC", period).lower()
    found = _months(low)
    return found[0][1] if len(found) == 1 and found[0][0] == (0, len(low)) else None


def _months(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return each month that a text names with its year: its position, and which month it is.

    If a month lacks its year, as in a span of months, return none.
    """
    found = []
    for match in _FIGURES.finditer(text):
        year, month = match["year"] or match["y"], match["month"] or match["m"]
        found.append((match.span(), (int(year), int(month))))
    for match in _MONTH.finditer(text):
        month = int(str(match.lastgroup)[1:])
        after = _AFTER.match(text, match.end())
        before = _BEFORE.search(text, 0, match.start())
        if after is not None and not _DAY.search(text, 0, match.start()):
            found.append(((match.start(), after.end()), (int(after["year"]), month)))
        elif before is not None:
            found.append(((before.start(), match.end()), (int(before["year"]), month)))
        elif match[0] != "may":  # the number may be out of range
            return []
    return found


def period_text(period: str, words: Catalogue) -> str:
    """Return what a period is called in a language: a month by its name, anything else unchanged.

    >>> from govrank.text.catalogue import words
    >>> [period_text("Июль 2020", words(lang)) for lang in ("en", "ru", "kk")]
    ['July 2020', 'июль 2020', '2020 жылғы шілде']
    """
    found = month_of(period)
    return period if found is None else words.say(f"period.month.{found[1]}", year=found[0])


def edition_name(period: str, words: Catalogue) -> str:
    """Return how a sentence refers to the edition of a period.

    >>> from govrank.text.catalogue import words
    >>> edition_name("2020-06", words("ru")), edition_name("june", words("ru"))
    ('за июнь 2020', '«june»')
    """
    kind = "period.named" if month_of(period) is None else "period.named.month"
    return words.say(kind, period=period_text(period, words))


def date_text(day: str, words: Catalogue) -> str:
    """Return a valid date as a language writes it; any other text unchanged.

    >>> from govrank.text.catalogue import words
    >>> date_text("2020-08-03", words("ru")), date_text("early August", words("ru"))
    ('03.08.2020', 'early August')
    """
    try:
        known = date.fromisoformat(day)
    except ValueError:
        return day
    return words.say("language.date", year=known.year, month=known.month, day=known.day)
