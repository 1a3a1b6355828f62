"""How a command line is parsed, and its errors: one sentence, in the requested language."""

from __future__ import annotations

import copy
import os
import sys
from typing import TYPE_CHECKING, Any, get_args

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from govrank.packaged import LANGUAGES

if TYPE_CHECKING:
    from govrank.problems import CommandError
    from govrank.text.catalogue import Lang

HELP_NAMES = ["-h", "--help"]
HELP = {"help_option_names": HELP_NAMES, "allow_extra_args": True}  # `Command` refuses extra ones


READ_ON = {
    "score": "README.md",
    "export": "examples/outputs.md",
    "check": "examples/README.md",
    "compare": "examples/outputs.md",
    "diff": "examples/outputs.md",
    "trend": "examples/outputs.md",
    "explain": "examples/outputs.md",
    "robustness": "examples/chance.md, examples/robustness.md",
    "collect": "examples/posts/README.md",
    "package": "examples/packages.md",
    "verify": "examples/packages.md",
    "init": "examples/cron.md",
    "template": "examples/README.md",
    "methodology": "examples/methodologies/README.md",
    "population": "examples/README.md",
    "schema": "examples/outputs.md",
}
"""The document in the sources with more about a command."""


def examples(*commands: str, read_on: str = "") -> str:
    """Return the text below a command's help: example commands, a line each, and where to read more.

    Args:
        read_on: the document; by default that of the first example's command.
    """
    page = read_on or READ_ON[commands[0].split()[1]]
    tries = (f"  {command}" for command in commands)
    return "\n".join(["\b", "Examples:", *tries, "", f"Read on, in the sources: {page}"])


class Command(TyperCommand):
    """A command with --version and the folder's options, which reports usage errors in our words."""

    settings = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  # typer's context has no public name
        given, line = args[: args.index("--")] if "--" in args else args, [*args]  # parsing empties it
        if "--version" in given:
            show_version(asked=True)
        if self.settings and not ctx.resilient_parsing and not {*HELP_NAMES} & {*given}:
            from govrank.cli.settings import folder_settings

            ctx.default_map = folder_settings()
        try:
            left = super().parse_args(ctx, args)
        except typer.TyperException as error:
            raise _usage_error(error, ctx.command_path) from None
        if not ctx.resilient_parsing:
            self._refuse_two_values(ctx, line)
        if left and not ctx.resilient_parsing:  # as when completing a line
            from govrank.problems import CommandError

            raise CommandError("usage-extra", value=left, help=f"{ctx.command_path} --help")
        if ctx.default_map:
            from govrank.cli.settings import say_used

            say_used(ctx)
        return left

    def _refuse_two_values(self, ctx: Any, args: list[str]) -> None:  # noqa: ANN401  # typer's context
        """Refuse a repeated option that takes one value: the last would silently win."""
        every = copy.copy(self)
        every.params = [copy.copy(parameter) for parameter in self.params]
        once = [one for one in every.params if isinstance(one, TyperOption) and not (one.multiple or one.is_flag)]
        for parameter in once:
            parameter.multiple = True  # so that the parser keeps every value
        given, _left, _order = every.make_parser(ctx).parse_args(args)
        for parameter in once:
            if len(values := [*dict.fromkeys(given.get(str(parameter.name)) or ())]) > 1:
                from govrank.problems import CommandError

                raise CommandError("usage-twice", name=parameter_name(parameter), value=values)


class CommandGroup(TyperGroup):
    """Commands under one name, which alone shows its help."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  # typer's context has no public name
        if not args and not ctx.resilient_parsing:
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(2)
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException as error:
            raise _usage_error(error, ctx.command_path) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  # typer's context and command
        if self.get_command(ctx, args[0]) is None:
            from govrank.problems import CommandError
            from govrank.text.spelling import similar_names

            names = self.list_commands(ctx)
            raise CommandError("usage-no-command", name=args[0], near=similar_names(args[0], names), known=names)
        return super().resolve_command(ctx, args)


def show_version(asked: bool) -> None:
    """Print the version and exit, if requested."""
    if asked:
        from govrank.packaged import VERSION

        typer.echo(f"govrank {VERSION}")
        raise typer.Exit


def spoken(args: list[str]) -> Lang:
    """Return the language that a command line requests, even an invalid one; else the environment's, else English."""
    asked = [os.environ.get("GOVRANK_LANG")]
    for arg, following in zip(args, [*args[1:], ""], strict=False):
        if arg == "--lang":
            asked.append(following)
        elif arg.startswith("--lang="):
            asked.append(arg.removeprefix("--lang="))
    return next((lang for one in reversed(asked) for lang in LANGUAGES if lang == one), "en")


def _usage_error(error: typer.TyperException, command: str) -> CommandError:
    """Return typer's error as one of ours, with a sentence in every language.

    Typer's errors are distinguished by their attributes, never by their text.
    """
    from govrank.problems import CommandError

    known: dict[str, Any] = vars(error)
    parameter = known.get("param")
    help_ = f"{command} --help"
    if "possibilities" in known:
        return CommandError("usage-no-option", name=known["option_name"], near=known["possibilities"] or [], help=help_)
    if "option_name" in known:
        name = known["option_name"]
        given = any(arg.startswith(f"{name}=") for arg in sys.argv)
        return CommandError("usage-no-value" if given else "usage-needs-value", name=name, help=help_)
    found: list[dict[str, Any]] = getattr(error.__cause__, "errors", list)()
    if parameter is None or not (found or "param_type" in known):
        return CommandError("usage-other", reason=error.message, help=help_)
    name = parameter_name(parameter)
    if "param_type" in known:
        return CommandError("usage-missing", name=name, help=help_)
    value, kind = str(found[0]["input"]), found[0]["type"]
    if kind == "value_error":  # a choice
        return CommandError("usage-not-among", value=value, name=name, known=_choices(parameter))
    if kind.startswith("int"):
        return CommandError("usage-not-whole", value=value, name=name, help=help_)
    if kind.startswith(("less_than", "greater_than")):
        wording = "usage-too-small" if parameter.max is None else "usage-out-of-range"
        return CommandError(wording, value=value, name=name, least=parameter.min, most=parameter.max)
    return CommandError("usage-other", reason=error.message, help=help_)


def parameter_name(parameter: Any) -> str:  # noqa: ANN401  # typer's own
    """Return a parameter's name for users: its option, or the environment variable that its value came from."""
    option = next((name for name in parameter.opts if name.startswith("--")), None)
    typed = any(arg == name or arg.startswith(f"{name}=") for arg in sys.argv for name in parameter.opts)
    if parameter.envvar and not typed and parameter.envvar in os.environ:
        return str(parameter.envvar)
    return str(option or parameter.metavar or parameter.name)


def _choices(parameter: Any) -> list[str]:  # noqa: ANN401  # typer's own
    return [str(choice) for choice in get_args(parameter.type_descriptor.annotation)]
