"""What is said of the spoiled and strange files, each by its name."""

from pathlib import Path
from tempfile import TemporaryDirectory

from commands import run
from files import write
from spoiled import KZ_2023, OTHERS, RATED, REFUSED, REFUSED_CELLS, csv


def _cases():
    """Return what each file is, the files of its folder, and the command's further options."""
    for case in (*RATED, *REFUSED):
        name, content, options, lines = case.values
        if lines:
            yield case.id, {name: content}, (*KZ_2023, *options)
    for cell, *_kind in REFUSED_CELLS:
        yield f"the cell {cell!r}", {"july.csv": csv(2, 2, cell)}, KZ_2023
    for case in OTHERS:
        files, options, _code, lines = case.values
        if lines:
            yield case.id, files, options


def spoiled(lang):
    for title, files, options in _cases():
        with TemporaryDirectory() as name:
            folder = Path(name)
            for file, content in files.items():
                write(folder, file, content)
            ended = run("score", next(iter(files)), *options, "--lang", lang, folder=folder)
        yield f"# {title}"
        yield from ended.lines
