"""Texts that are dates: what a spreadsheet program made of `1.7`, or a person wrote into the wrong column."""

from __future__ import annotations

import re

# One row a month: its names in English, Russian and Kazakh, each with the endings it takes in a date.
_MONTHS = "|".join(
    (
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
)
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
