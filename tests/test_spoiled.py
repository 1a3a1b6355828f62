"""Spoiled and unusual files, each with its exact rating or its exact problems; their messages are a snapshot."""

import re
import subprocess
import sys

import pytest

from commands import rated, run
from files import (
    CLEAN,
    HEADER,
    PAGES,
    Raw,
    changed,
    csv_bytes,
    csv_text,
    number_cell,
    shared_cell,
    with_external_entity,
    write,
    xlsx,
)
from govrank import Problem, problem_text
from said import nothing
from spoiled import KZ_2023, OTHERS, RATED, REFUSED, REFUSED_CELLS, clean_rating, csv

pytestmark = pytest.mark.slow  # reads hundreds of spoiled files


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    return clean_rating(tmp_path_factory.mktemp("clean"))


@pytest.mark.parametrize(("name", "content", "options", "lines"), RATED)
def test_a_strange_file_is_rated_like_the_clean_one(tmp_path, clean, name, content, options, lines):
    ended = run("score", write(tmp_path, name, content), *KZ_2023, *options, "-f", "json")

    assert (ended.code, ended.said) == (0, lines)
    assert rated(ended) == clean


@pytest.mark.parametrize(("name", "content", "options", "lines"), REFUSED)
def test_a_spoiled_file_is_refused_with_every_problem(tmp_path, name, content, options, lines):
    ended = run("score", write(tmp_path, name, content), *KZ_2023, *options)

    assert (ended.code, ended.out, ended.said) == (1, "", lines)


def refused_cell(text, key, proposal, **place):
    """Return the message about a cell that is not a whole number."""
    code, _, wording = key.partition("/")
    return problem_text(
        Problem(code, column="followers", value=text, wording=wording, args={"proposal": proposal}, **place)
    )


@pytest.mark.parametrize(("cell", "key", "proposal"), REFUSED_CELLS)
def test_a_cell_that_is_no_whole_number_is_refused(tmp_path, cell, key, proposal):
    ended = run("score", write(tmp_path, "july.csv", csv(2, 2, cell)), *KZ_2023)

    assert (ended.code, ended.out) == (1, "")
    assert ended.lines == [
        refused_cell(cell, key, proposal, file="july.csv", row=2),
        nothing("rated", 1, "july.csv"),
    ]


@pytest.mark.parametrize(("cell", "key", "proposal"), [case for case in REFUSED_CELLS if "\x1b" not in case[0]])
def test_a_text_that_is_no_number_is_none_in_a_workbook_either(tmp_path, cell, key, proposal):
    ended = run("score", write(tmp_path, "july.xlsx", xlsx(changed(2, 2, cell))), *KZ_2023)

    assert (ended.code, ended.out) == (1, "")
    assert ended.lines[0] == refused_cell(cell, key, proposal, file="july.xlsx", sheet="Июль", row=2, cell="C2")


# parts of a workbook that no spreadsheet program writes: each could hide a page or a figure
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(xlsx(numbers=[1, 2, 3, 4, 5, 5]), id="two rows of one number"),
        pytest.param(xlsx(numbers=[1, 2, 3, 4, 5, 0]), id="a row before the first"),
        pytest.param(xlsx(numbers=[1, 2, 3, 4, 5, -1]), id="a row of a negative number"),
        pytest.param(xlsx(numbers=[1, 2, 3, 4, 5, 1_048_577]), id="a row after a spreadsheet's last"),
        pytest.param(xlsx(changed(2, 1, shared_cell(-1)), shared=["facebook", "vk"]), id="a text before the first"),
        pytest.param(xlsx(changed(2, 1, shared_cell(2)), shared=["facebook", "vk"]), id="a text after the last"),
        pytest.param(xlsx(changed(2, 2, number_cell("1_000"))), id="an underscore in a number"),
        pytest.param(xlsx(changed(2, 2, number_cell("١٢"))), id="Arabic digits in a number"),
        pytest.param(xlsx(changed(2, 2, number_cell("NaN"))), id="no number in a number"),
        pytest.param(xlsx(changed(2, 2, number_cell("1e999"))), id="a number beyond all bounds"),
        pytest.param(xlsx(changed(2, 2, number_cell("9" * 5000))), id="a number of thousands of digits"),
        pytest.param(xlsx(changed(2, 3, Raw('<c r="C2"><v>40</v></c>'))), id="two cells of one address"),
        pytest.param(xlsx(changed(2, 3, Raw('<c r="XFE2"><v>40</v></c>'))), id="a column after a spreadsheet's last"),
    ],
)
def test_a_workbook_that_contradicts_itself_is_refused(tmp_path, content):
    ended = run("score", write(tmp_path, "july.xlsx", content), *KZ_2023)

    assert (ended.code, ended.out) == (1, "")
    assert ended.lines[-1] in [nothing("rated", n, "july.xlsx") for n in range(1, 7)]


@pytest.mark.slow
def test_a_row_number_of_a_thousand_million_is_refused_and_not_waited_for(tmp_path):
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30)); from govrank.cli import main; main()"
    )
    july = write(tmp_path, "july.xlsx", xlsx(numbers=[1, 2, 3, 4, 5, 10**9]))
    done = subprocess.run(
        [sys.executable, "-c", code, "score", july, *KZ_2023], capture_output=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout) == (1, b"")
    assert b"[unreadable]" in done.stderr


@pytest.mark.parametrize("make", [csv_bytes, xlsx], ids=["csv", "xlsx"])
def test_a_header_that_stands_twice_hides_no_page(tmp_path, clean, make):
    """People paste one network's table under the other's: the pages of the first must not vanish."""
    rows = [HEADER, *PAGES[:3], HEADER, *PAGES[3:]]
    ended = run("score", write(tmp_path, "july.csv", make(rows)), *KZ_2023, "-f", "json")

    assert ended.code == 1 or rated(ended) == clean


@pytest.mark.parametrize("blank", [[], [""] * 5], ids=["at once", "after a blank row"])
def test_two_tables_one_under_the_other_hide_no_page(tmp_path, clean, blank):
    rows = [HEADER, *PAGES[:3], blank, [*HEADER[:4], "likes", "comments"], *([*page, 0] for page in PAGES[3:])]
    ended = run("score", write(tmp_path, "july.csv", csv_bytes(rows)), *KZ_2023, "-f", "json")

    assert ended.code == 1 or rated(ended) == clean


def test_a_remark_beside_a_workbooks_table_is_not_called_a_lack_of_quotes(tmp_path):
    rows = [[*row, None, "ask them again" if number == 3 else None] for number, row in enumerate(CLEAN)]
    ended = run("score", write(tmp_path, "july.xlsx", xlsx(rows)), *KZ_2023)

    assert ended.code == 0
    assert not [line for line in ended.said if "[ragged-row]" in line or "[unreadable]" in line]


@pytest.mark.slow
def test_a_cell_of_many_letters_is_not_called_an_open_quote(tmp_path):
    text = csv_text(CLEAN).replace("facebook", "f" * 200_000, 1)
    ended = run("score", write(tmp_path, "july.csv", text), *KZ_2023)

    assert (ended.code, ended.said) == (0, [])


def test_a_mistyped_part_of_a_sum_is_pointed_out(tmp_path):
    rows = [[*HEADER[:4], "likes", "shares", "коментарии"], *([*page, 5, 7] for page in PAGES)]
    ended = run("score", write(tmp_path, "july.csv", csv_bytes(rows)), *KZ_2023)

    assert ended.said == [
        "july.csv (engaged) [summed-count]",
        "july.csv (коментарии) [similar-heading]",
    ]


def test_nothing_of_the_machine_is_read_into_a_result(tmp_path):
    for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"):
        ended = run("score", write(tmp_path, "july.xlsx", with_external_entity(part)), *KZ_2023)

        assert ended.code == 1
        assert "root:" not in ended.out + ended.err


@pytest.mark.parametrize(("files", "options", "code", "lines"), OTHERS)
def test_populations_and_methodologies_of_ones_own(tmp_path, files, options, code, lines):
    for name, content in files.items():
        write(tmp_path, name, content)
    ended = run("score", next(iter(files)), *options, folder=tmp_path)

    assert (ended.code, bool(ended.out), ended.said) == (code, code == 0, lines)


def test_every_code_of_the_contract_occurs_in_these_tables():
    tables = (param.values[-1] for table in (RATED, REFUSED, OTHERS) for param in table)
    codes = {code for lines in tables for line in lines for code in re.findall(r"\[([a-z-]+)\]$", line)}
    codes |= {key.partition("/")[0] for _cell, key, _proposal in REFUSED_CELLS}

    assert codes >= {
        "missing-column", "duplicate-column", "missing-value", "not-a-number", "not-whole", "ambiguous-number",
        "negative", "too-large", "not-text", "date-in-number", "error-value", "formula-without-value",
        "unknown-region", "ambiguous-region", "no-population", "duplicate-page", "duplicate-region", "contradiction",
        "no-pages", "several-sheets", "unreadable", "encoding", "too-big", "header-below-title", "hidden-row",
        "total-row", "merged-cells", "unused-column", "ignored-column", "er-differs", "followers-exceed-population",
        "few-posts", "looks-swapped", "hidden-column", "similar-heading", "far-from-neighbours", "encoding-detected",
        "ragged-row",
    }  # fmt: skip
