"""How many days a period has: only where its name says so beyond doubt."""

from datetime import date, timedelta

import pytest

import govrank
from commands import run
from files import write
from inside import days_of
from said import nothing, said

RULES = """\
name = "daily"
version = "1"
[[indicators]]
key = "posts_per_day"
of = ["posts"]
per = ["days"]
"""
DATA = "page,posts\nA,62\nB,31\n"


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2020", 366), ("2021", 365), ("1900", 365), ("2000", 366),
        ("2020-H1", 182), ("2021-H1", 181), ("2021-H2", 184), ("2020-H2", 184),
        ("2020-Q1", 91), ("2021-Q1", 90), ("2021-Q2", 91), ("2021-Q3", 92), ("2021-Q4", 92),
        ("2020-02", 29), ("2021-02", 28), ("1900-02", 28), ("2020-07", 31), ("2023-11", 30), ("2023-12", 31),
        ("2020-W01", 7), ("2020-W53", 7),
    ],
)  # fmt: skip
def test_a_calendars_period_has_its_days(period, expected):
    assert days_of(period) == expected


@pytest.mark.parametrize(
    "period",
    [
        "", "July", "July 2020 (2)", "1 July 2020", "2020-00", "2020-13", "2020-7",
        "2020-H0", "2020-H3", "2020-Q0", "2020-Q5", "2020-W7",
        "2020-07-01", "20-07", "2020/07", "0000", "0000-07", "2020-07 ", "2020-07\n", "x2020", "2020-h1", "12020",
        pytest.param("2020-W00", id="no week is the 0th"),
        pytest.param("2020-W54", id="no year has 54 weeks"),
        pytest.param("2020-W99", id="or 99"),
    ],
)  # fmt: skip
def test_any_other_name_says_nothing(period):
    assert days_of(period) is None


@pytest.mark.parametrize("year", [1999, 2000, 2020, 2021, 2100])
def test_months_quarters_and_halves_add_up_to_the_year(year):
    whole = (date(year + 1, 1, 1) - date(year, 1, 1)) // timedelta(days=1)

    assert days_of(f"{year}") == whole
    assert sum(days_of(f"{year}-{month:02}") for month in range(1, 13)) == whole
    assert sum(days_of(f"{year}-Q{quarter}") for quarter in range(1, 5)) == whole
    assert sum(days_of(f"{year}-H{half}") for half in (1, 2)) == whole


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, "daily.toml", RULES)
    write(tmp_path, "pages.csv", DATA)
    write(tmp_path, "2020-06.csv", DATA)
    write(tmp_path, "own.csv", "page,posts,days\nA,62,10\nB,31,5\n")
    return tmp_path


def per_day(folder, *args):
    ended = run("score", *args, "--methodology", "daily.toml", "--format", "json", "-q", folder=folder)
    assert ended.code == 0, ended.err
    return {page["page"]: page["values"]["posts_per_day"] for page in ended.document["pages"]}


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        pytest.param(["pages.csv", "--days", "31"], 2, id="the option"),
        pytest.param(["pages.csv", "--period", "2020-07"], 2, id="the period's name"),
        pytest.param(["2020-06.csv"], 62 / 30, id="the file's name"),
        pytest.param(["2020-06.csv", "--days", "31"], 2, id="the option before the file's name"),
        pytest.param(["pages.csv", "--period", "2021", "--days", "62"], 1, id="the option before the period"),
        pytest.param(["own.csv"], 6.2, id="the file's own column"),
        pytest.param(["own.csv", "--days", "31"], 6.2, id="the column before the option: it may differ by page"),
    ],
)
def test_days_come_from_what_is_known(folder, args, expected):
    assert per_day(folder, *args)["A"] == expected


@pytest.mark.parametrize("period", [[], ["--period", "July"]], ids=["a file's name", "a period's name"])
def test_without_days_nothing_is_divided(folder, period):
    ended = run("score", "pages.csv", "--methodology", "daily.toml", *period, folder=folder)

    assert (ended.code, ended.out) == (1, "")
    assert ended.said == ["pages.csv (days) [missing-column]", nothing("rated", 1, "pages.csv")]
    assert said("problem.missing-column/days") in ended.lines[0]


@pytest.mark.parametrize("days", ["0", "-1", "1.5", "x", "100001"])
def test_days_are_whole_and_at_least_one(folder, days):
    ended = run("score", "pages.csv", "--methodology", "daily.toml", "--days", days, folder=folder)
    assert (ended.code, ended.out) == (2, "")
    assert "--days" in ended.err


def test_frames_take_days_too():
    import pandas as pd

    rules = govrank.Methodology.model_validate(
        {"name": "d", "version": "1", "indicators": [{"key": "x", "of": ["posts"], "per": ["days"]}]}
    )
    frame = pd.DataFrame({"page": ["A"], "posts": [62]})
    assert govrank.rate_frames(frame, methodology=rules, days=31).measured["x"].values.tolist() == [2.0]
    assert govrank.rate_frames(frame, methodology=rules, period="2020-07").measured["x"].values.tolist() == [2.0]


def test_the_edition_before_has_days_of_its_own(folder):
    """July has 31 days and June 30: each is divided by its own, which its name says."""
    write(folder, "2020-07.csv", "page,posts\nA,31\nB,62\n")
    ended = run(
        "score", "2020-07.csv", "--previous", "2020-06.csv", "-m", "daily.toml", "-f", "json", "-q", folder=folder
    )

    assert ended.code == 0, ended.err
    moves = {page["page"]: page["move"] for page in ended.document["pages"]}
    assert moves["B"] == {"state": "up", "by": 1, "previous": 2}


def test_an_edition_before_without_days_in_its_name_can_be_compared_all_the_same(folder):
    """--days 31 is all that a user can give; answering it with "add --days 31" would be useless."""
    write(folder, "july.csv", "page,posts\nA,31\nB,62\n")
    ended = run(
        "score", "july.csv", "--previous", "pages.csv", "-m", "daily.toml", "--days", "31", "-f", "json", "-q",
        folder=folder,
    )  # fmt: skip

    assert ended.code == 0, ended.err
