"""What is said of an error before a command ends."""

from __future__ import annotations

from govrank.language import Catalogue
from govrank.problem import UNDONE, CommandError, GovrankError, OutputError, Undone, counted
from govrank.sentences import filled, problem_lines, quoted, shown_text


def error_lines(error: GovrankError, words: Catalogue, undone: Undone = "rated") -> list[str]:
    """Return an error as the lines that a command says before it ends; `undone` is what it was to do."""
    problems = getattr(error, "problems", None)
    if problems is not None:
        errors = [problem for problem in problems if problem.severity == "error"]
        files = list(dict.fromkeys(problem.file for problem in errors if problem.file))
        lines = problem_lines(problems, words)
        if errors:
            file = shown_text(", ".join(files))
            kinds = {UNDONE.get(problem.key) or UNDONE.get(problem.code, undone) for problem in errors}
            undone = kinds.pop() if len(kinds) == 1 else undone
            kind = "summary.problems" if undone == "rated" else f"summary.problems.{undone}"
            lines.append(words.say(kind, n=counted(errors), file=file))
        return lines
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
        return [said]
    if isinstance(error, OutputError):
        return [words.say("output.failed", path=quoted(error.path, whole=True), reason=error.reason)]
    return [str(error)]
