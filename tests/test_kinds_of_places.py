"""City, district, state: the regions of a table of pages where the populations' heading or the rules say so."""

import pandas as pd
import pytest

from editions import parse_methodology
from govrank import DataError, rate_file, rate_frames

WORDS = (
    "Город", "Район", "Муниципалитет", "Муниципальное образование", "Субъект", "State", "Country", "City", "District",
    "Қала", "Аудан",
)  # fmt: skip
FREE = parse_methodology(
    'name = "free"\nversion = "1"\nrequired = []\n[[indicators]]\nkey = "reach"\nof = ["reach"]\n', "free.toml"
)
BASE = {"network": ["vk", "ok"], "followers": [90, 50], "posts": [4, 5], "engaged": [9, 8], "reach": [3, 4]}


def frame(**columns):
    return pd.DataFrame(columns | BASE)


def people(heading, *names):
    return pd.DataFrame({heading: names, "population": [700 * (n + 1) for n in range(len(names))]})


def regions(rating):
    return sorted(rating.pages.regions)


@pytest.mark.parametrize("word", WORDS)
def test_the_only_column_of_places_is_the_regions_where_the_rules_need_them(word):
    rating = rate_frames(frame(**{word: ["Весёлое", "Тихое"]}), people("region", "Весёлое", "Тихое"))

    assert regions(rating) == ["Весёлое", "Тихое"]


@pytest.mark.parametrize("word", WORDS)
def test_it_is_no_region_where_nothing_needs_one(word):
    rating = rate_frames(frame(page=["A", "B"], **{word: ["Весёлое", "Тихое"]}), methodology=FREE)

    assert regions(rating) == ["", ""]
    assert [one.code for one in rating.warnings if one.column == word] == ["unused-column"]


@pytest.mark.parametrize("word", WORDS)
def test_the_populations_heading_says_which_of_two_it_is(word):
    other = "Province" if word != "Province" else "City"
    table = frame(**{other: ["Тихое", "Тихое"], word: ["Весёлое", "Тихое"]})

    assert regions(rate_frames(table, people(word, "Весёлое", "Тихое"))) == ["Весёлое", "Тихое"]


def test_it_says_so_of_several_files_too(tmp_path):
    table = frame(Province=["Тихое", "Тихое"], City=["Весёлое", "Тихое"])
    for name, rows in (("a", table[:1]), ("b", table[1:])):
        rows.to_csv(tmp_path / f"{name}.csv", index=False)

    rating = rate_file(tmp_path / "a.csv", people("City", "Весёлое", "Тихое"), also=[tmp_path / "b.csv"])

    assert regions(rating) == ["Весёлое", "Тихое"]


def test_the_populations_heading_goes_before_a_column_of_regions():
    table = frame(region=["Тихое", "Тихое"], ГОРОД=["Весёлое", "Тихое"])

    rating = rate_frames(table, people("Город", "Весёлое", "Тихое"))

    assert regions(rating) == ["Весёлое", "Тихое"]
    assert [one.column for one in rating.warnings if one.code == "unused-column"] == ["region"]


def test_a_column_of_regions_goes_before_other_places_where_the_populations_say_region():
    table = frame(region=["Весёлое", "Тихое"], City=["A", "B"])

    assert regions(rate_frames(table, people("region", "Весёлое", "Тихое"))) == ["Весёлое", "Тихое"]


def test_of_two_kinds_of_places_none_is_taken():
    table = frame(City=["Весёлое", "Тихое"], District=["Весёлое", "Тихое"])

    with pytest.raises(DataError) as caught:
        rate_frames(table, people("region", "Весёлое", "Тихое"))

    assert [(one.key, one.column, one.args["near"]) for one in caught.value.problems if one.severity == "error"] == [
        ("missing-column/near", "region", ["City", "District"])
    ]


def test_a_mapping_goes_before_both():
    table = frame(City=["Весёлое", "Тихое"], Where=["Тихое", "Тихое"])

    rating = rate_frames(table, people("City", "Весёлое", "Тихое"), columns={"region": "Where"})

    assert regions(rating) == ["Тихое", "Тихое"]


def test_a_place_in_a_rating_is_no_region():
    with pytest.raises(DataError) as caught:
        rate_frames(frame(Place=[1, 2]), people("region", "Весёлое", "Тихое"))

    assert "missing-column" in {one.code for one in caught.value.problems}


def test_a_sheet_of_populations_says_it_too(tmp_path):
    path = tmp_path / "july.xlsx"
    with pd.ExcelWriter(path) as book:
        frame(Province=["Тихое", "Тихое"], City=["Весёлое", "Тихое"]).to_excel(book, sheet_name="Pages", index=False)
        people("City", "Весёлое", "Тихое").to_excel(book, sheet_name="People", index=False)

    assert regions(rate_file(path)) == ["Весёлое", "Тихое"]


def test_two_sheets_of_pages_are_still_two(tmp_path):
    path = tmp_path / "july.xlsx"
    with pd.ExcelWriter(path) as book:
        for sheet in ("June", "July"):
            frame(City=["Весёлое", "Тихое"]).to_excel(book, sheet_name=sheet, index=False)

    with pytest.raises(DataError) as caught:
        rate_file(path, "kz-2023")

    assert [one.code for one in caught.value.problems] == ["several-sheets"]
