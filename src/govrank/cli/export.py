"""`govrank export`: rate one edition and write a file."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from dataclasses import fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, cast

import typer

from govrank.cli import options
from govrank.cli.request import Request, recall
from govrank.cli.run import HELP, Command, reporting, say_lines, say_warnings, to_output, working

if TYPE_CHECKING:
    from govrank.compare import Movement
    from govrank.language import Catalogue
    from govrank.rating import Rating
    from govrank.robustness import Robustness


class Format(StrEnum):
    xlsx = "xlsx"
    csv = "csv"
    json = "json"
    md = "md"
    html = "html"
    png = "png"
    svg = "svg"
    pdf = "pdf"


TEXTS = (Format.csv, Format.json, Format.md, Format.html)
PICTURES = (Format.png, Format.svg, Format.pdf)


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "export",
    cls=Command,
    context_settings=HELP,
    epilog="Examples: govrank export july.xlsx --format html · govrank export --format xlsx (what score last "
    "rated in this folder) · govrank export july.xlsx -o tables.png --table all --previous june.xlsx",
)
def export(
    ctx: typer.Context,
    pages: Annotated[
        str | None,
        typer.Argument(
            metavar="[PAGES]",
            help="CSV, TSV or XLSX file; - reads CSV from standard input. Default: what score last rated here.",
        ),
    ] = None,
    population: options.Population = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    period: options.Period = None,
    skip_invalid: options.SkipInvalid = False,
    methodology: options.Methodology = "akimats",
    by: options.By = "",
    days: options.Days = None,
    previous: options.Previous = None,
    force: options.Force = False,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            rich_help_panel=options.OUTPUT,
            help="Default: by --output, else xlsx.",
        ),
    ] = None,
    table: Annotated[
        str,
        typer.Option(
            "--table",
            metavar="NAME",
            rich_help_panel=options.OUTPUT,
            help="Pictures: final, an indicator, or all.",
        ),
    ] = "final",
    robustness: Annotated[
        bool,
        typer.Option(
            "--robustness",
            rich_help_panel=options.OUTPUT,
            help="In html and xlsx: between which places each page stands under other weights and rules.",
        ),
    ] = False,
    lang: options.Lang = options.Language.en,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Rate one edition and write it as a workbook, page, article draft, data file or picture."""
    from govrank.language import words

    request = Request(
        pages or "",
        methodology,
        population,
        sheet,
        encoding,
        period,
        by,
        skip_invalid,
        previous,
        force,
        lang.value,
        days,
    )
    with reporting(words(lang.value)):
        then: dict[str, str] = {}
        if pages is None:
            request, then = _last(request, ctx)
        catalogue = words(options.Language(request.lang).value)
    with reporting(catalogue):
        how = format_ or _format_of(output)
        with working(catalogue, quiet=quiet):
            rating = request.rate()
            movement = request.compare(rating)
            firm = _firmness(rating) if robustness and how in (Format.html, Format.xlsx) else None
        if not quiet:
            say_warnings(rating.warnings, catalogue)
            if pages is None:
                say_lines(_said(request, rating, then, catalogue))
        target = output or Path(f"{request.stem}-rating.{how.value}")
        with working(catalogue, quiet=quiet):
            written = write_files(rating, movement, catalogue, how, table, target, request.inputs, firm)
        if not quiet:
            say_lines(catalogue.say("export.written", path=str(path)) for path in written)


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


def _format_of(output: Path | None) -> Format:
    return Format.csv if str(output) == "-" else Format(format_name(output, [*Format], "xlsx"))


def format_name(output: Path | None, formats: list[str], otherwise: str) -> str:
    """Return the format that an output's extension names; `otherwise` where there is no file.

    Raises:
        CommandError: the extension is none of the formats.
    """
    if output is None or str(output) == "-":
        return otherwise
    suffix = output.suffix.lower().removeprefix(".")
    suffix = {"markdown": "md", "htm": "html"}.get(suffix, suffix)
    if suffix not in formats:
        from govrank.problem import CommandError

        raise CommandError("unknown-extension", path=str(output), known=[f".{name}" for name in formats])
    return suffix


def write_files(
    rating: Rating,
    movement: Movement | None,
    words: Catalogue,
    how: Format,
    table: str,
    target: Path,
    inputs: list[str],
    firm: Robustness | None = None,
) -> list[Path]:
    """Write a rating in one format; pictures of several tables are several files.

    Returns:
        The files written; none for standard output.
    """
    if how in PICTURES:
        return _write_pictures(rating, movement, words, how, table, target, inputs)
    if how is Format.xlsx:
        from govrank.export.xlsx import write_xlsx

        write_binary(target, inputs, lambda stream: write_xlsx(rating, words, stream, movement, firm))
        return [target]

    def write(stream: Any) -> None:  # noqa: ANN401  # a text file
        if how is Format.csv:
            from govrank.export.csv import write_csv

            write_csv(rating, stream, movement)
        elif how is Format.json:
            from govrank.export.json import write_json

            write_json(rating, words, stream, movement)
        elif how is Format.md:
            from govrank.export.markdown import write_markdown

            write_markdown(rating, words, stream, movement, indicators=True, digest=True)
        else:
            from govrank.export.html import write_html

            write_html(rating, words, stream, movement, firm)

    to_output(target, inputs, write, mark=how is Format.csv)
    return [] if str(target) == "-" else [target]


def write_binary(target: Path, inputs: list[str], write: Callable[[BinaryIO], None]) -> None:
    from govrank.files import refuse_inputs, write_whole
    from govrank.problem import CommandError

    if str(target) == "-":
        raise CommandError("binary-to-stdout")
    refuse_inputs(target, inputs)
    buffer = io.BytesIO()  # made whole before the disk is touched: a zip is written with seeks
    write(buffer)
    write_whole(target, functools.partial(copy_bytes, buffer.getvalue()))


def copy_bytes(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)


def _write_pictures(
    rating: Rating,
    movement: Movement | None,
    words: Catalogue,
    how: Format,
    table: str,
    target: Path,
    inputs: list[str],
) -> list[Path]:
    from govrank.export.drawing import How
    from govrank.export.images import render_images

    pictures = render_images(rating, words, cast("How", how.value), table, movement)
    several = len(pictures) > 1
    written = []
    for name, content in pictures.items():
        path = target.with_name(f"{target.stem}-{name}{target.suffix}") if several else target
        write_binary(path, inputs, functools.partial(copy_bytes, content))
        written.append(path)
    return written
