"""A rating as CSV: plain unrounded numbers, and texts that no spreadsheet program takes for formulas."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import run
from files import CLEAN, HEADER, csv_bytes, write
from govrank import rate_file
from inside import figure_texts, safe_text
from rendered import published


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Акимат", "Акимат"),
        ("", ""),
        ("a, b", '"a, b"'),
        ('say "a"', '"say ""a"""'),
        ("a\nb", '"a\nb"'),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", '"\'\rx"'),
        ("\nx", '"\'\nx"'),
        ('=a,"b"', '"\'=a,""b"""'),
        ("1-1", "1-1"),
        ("a=b", "a=b"),
        ("'=x", "'=x"),
        ("＝1+1", "'＝1+1"),
        ("＋7", "'＋7"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("x;=cmd|'/c calc'!A1;y", "x;'=cmd|'/c calc'!A1;y"),
        ("x; -1;＋2", "x;' -1;'＋2"),
        ('x;"=1"', '"x;\'""=1"""'),
        ("x\t@y", "x\t'@y"),
        ("x;\ry", '"x;\'\ry"'),
        ("x\r\n=1", '"x\r\n\'=1"'),
        ("x\r\t=1", "\"x\r'\t'=1\""),
        ("x;y", "x;y"),
        ("x\ty\nz", '"x\ty\nz"'),
        ("x\ud800", "x\\ud800"),
    ],
)
def test_a_text_is_neutral(text, safe):
    assert safe_text(text) == safe


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(st.sampled_from("=+-@\t\r\n\",;'ая 1\x1b"), max_size=8))
def test_a_text_reads_back_as_it_was_but_for_apostrophes(text):
    (row,) = csv.reader(io.StringIO(f"{safe_text(text)},end\n", newline=""))

    seen = text.replace("\x1b", "␛")  # a control code is shown, never obeyed
    assert [cell.replace("'", "") for cell in row] == [seen.replace("'", ""), "end"]


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(st.sampled_from("=＝+-@\t\r\n\",;'ая 1"), max_size=8), st.sampled_from(",;\t"))
def test_no_cell_begins_a_formula_whatever_a_program_splits_at(text, separator):
    written = io.StringIO(f"{safe_text(text)},1,{safe_text(text)},end\n", newline="")
    cells = [cell for row in csv.reader(written, delimiter=separator) for cell in row]

    assert [cell for cell in cells if cell[:1] in tuple("=＝+-@\t\r")] == []


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (np.array([1, 10**12]), ["1", "1000000000000"]),
        (np.array([2.0, 2.5, 1 / 3]), ["2", "2.5", "0.3333333333333333"]),
        (np.array([float("nan"), 0.0]), ["", "0"]),
    ],
)
def test_numbers_are_plain(values, texts):
    assert figure_texts(values) == texts


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.floats(0, 1e300, allow_nan=False), min_size=1, max_size=9))
def test_numbers_read_back_the_same(values):
    assert [float(text) for text in figure_texts(np.array(values))] == values


def rows_of(folder, rows=CLEAN, **options):
    rating = rate_file(write(folder, "july.csv", csv_bytes(rows)), population="kz-2023", **options)
    text = published(rating, "csv")
    return list(csv.reader(io.StringIO(text))), text


def test_the_header_is_the_contracts(tmp_path):
    rows, text = rows_of(tmp_path)
    keys = ["followers", "followers_share", "engaged", "engagement_per_post", "engaged_share", "er"]

    assert rows[0] == [
        "league", "place", "move", "page", "region", "platform", *keys, *(f"{key}_points" for key in keys), "total",
        "zone",
    ]  # fmt: skip
    assert "\r" not in text
    assert text.endswith("\n")


def test_a_row_is_a_page_with_its_numbers_unrounded(tmp_path):
    rows, _text = rows_of(tmp_path)

    assert rows[1] == [
        "", "1", "", "Туркестанская область · instagram", "Туркестанская область", "instagram", "45678",
        repr(4567800 / 2119320), "30303", "336.7", repr(3030300 / 2119320), repr(3030300 / (90 * 45678)),
        "2", "2", "1", "1", "2", "2", "10", "green",  # 10 of 30 is a third
    ]  # fmt: skip
    assert len(rows) == 6


def test_leagues_stand_one_after_another(tmp_path):
    rows, _text = rows_of(tmp_path, by="platform")

    assert [(row[0], row[1]) for row in rows[1:]] == [
        ("facebook", "1"), ("facebook", "2"), ("instagram", "1"), ("instagram", "1"), ("instagram", "3"),
    ]  # fmt: skip


def test_hostile_names_begin_no_formula(tmp_path):
    names = ["=1+1", "+7 700", "-x", "@x", "\tx", 'a,"b"', "a\nb", "a\r\nb"]
    rows, text = rows_of(tmp_path, [["page", *HEADER], *([name, "Акмола", "vk", 9000, 9, 5] for name in names)])

    assert {row[3] for row in rows[1:]} == {"'=1+1", "'+7 700", "'-x", "'@x", "x", 'a,"b"', "a\nb", "a\r\nb"}
    assert len(rows) == 9
    assert not [cell for row in rows[1:] for cell in row if cell[:1] in ("=", "+", "-", "@", "\t")]
    assert text.count("\n") > 9


def test_a_rating_reads_back_from_its_csv(tmp_path):
    """What is written can be rated again: the columns have the names that are read."""
    july = write(tmp_path, "july.csv", csv_bytes(CLEAN))
    out = tmp_path / "out.csv"

    assert run("score", july, "--population", "kz-2023", "-f", "csv", "-o", out).code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfleague,place,move,page,region,platform,followers,")
    assert not run("score", july, "--population", "kz-2023", "-f", "csv").out.startswith("\ufeff")
