"""Programs that some tests open the results with: where they are missing the test is skipped, unless nothing may be."""

import os
import shutil

import pytest

SKIP_NOTHING = "GOVRANK_TESTS_SKIP_NOTHING"


def find_program(*names):
    """Return the path of the first program that is there; without one the test is skipped, or fails on request."""
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        say = pytest.fail if os.environ.get(SKIP_NOTHING) else pytest.skip
        say(f"{names[0]} is not installed")
    return found
