"""The options that commands share: their lists are those of the modules that own them, and they complete."""

import subprocess
import sys

import pytest

from inside import METHODOLOGIES, POPULATIONS, complete_methodology, complete_population
from said import LANGUAGES


def test_what_is_packaged_is_what_the_folders_hold():
    assert LANGUAGES[0] == "en"
    assert {"ru", "kk"} < set(LANGUAGES)
    assert METHODOLOGIES[0] == "akimats"
    assert {"akimats-2020", "bci", "wci-14.2", "wci-2.0"} < set(METHODOLOGIES)
    assert {"kz-2020", "kz-2021", "kz-2022", "kz-2023"} <= set(POPULATIONS)


@pytest.mark.parametrize(
    ("complete", "begun", "names"),
    [
        pytest.param(complete_methodology, "akimats-2", ["akimats-2020"], id="one methodology"),
        pytest.param(complete_methodology, "wci", ["wci-14.2", "wci-2.0"], id="several"),
        pytest.param(complete_methodology, "x", [], id="none"),
        pytest.param(complete_population, "", list(POPULATIONS), id="all tables"),
        pytest.param(complete_population, "kz-2022", ["kz-2022"], id="a whole name"),
    ],
)
def test_a_name_that_is_begun_is_completed(complete, begun, names):
    assert complete(begun) == names


def test_options_import_nothing_that_help_would_wait_for():
    code = (
        "import sys, govrank.cli.options; print(sorted({'pandas', 'numpy', 'pydantic', 'openpyxl'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
