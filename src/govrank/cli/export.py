"""`govrank export`: rate one edition and write a file."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govrank.cli import options
from govrank.cli.last import recall
from govrank.cli.notices import reporting, say_lines, say_warnings, working
from govrank.cli.output import Output, pick_format
from govrank.cli.request import Request, takes_request
from govrank.cli.usage import HELP, Command, examples

if TYPE_CHECKING:
    from govrank.analysis.robustness import Robustness
    from govrank.scoring.rating import Rating
    from govrank.text.catalogue import Catalogue
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "export",
    cls=Command,
    context_settings=HELP,
    epilog=examples(
        "govrank export july.xlsx --format html",
        "govrank export --format xlsx    # what score last rated in this folder",
        "govrank export july.xlsx -o tables.png --table all --previous june.xlsx",
        "govrank export july.xlsx --format pdf --lang ru",
    ),
)
@takes_request("pages")
def export(
    request: Request,
    *,
    ctx: typer.Context,
    pages: Annotated[
        str | None,
        typer.Argument(
            metavar="[PAGES]",
            help="CSV, TSV or XLSX file; - reads CSV from standard input. Default: what score last rated here.",
        ),
    ] = None,
    format_: Annotated[str | None, options.format_option("export")] = None,
    table: Annotated[
        str | None,
        typer.Option(
            "--table",
            metavar="NAME",
            rich_help_panel=options.OUTPUT,
            help="Pictures and pdf: final, totals, an indicator, or all. Default: final, of a pdf all.",
        ),
    ] = None,
    robustness: Annotated[
        bool,
        typer.Option(
            "--robustness",
            rich_help_panel=options.OUTPUT,
            help="In html and xlsx: between which places each page stands under other weights and rules.",
        ),
    ] = False,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Rate one edition and write it as a workbook, page, report, article draft, data file or picture."""
    from govrank.text.catalogue import words

    with reporting(words(request.lang)):
        then: dict[str, str] = {}
        if pages is None:
            request, then = _last(request, ctx)
        else:
            request = replace(request, pages=pages)
    catalogue = words(request.lang)
    with reporting(catalogue):
        from govrank.formats import formats_of
        from govrank.problems import CommandError
        from govrank.reports.results import EditionResult

        usual = "csv" if str(output) == "-" else "xlsx"  # a workbook does not go to standard output
        how = pick_format("export", format_, output, request.inputs, usual)
        if table is not None and not how.several:
            raise CommandError("table-of-no-picture", known=[one.key for one in formats_of("export") if one.several])
        if robustness and not how.intervals:
            raise CommandError("no-intervals", known=[one.key for one in formats_of("export") if one.intervals])
        with working(catalogue, quiet=quiet):
            rating = request.rate()
            movement = request.compare(rating)
            firm = _firmness(rating) if robustness else None
        say_warnings([*rating.warnings, *(movement.warnings if movement else ())], catalogue, quiet=quiet)
        if pages is None and not quiet:
            say_lines(_said(request, rating, then, catalogue))
        target = Output(
            catalogue,
            output or Path(f"{request.stem}-rating.{how.key}"),
            request.inputs,
            announced=not quiet,
            quiet=quiet,
        )
        found = EditionResult(rating, movement, firm, indicators=True, digest=True, table=table)
        with working(catalogue, quiet=quiet):
            target.write(found, how)


def _firmness(rating: Rating) -> Robustness:
    from govrank.analysis.robustness import measure_robustness

    return measure_robustness(rating)


def _last(asked: Request, ctx: typer.Context) -> tuple[Request, dict[str, str]]:
    """Return what `score` last rated in this folder, and the fingerprints of its files as they were then.

    Options that this command was given itself count before those of then.

    Raises:
        CommandError: nothing was, or it came from standard input.
    """
    from govrank.problems import CommandError

    last = recall()
    if last is None:
        raise CommandError("nothing-scored")
    if last.request.pages == "-":
        raise CommandError("scored-stdin")
    given = {
        field.name: getattr(asked, field.name)
        for field in fields(Request)
        if (source := ctx.get_parameter_source(field.name)) is not None
        and source.name in ("COMMANDLINE", "ENVIRONMENT")
    }
    return replace(last.request, **given), last.fingerprints


def _said(request: Request, rating: Rating, then: dict[str, str], words: Catalogue) -> list[str]:
    """Return which edition is exported, and which of its files changed since it was scored."""
    lines = [words.say("export.last", path=request.pages)]
    lines += [
        words.say("export.changed", file=source.name)
        for source in rating.edition.sources
        if then.get(source.name) != source.sha256
    ]
    return lines
