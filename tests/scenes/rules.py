"""What is said of methodology files with one mistake each."""

from pathlib import Path
from tempfile import TemporaryDirectory

from commands import run
from files import write
from wrong_rules import CASES


def wrong(lang):
    for case in CASES:
        text, _problems = case.values
        with TemporaryDirectory() as name:
            path = write(Path(name), "small.toml", text)
            ended = run("methodology", "check", path, GOVRANK_LANG=lang)
        yield f"# {case.id}"
        yield from ended.lines[:-1]  # the last one says how many there are
