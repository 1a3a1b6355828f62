"""`govrank trend` from end to end: twelve months of 25 pages, in every format."""

import csv
import io
import json
import random
import re

import pytest

from commands import execute, run
from inside import period_text
from said import LANGUAGES, command_line, headings, rows_of, said, words
from test_export_html import Tree
from test_export_images import EXAMPLES, MAGIC
from test_trend_page import table_of

MONTHS = [f"2020-{n:02d}" for n in range(1, 13)]
COLUMNS = ["region", "platform", "page", "followers", "posts", "engaged", "population"]
NETWORKS = ("instagram", "facebook", "vk")
LEFT, LATE, PAUSED = 3, 7, 11  # pages that are gone from October, come in August, and pause in April and May


def month_rows(month, draw):
    """Return a month's 25 pages: seeded, so that every run writes the same files."""
    for n in range(25):
        followers = 2_000 + 700 * n + draw.randrange(4_000)
        posts, engaged = draw.randrange(20, 90), draw.randrange(100, 1_900)
        row = [f"Region {n % 13}", NETWORKS[n % 3], f"Page {n}", followers, posts, engaged, 100_000 + 1_000 * (n % 13)]
        absent = {LEFT: month >= 9, LATE: month < 7, PAUSED: month in (3, 4)}
        if not absent.get(n, False):
            yield row


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """Return a folder with twelve monthly editions."""
    folder = tmp_path_factory.mktemp("year")
    draw = random.Random(2020)
    for month, name in enumerate(MONTHS):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([COLUMNS, *month_rows(month, draw)])
    return folder


def trend(year, *options, **how):
    return run("trend", *(f"{name}.csv" for name in MONTHS), *options, folder=year, **how)


@pytest.fixture(scope="module")
def document(year):
    ended = trend(year, "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    return ended.document


def test_the_document_has_every_page_with_its_place_in_each_edition(document):
    assert document["schema"] == "govrank.trend/1"
    assert [edition["period"] for edition in document["editions"]] == MONTHS
    assert document["min_editions"] == 6
    pages = {page["page"]: page for page in (*document["pages"], *document["below"])}
    assert len(pages) == 25
    places = {n: pages[f"Page {n}"]["places"] for n in (LEFT, LATE, PAUSED)}
    assert [place is None for place in places[LEFT]] == [False] * 9 + [True] * 3
    assert [place is None for place in places[LATE]] == [True] * 7 + [False] * 5
    assert [place is None for place in places[PAUSED]] == [False] * 3 + [True] * 2 + [False] * 7
    assert [page["page"] for page in document["below"]] == [f"Page {LATE}"]  # in five editions of six
    assert [page["page"] for page in pages.values() if page["left"]] == [f"Page {LEFT}"]
    assert [page["place"] for page in document["pages"]] == sorted(page["place"] for page in document["pages"])


def test_places_are_those_of_each_edition_alone(year, document):
    alone = run("score", f"{MONTHS[5]}.csv", "--format", "json", folder=year)
    expected = {page["page"]: page["place"] for page in alone.document["pages"]}
    pages = (*document["pages"], *document["below"])
    assert {page["page"]: page["places"][5] for page in pages if page["places"][5] is not None} == expected


def test_the_terminal_has_a_row_a_page_and_the_method_below(year, document):
    ended = trend(year)
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    months = [period_text(month, words("en")) for month in MONTHS]
    assert lines[0] == said("trend.title", n=12, first=months[0], last=months[-1])
    assert lines[1] == said("trend.method.rank-sum")
    columns = headings("place", "page", "region", "platform")
    assert rows_of(lines[2]) == [[*columns, *months, said("trend.mean.rank-sum"), said("trend.line")]]
    first = document["pages"][0]
    assert lines[3].split()[:3] == ["1", *first["page"].split()]
    assert len([line for line in lines if re.search(r"Page \d", line)]) == 25
    assert said("trend.below", n=6) in lines
    assert lines[-1] == said("trend.least", n=6)


def test_the_csv_has_an_empty_cell_where_a_page_is_absent(year, document):
    ended = trend(year, "--format", "csv")
    rows = list(csv.reader(io.StringIO(ended.out)))
    assert rows[0] == ["league", "place", "page", "region", "platform", "mean", "editions", *MONTHS]
    pages = [*document["pages"], *document["below"]]
    assert [[row[1], row[2], row[6], *row[7:]] for row in rows[1:]] == [
        ["" if cell is None else str(cell) for cell in (page["place"], page["page"], page["editions"], *page["places"])]
        for page in pages
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.slow
def test_markdown_has_the_tables_in_every_language(year, lang):
    ended = trend(year, "--format", "md", "--lang", lang)
    assert (ended.code, ended.err) == (0, "")
    rows = [line for line in ended.out.splitlines() if re.search(r"^\|.*Page \d", line)]
    assert len(rows) == 25
    assert sorted({row.count("|") for row in rows}) == [17, 19]  # without place and region, and with both


@pytest.mark.parametrize("lang", LANGUAGES)
def test_html_says_the_same_places(year, document, lang):
    ended = trend(year, "--format", "html", "--lang", lang)
    assert (ended.code, ended.err) == (0, "")
    Tree(ended.out)
    rows = table_of(ended.out, "standing-1")[1:]
    assert [[row[0], row[1]] for row in rows] == [[str(page["place"]), page["page"]] for page in document["pages"]]
    shown = [[cell.split("\u00a0")[0].split(" ")[0] for cell in row[4:16]] for row in rows]
    assert shown == [["–" if place is None else str(place) for place in page["places"]] for page in document["pages"]]
    assert len(table_of(ended.out, "sources")) == 1 + 12


@pytest.mark.parametrize("how", ["svg", "png", "pdf"])
@pytest.mark.slow
def test_pictures_are_the_same_bytes_each_time(year, tmp_path, how):
    for name in ("one", "two"):
        ended = trend(year, "-o", tmp_path / f"{name}.{how}", "--lang", "kk")
        assert (ended.code, ended.out, ended.err) == (0, "", "")
    first, second = ((tmp_path / f"{name}.{how}").read_bytes() for name in ("one", "two"))
    assert first == second
    assert first.startswith(MAGIC[how])


@pytest.mark.slow
def test_the_format_is_that_of_the_outputs_extension(year, tmp_path):
    for suffix, start in (("html", "<!DOCTYPE html>"), ("md", ""), ("csv", "\ufeffleague,"), ("json", "{\n")):
        target = tmp_path / f"year.{suffix}"
        ended = trend(year, "-o", target)
        assert (ended.code, ended.out, ended.err) == (0, "", "")
        text = target.read_text(encoding="utf-8")
        assert text.startswith(start)
        assert "2020-12" in text or period_text("2020-12", words("en")) in text
    assert json.loads((tmp_path / "year.json").read_text(encoding="utf-8"))["schema"] == "govrank.trend/1"


@pytest.mark.slow
def test_a_picture_never_goes_to_standard_output_nor_over_an_input(year):
    ended = trend(year, "--format", "png", "-o", "-")
    assert ended.code == 2
    before = (year / f"{MONTHS[0]}.csv").read_bytes()
    ended = trend(year, "--format", "svg", "-o", f"{MONTHS[0]}.csv")
    assert ended.code == 2
    assert (year / f"{MONTHS[0]}.csv").read_bytes() == before


def test_leagues_have_tables_of_their_own(year):
    ended = trend(year, "--by", "platform", "--format", "json")
    assert {page["league"] for page in ended.document["pages"]} == set(NETWORKS)
    assert [page["place"] for page in ended.document["pages"]].count(1) >= 3
    html = trend(year, "--by", "platform", "--format", "html")
    assert html.out.count('<svg class="course"') == 3


@pytest.mark.parametrize(("least", "ranked"), [("1", 25), ("5", 25), ("6", 24), ("10", 23), ("11", 22), ("12", 22)])
@pytest.mark.slow
def test_how_many_editions_are_needed_can_be_said(year, least, ranked):
    ended = trend(year, "--min-editions", least, "--format", "json")
    assert ended.code == 0
    assert (len(ended.document["pages"]), len(ended.document["below"])) == (ranked, 25 - ranked)


def test_the_example_in_the_terminal():
    ended = run("trend", EXAMPLES / "june.xlsx", EXAMPLES / "july.xlsx", "--quiet", "--lang", "ru")
    assert (ended.code, ended.err) == (0, "")
    months = [period_text(month, words("ru")) for month in ("2020-06", "2020-07")]
    assert ended.out.splitlines()[0] == said("trend.title", "ru", n=2, first=months[0], last=months[1])


def test_one_edition_has_no_trend(year):
    ended = run("trend", f"{MONTHS[0]}.csv", folder=year)
    assert (ended.code, ended.out, ended.err) == (2, "", f"{command_line('few-editions')}\n")


def write_people(folder, **people):
    for name, number in people.items():
        text = (
            f"region,page,platform,followers,posts,engaged,population\nX,A,vk,50,5,5,{number}\nX,B,vk,40,4,4,{number}\n"
        )
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def test_unlike_editions_are_refused_and_forced_is_said(tmp_path):
    write_people(tmp_path, old=1000, new=1001)
    ended = run("trend", "old.csv", "new.csv", folder=tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert ended.lines[0].endswith("[unlike-editions]")
    for how in ("table", "md", "html"):
        ended = run("trend", "old.csv", "new.csv", "--force", "--format", how, folder=tmp_path)
        assert ended.code == 0
        people = {"old": "old.csv · population", "new": "new.csv · population"}
        assert said("move.forced", why=said("problem.unlike-editions/population", **people)) in ended.out
    ended = run("trend", "old.csv", "new.csv", "--force", "--format", "json", folder=tmp_path)
    assert [problem["code"] for problem in ended.document["forced"]] == ["unlike-editions"]


def test_a_broken_edition_is_named_and_nothing_is_written(year, tmp_path):
    broken = tmp_path / "broken.csv"
    text = (year / f"{MONTHS[1]}.csv").read_text(encoding="utf-8")
    broken.write_text(re.sub(r"Page 1,\d+,", "Page 1,many,", text), encoding="utf-8")
    target = tmp_path / "out.html"
    ended = run("trend", year / f"{MONTHS[0]}.csv", broken, "-o", target)
    assert ended.code == 1
    assert ended.lines[0].startswith("error: broken.csv")
    assert not target.exists()


@pytest.mark.slow
def test_names_are_printed_whole_in_a_process_of_its_own(year):
    ended = execute("trend", *(f"{name}.csv" for name in MONTHS), folder=year)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == trend(year).out


@pytest.fixture
def folders(tmp_path):
    """Return a folder with a file of the same name for each of three months."""
    for n, month in enumerate(("jan", "feb", "2020")):
        (tmp_path / month).mkdir()
        with (tmp_path / month / "2020-02.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([["page", "platform", "likes"], ["A", "vk", 5 + n], ["B", "vk", 6]])
    (tmp_path / "own.toml").write_text(
        'name = "own"\nversion = "1"\n[[indicators]]\nkey = "x"\nof = ["likes"]\nper = ["days"]\n', encoding="utf-8"
    )
    return tmp_path


def test_files_of_one_name_are_told_apart_by_their_folders(folders):
    files = ["jan/2020-02.csv", "feb/2020-02.csv", "2020/2020-02.csv"]
    ended = run("trend", *files, "-m", "own.toml", "-f", "csv", folder=folders)  # the days are those of 2020-02

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[0].endswith(",editions,jan/2020-02,feb/2020-02,2020/2020-02")


def test_compare_tells_files_of_one_name_apart_too(folders):
    ended = run("compare", "jan/2020-02.csv", "feb/2020-02.csv", "-m", "own.toml", folder=folders)

    assert (ended.code, ended.err) == (0, "")
    assert said("move.against", period="jan/2020-02") in ended.out


def test_an_edition_that_is_called_like_a_column_doubles_no_heading(folders):
    for name in ("mean", "place"):
        (folders / f"{name}.csv").write_bytes((folders / "jan" / "2020-02.csv").read_bytes())
    ended = run("trend", "mean.csv", "place.csv", "-m", "own.toml", "--days", "29", "-f", "csv", folder=folders)

    assert ended.out.splitlines()[0] == "league,place,page,region,platform,mean,editions,mean (2),place (2)"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.slow
def test_more_editions_cannot_be_asked_for_than_are_given(year, lang):
    ended = trend(year, "--min-editions", "13", "--lang", lang)

    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert ended.lines == [command_line("too-few-editions", lang, least=13, n=12)]
    assert trend(year, "--min-editions", "12").code == 0


def test_a_place_in_another_league_has_its_league_behind_it(tmp_path):
    rules = tmp_path / "sized.toml"
    rules.write_text(
        'name = "s"\nversion = "1"\n[league]\nby = "followers"\nbands = [{ name = "large", from = 50 }, '
        '{ name = "small", to = 50 }]\n[[indicators]]\nkey = "likes"\nof = ["likes"]\n'
    )
    for month, size in (("may", 40), ("june", 60)):
        lines = ["page,followers,likes", "A,90,9", f"B,{size},5", "C,30,7"]
        (tmp_path / f"{month}.csv").write_text("\n".join(lines))

    def shown(*options):
        return run("trend", "may.csv", "june.csv", "-m", "sized.toml", *options, folder=tmp_path)

    rows = {row["page"]: row for row in csv.DictReader(io.StringIO(shown("--format", "csv").out))}
    pages = {page["page"]: page for page in shown("--format", "json").document["pages"]}
    assert (rows["B"]["league"], rows["B"]["may"], rows["B"]["june"]) == ("large", "2 (small)", "2")
    assert (pages["B"]["places"], pages["B"]["leagues"]) == ([2, 2], ["small", "large"])
    assert pages["B"]["moves"][1]["state"] == "switched"
    (row,) = [line.split() for line in shown().out.splitlines() if line.split()[1:2] == ["B"]]
    switched = said("move.switched", sign="⇄").split()
    assert row[2 : 5 + len(switched)] == ["2", "(small)", "2", *switched]
    assert "B (small → large)" in shown().out
    assert "B (small → large)" in shown("--format", "html").out
