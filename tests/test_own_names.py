"""Names and keys of a methodology of one's own, whatever they are written with, in every output."""

import csv
import io
import json
import re

import openpyxl
import pytest
from defusedxml import ElementTree

from commands import run
from files import write
from said import said

ZONES = ["★★★★★", 'light "red", dark', "=1+1 <b>&[red]</b>"]
KEYS = ["ER", "reach-per-post", "охват_2", "final", "indicator-final", "indicator-final-title", "method"]
RULES = (
    'name = "Рейтинг <i>2.0</i>, [bold]&"\nversion = "1"\ntie_break = ["reach-per-post", "охват_2", "ER"]\n'
    + "".join(f'[[indicators]]\nkey = "{key}"\nof = ["likes"]\nper = ["posts"]\n' for key in KEYS)
    + "".join(
        f'[[zones]]\nname = {json.dumps(name)}\nupto = "{n}/3"\ncolor = "#ffffff"\n' for n, name in enumerate(ZONES, 1)
    )
)
PAGES = "page,league,likes,posts\na,x,90,10\nb,x,80,10\nc,x,70,10\nd,y,60,10\n"


@pytest.fixture
def rating(tmp_path):
    write(tmp_path, "pages.csv", PAGES)
    return tmp_path, write(tmp_path, "own.toml", RULES)


def exported(rating, *args):
    folder, rules = rating
    ended = run("export", "pages.csv", "-q", "-m", rules, *args, folder=folder)
    assert (ended.code, ended.err) == (0, ""), ended.err
    return ended.out


def test_csv_reads_back_as_it_was_written(rating):
    header, *rows = csv.reader(io.StringIO(exported(rating, "-f", "csv", "-o", "-")))

    assert header[6:-2] == [*KEYS, *(f"{key}_points" for key in KEYS)]
    assert [row[-1] for row in rows] == [ZONES[0], ZONES[1], f"'{ZONES[2]}", f"'{ZONES[2]}"]


def test_json_keeps_every_name(rating):
    document = json.loads(exported(rating, "-f", "json", "-o", "-"))

    assert document["methodology"]["name"] == "Рейтинг <i>2.0</i>, [bold]&"
    assert [list(page["values"]) for page in document["pages"]] == [KEYS] * 4
    assert [page["zone"] for page in document["pages"]] == [ZONES[0], ZONES[1], ZONES[2], ZONES[2]]


@pytest.mark.parametrize("leagues", [(), ("--by", "league")], ids=["one table", "two leagues"])
def test_html_shows_names_as_texts_and_has_no_id_twice(rating, leagues):
    page = exported(rating, "-f", "html", "-o", "-", *leagues)
    ids = re.findall(r' id="([^"]*)"', page)

    assert len(ids) == len(set(ids))
    assert "<i>2.0" not in page
    assert "<b>&" not in page
    assert {f"indicator-{key}" for key in KEYS} <= set(ids)
    assert set(re.findall(r'aria-labelledby="([^"]*)"', page)) <= set(ids)


def test_a_workbook_opens_with_a_sheet_an_indicator_and_no_formula_of_a_name(rating):
    exported(rating, "-o", "own.xlsx")
    book = openpyxl.load_workbook(rating[0] / "own.xlsx")

    assert len({title.casefold() for title in book.sheetnames}) == len(KEYS) + 4
    (headings, *rows) = book.worksheets[0].iter_rows(max_row=5)
    at = [cell.value for cell in headings].index(said("table.zone"))
    zones = [row[at] for row in rows]
    assert [cell.data_type for cell in zones] == ["s"] * 4
    assert [cell.value for cell in zones] == [ZONES[0], ZONES[1], ZONES[2], ZONES[2]]


@pytest.mark.slow
def test_every_table_is_a_picture_of_its_own(rating):
    exported(rating, "-f", "svg", "--table", "all", "-o", "own.svg")
    drawn = {path.name for path in rating[0].glob("own-*.svg")}

    assert drawn == {f"own-{name}.svg" for name in (
        "final", "totals", "ER", "reach-per-post", "охват_2", "indicator-indicator-final", "indicator-final",
        "indicator-final-title", "method",
    )}  # fmt: skip
    for path in rating[0].glob("own-*.svg"):
        ElementTree.parse(path)


def test_one_table_is_named_by_its_key(rating):
    exported(rating, "-f", "svg", "--table", "охват_2", "-o", "one.svg")
    assert "охват" in (rating[0] / "one.svg").read_text(encoding="utf-8")


def test_the_terminal_shows_names_and_obeys_none(rating):
    folder, rules = rating
    ended = run("score", "pages.csv", "-m", rules, "--indicators", folder=folder)

    assert ended.code == 0
    assert "[bold]&" in ended.out
    assert "=1+1 <b>&[red]</b>" in ended.out
