"""What a command is asked: the edition to rate and how, once for all commands, and how the answer is given."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, ClassVar, get_type_hints

import typer

from govrank.cli import options
from govrank.cli.notices import reporting, say_lines, say_warnings, working
from govrank.cli.output import Output, pick_format
from govrank.cli.settings import FILE, used_settings
from govrank.cli.usage import HELP, READ_ON, Command, examples
from govrank.formats import formats_of
from govrank.options import OUTPUT, RULES, Flag, LoadOptions, flags

if TYPE_CHECKING:
    from govrank.analysis.compare import Movement
    from govrank.formats import Format
    from govrank.pipeline import Loaded
    from govrank.problems import Problem
    from govrank.reports.results import Result
    from govrank.scoring.rating import Rating
    from govrank.text.catalogue import Catalogue


@dataclass(frozen=True, kw_only=True)
class Request(LoadOptions):
    """The options that decide a rating, as a command line gave them: those of loading, and these."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}  # where one is read back: an option of another version

    pages: Annotated[
        str,
        Flag(
            help="CSV, TSV, XLSX, ODS or Parquet file, one row per page, or a folder of such files; - reads CSV from "
            "standard input.",
            metavar="PAGES",
            reads="pages",
            once=True,
        ),
    ]
    force: Annotated[
        bool,
        Flag(("--force",), RULES, "Compare even if the rules differ; the output notes it.", once=True),
    ] = False
    lang: Annotated[str, options.LANG] = "en"
    names: Annotated[
        str,
        Flag(
            ("--names",),
            OUTPUT,
            "Names of regions: as the file writes them, or from the packaged tables in the language of the output.",
            known=("file", "table"),
            closed=True,
        ),
    ] = "file"

    @property
    def inputs(self) -> list[str | Path]:
        """Files that must never be overwritten: those that are named, and those that these name."""
        from govrank.methodology.load import rule_files
        from govrank.read.book import edition_files

        files: dict[str | None, Callable[[str], Sequence[str | Path]]] = {
            "pages": edition_files,
            "edition": edition_files,
            "rules": rule_files,
        }
        found: list[str | Path] = [self.settings] if self.settings else []
        for name, one in flags(Request).items():
            for path in one.paths(getattr(self, name)):
                found += files[one.reads](str(path)) if one.reads in files else [path]
        return found

    @property
    def unfit(self) -> str | None:
        """The first option whose value no command line would have taken; None where each is fit."""
        return next((name for name, one in flags(Request).items() if not one.takes(getattr(self, name))), None)

    @property
    def stem(self) -> str:
        """What an output is called after where it has no name of its own."""
        from govrank.read.book import edition_stem

        return "-".join(map(edition_stem, (self.pages, *self.also)))

    def load(self, *, every_warning: bool = False) -> Loaded:
        """Read and check the edition without rating it.

        Raises:
            GovrankError: as `govrank.pipeline.load_edition`.
        """
        from govrank.pipeline import load_edition

        return load_edition(self.pages, replace(self, every_warning=every_warning))

    def rate(self) -> Rating:
        """Rate the edition.

        Raises:
            GovrankError: as `govrank.rate_file`.
        """
        from govrank.pipeline import rate_loaded

        rating = rate_loaded(self.load())
        if self.names == "file":
            return rating
        from govrank.population.names import region_in
        from govrank.scoring.rating import with_regions

        return with_regions(rating, lambda region, key: region_in(region, self.lang, key))

    def compare(self, rating: Rating) -> Movement | None:
        """Compare with the edition before; None where none was asked for.

        Raises:
            GovrankError: the edition before is wrong, or unlike this one.
        """
        if rating.methodology.counts_before:  # the edition before would need the one before it
            return None
        if not isinstance(self.previous, str):
            return None
        from govrank.pipeline import of_mapping

        movement = self.compared_with(self.previous, rating)
        return replace(movement, warnings=(*of_mapping(movement.previous.warnings), *movement.warnings))

    def compared_with(self, previous: str, rating: Rating, before: str | None = None) -> Movement:
        """Rate the edition before by the same rules and compare.

        Args:
            before: the edition before that one, which rules of growth count with.

        Raises:
            GovrankError: the edition before is wrong, or unlike this one.
        """
        from govrank.analysis.chance import moves_by_chance
        from govrank.analysis.compare import compare_editions
        from govrank.pipeline import without_what_it_lacks
        from govrank.scoring.rating import distinct_periods

        asked = replace(
            self, pages=previous, also=(), beside=(self.pages, *self.also), period=self.previous_period,
            previous_period=None, collected=None, previous=before, earlier=True,
        )  # fmt: skip
        old = without_what_it_lacks(Request.rate, asked)
        then, _now = distinct_periods([old.edition, rating.edition], [previous, self.pages])
        old = replace(old, edition=replace(old.edition, period=then))
        return moves_by_chance(compare_editions(old, rating, force=self.force), rating)


@dataclass(frozen=True)
class Call:
    """A command that was called: what it is asked, and where and how its answer goes.

    Attributes:
        command: its name, by which the formats know it.
        format: as asked for; None lets the output's extension say.
        given: the request's fields that the command line or the environment gave.
        more_inputs: files and folders of editions that must never be overwritten, beside the request's.
    """

    command: str
    request: Request
    format: str | None = None
    output: Path | None = None
    quiet: bool = False
    given: frozenset[str] = frozenset()
    more_inputs: Sequence[str] = ()

    @property
    def words(self) -> Catalogue:
        from govrank.text.catalogue import words

        return words(self.request.lang)

    @property
    def inputs(self) -> list[str | Path]:
        from govrank.read.book import edition_files

        return [*self.request.inputs, *(file for path in self.more_inputs for file in edition_files(path))]

    @property
    def how(self) -> Format:
        """The format of the answer.

        Raises:
            CommandError: the output's extension names none.
        """
        return pick_format(self.command, self.format, self.output, self.inputs)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Show that work goes on, once it is sure that its result can be written."""
        _ = self.how
        with working(self.words, quiet=self.quiet):
            yield

    def warn(self, problems: Sequence[Problem]) -> None:
        """Say what was odd."""
        say_warnings(problems, self.words, quiet=self.quiet)

    def say(self, *lines: str) -> None:
        """Say what was done, unless it is to be quiet."""
        if not self.quiet:
            say_lines(lines)

    def write(
        self, result: Result, usual: str | None = None, *, stem: str | None = None, announced: bool = False
    ) -> None:
        """Write a result where it was asked to, else to the file `usual`, else to standard output.

        Bytes, which do not go there, are written to a file called by `stem` and the format. `announced` says which
        file was written; a file that the command line does not name is always said.
        """
        if usual is None and stem is not None and self.how.binary:
            usual = f"{stem}.{self.how.key}"
        path = Path(usual) if self.output is None and usual is not None else self.output
        announced = (announced or self.output is None) and not self.quiet
        Output(self.words, path, self.inputs, announced, self.quiet).write(result, self.how)

    def fill(self, path: Path, write: Callable[[BinaryIO], object]) -> None:
        """Write a workbook that stands beside the answer."""
        Output(self.words, path, self.inputs).write_bytes(write)


def rating_command(
    app: typer.Typer, name: str, *tries: str, without: Sequence[str] = ()
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function a command that rates: it takes a `Call`, and its own options by keyword.

    The command has the options of a request ahead of its own, and those of its answer behind. An own parameter that
    bears the name of a field of the request takes the field's place.

    Args:
        tries: examples below the help.
        without: fields of the request that the command does not take.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        hints = get_type_hints(command, include_extras=True)
        own = [
            _parameter(name, hints[name], parameter.default)
            for name, parameter in [*inspect.signature(command).parameters.items()][1:]
        ]
        reworded = {parameter.name for parameter in own}
        asked = {parameter.name: parameter for parameter in request_parameters()}
        shared = [one for one in asked.values() if one.name not in {*without, *reworded}]
        how = (
            [_parameter("format", Annotated[str | None, options.format_option(name)], None)] if formats_of(name) else []
        )
        answer = [*how, _parameter("output", options.Output, None), _parameter("quiet", options.Quiet, False)]
        context = _parameter("ctx", typer.Context, inspect.Parameter.empty)

        @functools.wraps(command)
        def called(ctx: Any, output: Path | None, quiet: bool, format: str | None = None, **given: Any) -> None:  # noqa: ANN401, A002  # typer's, and the option's name
            request = Request(**{"pages": ""} | {key: given[key] for key in asked if key in given})
            if used_settings(ctx):
                request = replace(request, settings=FILE)
            if "columns" in given and (usual := (ctx.default_map or {}).get("columns")):
                named = given["columns"] if _was_given(ctx, "columns") else ()
                request = replace(request, columns=named, usual_columns=usual)
            typed = frozenset(key for key in asked if _was_given(ctx, key))
            call = Call(name, request, format, output, quiet, typed)
            with reporting(call.words):
                command(call, **{one.name: given[one.name] for one in own})

        asking = [one for one in (*shared, *own) if one.name != "also"]
        first = next((at for at, one in enumerate(asking) if one.name == "pages"), None)
        if first is not None:  # further files stand behind the first
            asking[first + 1 : first + 1] = [one for one in shared if one.name == "also"]
        parameters = [context, *asking, *answer]
        called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by inspect
        called.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        epilog = examples(*tries, read_on=READ_ON[name])
        return app.command(name, cls=Command, context_settings=HELP, epilog=epilog)(called)

    return decorate


def request_parameters() -> list[inspect.Parameter]:
    """Return the fields of a request as parameters of a command; those that are for Python only are left out."""
    return [
        _parameter(name, Annotated[one.type, options.option_of(one)], one.default)
        for name, one in flags(Request).items()
        if one.offered
    ]


def _was_given(ctx: Any, name: str) -> bool:  # noqa: ANN401  # typer's context
    """Say whether a parameter's value is the command line's or the environment's, and no default."""
    source = ctx.get_parameter_source(name)
    return source is not None and source.name in ("COMMANDLINE", "ENVIRONMENT")


def _parameter(name: str, annotation: object, default: object) -> inspect.Parameter:
    if default is MISSING:
        default = inspect.Parameter.empty
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
