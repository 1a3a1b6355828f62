"""A missing program: its tests are skipped with the reason, and fail where nothing may be skipped."""

import pytest

from programs import SKIP_NOTHING, find_program


def test_the_first_program_that_is_there_is_taken(tmp_path, monkeypatch):
    for name in ("second", "third"):
        (tmp_path / name).write_text("")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program("first", "second", "third") == str(tmp_path / "second")


@pytest.mark.parametrize(("allowed", "outcome"), [(True, pytest.skip.Exception), (False, pytest.fail.Exception)])
def test_a_missing_program_skips_unless_nothing_may_be_skipped(tmp_path, monkeypatch, allowed, outcome):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(SKIP_NOTHING, "" if allowed else "1")
    with pytest.raises(outcome, match="first is not installed"):
        find_program("first", "second")
