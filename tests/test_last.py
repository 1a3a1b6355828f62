"""What was last rated in a folder is remembered, and a machine that cannot remember goes on without."""

import pytest

from editions import EXAMPLES
from govrank.cli.last import recall, remember
from govrank.cli.request import Request

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


@pytest.mark.parametrize("text", ["", "{", '{"request": {"pages": "a", "of_another_version": 1}, "sources": {}}', "[]"])
def test_what_cannot_be_read_is_as_good_as_nothing(folder, text):
    (folder / "july.csv").write_bytes(JULY.read_bytes())
    request = Request(pages="july.csv")
    remember(request, request.rate())
    [kept] = (folder.parent / "state").rglob("*.json")
    kept.write_text(text, encoding="utf-8")

    assert recall() is None


def test_a_state_folder_that_cannot_be_written_is_no_error(folder, monkeypatch):
    (folder / "july.csv").write_bytes(JULY.read_bytes())
    (folder / "a-file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "a-file"))
    request = Request(pages="july.csv")
    remember(request, request.rate())

    assert recall() is None
