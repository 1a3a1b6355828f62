"""The golden files of the example: written by hand of `python tests/golden_files.py`, compared by the tests."""

from pathlib import Path

from editions import example
from govrank.packaged import LANGUAGES
from rendered import published

FOLDER = Path(__file__).parent / "golden"
FORMATS = ("md", "html")


def golden_path(lang, form):
    return FOLDER / f"july.{lang}.{form}"


def golden_text(lang, form):
    """Return July with its movement against June as a page or as an article."""
    rating, movement = example()
    return published(rating, form, lang, movement)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for lang in LANGUAGES:
        for form in FORMATS:
            golden_path(lang, form).write_text(golden_text(lang, form), encoding="utf-8", newline="\n")
