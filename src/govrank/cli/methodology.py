"""`govrank methodology`: the rules as data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from govrank.cli import options
from govrank.cli.notices import speaking
from govrank.cli.output import Output
from govrank.cli.usage import HELP, Command, CommandGroup, examples
from govrank.packaged import DEFAULT, METHODOLOGIES

if TYPE_CHECKING:
    from govrank.methodology.models import Methodology


Named = Annotated[
    str,
    typer.Argument(
        metavar="NAME|FILE",
        autocompletion=options.complete_methodology,
        help=f"Methodology: {', '.join(METHODOLOGIES)}, or a TOML file.",
    ),
]

app = typer.Typer(
    name="methodology",
    cls=CommandGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    context_settings=HELP,
    help="Work with methodologies: list, show, check, init, schema.",
    epilog=examples(
        "govrank methodology show akimats", "govrank methodology init mine.toml", "govrank methodology check mine.toml"
    ),
)


@app.command("list", cls=Command, context_settings=HELP, epilog=examples("govrank methodology list --lang ru"))
def list_(lang: options.Lang = "en") -> None:
    """List the packaged methodologies."""
    from govrank.methodology.load import load_methodology
    from govrank.text.catalogue import label_in

    with speaking(lang, "rules") as words:

        def write(stream: TextIO) -> None:
            width = max(map(len, METHODOLOGIES))
            for name in METHODOLOGIES:
                rules = load_methodology(name)
                title = label_in(rules.title, lang) if rules.title else ""
                stream.write(f"{name:<{width}}  {title}\n")

        Output(words).write_text(write)


@app.command(
    "show",
    cls=Command,
    context_settings=HELP,
    epilog=examples("govrank methodology show akimats", "govrank methodology show mine.toml --format json"),
)
def show(
    name: Named = DEFAULT,
    lang: options.Lang = "en",
    format_: Annotated[Literal["text", "toml", "json"], options.FORMAT] = "text",
    output: options.Output = None,
) -> None:
    """Show a methodology in words, or in full as TOML or JSON."""
    from govrank.formats.json import dump_json

    with speaking(lang, "rules") as words:
        from govrank.methodology.load import load_methodology, rule_files
        from govrank.reports.sentences import printable_spaced
        from govrank.reports.wording import rules_data, rules_text

        rules = load_methodology(name)

        def write(stream: TextIO) -> None:
            if format_ == "json":
                dump_json(rules_data(rules), stream)
            elif format_ == "toml":
                stream.write(_toml(name, rules))
            else:
                stream.writelines(f"{printable_spaced(line)}\n" for line in rules_text(rules, words))

        Output(words, output, rule_files(name)).write_text(write)


def _toml(name: str, rules: Methodology) -> str:
    """Return a packaged methodology's file with its comments; any other written out in full."""
    from govrank.packaged import methodology_text

    if name in METHODOLOGIES:
        return methodology_text(name)
    from govrank.reports.wording import rules_toml

    return rules_toml(rules)


@app.command("check", cls=Command, context_settings=HELP, epilog=examples("govrank methodology check mine.toml"))
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="TOML file.")],
    lang: options.Lang = "en",
    quiet: options.Quiet = False,
) -> None:
    """Report what is wrong in a methodology file, with line numbers. Exit code 1 if there is an error."""
    with speaking(lang, "rules") as words:
        from govrank.methodology.load import load_methodology
        from govrank.reports.sentences import printable_spaced

        rules = load_methodology(file)
        if not quiet:
            said = words.say("methodology.sound", name=rules.name, version=rules.version, file=Path(file).name)
            Output(words).write_text(lambda stream: stream.write(f"{printable_spaced(said)}\n"))


@app.command(
    "init",
    cls=Command,
    context_settings=HELP,
    epilog=examples("govrank methodology init mine.toml", "govrank methodology init mine.toml --from akimats-2020"),
)
def init(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Output file; - is standard output.")] = Path(
        "methodology.toml"
    ),
    base: Annotated[
        str,
        typer.Option(
            "--from", metavar="NAME", autocompletion=options.complete_methodology, help="Methodology to start from."
        ),
    ] = DEFAULT,
    lang: options.Lang = "en",
    quiet: options.Quiet = False,
) -> None:
    """Write a commented methodology file to edit. An existing file is never overwritten."""
    with speaking(lang, "rules") as words:
        import json

        from govrank.packaged import methodology_text
        from govrank.problems import CommandError
        from govrank.text.spelling import similar_names

        if base not in METHODOLOGIES:
            raise CommandError(
                "no-methodology", name=base, near=similar_names(base, METHODOLOGIES), known=METHODOLOGIES
            )
        if str(file) != "-" and file.exists():
            raise CommandError("file-exists", path=str(file))
        text = "".join(f"# {words.say(f'init.line.{n}')}\n" for n in range(1, 4)) + "\n" + methodology_text(base)
        name = "mine" if str(file) == "-" else file.stem
        text = text.replace(f'name = "{base}"', f"name = {json.dumps(_plain_name(name), ensure_ascii=False)}", 1)
        Output(words, file, announced=not quiet).write_text(lambda stream: stream.write(f"{text.rstrip()}\n"))


def _plain_name(stem: str) -> str:
    """Return a file's stem as a methodology's name, with printable letters only."""
    plain = "".join(letter if letter.isprintable() else "-" for letter in stem)
    return plain[:60].strip() or "mine"


@app.command(
    "schema",
    cls=Command,
    context_settings=HELP,
    epilog=examples("govrank methodology schema -o govrank-methodology.schema.json"),
)
def schema(output: options.Output = None, lang: options.Lang = "en") -> None:
    """Print the JSON Schema of a methodology file, for editors that complete and check it."""
    from govrank.formats.json import dump_json
    from govrank.methodology.models import methodology_schema

    with speaking(lang, "rules") as words:
        Output(words, output).write_text(lambda stream: dump_json(methodology_schema(), stream))
