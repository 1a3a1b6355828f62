"""Programs that some tests open results with: without them the test is skipped, unless skipping is forbidden."""

import json
import os
import shutil
from html import escape
from importlib.resources import files

import pytest
import typst

INTER = str(files("fontpkg_inter").joinpath("files"))
SKIP_NOTHING = "GOVRANK_TESTS_SKIP_NOTHING"
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{fonts}</dir>
<cachedir>{cache}</cachedir>
<match target="pattern">
<edit name="family" mode="assign" binding="strong"><string>Inter</string></edit>
</match>
</fontconfig>
"""


def find_program(*names):
    """Return the path of the first installed program; without one the test is skipped, or fails on request."""
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        say = pytest.fail if os.environ.get(SKIP_NOTHING) else pytest.skip
        say(f"{names[0]} is not installed")
    return found


def own_fonts(folder):
    """Return an environment in which every text has the font of the pictures, whatever the machine has."""
    path = folder / "fonts.conf"
    path.write_text(FONTS.format(fonts=escape(INTER), cache=escape(str(folder / "fonts"))), encoding="utf-8")
    return os.environ | {"FONTCONFIG_FILE": str(path)}


def inter_width(text, size):
    """Return how wide a text is in the font of the pictures, as Typst sets it."""
    source = f'#context metadata(measure(text(font: "Inter", size: {size}pt, json("text.json"))).width.pt())'
    files = {"main.typ": source.encode(), "text.json": json.dumps(text).encode()}
    return json.loads(typst.query(files, "metadata", field="value", one=True, font_paths=[INTER]))
