"""Problems in one line each: where, what, what to write instead, and the code; at most fifty of them."""

from dataclasses import replace

import pytest

from commands import run
from files import CLEAN, changed, csv_bytes, write
from govrank import Problem
from inside import (
    Reason,
    grouped,
    joined,
    number_text,
    printable,
    problem_hint,
    problem_line,
    problem_lines,
    problem_message,
    quoted,
    reason_text,
)
from said import LANGUAGES, noted, said, words

EN = words("en")
OR = said("list.or")


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
    assert printable(text) == shown


def test_a_long_value_is_shortened():
    assert quoted("x" * 61) == "'" + "x" * 59 + "…'"
    assert quoted("x" * 60) == "'" + "x" * 60 + "'"


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["a"], "'a'"), (["a", "b"], f"'a'{OR}'b'"), (["a", "b", "c"], f"'a', 'b'{OR}'c'")]
)
def test_names_are_listed_in_words(names, text):
    assert joined(names, EN) == text


CONTRACT = Problem(
    "not-whole", "july.xlsx", "Июль", 7, "D7", "followers", "12,5 тыс.", "proposal", {"proposal": "12500"}
)


@pytest.mark.parametrize(
    ("problem", "place"),
    [
        pytest.param(CONTRACT, 'july.xlsx, sheet "Июль", D7 (followers) [not-whole]', id="a cell of a workbook"),
        pytest.param(
            Problem("missing-value", "july.csv", row=7, column="followers", value=""),
            "july.csv, row 7 (followers) [missing-value]",
            id="a row of a text",
        ),
        pytest.param(
            Problem("no-pages", "july.csv", wording="empty"), "july.csv [no-pages]", id="a problem of the file"
        ),
        pytest.param(
            Problem("unused-column", "july.csv", column="Цвет", args={"heading": "Цвет"}),
            "july.csv (Цвет) [unused-column]",
            id="a problem of a column, without a hint",
        ),
        pytest.param(
            Problem("not-whole", "ju\x1bly.csv", "a\nb", 7, "D7", "po\rsts", "{x}\x1b"),
            'ju␛ly.csv, sheet "a␊b", D7 (po␍sts) [not-whole]',
            id="names that would like to be obeyed",
        ),
    ],
)
def test_a_problem_is_one_line_of_place_message_hint_and_code(problem, place):
    line, hint = problem_line(problem, EN), problem_hint(problem, EN)
    message = problem_message(problem, EN) + (f"; {hint}" if hint else "")

    assert noted(line) == place
    assert line.endswith(f": {message} [{problem.code}]")
    assert line.isprintable()


def test_a_message_names_the_value_and_a_hint_what_to_write():
    assert problem_message(CONTRACT, EN) == said("problem.not-whole/proposal", value="'12,5 тыс.'")
    assert problem_hint(CONTRACT, EN) == said("hint.not-whole/proposal", proposal="12500")


def test_up_to_five_alike_problems_are_lines_of_their_own():
    assert len(problem_lines([not_whole(row) for row in range(2, 7)], EN)) == 5


def test_more_than_five_alike_problems_are_one_line_with_the_first():
    problems = [Problem("missing-value", "july.csv", row=row, column="posts", value="") for row in range(2, 9)]
    (line,) = problem_lines(problems, EN)

    assert noted(line) == "july.csv, 7 rows, first 2, 3, 4, 5, 6 (posts) [missing-value]"
    assert said("problem.missing-value") in line
    assert said("hint.missing-value") in line


@pytest.mark.parametrize(
    ("code", "wording", "args", "said_as", "values"),
    [
        pytest.param(
            "er-differs", "", lambda n: {"computed": f"{n}"}, "er-differs/many", {"value": "'1.12', '2.12', '3.12', …"},
            id="each has another figure beside it",
        ),
        pytest.param(
            "er-differs", "", lambda _n: {"computed": "0.5"}, "er-differs",
            {"value": "'1.12', '2.12', '3.12', …", "computed": "0.5"},
            id="all have the same beside them",
        ),
        pytest.param(
            "contradiction", "population", lambda n: {"region": "A", "other": n, "row": n},
            "contradiction/population-many", {},
            id="each names another row",
        ),
    ],
)  # fmt: skip
def test_one_line_says_nothing_that_is_true_of_one_cell_only(code, wording, args, said_as, values):
    problems = [
        Problem(code, "f", row=n, column="er", value=f"{n}.12", wording=wording, args=args(n)) for n in range(1, 8)
    ]
    (line,) = problem_lines(problems, EN)

    assert noted(line) == f"f, 7 rows, first 1, 2, 3, 4, 5 (er) [{code}]"
    assert line.endswith(f": {said(f'problem.{said_as}', **values)}; {said(f'hint.{said_as}')} [{code}]")


def test_merges_in_one_line_have_no_single_text():
    problems = [
        Problem("merged-cells", "f", "s", n, f"B{n}:B{n + 1}", None, "X", args={"text": "X"}) for n in range(1, 13, 2)
    ]
    (line,) = problem_lines(problems, EN)

    assert noted(line) == 'f, sheet "s", 6 cells, first B1:B2, B3:B4, B5:B6, B7:B8, B9:B10 [merged-cells]'
    assert said("problem.merged-cells/many") in line


def test_cells_of_a_workbook_are_grouped_by_their_addresses():
    problems = [Problem("missing-value", "july.xlsx", "Июль", row, f"D{row}", "posts", "") for row in range(2, 9)]

    (line,) = problem_lines(problems, EN)

    assert noted(line) == 'july.xlsx, sheet "Июль", 7 cells, first D2, D3, D4, D5, D6 (posts) [missing-value]'


def test_a_group_does_not_tell_all_its_rows_to_write_the_first_ones_number(tmp_path):
    rows = [*CLEAN, *(["Абай", f"network {n}", f"{n} тыс.", 1, 1] for n in range(1, 8))]
    ended = run("check", write(tmp_path, "july.csv", csv_bytes(rows)), "--population", "kz-2023")

    (line,) = [line for line in ended.out.splitlines() if "[not-whole]" in line]

    assert noted(line) == "july.csv, 7 rows, first 7, 8, 9, 10, 11 (followers) [not-whole]"
    assert said("hint.not-whole") in line
    assert said("hint.not-whole/proposal", proposal="1000") not in line


@pytest.mark.parametrize(
    ("rows", "lines", "more", "where"),
    [
        pytest.param([1] * 6, 6, 0, "", id="a line for one more would save nothing"),
        pytest.param([1] * 12, 5, 7, "count.files 7", id="one in each"),
        pytest.param([3, 1, 9, 2, 1], 5, 3, "count.files 2", id="a group is a line"),
        pytest.param([2, 4, 1], 5, 2, "count.files 2", id="the rest of a file counts it again"),
        pytest.param([5], 5, 0, "", id="of one file all are said"),
    ],
)
def test_what_is_alike_in_many_files_is_said_of_the_first_and_counted_of_the_others(rows, lines, more, where):
    problems = [replace(not_whole(row), file=f"{k}.csv") for k, n in enumerate(rows) for row in range(n)]
    odd = [Problem("negative", "9.csv", row=2, column="likes", value="-1")]

    said_lines = problem_lines([*problems, *odd], EN)

    assert [line.partition(",")[0] for line in said_lines[:lines]] == [
        f"error: {one.file}" for one in [group[0] for group in grouped(problems)][:lines]
    ]
    assert noted(said_lines[lines]).startswith("9.csv")
    end = [f"error: {said('summary.alike', n=more, where=said(where[:-2], n=int(where[-1])))}"] if more else []
    assert said_lines[lines + 1 :] == [f"{line} (posts) [not-whole]" for line in end]


def test_of_other_columns_nothing_is_counted_in_another_files_line():
    headings = [Problem("unused-column", f"{k}.csv", column=f"c{k}", args={"heading": f"c{k}"}) for k in range(9)]
    same = [replace(one, column="Note", args={"heading": "Note"}) for one in headings]

    assert (len(problem_lines(headings, EN)), len(problem_lines(same, EN))) == (9, 6)


def test_scripts_get_all_that_is_alike_in_many_files(tmp_path):
    rows = "region,network,page,followers,posts,engaged,population\n{0},vk,P{0},-5,3,4,100\n"
    files = [write(tmp_path, f"f{n}.csv", rows.format(n).encode()) for n in range(12)]

    ended = run("check", *files)
    document = run("check", *files, "-f", "json").document

    assert len(ended.out.splitlines()) == 5 + 1 + 1
    assert [one["file"] for one in document["problems"]] == [f"f{n}.csv" for n in range(12)]


@pytest.mark.parametrize(("number", "more"), [(50, 0), (51, 1), (60, 10)])
def test_there_are_at_most_fifty_lines_and_then_how_many_more(number, more):
    problems = [Problem("negative", "f", row=row, column=f"column {row}", value="-1") for row in range(number)]
    lines = problem_lines(problems, EN)

    assert len(lines) == 50 + (more > 0)
    assert not more or lines[-1] == said("summary.more", n=more)


def test_fifty_thousand_problems_are_said_in_a_moment():
    problems = [not_whole(row) for row in range(50_000)]

    assert len(problem_lines(problems, EN)) == 1


@pytest.mark.parametrize(
    ("lang", "rows"), [("en", "1,100,000"), ("ru", "1\u202f100\u202f000"), ("kk", "1\u202f100\u202f000")]
)
def test_a_size_is_written_as_the_language_writes_numbers(lang, rows):
    problem = Problem("too-big", "a.csv", wording="rows", args={"rows": 1_100_000})

    assert problem_message(problem, words(lang)) == said("problem.too-big/rows", lang, rows=rows)


@pytest.mark.parametrize(("lang", "computed"), [("en", "0.1435"), ("ru", "0,1435"), ("kk", "0,1435")])
def test_a_computed_figure_has_the_language_s_decimal_mark_and_a_file_s_own_stands_as_it_is(lang, computed):
    problem = Problem("er-differs", "a.csv", row=2, column="er", value="0.5", args={"computed": "0.1435"})

    assert problem_message(problem, words(lang)) == said("problem.er-differs", lang, value="'0.5'", computed=computed)


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

    assert problem_message(problem, words("ru")) == said(
        "problem.far-from-neighbours", "ru", value="'9000'", median="12,5"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reason_is_in_words(lang):
    catalogue = words(lang)
    posts = said("counts.posts", lang)
    fewer = Reason(wording="minimum", args={"count": "posts", "least": 4, "number": "2"})

    assert reason_text(Reason("personal account"), catalogue) == "personal account"
    assert reason_text(fewer, catalogue) == said("reason.minimum", lang, count=posts, least=4, number="2")
    assert reason_text(Reason(wording="missing", args={"count": "posts"}), catalogue) == said(
        "reason.missing", lang, count=posts
    )
    assert (
        reason_text(Reason(wording="invalid", args={"problem": not_whole(3)}), catalogue)
        == f"{posts}: {problem_message(not_whole(3), catalogue)}"
    )


def refused(code, column, wording="", **args):
    problem = Problem(code, "july.csv", row=14, column=column, value="0", wording=wording, args=args)
    return Reason(wording="invalid", args={"problem": problem})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_published_reason_is_in_one_language_and_does_not_say_here(lang):
    def published(*reason, **args):
        return reason_text(refused(*reason, **args), words(lang))

    counts = {name: said(f"counts.{name}", lang) for name in ("posts", "likes", "comments", "interactions")}
    empty = said("problem.missing-value/text", lang)
    large = number_text(35453, lang)

    assert published("missing-value", "platform", "text") == f"{said('table.platform', lang).lower()}: {empty}"
    assert published("missing-value", "region", "text") == f"{said('table.region', lang).lower()}: {empty}"
    assert published("missing-value", "Отрасль", "text") == f"Отрасль: {empty}"
    assert published("duplicate-page", "page", page="X", row=12) == said("reason.problem.duplicate-page", lang, row=12)
    assert published("contradiction", "posts", divisor="posts", counted="likes + comments", number=35453) == said(
        "reason.problem.contradiction",
        lang,
        divisor=counts["posts"],
        counted=f"{counts['likes']} + {counts['comments']}",
        amount=large,
    )
    assert published("contradiction", "population", "population", region="Абай", other=5, row=3) == said(
        "reason.problem.contradiction/population", lang, region="'Абай'", value="'0'", other=5, row=3
    )
    assert published("no-population", "population", "zero") == said("reason.problem.no-population/zero", lang)


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

    assert [noted(line) for line in (lines[0], lines[49])] == [
        "f, row 61 (posts) [negative]",
        "f, row 49 (c49) [merged-cells]",
    ]
    assert lines[50] == said("summary.more", n=11)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_many_columns_that_nobody_uses_are_one_line(lang):
    unused = [Problem("unused-column", "f", column=f"К{n}", args={"heading": f"К{n}"}, position=n) for n in range(6)]
    (line,) = problem_lines(unused, words(lang))

    assert noted(line, lang) == "f, 6 columns, first К0, К1, К2, К3, К4 [unused-column]"
    assert said("problem.unused-column/many", lang) in line
    assert len(problem_lines(unused[:5], words(lang))) == 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_why_nobody_is_left_is_said_in_words(lang):
    reason = Reason(wording="minimum", args={"count": "posts", "least": 4, "number": "2"})
    problem = Problem("no-pages", "f", wording="left-out", args={"n": 2, "page": "A", "reason": reason})

    assert problem_message(problem, words(lang)) == said(
        "problem.no-pages/left-out", lang, n=2, page="'A'", reason=reason_text(reason, words(lang))
    )
