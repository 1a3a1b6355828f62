"""What was last rated in a folder is remembered, and a machine that cannot remember goes on without."""

import json
import os
from pathlib import Path

import pytest

from commands import run
from editions import EXAMPLES
from inside import Request, recall, remember

JULY = EXAMPLES / "july.csv"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def test_what_is_remembered_comes_back_with_whole_paths_and_the_fingerprint(folder):
    (folder / "july.csv").write_bytes(JULY.read_bytes())
    request = Request(pages="july.csv", population="kz-2020", lang="kk", by="platform")
    rating = request.rate()
    remember(request, rating)

    last = recall()

    assert last.request == Request(pages=str(folder / "july.csv"), population="kz-2020", lang="kk", by="platform")
    assert last.fingerprints == {"july.csv": rating.edition.sources[0].sha256}


def test_each_folder_has_its_own(folder, monkeypatch):
    (folder / "july.csv").write_bytes(JULY.read_bytes())
    request = Request(pages="july.csv")
    remember(request, request.rate())
    monkeypatch.chdir(folder.parent)

    assert recall() is None


@pytest.fixture
def kept(folder):
    """Return the file in which a rated edition is remembered."""
    (folder / "july.csv").write_bytes(JULY.read_bytes())
    request = Request(pages="july.csv")
    remember(request, request.rate())
    [file] = (folder.parent / "state").rglob("*.json")
    assert recall() is not None
    return file


GOOD = {"request": {"pages": "a"}, "sources": {"a": "0"}}


@pytest.mark.parametrize(
    "document",
    [
        None, [], "a", 1, {}, {"request": GOOD["request"]}, {"sources": {}}, GOOD | {"request": []},
        GOOD | {"request": None}, GOOD | {"request": {}}, GOOD | {"sources": []}, GOOD | {"sources": {"a": 1}},
        GOOD | {"sources": [["a", "0"]]}, GOOD | {"sources": {"a": None}}, GOOD | {"sources": {"a": ["0"]}},
        *(
            GOOD | {"request": {"pages": "a", name: value}}
            for name, value in [
                ("pages", None), ("pages", 1), ("pages", ["a"]), ("population", 5), ("population", []), ("sheet", {}),
                ("encoding", 1), ("period", ["a"]), ("days", "many"), ("days", 1.5), ("days", {}),
                ("days", 10**4000), ("days", 0), ("days", 100_001),
                ("skip_invalid", "perhaps"), ("skip_invalid", []), ("methodology", None), ("methodology", {}),
                ("by", None), ("by", 1), ("previous", 0), ("force", "x"), ("lang", "xx"), ("lang", None), ("lang", []),
                ("of_another_version", 1),
            ]
        ),
    ],
    ids=repr,
)  # fmt: skip
def test_a_document_of_another_shape_is_as_good_as_nothing(kept, document):
    kept.write_text(json.dumps(document), encoding="utf-8")

    assert recall() is None
    assert run("export", folder=Path.cwd(), XDG_STATE_HOME=str(kept.parents[2])).code == 2


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff", b"\x00" * 99, b"[" * 500_000, b" " * (1 << 20) + b"{}"], ids=len
)
def test_what_is_no_document_is_as_good_as_nothing(kept, content):
    kept.write_bytes(content)

    assert recall() is None


@pytest.mark.parametrize("put", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_only_a_file_is_read_and_written(kept, folder, put):
    """A pipe would be waited for, a device would never end."""
    kept.unlink()
    put(kept)

    assert recall() is None
    assert run("score", "july.csv", folder=folder, XDG_STATE_HOME=str(folder.parent / "state")).code == 0


def test_a_state_folder_that_cannot_be_written_is_no_error(folder, monkeypatch):
    (folder / "july.csv").write_bytes(JULY.read_bytes())
    (folder / "a-file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "a-file"))
    request = Request(pages="july.csv")
    remember(request, request.rate())

    assert recall() is None
