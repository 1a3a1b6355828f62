"""A row that is the sum or the mean of others is not a page, whatever its name; one with such a name may be."""

import pytest

from editions import load
from files import CLEAN, csv_bytes, write
from inside import find_total_rows, read_columns
from rows import Rows, rules

OWN = rules("followers", "posts", "engaged")
HEAD, EXCLUDED = "region,platform,followers,posts,engaged\n", "region,platform,followers,posts,engaged,excluded\n"
PAGES = """region,platform,followers,posts,engaged
А,vk,1200,40,520
Б,vk,700,31,99
В,ok,5000,12,805
Г,ok,350,7,610
"""  # in all 7250, 90, 2034; on vk 1900, 71, 619


def found(text, known_regions=False, of=OWN):
    rows = Rows(text, of)
    own = read_columns(rows.table, rows.columns, rows.methodology, rows.names.out, rows.checked)
    find_total_rows(own, rows.names, rows.columns, rows.checked, known_regions=known_regions)
    return rows.found


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param("", [], id="none"),
        pytest.param("Д,ok,7250,90,2034", [("looks-like-total", 6, "region")], id="the sum of all"),
        pytest.param("Д,ok,7250,90,2035", [], id="one figure is another"),
        pytest.param("Казахстан,vk,7250,90,2034", [("looks-like-total", 6, "region")], id="the country"),
        pytest.param("Казахстан,vk,725,90,2034", [("may-be-total", 6, "region")], id="a country by name only"),
        pytest.param("РК,ok,725,90,2034\nҚР,vk,1,2,3", [("may-be-total", n, "region") for n in (6, 7)], id="two names"),
        pytest.param("Западно-Казахстанская область,vk,725,90,2034", [], id="a region that is called nearly so"),
        pytest.param("Д,ok,1812,23,508\nЕ,tg,1,2,3", [], id="nearly the mean"),
        pytest.param(
            "Е,tg,750,10,1966\nД,ok,1600,20,800",
            [("looks-like-total", 7, "region")],
            id="the mean",
        ),
    ],
)
def test_a_row_that_is_made_of_the_others_is_no_page(more, expected):
    assert found(PAGES + more) == expected


def test_the_sum_may_stand_first_and_may_be_of_a_network():
    head, *rows = PAGES.strip().split("\n")
    assert found("\n".join([head, "Все,vk,7250,90,2034", *rows])) == [("looks-like-total", 2, "region")]
    vk = ["Д,vk,100,3,81", "Е,vk,2000,74,700"]
    assert found("\n".join([head, *rows, *vk])) == [("looks-like-total", 7, "region")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD + "А,vk,900,4,100\nБ,vk,300,9,700\nВ,vk,1200,13,800", id="two"),
        pytest.param(
            HEAD + "\n".join(f"{name},vk,500,40,200" for name in "АБВГДЕ"),
            id="all alike",
        ),
        pytest.param(HEAD + "А,vk,1,2,3\nБ,vk,4,1,1\nВ,vk,2,2,0\nГ,vk,7,5,4", id="small"),
        pytest.param(
            EXCLUDED + "А,vk,900,4,100,\nБ,vk,300,9,700,\nВ,vk,200,1,50,\nГ,vk,1400,14,850,итог",
            id="left out",
        ),
    ],
)
def test_what_may_be_chance_is_not_said(text):
    assert found(text) == []


def test_a_region_of_the_population_table_is_no_country_together():
    assert found(PAGES + "Казахстан,vk,725,90,2034", known_regions=True) == []


def test_a_page_that_is_called_like_a_total_is_rated_and_said():
    text = "page,region,platform,followers,posts,engaged\nMedian,А,vk,1200,40,520\nКазахстан,Б,vk,700,31,99"
    assert found(text) == [("may-be-total", 2, "page")]


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (["Среднее", "instagram", 33530, 46, 11482], ["total-row"]),
        (["Σ", "vk", 167652, 228, 57372], ["total-row"]),
        (["Average", "facebook", 33530, 46, 11482], ["total-row"]),
        (["Сумма", "", 167652, 228, 57372], ["total-row"]),
        (["Жамбылская область", "vk", 167652, 228, 57372], ["looks-like-total"]),
    ],
)
def test_rows_of_sums_and_means_that_have_a_network_are_not_rated(tmp_path, row, codes):
    loaded = load(write(tmp_path, "july.csv", csv_bytes([*CLEAN, row])), population="kz-2023")

    assert [problem.code for problem in loaded.problems] == codes
    assert loaded.refused is (codes == ["looks-like-total"])


def test_the_sums_of_decimals_are_exact():
    text = "page,followers,hours\nА,1000,100.1\nБ,2000,100.2\nВ,4000,100.4\nГ,7000,300.7"
    assert found(text, of=rules("followers", "hours")) == [("looks-like-total", 5, "page")]
    assert found(text.replace("300.7", "300.70000000000001"), of=rules("followers", "hours")) == []
