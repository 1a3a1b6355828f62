"""Everything that govrank says, beside what a person accepted: `python tests/snapshots.py --accept` writes it anew."""

import functools
import re

import pytest

from said import LANGUAGES, words
from scenes import SCENES
from snapshots import FOLDER, differences, left_over, snapshot_texts

pytestmark = pytest.mark.slow  # says everything that govrank says

ELSEWHERE = (
    "counts.",
    "language.",
    "period.month.",
    "image.",
    "totals.note.",
    "zones.",
    "xlsx.",
    "progress.",
)  # names, and what only pictures have
RARE = {
    *(
        "card.step.unknown",
        "card.steps.none",
        "collect.more",
        "command.usage-other",
        "digest.more",
        "digest.returned",
        "export.foreign",
    ),
    *(
        "method.third.last.rest",
        "read.points.first",
        "norm.above",
        "package.moved.none",
        "section.moved",
        "table.league",
    ),
    *("head.rated", "html.filter", "html.leagues.all"),  # of pictures, and of very many pages
    *("move.chance.many", "move.chance.posts", "robust.chance.nothing", "robust.dominance.last", "robust.names"),
    *("population.check.sum", "population.check.unread", "population.check.wrong"),
    *("trend.renamed", "trend.renamed.page", "verify.file", "verify.more", "verify.nothing", "verify.unchecked"),
    "settings.asked.lang",  # never English
}
LINES = ("problems", "reasons", "errors", "files", "rules")
LITERAL = re.compile(r"'[^']*'|\{\}|\{ [^}]* \}")  # what a file holds, an empty table, a table to write


class Read(dict):
    """The messages of a catalogue, which records those that were read."""

    def __init__(self, messages):
        super().__init__(messages)
        self.keys_read = set()

    def __getitem__(self, key):
        self.keys_read.add(key)
        return super().__getitem__(key)


@functools.cache
def english():
    """Return what is said in English by its file, and the messages that were read for it, but for the scene of forms.

    That one says every message that has forms.
    """
    catalogue = words("en")
    usual, catalogue.messages = catalogue.messages, Read(catalogue.messages)
    try:
        texts = snapshot_texts("en", [scene for scene in SCENES if scene.name != "forms"])
        keys_read = {*catalogue.messages.keys_read}
    finally:
        catalogue.messages = usual
    return texts | snapshot_texts("en", [scene for scene in SCENES if scene.name == "forms"]), keys_read


@pytest.mark.parametrize("lang", ["en", *(pytest.param(lang, marks=pytest.mark.slow) for lang in LANGUAGES[1:])])
def test_what_is_said_is_what_was_accepted(lang):
    texts = english()[0] if lang == "en" else snapshot_texts(lang)
    changed = "\n".join(differences(texts))
    assert changed == "", "if this is meant: python tests/snapshots.py --accept"


@pytest.mark.slow
def test_a_message_that_is_said_stands_in_a_snapshot():
    """A new sentence needs a scene that says it."""
    unsaid = {*words("en").messages} - english()[1] - RARE
    assert sorted(key for key in unsaid if not key.startswith(ELSEWHERE)) == []


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
