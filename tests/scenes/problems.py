"""Every problem and every error of a command as its line, made from the catalogue's own keys with sample values."""

import string
from dataclasses import replace

from govrank import CommandError, DataError, OutputError, Problem
from inside import Reason, problem_line, reason_text
from said import error_lines, words

NUMBERS = (1, 2, 5)  # one of each plural form that a language has
SAMPLES = {
    "all": 1429,
    "inside": 538,
    "period": "2018-08",
    "amount": 20404,
    "before": "Akimat of Abai",
    "cell": "D7",
    "cells": "D7:D8",
    "column": "followers",
    "columns": ["likes", "shares"],
    "computed": "0.6323",
    "count": "posts",
    "counted": "interactions",
    "divisor": "posts",
    "command": "govrank collect posts.csv --period 2020-07 -o posts-pages.xlsx",
    "encoding": "cp1251",
    "end": "2020-07-31",
    "last": "2020-07-19",
    "expected": "≥ 1",
    "file": "july.xlsx",
    "followers": 39,
    "formats": ["xlsx", "csv", "tsv"],
    "gone": 3,
    "header_row": 4,
    "heading": "Подписчики, тыс.",
    "headings": ["followers", "подписчики"],
    "help": "govrank score --help",
    "key": "indicators.1.key",
    "kind": "list<element: string>",
    "known": ["first", "second", "third"],
    "least": 4,
    "line": 12,
    "lines": 3,
    "median": "12.5",
    "megabytes": 200,
    "more": 7,
    "most": 60,
    "n": 5,
    "name": "akimat",
    "option": "--methodology",
    "sha256": "0" * 64,
    "names": ["Almaty", "BKO"],
    "near": ["akimats", "akimats-2020"],
    "new": "max",
    "now": "Akimat Abai",
    "number": "2",
    "old": "min",
    "other": 693085,
    "people": 9109279,
    "page": "Акимат",
    "pages": 25,
    "path": "july.xlsx",
    "population": 69308,
    "posts": 6,
    "proposal": "12500",
    "reason": "Permission denied",
    "region": "Абай",
    "row": 3,
    "rows": 1_100_000,
    "searched": 20,
    "said": 20400,
    "sheet": "Июль",
    "sheets": ["Июль", "Август"],
    "table": "kz-2023",
    "text": "Итого",
    "times": 566,
    "total": 9109280,
    "unpacked": 512,
    "value": "12,5 тыс.",
}
"""What sentences may name; a name without a sample stands as itself: ‹name›."""

VALUES = {
    "ambiguous-date": "03/07/2020",
    "ambiguous-date/period": "03/07/2020",
    "ambiguous-number": "1,234",
    "ambiguous-number/parts": "1,234",
    "grouped-number": "12,345",
    "not-a-number/space": "12\u200b345",
    "not-a-number/odd-space": "12\u2007345",
}
OWN = {
    "ambiguous-region": {"near": ["г. Алматы", "Алматинская область"]},
    "many-unmatched": {"new": 4, "before": 25, "pages": 25},
    "no-figures": {"pages": ["Акимат", "Абай · vk"]},
    "ragged-row": {"cells": 6, "headings": 5},
    "unknown-region": {"near": ["Атырау", "Абай"]},
    "unknown-region/elsewhere": {"other": "by-2025"},
    "page-left-out": {"reason": [Reason("not ours"), Reason("closed"), Reason("not ours")]},
    "no-pages/left-out": {"reason": Reason(wording="minimum", args={"count": "posts", "least": 4, "number": "2"})},
    "no-pages/invalid": {"reason": Reason(wording="invalid", args={"problem": Problem("negative", value="-4")})},
    "too-big/columns": {"columns": 20_000},
}
"""What some sentences name instead, by their keys or codes."""
OF_RULES = ("methodology",)
NOT_SAID = ("usage-other",)  # says what typer says


def names_in(key, catalogue):
    """Return the names that a message has; none where there is no such message."""
    message = catalogue.messages.get(key, "")
    texts = message.values() if isinstance(message, dict) else [message]
    return {name for text in texts for _text, name, _spec, _how in string.Formatter().parse(text) if name}


def args_of(key, names):
    own = OWN.get(key) or OWN.get(key.partition("/")[0], {})
    return {name: SAMPLES.get(name, f"‹{name}›") for name in sorted(names) if name not in own} | own


def sample_problems(key, catalogue):
    """Return one problem of a kind, `code` or `code/wording`, or one for each number that its sentence counts."""
    code, _, wording = key.partition("/")
    names = names_in(f"problem.{key}", catalogue) | names_in(f"hint.{key}", catalogue)
    args = args_of(key, names - {"value", "cell", "space", "first", "second", "n"})
    if wording.endswith("many"):
        args["value"] = ["1", "2", "3", "4"]
    file, column = ("own.toml", "indicators.1.key") if code in OF_RULES else ("july.csv", "posts")
    value = VALUES.get(key, SAMPLES["value"])
    for n in NUMBERS if "n" in names else [None]:
        counted = {} if n is None else {"n": n}
        yield Problem(code, file, row=7, column=column, value=value, wording=wording, args=args | counted)


def of_kind(catalogue, *starts):
    return [key for key in catalogue.messages if key.startswith(starts)]


def problems(lang):
    """Return every kind of problem as its line on standard error."""
    catalogue = words(lang)
    lines = []
    for key in sorted(key.removeprefix("problem.") for key in of_kind(catalogue, "problem.")):
        lines += dict.fromkeys(problem_line(problem, catalogue) for problem in sample_problems(key, catalogue))
    return lines


def reasons(lang):
    """Return every reason for which a page is left out."""
    catalogue = words(lang)
    for key in of_kind(catalogue, "reason."):
        wording = key.removeprefix("reason.")
        if wording.startswith("problem."):
            kind = wording.removeprefix("problem.")
            names = names_in(f"problem.{kind}", catalogue) | names_in(key, catalogue)
            code, _, said = kind.partition("/")
            problem = Problem(
                code, "july.xlsx", row=7, column="posts", value="0", wording=said, args=args_of(key, names)
            )
            yield reason_text(Reason(wording="invalid", args={"problem": problem}), catalogue)
        elif wording != "invalid":
            yield reason_text(Reason(wording=wording, args=args_of(key, names_in(key, catalogue))), catalogue)


def errors(lang):
    """Return every error of a command, and every last line below problems, as they are said."""
    catalogue = words(lang)
    ends = ("known", "known.more", "near", "help")
    for key in sorted(of_kind(catalogue, "command.")):
        wording = key.removeprefix("command.")
        if wording not in ends and wording not in NOT_SAID:
            yield from error_lines(CommandError(wording, **args_of(wording, names_in(key, catalogue))), catalogue)
    asked = {"name": "akimat", "near": []}
    for more in (
        {"near": ["akimats"]},
        {"known": ["akimats", "bci"]},
        {"known": ["akimats", "bci"], "more": 5},
        {"help": "govrank score --help"},
    ):
        yield from error_lines(CommandError("no-methodology", **asked | more), catalogue)
    yield from error_lines(OutputError("july.csv", "No space left on device"), catalogue)
    for undone in ("rated", "rules", "population", "compared", "written", "collected"):
        for n in NUMBERS:
            wrong = [Problem("no-pages", "july.xlsx", row=row, column=f"c{row}") for row in range(n)]
            yield error_lines(DataError(wrong), catalogue, undone)[-1]
    many = [Problem("negative", "july.csv", row=row, column=f"c{row}", value="-1") for row in range(55)]
    for more in NUMBERS:
        yield error_lines(DataError(many[: 50 + more]), catalogue)[-2]
    for n in (7, 8):
        of_files = [Problem("missing-value", f"{k}.csv", row=2, column="posts", value="") for k in range(n)]
        of_sheets = [replace(problem, file="a.xlsx", sheet=problem.file) for problem in of_files]
        for group in (of_files, of_sheets):
            yield error_lines(DataError(group), catalogue)[-2]
    for n in (6, 7):
        alike = [Problem("missing-value", "july.csv", row=row, column="posts", value="") for row in range(2, 2 + n)]
        cells = [Problem("missing-value", "a.xlsx", "Июль", row, f"D{row}", "posts", "") for row in range(2, 2 + n)]
        columns = [Problem("unused-column", "july.csv", column=f"c{k}", args={"heading": f"c{k}"}) for k in range(n)]
        rules = [Problem("methodology", "own.toml", row=row, wording="type-list", value="5") for row in range(2, 2 + n)]
        for group in (alike, cells, columns, rules):
            yield error_lines(DataError(group), catalogue)[0]


COUNTS = (0, 1, 2, 4, 5, 11, 21, 101)


def forms(lang):
    """Return every message of forms with the numbers that take different ones, its other names as they stand."""
    catalogue = words(lang)
    for key, message in catalogue.messages.items():
        if isinstance(message, dict):
            names = names_in(key, catalogue)
            kept = {name: f"{{{name}}}" for name in names}
            said = (
                catalogue.say(key, **kept | ({"number": n} if "number" in names else {}) | {"n": n}) for n in COUNTS
            )
            yield f"{key}: {' | '.join(dict.fromkeys(said))}"
