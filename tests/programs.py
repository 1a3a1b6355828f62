"""Programs that some tests open the results with: where they are missing the test is skipped, unless nothing may be."""

import os
import shutil
from html import escape
from pathlib import Path

import pytest
from matplotlib import get_data_path

SKIP_NOTHING = "GOVRANK_TESTS_SKIP_NOTHING"
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{fonts}</dir>
<cachedir>{cache}</cachedir>
<match target="pattern">
<edit name="family" mode="assign" binding="strong"><string>DejaVu Sans</string></edit>
</match>
</fontconfig>
"""


def find_program(*names):
    """Return the path of the first program that is there; without one the test is skipped, or fails on request."""
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        say = pytest.fail if os.environ.get(SKIP_NOTHING) else pytest.skip
        say(f"{names[0]} is not installed")
    return found


def own_fonts(folder):
    """Return an environment in which every text has the fonts that come with matplotlib, whatever the machine has."""
    path = folder / "fonts.conf"
    fonts = Path(get_data_path(), "fonts", "ttf")
    path.write_text(FONTS.format(fonts=escape(str(fonts)), cache=escape(str(folder / "fonts"))), encoding="utf-8")
    return os.environ | {"FONTCONFIG_FILE": str(path)}
