"""The documents: short enough for a first read, whole in their links, and reachable from the README and the help."""

import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands import run
from inside import DOES, READ_ON, formats_of

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "MAINTAINING")),
    *(path for path in sorted(ROOT.glob("examples/**/*.md")) if path.parent.name != "gallery"),
]
CHECKED = Path(ROOT, ".ci", "documents").read_text("utf-8").split()


def named(path):
    return str(path.relative_to(ROOT))


def links(path):
    """Return what a document links to on this machine, each as a file and the heading in it, "" for the top."""
    found = re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8"))
    parts = [target.partition("#") for target in found if "://" not in target]
    return [((path.parent / file).resolve() if file else path, anchor) for file, _, anchor in parts]


def anchors(path):
    """Return the headings of a document as links write them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_readme_is_a_first_read():
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 250


def test_every_format_of_an_export_is_described():
    described = (ROOT / "examples/outputs.md").read_text("utf-8").split("## Formats")[1].split("\n## ")[0]

    assert [one.key for one in formats_of("export") if f"**{one.key}**" not in described] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(path):
    assert [
        (file, anchor) for file, anchor in links(path) if not file.exists() or (anchor and anchor not in anchors(file))
    ] == []


def test_every_document_is_reached_from_the_readme():
    reached, left = set(), [ROOT / "README.md"]
    while left:
        path = left.pop()
        reached.add(path)
        left += [file for file, _ in links(path) if file.suffix == ".md" and file not in reached]

    assert reached >= {*DOCUMENTS, ROOT / "CHANGELOG.md"}


def test_the_help_of_every_command_names_a_document():
    assert [*READ_ON] == [*DOES]
    assert [name for names in READ_ON.values() for name in names.split(", ") if not (ROOT / name).is_file()] == []


def test_every_document_with_generated_parts_is_checked():
    generated = {named(path) for path in DOCUMENTS if "[[[cog" in path.read_text("utf-8")}

    assert generated == {*CHECKED}


def test_the_files_that_contributors_are_told_of_are_there():
    text = "".join((ROOT / name).read_text("utf-8") for name in ("CONTRIBUTING.md", "MAINTAINING.md"))
    told = set(re.findall(r"\b(?:tests|examples|src)/[\w/.-]*\w", text)) | set(re.findall(r"@(\.ci/\w+)", text))

    assert [name for name in sorted(told) if "NAME" not in name and not (ROOT / name).exists()] == []
    assert len(told) > 20


def test_pictures_that_are_kept_are_light():
    kept = [path for path in ROOT.glob("examples/*") if path.suffix in {".png", ".svg", ".pdf"}]

    assert [path.name for path in kept] == ["july.png"]
    assert kept[0].stat().st_size < 120_000


@pytest.mark.slow
def test_the_gallery_shows_what_it_builds(tmp_path, monkeypatch):
    """Its twelve commands are run in this process: that each starts one of its own is not what is shown here."""

    def run_here(command, *, cwd, check):
        assert (command[:3], check) == ([sys.executable, "-m", "govrank"], True)
        assert run(*command[3:], folder=cwd).code == 0

    for name in ("gallery.py", "june.xlsx", "july.xlsx"):
        shutil.copy(ROOT / "examples" / name, tmp_path)
    monkeypatch.setattr(subprocess, "run", run_here)
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "gallery.py")])
    runpy.run_path(sys.argv[0], run_name="__main__")
    built = {path.name for path in (tmp_path / "gallery").iterdir()}
    page = (tmp_path / "gallery" / "index.html").read_text("utf-8")

    assert set(re.findall(r'(?:href|src)="([^"]+)"', page)) == built - {"index.html"}
    assert {Path(name).suffix for name in built} == {".html", ".pdf", ".md", ".xlsx", ".png", ".svg"}
