"""`govrank export`: rate one edition and write a file."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal, TextIO, get_args

import typer

from govrank.cli import options
from govrank.cli.last import recall
from govrank.cli.notices import reporting, say_lines, say_warnings, working
from govrank.cli.output import Output, format_named
from govrank.cli.request import Request, takes_request
from govrank.cli.usage import HELP, Command, examples

if TYPE_CHECKING:
    from govrank.compare import Movement
    from govrank.export.drawing import How
    from govrank.language import Catalogue
    from govrank.rating import Rating
    from govrank.robustness import Robustness

Format = Literal["xlsx", "csv", "json", "md", "html", "png", "svg", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)
WITH_INTERVALS = ("html", "xlsx")
PICTURES: tuple[How, ...] = ("png", "svg", "pdf")

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "export",
    cls=Command,
    context_settings=HELP,
    epilog=examples(
        "govrank export july.xlsx --format html",
        "govrank export --format xlsx    # what score last rated in this folder",
        "govrank export july.xlsx -o tables.png --table all --previous june.xlsx",
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
    format_: Annotated[
        Format | None,
        typer.Option("--format", "-f", rich_help_panel=options.OUTPUT, help="Default: by --output, else xlsx."),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            "--table",
            metavar="NAME",
            rich_help_panel=options.OUTPUT,
            help="Pictures: final, totals, an indicator, or all. Default: final.",
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
    """Rate one edition and write it as a workbook, page, article draft, data file or picture."""
    from govrank.language import words

    with reporting(words(request.lang)):
        then: dict[str, str] = {}
        if pages is None:
            request, then = _last(request, ctx)
        else:
            request = replace(request, pages=pages)
    catalogue = words(request.lang)
    with reporting(catalogue):
        how = format_ or _format_of(output, request.inputs)
        if table is not None and how not in PICTURES:
            from govrank.problem import CommandError

            raise CommandError("table-of-no-picture", known=PICTURES)
        if robustness and how not in WITH_INTERVALS:
            from govrank.problem import CommandError

            raise CommandError("no-intervals", known=WITH_INTERVALS)
        with working(catalogue, quiet=quiet):
            rating = request.rate()
            movement = request.compare(rating)
            firm = _firmness(rating) if robustness else None
        say_warnings([*rating.warnings, *(movement.warnings if movement else ())], catalogue, quiet=quiet)
        if pages is None and not quiet:
            say_lines(_said(request, rating, then, catalogue))
        target = Output(catalogue, output or Path(f"{request.stem}-rating.{how}"), request.inputs, announced=not quiet)
        with working(catalogue, quiet=quiet):
            if how == "xlsx":
                from govrank.export.xlsx import write_xlsx

                target.write_bytes(lambda stream: write_xlsx(rating, catalogue, stream, movement, firm))
            elif picture := next((one for one in PICTURES if one == how), None):
                _write_pictures(target, rating, movement, picture, table or "final")
            else:
                _write_text(target, rating, movement, firm, how)


def _firmness(rating: Rating) -> Robustness:
    from govrank.robustness import measure_robustness

    return measure_robustness(rating)


def _last(asked: Request, ctx: typer.Context) -> tuple[Request, dict[str, str]]:
    """Return what `score` last rated in this folder, and the fingerprints of its files as they were then.

    Options that this command was given itself count before those of then.

    Raises:
        CommandError: nothing was, or it came from standard input.
    """
    from govrank.problem import CommandError

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


def _format_of(output: Path | None, inputs: list[str]) -> Format:
    """Return the format that the output's extension names; standard output takes csv, no output a workbook."""
    return "csv" if str(output) == "-" else format_named(output, FORMATS, "xlsx", inputs)


def _write_text(
    target: Output, rating: Rating, movement: Movement | None, firm: Robustness | None, how: Format
) -> None:
    def write(stream: TextIO) -> None:
        if how == "csv":
            from govrank.export.csv import write_csv

            write_csv(rating, stream, movement)
        elif how == "json":
            from govrank.export.json import write_json

            write_json(rating, target.words, stream, movement)
        elif how == "md":
            from govrank.export.markdown import write_markdown

            write_markdown(rating, target.words, stream, movement, indicators=True, digest=True)
        else:
            from govrank.export.html import write_html

            write_html(rating, target.words, stream, movement, firm)

    target.write_text(write, mark=how == "csv")


def _write_pictures(target: Output, rating: Rating, movement: Movement | None, how: How, table: str) -> None:
    """Write the pictures of the tables; several are several files, each with its table's name behind its own."""
    from govrank.export.images import render_images

    pictures = render_images(rating, target.words, how, table, movement)
    for name, content in pictures.items():
        path = target.path
        if path is not None and len(pictures) > 1 and not target.standard:
            path = path.with_name(f"{path.stem}-{name}{path.suffix}")
        replace(target, path=path).write_bytes(partial(_put, content))


def _put(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)
