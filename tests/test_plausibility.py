"""Suspicious figures that can be rated: each is a warning with its place, and changes no number."""

import numpy as np
import pytest

from commands import rated, run
from files import HEADER, csv_bytes, write
from inside import Count, ProblemCollector, find_implausible
from rows import Rows, rules

REGIONS = [
    "Акмолинская область",
    "Атырауская область",
    "Павлодарская область",
    "Туркестанская область",
    "Мангистауская область",
]
POPULATION = ("--population", "kz-2023")


def page(at, followers=5000, posts=20, interactions=700, network="instagram"):
    return [REGIONS[at], network, followers, posts, interactions]


def warned(folder, rows, *options):
    ended = run("check", write(folder, "july.csv", csv_bytes(rows)), *POPULATION, *options, "-f", "json")

    assert ended.code == 0
    return [(problem["code"], problem["row"], problem["column"]) for problem in ended.document["problems"]]


@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        pytest.param(page(0), [], id="nothing odd"),
        pytest.param(page(0, posts=3), [("few-posts", 2, "posts")], id="three posts"),
        pytest.param(page(0, posts=4), [], id="four posts"),
        pytest.param(page(0, posts=0, interactions=0), [], id="no posts at all are no few"),
        pytest.param(page(0, followers=19), [("looks-swapped", 2, "posts")], id="more posts than followers"),
        pytest.param(page(0, followers=20), [], id="as many posts as followers"),
        pytest.param(
            page(0, followers=788024), [("followers-exceed-population", 2, "followers")], id="more than the people"
        ),
        pytest.param(page(0, followers=788023), [], id="exactly the people"),
    ],
)
def test_a_single_page_may_look_odd(tmp_path, odd, expected):
    assert warned(tmp_path, [HEADER, odd, page(1), page(2)]) == expected


@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        pytest.param(page(0, followers=500_001), [("far-from-neighbours", 2, "followers")], id="over a hundredfold"),
        pytest.param(page(0, followers=500_000), [], id="a hundredfold"),
        pytest.param(page(0, followers=49), [("far-from-neighbours", 2, "followers")], id="below a hundredth"),
        pytest.param(page(0, followers=50), [], id="a hundredth"),
        pytest.param(page(0, interactions=70_001), [("far-from-neighbours", 2, "interactions")], id="interactions"),
        pytest.param(page(0, interactions=1), [], id="hardly any interactions are honest"),
        pytest.param(page(0, followers=0, interactions=0), [], id="nobody is no hundredth"),
    ],
)
def test_a_page_may_be_a_hundredfold_off_its_network(tmp_path, odd, expected):
    rows = [HEADER, odd, *(page(at) for at in range(1, 5))]

    assert warned(tmp_path, rows) == expected


def test_four_neighbours_say_nothing(tmp_path):
    assert warned(tmp_path, [HEADER, page(0, followers=600_000), *(page(at) for at in range(1, 4))]) == []


def test_neighbours_are_the_pages_of_the_same_network(tmp_path):
    small = [page(at, followers=5000) for at in range(5)]
    large = [page(at, followers=505_000, network="facebook") for at in range(5)]

    assert warned(tmp_path, [HEADER, *small, *large]) == []


@pytest.mark.parametrize(
    ("rate", "differs"),
    [
        ("0,7", False),
        ("0,70", False),
        ("0,71", True),
        ("1", True),
        ("0,695", False),
        ("7", True),
        ("", False),
        ("-", False),
        ("0,7 %", False),
    ],
)
def test_a_rate_of_the_files_own_is_compared(tmp_path, rate, differs):
    rows = [[*HEADER, "ER"], [*page(0), rate], [*page(1), "0,7"]]  # 700 × 100 ÷ (20 × 5000) = 0.7
    expected = [("ignored-column", None, "er"), *([("er-differs", 2, "er")] if differs else [])]

    assert warned(tmp_path, rows) == expected


def test_of_pages_that_are_left_out_no_figure_is_odd(tmp_path):
    rows = [[*HEADER, "excluded"], [*page(0, posts=1), "not found"], [*page(1), ""], [*page(2), ""]]

    assert warned(tmp_path, rows) == []


def test_no_warning_changes_a_number(tmp_path):
    rows = [HEADER, page(0, posts=3), page(1, followers=19), page(2, followers=788024)]
    odd = run("score", write(tmp_path, "july.csv", csv_bytes(rows)), *POPULATION, "-f", "json")
    values = {page["region_key"]: page["values"] for page in odd.document["pages"]}

    assert values["akmola"]["engagement_per_post"] == 700 / 3
    assert values["atyrau"]["er"] == 70000 / (20 * 19)
    assert values["pavlodar"]["followers"] == 788024
    assert len(rated(odd)) == 3


def test_an_implausible_figure_is_a_problem_of_its_cell_that_names_what_it_is_compared_with():
    rows = Rows("page,followers,posts\nA,90,10\nB,5,8\nC,700,2", rules("posts"))
    counts = {"followers": Count(np.array([90, 5, 700])), "posts": Count(np.array([10, 8, 2]))}
    measured = counts | {"population": Count(np.array([80, 1000, 1000]))}

    def found(*usable):
        collector = ProblemCollector(rows.table)
        find_implausible(counts, measured, ["vk"] * 3, np.array(usable), rows.methodology, rows.columns, collector)
        return [(problem.code, problem.row, problem.args) for problem in collector.problems()]

    assert found(True, True, True) == [
        ("followers-exceed-population", 2, {"population": 80}),
        ("looks-swapped", 3, {"followers": 5}),
        ("few-posts", 4, {"n": 2}),
    ]
    assert [row for _code, row, _args in found(False, True, False)] == [3]
