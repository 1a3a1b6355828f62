"""Parquet files: kinds of columns, what is refused, and what a hostile one is not given."""

import datetime as dt
import importlib.util
import io
import random
import sys
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import run
from files import HEADER, PAGES, write, xlsx
from govrank import DataError
from inside import LONGEST_CELL, Source, decode, home, read_book, read_parquet, read_workbook
from opendocument import parquet

pytestmark = pytest.mark.slow  # starts a process for each file

SOURCE = Source("july.parquet", "")
JULY = Path(__file__).parents[1] / "examples" / "july.xlsx"
AT = dt.datetime(2023, 7, 1, 9)
COLUMNS = [(heading, [row[at] for row in PAGES]) for at, heading in enumerate(HEADER)]


def decoded(content):
    """Return what the other process hands over, without one: what a test wrote is sound."""
    stream = io.BytesIO()
    decode(content, stream)
    return stream.getvalue()


@pytest.fixture(autouse=True)
def _without_a_process(request, monkeypatch):
    """Decode here: starting a process takes longer than all else that a test does."""
    if "process" not in request.fixturenames:
        monkeypatch.setattr(home("_decoded"), "_decoded", decoded)


@pytest.fixture
def process():
    """For a test of the process itself."""


def changed(heading, cells):
    return [(name, cells if name == heading else old) for name, old in COLUMNS]


def read(cells):
    """Return a column's cells, beside another that makes it no blank row."""
    [table] = read_parquet(parquet([("region", ["A"] * len(cells)), ("x", cells)]), SOURCE)
    return table.columns[1]


def refusal(content):
    with pytest.raises(DataError) as caught:
        read_parquet(content, SOURCE)
    return [(problem.code, problem.wording, problem.column) for problem in caught.value.problems]


def problems(folder, columns):
    ended = run("check", write(folder, "july.parquet", parquet(columns)), "--population", "kz-2023", "-f", "json")
    return [(problem["code"], problem["row"], problem["column"]) for problem in ended.document["problems"]]


@pytest.mark.usefixtures("process")
def test_july_is_july(tmp_path):
    pages, people = (
        parquet([(name, [None if cell == "" else cell for cell in cells]) for name, cells in zip(*of, strict=True)])
        for of in ((table.headings, table.columns) for table in read_book(JULY).tables[:2])
    )
    july, population = write(tmp_path, "july.parquet", pages), write(tmp_path, "people.parquet", people)

    assert run("score", july, "--population", population, "-f", "csv").out == run("score", JULY, "-f", "csv").out


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(pa.array([1, None], pa.int16()), [1, ""], id="whole numbers and a null"),
        pytest.param(pa.array([2**63, 1], pa.uint64()), [2**63, 1], id="large whole numbers"),
        pytest.param(pa.array([-5, 7], pa.int8()), [-5, 7], id="negative"),
        pytest.param(pa.array([7e7 + 8, 123456792.0], pa.float32()), [7e7 + 8, 123456792.0], id="short wholes"),
        pytest.param(pa.array([0.1, 3], pa.float32()), [0.1, 3.0], id="short fractions say what was written"),
        pytest.param(pa.array([0.1, None]), [0.1, ""], id="fractions"),
        pytest.param(pa.array(["a", None, ""]), ["a", "", ""], id="texts"),
        pytest.param(pa.array(["b", None, "b"]).dictionary_encode(), ["b", "", "b"], id="a dictionary"),
        pytest.param(pa.array(["x", "y"], pa.large_string()), ["x", "y"], id="long texts"),
        pytest.param(pa.array([True, None, False]), [True, "", False], id="truth values"),
        pytest.param(pa.array([Decimal("12.50"), Decimal("7.00"), None]), [12.5, 7, ""], id="decimals"),
        pytest.param(pa.array([dt.date(2023, 7, 1)]), [dt.date(2023, 7, 1)], id="days"),
        pytest.param(pa.array([AT], pa.timestamp("ns")), [AT], id="times"),
        pytest.param(
            pa.array([AT], pa.timestamp("ms", "Asia/Almaty")), [AT.replace(tzinfo=dt.UTC)],
            id="times of a zone, which Parquet stores in UTC",
        ),
        pytest.param(pa.array([dt.time(9, 30), None]), [dt.time(9, 30), ""], id="times of day"),
        pytest.param(pa.nulls(2), ["", ""], id="nothing"),
    ],
)  # fmt: skip
def test_each_kind_of_column_is_read_as_what_it_is(cells, expected):
    assert read(cells) == expected
    assert [*map(type, read(cells))] == [*map(type, expected)]


@pytest.mark.parametrize(
    ("heading", "cells", "problem"),
    [
        ("posts", [40, 61, None, 12, 90], ("missing-value", 4, "posts")),
        ("posts", [40, 61, 25, 12.5, 90], ("not-whole", 5, "posts")),
        ("followers", ["12345", "12,5 тыс.", "7654", "3210", "45678"], ("not-whole", 3, "followers")),
        ("followers", [12345.0, float("nan"), 7654, 3210, 45678], ("not-a-number", 3, "followers")),
        ("interactions", [5210, 20404, -1210, 245, 30303], ("negative", 4, "interactions")),
        ("interactions", [True, False, True, True, True], ("not-a-number", 2, "interactions")),
        ("posts", [dt.date(2023, 7, day) for day in range(1, 6)], ("date-in-number", 2, "posts")),
        ("region", ["Акмолинская область", "Атырауская область", "Атырауская область", "Нигде", "Павлодар"],
         ("unknown-region", 5, "region")),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named_by_the_row_that_a_sheet_would_have(tmp_path, heading, cells, problem):
    assert problem in problems(tmp_path, changed(heading, cells))


def test_blank_rows_are_passed_over_and_counted(tmp_path):
    columns = [(name, [*cells[:2], None, *cells[2:]]) for name, cells in changed("posts", [40, 61, -1, 12, 90])]

    assert problems(tmp_path, columns) == [("negative", 5, "posts")]


def test_the_annotated_copy_has_the_rows_that_the_problems_name(tmp_path):
    import openpyxl

    columns = [(name, [None, *cells]) for name, cells in changed("posts", [40, 61, -1, 12, 90])]
    columns.append(("at", pa.array([None] + [dt.datetime(2023, 7, 1)] * 5, pa.timestamp("us", "UTC"))))
    file = write(tmp_path, "july.parquet", parquet(columns))
    run("check", file, "--population", "kz-2023", "--annotate", tmp_path / "marked.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "marked.xlsx").active

    assert [cell.value for cell in marked["D"]] == ["posts", None, 40, 61, -1, 12, 90]
    assert [cell.coordinate for row in marked for cell in row if cell.comment] == ["D5"]


def test_posts_of_a_zone_are_counted_by_the_clock_that_is_asked_for(tmp_path):
    """The second post is of 1 August in Almaty, the third of 30 June in UTC and of 1 July there."""
    times = [dt.datetime(2023, 7, 9, 5), dt.datetime(2023, 7, 31, 20), dt.datetime(2023, 6, 30, 19)]
    columns = [("id", ["1_1", "1_2", "1_3"]), ("Page Name", ["Акимат"] * 3), ("likes", [5, 70, 900])]
    here = write(
        tmp_path, "posts.parquet", parquet([*columns, ("created_at", pa.array(times, pa.timestamp("s", "UTC")))])
    )
    wall = write(tmp_path, "wall.parquet", parquet([*columns, ("created_at", pa.array(times, pa.timestamp("s")))]))

    def likes(file, *zone):
        return run("collect", file, "--period", "2023-07", *zone, "-o", "-").lines_out[1]

    assert ",905," in likes(here, "--timezone", "Asia/Almaty")  # 5 + 900
    assert ",75," in likes(here, "--timezone", "UTC")  # 5 + 70
    assert ",75," in likes(wall)
    assert run("collect", here, "--period", "2023-07", "-o", "-").code == 2  # the zone is asked for


def test_populations_and_the_edition_before_are_read_from_it(tmp_path):
    regions = [*dict.fromkeys(page[0] for page in PAGES)]
    people = write(tmp_path, "people.parquet", parquet([("region", regions), ("population", [10**6] * len(regions))]))
    july = write(tmp_path, "july.parquet", parquet(COLUMNS))
    moved = run("score", july, "--population", people, "--previous", july, "-f", "json").document["pages"]

    assert {page["move"]["state"] for page in moved} == {"same"}


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([["a"], ["b"]], id="lists"),
        pytest.param([{"a": 1}, {"a": 2}], id="records"),
        pytest.param([b"a", b"b"], id="bytes"),
        pytest.param([dt.timedelta(1), dt.timedelta(2)], id="durations"),
        pytest.param(pa.array([[("a", 1)], []], pa.map_(pa.string(), pa.int8())), id="maps"),
    ],
)
def test_a_column_of_more_than_single_values_is_refused_by_its_name(cells):
    assert refusal(parquet([("region", ["A", "B"]), ("tags", cells)])) == [("unreadable", "parquet-column", "tags")]


def test_without_the_library_it_is_said_how_to_install_it(tmp_path, monkeypatch):
    file = write(tmp_path, "july.parquet", parquet(COLUMNS))
    find = importlib.util.find_spec
    monkeypatch.setattr(home("_decoded"), "find_spec", lambda name: None if name == "pyarrow" else find(name))
    ended = run("score", file)

    assert (ended.code, ended.said[0]) == (1, "july.parquet [unreadable]")
    assert "'govrank[formats]'" in ended.lines[0]


ROWS = 3_000_000


@pytest.mark.parametrize(
    ("content", "wording"),
    [
        pytest.param(lambda: parquet([(name, pa.nulls(ROWS)) for name in "abcdefghijklm"]), "cells", id="nulls"),
        pytest.param(lambda: parquet([("a", np.ones(ROWS)), ("b", np.ones(ROWS))]), "cells", id="ones"),
        pytest.param(lambda: parquet([("a", ["x" * 9_000_000])], compression="zstd"), "ratio", id="a long text"),
        pytest.param(lambda: parquet([(f"c{at}", [1]) for at in range(16_385)]), "wide", id="columns"),
    ],
)
def test_what_a_small_file_holds_is_counted_before_it_is_read(content, wording):
    assert refusal(content()) == [("too-big", wording, None)]


@pytest.mark.parametrize(
    ("letter", "how"),
    [("x", {}), ("я", {}), ("x", {"use_dictionary": False, "column_encoding": {"note": "DELTA_BYTE_ARRAY"}})],
    ids=["a byte a letter", "two bytes a letter", "one that may share its beginning"],
)
def test_a_text_longer_than_a_cell_of_a_sheet_is_refused_by_its_column(letter, how):
    texts = [None, letter * LONGEST_CELL, "a"]
    columns = [("region", ["A"] * 4), ("note", [*texts, "b"])]

    assert read_parquet(parquet(columns, **how), SOURCE)[0].columns[1] == ["", *texts[1:], "b"]
    columns[1] = ("note", [*texts, letter * (LONGEST_CELL + 1)])
    assert refusal(parquet(columns, **how)) == [("too-big", "long-text", "note")]


def test_a_long_text_in_a_million_rows_is_in_memory_once():
    text = random.Random(1).randbytes(16_000).hex()
    column = pa.DictionaryArray.from_arrays(np.zeros(1_000_000, np.int32), [text])
    [table] = read_parquet(parquet([("region", column), ("posts", np.arange(1_000_000))]), SOURCE)

    assert len({id(cell) for cell in table.columns[0]}) < 100
    assert isinstance(table.columns[1], np.ndarray)


PREFIXED = {"use_dictionary": False, "column_encoding": {"region": "DELTA_BYTE_ARRAY"}}


def test_texts_that_say_what_they_share_with_the_one_before_are_read():
    names = ["Almaty", "Almaty region", None, "Astana"]
    [table] = read_parquet(parquet([("region", names), ("posts", [1, 2, 3, 4])], **PREFIXED), SOURCE)

    assert table.columns == (["Almaty", "Almaty region", "", "Astana"], [1, 2, 3, 4])


@pytest.mark.slow
@pytest.mark.usefixtures("process")
@pytest.mark.skipif(sys.platform != "linux", reason="there is no limit on memory to test")
def test_a_small_file_of_long_texts_that_share_their_beginning_takes_no_more_memory_than_it_may():
    text = random.Random(1).randbytes(500_000).hex()
    content = parquet([("region", [f"{text}{at}" for at in range(700)])], **PREFIXED)

    assert len(content) < 2_000_000
    assert refusal(content) in ([("too-big", "memory", None)], [("too-big", "long-text", "region")])


@pytest.mark.usefixtures("process")
@pytest.mark.parametrize(("signal", "key"), [("ABRT", "unreadable/parquet"), ("KILL", "too-big/memory")])
def test_a_file_that_ends_the_process_which_reads_it_ends_no_other(tmp_path, monkeypatch, signal, key):
    """pyarrow 26 aborts on a column whose histogram of levels has another length than its type says."""
    script = write(tmp_path, "python", f"#!/bin/sh\nkill -{signal} $$\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))
    with pytest.raises(DataError) as caught:
        read_parquet(parquet(COLUMNS), SOURCE)

    assert [problem.key for problem in caught.value.problems] == [key]


@pytest.mark.usefixtures("process")
@pytest.mark.parametrize("content", [b"PAR1", b"PAR1" * 9, parquet(COLUMNS)[:-9], parquet(COLUMNS)[:300] + b"PAR1"])
def test_a_broken_file_is_refused(content):
    assert refusal(content) == [("unreadable", "parquet", None)]


NAMES = st.lists(st.sampled_from(["Абай", "Алматы", "a b", "x", "1,5", "n/a"]), min_size=1, max_size=9)
FIGURES = st.one_of(st.none(), st.integers(-(10**12), 10**12))
FRACTIONS = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_table_reads_as_its_workbook_does(data):
    names = data.draw(NAMES)
    columns = [("region", names)]
    for heading, cells in (("followers", FIGURES), ("posts", FRACTIONS), ("page", st.one_of(st.none(), st.booleans()))):
        columns.append((heading, data.draw(st.lists(cells, min_size=len(names), max_size=len(names)))))
    rows = [
        [heading for heading, _cells in columns],
        *map(list, zip(*(cells for _heading, cells in columns), strict=True)),
    ]
    [here] = read_parquet(parquet(columns), SOURCE)
    [there] = read_workbook(xlsx(rows), SOURCE)

    assert (here.headings, here.columns, [*here.rows]) == (there.headings, there.columns, [*there.rows])
