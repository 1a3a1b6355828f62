"""Population tables from files: the bureau's figures as packaged, and a file of one's own, refused with every row."""

import pytest

import govrank
from files import workbook, write
from govrank import DataError, load_population
from inside import MOST_HELD, is_population_table, population_table
from rows import Source, table_from_rows

# a cell of each row of DOMAIN 2, each column at least five times
FIGURES = [
    ("akmola", "kz-2020", 736735), ("aktobe", "kz-2021", 894333), ("almaty-region", "kz-2022", 1478496),
    ("atyrau", "kz-2023", 693085), ("west-kazakhstan", "kz-2020", 656844), ("zhambyl", "kz-2021", 1139192),
    ("karaganda", "kz-2022", 1134966), ("kostanay", "kz-2023", 832237), ("kyzylorda", "kz-2020", 803531),
    ("mangystau", "kz-2021", 719571), ("pavlodar", "kz-2022", 756511), ("north-kazakhstan", "kz-2023", 534108),
    ("turkistan", "kz-2020", 2016037), ("east-kazakhstan", "kz-2021", 1363797), ("astana", "kz-2022", 1295711),
    ("almaty-city", "kz-2023", 2161797), ("shymkent", "kz-2020", 1038152), ("abai", "kz-2022", 611888),
    ("jetisu", "kz-2023", 698729), ("ulytau", "kz-2022", 220913),
]  # fmt: skip


def written(tmp_path, text, name="people.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("table", "regions", "total", "date"),
    [
        ("kz-2020", 17, 18631779, "2020-01-01"),
        ("kz-2021", 17, 18879552, "2021-01-01"),
        ("kz-2022", 20, 19503159, "2022-01-01"),
        ("kz-2023", 20, 19766807, "2023-01-01"),
    ],
)
def test_a_packaged_table_adds_up_to_the_bureaus_total(table, regions, total, date):
    loaded = load_population(table)

    assert (loaded.name, loaded.date, len(loaded.regions)) == (table, date, regions)
    assert sum(region.population for region in loaded.regions.values()) == total


@pytest.mark.parametrize(("key", "table", "population"), FIGURES)
def test_a_packaged_figure_is_the_bureaus(key, table, population):
    assert population_table(table).regions[key].population == population


def test_a_file_of_ones_own_has_aliases_and_a_date(tmp_path):
    table = load_population(
        written(
            tmp_path,
            "region;population;aliases;date\nНижняя;12 345;Низ|Lower;2024-01-01\nВерхняя;678;Верх, Upper;2024-01-01\n",
        )
    )

    assert (table.name, table.date) == ("people.csv", "2024-01-01")
    assert {name: table.find_region(name).key for name in ("нижняя", "Низ", "LOWER", "Upper", "верх")} == {
        "нижняя": "Нижняя", "Низ": "Нижняя", "LOWER": "Нижняя", "Upper": "Верхняя", "верх": "Верхняя",
    }  # fmt: skip
    assert table.find_region("Lower").population == 12345


def test_a_file_of_two_dates_has_none(tmp_path):
    text = "region,population,date\nA-land,5,2024-01-01\nB-land,6,2023-01-01\n"
    assert load_population(written(tmp_path, text)).date is None


def test_total_rows_of_a_population_file_are_no_region(tmp_path):
    table = load_population(written(tmp_path, "region,population\nA-land,5\nB-land,6\nИтого,11\n"))
    assert set(table.regions) == {"A-land", "B-land"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("A-land,5\nB-land,6\nA-land,7\n", [("duplicate-region", 4)], id="a region twice"),
        pytest.param("A-land,5\nB-land,6\n a–land ,7\n", [("duplicate-region", 4)], id="twice in two spellings"),
        pytest.param("A-land,0\n", [("no-population", 2)], id="nobody"),
        pytest.param("A-land,\n", [("no-population", 2)], id="an empty cell"),
        pytest.param("A-land,-\nB-land,12k\n", [("no-population", 2), ("not-whole", 3)], id="two wrong cells"),
        pytest.param(",5\nB-land,3\n", [("missing-value", 2)], id="no name"),
        pytest.param("A-land,-7\n", [("negative", 2)], id="below nothing"),
    ],
)
def test_a_wrong_population_file_is_refused_with_every_row(tmp_path, text, found):
    with pytest.raises(govrank.DataError) as caught:
        load_population(written(tmp_path, "region,population\n" + text))
    assert [(problem.code, problem.row) for problem in caught.value.problems] == found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Атырауская область", "Атырау облысы", id="two languages"),
        pytest.param("ЗКО", "Западно-Казахстанская область", id="an abbreviation and the name"),
        pytest.param("Атырау", "Aтырау", id="a Latin A"),
    ],
)
def test_two_spellings_of_one_region_with_two_figures_are_not_both_kept_silently(tmp_path, first, second):
    text = f"region,population\n{first},5\nAbai,3\n{second},7\n"
    with pytest.raises(govrank.DataError) as caught:
        load_population(written(tmp_path, text))
    assert [(problem.code, problem.row) for problem in caught.value.problems] == [("duplicate-region", 4)]


def test_the_hundredth_region_in_two_spellings_is_still_a_duplicate(tmp_path):
    text = "region,population\n" + "".join(f"Land {n},5\n" for n in range(120)) + "LAND 110,6\n"
    with pytest.raises(govrank.DataError) as caught:
        load_population(written(tmp_path, text))
    assert [(problem.code, problem.row) for problem in caught.value.problems] == [("duplicate-region", 122)]


def test_a_file_without_the_columns_is_no_population_table(tmp_path):
    with pytest.raises(govrank.DataError) as caught:
        load_population(written(tmp_path, "city,people\nA,5\n"))
    assert [problem.code for problem in caught.value.problems] == ["missing-column"]


def test_a_file_that_is_not_there_is_called_a_file():
    with pytest.raises(govrank.CommandError) as caught:
        load_population("pop.csv")
    assert (caught.value.wording, caught.value.args_named) == ("no-such-file", {"path": "pop.csv"})


def test_an_unknown_table_is_answered_with_a_near_one():
    with pytest.raises(govrank.CommandError) as caught:
        load_population("kz-2024")
    assert caught.value.wording == "no-population-table"
    assert caught.value.args_named["near"][0].startswith("kz-202")


@pytest.mark.parametrize("heading", ["State", "country", "Country/Region", "Город", "РАЙОН", "Муниципалитет", "Аудан"])
def test_the_first_column_of_a_population_file_may_be_of_any_places(tmp_path, heading):
    table = load_population(written(tmp_path, f"{heading},Население\nA-land,5\n"))
    assert table.find_region("A-land").population == 5


@pytest.mark.parametrize(
    "headings",
    [
        pytest.param("Country,Region,Population", id="regions by their own name"),
        pytest.param("Page,Region,Population", id="pages beside them"),
        pytest.param("Posts,Region,Population", id="post offices"),
    ],
)
def test_a_file_named_for_its_populations_has_them_whatever_stands_beside_them(tmp_path, headings):
    table = load_population(written(tmp_path, f"{headings}\n7,A-land,5\n8,B-land,6\n"))
    assert {key: region.population for key, region in table.regions.items()} == {"A-land": 5, "B-land": 6}


def test_of_two_sheets_the_one_with_nothing_of_pages_has_the_populations(tmp_path):
    pages = [["region", "page", "population"], ["A-land", "A", 7]]
    book = write(tmp_path, "p.xlsx", workbook({"a": pages, "b": [["State", "population"], ["A-land", 5]]}))
    assert load_population(str(book)).find_region("A-land").population == 5


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        pytest.param("Code,State,Population\n7,A-land,5\n8,B-land,6\n", ["A-land", "B-land"], id="behind a code"),
        pytest.param("Country,State,Population\nX,A,5\nX,B,6\n", ["A", "B"], id="states of a country"),
        pytest.param("City,State,Population\nA,X,5\nB,X,6\nC,Y,7\n", ["A", "B", "C"], id="cities of states"),
    ],
)
def test_the_regions_are_the_finest_places_where_no_column_is_headed_so(tmp_path, text, regions):
    assert [*load_population(written(tmp_path, text)).regions] == regions


@pytest.mark.parametrize("headings", ["Place,People", "Город,Подписчики"])
def test_places_without_people_are_no_populations(tmp_path, headings):
    with pytest.raises(DataError) as caught:
        load_population(written(tmp_path, f"{headings}\n" + ",".join("567"[: headings.count(",") + 1]) + "\n"))
    assert [problem.wording for problem in caught.value.problems] == ["population-file"]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        pytest.param(["Region", "Population"], True, id="what it must have"),
        pytest.param(["Население", "Область", "note"], True, id="in Russian, in any order, with more"),
        pytest.param(["State", "population"], True, id="of other places"),
        pytest.param(["region", "page", "population"], False, id="pages and their regions' populations"),
        pytest.param(["region", "posts", "population"], False, id="pages without a name"),
        pytest.param(["region", "people"], False, id="no population"),
        pytest.param(["region", "population", "followers"], False, id="pages with their regions' populations"),
        pytest.param(["region", "population", "Соцсеть"], False, id="pages of networks"),
    ],
)
def test_a_population_table_has_regions_and_people_and_no_pages(headings, expected):
    table = table_from_rows([headings, ["A", "5", "7"][: len(headings)]], Source("people.csv", ""), None)
    assert is_population_table(table) is expected


@pytest.mark.parametrize(
    ("town", "region"),
    [
        ("Костанай", "Костанайская область"),
        ("Kostanay", "Kostanay Region"),
        ("Павлодар", "Павлодарская область"),
        ("Абай", "область Абай"),
        ("г. Костанай", "Костанай"),
    ],
)
def test_a_town_and_the_region_of_its_name_are_two(tmp_path, town, region):
    table = load_population(written(tmp_path, f"region,population\n{town},250000\n{region},832237\n"))
    assert (table.find_region(town).population, table.find_region(region).population) == (250000, 832237)


def test_a_town_with_all_the_people_of_its_region_is_the_region_again(tmp_path):
    with pytest.raises(govrank.DataError) as caught:
        load_population(written(tmp_path, "region,population\nАтырау,5\nАтырауская область,5\n"))
    assert [(problem.code, problem.row) for problem in caught.value.problems] == [("duplicate-region", 3)]


def test_a_row_with_a_cell_too_many_is_said_in_its_place_and_not_looked_at(tmp_path):
    text = "region,population\nUp,x\nDown,5,7\nUp,5\nDown,6\nLow,0\n"
    with pytest.raises(DataError) as caught:
        load_population(written(tmp_path, text))

    assert [(problem.code, problem.row) for problem in caught.value.problems] == [
        ("not-a-number", 2),
        ("ragged-row", 3),
        ("no-population", 6),
    ]


def test_every_wrong_cell_is_listed_however_many_there_are(tmp_path):
    regions = MOST_HELD + 5
    with pytest.raises(DataError) as caught:
        load_population(written(tmp_path, "region,population\n" + "".join(f"R{i},x\n" for i in range(regions))))

    assert [problem.row for problem in caught.value.problems] == [*range(2, regions + 2)]
