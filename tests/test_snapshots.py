"""Everything that govrank says, beside what a person accepted: `python tests/snapshots.py --accept` writes it anew."""

import re

import pytest

from govrank.packaged import LANGUAGES
from scenes import SCENES
from snapshots import FOLDER, differences, left_over, snapshot_texts

LINES = ("problems", "reasons", "errors", "files", "rules")
LITERAL = re.compile(r"'[^']*'|\{\}|\{ [^}]* \}")  # what a file holds, an empty table, a table to write


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_is_what_was_accepted(lang):
    changed = "\n".join(differences(snapshot_texts(lang)))
    assert changed == "", "if this is meant: python tests/snapshots.py --accept"


def test_every_snapshot_belongs_to_a_scene():
    said = {
        FOLDER / f"{scene.name}.{lang}.{scene.form}" for scene in SCENES for lang in LANGUAGES if scene.said_in(lang)
    }
    assert left_over(said) == []


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
@pytest.mark.parametrize("name", LINES)
def test_no_line_is_left_in_english_or_with_a_name_that_was_not_filled_in(name, lang):
    english, lines = ((FOLDER / f"{name}.{one}.txt").read_text(encoding="utf-8").splitlines() for one in ("en", lang))

    assert len(lines) == len(english)
    for line, other in zip(lines, english, strict=True):
        if not line.startswith("# "):
            assert line != other
            assert re.search("[а-яё]", line.casefold())
            assert not set("{}") & set(LITERAL.sub("", line))
