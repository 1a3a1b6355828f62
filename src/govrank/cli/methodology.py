"""`govrank methodology`: the rules as data."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from govrank.cli import options
from govrank.cli.run import HELP, Command, reporting, say_lines, to_output

if TYPE_CHECKING:
    from govrank.methodology import Methodology


class Format(StrEnum):
    text = "text"
    toml = "toml"
    json = "json"


Named = Annotated[
    str,
    typer.Argument(
        metavar="NAME|FILE",
        autocompletion=options.complete_methodology,
        help=f"One of {', '.join(options.METHODOLOGIES)}, or a TOML file.",
    ),
]

app = typer.Typer(
    name="methodology",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    context_settings=HELP,
    help="The rules as data: list, show, check, init.",
)


@app.command("list", cls=Command)
def list_(lang: options.Lang = options.Language.en) -> None:
    """List the packaged methodologies."""
    from govrank.language import words
    from govrank.methodology_file import load_methodology
    from govrank.packaged_methodologies import PACKAGED
    from govrank.rule_values import label_in

    with reporting(words(lang.value)):

        def write(stream: TextIO) -> None:
            width = max(map(len, PACKAGED))
            for name in PACKAGED:
                rules = load_methodology(name)
                title = label_in(rules.title, lang.value) if rules.title else ""
                stream.write(f"{name:<{width}}  {title}\n")

        to_output(None, [], write)


@app.command("show", cls=Command)
def show(
    name: Named = "akimats",
    lang: options.Lang = options.Language.en,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="In words, or as the file would say it.")
    ] = Format.text,
) -> None:
    """Show a methodology in words, or whole as TOML or JSON."""
    from govrank.export.json import dump_json
    from govrank.language import words

    catalogue = words(lang.value)
    with reporting(catalogue):
        from govrank.export.shown import shown
        from govrank.methodology_file import load_methodology
        from govrank.present.rules import rules_data, rules_text

        rules = load_methodology(name)

        def write(stream: TextIO) -> None:
            if format_ is Format.json:
                dump_json(rules_data(rules), stream)
            elif format_ is Format.toml:
                stream.write(_toml(name, rules))
            else:
                stream.writelines(f"{shown(line)}\n" for line in rules_text(rules, catalogue))

        to_output(None, [], write)


def _toml(name: str, rules: Methodology) -> str:
    """Return a packaged methodology as its file stands, with its comments; any other written out whole."""
    from govrank.packaged_methodologies import PACKAGED, packaged_text

    if name in PACKAGED:
        return packaged_text(name)
    import tomli_w

    from govrank.present.rules import rules_data

    return tomli_w.dumps(rules_data(rules))


@app.command("check", cls=Command)
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A TOML file.")],
    lang: options.Lang = options.Language.en,
    quiet: options.Quiet = False,
) -> None:
    """Say what is wrong in a methodology file, with line numbers. Exit code 1 where there is an error."""
    from govrank.language import words

    catalogue = words(lang.value)
    with reporting(catalogue):
        from govrank.export.shown import shown
        from govrank.methodology_file import load_methodology

        rules = load_methodology(file)
        if not quiet:
            said = catalogue.say(
                "methodology.sound", name=rules.name, version=rules.version, file=shown(Path(file).name)
            )
            to_output(None, [], lambda stream: _line(stream, said))


def _line(stream: TextIO, text: str) -> None:
    stream.write(f"{text}\n")


@app.command("init", cls=Command)
def init(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; - is standard output.")] = Path(
        "methodology.toml"
    ),
    base: Annotated[
        str,
        typer.Option(
            "--from", metavar="NAME", autocompletion=options.complete_methodology, help="The methodology to begin with."
        ),
    ] = "akimats",
    lang: options.Lang = options.Language.en,
    quiet: options.Quiet = False,
) -> None:
    """Write a commented methodology file to edit. A file that is there is never overwritten."""
    from govrank.language import words

    catalogue = words(lang.value)
    with reporting(catalogue):
        from govrank.packaged_methodologies import PACKAGED, packaged_text
        from govrank.problem import CommandError
        from govrank.spelling import similar_names

        if base not in PACKAGED:
            raise CommandError("no-methodology", name=base, near=similar_names(base, PACKAGED), known=PACKAGED)
        if str(file) != "-" and file.exists():
            raise CommandError("file-exists", path=str(file))
        text = "".join(f"# {catalogue.say(f'init.line.{n}')}\n" for n in range(1, 4)) + "\n" + packaged_text(base)
        name = "mine" if str(file) == "-" else file.stem
        text = text.replace(f'name = "{base}"', f'name = "{_plain_name(name)}"', 1)
        to_output(file, [], lambda stream: _line(stream, text.rstrip("\n")))
        if not quiet and str(file) != "-":
            say_lines([catalogue.say("export.written", path=str(file))])


def _plain_name(stem: str) -> str:
    """Return a file's stem as a methodology's name: letters, digits, dots, hyphens and underscores."""
    return "".join(letter if letter.isalnum() or letter in "._-" else "-" for letter in stem)[:60] or "mine"


@app.command("schema", cls=Command)
def schema() -> None:
    """Print the JSON Schema of the file, by which an editor completes and checks it."""
    from govrank.export.json import dump_json
    from govrank.language import words
    from govrank.methodology_schema import methodology_schema

    with reporting(words("en")):
        to_output(None, [], lambda stream: dump_json(methodology_schema(), stream))
