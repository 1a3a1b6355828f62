"""A stray quote joins rows into one cell: it is found in the page's column and in unused ones."""

import pytest

from editions import load
from files import CLEAN, csv_text, write
from govrank import DataError, load_population
from inside import read_text, stray_quotes
from rows import Source

HEADER = "page,region,platform,followers,posts,interactions,about\n"


def rows(*names, about="x"):
    return [f"{name},Абай,vk,1000,20,30,{about}\n" for name in names]


COUNTED = dict(enumerate(HEADER.strip().split(",")[:6]))


def found(text, used=COUNTED):
    table = read_text(text.encode(), Source("july.csv", ""))
    return [(problem.code, problem.row, problem.column) for problem in stray_quotes(table, used)]


A, B, C, D = rows("A", "B", "C", "D")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(HEADER + A + B + C, [], id="no quote"),
        pytest.param(HEADER + '"A, the first",Абай,vk,1000,20,30,x\n' + B, [], id="a quoted separator"),
        pytest.param(HEADER + '"A\nthe first",Абай,vk,1000,20,30,x\n' + B, [], id="a quoted line's end"),
        pytest.param(HEADER + A + f'"{B}C",{C[2:]}' + D, [("stray-quote", 3, "page")], id="two pages in one"),
        pytest.param(HEADER + f'"{A}{B}C",{C[2:]}' + D, [("stray-quote", 2, "page")], id="three pages in one"),
        pytest.param(
            HEADER + A.replace("20", '"20') + B.replace("20", '20"') + C, [("stray-quote", 2, "posts")], id="in a count"
        ),
        pytest.param(
            HEADER + A + B.replace("x", '"x') + C + D.replace("x", 'x"'),
            [("stray-quote", 3, "about")],
            id="rows in a column that nobody uses",
        ),
        pytest.param(
            HEADER + A + rows("B", about='"Big, bold\nand brave"')[0] + C + rows("D", about='"a,\nb"')[0],
            [("several-lines", 3, "about")],
            id="texts of several lines in a column that nobody uses",
        ),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_cell_of_lines_with_separators_is_found(text, expected, end):
    assert found(text.replace("\n", end)) == expected


def test_every_separator_is_looked_for():
    assert found((HEADER + f'"{A}B",{B[2:]}').replace(",", ";")) == [("stray-quote", 2, "page")]
    assert found(HEADER.replace(",", ";") + rows("A", about='"Big, bold\nand brave"')[0].replace(",", ";")) == [
        ("several-lines", 2, "about")
    ]


def test_texts_of_several_lines_are_counted():
    text = HEADER + "".join(rows(*"ABC", about='"a,\nb"')) + A
    (problem,) = stray_quotes(read_text(text.encode(), Source("july.csv", "")), COUNTED)
    assert (problem.code, problem.severity, problem.args["n"]) == ("several-lines", "warning", 3)


def test_rows_that_a_quote_has_joined_are_never_lost_in_silence(tmp_path):
    lines = csv_text([[*row, note] for row, note in zip(CLEAN, ["about", *"abcde"], strict=True)]).splitlines()
    lines[2] = lines[2].replace(",b", ',"b')
    lines[4] = lines[4].replace(",d", ',d"')
    path = write(tmp_path, "july.csv", "\n".join(lines) + "\n")
    loaded = load(path, population="kz-2023", skip_invalid=True)

    assert load(path, population="kz-2023").refused
    assert [(p.code, p.row, p.args["lines"]) for p in loaded.problems if p.severity == "error"] == [
        ("stray-quote", 3, 3)
    ]
    assert [(out.region, out.reason.args["problem"].code) for out in loaded.pages.excluded] == [
        ("Атырауская область", "stray-quote")
    ]


def test_a_reason_may_be_of_several_lines(tmp_path):
    lines = csv_text([[*row, ""] for row in CLEAN]).splitlines()
    lines[0] += "excluded"
    lines[1] += '"личный аккаунт,\nне наш"'
    loaded = load(write(tmp_path, "july.csv", "\n".join(lines) + "\n"), population="kz-2023")

    assert [(problem.code, problem.column) for problem in loaded.problems] == [("several-lines", "excluded")]
    assert loaded.pages.excluded[0].reason.text == "личный аккаунт,\nне наш"


def test_regions_that_a_quote_has_joined_are_an_error(tmp_path):
    path = write(tmp_path, "people.csv", 'region,population,note\nA,5,x\n"B,6,y\nC",7,z\nD,8,x\n')
    with pytest.raises(DataError) as caught:
        load_population(str(path))
    assert [(problem.code, problem.row) for problem in caught.value.problems] == [("stray-quote", 3)]
