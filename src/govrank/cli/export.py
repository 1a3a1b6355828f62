"""`govrank export`: rate one edition and write a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from govrank.cli import options
from govrank.cli.call import Call, command
from govrank.cli.last import recall
from govrank.cli.notices import reporting
from govrank.options import flags
from govrank.request import Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govrank.analysis.robustness import Robustness
    from govrank.scoring.rating import Rating

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@command(
    app,
    "export",
    "govrank export july.xlsx --format html",
    "govrank export --format xlsx    # what score last rated in this folder",
    "govrank export july.xlsx -o tables.png --table all --previous june.xlsx",
    "govrank export july.xlsx --format pdf --lang ru",
)
def export(
    call: Call,
    *,
    pages: Annotated[
        str | None,
        typer.Argument(metavar="[PAGES]", help=f"{flags(Request)['pages'].help} Default: what score last rated here."),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            "--table",
            metavar="NAME",
            rich_help_panel=options.OUTPUT,
            help="Table for pictures and pdf: final, totals, an indicator, or all. Default: final; for pdf, all.",
        ),
    ] = None,
    robustness: Annotated[
        bool,
        typer.Option(
            "--robustness",
            rich_help_panel=options.OUTPUT,
            help="Add the range of places for each page under other rules and by chance.",
        ),
    ] = False,
) -> None:
    """Rate one edition and write a workbook, web page, report, article, data file or picture."""
    then: Mapping[str, str] | None = None
    if pages is None:
        call, then = _last(call)
    with reporting(call.words):  # in the remembered language
        from govrank.formats import formats_of
        from govrank.problems import CommandError
        from govrank.publish.recipe import made_by
        from govrank.reports.results import EditionResult

        how = call.how
        if table is not None and not how.several:
            raise CommandError("table-of-no-picture", known=[one.key for one in formats_of("export") if one.several])
        if robustness and not how.intervals:
            raise CommandError("no-intervals", known=[one.key for one in formats_of("export") if one.intervals])
        with call.working():
            rating = call.request.rate()
            movement = call.request.compare(rating)
            measured = _measured_robustness(rating) if robustness else None
        call.warn([*rating.warnings, *(movement.warnings if movement else ())])
        if then is not None:
            call.say(*_said(call, rating, then))
        with call.working():
            recipe = made_by(call.request, robustness=robustness) if how.recipe else ""
            found = EditionResult(rating, movement, measured, indicators=True, digest=True, table=table, recipe=recipe)
            call.write(found, f"{call.request.stem}-rating.{how.key}", announced=True)


def _measured_robustness(rating: Rating) -> Robustness:
    from govrank.analysis.robustness import measure_robustness

    return measure_robustness(rating)


def _last(call: Call) -> tuple[Call, Mapping[str, str]]:
    """Return a call for what `score` last rated in this folder, and the fingerprints of its files at that time.

    Options given to this command take precedence over the remembered ones.

    Raises:
        CommandError: there is none, or it came from standard input.
    """
    from govrank.problems import CommandError

    last = recall()
    if last is None:
        raise CommandError("nothing-scored")
    if last.request.pages == "-":
        raise CommandError("scored-stdin")
    given = {name: getattr(call.request, name) for name in call.given}
    return replace(call, request=replace(last.request, **given)), last.fingerprints


def _said(call: Call, rating: Rating, then: Mapping[str, str]) -> list[str]:
    """Return the message about which edition is exported, and which of its files changed since it was scored."""
    lines = [call.words.say("export.last", path=", ".join(map(str, (call.request.pages, *call.request.also))))]
    lines += [
        call.words.say("export.changed", file=source.name)
        for source in rating.edition.sources
        if then.get(source.name) != source.sha256
    ]
    return lines
