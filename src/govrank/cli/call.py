"""What all commands that read pages or posts share: the request, and the output of the result."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Generic, Protocol, get_type_hints

import typer
from typing_extensions import TypeVar

from govrank.cli import options
from govrank.cli.notices import reporting, say_lines, say_warnings, working
from govrank.cli.output import Output, pick_format
from govrank.cli.settings import used_settings
from govrank.cli.usage import HELP, READ_ON, Command, examples
from govrank.formats import formats_of
from govrank.options import SETTINGS, flags
from govrank.request import Request

if TYPE_CHECKING:
    from govrank.formats import Format
    from govrank.problems import Problem, Undone
    from govrank.reports.results import Result
    from govrank.text.catalogue import Catalogue


class Asked(Protocol):
    """The request of a command: a class that declares its options."""

    @property
    def lang(self) -> str: ...

    @property
    def inputs(self) -> list[str | Path]: ...


AskedT = TypeVar("AskedT", bound=Asked, default=Request)


@dataclass(frozen=True)
class Call(Generic[AskedT]):
    """A called command: its request, and where and how its result is written.

    Attributes:
        command: its name in the registry of formats.
        format: as requested; None takes it from the output's extension.
        given: the request's fields set by the command line or the environment.
        more_inputs: further files and folders of editions that must never be overwritten.
    """

    command: str
    request: AskedT
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
        """The format of the result.

        Raises:
            CommandError: the output's extension is unknown.
        """
        return pick_format(self.command, self.format, self.output, self.inputs)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Show progress, after checking that the result can be written."""
        _ = self.how
        with working(self.words, quiet=self.quiet):
            yield

    def warn(self, problems: Sequence[Problem]) -> None:
        """Print warnings."""
        say_warnings(problems, self.words, quiet=self.quiet)

    def say(self, *lines: str) -> None:
        """Report what was done, unless quiet."""
        if not self.quiet:
            say_lines(lines)

    def write(
        self, result: Result, usual: str | None = None, *, stem: str | None = None, announced: bool = False
    ) -> None:
        """Write a result to the requested output, else to the file `usual`, else to standard output.

        Binary formats without an output are written to a file named after `stem` and the format. `announced` reports
        which file was written; a file that the command line does not name is always reported.
        """
        if usual is None and stem is not None and self.how.binary:
            usual = f"{stem}.{self.how.key}"
        path = Path(usual) if self.output is None and usual is not None else self.output
        announced = (announced or self.output is None) and not self.quiet
        Output(self.words, path, self.inputs, announced, self.quiet).write(result, self.how)

    def fill(self, path: Path, write: Callable[[BinaryIO], object]) -> None:
        """Write a workbook in addition to the result."""
        Output(self.words, path, self.inputs).write_bytes(write)


def command(
    app: typer.Typer,
    name: str,
    *tries: str,
    asks: Callable[..., Any] = Request,
    without: Sequence[str] = (),
    undone: Undone = "rated",
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Turn a function into a command: it takes a `Call`, and its own options by keyword.

    The command has the options of its request before its own, and those of its output after them. An own parameter
    with the name of a request's field replaces it.

    Args:
        tries: examples below the help.
        asks: the class that declares the options.
        without: fields of the request that the command does not take.
        undone: what is not done if the data is wrong.
    """

    def decorate(answer: Callable[..., None]) -> Callable[..., None]:
        hints = get_type_hints(answer, include_extras=True)
        own = [
            _parameter(name, hints[name], parameter.default)
            for name, parameter in [*inspect.signature(answer).parameters.items()][1:]
        ]
        reworded = {parameter.name for parameter in own}
        asked = {name: one for name, one in flags(asks).items() if one.offered}
        needed = {name: "" for name, one in asked.items() if one.default is MISSING}
        shared = [
            _parameter(name, Annotated[one.type, options.option_of(one)], one.default)
            for name, one in asked.items()
            if name not in {*without, *reworded}
        ]
        how = (
            [_parameter("format", Annotated[str | None, options.format_option(name)], None)] if formats_of(name) else []
        )
        behind = [*how, _parameter("output", options.Output, None), _parameter("quiet", options.Quiet, False)]
        context = _parameter("ctx", typer.Context, inspect.Parameter.empty)

        @functools.wraps(answer)
        def called(ctx: Any, output: Path | None, quiet: bool, format: str | None = None, **given: Any) -> None:  # noqa: ANN401, A002  # typer's, and the option's name
            request = asks(**needed | {key: given[key] for key in asked if key in given})
            if isinstance(request, Request) and used_settings(ctx):
                request = replace(request, settings=SETTINGS)
            if "columns" in given and (usual := (ctx.default_map or {}).get("columns")):
                named = given["columns"] if _was_given(ctx, "columns") else ()
                request = replace(request, columns=named, usual_columns=usual)
            typed = frozenset(key for key in asked if _was_given(ctx, key))
            call = Call(name, request, format, output, quiet, typed)
            with reporting(call.words, undone):
                answer(call, **{one.name: given[one.name] for one in own})

        asking = [one for one in (*shared, *own) if one.name != "also"]
        first = next((at for at, one in enumerate(asking) if one.name == "pages"), None)
        if first is not None:  # further files follow the first
            asking[first + 1 : first + 1] = [one for one in shared if one.name == "also"]
        parameters = [context, *asking, *behind]
        called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by inspect
        called.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        epilog = examples(*tries, read_on=READ_ON[name])
        return app.command(name, cls=Command, context_settings=HELP, epilog=epilog)(called)

    return decorate


def _was_given(ctx: Any, name: str) -> bool:  # noqa: ANN401  # typer's context
    """Return whether a parameter's value comes from the command line or the environment."""
    source = ctx.get_parameter_source(name)
    return source is not None and source.name in ("COMMANDLINE", "ENVIRONMENT")


def _parameter(name: str, annotation: object, default: object) -> inspect.Parameter:
    if default is MISSING:
        default = inspect.Parameter.empty
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
