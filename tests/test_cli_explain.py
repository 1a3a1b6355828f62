"""`govrank explain`: exit code, standard output and standard error."""

import json
import os

import pytest

from commands import execute, execute_bytes, run
from editions import EXAMPLES
from files import CLEAN, HEADER, PAGES, changed, csv_bytes, write
from inside import Reason, number_text
from said import LANGUAGES, command_line, headings, nearest, nothing, rows_of, said

JULY = EXAMPLES / "july.xlsx"
KZ = ("--population", "kz-2023")
# of each indicator: value, place, zone, norm, to the next place
FIRST = [
    ["76,577", "3", "green", "19,760"],
    ["11.867 %", "1", "green"],
    ["17,136", "3", "green", "1,191"],
    ["174.9", "2", "green", "272.2"],
    ["2.6556 %", "1", "green"],
    ["0.228 %", "9", "red", "within", "0.019 %"],
]


def figures(out):
    """Return the rows of a card's table without their indicators, zones and norms by their keys."""
    words_of = {said(f"zone.{zone}"): zone for zone in ("green", "white", "red")} | {said("norm.within"): "within"}
    rows = [row[1:] for row in rows_of(out) if len(row) > 3 and row[2].isdigit()]
    return [[words_of.get(cell, cell) for cell in row] for row in rows]


def placed(points, total, place, of, lang="en"):
    """Return the line of a card that says its points, their sum and its place."""
    return f"{points} = {total}, {said('card.place', lang, place=said('number.ordinal', lang, n=place), n=of)}"


def step(way, count, n, lang="en"):
    """Return the line of a step from the 19th place to the 18th."""
    before, after = (said("number.ordinal", lang, n=place) for place in (19, 18))
    counted = said(f"counts.of.{count}", lang, n=n)
    return said(f"card.step.{way}", lang, number=number_text(n, lang), count=counted, before=before, after=after)


CARDS = ["table", "xlsx", "json", "md", "html", "png", "svg", "pdf"]
STEPS = [
    f"  {step(*change)}" for change in (("more", "engaged", 32), ("fewer", "posts", 3), ("more", "followers", 31151))
]


def explain(page, *more, pages=JULY):
    return run("explain", pages, "--page", page, *more)


def test_the_card_of_the_first():
    ended = explain("Акимат Атырауской области · instagram")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[:2] == ["Акимат Атырауской области · Instagram", placed("3+1+3+2+1+9", 19, 1, 25)]
    assert figures(ended.out) == FIRST
    assert ended.out.endswith(f"\n\n{said('card.first')}\n")


@pytest.mark.slow
def test_the_installed_command_prints_the_same():
    arguments = ("explain", JULY, "--page", "Костанайская область")

    assert execute(*arguments) == run(*arguments)


def test_the_card_of_a_page_in_the_middle():
    ended = explain("Костанайская область")

    assert ended.code == 0
    assert ended.out.splitlines()[:2] == [
        "Акимат Костанайской области · Instagram",
        placed("24+25+25+19+25+1", 119, 19, 25),
    ]
    above = {"page": "Акимат Акмолинской области (Instagram)", "place": "18th", "total": "113", "apart": "6"}
    below = {"page": "Акимат Северо-Казахстанской области (Facebook)", "place": "19th", "total": "119", "apart": "0"}
    assert said("card.above", **above) in ended.lines_out
    assert said("card.below", **below) in ended.lines_out
    assert ended.lines_out[-5:] == [said("card.steps"), *STEPS, said("card.method")]


def test_a_name_of_two_pages_gives_both_cards():
    ended = explain("Акимат Атырауской области")
    titles = [line for line in ended.out.splitlines() if line.startswith("Акимат")]

    assert ended.code == 0
    assert titles == ["Акимат Атырауской области · Instagram", "Акимат Атырауской области · Facebook"]
    assert "\n\nАкимат Атырауской области · Facebook\n" in ended.out


def test_in_russian():
    lines = explain("Костанайская область", "--lang", "ru").lines_out

    assert lines[1] == placed("24+25+25+19+25+1", 119, 19, 25, "ru")
    assert f"  {step('more', 'engaged', 32, 'ru')}" in lines


def test_as_json():
    document = explain("Костанайская область", "--format", "json").document

    assert document["schema"] == "govrank.explanation/1"
    assert (document["place"], document["of"], document["total"]) == (19, 25, 119)
    assert [indicator["points"] for indicator in document["indicators"]] == [24, 25, 25, 19, 25, 1]
    assert [(step["count"], step["change"], step["place"]) for step in document["steps"]] == [
        ("followers", 31151, 18),
        ("engaged", 32, 18),
        ("posts", -3, 18),
    ]


def test_two_pages_as_json_are_one_document_with_a_schema():
    document = explain("Акимат Атырауской области", "--format", "json").document

    assert document["schema"] == "govrank.explanations/1"
    assert [card["schema"] for card in document["cards"]] == ["govrank.explanation/1"] * 2
    assert [card["platform"] for card in document["cards"]] == ["instagram", "facebook"]


def test_as_markdown():
    ended = explain("Костанайская область", "--format", "md")
    lines = ended.out.splitlines()

    assert (ended.code, ended.err) == (0, "")
    assert "Акимат Костанайской области · Instagram" in lines[0]
    assert placed("24+25+25+19+25+1", 119, 19, 25) in ended.out.replace("\\", "")
    columns = headings("indicator", "value", "place", "zone", "norm", "gap")
    assert f"| {' | '.join(columns)} |" in lines
    assert f"| Engaged users | 34 | 25 | {said('zone.red')} |  | 28 |" in lines
    at = lines.index(f"- {step('more', 'engaged', 32)}")
    assert lines[at : at + 3] == [f"- {one.strip()}" for one in STEPS]


def test_names_are_no_markup_in_markdown(tmp_path):
    rows = [["page", *HEADER], *([f"# a|b_{n} <i>*", *page] for n, page in enumerate(PAGES))]
    ended = explain("# a|b_2 <i>*", *KZ, "--format", "md", pages=write(tmp_path, "july.csv", csv_bytes(rows)))

    assert ended.code == 0
    assert r"a\|b\_2 \<i\>\*" in ended.out
    assert "<i>" not in ended.out


def test_into_a_file(tmp_path):
    ended = explain("Акимат Атырауской области · instagram", "-o", tmp_path / "card.txt")

    assert (ended.code, ended.out, ended.err) == (0, "", "")
    text = (tmp_path / "card.txt").read_text(encoding="utf-8")
    assert text == explain("Акимат Атырауской области · instagram").out


def test_in_a_league():
    ended = explain("Акимат Атырауской области · facebook", "--by", "platform")

    assert ended.code == 0
    assert ended.lines_out[1].endswith(f", {said('card.place', place='1st', n=11)}")


def test_from_standard_input():
    ended = run("explain", "-", "--page", "Павлодарская область · facebook", *KZ, stdin=csv_bytes(CLEAN))

    assert (ended.code, ended.err) == (0, "")
    assert ended.lines_out[1].endswith(f", {said('card.place', place='5th', n=5)}")


def test_warnings_go_to_standard_error_and_are_silenced(tmp_path):
    pages = write(tmp_path, "july.csv", csv_bytes([*CLEAN, ["Итого", "", 167652, 228, 57392]]))
    loud, quiet = (explain("Павлодарская область", *KZ, *more, pages=pages) for more in ((), ("-q",)))

    assert "[total-row]" in loud.err
    assert (loud.out, loud.code) == (quiet.out, quiet.code)
    assert quiet.err == ""


NAMES = ["Акимат Атырауской области", "Акимат Туркестанской области"]
LEFT_OUT = "Акимат Восточно-Казахстанской области · facebook"


@pytest.mark.parametrize(
    ("page", "line"),
    [
        pytest.param(
            "Акимат Атыраской области",
            command_line(
                "no-such-page", name="Акимат Атыраской области", near=[NAMES[0], "Акимат Жамбылской области", NAMES[1]]
            ),
            id="a slip in the name",
        ),
        pytest.param(
            "Атырауская облость · instagram",
            command_line(
                "no-such-page",
                name="Атырауская облость · instagram",
                near=[f"{region} область · instagram" for region in ("Атырауская", "Мангистауская", "Жамбылская")],
            ),
            id="in the region",
        ),
        pytest.param(
            "zzz", command_line("no-such-page", name="zzz", known=NAMES, more=12), id="nothing like it: two of 14 names"
        ),
        pytest.param(
            LEFT_OUT,
            command_line("page-left-out", name=LEFT_OUT, reason=[Reason("зарегистрирована как личный аккаунт")]),
            id="a page that is left out",
        ),
    ],
)
def test_a_page_that_is_not_rated_ends_with_2(page, line):
    ended = explain(page)

    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert ended.err.startswith(line)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param([JULY], command_line("usage-missing", name="--page", help="govrank explain --help"), id="no page"),
        pytest.param(
            [JULY, "--pge", "x"],
            nearest("usage-no-option", "--page", name="--pge"),
            id="a mistyped option",
        ),
        pytest.param(
            ["nothing.xlsx", "--page", "x"], command_line("no-such-file", path="nothing.xlsx"), id="no such file"
        ),
        pytest.param(
            [JULY, "--page", "x", "--format", "csv"],
            command_line("usage-not-among", value="csv", name="--format", known=CARDS),
            id="no such format",
        ),
    ],
)
def test_a_wrong_command_ends_with_2(arguments, line):
    ended = run("explain", *arguments)

    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert ended.err.startswith(line)


def test_wrong_data_end_with_1(tmp_path):
    pages = write(tmp_path, "july.csv", csv_bytes(changed(3, 2, "12k")))
    ended = explain("Павлодарская область", *KZ, pages=pages)

    assert (ended.code, ended.out) == (1, "")
    assert ended.lines[-1] == nothing("rated", 1, "july.csv")


@pytest.mark.slow
def test_a_reader_that_has_enough_is_not_complained_to():
    read, written = os.pipe()
    os.close(read)
    try:
        code, _out, err = execute_bytes("explain", JULY, "--page", "Костанайская область", stdout=written)
    finally:
        os.close(written)

    assert (code, err) == (3, b"")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_no_page_is_near_two_are_named_and_the_others_counted(lang):
    ended = explain("zzz", "--lang", lang)

    assert (ended.code, ended.out) == (2, "")
    assert ended.lines == [command_line("no-such-page", lang, name="zzz", known=NAMES, more=12)]  # of 14 names


def test_the_card_is_a_page_with_the_table_and_the_advice_in_its_order():
    html = explain("Акимат Жамбылской области", "--format", "html", "--output", "-").out

    assert html.count("<table") == 2  # of both networks
    assert all(html.count(f"<h2 id=\"card-{n}\">Акимат Жамбылской области · {net}</h2>") == 1
               for n, net in ((1, "Instagram"), (2, "Facebook")))  # fmt: skip
    advice = [html.index(said(f"counts.of.{count}", n=n)) for count, n in (("engaged", 446), ("posts", 9))]
    assert advice == sorted(advice)
    assert "http" not in html.split("</style>")[1]


@pytest.mark.parametrize(("form", "begins"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_the_card_is_a_picture_one_of_each_network(tmp_path, form, begins):
    (tmp_path / "out").mkdir()
    ended = explain("Акимат Жамбылской области", "--output", tmp_path / "out" / f"card.{form}")

    assert ended.code == 0
    found = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in found] == [f"card-{n}.{form}" for n in (1, 2)]
    assert all(path.read_bytes().startswith(begins) for path in found)


def test_json_has_the_advice_beside_the_smallest_changes():
    card = json.loads(explain("Акимат Жамбылской области · facebook", "--format", "json").out)

    assert [(one["count"], one["change"]) for one in card["steps"]] == [
        ("followers", -2106), ("engaged", 18), ("posts", -4),
    ]  # fmt: skip
    assert [(one["count"], one["change"], one["place"]) for one in card["advice"]] == [
        ("engaged", 18, 20), ("posts", -4, 20), ("followers", 3882, 20),
    ]  # fmt: skip
