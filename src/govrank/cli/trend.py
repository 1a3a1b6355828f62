"""`govrank trend`: several editions, oldest first."""

from __future__ import annotations

import functools
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from govrank.cli import options
from govrank.cli.request import Request
from govrank.cli.run import HELP, Command, reporting, say_warnings, to_output, working


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    md = "md"
    html = "html"
    svg = "svg"
    png = "png"
    pdf = "pdf"


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "trend",
    cls=Command,
    context_settings=HELP,
    epilog="Examples: govrank trend may.xlsx june.xlsx july.xlsx · govrank trend 2020-*.csv --format html -o year.html",
)
def trend(
    pages: Annotated[list[str], typer.Argument(metavar="PAGES...", help="Editions, oldest first.")],
    population: options.Population = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    skip_invalid: options.SkipInvalid = False,
    methodology: options.Methodology = "akimats",
    by: options.By = "",
    days: options.Days = None,
    least: Annotated[
        int | None,
        typer.Option(
            "--min-editions",
            min=1,
            metavar="N",
            rich_help_panel=options.RULES,
            help="How many editions a page needs for a standing. Default: half of them.",
        ),
    ] = None,
    force: options.Force = False,
    lang: options.Lang = options.Language.en,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format", "-f", rich_help_panel=options.OUTPUT, help="How the result is written. Default: by --output."
        ),
    ] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Follow the pages through several editions: place by edition, and standing over the whole time."""
    from govrank.cli.export import format_name
    from govrank.export.json import dump_json
    from govrank.language import words

    catalogue = words(lang.value)
    with reporting(catalogue):
        from govrank.problem import CommandError
        from govrank.trend import trend_of

        if len(pages) < 2:  # one edition has no course
            raise CommandError("few-editions")
        requests = [
            Request(
                pages=name,
                methodology=methodology,
                population=population,
                sheet=sheet,
                encoding=encoding,
                by=by,
                skip_invalid=skip_invalid,
                days=days,
            )
            for name in pages
        ]
        with working(catalogue, quiet=quiet):
            ratings = [request.rate() for request in requests]
            course = trend_of(ratings, least, force=force)
        if not quiet:
            for rating in ratings:
                say_warnings(rating.warnings, catalogue)
        how = format_ or Format(format_name(output, [*Format, "txt"], "table").replace("txt", "table"))
        inputs = [path for request in requests for path in request.inputs]
        if how in (Format.svg, Format.png, Format.pdf):
            from govrank.cli.export import copy_bytes, write_binary
            from govrank.export.course_picture import render_course

            picture = render_course(course, catalogue, how.value)
            target = output or Path(f"trend.{how.value}")
            write_binary(target, inputs, functools.partial(copy_bytes, picture))
            return

        def write(stream: TextIO) -> None:
            from govrank.export.analyses import trend_document, write_trend_csv
            from govrank.present.course import trend_report

            if how is Format.json:
                dump_json(trend_document(course, catalogue), stream)
            elif how is Format.csv:
                write_trend_csv(course, stream)
            elif how is Format.html:
                from govrank.export.course_page import write_course_html

                write_course_html(course, catalogue, stream)
            elif how is Format.md:
                from govrank.export.markdown import write_report

                write_report(trend_report(course, catalogue), catalogue, stream)
            else:
                from govrank.present.terminal import show_report

                show_report(trend_report(course, catalogue), catalogue, stream)

        to_output(output, inputs, write, mark=how is Format.csv)
