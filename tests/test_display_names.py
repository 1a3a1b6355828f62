"""Pages are distinguished in prose by network and region, if their names are not enough."""

import pytest
from openpyxl import load_workbook

from commands import run
from digests import FOLLOWERS, rated, told
from editions import compare_editions
from inside import namer, on_network, page_names
from said import of_message


def test_a_page_is_told_apart_by_its_region_where_name_and_network_are_not_enough():
    rows = [
        {"page": "Akimat", "platform": "vk", "region": "North", "followers": 50},
        {"page": "Akimat", "platform": "vk", "region": "South", "followers": 20},
        {"page": "South press", "platform": "vk", "region": "South", "followers": 10},
    ]
    heard = told(rated(FOLLOWERS, rows))

    assert [one["page"] for one in of_message(heard, "digest.leader")] == ["Akimat · North"]
    assert [one["page"] for one in of_message(heard, "digest.then.page")][:2] == ["Akimat · South", "South press"]


def named(rows):
    return page_names(rated(FOLLOWERS, [{"followers": 10 - n} | row for n, row in enumerate(rows)]))


def test_the_network_is_named_where_there_are_several():
    rows = [{"page": "A", "platform": "vk"}, {"page": "B", "platform": "fb"}]

    assert named(rows) == ["A · VK", "B · Facebook"]
    assert named(rows[:1]) == ["A"]


def test_what_the_name_says_itself_is_not_said_again():
    rows = [{"page": "A on vk", "platform": "vk"}, {"page": "B", "platform": "fb"}]
    assert named(rows) == ["A on vk", "B · Facebook"]


def test_a_page_without_a_name_of_its_own_has_its_network_once_and_by_its_name():
    rows = [{"region": "Абай", "platform": "vk"}, {"region": "Абай", "platform": "fb"}]

    assert named(rows) == ["Абай · VK", "Абай · Facebook"]
    assert named(rows[:1]) == ["Абай · VK"]
    assert on_network("Абай · facebook", "facebook", "{} · {}") == "Абай · Facebook"
    assert on_network("Абай", "facebook", "{} · {}") == "Абай · Facebook"


def test_a_page_that_is_left_out_makes_its_network_one_of_several():
    rows = [
        {"page": "A", "platform": "vk", "excluded": None},
        {"page": "B", "platform": "fb", "excluded": "private"},
    ]
    assert named(rows) == ["A · VK"]


def test_pages_that_are_gone_are_told_apart_from_those_that_stayed():
    """In May there was an A on Facebook too."""
    vk, facebook = ({"page": "A", "platform": platform, "followers": 5} for platform in ("vk", "fb"))
    old, new = rated(FOLLOWERS, [vk, facebook]), rated(FOLLOWERS, [vk])
    name = namer(new, compare_editions(old, new))

    assert page_names(new) == ["A"]
    assert (name("A", "", "vk"), name("A", "", "facebook")) == ("A · VK", "A · Facebook")


@pytest.mark.parametrize("extension", ["md", "txt", "xlsx"])
def test_tables_for_people_name_the_network_as_people_do_and_those_for_scripts_by_its_key(tmp_path, extension):
    rows = ["region,network,followers,posts,engaged,population", "Абай,vk,9,4,8,99", "Омск,vk,7,4,2,99"]
    pages, out = tmp_path / "july.csv", tmp_path / f"out.{extension}"
    pages.write_text("\n".join(rows), encoding="utf-8")

    if extension == "txt":
        shown = run("score", pages).out
    else:
        assert run("export", pages, "-o", out).code == 0
        text = out.read_text("utf-8") if extension == "md" else ""
        shown = text or " ".join(str(cell) for sheet in cells_of(out) for cell in sheet)

    assert ("Абай · VK" in shown, "· vk" in shown) == (True, False)
    assert [page["page"] for page in run("score", pages, "-f", "json").document["pages"]] == ["Абай · vk", "Омск · vk"]
    assert "Абай · vk,Абай,vk" in run("score", pages, "-f", "csv").out


def cells_of(path):
    book = load_workbook(path)
    return [[cell for row in sheet.iter_rows(values_only=True) for cell in row] for sheet in book]
