"""Tables on a terminal, in a pipe and in a file: nothing is cut or executed, and only a terminal gets colour."""

import io
import re

import pandas as pd
import pytest
from rich.style import Style

from editions import compare_editions, parse_methodology
from govrank import rate_frames
from inside import (
    Report,
    open_console,
    show_report,
    show_table,
    show_text,
    tell_story,
    zone_style,
)
from made_tables import table_of_rows
from rendered import published
from said import headings, rows_of, words

EN = words("en")
REACH = parse_methodology(
    'name = "r"\nversion = "1"\n[[indicators]]\nkey = "r"\nlabel = "Reach"\nof = ["reach"]', "r.toml"
)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def table(*rows, headings=("Place", "Page"), brief=("Place", "Page"), numeric=(True, False), more=0):
    return table_of_rows(rows, headings, numeric=numeric, brief=brief, title="Title", more=more)


def printed(made, stream=None):
    stream = stream or io.StringIO()
    brief = show_table(made, EN, open_console(stream))
    return brief, re.sub(r"\x1b\[\d*m", "", stream.getvalue()) if stream.isatty() else stream.getvalue()


@pytest.fixture
def narrow(monkeypatch):
    """A terminal of 30 columns, without colour."""
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    return Terminal()


def test_figures_stand_to_the_right_and_lines_end_with_their_last_letter():
    assert printed(table(("1", "Ten letters"), ("10", "B"), more=3)) == (
        False,
        "Title\n"
        "Place  Page\n"
        "    1  Ten letters\n"
        "   10  B\n"
        f"{EN.say('rating.more', n=3)}\n",
    )  # fmt: skip


def test_a_row_as_long_as_a_book_stays_one_line_in_a_file():
    name = "word " * 2000 + "end"
    _brief, text = printed(table(("1", name)))
    assert text.splitlines()[2] == f"    1  {name}"


def test_a_control_code_in_a_heading_or_a_cell_is_shown_and_never_obeyed():
    _brief, text = printed(table(("1", "\x1b[31mred\u2028"), headings=("Place", "\x1b[1mPage\n")))
    assert text == "Title\nPlace  ␛[1mPage␊\n    1  ␛[31mred\\u2028\n"


def test_markup_is_shown_and_never_obeyed():
    _brief, text = printed(table(("1", "[red]x[/red] [/y] :smile:"), headings=("Place", "[b]Page[/b]")))
    assert text == "Title\nPlace  [b]Page[/b]\n    1  [red]x[/red] [/y] :smile:\n"


@pytest.mark.parametrize("variable", ["FORCE_COLOR", "TTY_COMPATIBLE"])
def test_no_variable_brings_colour_or_bold_into_a_file(variable, monkeypatch):
    plain = printed(table(("1", "A")))
    monkeypatch.setenv(variable, "1")
    assert printed(table(("1", "A"))) == plain
    assert "\x1b" not in plain[1]


def test_where_headings_do_not_fit_the_brief_ones_stand(narrow):
    made = table(("1", "A", "1,234"), headings=("Place", "Page", "Followers per head of people"),
                 brief=("Place", "Page", "1"), numeric=(True, False, True))  # fmt: skip
    brief, text = printed(made, narrow)
    assert brief
    assert [line.rstrip() for line in text.splitlines()] == ["Title", "Place Page     1", "    1 A    1,234"]


def test_a_control_code_in_a_brief_heading_is_shown_too(narrow):
    made = table(("1", "A", "7"), headings=("Place", "Page", "Followers per head of people"),
                 brief=("Place", "Page", "\x07\x1b[2J"), numeric=(True, False, True))  # fmt: skip
    brief, text = printed(made, narrow)
    assert brief
    assert text.splitlines()[1].split() == ["Place", "Page", "␇␛[2J"]


@pytest.mark.parametrize("columns", [30, 50, 59, 60, 61])
def test_no_column_and_no_letter_is_cut_where_a_terminal_is_narrower_than_the_table(columns, narrow, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    name = "abcdefghijklmnopqrstuvwxyz"
    made = table((name, *(f"{n}23,456,789,012" for n in range(1, 4))), headings=("Page", *"xyz"),
                 brief=("Page", *"123"), numeric=(False, True, True, True))  # fmt: skip
    text = printed(made, narrow)[1]
    first, *rest = text.splitlines()[2:]
    letters, *figures = first.split()
    assert figures == ["123,456,789,012", "223,456,789,012", "323,456,789,012"]
    assert letters + "".join(line.strip() for line in rest) == name
    assert len(first.rstrip()) == max(columns, len(letters) + 3 * 16)  # figures of fifteen after a space each


def test_prose_is_wrapped_between_words_on_a_terminal_only(narrow):
    text = "Equal values share the better place of the two"
    show_text(text, open_console(narrow))
    file = io.StringIO()
    show_text(text, open_console(file))
    assert [line.rstrip() for line in narrow.getvalue().splitlines()] == [
        "Equal values share the better",
        "place of the two",
    ]
    assert file.getvalue() == f"{text}\n"


@pytest.mark.parametrize(
    ("color", "system", "style"),
    [
        pytest.param("#ffffff", "truecolor", None, id="white is no colour"),
        pytest.param("#777777", "standard", None, id="nor is grey"),
        pytest.param("#c6efce", "truecolor", Style(color="black", bgcolor="#c6efce"), id="the fill of the methodology"),
        pytest.param("#ffc7ce", "256", Style(color="black", bgcolor="#ffc7ce"), id="or near to it"),
        pytest.param("#c6efce", "standard", Style(color="green"), id="green of sixteen colours"),
        pytest.param("#ffc7ce", "standard", Style(color="red"), id="red of sixteen colours"),
        pytest.param("#d3e5fa", "standard", Style(color="blue"), id="a rise is blue"),
        pytest.param("#fde2c4", "standard", Style(color="yellow"), id="a fall is no zone either"),
        pytest.param("#ccccff", "standard", Style(color="blue"), id="blue of sixteen colours"),
    ],
)
def test_a_zone_keeps_its_colour_as_far_as_the_terminal_has_it(color, system, style):
    assert zone_style(color, system) == style


def test_a_column_of_texts_in_which_nobody_has_any_is_left_out():
    made = table(("1", "", "", "x"), ("2", "", "", ""), headings=tuple("abcd"), brief=tuple("1234"),
                 numeric=(True, False, True, False))  # fmt: skip
    assert [line.split() for line in printed(made)[1].splitlines()] == [["Title"], ["a", "c", "d"], ["1", "x"], ["2"]]


def test_a_table_without_rows_keeps_its_columns():
    assert printed(table())[1].splitlines() == ["Title", "Place  Page"]


def test_a_report_is_its_blocks_one_below_another_in_their_order():
    stream = io.StringIO()
    show_report(Report(("First.", "", table(("1", "A")), "Last [b].")), EN, stream)
    assert stream.getvalue() == "First.\n\nTitle\nPlace  Page\n    1  A\nLast [b].\n"


def edition(pages, period):
    rows = [
        {"page": page, "reach": 9 - n, "excluded": "closed" if page == "X" else None} for n, page in enumerate(pages)
    ]
    return rate_frames(pd.DataFrame(rows), methodology=REACH, period=period)


def test_below_the_table_stand_rules_moves_and_who_is_out_and_above_it_the_digest():
    june, july = edition("ABC", "June"), edition("BAXD", "July")
    shown = published(july, "table", movement=compare_editions(june, july), top=2)
    digest, rest = shown.split(f"\n\n{EN.say('rating.title', title='r', period='July')}\n", 1)
    rows = rows_of(rest)
    more = EN.say("rating.more", n=1)

    assert digest.splitlines()[:3] == [*tell_story(july, EN, compare_editions(june, july)).lead]
    assert rows[:5] == [
        [EN.say("read.fewest")],
        [*headings("place", "move", "common", "page"), "Reach", EN.say("table.total.rank-sum")],
        ["1", "▲1", "▲1", "B", "1", "1"],
        ["2", "▼1", "▼1", "A", "2", "2"],
        [more],
    ]
    rules, moves, gone, *rest = rest.splitlines()[5:]
    assert rules.startswith("r (r 1). ")
    assert moves == f"{EN.say('move.against', period='June')} {EN.say('move.common')}"
    assert gone == EN.say("move.left", pages=EN.say("digest.placed.before", page="C", place=3))
    assert rest[:4] == ["", EN.say("rating.excluded"), "  X: closed", ""]
    assert rest[4].startswith("Reach")
    assert rows_of("\n".join(rest[5:])) == [
        [*headings("place", "page"), "Reach", EN.say("table.zone")],
        ["1", "B", "9", f"▲ {EN.say('zone.green')}"],
        ["2", "A", "8", f"● {EN.say('zone.white')}"],
        [more],
    ]
