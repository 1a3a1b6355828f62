"""The extension of --output names the format, in every command that has one."""

import pytest

from commands import run
from editions import EXAMPLES
from inside import formats_of
from said import command_line

JULY = EXAMPLES / "july.csv"


@pytest.mark.parametrize(
    ("command", "name", "begins"),
    [
        pytest.param(["score", JULY], "out.json", '{\n "schema": "govrank.rating/1"', id="a rating as json"),
        pytest.param(["score", JULY], "out.csv", "\ufeffleague,place,move", id="a rating as csv"),
        pytest.param(["score", JULY], "out.tsv", "\ufeffleague\tplace\tmove", id="a rating as tsv"),
        pytest.param(["compare", JULY, JULY], "out.tsv", "\ufeffleague\tplace\tstate", id="a comparison as tsv"),
        pytest.param(["trend", JULY, JULY], "out.tsv", "\ufeffleague\tplace\tpage", id="a trend as tsv"),
        pytest.param(["export", JULY], "out.tsv", "\ufeffleague\tplace\tmove", id="an export as tsv"),
        pytest.param(["population", "show", "kz-2020"], "out.tsv", "\ufeffregion\tpopulation", id="people as tsv"),
        pytest.param(["score", JULY], "out.txt", "Official pages", id="a rating to read"),
        pytest.param(["check", JULY], "out.json", '{\n "schema": "govrank.problems/1"', id="problems as json"),
        pytest.param(["compare", JULY, JULY], "out.md", "# ", id="a comparison as an article"),
        pytest.param(["robustness", JULY, "--draws", "10"], "out.json", "{\n", id="an analysis as json"),
    ],
)
def test_the_outputs_extension_names_the_format(tmp_path, command, name, begins):
    ended = run(*command, "-o", tmp_path / name)

    assert (ended.code, ended.out) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_an_extension_that_the_command_cannot_write_is_refused(tmp_path):
    ended = run("score", JULY, "-o", tmp_path / "out.xlsx")

    assert ended.code == 2
    assert [one.key for one in formats_of("score") if f"'{one.suffixes[0]}'" not in ended.err] == []
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("option", "wording", "formats"),
    [
        pytest.param(["--table", "er"], "table-of-no-picture", ["png", "svg", "pdf"], id="a table of no picture"),
        pytest.param(
            ["--robustness"], "no-intervals", ["xlsx", "md", "html", "png", "svg", "pdf"], id="intervals in csv"
        ),
    ],
)
def test_an_option_that_a_format_has_no_use_for_is_refused(tmp_path, option, wording, formats):
    ended = run("export", JULY, *option, "-f", "csv", "-o", tmp_path / "out.csv")

    assert (ended.code, [*tmp_path.iterdir()]) == (2, [])
    assert ended.lines == [command_line(wording, known=formats)]
