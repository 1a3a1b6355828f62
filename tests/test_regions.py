"""Which region each row means, and its people: from a population table, or from the file's own column."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from govrank import PopulationTable
from inside import (
    UNREADABLE,
    LoadOptions,
    Placed,
    Region,
    find_regions,
    listed_regions,
    load_edition,
    own_keys,
    population_table,
)
from rows import Rows, rules

SHARE = rules(("followers", "population"))
KZ_2023 = population_table("kz-2023")


def placed(text, population=KZ_2023, methodology=SHARE):
    rows = Rows(text, methodology)
    placed = find_regions(rows.table, rows.columns, methodology, population, rows.names, rows.checked)
    return None if placed.people is None else placed.people.numbers.tolist(), placed.keys, rows


def test_a_table_gives_each_row_the_people_and_the_key_of_its_region():
    people, keys, rows = placed("page,region,followers\nA,Атырау облысы,5\nB,Акмолинская обл.,6\nC,Atyrau,7")

    assert (people, keys, rows.found) == ([693085, 788023, 693085], ["atyrau", "akmola", "atyrau"], [])


def test_an_unknown_region_has_nobody_keeps_its_name_and_is_answered_with_the_nearest():
    table = PopulationTable("own", None, {"Upper Land": Region("Upper Land", "Upper Land", 70)})
    people, keys, rows = placed("page,region,followers\nA,Uper Land,5\nB,Upper Land,6\nC,Qqq,7", table)

    assert (people, keys) == ([0, 70, 0], ["Uper Land", "Upper Land", "Qqq"])
    assert rows.found == [("unknown-region", 2, "region"), ("unknown-region", 4, "region")]
    near, far = rows.checked.problems()
    assert (near.wording, list(near.args["near"]), near.args["table"]) == ("", ["Upper Land"], "own")
    assert (far.wording, list(far.args["near"])) == ("far", [])


def test_a_region_that_may_be_two_is_never_guessed():
    _people, _keys, rows = placed("page,region,followers\nA,Алматы,5")
    assert rows.found == [("ambiguous-region", 2, "region")]


RU_2020 = population_table("ru-2020")


@pytest.mark.parametrize(
    ("regions", "people", "found"),
    [
        pytest.param(["Тюменская область", "Омская область"], [3755778, 1926562], [], id="whole, without its parts"),
        pytest.param(["ХМАО", "Тюменская область без автономных округов", "ЯНАО"], [1674086, 1537684, 544008], [],
                     id="the parts, without the whole"),
        pytest.param(["ХМАО", "Тюменская область", "Омская область"], [1674086, 3755778, 1926562],
                     [("contained-region", 2, "region")], id="a part above the whole"),
        pytest.param(["Тюменская область", "ЯНАО", "ЯНАО", "Тюменская область без АО"],
                     [3755778, 544008, 544008, 1537684],
                     [("contained-region", 3, "region"), ("contained-region", 5, "region")],
                     id="each part once, the rest of the whole too"),
        pytest.param(["Архангельская область", "НАО", "Тюменская область"], [1136387, 44110, 3755778],
                     [("contained-region", 3, "region")], id="another whole"),
    ],
)  # fmt: skip
def test_a_region_beside_one_that_contains_it_is_warned_of(regions, people, found):
    text = "page,region,followers\n" + "".join(f"{i},{region},5\n" for i, region in enumerate(regions))
    numbers, _keys, rows = placed(text, RU_2020)

    assert (numbers, rows.found) == (people, found)
    assert all(problem.severity == "warning" for problem in rows.checked.problems())


def test_a_part_that_is_not_rated_is_not_warned_of():
    text = "page,region,followers,excluded\nA,Тюменская область,5,\nB,ЯНАО,6,private\n"
    assert placed(text, RU_2020)[2].found == []


def test_a_missing_region_is_one_problem_not_two():
    _people, _keys, rows = placed("page,region,followers\nA,,5")
    assert rows.found == [("missing-value", 2, "region")]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        pytest.param((70, 70, 90), [], id="one figure a region"),
        pytest.param((70, 71, 90), [("contradiction", 3, "population")], id="two figures of one region"),
        pytest.param((70, 0, 90), [("no-population", 3, "population")], id="nobody"),
        pytest.param(("", 70, 90), [("no-population", 2, "population")], id="an empty cell"),
        pytest.param(("12k", 70, 90), [("not-whole", 2, "population")], id="a wrong cell is not compared"),
    ],
)
def test_the_files_own_column_has_one_figure_a_region(cells, found):
    first, second, third = cells
    text = f"page,region,followers,population\nA,Up,5,{first}\nB,up,6,{second}\nC,Down,7,{third}"
    _people, _keys, rows = placed(text, None)
    assert rows.found == found


def test_a_contradiction_names_the_first_figure_and_its_row():
    _people, _keys, rows = placed("page,region,followers,population\nA,Up,5,70\nB,Down,6,90\nC,Up,7,71", None)
    (problem,) = rows.checked.problems()
    assert (problem.row, problem.args) == (4, {"region": "Up", "other": 70, "row": 2})


def test_no_row_of_a_region_with_two_figures_is_trusted_and_each_names_another():
    _people, _keys, rows = placed(
        "page,region,followers,population,excluded\nA,Up,5,70,\nB,Down,6,90,\nC,Up,7,71,\nD,up,8,70,\nE,Up,9,70,x", None
    )

    assert rows.found == [("contradiction", 4, "population")]
    assert {i: (bad.row, bad.value, bad.args) for i, bad in sorted(rows.checked.row_errors.items())} == {
        0: (2, "70", {"region": "Up", "other": 71, "row": 4}),
        2: (4, "71", {"region": "Up", "other": 70, "row": 2}),
        3: (5, "70", {"region": "up", "other": 71, "row": 4}),
    }


def test_rules_without_populations_need_no_region():
    people, keys, rows = placed("page,posts\nA,5\nB,6", None, rules("posts"))
    assert (people, keys, rows.found) == (None, ["", ""], [])


def test_without_a_table_keys_are_the_gazetteers_else_the_first_spelling_of_the_alphabet():
    assert own_keys(["атырау", "Атырауская область", "zeta", "Zeta", "", "ВКО"]) == [
        "atyrau", "atyrau", "Zeta", "Zeta", "", "east-kazakhstan",
    ]  # fmt: skip


def listed(text, population=KZ_2023):
    rows = Rows(text, SHARE)
    placed = find_regions(rows.table, rows.columns, SHARE, population, rows.names, rows.checked)
    return listed_regions(placed, rows.names, rows.checked)


def test_a_text_that_is_no_region_is_not_listed_as_one_without_a_page():
    assert listed("region,platform,followers\nAtyrau,vk,5\nNarnia,vk,6\nAtyrau,x,7") == {
        ("atyrau", "Atyrau", "vk"),
        ("atyrau", "Atyrau", "x"),
    }


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("Akmola,,A,5,", id="no network"),
        pytest.param(",facebook,A,5,", id="no region"),
        pytest.param("Narnia,facebook,A,5,not ours", id="left out, of no region"),
    ],
)
def test_a_row_without_region_or_network_says_nothing_about_who_is_absent(row):
    assert listed(f"region,platform,page,followers,excluded\nAtyrau,vk,B,5,\n{row}") == {("atyrau", "Atyrau", "vk")}


@pytest.mark.parametrize("name", ["Narnia", "Алматы"])
def test_the_region_of_a_row_that_is_left_out_is_not_looked_at(name):
    _people, keys, rows = placed(f"page,region,followers,excluded\nA,Atyrau,5,\nB,{name},6,double")
    assert (keys, rows.found) == (["atyrau", name], [])


TOWN_AND_REGION = "region,page,followers,population\nКостанай,A,5,250\nКостанайская область,B,6,832\n"


def test_a_town_with_fewer_people_than_the_region_of_its_name_is_not_the_region():
    people, keys, rows = placed(TOWN_AND_REGION + "Қостанай облысы,C,7,832", None)

    assert (people, keys) == ([250, 832, 832], ["Костанай", "kostanay", "kostanay"])
    assert rows.found == [("town-beside-region", 2, "region")]


def test_a_town_of_two_spellings_is_one():
    _people, keys, _rows = placed(TOWN_AND_REGION + "г. Костанай,C,7,250", None)
    assert keys == ["Костанай", "kostanay", "Костанай"]


def test_as_many_people_or_more_are_the_regions_own():
    """Two spellings of one region, and a mistyped figure: more people than the region has are no town's."""
    _people, keys, rows = placed(TOWN_AND_REGION.replace("250", "832"), None)
    assert (keys, rows.found) == (["kostanay", "kostanay"], [])
    _people, keys, rows = placed(TOWN_AND_REGION.replace("250", "850"), None)
    assert (keys, rows.found) == (["kostanay", "kostanay"], [("contradiction", 3, "population")])


def test_a_row_that_is_set_aside_says_nothing_of_its_region():
    rows = Rows("page,region,followers,population\nA,Up,5,1\nB,Up,6,70\nC,Up,7,71", SHARE, misaligned=frozenset({0}))
    find_regions(rows.table, rows.columns, SHARE, None, rows.names, rows.checked)
    (problem,) = rows.checked.problems()

    assert (problem.row, problem.args) == (4, {"region": "Up", "other": 70, "row": 3})


def test_without_a_known_table_regions_have_keys_and_nobody_in_them():
    people, keys, rows = placed("page,region,followers,population\nA,Атырау облысы,5,\nB,Narnia,6,0", UNREADABLE)
    assert (people, keys, rows.found) == (None, ["atyrau", "Narnia"], [])


def test_neither_a_row_that_is_set_aside_nor_a_page_without_a_network_is_listed():
    rows = Rows(
        "page,region,platform,posts\nA,Up,vk,1\nB,Down,x,2\nC,Low,,3", rules("posts"), misaligned=frozenset({1})
    )
    assert listed_regions(Placed(None, ["Up", "Down", "Low"]), rows.names, rows.checked) == {("Up", "Up", "vk")}


def similar(rows, header="region,platform,followers,posts,engaged,population"):
    """Return the warned rows and what each is near to, of rows that are (region, network, population)."""
    lines = [f"{region},{network},50,10,5,{people}" for region, network, people in rows]
    with TemporaryDirectory() as folder:
        path = Path(folder, "pages.csv")
        path.write_text("\n".join([header, *lines]), encoding="utf-8")
        problems = load_edition(path, LoadOptions()).problems
    return [(one.row, one.args["near"]) for one in problems if one.code == "similar-region"]


ATYRAU = "Атырауская область"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param([(ATYRAU, "vk", 70), ("Атыраусая область", "fb", 70)], [(3, [ATYRAU])], id="a letter lost"),
        pytest.param([("Атыраусая обл.", "vk", 70), (ATYRAU, "fb", 70)], [(2, [ATYRAU])], id="the known one is meant"),
        pytest.param([(ATYRAU, "vk", 70), ("Атырауская олбасть", "fb", 70)], [(3, [ATYRAU])], id="in the word beside"),
        pytest.param(
            [("Uper Land", "vk", 70), ("Upper Land", "fb", 70), ("Upper Land", "ok", 70)], [], id="of four letters"
        ),
        pytest.param(
            [("Lowre Land", "vk", 70), ("Lower Land", "fb", 70), ("Lower Land", "ok", 70)],
            [(2, ["Lower Land"])],
            id="the one of fewer rows is mistyped",
        ),
        pytest.param([(ATYRAU, "vk", 70), ("Атыраусая область", "fb", 71)], [], id="people of its own"),
        pytest.param(
            [(ATYRAU, "vk", 70), (ATYRAU, "fb", 70), ("Атыраусая область", "fb", 70)], [], id="explains nothing absent"
        ),
        pytest.param([("Region 1", "vk", 70), ("Region 2", "fb", 70)], [], id="numbers"),
        pytest.param([("District A", "vk", 70), ("District B", "fb", 70)], [], id="letters"),
        pytest.param([("Алматинская область", "vk", 70), ("Алматы", "fb", 70)], [], id="a city and its region"),
        pytest.param([("Northern", "vk", 70), ("Southern", "fb", 70)], [], id="two sides"),
        pytest.param([("Northwestern", "vk", 70), ("Northeastern", "fb", 70)], [], id="two corners"),
        pytest.param([("Aralsk", "vk", 70), ("Uralsk", "fb", 70)], [], id="another first letter"),
        pytest.param(
            [("Курская область", "vk", 70), ("Курганская область", "fb", 70)], [], id="both known of one country"
        ),
        pytest.param(
            [(f"Abcde{end}", "vk" if n % 2 else "fb", 70) for n, end in enumerate("fghijkl")], [], id="a series"
        ),
    ],
)  # fmt: skip
def test_a_region_that_a_slip_divides_in_two_is_warned_of(rows, found):
    assert similar(rows) == found


@pytest.mark.parametrize(("more", "found"), [(2000, 1), (2600, 0)])
def test_in_a_file_of_very_many_regions_no_names_are_compared(more, found):
    rows = [(ATYRAU, "vk", 70), ("Атыраусая область", "fb", 70)]
    rows += [(f"Place {n}", network, 70) for n in range(more) for network in ("vk", "fb")]

    assert len(similar(rows)) == found


def test_a_table_of_populations_refuses_a_slip_itself():
    rows = "region,platform,followers,posts,engaged\nАтырау,vk,5,5,5\nАтыраy облсы,fb,5,5,5"
    with TemporaryDirectory() as folder:
        path = Path(folder, "pages.csv")
        path.write_text(rows, encoding="utf-8")
        problems = load_edition(path, LoadOptions(population="kz-2023")).problems
    assert {one.code for one in problems} == {"unknown-region"}
