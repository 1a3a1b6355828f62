"""`govrank explain`: exit code, standard output and standard error."""

import os

import pytest

from commands import execute, execute_bytes, run
from editions import EXAMPLES
from files import CLEAN, HEADER, PAGES, changed, csv_bytes, write

JULY = EXAMPLES / "july.xlsx"
KZ = ("--population", "kz-2023")
ATYRAU = """\
Акимат Атырауской области · Instagram
3+1+3+2+1+9 = 19, 1st of 25
▲ green zone

Indicator                       Value  Place  Zone   Norm  To the next place
Followers                      76,577      3  green                   19,760
Followers (% of population)  11.867 %      1  green
Engaged users                  17,136      3  green                    1,191
Engagement per post             174.9      2  green                    272.2
Engaged (% of population)    2.6556 %      1  green
ER                            0.228 %      9  red    norm            0.019 %
To the next place: how far the value is from a better place on the indicator, rounded up.
Strengths: Followers (% of population), Engaged (% of population).
Below: Акимат Туркестанской области (Instagram), 2nd, 26, 7 apart.

This is the first place: there is no better one to gain.
"""
KOSTANAY = """\
The smallest change of one count that gains a place, all others as they are:
  31,151 more followers: 19th → 18th
  32 more engaged users: 19th → 18th
  3 fewer posts: 19th → 18th
These are the smallest changes; each was found by rating all pages again.
"""


def explain(page, *more, pages=JULY):
    return run("explain", pages, "--page", page, *more)


def test_the_card_of_the_first():
    ended = explain("Акимат Атырауской области · instagram")

    assert (ended.code, ended.out, ended.err) == (0, ATYRAU, "")


@pytest.mark.slow
def test_the_installed_command_prints_the_same():
    arguments = ("explain", JULY, "--page", "Костанайская область")

    assert execute(*arguments) == run(*arguments)


def test_the_card_of_a_page_in_the_middle():
    ended = explain("Костанайская область")

    assert ended.code == 0
    assert ended.out.startswith(
        "Акимат Костанайской области · Instagram\n24+25+25+19+25+1 = 119, 19th of 25\n▼ red zone\n"
    )
    assert "Above: Акимат Акмолинской области (Instagram), 18th, 113, 6 apart.\n" in ended.out
    assert "Below: Акимат Северо-Казахстанской области (Facebook), 19th, 119, 0 apart.\n" in ended.out
    assert ended.out.endswith(KOSTANAY)


def test_a_name_of_two_pages_gives_both_cards():
    ended = explain("Акимат Атырауской области")
    titles = [line for line in ended.out.splitlines() if line.startswith("Акимат")]

    assert ended.code == 0
    assert titles == ["Акимат Атырауской области · Instagram", "Акимат Атырауской области · Facebook"]
    assert "\n\nАкимат Атырауской области · Facebook\n" in ended.out


def test_in_russian():
    ended = explain("Костанайская область", "--lang", "ru")

    assert "24+25+25+19+25+1 = 119, 19-е место из 25\n▼ красная зона\n" in ended.out
    assert "  на 32 вовлечённых пользователя больше: 19-е → 18-е\n" in ended.out


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
    assert r"24+25+25+19+25+1 = 119, 19th of 25" in ended.out.replace("\\", "")
    assert "| Indicator | Value | Place | Zone | Norm | To the next place |" in lines
    assert "| Engaged users | 34 | 25 | red |  | 28 |" in lines
    assert "32 more engaged users: 19th → 18th" in ended.out


def test_names_are_no_markup_in_markdown(tmp_path):
    rows = [["page", *HEADER], *([f"# a|b_{n} <i>*", *page] for n, page in enumerate(PAGES))]
    ended = explain("# a|b_2 <i>*", *KZ, "--format", "md", pages=write(tmp_path, "july.csv", csv_bytes(rows)))

    assert ended.code == 0
    assert r"a\|b\_2 \<i\>\*" in ended.out
    assert "<i>" not in ended.out


def test_into_a_file(tmp_path):
    ended = explain("Акимат Атырауской области · instagram", "-o", tmp_path / "card.txt")

    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert (tmp_path / "card.txt").read_text(encoding="utf-8") == ATYRAU


def test_in_a_league():
    ended = explain("Акимат Атырауской области · facebook", "--by", "platform")

    assert ended.code == 0
    assert ", 2nd of 11\n" in ended.out or ", 1st of 11\n" in ended.out


def test_from_standard_input():
    ended = run("explain", "-", "--page", "Павлодарская область · facebook", *KZ, stdin=csv_bytes(CLEAN))

    assert (ended.code, ended.err) == (0, "")
    assert ", 5th of 5\n" in ended.out


def test_warnings_go_to_standard_error_and_are_silenced(tmp_path):
    pages = write(tmp_path, "july.csv", csv_bytes([*CLEAN, ["Итого", "", 167652, 228, 57392]]))
    loud, quiet = (explain("Павлодарская область", *KZ, *more, pages=pages) for more in ((), ("-q",)))

    assert "[total-row]" in loud.err
    assert (loud.out, loud.code) == (quiet.out, quiet.code)
    assert quiet.err == ""


@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            "Акимат Атыраской области",
            "there is no page 'Акимат Атыраской области'; did you mean 'Акимат Атырауской области'",
            id="a slip in the name",
        ),
        pytest.param(
            "Атырауская облость · instagram", "did you mean 'Атырауская область · instagram'", id="in the region"
        ),
        pytest.param("zzz", "there is no page 'zzz'; there are 'Акимат Атырауской области' and ", id="nothing like it"),
        pytest.param(
            "Акимат Восточно-Казахстанской области · facebook",
            "'Акимат Восточно-Казахстанской области · facebook' is left out of the rating",
            id="a page that is left out",
        ),
    ],
)
def test_a_page_that_is_not_rated_ends_with_2(page, said):
    ended = explain(page)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert len(ended.lines) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param([JULY], "'--page' is missing", id="no page"),
        pytest.param([JULY, "--pge", "x"], "did you mean '--page'", id="a mistyped option"),
        pytest.param(["nothing.xlsx", "--page", "x"], "there is no file 'nothing.xlsx'", id="no such file"),
        pytest.param([JULY, "--page", "x", "--format", "csv"], "'csv'", id="no such format"),
    ],
)
def test_a_wrong_command_ends_with_2(arguments, said):
    ended = run("explain", *arguments)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_wrong_data_end_with_1(tmp_path):
    pages = write(tmp_path, "july.csv", csv_bytes(changed(3, 2, "12k")))
    ended = explain("Павлодарская область", *KZ, pages=pages)

    assert (ended.code, ended.out) == (1, "")
    assert ended.lines[-1] == "1 problem in july.csv, nothing was rated"


@pytest.mark.slow
def test_a_reader_that_has_enough_is_not_complained_to():
    read, written = os.pipe()
    os.close(read)
    try:
        code, _out, err = execute_bytes("explain", JULY, "--page", "Костанайская область", stdout=written)
    finally:
        os.close(written)

    assert (code, err) == (3, b"")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "there is no page 'zzz'; there are 'Акимат Атырауской области' and 'Акимат Туркестанской области', and ",
        ),
        ("ru", "нет страницы 'zzz'; есть 'Акимат Атырауской области' и 'Акимат Туркестанской области', и ещё "),
        ("kk", "'zzz' деген парақша жоқ; мыналар бар: 'Акимат Атырауской области' және "),
    ],
)
def test_where_no_page_is_near_two_are_named_and_the_others_counted(lang, said):
    ended = explain("zzz", "--lang", lang)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(said)
    assert "12" in ended.err  # of 14 names
