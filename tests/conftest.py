"""The programs that tests open results with, started once; a test that needs one of them is a slow one."""

import os
import sys

import pytest

import chromium
from programs import find_program

# the processes that tests start keep the byte code of what they import, however the machine is set
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

collect_ignore = ["benchmarks/scripts"]  # run by hand, and with arguments

PROGRAMS = {"browser", "office"}


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    with chromium.browser(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture
def tab(browser):
    tab = chromium.Tab(browser)
    yield tab
    tab.close()


@pytest.fixture(scope="session")
def office():
    """The path of LibreOffice."""
    return find_program("soffice")


def pytest_collection_modifyitems(items):
    for item in items:
        if PROGRAMS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
