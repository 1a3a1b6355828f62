"""From a file to an edition ready to be rated: what was found, and whether it may be rated."""

import inspect
from dataclasses import fields

import pandas as pd
import pytest

from editions import load
from files import CLEAN, changed, csv_bytes, without, workbook, write
from govrank import CommandError, DataError, load_methodology, rate_file, rate_frames
from inside import LoadOptions, population_table

AKIMATS = load_methodology("akimats")
KZ_2023 = population_table("kz-2023")


def frame_of(rows):
    return pd.DataFrame([[str(cell) for cell in row] for row in rows[1:]], columns=rows[0])


def found(loaded):
    return [(problem.code, problem.row, problem.column) for problem in loaded.problems]


def test_a_clean_file_is_loaded_without_a_problem(tmp_path):
    loaded = load(write(tmp_path, "july.csv", csv_bytes(CLEAN)), population="kz-2023")

    assert (loaded.problems, loaded.refused) == ((), False)
    assert (loaded.edition.period, loaded.methodology.name, len(loaded.pages)) == ("july", "akimats", 5)


def test_a_warning_refuses_nothing():
    rows = changed(2, 3, 2)  # two posts in a month
    loaded = load(frame_of(rows), population=KZ_2023)

    assert found(loaded) == [("few-posts", 2, "posts")]
    assert not loaded.refused


@pytest.mark.parametrize(("skip_invalid", "refused"), [(False, True), (True, False)])
def test_a_wrong_row_refuses_the_edition_unless_wrong_rows_are_skipped(skip_invalid, refused):
    loaded = load(frame_of(changed(4, 2, "12k")), population=KZ_2023, skip_invalid=skip_invalid)

    assert found(loaded) == [("not-whole", 4, "followers")]
    assert loaded.refused is refused


def test_a_population_that_may_be_in_thousands_is_said(tmp_path):
    people = "region;population\n" + "".join(f"{row[0]};736.735\n" for row in [*CLEAN[1:3], *CLEAN[4:]])
    options = {"population": str(write(tmp_path, "people.csv", people))}
    pages = write(tmp_path, "july.csv", csv_bytes(CLEAN))
    loaded = load(pages, **options)

    assert [(problem.code, problem.file, problem.row, problem.args["n"]) for problem in loaded.problems] == [
        ("grouped-number", "people.csv", 2, 4)
    ]
    assert loaded.pages.counts["population"].numbers.tolist() == [736735] * 5
    assert load(pages, decimal=",", **options).problems == ()
    assert [(problem.code, problem.row) for problem in load(pages, decimal=".", **options).problems] == [
        ("not-whole", row) for row in range(2, 6)
    ]


def test_the_texts_of_a_frame_have_the_decimal_sign_that_is_named():
    frame = pd.DataFrame([[*row, "1,234"] for row in CLEAN[1:]], columns=[*CLEAN[0], "reach"])
    rules = AKIMATS.model_copy(
        update={"indicators": (AKIMATS.indicators[0].model_copy(update={"of": ("reach",), "key": "reach"}),)}
    )
    found = {sign: load(frame, methodology=rules, decimal=sign).problems for sign in (None, ".", ",")}

    assert [problem.code for problem in found[None]] == ["grouped-number"]
    assert found["."] == ()
    assert {problem.code for problem in found[","]} == {"not-whole"}


def test_what_is_wrong_with_the_whole_file_is_never_skipped():
    loaded = load(frame_of(CLEAN), skip_invalid=True)

    assert [(problem.code, problem.wording, problem.row) for problem in loaded.problems] == [
        ("no-population", "nowhere", None)
    ]
    assert loaded.refused


def test_problems_stand_in_the_files_order_those_of_the_whole_file_first():
    rows = [
        [*row, cell] for row, cell in zip(changed(5, 2, "?", changed(3, 4, "-1")), ["own", 1, 2, 3, 4, 5], strict=True)
    ]
    problems = found(load(frame_of(rows), population=KZ_2023))

    assert problems == [
        ("unused-column", None, "own"),
        ("negative", 3, "interactions"),
        ("not-a-number", 5, "followers"),
    ]


def test_by_a_column_changes_the_league_of_the_rules_that_travel_with_the_edition():
    loaded = load(frame_of(CLEAN), population=KZ_2023, by="Соцсеть")

    assert (AKIMATS.league, loaded.methodology.league) == ("", "platform")
    assert loaded.pages.leagues == ["instagram", "instagram", "facebook", "facebook", "instagram"]


def test_by_no_column_is_a_mistake_of_the_command():
    with pytest.raises(CommandError) as caught:
        load(frame_of(CLEAN), population=KZ_2023, by="platfrom")
    assert (caught.value.wording, caught.value.args_named["near"][0]) == ("no-such-column", "platform")


def test_a_missing_column_ends_the_loading():
    with pytest.raises(DataError) as caught:
        load(frame_of([row[:4] for row in CLEAN]), population=KZ_2023)
    assert "missing-column" in [problem.code for problem in caught.value.problems]


def test_days_come_from_the_period_unless_they_are_given():
    """30 days of June by its name; 28 because somebody says so."""
    rows = [["page", "posts"], ["A", "60"]]
    own = AKIMATS.model_validate(
        {"name": "own", "version": "1", "indicators": [{"key": "x", "of": ["posts"], "per": ["days"]}]}
    )

    def days(**given):
        return load(frame_of(rows), methodology=own, **given).pages.counts["days"].numbers.tolist()

    assert days(period="2020-06") == [30]
    assert days(period="2020-06", days=28) == [28]


def test_frames_are_loaded_as_a_file_is():
    pages = pd.DataFrame(CLEAN[1:], columns=CLEAN[0])
    people = pd.DataFrame({"region": pages["region"].unique(), "population": [500_000, 600_000, 700_000, 800_000]})
    loaded = load(pages, population=people, period="July")

    assert (loaded.problems, loaded.edition.period, loaded.edition.population) == ((), "July", "population")
    assert loaded.pages.counts["population"].numbers.tolist() == [500_000, 600_000, 600_000, 700_000, 800_000]


def test_a_workbooks_own_population_sheet_is_not_ignored_in_silence(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    for row in CLEAN:
        book.active.append(row)
    people = book.create_sheet("People")
    for row in (["region", "population"], *([name, 500_000] for name in dict.fromkeys(row[0] for row in CLEAN[1:]))):
        people.append(row)
    book.save(tmp_path / "july.xlsx")

    own = load(tmp_path / "july.xlsx")
    assert (own.problems, own.edition.population) == ((), "july.xlsx · People")
    assert {*own.pages.counts["population"].numbers.tolist()} == {500_000}

    given = load(tmp_path / "july.xlsx", population="kz-2023")
    assert [(problem.code, problem.sheet, problem.wording) for problem in given.problems] == [
        ("ignored-column", "People", "population-sheet")
    ]


THOUSANDS = [["Регион", "Население, тыс. чел."], ["Абай", "610,2"]]


def test_a_sheet_of_populations_in_thousands_is_named(tmp_path):
    pages = write(tmp_path, "july.xlsx", workbook({"Июль": CLEAN, "Люди": THOUSANDS}))
    (problem,) = load(pages).problems

    assert (problem.code, problem.wording, problem.sheet, problem.cell) == ("no-population", "thousands", "Люди", "B1")


def test_a_population_file_in_thousands_says_so(tmp_path):
    people = write(tmp_path, "people.xlsx", workbook({"Люди": THOUSANDS}))
    loaded = load(write(tmp_path, "july.csv", csv_bytes(CLEAN)), population=str(people))
    assert [(problem.code, problem.wording) for problem in loaded.problems] == [("no-population", "thousands")]
    assert loaded.refused


@pytest.mark.parametrize("skip_invalid", [False, True])
def test_where_all_are_left_out_it_is_a_problem_before_rating(skip_invalid):
    rows = [[*row, cell] for row, cell in zip(CLEAN, ["excluded", *["double"] * 5], strict=True)]
    (problem,) = load(frame_of(rows), population=KZ_2023, skip_invalid=skip_invalid).problems
    assert (problem.code, problem.wording, problem.args["n"]) == ("no-pages", "left-out", 5)


WRONG_PEOPLE = "region,population\nАтырау,x\nАкмола,5,7\n"


@pytest.mark.parametrize("skip_invalid", [False, True])
def test_a_wrong_population_table_hides_nothing_of_the_pages_and_is_never_skipped(tmp_path, skip_invalid):
    pages = write(tmp_path, "july.csv", csv_bytes(changed(4, 2, "12k")))
    people = write(tmp_path, "people.csv", WRONG_PEOPLE)
    loaded = load(pages, population=str(people), skip_invalid=skip_invalid)

    assert [(problem.file, problem.code, problem.row) for problem in loaded.problems] == [
        ("july.csv", "not-whole", 4),
        ("people.csv", "not-a-number", 2),
        ("people.csv", "ragged-row", 3),
    ]
    assert loaded.refused


def test_a_wrong_population_table_is_said_with_a_missing_column(tmp_path):
    pages = write(tmp_path, "july.csv", csv_bytes(without(2)))
    with pytest.raises(DataError) as caught:
        load(pages, population=str(write(tmp_path, "people.csv", WRONG_PEOPLE)))

    assert [(problem.file, problem.code) for problem in caught.value.problems] == [
        ("july.csv", "missing-column"),
        ("people.csv", "not-a-number"),
        ("people.csv", "ragged-row"),
    ]


def test_a_wrong_sheet_of_populations_hides_nothing_of_the_pages(tmp_path):
    sheets = {"Июль": changed(4, 2, "12k"), "Население": [["region", "population"], ["Атырау", "x"]]}
    loaded = load(write(tmp_path, "july.xlsx", workbook(sheets)), skip_invalid=True)

    assert [(problem.sheet, problem.code, problem.cell) for problem in loaded.problems] == [
        ("Июль", "not-whole", "C4"),
        ("Население", "not-a-number", "B2"),
    ]
    assert loaded.refused


def test_a_frame_of_populations_hides_nothing_of_the_pages():
    pages = pd.DataFrame(changed(4, 2, "12k")[1:], columns=CLEAN[0])
    loaded = load(pages, population=pd.DataFrame({"region": ["Атырау"], "population": ["x"]}))

    assert [(problem.file, problem.code) for problem in loaded.problems] == [
        ("pages", "not-whole"),
        ("population", "not-a-number"),
    ]


def test_every_option_is_a_keyword_of_both_and_the_populations_may_stand_second():
    own = [one.name for one in fields(LoadOptions)]
    for rate, first in ((rate_file, "path"), (rate_frames, "pages")):
        assert [*inspect.signature(rate).parameters] == [first, *own]
    rating = rate_frames(frame_of(CLEAN), KZ_2023, period="July", by="platform")

    assert (rating.edition.period, rating.edition.population) == ("July", "kz-2023")
    assert [*rating.leagues] == ["facebook", "instagram"]


@pytest.mark.parametrize("rate", [rate_file, rate_frames])
def test_a_keyword_that_is_no_option_is_refused_and_not_passed_over(rate):
    with pytest.raises(TypeError, match="periode"):
        rate(frame_of(CLEAN), periode="July")
