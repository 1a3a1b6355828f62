"""Which region a name means, and how many people live there."""

from collections import defaultdict

import pytest

import govrank
from govrank.population import PACKAGED, RegionError, gazetteer, known_regions, load_population, population_table
from govrank.spelling import look_alike_key

# DOMAIN 2: the names of the Bureau of National Statistics
NAMES = {
    "akmola": ("Акмолинская область", "Ақмола облысы", "Akmola"),
    "aktobe": ("Актюбинская область", "Ақтөбе облысы", "Aktobe"),
    "almaty-region": ("Алматинская область", "Алматы облысы", "Almaty Region"),
    "atyrau": ("Атырауская область", "Атырау облысы", "Atyrau"),
    "west-kazakhstan": ("Западно-Казахстанская область", "Батыс Қазақстан облысы", "West Kazakhstan"),
    "zhambyl": ("Жамбылская область", "Жамбыл облысы", "Zhambyl"),
    "karaganda": ("Карагандинская область", "Қарағанды облысы", "Karaganda"),
    "kostanay": ("Костанайская область", "Қостанай облысы", "Kostanay"),
    "kyzylorda": ("Кызылординская область", "Қызылорда облысы", "Kyzylorda"),
    "mangystau": ("Мангистауская область", "Маңғыстау облысы", "Mangystau"),
    "pavlodar": ("Павлодарская область", "Павлодар облысы", "Pavlodar"),
    "north-kazakhstan": ("Северо-Казахстанская область", "Солтүстік Қазақстан облысы", "North Kazakhstan"),
    "turkistan": ("Туркестанская область", "Түркістан облысы", "Turkistan"),
    "east-kazakhstan": ("Восточно-Казахстанская область", "Шығыс Қазақстан облысы", "East Kazakhstan"),
    "astana": ("г. Астана", "Нур-Султан", "г. Нур-Султан", "Астана", "Нұр-Сұлтан", "Astana", "Nur-Sultan"),
    "almaty-city": ("г. Алматы", "Алматы қаласы", "Almaty (city)"),
    "shymkent": ("г. Шымкент", "Шымкент", "Shymkent"),
}
SINCE_2022 = {
    "abai": ("область Абай", "Абай облысы", "Abai"),
    "jetisu": ("область Жетісу", "Жетісу облысы", "Jetisu"),
    "ulytau": ("область Ұлытау", "Ұлытау облысы", "Ulytau"),
}
# DOMAIN 2, "Spellings met"
MET = {
    "west-kazakhstan": ("ЗКО", "БҚО", "ЗКO", "зко"),
    "east-kazakhstan": ("ВКО", "ШҚО", "ВKО"),
    "north-kazakhstan": ("СКО", "СҚО", "CКО"),
    "kostanay": ("Kostanai", "Костанайская обл."),
    "karaganda": ("Karagandy",),
    "zhambyl": ("Jambyl",),
    "turkistan": (
        "Turkestan",
        "Южно-Казахстанская",
        "Южно-Казахстанская область",
        "Туркестанская 1",
        "Туркестанская1",
    ),
    "mangystau": ("Mangistau",),
    "atyrau": ("Aтырау", "Атырауская область ", " атырауская  ОБЛАСТЬ", "Atyrau Region", "Атырау обл"),
    "aktobe": ("Aктюбинская", "Актюбинская\u00a0обл."),
    "almaty-region": ("Алматинская", "Алматы обл.", "Almaty region"),
    "almaty-city": ("город Алматы", "Алматы қ."),
}
MET_SINCE_2022 = {
    "jetisu": ("Жетысу", "Жетису", "Zhetysu", "Жетiсу"),
    "ulytau": ("Улытау",),
    "abai": ("Abay", "Абайская область"),
}


def pairs(*tables):
    return [(name, key) for table in tables for key, names in table.items() for name in names]


@pytest.mark.parametrize(("name", "key"), pairs(NAMES, SINCE_2022, MET, MET_SINCE_2022))
def test_a_spelling_that_was_met_finds_its_region_in_2023(name, key):
    assert population_table("kz-2023").find_region(name).key == key


@pytest.mark.parametrize(("name", "key"), pairs(NAMES, MET))
def test_a_spelling_that_was_met_finds_its_region_in_2020(name, key):
    assert population_table("kz-2020").find_region(name).key == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("г.Алматы", "almaty-city", id="a city without the space"),
        pytest.param("г.Шымкент", "shymkent", id="another city without the space"),
        pytest.param("Восточно Казахстанская область", "east-kazakhstan", id="a space for the hyphen"),
        pytest.param("Северо — Казахстанская обл.", "north-kazakhstan", id="a long dash"),
        pytest.param("Атырауская  область", "atyrau", id="two spaces"),
        pytest.param("АТЫРАУСКАЯ ОБЛАСТЬ", "atyrau", id="capitals"),
        pytest.param("область Атырауская", "atyrau", id="the word of kind before the name"),
    ],
)
def test_a_region_is_found_whatever_its_case_and_spacing(name, key):
    assert population_table("kz-2023").find_region(name).key == key


@pytest.mark.parametrize("name", pairs(SINCE_2022, MET_SINCE_2022))
def test_a_region_that_was_not_founded_yet_is_unknown_in_2020(name):
    with pytest.raises(RegionError) as caught:
        population_table("kz-2020").find_region(name[0])
    assert caught.value.code == "unknown-region"


@pytest.mark.parametrize("table", PACKAGED)
@pytest.mark.parametrize("name", ["Алматы", "Almaty", "АЛМАТЫ ", "Aлматы", "Алматы 1"])
def test_almaty_alone_could_be_the_city_or_the_region(name, table):
    with pytest.raises(RegionError) as caught:
        population_table(table).find_region(name)
    assert caught.value.code == "ambiguous-region"
    assert set(caught.value.names) == {"Almaty (city)", "Almaty Region"}


def test_latin_bko_could_be_east_or_west_kazakhstan():
    """BKO looks like the Russian ВКО (East) and is the Kazakh БҚО (West) in Latin letters: not to be guessed."""
    with pytest.raises(RegionError) as caught:
        population_table("kz-2023").find_region("BKO")
    assert caught.value.code == "ambiguous-region"
    assert set(caught.value.names) == {"East Kazakhstan", "West Kazakhstan"}


def test_almaty_and_bko_are_the_only_names_of_two_regions():
    owners = defaultdict(set)
    for key, region in gazetteer().items():
        for spelling in region.names:
            owners[look_alike_key(spelling)].add(key)
    shared = {spelling: keys for spelling, keys in owners.items() if len(keys) > 1}

    assert shared == {
        look_alike_key("Almaty"): {"almaty-region", "almaty-city"},
        look_alike_key("Алматы"): {"almaty-region", "almaty-city"},
        look_alike_key("BKO"): {"west-kazakhstan", "east-kazakhstan"},
    }


def test_every_spelling_of_the_gazetteer_finds_its_own_region():
    for key, region in gazetteer().items():
        for spelling in set(region.names) - {"Almaty", "Алматы", "BKO"}:
            assert known_regions(spelling) == {key}, spelling


@pytest.mark.parametrize(
    ("name", "near"),
    [
        pytest.param("Атыруская область", "Атырауская область", id="a letter missing"),
        pytest.param("Kostany", "Kostanay", id="another letter missing"),
    ],
)
def test_a_mistyped_region_is_answered_with_the_nearest(name, near):
    with pytest.raises(RegionError) as caught:
        population_table("kz-2023").find_region(name)
    assert (caught.value.code, caught.value.names[0]) == ("unknown-region", near)


@pytest.mark.parametrize(
    "name", ["г. Актобе", "город Караганда", "Қостанай қаласы", "Шымкент облысы", "область Астана"]
)
def test_a_city_is_not_the_region_of_its_name_nor_a_region_the_city(name):
    with pytest.raises(RegionError) as caught:
        population_table("kz-2023").find_region(name)
    assert caught.value.code == "unknown-region"


@pytest.mark.parametrize("name", ["Москва", "область", "Казахстан", "1", "город"])
def test_what_is_no_region_is_unknown(name):
    with pytest.raises(RegionError) as caught:
        population_table("kz-2023").find_region(name)
    assert caught.value.code == "unknown-region"


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


@pytest.mark.parametrize(("key", "table", "population"), FIGURES)
def test_a_packaged_figure_is_the_bureaus(key, table, population):
    assert population_table(table).regions[key].population == population


def written(tmp_path, text, name="people.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


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


@pytest.mark.parametrize("name", ["Атырауская область", "Атырау облысы", "Atyrau", "атырауская обл."])
def test_a_file_with_one_spelling_of_a_known_region_is_found_by_the_others(tmp_path, name):
    table = load_population(written(tmp_path, "Регион,Население\nАтырауская область,645280\nЗКО,656844\n"))

    assert table.find_region(name).key == "Атырауская область"
    assert table.find_region("Западно-Казахстанская область").key == "ЗКО"


def test_a_files_own_spelling_comes_before_the_gazetteers(tmp_path):
    """A table that has one Almaty only and calls it so means that one."""
    table = load_population(written(tmp_path, "region,population\nАлматы,2161797\nАтырау,693085\n"))
    assert table.find_region("Алматы").population == 2161797


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


def test_an_alias_of_two_regions_is_ambiguous(tmp_path):
    table = load_population(written(tmp_path, "region,population,aliases\nUpper,5,Land\nLower,6,Land\n"))
    with pytest.raises(RegionError) as caught:
        table.find_region("Land")
    assert (caught.value.code, set(caught.value.names)) == ("ambiguous-region", {"Upper", "Lower"})


def test_a_file_without_the_columns_is_no_population_table(tmp_path):
    with pytest.raises(govrank.DataError) as caught:
        load_population(written(tmp_path, "city,people\nA,5\n"))
    assert [problem.code for problem in caught.value.problems] == ["missing-column"]


def test_an_unknown_table_is_answered_with_a_near_one():
    with pytest.raises(govrank.CommandError) as caught:
        load_population("kz-2024")
    assert caught.value.wording == "no-population-table"
    assert caught.value.args_named["near"][0].startswith("kz-202")
