"""`govrank init`: write a commented `govrank.toml` from what is found in the folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import typer

from govrank.cli import options
from govrank.cli.output import Output
from govrank.cli.settings import options_of_folder
from govrank.cli.usage import HELP, Command, examples
from govrank.options import SETTINGS, Flag
from govrank.request import Request

if TYPE_CHECKING:
    from govrank.read.book import Book
    from govrank.read.table import Grid
    from govrank.text.catalogue import Catalogue

app = typer.Typer(rich_markup_mode=None, add_completion=False)

MOST_TRIED = 20  # files of pages, newest first


class Beginning(Command):
    """The command that creates the file, and so does not read it."""

    settings = False


@dataclass(frozen=True)
class Found:
    """An option's value, and the sentence that gives the reason, with its arguments."""

    value: str
    why: str
    file: str = ""


@app.command(
    "init",
    cls=Beginning,
    context_settings=HELP,
    epilog=examples("govrank init --lang ru", "govrank init -o -"),
)
def init(output: options.Output = Path(SETTINGS), lang: options.Lang = "en", quiet: options.Quiet = False) -> None:
    """Write a commented govrank.toml for this folder. An existing file is never overwritten."""
    from govrank.cli.notices import speaking

    with speaking(lang) as words:
        from govrank.problems import CommandError

        path = output or Path(SETTINGS)
        if str(path) != "-" and path.exists():
            raise CommandError("file-exists", path=str(path))
        text = "\n".join(_lines(words, _find(Path(), lang)))
        Output(words, path, announced=not quiet).write_text(lambda stream: stream.write(f"{text}\n"))


def _lines(words: Catalogue, found: dict[str, Found]) -> Iterator[str]:
    """Yield the file: each option below its description, with the found value or commented out."""
    yield from (f"# {words.say(f'settings.head.{n}')}" for n in (1, 2))
    options = options_of_folder(Request)
    columns = options.pop("columns")
    for name, one in options.items():
        yield ""
        yield f"# {one.help}"
        if name in found:
            yield f"# {words.say(found[name].why, file=found[name].file)}"
            yield f"{name} = {json.dumps(found[name].value, ensure_ascii=False)}"
        else:
            yield f"# {name} = {_example(one)}"
    yield from ("", f"# {columns.help}", "# [columns]", '# followers = "Fan Count"')  # a table comes last


def _example(option: Flag) -> str:
    """Return an example of an option's value: its default, else the first accepted one, else a placeholder."""
    if isinstance(option.default, bool):
        return json.dumps(not option.default)
    choices = [value for part in get_args(option.type) for value in get_args(part)]
    return json.dumps(
        option.default or next(iter(choices), "") or f"{option.metavar}".split("|")[0], ensure_ascii=False
    )


def _find(folder: Path, lang: str) -> dict[str, Found]:
    """Return the options found from a folder's files of pages and rules."""
    found: dict[str, Found] = {}
    if lang != "en":
        found["lang"] = Found(lang, "settings.asked.lang")
    rules = _rules(folder)
    if rules is not None:
        found["methodology"] = Found(rules, "settings.found.methodology")
    for path, book, table in _pages(folder):
        if "population" in found:
            break
        table_name = _populations(book, table)
        if table_name is not None:
            found["population"] = Found(table_name, "settings.found.population", path.name)
    return found


def _rules(folder: Path) -> str | None:
    """Return the only methodology file of a folder; None if there is none, or several."""
    from govrank.methodology.load import load_methodology
    from govrank.problems import GovrankError

    sound = []
    for path in sorted(folder.glob("*.toml")):
        if path.name != SETTINGS:
            try:
                load_methodology(str(path))
            except GovrankError:
                continue
            sound.append(str(path))
    return sound[0] if len(sound) == 1 else None


def _pages(folder: Path) -> Iterator[tuple[Path, Book, Grid]]:
    """Yield the tables of pages in a folder, the newest file first."""
    from govrank.methodology.load import load_methodology
    from govrank.pipeline import choose_pages, read_source
    from govrank.problems import GovrankError
    from govrank.read.book import READ
    from govrank.validate.columns import recogniser

    rules = load_methodology()
    recognise = recogniser(rules)
    files = [path for path in folder.iterdir() if path.suffix.lower() in READ and path.is_file()]
    newest = sorted(files, key=lambda path: (-path.stat().st_mtime_ns, path.name))
    for path in newest[:MOST_TRIED]:
        try:
            book = read_source(path, None, recognise)
            table = choose_pages(book, rules, recognise)
        except GovrankError:
            continue
        if {"region", "followers"} <= {*recognise.names(table.headings)}:
            yield path, book, table


def _populations(book: Book, table: Grid) -> str | None:
    """Return the newest packaged table that knows every region of a file; None if the file has its own figures."""
    from govrank.population.tables import is_population_table, table_that_knows
    from govrank.read.headings import known_column
    from govrank.read.table import tidy_text

    names = [known_column(heading) for heading in table.headings]
    if "population" in names or any(is_population_table(other) for other in book.tables if other is not table):
        return None
    regions = {tidy_text(cell) for cell in table.columns[names.index("region")]} - {""}
    return table_that_knows(regions)
