"""Write the manual from the commands: src/govrank/man1/govrank.1, and a page for each command beside it.

python tests/man_pages.py
man -l src/govrank/man1/govrank-score.1    # to look at one
"""

import inspect
import re
from pathlib import Path

import typer

from govrank.cli import app
from inside import DOES, HELP_NAMES

OUT = Path(__file__).parent.parent / "src/govrank/man1"
EXIT_CODES = {
    "0": "Done.",
    "1": "The data or the methodology is wrong.",
    "2": "The command is wrong, or a file is not there.",
    "3": "The output could not be written; the old file is as it was.",
}


def escaped(text):
    """Return a text escaped for roff: no backslash, hyphen or first character is a command or a dash."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.MULTILINE)


def listed(pairs):
    """Return terms in bold, each with its description."""
    return [f".TP\n.B {escaped(term.removesuffix(' <str>'))}\n{escaped(said)}" for term, said in pairs]


def examples(epilog):
    """Return the parts of a page that a command's epilog holds: commands to try, and where to read on."""
    tries, _, read_on = epilog.removeprefix("\b\nExamples:\n").partition("\n\n")
    lines = escaped(inspect.cleandoc(tries))
    return [f".SH EXAMPLES\n.nf\n{lines}\n.fi", f".SH SEE ALSO\n.BR govrank (1)\n.PP\n{escaped(read_on)}"]


def described(command, path):
    """Return how a command is called, what it does, and its arguments and options.

    Args:
        path: its names, from `govrank` on.
    """
    context = typer.Context(command, info_name=path, help_option_names=HELP_NAMES)
    records = [(one, one.get_help_record(context)) for one in command.get_params(context)]
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    parts = [
        f".B {escaped(usage)}",
        *(f".PP\n{escaped(part)}" for part in inspect.cleandoc(command.help).split("\n\n")),
    ]
    for kind in ("argument", "option"):
        pairs = [record for one, record in records if record and one.param_type_name == kind]
        parts += [f".SS {kind.title()}s", *listed(pairs)] if pairs else []
    return parts


def page(name, does, parts):
    """Return a page of the manual."""
    head = [f'.TH {name.upper()} 1 "" govrank "govrank manual"', f".SH NAME\n{escaped(name)} \\- {escaped(does)}"]
    return "\n".join([*head, *parts, ""])


def manual():
    """Return the pages of the manual, by the names of their files."""
    group = typer.main.get_command(app)
    codes = [".SH EXIT STATUS", *listed(EXIT_CODES.items())]
    commands = [".SH COMMANDS", *listed((f"govrank-{name}(1)", does) for name, does in DOES.items())]
    parts = [".SH DESCRIPTION", *described(group, "govrank"), *commands, *codes, *examples(group.epilog)]
    pages = {"govrank.1": page("govrank", "rate official social-media pages", parts)}
    for name, does in DOES.items():
        command, path = group.get_command(None, name), f"govrank {name}"
        parts = [".SH DESCRIPTION", *described(command, path)]
        for inner in getattr(command, "commands", {}).values():
            parts += [f".SH {path.upper()} {inner.name.upper()}", *described(inner, f"{path} {inner.name}")]
        pages[f"govrank-{name}.1"] = page(f"govrank-{name}", does, [*parts, *codes, *examples(command.epilog)])
    return pages


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for name, text in manual().items():
        (OUT / name).write_text(text, encoding="utf-8", newline="\n")
