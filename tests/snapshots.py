"""What govrank says, in every language, as text files that a person reads when they change.

`python tests/snapshots.py` shows what differs from the accepted files; with `--accept` it writes them anew.
"""

import difflib
import sys
from pathlib import Path

from said import LANGUAGES
from scenes import SCENES

FOLDER = Path(__file__).parent / "snapshots"


def snapshot_texts(lang, scenes=SCENES):
    """Return what is said in a language, by the name of the file that holds what was accepted."""
    return {FOLDER / f"{scene.name}.{lang}.{scene.form}": scene.text(lang) for scene in scenes if scene.said_in(lang)}


def differences(texts):
    """Return a diff from the accepted files to these texts; empty where nothing changed."""
    lines = []
    for path, text in texts.items():
        accepted = path.read_text(encoding="utf-8") if path.exists() else ""
        lines += difflib.unified_diff(
            accepted.splitlines(), text.splitlines(), f"accepted/{path.name}", f"said/{path.name}", n=1, lineterm=""
        )
    return lines


def left_over(texts):
    """Return the files of snapshots that nothing writes any more."""
    return sorted(set(FOLDER.iterdir()) - set(texts)) if FOLDER.exists() else []


def main():
    texts = {path: text for lang in LANGUAGES for path, text in snapshot_texts(lang).items()}
    lines = differences(texts)
    lines += [f"left over: {path.name}" for path in left_over(texts)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    if "--accept" in sys.argv[1:]:
        FOLDER.mkdir(exist_ok=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8", newline="\n")
        for path in left_over(texts):
            path.unlink()
        return 0
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main())
