"""Native bar charts: which cells they draw, in which order and colours, and where they lie."""

import io

import openpyxl
import pandas as pd
import pytest

from inside import MOST_CHARTS, MOST_PRINTED, add_bars, names_column, parse_methodology, rate_frames, workbook
from said import said, words

RULES = 'name = "r"\nversion = "1"\n{}[[indicators]]\nkey = "r"\nof = ["reach"]'


def rating_of(pages, league=""):
    """Return a rating of pages, best first, with their networks after a colon."""
    parts = [page.partition(":") for page in pages]
    frame = pd.DataFrame(
        {
            "page": [name for name, _colon, _network in parts],
            "platform": [network or "vk" for _name, _colon, network in parts],
            "reach": range(len(pages), 0, -1),
        }
    )
    rules = parse_methodology(RULES.format('league = "platform"\n' if league else ""), "r.toml")
    return rate_frames(frame, methodology=rules)


def charts_of(rating, fills=()):
    """Return the charts as they are written, and which cells are printed with them."""
    stream = io.BytesIO()
    with workbook("", stream) as book:
        below = add_bars(book.sheet("Final"), rating, words("en"), 2, 4, fills)
    return openpyxl.load_workbook(stream).active._charts, below  # openpyxl has no other way to its charts


def title_of(chart):
    return "".join(run.t for paragraph in chart.title.tx.rich.p for run in paragraph.r)


def test_a_chart_draws_the_totals_with_the_names_beside_them_the_best_on_top():
    (chart,), _below = charts_of(rating_of("ABC"))
    (bars,) = chart.series
    assert (chart.barDir, chart.x_axis.scaling.orientation) == ("bar", "maxMin")
    assert bars.val.numRef.f == "Final!$C$2:$C$4"
    assert bars.cat.strRef.f == "Final!$E$2:$E$4"
    # the figures and names are stored, for viewers that do not read the cells
    assert [point.v for point in bars.val.numRef.numCache.pt] == [1, 2, 3]
    assert [point.v for point in bars.cat.strRef.strCache.pt] == ["A", "B", "C"]
    assert (chart.y_axis.scaling.min, chart.legend) == (0, None)
    assert title_of(chart) == said("xlsx.chart.rank-sum")
    assert (chart.anchor._from.col, chart.anchor._from.row) == (4, 1)  # at E2, from 0


def test_bars_have_the_colours_of_their_rows():
    (chart,), _below = charts_of(rating_of("ABC"), ["#c6efce", "#ffffff", "#ffc7ce"])
    points = chart.series[0].dPt
    assert [(point.idx, point.graphicalProperties.solidFill.srgbClr) for point in points] == [
        (0, "C6EFCE"),
        (1, "FFFFFF"),
        (2, "FFC7CE"),
    ]
    assert charts_of(rating_of("ABC"))[0][0].series[0].dPt == []


def test_bars_of_a_later_league_have_the_colours_of_their_own_rows():
    rating = rating_of(["A:vk", "B:facebook", "C:vk"], "platform")
    charts, _below = charts_of(rating, ["#111111", "#222222", "#333333"])
    found = [[point.graphicalProperties.solidFill.srgbClr for point in chart.series[0].dPt] for chart in charts]
    assert found == [["111111"], ["222222", "333333"]]


def test_each_league_has_a_chart_of_its_rows_one_below_another():
    charts, below = charts_of(rating_of(["A:vk", "B:facebook", "C:vk", "D:vk"], "platform"))
    assert [title_of(chart) for chart in charts] == [
        f"Facebook. {said('xlsx.chart.rank-sum')}",
        f"VK. {said('xlsx.chart.rank-sum')}",
    ]
    assert [chart.series[0].val.numRef.f for chart in charts] == ["Final!$C$2", "Final!$C$3:$C$5"]
    first, second = (chart.anchor._from.row for chart in charts)
    # 2.5 and 0.55 for each of three bars, and more are not: 4.15 cm are 8 rows of 15 points, and one is left free
    assert (first, second) == (1, 11)
    assert [area[:3] for area in below] == [(1, 4, 9), (11, 4, 19)]  # first row and column, last row, from 0


@pytest.mark.parametrize(
    ("league", "name"), [("=1+1", "=1+1"), ("VK!A1", "VK! A1"), ("a!b2", "a!b2"), ("=x!$B$2", "=x! $B$2")]
)
def test_the_name_of_a_league_is_no_reference_to_a_cell(league, name):
    (chart, _other), _below = charts_of(rating_of([f"A:{league}", "B:zz"], "platform"))
    assert title_of(chart) == f"{name}. {said('xlsx.chart.rank-sum')}"


def test_a_league_of_many_pages_is_drawn_in_part_and_that_is_said():
    (chart,), _below = charts_of(rating_of([f"p{n}" for n in range(MOST_PRINTED + 1)]))
    assert chart.series[0].val.numRef.f == "Final!$C$2:$C$51"
    assert title_of(chart) == said("xlsx.chart.first", n=50, title=said("xlsx.chart.rank-sum"))


def test_more_leagues_than_a_sheet_can_show_have_no_chart():
    pages = [f"{name}:network {n:02d}" for n in range(MOST_CHARTS + 1) for name in "AB"]
    rating = rating_of(pages, "platform")
    assert len(charts_of(rating)[0]) == MOST_CHARTS
    assert names_column(rating).values[-3:] == ["B · network 11", "", ""]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("a" * 56, "a" * 56, id="as wide as there is room"),
        pytest.param("a" * 41 + "b" * 16, "a" * 39 + "…" + "b" * 16, id="a letter more"),
        # 16 * 1.4 = 22.4 leave 32.6 of 55, which is 23 letters
        pytest.param("Ш" * 40 + "Ж" * 16, "Ш" * 23 + "…" + "Ж" * 16, id="broad letters"),
        pytest.param("\x00=", "␀=", id="a control code"),
    ],
)
def test_names_are_as_long_as_the_chart_has_room_for(name, shown):
    assert names_column(rating_of([name])).values == [shown]


def test_only_pages_that_are_drawn_have_a_name():
    values = names_column(rating_of([f"p{n:02d}" for n in range(MOST_PRINTED + 2)])).values
    assert values[MOST_PRINTED - 1 :] == ["p49", "", ""]
