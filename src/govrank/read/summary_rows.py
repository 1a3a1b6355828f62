"""Rows that are not pages: totals, and notes below the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from govrank.large import starts_of
from govrank.problems import Problem
from govrank.read.headings import COUNTS, known_column
from govrank.read.table import MISSING_TEXTS, Cell, Grid, is_missing, tidy_text
from govrank.text.catalogue import in_every_language
from govrank.text.spelling import look_alike_key, plain_key, without_marks

_OWN = sorted(in_every_language("population.template.total"))  # output is read back
_TOTAL_STARTS = (
    *_OWN,
    "итог", "общий", "всего", "барлы", "жиын", "жалпы", "total", "grand", "sum",
    "сумм", "средн", "в средн", "медиан", "орташа", "қосынды", "average", "avg", "mean", "median", "σ", "∑",
)  # fmt: skip
_MONTHS = (
    "январ", "феврал", "март", "апрел", "май", "мая", "мае", "июн", "июл", "август", "сентябр", "октябр", "ноябр",
    "декабр", "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
    "желтоқсан", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_COUNTED = (
    "страниц", "аккаунт", "канал", "акимат", "регион", "област", "строк", "парақша", "өңір", "облыс", "pages",
    "accounts", "regions", "rows",
)  # fmt: skip


_MEANS = (
    "сумма", "среднее", "среднее значение", "в среднем", "медиана", "қосынды", "орташа", "орташа мән", "sum", "average",
    "avg", "mean", "median", "σ", "∑",
)  # fmt: skip
_COUNTRIES = (
    "казахстан", "республика казахстан", "рк", "қазақстан", "қазақстан республикасы", "қр", "kazakhstan",
    "россия", "российская федерация", "рф", "беларусь", "республика беларусь", "узбекистан", "кыргызстан",
    "russia", "belarus", "uzbekistan", "страна", "по стране", "по республике", "все регионы", "барлық өңірлер",
    "all regions",
)  # fmt: skip


def _word(*words: str) -> str:
    """Return a pattern of words, in the letters of `look_alike_key`."""
    return "(?:" + "|".join(look_alike_key(word) for word in words) + ")"


# labels that mean a total whatever follows; with at most a remark behind them; or followed by what they count
_ALWAYS = re.compile(rf"{_word('итого', 'общий итог', 'жиыны', 'grand total', 'sum total')}(?!\w)")
_LABEL = re.compile(
    rf"{_word('итог', 'всего', 'барлығы', 'жалпы', 'total', 'totals', *_MEANS, *_OWN)}"
    rf"(?P<rest>\W*|\s*[:–—-].*|\s*\(.*|\s+{_word('по', 'за', 'for', 'бойынша')}\s.*|\s+бойынша\W*)"
)
_BARES = (
    "итого", "общий итог", "итог", "всего", "барлығы", "жиыны", "жалпы", "total", "totals", "grand total", "сумма",
    "среднее", "среднее значение", "в среднем", "орташа", "қосынды", "average", "σ", "∑",
    *_OWN,
)  # fmt: skip
_BARE = re.compile(_word(*_BARES) + r"\W*")
_OF = re.compile(rf"{_word('всего', 'барлығы', 'жалпы', 'total')}[\s,]+(?P<what>.+)")
_PERIOD = re.compile(rf"(?:(?:19|20)\d\d|{_word(*_MONTHS)}\w{{0,2}})(?!\w).*")
_THINGS = re.compile(rf"\d*\s*{_word(*_COUNTED)}.*")


_COUNTRY_KEYS = frozenset(map(look_alike_key, _COUNTRIES))


def is_total(cell: Cell) -> bool:
    """Return whether a cell is the label of a total row.

    >>> [is_total(text) for text in ("ИТОГО:", "Общий итог", "Всего подписчиков", "Итоги недели", "Всего хорошего")]
    [True, True, True, False, False]
    """
    if not isinstance(cell, str):
        return False
    key = look_alike_key(without_marks(cell))
    if _ALWAYS.match(key) or _LABEL.fullmatch(key):
        return True
    of = _OF.fullmatch(key)
    if of is None:
        return False
    what = of["what"]
    return bool(_PERIOD.fullmatch(what) or _THINGS.fullmatch(what)) or known_column(what) in COUNTS


def is_whole_country(text: str) -> bool:
    """Return whether a region's name means all regions together.

    >>> [is_whole_country(text) for text in ("Республика Казахстан", "ҚР", "Западно-Казахстанская область")]
    [True, True, False]
    """
    return look_alike_key(without_marks(text)) in _COUNTRY_KEYS


def is_bare_total(cell: Cell) -> bool:
    """Return whether a cell is only the label of a total row, which cannot be a page's name.

    >>> [is_bare_total(text) for text in ("Итого:", "Всего¹", "Total (Kazakhstan)")]
    [True, True, False]
    """
    return isinstance(cell, str) and _BARE.fullmatch(look_alike_key(without_marks(cell))) is not None


_NOTE_STARTS = ("источник", "примеч", "прим", "сноск", "справ", "дереккөз", "ескерт", "source", "note", "n.b", "nb")
_NOTE_MARKS = "*†‡§¹²³"
_NOTE = re.compile(
    r"(?:источники?|примечани[ея]|прим|сноск[аи]|справочно|дереккөз(?:дері|і)?|дереккөздер|ескерту(?:лер)?|ескертпе(?:лер)?|"
    r"sources?|notes?|n\.?\s?b)(?:(?: [\w,]+){0,3}\s*[:.–—-].*|\s*\d.*)?"
)


def is_note(cell: Cell) -> bool:
    """Return whether a cell, alone in its row, is a note on the table.

    >>> [is_note(text) for text in ("Источник: БНС", "* на 1 июля", "Примечание 1.", "Источник новостей")]
    [True, True, True, False]
    """
    if not isinstance(cell, str) or not cell.strip():
        return False
    return cell.strip()[0] in _NOTE_MARKS or bool(_NOTE.fullmatch(plain_key(cell)))


_TEXTS_OF_A_PAGE = 3  # its name, its region and its network
_MISSING_STARTS = frozenset(text[:letters] for text in MISSING_TEXTS for letters in (0, 1, 2))
_STARTS = frozenset(look_alike_key(start)[:2] for start in (*_TOTAL_STARTS, *_NOTE_STARTS))


def without_summary_rows(table: Grid) -> Grid:
    """Return the table without its total and note rows, with a warning for each.

    A row is a total if its first text is a total's label; a page may have a similar name, but then its region and its
    network are texts too. A row is a note if its only cell is one.
    """
    problems = {}
    for i in sorted(_looked_at(table)):
        cells = _filled_cells(table, i)
        texts = [cell for cell in cells if _is_text(cell)]
        if texts and is_total(texts[0]) and (len(texts) < _TEXTS_OF_A_PAGE or is_bare_total(texts[0])):
            problems[i] = table.problem("total-row", i, text=tidy_text(texts[0]))
        elif len(cells) == 1 and is_note(cells[0]):
            problems[i] = table.problem("note-row", i, text=tidy_text(cells[0]))
    if not problems:
        return table
    numbers = {problem.row for problem in problems.values()}
    # problems of such a row concern no page
    others = (other for other in table.problems if other.code != "ragged-row" or other.row not in numbers)
    kept = table.keep_rows([i for i in range(len(table.rows)) if i not in problems])
    return replace(kept, problems=(*others, *problems.values()))


def _is_text(cell: Cell) -> bool:
    """Return whether a cell holds a text that is neither a figure nor a sign for a missing one."""
    return isinstance(cell, str) and not is_missing(cell) and not cell[:1].isdecimal()


def _looked_at(table: Grid) -> set[int]:
    """Return the rows in which any cell is the label of a total or a note."""
    found: set[int] = set()
    for column in table.columns:
        if isinstance(column, np.ndarray):
            continue
        starts = _starts_of(column)
        labels = {text for text in _beginning(column, starts) if is_total(text) or is_note(text)}
        if labels:
            found.update(i for i, cell in enumerate(column) if isinstance(cell, str) and cell in labels)
        if all(map(_begins_text, starts)):
            break  # this column has the first text of every row, and excludes notes
    return found


def likely_labels(cells: Sequence[Cell]) -> set[str]:
    """Return the texts that begin like the label of a total or a note."""
    return _beginning(cells, _starts_of(cells))


def _starts_of(cells: Sequence[Cell]) -> set[str]:
    """Return the first two letters of texts, "" for other cells: a million page names have few beginnings."""
    try:
        return starts_of(cells, 2)  # type: ignore[arg-type]  # a TypeError where one is no text
    except TypeError:
        return {cell[:2] if isinstance(cell, str) else "" for cell in cells}


def _begins_text(start: str) -> bool:
    """Return whether cells that begin so are texts, neither figures nor signs for missing ones."""
    return not start[:1].isdecimal() and start.strip().casefold() not in _MISSING_STARTS


def _beginning(cells: Sequence[Cell], starts: Iterable[str]) -> set[str]:
    likely = tuple(start for start in starts if _may_begin(start))
    return {cell for cell in cells if isinstance(cell, str) and cell.startswith(likely)} if likely else set()


def _may_begin(start: str) -> bool:
    visible = look_alike_key(start)
    return bool(start) and (len(visible) < 2 or visible in _STARTS or start[0] in _NOTE_MARKS)


def _filled_cells(table: Grid, row: int) -> list[Cell]:
    cells = [column[row] for column in table.columns]
    filled = [int(cell) if isinstance(cell, np.int64) else cell for cell in cells]
    return [cell for cell in filled if cell != "" and tidy_text(cell)]


_LEAST_COLUMNS = 3  # with two, any text with as many commas as lines would look like joined rows


def stray_quotes(table: Grid, used: Mapping[int, str]) -> list[Problem]:
    """Return problems of cells with a line's end and a separator: errors if rows are lost, else one warning a column.

    A cell of a used column never contains both. In another column it may be a text of several lines, unless it contains
    exactly as many separators as joined rows would have.

    Args:
        used: names of the columns that identify a row, by index.
    """
    if not table.separator:
        return []
    problems: list[Problem] = []
    for column, cells in enumerate(table.columns):
        if isinstance(cells, np.ndarray):
            continue
        suspects = [i for i, cell in enumerate(cells) if _has_lines(cell) and table.separator in str(cell)]
        joined = [i for i in suspects if column in used or _is_joined(str(cells[i]), table)]
        problems += [
            table.problem("stray-quote", i, column, used.get(column), lines=_ends(str(cells[i])) + 1) for i in joined
        ]
        if len(joined) < len(suspects):
            first = next(i for i in suspects if i not in {*joined})
            problems.append(table.problem("several-lines", first, column, n=len(suspects) - len(joined)))
    return problems


def _has_lines(cell: Cell) -> bool:
    return isinstance(cell, str) and ("\n" in cell or "\r" in cell)


def _ends(text: str) -> int:
    return text.count("\n") or text.count("\r")


def _is_joined(text: str, table: Grid) -> bool:
    width = table.positions[-1] + 1
    return width >= _LEAST_COLUMNS and text.count(table.separator) == _ends(text) * (width - 1)
