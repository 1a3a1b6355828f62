"""Which region a name means, and how many people live there."""

import pytest

from inside import country, known_regions, load_population, population_table

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
    problem = population_table("kz-2020").find_region(name[0])
    assert problem.code == "unknown-region"


@pytest.mark.parametrize("table", ["kz-2020", "kz-2021", "kz-2022", "kz-2023"])
@pytest.mark.parametrize("name", ["Алматы", "Almaty", "АЛМАТЫ ", "Aлматы", "Алматы 1"])
def test_almaty_alone_could_be_the_city_or_the_region(name, table):
    problem = population_table(table).find_region(name)
    assert problem.code == "ambiguous-region"
    assert set(problem.args["near"]) == {"Almaty (city)", "Almaty Region"}


def test_latin_bko_could_be_east_or_west_kazakhstan():
    """BKO looks like the Russian ВКО (East) and is the Kazakh БҚО (West) in Latin letters: not to be guessed."""
    problem = population_table("kz-2023").find_region("BKO")
    assert problem.code == "ambiguous-region"
    assert set(problem.args["near"]) == {"East Kazakhstan", "West Kazakhstan"}


def test_every_spelling_of_the_gazetteer_finds_its_own_region():
    for key, region in country("kz").regions.items():
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
    problem = population_table("kz-2023").find_region(name)
    assert (problem.code, problem.args["near"][0]) == ("unknown-region", near)


@pytest.mark.parametrize(
    "name", ["г. Актобе", "город Караганда", "Қостанай қаласы", "Шымкент облысы", "область Астана"]
)
def test_a_city_is_not_the_region_of_its_name_nor_a_region_the_city(name):
    problem = population_table("kz-2023").find_region(name)
    assert problem.code == "unknown-region"


@pytest.mark.parametrize("name", ["Москва", "область", "Казахстан", "1", "город"])
def test_what_is_no_region_is_unknown(name):
    problem = population_table("kz-2023").find_region(name)
    assert problem.code == "unknown-region"


def written(tmp_path, text, name="people.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", ["Атырауская область", "Атырау облысы", "Atyrau", "атырауская обл."])
def test_a_file_with_one_spelling_of_a_known_region_is_found_by_the_others(tmp_path, name):
    table = load_population(written(tmp_path, "Регион,Население\nАтырауская область,645280\nЗКО,656844\n"))

    assert table.find_region(name).key == "Атырауская область"
    assert table.find_region("Западно-Казахстанская область").key == "ЗКО"


def test_a_files_own_spelling_comes_before_the_gazetteers(tmp_path):
    """A table that has one Almaty only and calls it so means that one."""
    table = load_population(written(tmp_path, "region,population\nАлматы,2161797\nАтырау,693085\n"))
    assert table.find_region("Алматы").population == 2161797


def test_an_alias_of_two_regions_is_ambiguous(tmp_path):
    table = load_population(written(tmp_path, "region,population,aliases\nUpper,5,Land\nLower,6,Land\n"))
    problem = table.find_region("Land")
    assert (problem.code, set(problem.args["near"])) == ("ambiguous-region", {"Upper", "Lower"})


TOWN_SAYS_SO = "region,population\nг. Костанай,250000\nКостанайская область,832237\nг. Тараз,5\n"
TOWN_IS_BARE = "region,population\nКостанай,250000\nКостанайская область,832237\n"


@pytest.mark.parametrize("name", ["Костанай", "Kostanay", "Костанай 1", "Қостанай", "костанай "])
def test_a_name_of_both_a_town_and_a_region_of_the_table_is_never_guessed(tmp_path, name):
    table = load_population(written(tmp_path, TOWN_SAYS_SO))
    problem = table.find_region(name)
    assert (problem.code, set(problem.args["near"])) == ("ambiguous-region", {"г. Костанай", "Костанайская область"})


@pytest.mark.parametrize(
    ("text", "name", "people"),
    [
        pytest.param(TOWN_SAYS_SO, "город Костанай", 250000, id="the town says so"),
        pytest.param(TOWN_SAYS_SO, "Қостанай қаласы", 250000, id="in another language"),
        pytest.param(TOWN_SAYS_SO, "Костанай обл.", 832237, id="the region says so"),
        pytest.param(TOWN_SAYS_SO, "Kostanay Region", 832237, id="the region in another language"),
        pytest.param(TOWN_SAYS_SO, "Тараз", 5, id="a town beside no region of its name"),
        pytest.param(TOWN_IS_BARE, "КОСТАНАЙ", 250000, id="the table's own spelling"),
        pytest.param(TOWN_IS_BARE, "г. Костанай", 250000, id="the table's bare name is the town's"),
        pytest.param(TOWN_IS_BARE, "Қостанай облысы", 832237, id="the other is the region's"),
    ],
)
def test_a_town_and_a_region_of_one_name_are_found_by_what_says_which(tmp_path, text, name, people):
    assert load_population(written(tmp_path, text)).find_region(name).population == people


def test_a_table_of_towns_only_has_no_other_of_the_name(tmp_path):
    table = load_population(written(tmp_path, "region,population\nг. Костанай,250000\nг. Павлодар,300000\n"))
    assert table.find_region("Kostanay").population == 250000


RUSSIAN = """region,population
Республика Татарстан,3902642
Республика Алтай,220140
Алтайский край,2317052
Удмуртская Республика,1501005
Ненецкий автономный округ,44110
Ямало-Ненецкий автономный округ,544008
Новгородская область,596173
Новосибирская область,2798251
"""


@pytest.mark.parametrize(
    ("name", "people"),
    [
        pytest.param("Татарстан", 3902642, id="without the word for republic"),
        pytest.param("Респ. Татарстан", 3902642, id="with it cut short"),
        pytest.param("татарстан республикасы", 3902642, id="in another language"),
        pytest.param("Алтай", 220140, id="a republic"),
        pytest.param("Алтайский", 2317052, id="a territory"),
        pytest.param("Алтай край", 2317052, id="the word tells it from the republic"),
        pytest.param("Удмуртская", 1501005, id="the word behind"),
        pytest.param("Ненецкий АО", 44110, id="two words cut short"),
        pytest.param("Ямало-Ненецкий", 544008, id="a name in another"),
    ],
)
def test_a_region_is_found_without_the_word_for_its_kind(tmp_path, name, people):
    assert load_population(written(tmp_path, RUSSIAN)).find_region(name).population == people


@pytest.mark.parametrize("name", ["Татарстан область", "Ненецкая область", "г. Алтай"])
def test_a_region_of_another_kind_is_not_guessed_in_ones_own_table(tmp_path, name):
    problem = load_population(written(tmp_path, RUSSIAN)).find_region(name)
    assert problem.code == "unknown-region"


def test_a_name_cut_short_is_asked_about_where_two_begin_so(tmp_path):
    problem = load_population(written(tmp_path, RUSSIAN)).find_region("Нов. обл.")
    assert (problem.code, problem.args["near"]) == ("ambiguous-region", ("Novgorod Oblast", "Novosibirsk Oblast"))


@pytest.mark.parametrize(("name", "people"), [("WKO", 656844), ("Qaraǵandy", 7), ("Кост. обл.", 8), ("Қостанай", 8)])
def test_a_file_of_known_regions_is_found_in_every_alphabet(tmp_path, name, people):
    text = "region,population\nЗКО,656844\nQarağandı oblısı,7\nКостанайская обл.,8\n"
    assert load_population(written(tmp_path, text)).find_region(name).population == people
