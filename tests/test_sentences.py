"""Problems in one line each: where, what, what to write instead, and the code; at most fifty of them."""

import pytest

from commands import run
from files import CLEAN, changed, csv_bytes, write
from govrank.packaged import LANGUAGES
from govrank.problems import Problem
from govrank.reports.sentences import (
    joined,
    problem_line,
    problem_lines,
    problem_message,
    quoted,
    reason_text,
    shown_text,
)
from govrank.scoring.pages import Reason
from govrank.text.catalogue import words

EN = words("en")


def not_whole(row, **how):
    return Problem("not-whole", "july.csv", row=row, column="posts", value="3,4", **how)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ақтөбе 微信 e\u0301", "Ақтөбе 微信 e\u0301"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\tb\r\nc\0", "a␉b␍␊c␀"),
        ("a\u00a0b\u202fc", "a b c"),
        ("\u202eabc", "\\u202eabc"),
        ("\x9b31m", "\\u009b31m"),
        ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
        ("[red]<b>{x}", "[red]<b>{x}"),
    ],
)
def test_a_text_is_shown_and_never_obeyed(text, shown):
    assert shown_text(text) == shown


def test_a_long_value_is_shortened():
    assert quoted("x" * 61) == "'" + "x" * 59 + "…'"
    assert quoted("x" * 60) == "'" + "x" * 60 + "'"


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["a"], "'a'"), (["a", "b"], "'a' or 'b'"), (["a", "b", "c"], "'a', 'b' or 'c'")]
)
def test_names_are_listed_in_words(names, text):
    assert joined(names, EN) == text


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        pytest.param(
            Problem(
                "not-whole", "july.xlsx", "Июль", 7, "D7", "followers", "12,5 тыс.", "proposal", {"proposal": "12500"}
            ),
            "july.xlsx, sheet \"Июль\", D7 (followers): '12,5 тыс.' is not a whole number; write 12500 [not-whole]",
            id="the contract's first example",
        ),
        pytest.param(
            Problem("missing-value", "july.csv", row=7, column="followers", value=""),
            "july.csv, row 7 (followers): is empty; write 0 if there were none [missing-value]",
            id="the contract's second example",
        ),
        pytest.param(
            Problem("no-pages", "july.csv", wording="empty"),
            "july.csv: is empty; put the headings into the first row and one row a page below [no-pages]",
            id="a problem of the file",
        ),
        pytest.param(
            Problem("unused-column", "july.csv", column="Цвет", args={"heading": "Цвет"}),
            "july.csv (Цвет): 'Цвет' is not used [unused-column]",
            id="a problem of a column, without a hint",
        ),
        pytest.param(
            Problem("not-whole", "ju\x1bly.csv", "a\nb", 7, "D7", "po\rsts", "{x}\x1b"),
            "ju␛ly.csv, sheet \"a␊b\", D7 (po␍sts): '{x}␛' is not a whole number; "
            "write all its digits, without a fraction [not-whole]",
            id="names that would like to be obeyed",
        ),
    ],
)
def test_a_problem_is_one_line(problem, line):
    assert problem_line(problem, EN) == line


def test_up_to_five_alike_problems_are_lines_of_their_own():
    assert len(problem_lines([not_whole(row) for row in range(2, 7)], EN)) == 5


def test_more_than_five_alike_problems_are_one_line_with_the_first():
    problems = [Problem("missing-value", "july.csv", row=row, column="posts", value="") for row in range(2, 9)]

    assert problem_lines(problems, EN) == [
        "july.csv, 7 rows, first 2, 3, 4, 5, 6 (posts): is empty; write 0 if there were none [missing-value]"
    ]


@pytest.mark.parametrize(
    ("code", "wording", "args", "said"),
    [
        pytest.param(
            "er-differs", "", lambda n: {"computed": f"{n}"},
            "'1.12', '2.12', '3.12', … are not the rates that the counts give; "
            "the computed ones are used; check which formula the tool means",
            id="each has another figure beside it",
        ),
        pytest.param(
            "er-differs", "", lambda _n: {"computed": "0.5"},
            "'1.12', '2.12', '3.12', … is not the rate that the counts give, 0.5; "
            "the computed one is used; check which formula the tool means",
            id="all have the same beside them",
        ),
        pytest.param(
            "contradiction", "population", lambda n: {"region": "A", "other": n, "row": n},
            "another row of the same region has another population; "
            "write the same population in all rows of a region",
            id="each names another row",
        ),
    ],
)  # fmt: skip
def test_one_line_says_nothing_that_is_true_of_one_cell_only(code, wording, args, said):
    problems = [
        Problem(code, "f", row=n, column="er", value=f"{n}.12", wording=wording, args=args(n)) for n in range(1, 8)
    ]
    assert problem_lines(problems, EN) == [f"f, 7 rows, first 1, 2, 3, 4, 5 (er): {said} [{code}]"]


def test_merges_in_one_line_have_no_single_text():
    problems = [
        Problem("merged-cells", "f", "s", n, f"B{n}:B{n + 1}", None, "X", args={"text": "X"}) for n in range(1, 13, 2)
    ]
    assert problem_lines(problems, EN) == [
        'f, sheet "s", 6 cells, first B1:B2, B3:B4, B5:B6, B7:B8, B9:B10: '
        "are merged: each row under a merge was read as the merge's own text [merged-cells]"
    ]


def test_cells_of_a_workbook_are_grouped_by_their_addresses():
    problems = [Problem("missing-value", "july.xlsx", "Июль", row, f"D{row}", "posts", "") for row in range(2, 9)]

    assert problem_lines(problems, EN)[0].startswith(
        'july.xlsx, sheet "Июль", 7 cells, first D2, D3, D4, D5, D6 (posts)'
    )


def test_a_group_does_not_tell_all_its_rows_to_write_the_first_ones_number(tmp_path):
    rows = [*CLEAN, *(["Абай", f"network {n}", f"{n} тыс.", 1, 1] for n in range(1, 8))]
    ended = run("check", write(tmp_path, "july.csv", csv_bytes(rows)), "--population", "kz-2023")

    assert not any("7 rows" in line and "write 1000" in line for line in ended.out.splitlines())


@pytest.mark.parametrize(("number", "last"), [(50, None), (51, "and 1 more problem"), (60, "and 10 more problems")])
def test_there_are_at_most_fifty_lines_and_then_how_many_more(number, last):
    problems = [Problem("negative", "f", row=row, column=f"column {row}", value="-1") for row in range(number)]
    lines = problem_lines(problems, EN)

    assert len(lines) == 50 + (last is not None)
    assert last is None or lines[-1].startswith(last)


def test_fifty_thousand_problems_are_said_in_a_moment():
    problems = [not_whole(row) for row in range(50_000)]

    assert len(problem_lines(problems, EN)) == 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "has 1,100,000 rows for one sheet, which holds 1,048,576"),
        ("ru", "требует 1\u202f100\u202f000 строк на одном листе, а лист вмещает 1\u202f048\u202f576"),
        ("kk", "бір параққа 1\u202f100\u202f000 жол қажет, ал параққа 1\u202f048\u202f576 жол сыяды"),
    ],
)
def test_a_size_is_written_as_the_language_writes_numbers(lang, said):
    problem = Problem("too-big", "a.csv", wording="rows", args={"rows": 1_100_000})

    assert problem_message(problem, words(lang)) == said


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "'0.5' is not the rate that the counts give, 0.1435"),
        ("ru", "'0.5' — не тот показатель, который дают числа: 0,1435"),
        ("kk", "'0.5' — сандардан шығатын көрсеткіш емес: 0,1435"),
    ],
)
def test_a_computed_figure_has_the_language_s_decimal_mark_and_a_file_s_own_stands_as_it_is(lang, said):
    problem = Problem("er-differs", "a.csv", row=2, column="er", value="0.5", args={"computed": "0.1435"})

    assert problem_message(problem, words(lang)) == said


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("en", ["'Almaty (city)'", "'Almaty Region'"]),
        ("ru", ["'г. Алматы'", "'Алматинская область'"]),
        ("kk", ["'Алматы қаласы'", "'Алматы облысы'"]),
    ],
)
def test_regions_that_a_name_could_mean_are_named_in_the_readers_language(tmp_path, lang, names):
    path = write(tmp_path, "july.csv", csv_bytes(changed(2, 0, "Алматы")))
    ended = run("score", path, "--population", "kz-2023", "--lang", lang)

    assert (ended.code, "[ambiguous-region]" in ended.lines[0]) == (1, True)
    assert all(name in ended.lines[0] for name in names)


def test_a_median_has_the_language_s_decimal_mark():
    problem = Problem("far-from-neighbours", "a.csv", row=2, column="posts", value="9000", args={"median": "12.5"})

    assert problem_message(problem, words("ru")).endswith(" 12,5")


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (Reason("personal account"), "personal account"),
        (
            Reason(wording="minimum", args={"count": "posts", "least": 4, "number": "2"}),
            "posts is 2, at least 4 needed",
        ),
        (Reason(wording="missing", args={"count": "posts"}), "posts is missing"),
        (
            Reason(wording="invalid", args={"problem": not_whole(3)}),
            "posts: '3,4' is not a whole number",
        ),
    ],
)
def test_a_reason_is_in_words(reason, text):
    assert reason_text(reason, EN) == text


def refused(code, column, wording="", **args):
    problem = Problem(code, "july.csv", row=14, column=column, value="0", wording=wording, args=args)
    return Reason(wording="invalid", args={"problem": problem})


@pytest.mark.parametrize(
    ("reason", "lang", "text"),
    [
        (refused("missing-value", "platform", "text"), "ru", "соцсеть: пусто"),
        (refused("missing-value", "region", "text"), "kk", "өңір: бос"),
        (refused("missing-value", "Отрасль", "text"), "en", "Отрасль: is empty"),
        (refused("duplicate-page", "page", page="X", row=12), "en", "repeats row 12"),
        (refused("duplicate-page", "page", page="X", row=12), "ru", "повторяет строку 12"),
        (refused("duplicate-page", "page", page="X", row=12), "kk", "12-жолды қайталайды"),
        (
            refused("contradiction", "posts", divisor="posts", counted="likes + comments", number=35453),
            "ru",
            "посты = 0, но лайки + комментарии = 35\u202f453",
        ),
        (
            refused("contradiction", "posts", divisor="posts", counted="interactions", number=35453),
            "kk",
            "жазбалар = 0, бірақ әрекеттесулер = 35\u202f453",
        ),
        (
            refused("contradiction", "population", "population", region="Абай", other=5, row=3),
            "ru",
            "'Абай': население '0', а в строке 3 — 5",
        ),
        (
            refused("no-population", "population", "zero"),
            "ru",
            "население равно 0, а на ноль делить нельзя",
        ),
    ],
)
def test_a_published_reason_is_in_one_language_and_does_not_say_here(reason, lang, text):
    assert reason_text(reason, words(lang)) == text


METHODOLOGY = """
name = "own"
version = "1"

[[indicators]]
key = "h"
label = "H"
of = ["hours"]
"""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(METHODOLOGY.replace('name = "own"', ""), id="a key is missing"),
        pytest.param("colour = 'red'\n" + METHODOLOGY, id="a key too many"),
        pytest.param("ties = 'maximum'\n" + METHODOLOGY, id="a word that is none of the choices"),
        pytest.param(METHODOLOGY + METHODOLOGY[METHODOLOGY.index("[[") :], id="an indicator twice"),
        pytest.param("tie_break = ['x']\n" + METHODOLOGY, id="an indicator that is none"),
        pytest.param(METHODOLOGY + '[[zones]]\nname = "g"\nupto = "1/2"\ncolor = "#ffffff"\n', id="a last zone not 1"),
        pytest.param(METHODOLOGY + '[[zones]]\nname = "g"\nupto = "2"\ncolor = "#ffffff"\n', id="a bound over 1"),
        pytest.param(METHODOLOGY + '[[zones]]\nname = "g"\nupto = "1"\ncolor = "red"\n', id="a colour in words"),
        pytest.param(METHODOLOGY.replace('["hours"]', "5"), id="a number for a list"),
        pytest.param("name =\n" + METHODOLOGY, id="no TOML"),
    ],
)
def test_a_wrong_methodology_is_said_in_every_language(tmp_path, text, lang):
    pages = write(tmp_path, "july.csv", csv_bytes(CLEAN))
    ended = run("score", pages, "--methodology", write(tmp_path, "own.toml", text), "--lang", lang)

    assert (ended.code, ended.out) == (1, "")
    assert "own.toml" in ended.lines[0]
    assert "[methodology" in ended.lines[0] or "[" in ended.lines[0].rsplit(" ", 1)[-1]
    assert "GOVRANK_DEBUG" not in ended.err


def test_where_there_are_too_many_errors_are_said_rather_than_warnings():
    odd = [Problem("merged-cells", "f", row=n, column=f"c{n}", args={"text": "x"}) for n in range(1, 61)]
    wrong = Problem("negative", "f", row=61, column="posts", value="-1")
    lines = problem_lines([*odd, wrong], EN)

    assert lines[48].startswith("f, row 49")
    assert lines[49].startswith("f, row 61 (posts)")
    assert lines[50].startswith("and 11 more problems")


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "f, 6 columns, first К0, К1, К2, К3, К4: are not used [unused-column]"),
        ("ru", "f, 6 столбцов, первые К0, К1, К2, К3, К4: не используются [unused-column]"),
        ("kk", "f, 6 баған, алғашқылары К0, К1, К2, К3, К4: пайдаланылмайды [unused-column]"),
    ],
)
def test_many_columns_that_nobody_uses_are_one_line(lang, line):
    unused = [Problem("unused-column", "f", column=f"К{n}", args={"heading": f"К{n}"}, position=n) for n in range(6)]
    assert problem_lines(unused, words(lang)) == [line]
    assert len(problem_lines(unused[:5], words(lang))) == 5


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        (
            "en",
            "f: all pages (2) are left out; of 'A' the reason is: posts is 2, at least 4 needed; "
            "remove the reason from the pages to be rated, or lower the minimum of the methodology [no-pages]",
        ),
        (
            "ru",
            "f: не участвует ни одна страница (всего 2); причина для 'A': посты: 2, нужно не меньше 4; "
            "уберите причину у страниц, которые надо оценить, или снизьте минимум в методике [no-pages]",
        ),
    ],
)
def test_why_nobody_is_left_is_said_in_words(lang, line):
    reason = Reason(wording="minimum", args={"count": "posts", "least": 4, "number": "2"})
    problem = Problem("no-pages", "f", wording="left-out", args={"n": 2, "page": "A", "reason": reason})
    assert problem_line(problem, words(lang)) == line
