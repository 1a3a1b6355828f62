"""What an option names to be read is never written over, is remembered, and travels along, whichever option it is.

The tests go over the options that say that they name something: a new one fails here until `GIVEN` has a file for it.
"""

import json
import shutil
from pathlib import Path

import pytest

from commands import run
from files import CLEAN, csv_bytes, write
from inside import LoadOptions, Request, flags, packaged_text, recall

GIVEN = {
    "pages": "july.csv",
    "also": "more/july.csv",
    "previous": "june",
    "population": "people.csv",
    "registry": "registry.csv",
    "columns": "columns.toml",
    "methodology": "rules.toml",
    "logo": "logo.svg",
}
READ = {name: one for name, one in flags(Request).items() if one.reads and one.offered}
OPTIONS = [text for name, one in READ.items() if one.names for text in (one.names[0], GIVEN[name])]
LINE = [GIVEN["pages"], GIVEN["also"], *OPTIONS]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a file for each option, and a file in the folder that one of them names."""
    head, *rows = [[*row, "page" if n == 0 else f"page {n}"] for n, row in enumerate(CLEAN)]
    head[4] = "touched"
    for name in ("more", "june"):
        (tmp_path / name).mkdir()
    write(tmp_path, "july.csv", csv_bytes([head, *rows[:3]]))
    write(tmp_path, "more/july.csv", csv_bytes([head, *rows[3:]]))
    write(tmp_path, "june/all.csv", csv_bytes([head, *rows]))
    write(tmp_path, "registry.csv", csv_bytes([[row[0], row[1], row[5]] for row in (head, *rows)]))
    write(tmp_path, "people.csv", packaged_text("populations", "kz-2023.csv"))
    write(tmp_path, "columns.toml", 'engaged = "touched"\n')
    write(tmp_path, "rules.toml", 'extends = "akimats"\nname = "rules"\n')
    write(tmp_path, "logo.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="6" height="2"/>')
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


def files_in(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_option_that_names_something_is_tried_here():
    assert {*READ} == {*GIVEN}
    assert {name for name, one in flags(LoadOptions).items() if one.reads} - {*GIVEN} == {"usual_columns"}


@pytest.mark.parametrize("name", READ)
def test_what_is_read_is_never_written_over(folder, name):
    read = folder / GIVEN[name] / ("all.csv" if name == "previous" else "")
    before = files_in(folder)

    ended = run("score", *LINE, "-f", "csv", "-o", read, folder=folder)

    assert (ended.code, files_in(folder)) == (2, before)
    assert read.name in ended.err


def test_what_was_read_is_remembered_with_its_whole_path(folder, monkeypatch):
    state = {"XDG_STATE_HOME": str(folder / "state")}
    scored = run("score", *LINE, "-f", "json", folder=folder, **state)
    monkeypatch.chdir(folder)

    then = recall().request
    exported = run("export", "-f", "json", "-o", "-", "-q", folder=folder, **state)

    assert scored.code == 0, scored.err
    for name, one in READ.items():
        assert [Path(path) for path in one.paths(getattr(then, name))] == [folder / GIVEN[name]]
    assert [page["total"] for page in exported.document["pages"]] == [
        page["total"] for page in scored.document["pages"]
    ]


@pytest.mark.parametrize("name", ["akimats", "kz-2023"])
def test_a_folder_that_is_called_as_what_is_packaged_is_not_what_was_read(folder, monkeypatch, name):
    (folder / name).mkdir()
    write(folder, "alone.csv", csv_bytes(CLEAN))
    state = {"XDG_STATE_HOME": str(folder / "state")}
    assert run("score", "alone.csv", "--population", "kz-2023", folder=folder, **state).code == 0
    monkeypatch.chdir(folder)

    assert run("export", "-f", "csv", "-o", "-", "-q", folder=folder, **state).code == 0


@pytest.mark.slow
def test_a_package_and_its_workbook_are_made_again_without_what_was_read(folder, tmp_path_factory):
    pytest.importorskip("typst", reason="the extra images is not installed")
    made = run("package", *LINE, "-o", "made", "-q", folder=folder)
    alone = run("export", *LINE, "-o", "rating.xlsx", "-q", folder=folder)
    inputs = [text for name in ("pages", "also") for text in ("--input", GIVEN[name])]
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(folder / "made", elsewhere / "made")

    assert (made.code, alone.code) == (0, 0), (made.err, alone.err)
    packed = {path.read_bytes() for path in (elsewhere / "made").rglob("*") if path.is_file()}
    opened = ("columns", "methodology")  # whose files are read and written out whole
    for name in READ.keys() - {*opened}:
        read = folder / GIVEN[name]
        assert ({*files_in(read).values()} if read.is_dir() else {read.read_bytes()}) <= packed
    recipe = json.loads((elsewhere / "made" / "datapackage.json").read_bytes())["govrank"]
    assert recipe["options"].keys() >= READ.keys()
    assert run("verify", "made", folder=elsewhere).err == ""
    for book, rules in (("rating.xlsx", "rules.toml"), ("made/rating.xlsx", "made/methodology.toml")):
        options = [rules if text == GIVEN["methodology"] else text for text in OPTIONS]
        ended = run("verify", book, *inputs, *options, folder=folder)
        assert (ended.code, ended.err) == (0, ""), book
