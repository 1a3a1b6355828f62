"""What a command is asked to rate: the options that decide a rating, once for all commands, and doing it."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, get_type_hints

from govrank.cli import options

if TYPE_CHECKING:
    from govrank.analysis.compare import Movement
    from govrank.pipeline import Options as ReadOptions
    from govrank.pipeline import Prepared
    from govrank.scoring.rating import Rating


@dataclass(frozen=True)
class Request:
    """The options that decide a rating, as they were given; each field's type is its option."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}  # where one is read back: an option of another version

    pages: options.Pages
    population: options.Population = None
    sheet: options.Sheet = None
    encoding: options.Encoding = None
    decimal: options.Decimal = None
    period: options.Period = None
    days: options.Days = None
    skip_invalid: options.SkipInvalid = False
    methodology: options.Methodology = "akimats"
    by: options.By = ""
    previous: options.Previous = None
    force: options.Force = False
    lang: options.Lang = "en"

    @property
    def inputs(self) -> list[str | Path]:
        """Files that must never be overwritten: those that are named, and those that these name."""
        from govrank.methodology.load import rule_files

        named = [name for name in (self.pages, self.population, self.previous) if name]
        return [*named, *rule_files(self.methodology)]

    @property
    def stem(self) -> str:
        """What an output is called after where it has no name of its own."""
        return "stdin" if self.pages == "-" else Path(self.pages).stem

    @property
    def _how(self) -> ReadOptions:
        return {
            "methodology": self.methodology,
            "population": self.population,
            "sheet": self.sheet,
            "encoding": self.encoding,
            "decimal": self.decimal,
            "period": self.period,
            "by": self.by,
            "days": self.days,
            "skip_invalid": self.skip_invalid,
        }

    def called(self, name: str) -> Request:
        """Return the request with its edition called so; the days of a file named by its period are kept."""
        if name == self.stem:
            return self
        from govrank.text.period import days_of

        return replace(self, period=name, days=self.days or days_of(self.stem))

    def prepare(self, *, every_warning: bool = False) -> Prepared:
        """Read and check the edition without rating it.

        Raises:
            GovrankError: as `govrank.pipeline.prepare_file`.
        """
        from govrank.pipeline import prepare_file

        how: ReadOptions = {**self._how, "every_warning": every_warning}
        return prepare_file(self.pages, **how)

    def rate(self) -> Rating:
        """Rate the edition.

        Raises:
            GovrankError: as `govrank.scoring.rating.rate_file`.
        """
        from govrank.pipeline import rate_file

        return rate_file(self.pages, **self._how)

    def compare(self, rating: Rating) -> Movement | None:
        """Compare with the edition before; None where none was asked for.

        Raises:
            GovrankError: the edition before is wrong, or unlike this one.
        """
        return None if self.previous is None else self.compared_with(self.previous, rating)

    def compared_with(self, previous: str, rating: Rating) -> Movement:
        """Rate the edition before by the same rules and compare.

        Raises:
            GovrankError: the edition before is wrong, or unlike this one.
        """
        from govrank.analysis.compare import compare_editions
        from govrank.problems import CommandError
        from govrank.scoring.rating import edition_names

        asked = replace(self, pages=previous, period=None, previous=None)
        asked = asked.called(edition_names([previous, self.pages])[0])
        try:
            old = asked.rate()
        except CommandError as error:
            if error.wording != "no-such-sheet":
                raise
            old = replace(asked, sheet=None).rate()  # its sheets bear other months' names
        return compare_editions(old, rating, force=self.force)


def takes_request(*without: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of a request, ahead of its own, and hand it the request that they make.

    The command's first parameter is the request; the others are its own options, by keyword.

    Args:
        without: fields that the command does not take; where `pages` is one, it names the files itself.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        hints = get_type_hints(Request, include_extras=True)
        taken = [field for field in fields(Request) if field.name not in without]
        shared = [_parameter(field.name, hints[field.name], field.default) for field in taken]
        own_hints = get_type_hints(command, include_extras=True)
        own = [
            _parameter(name, own_hints[name], parameter.default)
            for name, parameter in [*inspect.signature(command).parameters.items()][1:]
        ]

        @functools.wraps(command)
        def with_request(**given: Any) -> None:  # noqa: ANN401  # each of its option's type
            asked = {field.name: given.pop(field.name) for field in taken}
            command(Request(**{"pages": "", **asked}), **given)

        parameters = [*shared, *own]
        with_request.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by inspect
        with_request.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return with_request

    return decorate


def _parameter(name: str, annotation: object, default: object) -> inspect.Parameter:
    if default is MISSING:
        default = inspect.Parameter.empty
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
