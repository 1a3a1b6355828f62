"""Very many rows: the same table, the same problems and the same bytes as by the common code."""

import csv
import io
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import run
from inside import (
    CAREFUL,
    ERROR_TEXTS,
    PlainTexts,
    Source,
    beginning,
    data_column,
    extracted,
    home,
    is_missing,
    joined_texts,
    lengths_of,
    numbers_of,
    order_of,
    plain_table,
    read_text,
    read_times,
    starts_of,
    taken,
    text_column,
    text_columns,
    tidy_text,
    write_csv,
)

pl = pytest.importorskip("polars", reason="the extra large is not installed")

SOURCE = Source("july.csv", "")
HEADER = "region,network,page,followers,posts,engaged"


def tables(text, encoding=None):
    """Return a text as a table, as the common code reads it and as a large one."""
    content = text.encode(encoding or "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(home("LEAST_BYTES"), "LEAST_BYTES", 1 << 40)
        common = read_text(content, SOURCE, encoding)
        patch.setattr(home("LEAST_BYTES"), "LEAST_BYTES", 1)
        return common, read_text(content, SOURCE, encoding)


def cells_of(table):
    return [[str(cell) for cell in column] for column in table.columns]


def row(n, **changed):
    cells = {"region": f"Region {n % 7}", "network": "vk", "page": f"Page {n}", "followers": 100 + n, "posts": 5}
    return ",".join(str(cell) for cell in (cells | {"engaged": n} | changed).values())


ROWS = [row(n) for n in range(50)]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param("\n".join([HEADER, *ROWS]), None, id="no end of the last line"),
        pytest.param("\n".join([HEADER, *ROWS, ""]), None, id="plain"),
        pytest.param("\r\n".join([HEADER, *ROWS, ""]), None, id="line ends of Windows"),
        pytest.param("\ufeff" + "\n".join([HEADER, *ROWS]), None, id="a byte-order mark"),
        pytest.param("\n".join(["sep=,", HEADER, *ROWS]), None, id="a line that names the separator"),
        pytest.param("\n".join(["Рейтинг,,,,,", "", HEADER, *ROWS]), None, id="titles above"),
        pytest.param("\n".join([HEADER, *ROWS]).replace(",", ";"), "cp1251", id="semicolons, not Unicode"),
        pytest.param("\n".join([HEADER, *ROWS, row(50, region="Ақтөбе", page="Ө ғ")]), None, id="Kazakh letters"),
    ],
)
def test_plain_rows_are_read_as_columns_and_as_the_common_reader_does(text, encoding):
    common, quick = tables(text, encoding)

    assert cells_of(quick) == cells_of(common)
    assert [type(column) for column in quick.columns] == [*[PlainTexts] * 3, *[np.ndarray] * 3]
    assert (quick.headings, list(quick.rows)) == (common.headings, list(common.rows))
    assert quick.problems == common.problems


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param("Region 1,vk,Page x,1,2", id="a cell too few"),
        pytest.param("Region 1,vk,Page x,1,2,3,4", id="a cell too many"),
        pytest.param("Region 1,vk\nPage,x,1,2,3", id="a row in two lines"),
        pytest.param("Region 1,vk,Page x,1\nRegion 1,vk,Page y,1,2,3,4,5", id="one short, one long"),
        pytest.param("", id="a blank line"),
        pytest.param(",,,,,", id="a row of blanks"),
        pytest.param(" ,vk,Page x,1,2,3", id="a row that begins with a blank"),
        pytest.param('"Region, 1",vk,Page x,1,2,3', id="a quote"),
        pytest.param("Region 1,vk,Page x,1,2,3\rRegion 1,vk,Page y,1,2,3", id="a line end of old Macs"),
        pytest.param("Region 1,vk,Page\0x,1,2,3", id="a zero byte"),
    ],
)
def test_what_is_not_plain_is_left_to_the_common_reader(odd):
    text = "\n".join([HEADER, *ROWS[:30], odd, *ROWS[30:]])
    body = text.removeprefix(HEADER).lstrip("\n").encode()

    common, quick = tables(text)

    assert '"' in odd or text_columns(body, "utf-8", 0, ",", 6, CAREFUL) is None
    assert (cells_of(quick), quick.problems) == (cells_of(common), common.problems)


@pytest.mark.parametrize("odd", ["007", "", "1 000", "-", "12k", "1.5", "+5", "1234567890123456", "١٢"])
def test_a_column_with_one_other_cell_keeps_every_text(odd):
    rows = [*ROWS[:30], row(99, followers=odd), *ROWS[30:]]

    _common, quick = tables("\n".join([HEADER, *rows]))

    assert [*quick.columns[3]] == [line.split(",")[3] for line in rows]


@pytest.mark.slow
@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["a", "1", "007", "", " ", "-", "ә", "1.5", "0"]), min_size=3, max_size=3)))
def test_any_cells_give_the_same_table(rows):
    text = "\n".join(["region,network,followers", *map(",".join, rows)])
    common, quick = tables(text)

    assert cells_of(quick) == cells_of(common)
    assert (list(quick.rows), quick.problems) == (list(common.rows), common.problems)


@pytest.mark.parametrize(
    "odd",
    ["", "-", "N/A", "НЕТ", " x", "x ", "x  y", "x\u00a0y", "x\ty", "x\x1fy", "\u3000x", "#REF!", "#ДЕЛ/0!", "1E+15"],
)
def test_texts_are_plain_only_where_careful_reading_would_change_none(odd):
    rows = [*ROWS[:30], row(99, page=odd), *ROWS[30:]]

    _common, quick = tables("\n".join([HEADER, *rows]))

    assert [isinstance(column, PlainTexts) for column in quick.columns[:3]] == [True, True, False]
    assert [*quick.columns[2]] == [line.split(",")[2] for line in rows]


@pytest.mark.slow
@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n,"), min_size=1, max_size=5))
def test_a_plain_text_is_read_as_it_stands(text):
    common, quick = tables("\n".join([HEADER, *ROWS[:5], row(9, page=f"{text}"), *ROWS[5:]]).replace('"', "'"))
    column = quick.columns[2]

    assert cells_of(quick) == cells_of(common)
    if isinstance(column, PlainTexts):
        assert [*map(tidy_text, column)] == [*column]
        assert not any(map(is_missing, column))
        assert ERROR_TEXTS.isdisjoint(column)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "ә", "", "half \ud800"]) | st.text(max_size=3), max_size=20))
def test_texts_are_numbered_in_the_order_in_which_they_come(texts):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(home("LEAST_ROWS"), "LEAST_ROWS", 1)
        numbers = numbers_of(texts)

    if numbers is not None:
        assert numbers.tolist() == [[*dict.fromkeys(texts)].index(text) for text in texts]


WORDS = st.sampled_from(
    ["1035057923259_77", "10350_7", "1035_7", "12345_", "/posts/1", "#x", "Ақтөбе", "a", "ab", "abc"]
)
TIMES = st.sampled_from(
    ["2026-07-01 10:00:00", "2024-02-29T23:59:59", "0999-01-01 00:00:00", "1969-12-31 23:59:59", "9999-12-31 23:59:59"]
)
WRONG_TIMES = st.sampled_from(["2026-02-29 10:00:00", "2026-07-01 24:00:00", "2026-07-01 23:59:60", "2026-07-01", "x"])


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=9), st.data())
def test_what_is_asked_of_plain_texts_is_what_lists_answer(texts, data):
    plain = PlainTexts(pl.Series(texts))
    at = np.array(data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=9)), dtype=np.int64)

    assert plain[len(texts) - 1] == texts[-1]
    assert [*taken(plain, at)] == taken(texts, at)
    assert [*joined_texts([plain, taken(plain, at)])] == joined_texts([texts, taken(texts, at)])
    assert lengths_of(plain).tolist() == lengths_of(texts).tolist()
    assert beginning(plain, ("/", "#", "ab")) == beginning(texts, ("/", "#", "ab"))
    assert starts_of(plain, 2) == starts_of(texts, 2)
    assert extracted(plain, "([0-9]{5,})_[0-9]+") == extracted(texts, "([0-9]{5,})_[0-9]+")
    assert [*plain] == texts


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.lists(TIMES, min_size=1, max_size=5) | st.lists(TIMES | WRONG_TIMES, min_size=1, max_size=5))
def test_plain_times_are_read_as_others_are(texts):
    quick, common = read_times(PlainTexts(pl.Series(texts)), zone=3600), read_times(texts, zone=3600)

    assert (quick.seconds.tolist(), quick.kinds.tolist()) == (common.seconds.tolist(), common.kinds.tolist())
    assert (quick.missing, [at for at, _error in quick.wrong]) == (common.missing, [at for at, _error in common.wrong])


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.integers(-5, 5), max_size=20) | st.lists(st.sampled_from([0.0, -0.0, 0.5, -7.25]), max_size=20))
def test_keys_are_ordered_from_the_lowest(keys):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(home("LEAST_ROWS"), "LEAST_ROWS", 1)
        order = order_of(np.array(keys))

    assert sorted(order.tolist()) == [*range(len(keys))]
    assert [keys[at] for at in order] == sorted(keys)


TEXTS = st.text(st.characters(codec=None, exclude_characters="\0"), max_size=6) | st.sampled_from(
    ["=1+1", "a;=1", 'say "no"', "a,b", "＝1", "two\nlines", "\tx", "\u202ex", "half \ud800"]
)
FLOATS = st.floats(allow_infinity=False) | st.sampled_from([3.0, 1e15, 1e16, -2.0, 0.1, 1e-7])


@pytest.mark.slow
@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.tuples(TEXTS, FLOATS, st.integers(-(2**62), 2**62)), min_size=1, max_size=9), st.sampled_from(",\t"))
def test_any_table_is_written_in_the_same_bytes(rows, separator):
    texts, floats, wholes = (list(column) for column in zip(*rows, strict=True))
    missing = [None if value < 0 else value for value in wholes]
    table = plain_table(
        "",
        [
            text_column("page", "page", texts),
            data_column("er", np.array(floats)),
            data_column("posts", np.array(wholes)),
            data_column("previous", missing),
        ],
    )
    written = []
    with pytest.MonkeyPatch.context() as patch:
        for least in (1, 1 << 40):
            patch.setattr(home("LEAST_ROWS"), "LEAST_ROWS", least)
            stream = io.StringIO(newline="")
            write_csv(table, stream, separator)
            written.append(stream.getvalue())

    assert written[0] == written[1]
    assert len(list(csv.reader(io.StringIO(written[0], newline=""), delimiter=separator))) == len(rows) + 1


@pytest.mark.parametrize("wrong", [None, {"followers": "12k"}, {"posts": 0}, {"page": "Page 7", "region": "Region 0"}])
def test_a_whole_command_gives_the_same_with_and_without(tmp_path, monkeypatch, wrong):
    drawn = random.Random(5)
    rows = [
        row(n, followers=drawn.randint(1, 10**6), engaged=drawn.randint(1, 10**5), population=900) for n in range(200)
    ]
    rows += [row(7, population=900, **wrong)] if wrong else []
    (tmp_path / "july.csv").write_text("\n".join([f"{HEADER},population", *rows]), encoding="utf-8")
    ended = []
    for least in (1, 1 << 40):
        monkeypatch.setattr(home("LEAST_BYTES"), "LEAST_BYTES", least)
        monkeypatch.setattr(home("LEAST_ROWS"), "LEAST_ROWS", least)
        ended.append(run("score", tmp_path / "july.csv", "--format", "csv"))

    assert ended[0] == ended[1]
    assert ended[0].code == (1 if wrong else 0)
    assert bool(ended[0].out) == (wrong is None)
