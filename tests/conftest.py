"""The programs that tests open results with, started once; a test that needs one of them is a slow one."""

import os
import subprocess
import sys

import pytest

import chromium
from programs import find_program, own_fonts

# the processes that tests start keep the byte code of what they import, however the machine is set
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command sets it; here for those that import the package

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
def office(tmp_path_factory):
    """LibreOffice, which converts files to another kind, into a folder; the user's profile is made once."""
    folder = tmp_path_factory.mktemp("office")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command, fonts = [find_program("soffice"), "--headless", profile, "--convert-to"], own_fonts(folder)

    def convert(kind, into, *files):
        subprocess.run(
            [*command, kind, "--outdir", into, *files], env=fonts, capture_output=True, check=True, timeout=300
        )

    return convert


def pytest_collection_modifyitems(items):
    for item in items:
        if PROGRAMS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
