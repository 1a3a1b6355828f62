"""`govrank schema`: the schema of each JSON document that a command writes."""

from __future__ import annotations

from typing import Annotated

import typer

from govrank.cli import options
from govrank.cli.notices import speaking
from govrank.cli.output import Output
from govrank.cli.usage import HELP, Command, examples

# Repeated here, because importing the documents' types would slow the help down. A test compares them.
NAMES = (
    "rating", "compare", "diff", "trend", "explain", "robustness", "problems", "population", "errata", "methodology",
)  # fmt: skip

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "schema",
    cls=Command,
    context_settings=HELP,
    epilog=examples("govrank schema rating", "govrank schema problems -o govrank-problems.schema.json"),
)
def schema(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", autocompletion=options.complete(NAMES), help=f"Schema: {', '.join(NAMES)}."),
    ],
    output: options.Output = None,
    lang: options.Lang = "en",
) -> None:
    """Print the JSON Schema of a command's JSON output or of a methodology file."""
    with speaking(lang) as words:
        from govrank.formats.json import dump_json
        from govrank.problems import CommandError
        from govrank.reports.schemas import document_schema
        from govrank.text.spelling import similar_names

        if name not in NAMES:
            raise CommandError("no-schema", name=name, near=similar_names(name, NAMES), known=NAMES)
        Output(words, output).write_text(lambda stream: dump_json(document_schema(name), stream))
