"""What is wrong or odd in a file, as lines to read."""

from __future__ import annotations

from collections.abc import Sequence

from govrank.language import Catalogue
from govrank.problem import Problem, counted
from govrank.sentences import MOST_LINES, problem_lines, shown_text


def problems_lines(file: str, pages: int, problems: Sequence[Problem], words: Catalogue) -> list[str]:
    """Return the problems, errors first, then a summary in one line."""
    lines: list[str] = []
    numbers = {}
    for severity in ("error", "warning"):
        found = [problem for problem in problems if problem.severity == severity]
        numbers[severity] = words.say(f"count.{severity}s", n=counted(found))
        if found:
            lines.append(words.say(f"check.{severity}s"))
            lines += [f"  {line}" for line in problem_lines(found, words, max(0, MOST_LINES - len(lines)))]
    name, number = shown_text(file), words.say("count.pages", n=pages)
    if not problems:
        return [words.say("check.clean", file=name, pages=number)]
    summary = words.say("check.summary", file=name, pages=number, errors=numbers["error"], warnings=numbers["warning"])
    return [*lines, summary]
