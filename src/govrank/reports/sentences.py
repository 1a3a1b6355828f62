"""Sentences for problems and errors, in the reader's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from govrank.collect.times import two_dates
from govrank.methodology.assessment import Condition, Gate
from govrank.methodology.fields import BEFORE
from govrank.population.names import region_label
from govrank.problems import (
    CODES,
    MOST_ALIKE,
    CommandError,
    GovrankError,
    OutputError,
    Problem,
    Undone,
    counted,
    grouped,
    kind_of,
    shortened,
    unlike,
    weightiest,
)
from govrank.read.numbers import odd_spaces, two_readings
from govrank.scoring.pages import Reason
from govrank.text.catalogue import Catalogue, Lang, label_in
from govrank.text.catalogue import words as words_of
from govrank.text.numbers import decimals_for, number_text

MOST_LINES = 50
MOST_VALUES = 3
_LONGEST_VALUE = 60


def printable(text: str) -> str:
    """Return a text with every character visible: control codes and direction marks never reach a terminal.

    >>> printable("a\\x1b[31mb\\n")
    'a␛[31mb␊'
    """
    if text.isprintable():
        return text
    return "".join(_visible(letter) for letter in text)


FORMULA_SIGNS = "=+-@＝＋－＠"  # programs treat East Asian full-width signs like plain ones
_NO_BREAK = re.compile("([\u00a0\u202f])")


def printable_spaced(text: str) -> str:
    """Return a text with every character visible, keeping its no-break spaces.

    >>> printable_spaced("12\\u202f345\\u00a0%\\x00")
    '12\\u202f345\\xa0%␀'
    """
    if text.isprintable():
        return text
    return "".join(part if _NO_BREAK.fullmatch(part) else printable(part) for part in _NO_BREAK.split(text))


def _visible(letter: str) -> str:
    if letter.isprintable():
        return letter
    code = ord(letter)
    if code < 0x20:  # Unicode has a picture for each C0 control, 0x2400 above it
        return chr(0x2400 + code)
    if unicodedata.category(letter) == "Zs":
        return " "
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # Python's own notation


def quoted(text: object, *, whole: bool = False) -> str:
    """Return a text in quotes, with every character visible; a long one is cut unless `whole`."""
    value = printable(str(text))
    if len(value) > _LONGEST_VALUE and not whole:
        value = f"{value[: _LONGEST_VALUE - 1]}…"
    return f"'{value}'"


def joined(names: Sequence[object], words: Catalogue, how: str = "or") -> str:
    """Return names as a list in words: 'a', 'b' or 'c'."""
    texts = [quoted(name) for name in names]
    if len(texts) < 2:  # one name needs no conjunction
        return "".join(texts)
    return ", ".join(texts[:-1]) + words.say(f"list.{how}") + texts[-1]


_QUOTED = (
    "value",
    "column",
    "page",
    "heading",
    "text",
    "region",
    "name",
    "sheet",
    "path",
    "table",
    "file",
    "key",
)
_SIZES = ("rows", "columns", "amount", "people", "total")  # of omitted items: there may be millions
_COMPUTED = ("computed", "median")  # our own figures; those of files are quoted as written
_ALL_OF = ("headings", "sheets", "columns", "names")
_PAGE_COLUMNS = ("region", "platform", "page")


def filled(args: Mapping[str, object], words: Catalogue) -> dict[str, object]:
    """Return a message's values in words: quoted, joined, and figures as the language writes them."""
    values: dict[str, object] = {}
    for name, value in args.items():
        if name == "value" and isinstance(value, list):
            more = ", …" if len(value) > MOST_VALUES else ""
            values[name] = ", ".join(quoted(one) for one in value[:MOST_VALUES]) + more
        elif name == "reason" and isinstance(value, list):
            values[name] = "; ".join(dict.fromkeys(reason_text(one, words) for one in value))
        elif isinstance(value, (list, tuple)):
            values[name] = joined(value, words, "and" if name in _ALL_OF else "or")
        elif isinstance(value, Problem):  # another place
            values[name] = problem_place(value, words)
        elif isinstance(value, Reason):
            values[name] = reason_text(value, words)
        elif name in _SIZES and isinstance(value, (int, float)):
            values[name] = number_text(value, words.lang, decimals_for([value]))
        elif name in _COMPUTED:
            values[name] = str(value).replace(".", words.say("language.decimal"))
        elif name in _QUOTED:
            values[name] = quoted(value, whole=name in ("path", "file"))
        else:
            values[name] = printable(str(value)) if isinstance(value, str) else value
    return values


def problem_message(problem: Problem, words: Catalogue) -> str:
    """Return what is wrong, in words."""
    return _say("problem", problem, words)


def problem_hint(problem: Problem, words: Catalogue) -> str | None:
    """Return what to do about it, in words, or None."""
    return _say("hint", problem, words) if f"hint.{problem.key}" in words else None


def _say(part: str, problem: Problem, words: Catalogue) -> str:
    args: dict[str, Any] = dict(problem.args)
    args.setdefault("value", problem.value if problem.value is not None else "")
    args.setdefault("cell", problem.cell or "")
    args.setdefault("heading", words.say("template.excluded"))
    values = filled(args, words)
    values.setdefault("column", problem.column or "")
    takes = CODES[problem.code].takes(problem.wording)
    if problem.code == "missing-column":
        headings = problem.args.get("headings")
        if isinstance(headings, list):
            values["headings"] = joined(headings, words, "and" if problem.wording == "header" else "or")
    if "first" in takes:
        values["first"], second = two_readings(str(args["value"]))
        values["second"] = second.replace(".", words.say("language.decimal"))
    if problem.code == "ambiguous-date":
        values["first"], values["second"] = two_dates(str(args["value"]))
    if "space" in takes:  # it looks like others, so it is named by its code point
        value = "".join(map(str, args["value"])) if isinstance(args["value"], list) else str(args["value"])
        values["space"] = ", ".join(f"U+{ord(letter):04X}" for letter in odd_spaces(value.strip()))
    if problem.code in ("ambiguous-region", "contains-more"):  # a packaged table's region is known by its English name
        for name in ("near", "region"):
            near = args.get(name, [])
            names = near if isinstance(near, (list, tuple)) else [near]
            values[name] = joined([region_label(str(one), words.lang) for one in names], words, "or")
    if problem.code == "no-source":
        values["columns"] = joined([count_name(one, words) for one in args["columns"]], words, "and")
    return words.say(f"{part}.{problem.key}", **values)


def problem_place(problem: Problem, words: Catalogue, alike: Sequence[Problem] = ()) -> str:
    """Return where a problem is; `alike` are the same problem in further cells, the first few of which are listed."""
    parts = [printable(problem.file)] if problem.file else []
    if problem.sheet is not None:
        parts.append(words.say("where.sheet", sheet=printable(problem.sheet)))
    code = CODES[problem.code]
    if alike and code.of == "column":
        first = ", ".join(printable(other.column or "") for other in alike[:MOST_ALIKE])
        parts.append(words.say("where.columns", n=len(alike), first=first))
    elif alike:
        kind = "cells" if problem.cell is not None else "lines" if code.of == "line" else "rows"
        first = ", ".join(str(other.cell or other.row) for other in alike[:MOST_ALIKE])
        parts.append(words.say(f"where.{kind}", n=sum(1 + other.alike for other in alike), first=first))
    elif problem.cell is not None and problem.row is not None:
        parts.append(problem.cell)
    elif problem.row is not None:
        parts.append(words.say("where.line" if code.of == "line" else "where.row", row=problem.row))
    elif problem.cell is not None:
        parts.append(problem.cell)
    place = ", ".join(parts)
    if problem.column and problem.wording not in code.names_column:
        place += f" ({printable(problem.column)})"
    return place


def problem_line(problem: Problem, words: Catalogue, alike: Sequence[Problem] = ()) -> str:
    """Return a problem on one line: severity, place, message, hint and code.

    The first word and the code are the same in every language, for scripts.
    """
    problem = _for_all(problem, alike)
    hint = problem_hint(problem, words)
    said = problem_message(problem, words) + (f"; {hint}" if hint else "")
    place = problem_place(problem, words, alike)
    return f"{problem.severity}: {place}{': ' if place else ''}{said} [{problem.code}]"


def _for_all(problem: Problem, alike: Sequence[Problem]) -> Problem:
    """Return a problem that stands for several cells: with some of their values, and without a single cell's remedy."""
    if alike and CODES[problem.code].of == "column":
        return replace(problem, wording="many", column=None, cell=None)
    values = list(dict.fromkeys(other.value for other in alike if other.value is not None))
    if problem.for_many and any(unlike(problem, other) for other in alike):
        return replace(problem, wording=problem.for_many, args={**problem.args, "value": values})
    if len(values) < 2 or "value" in problem.args:  # one value stands for all
        return problem
    wording = {"proposal": "", "space": "odd-space"}.get(problem.wording, problem.wording)
    return replace(problem, wording=wording, args={**problem.args, "value": values})


def problem_text(problem: Problem, lang: Lang = "en") -> str:
    """Return a problem in one line of a language, as the commands say it.

    >>> print(problem_text(Problem("negative", "july.xlsx", cell="D7", column="posts", value="-4")))
    error: july.xlsx, D7 (posts): '-4' is negative; a count cannot be below 0 [negative]
    """
    return problem_line(problem, words_of(lang))


def said_groups(problems: Sequence[Problem], words: Catalogue) -> tuple[list[Sequence[Problem]], list[str]]:
    """Return problems, the same together and errors first, at most `MOST_LINES`; and lines that count the others.

    Of similar problems in several files, the first few are listed, and the others counted.
    """
    groups, alike = shortened(grouped(problems))
    kept = [groups[i] for i in weightiest(groups, MOST_LINES)]
    kinds = set(map(kind_of, kept))
    alike = [rest for rest in alike if kind_of(rest[0]) in kinds]
    lines = [
        _alike_line([one for group in rest for one in group], words)
        for rest in sorted(alike, key=lambda rest: rest[0][0].severity != "error")
    ]
    more = counted(problems) - sum(map(counted, kept)) - sum(counted(group) for rest in alike for group in rest)
    return [*kept], [*lines, words.say("summary.more", n=more)] if more else lines


def _alike_line(alike: Sequence[Problem], words: Catalogue) -> str:
    """Return the line that counts problems of several files, or of several sheets of one."""
    one, files = alike[0], {problem.file for problem in alike}
    unit, n = ("files", len(files)) if len(files) > 1 else ("sheets", len({problem.sheet for problem in alike}))
    column = f" ({printable(one.column)})" if one.column else ""
    said = words.say("summary.alike", n=counted(alike), where=words.say(f"count.{unit}", n=n))
    return f"{one.severity}: {said}{column} [{one.code}]"


def group_line(group: Sequence[Problem], words: Catalogue) -> str:
    """Return the line of a group of equal problems."""
    return problem_line(group[0], words, group if len(group) > MOST_ALIKE else ())


def problem_lines(problems: Sequence[Problem], words: Catalogue) -> list[str]:
    """Return problems as lines, errors first, at most `MOST_LINES` of them, then the number of others."""
    groups, more = said_groups(problems, words)
    return [*(group_line(group, words) for group in groups), *more]


def count_name(count: str | None, words: Catalogue) -> str:
    """Return a column's name in a language; a file's own column keeps its name."""
    if count and count.startswith(BEFORE):
        return words.say("counts.before", count=count_name(count.removeprefix(BEFORE), words))
    key = f"counts.{count}"
    return words.say(key) if key in words else count or ""


def column_name(column: str, words: Catalogue) -> str:
    """Return any known column's name in a language; a file's own column keeps its heading.

    >>> [column_name(column, words_of("ru")) for column in ("platform", "posts", "Отрасль")]
    ['соцсеть', 'посты', 'Отрасль']
    """
    return words.say(f"table.{column}").lower() if column in _PAGE_COLUMNS else count_name(column, words)


def counted_name(count: str, number: float | Fraction, words: Catalogue) -> str | None:
    """Return what a column counts in the form after a number; None for a file's own column.

    >>> [counted_name("posts", number, words_of("ru")) for number in (1, 4, 5, 1.25)]
    ['пост', 'поста', 'постов', 'поста']
    """
    key = f"counts.of.{count}"
    if key not in words:
        return None
    return words.say(key, n=int(number) if number == int(number) else 2)  # fractions take the form of 2


def reason_text(reason: Reason, words: Catalogue) -> str:
    """Return why a page is excluded, in words."""
    if reason.text:
        return reason.text
    if reason.gates:
        return "; ".join(gate_text(gate, words) for gate in reason.gates)
    args = dict(reason.args)
    problem = args.get("problem")
    if isinstance(problem, Problem):
        args["problem"] = _published(problem, words)
    if isinstance(args.get("count"), str):
        args["count"] = count_name(str(args["count"]), words)
        args["number"] = str(args.get("number", "")).replace(".", words.say("language.decimal"))
    return words.say(f"reason.{reason.wording}", **args)


def gate_text(gate: Gate, words: Catalogue) -> str:
    """Return why a page fails a gate: the gate's label, else its condition.

    >>> silent = Gate(key="silent", when={"count": "days_since_last_post", "above": 14})
    >>> gate_text(silent, words_of("en")) == condition_text(silent.when, words_of("en"))
    True
    """
    return label_in(gate.label, words.lang) if gate.label else condition_text(gate.when, words)


def condition_text(condition: Condition, words: Catalogue) -> str:
    """Return a condition in words."""
    count = count_name(condition.of, words)
    if condition.is_ is not None:
        return words.say("condition.is", count=count, answer=words.say(f"answer.{condition.is_}"))
    how, bound = condition.comparison
    number = number_text(float(bound), words.lang, decimals_for([float(bound)]))
    return words.say(f"condition.{how}", count=count, number=number)


def _published(problem: Problem, words: Catalogue) -> str:
    """Return what is wrong with a row for readers of a rating, who see neither the file nor its columns' names."""
    if f"reason.problem.{problem.key}" not in words:
        said = problem_message(problem, words)
        named = problem.column and problem.wording not in CODES[problem.code].names_column
        return f"{column_name(problem.column or '', words)}: {said}" if named else said
    args = dict(problem.args)
    for part in ("divisor", "counted"):
        if part in args:
            args[part] = " + ".join(column_name(name, words) for name in str(args[part]).split(" + "))
    args["amount"] = args.get("number")
    return _say("reason.problem", replace(problem, args=args), words)


def error_lines(error: GovrankError, words: Catalogue, undone: Undone = "rated") -> list[str]:
    """Return the lines that a command prints for an error before it ends; `undone` is what it was to do."""
    problems = getattr(error, "problems", None)
    if problems is not None:
        return [*problem_lines(problems, words), *summary_lines(problems, words, undone)]
    if isinstance(error, CommandError):
        values = filled(error.args_named, words)
        said = words.say(f"command.{error.wording}", **values)
        if error.args_named.get("near"):
            said += "; " + words.say("command.near", near=values["near"])
        elif error.args_named.get("known"):
            more = values.get("more", 0)
            kind = "command.known.more" if isinstance(more, int) and more > 0 else "command.known"
            said += "; " + words.say(kind, known=values["known"], n=more)
        elif "help" in values:
            said += "; " + words.say("command.help", help=values["help"])
        return [f"error: {said}"]
    if isinstance(error, OutputError):
        said = words.say("output.failed", path=quoted(error.path, whole=True), reason=error.reason)
        return [f"error: {said}"]
    return [f"error: {error}"]


def summary_lines(problems: Sequence[Problem], words: Catalogue, undone: Undone) -> list[str]:
    """Return the number of errors, and what is not done because of them; nothing if there are none."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if not errors:
        return []
    file = printable(", ".join(dict.fromkeys(problem.file for problem in errors if problem.file)))
    kinds = {CODES[problem.code].undone.get(problem.wording, undone) for problem in errors}
    undone = kinds.pop() if len(kinds) == 1 else undone
    kind = "summary.problems" if undone == "rated" else f"summary.problems.{undone}"
    return [words.say(kind, n=counted(errors), file=file)]
