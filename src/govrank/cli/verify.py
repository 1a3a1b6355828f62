"""`govrank verify`: recompute a published edition, and report what differs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govrank.cli import options
from govrank.cli.call import Call, command
from govrank.cli.notices import say_lines, working
from govrank.formats import COMPARED, format_of_file

if TYPE_CHECKING:
    from govrank.publish.verify import Verdict

app = typer.Typer(rich_markup_mode=None, add_completion=False)

MOST_NAMED = 50  # differences


@command(
    app,
    "verify",
    "govrank verify july-2020/",
    "govrank verify july-2020.zip",
    "govrank verify july-rating.xlsx --input july.xlsx",
    "govrank verify july.json --input instagram.csv --input facebook.csv",
    without=("pages",),
)
def verify(
    call: Call,
    *,
    path: Annotated[str, typer.Argument(metavar="PATH", help=f"Package, or published file: {', '.join(COMPARED)}.")],
    inputs: Annotated[
        list[str] | None,
        typer.Option(
            "--input",
            metavar="FILE",
            rich_help_panel=options.INPUT,
            help="File or folder of pages that a single file was made from. Repeatable, where there were several.",
        ),
    ] = None,
) -> None:
    """Recalculate a published edition from its input and rules, and list every figure that disagrees."""
    from govrank.problems import CommandError
    from govrank.publish.verify import verify_file, verify_package

    published, words = Path(path), call.words
    with working(words, quiet=call.quiet):
        if inputs:
            pages, *also = inputs
            verdict = verify_file(replace(call.request, pages=pages, also=also), call.given, published)
        elif (how := format_of_file(published)) and how.compared and published.is_file():
            raise CommandError("verify-input", path=path)
        else:
            verdict = verify_package(published)
    _say(call, published.name or path, verdict)
    if verdict.differences:
        raise typer.Exit(1)


def _say(call: Call, name: str, verdict: Verdict) -> None:
    from govrank.reports.sentences import quoted

    words = call.words
    lines = [
        words.say(
            "verify.differs" if one.where else "verify.file",
            file=one.file,
            where=one.where,
            published=words.say("verify.nothing") if one.published is None else quoted(one.published),
            computed=words.say("verify.nothing") if one.computed is None else quoted(one.computed),
        )
        for one in verdict.differences[:MOST_NAMED]
    ]
    if more := len(verdict.differences) - len(lines):
        lines.append(words.say("verify.more", n=more))
    if verdict.unchecked and not call.quiet:
        say_lines([words.say("verify.unchecked", files=", ".join(verdict.unchecked))], "yellow")
    if verdict.differences:
        say_lines([*lines, words.say("verify.wrong", n=len(verdict.differences), name=name)], "red")
    elif not call.quiet:
        typer.echo(words.say("verify.right", n=verdict.figures, name=name))
