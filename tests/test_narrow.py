"""How tables fit terminals of any width."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from inside import fit_table, is_said, show_table, with_region_below, with_signs, without_said_twice
from made_tables import table_of_rows
from said import words

ROLES = ("place", "page", "region", "platform", "", "total", "zone")
HEADINGS = ("Place", "Page", "Region", "Network", "Followers", "Total", "Zone")
BRIEF = ("Place", "Page", "Region", "Network", "1", "Total", "Zone")
NUMERIC = (True, False, False, False, True, True, False)
NAMED = (
    ("1", "Акимат Атырауской области", "Атырауская область", "VK", "3", "987,654", "▲ green zone"),
    ("2", "Акимат Павлодарской области", "Павлодарская область", "VK", "12", "1,234,567", "▼ red zone"),
)
HANDLES = tuple((row[0], f"@akimat_{row[0]}", *row[2:]) for row in NAMED)


def table_of(rows, **changed):
    given = {"headings": HEADINGS, "brief": BRIEF, "numeric": NUMERIC, "roles": ROLES, **changed}
    return table_of_rows(tuple(rows), **given)


def shown(table, width):
    stream = io.StringIO()
    show_table(
        table, words("en"), Console(file=stream, width=width, force_terminal=True, no_color=True, highlight=False)
    )
    text = stream.getvalue()
    for code in ("\x1b[1m", "\x1b[0m"):
        text = text.replace(code, "")
    return [line.rstrip() for line in text.splitlines()]


def test_a_table_that_fits_is_whole():
    assert shown(table_of(NAMED), 120) == [
        "Place  Page                         Region                Network  Followers      Total  Zone",
        "    1  Акимат Атырауской области    Атырауская область    VK               3    987,654  ▲ green zone",
        "    2  Акимат Павлодарской области  Павлодарская область  VK              12  1,234,567  ▼ red zone",
    ]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        pytest.param(
            85,
            [
                "Place  Page                         Network  Followers      Total  Zone",
                "    1  Акимат Атырауской области    VK               3    987,654  ▲ green zone",
                "    2  Акимат Павлодарской области  VK              12  1,234,567  ▼ red zone",
            ],
            id="first the region goes, which the names say",
        ),
        pytest.param(
            70,
            [
                "Place Page                        Network  1     Total Zone",
                "    1 Акимат Атырауской области   VK       3   987,654 ▲ green zone",
                "    2 Акимат Павлодарской области VK      12 1,234,567 ▼ red zone",
            ],
            id="then the headings become brief",
        ),
        pytest.param(
            60,
            [
                "Place Page                        Network  1     Total Zone",
                "    1 Акимат Атырауской области   VK       3   987,654 ▲",
                "    2 Акимат Павлодарской области VK      12 1,234,567 ▼",
            ],
            id="then the words of the zones go, not their signs",
        ),
        pytest.param(
            52,
            [
                "Place Page                 Network  1     Total Zone",
                "    1 Акимат Атырауской    VK       3   987,654 ▲",
                "      области",
                "    2 Акимат Павлодарской  VK      12 1,234,567 ▼",
                "      области",
            ],
            id="then the names are folded",
        ),
    ],
)
def test_what_gives_way_on_a_narrow_terminal(width, expected):
    assert shown(table_of(NAMED), width) == expected


def test_a_region_that_the_name_does_not_say_stands_below_it():
    assert shown(table_of(HANDLES), 50) == [
        "      Page",
        "Place Region · Network           1     Total Zone",
        "    1 @akimat_1                  3   987,654 ▲",
        "      Атырауская область · VK",
        "    2 @akimat_2                 12 1,234,567 ▼",
        "      Павлодарская область · VK",
    ]


@pytest.mark.parametrize("width", range(20, 130, 3))
@pytest.mark.parametrize("rows", [NAMED, HANDLES], ids=["names", "handles"])
def test_figures_are_whole_in_any_width(width, rows):
    lines = shown(table_of(rows), width)

    assert sum("987,654" in line and " 3 " in line for line in lines) == 1
    assert sum("1,234,567" in line and " 12 " in line for line in lines) == 1
    assert all(sum(sign in line for line in lines) == 1 for sign in "▲▼")


@pytest.mark.parametrize("width", range(52, 130, 3))
@pytest.mark.parametrize("rows", [NAMED, HANDLES], ids=["names", "handles"])
def test_a_row_takes_two_lines_at_most_where_the_name_fits_one(width, rows):
    layout = fit_table(table_of(rows), width)

    assert layout.width <= width
    assert layout.lines <= 2 * len(rows)
    assert sum(cell_len(line) > width for line in shown(table_of(rows), width)) == 0


def test_a_long_name_goes_on_in_further_lines_and_loses_no_letter():
    name = "Аппарат акима и пресс-служба, " * 6
    lines = shown(table_of([(NAMED[0][0], name, *NAMED[0][2:])]), 70)

    assert max(map(len, lines)) <= 70
    assert "".join(lines).replace(" ", "").count("пресс-служба,") == 6


def test_what_would_make_two_pages_alike_is_not_left_out():
    rows = [("1", "Алматы", "Алматы облысы", *NAMED[0][3:]), ("2", "Алматы", "Алматы қаласы", *NAMED[0][3:])]

    assert without_said_twice(table_of(rows)).roles == ROLES


def test_one_page_that_does_not_say_its_region_keeps_the_column():
    assert without_said_twice(table_of([NAMED[0], HANDLES[1]])).roles == ROLES


def test_below_a_name_stands_only_what_it_does_not_say():
    rows = with_region_below(table_of([NAMED[0], HANDLES[1]])).rows

    assert [row[1] for row in rows] == ["Акимат Атырауской области\nVK", "@akimat_2\nПавлодарская область · VK"]


@pytest.mark.parametrize(
    "zones",
    [
        pytest.param(("green zone", "red zone"), id="no signs"),
        pytest.param(("▲ green", "▲ light green"), id="one sign for two zones"),
    ],
)
def test_the_word_of_a_zone_stays_where_no_sign_says_it(zones):
    table = table_of([(*row[:-1], zone) for row, zone in zip(NAMED, zones, strict=True)])

    assert with_signs(table) == table


def test_a_table_of_unknown_columns_folds_its_texts():
    table = table_of_rows((("one " * 9, "12"),), ("Indicator", "Value"), numeric=(False, True))

    assert shown(table, 30) == ["Indicator                Value", "one one one one one one     12", "one one one"]


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        pytest.param("Атырауская область", "Акимат Атырауской области", True, id="another ending"),
        pytest.param("Мангистау", "Акимат Мангистауской области", True, id="without its ending"),
        pytest.param("Атырау облысы", "Атырау облысының әкімдігі", True, id="Kazakh"),
        pytest.param("Алматы", "Акимат Алматинской области", False, id="a city is not the region around it"),
        pytest.param("Instagram", "Абай облысы · instagram", True, id="another case"),
        pytest.param("Западно-Казахстанская область", "Акимат Восточно-Казахстанской области", False, id="east, west"),
        pytest.param("VK", "VKusno", False, id="a part of a word"),
        pytest.param("", "anything", True, id="nothing"),
    ],
)
def test_what_a_name_says(text, name, said):
    assert is_said(text, name) is said
