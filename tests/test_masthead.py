"""The head of every output: the title, the period, the source, and how to read it."""

import io

import openpyxl
import pandas as pd
import pytest
from defusedxml.ElementTree import fromstring
from pypdf import PdfReader

from commands import run
from editions import EXAMPLES, edition
from files import csv_bytes, write
from inside import (
    LANGUAGES,
    how_to_read,
    indicator_tables,
    norm_text,
    parse_methodology,
    rate_file,
    rate_frames,
    words,
)
from rendered import published
from said import said

JULY = EXAMPLES / "july.xlsx"
EN = words("en")
IN_JULY = said("period.month.7", year=2020)
WINS = EN.say("read.fewest")


def ends(worst, *zones, by="total"):
    """Return how it is said where the zones end: each with its largest total, or place, and the last one without.

    The first says "zone" beside its colour.
    """
    keys = ["first" if zones[0][0] == "green" else "next", *["next"] * (len(zones) - 2), "last"]
    parts = [
        EN.say(f"read.{by}.{key}", zone=zone, label=zone, bound=bound)
        for key, (zone, bound) in zip(keys, zones, strict=True)
    ]
    line = EN.say(f"read.{by}", zones=", ".join(parts), worst=worst)
    return line[:1].upper() + line[1:]


RULE = f"{WINS} {ends(150, ('green', 50), ('white', 100), ('red', None))}"


def rules(zones, *, ties="min", weight=1, scoring=""):
    bands = "".join(f'[[zones]]\nname = "{name}"\nupto = "{upto}"\ncolor = "#ffffff"\n' for name, upto in zones)
    text = f'name = "r"\nversion = "1"\nties = "{ties}"\nrequired = []\n{scoring}'
    return parse_methodology(
        f'{text}[[indicators]]\nkey = "reach"\nlabel = {{ en = "Reach" }}\nof = ["reach"]\nweight = {weight}\n{bands}',
        "r.toml",
    )


ITEMS = parse_methodology(
    """name = "r"
version = "1"
required = []
scoring = "points"
    items = [{ key = "reach", of = ["reach"], points = 1000, full_at = 1000 }]
    zones = [{ name = "good", from = 900, color = "#ffffff" }, { name = "rest", color = "#ffffff" }]""",
    "items.toml",
)
FROM_900 = ends("", ("good", 900), ("rest", None), by="points")


def rated(pages, methodology, leagues=1):
    rows = [{"page": f"P{n}", "reach": 1000 - n, "kind": "ab"[n % leagues]} for n in range(pages)]
    return rate_frames(pd.DataFrame(rows), methodology=methodology, by="kind" if leagues > 1 else "")


@pytest.mark.parametrize("key", ["table", "md", "html"])
def test_the_rule_stands_under_the_title_of_texts(key):
    text = published(rate_file(JULY), key, digest=key != "table")
    text = text[max(text.find("<body"), 0) :]  # a page's head says its title too
    title = text.index(EN.say("rating.title", title="Official pages of regional administrations", period=IN_JULY))
    assert title < text.index(RULE) < text.index("Акимат", title)  # above the title an article has its headline
    assert text.count(RULE) == 1


@pytest.mark.parametrize("key", ["svg", "pdf"])
def test_and_of_pictures_and_reports(key):
    (content,) = published(rate_file(JULY), key).by_name.values()
    if key == "pdf":
        text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    else:
        text = " ".join(fromstring(content).itertext())
    text = " ".join(text.split())  # whichever its lines are
    assert text.index(IN_JULY) < text.index(RULE)


@pytest.mark.parametrize(
    ("zones", "how", "pages", "bounds"),
    [
        pytest.param([("a", "1/3"), ("b", "1")], {}, 10, ["3", "10"], id="the largest whole total below a third"),
        pytest.param(
            [("a", "1/3"), ("b", "1")], {"ties": "average"}, 8, ["5/2", "8"], id="halves where ties are averaged"
        ),
        pytest.param([("a", "1/3"), ("b", "1")], {"weight": 4}, 5, ["6", "20"], id="weights make the worst total"),
    ],
)
def test_a_bound_is_the_largest_total_that_is_still_in_the_zone(zones, how, pages, bounds):
    rating = rated(pages, rules(zones, **how))
    largest = rating.scoring.zones.ends(int(rating.worst_possible[0]))
    assert [str(end) for end in largest] == bounds
    for page, total in enumerate(rating.totals.tolist()):
        assert (total <= largest[0]) == (rating.zone(page) == "a")


@pytest.mark.parametrize(
    ("rating", "line"),
    [
        pytest.param(lambda: rated(10, rules([])), WINS, id="no zones"),
        pytest.param(
            lambda: rated(10, rules([("★★★", "1/5"), ("★★", "1/2"), ("★", "1")])),
            f"{WINS} {ends(10, ('★★★', 2), ('★★', 5), ('★', None))}",
            id="stars",
        ),
        pytest.param(
            lambda: rated(10, rules([("gold", "1/300"), ("good", "1/2"), ("rest", "1")])),
            f"{WINS} {ends(10, ('good', 5), ('rest', None))}",
            id="a zone that no total reaches is not named",
        ),
        pytest.param(
            lambda: rated(8, rules([("good", "1/3"), ("rest", "1")], ties="average", weight=3)),
            f"{EN.say('read.fewest.weighted')} {ends(24, ('good', 8), ('rest', None))}",
            id="weights",
        ),
        pytest.param(
            lambda: rated(1, rules([("good", "1/3"), ("rest", "1")])),
            f"{WINS} {EN.say('rules.zones.alone')}",
            id="one page",
        ),
        pytest.param(
            lambda: rated(1, ITEMS),
            f"{EN.say('read.highest', total=EN.say('table.total.points'))} {FROM_900}",
            id="one page whose zone hangs on no other",
        ),
        pytest.param(
            lambda: rate_file(EXAMPLES / "july.xlsx", methodology="akimats-2020"),
            f"{WINS} "
            + ends(150, ("green", 30), ("white", 60), ("light red", 90), ("red", 120), ("dark red", None)),
            id="five zones",
        ),
        pytest.param(
            lambda: rate_file(EXAMPLES / "methodologies/wci-2.0.csv", methodology="wci-2.0"),
            f"{EN.say('read.highest', total=EN.say('table.total.log-index'))} "
            + ends(3, ("green", 1), ("white", 2), ("red", None), by="place"),
            id="an index has its zones by place",
        ),
    ],
)  # fmt: skip
def test_how_to_read_says_what_wins_and_where_the_zones_end(rating, line):
    assert how_to_read(rating(), words("en")) == line


def test_leagues_of_unlike_size_say_their_own_bounds_and_those_alike_say_them_once():
    unlike, alike = (rated(n, rules([("good", "1/3"), ("rest", "1")]), leagues=2) for n in (9, 12))
    text = published(unlike, "md")
    five, four, six = (ends(worst, ("good", end), ("rest", None)) for worst, end in ((5, 1), (4, 1), (6, 2)))
    assert (text.count(WINS), text.count(five), text.count(four)) == (3, 1, 1)
    text = published(alike, "md")
    assert (text.count(WINS), text.count(six)) == (1, 1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheets_month_is_shown_in_the_readers_language(lang):
    title = run("score", JULY, "--lang", lang, "-q").out.splitlines()[0]
    assert said("period.month.7", lang, year=2020) in title
    assert "Июль" not in title


def book_of(path, rows, sheet="Sheet1"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in [*rows, ["Регион", "Соцсеть", "Подписчики", "Посты", "Вовлечённые", "Население"]]:
        book.active.append(row)
    for n in range(3):
        book.active.append([f"Область {n}", "vk", 100 - n, 5, 10, 1000])
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("file", "sheet", "titles", "period"),
    [
        pytest.param("a.xlsx", "Июль 2020", [], "Июль 2020", id="the sheet's name"),
        pytest.param("a.xlsx", "Данные", [["Рейтинг акиматов за июль 2020 г."]], "июль 2020 г.", id="a title row"),
        pytest.param("a.xlsx", "Июнь 2020", [["Рейтинг, июль 2020"]], "июль 2020", id="the title row before the sheet"),
        pytest.param("a.xlsx", "Июль 2020", [["Июнь 2020"], ["Май 2020"]], "Июль 2020", id="two titles say two months"),
        pytest.param("a.xlsx", "Июль 2020", [["Население на 1 января 2020"]], "Июль 2020", id="a day is no month"),
        pytest.param("july-2020.xlsx", "Данные", [], "july-2020", id="the file's name says a month"),
        pytest.param("rating july 2020 v2.xlsx", "Данные", [], "july 2020", id="within more"),
        pytest.param("rating.xlsx", "Данные", [["Рейтинг"]], "rating", id="nothing does"),
    ],
)
def test_the_period_is_what_the_file_says(tmp_path, file, sheet, titles, period):
    edition = rate_file(book_of(tmp_path / file, titles, sheet)).edition
    assert edition.period == period
    assert rate_file(tmp_path / file, period="2021-W07").edition.period == "2021-W07"


def test_title_rows_of_a_text_file_count_too(tmp_path):
    path = tmp_path / "pages.csv"
    path.write_text(
        "Рейтинг за 2020 жылғы шілде,,,,\nИсточник: Popsters,,,,\nДанные собраны: 2020-08-03,,,,\n"
        "Регион,Соцсеть,Подписчики,Посты,Вовлечённые\nA,vk,5,1,2\nB,vk,4,1,2\n",
        encoding="utf-8",
    )  # fmt: skip
    ended = run("score", path, "--population", people(tmp_path), "--lang", "ru", "-q")
    assert said("period.month.7", "ru", year=2020) in ended.out.splitlines()[0]
    source, collected = said("head.source", "ru", source="Popsters"), said("head.collected", "ru", date="03.08.2020")
    assert ended.out.splitlines()[2] == f"{source}. {collected}."


def people(folder):
    path = folder / "people.csv"
    path.write_text("region,population\nA,100\nB,100\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("key", ["table", "md", "html"])
def test_title_source_and_date_are_what_the_command_says(key):
    ended = run(
        "score" if key == "table" else "export", JULY, "-f", key, "-o", "-", "--title", "Кто лучше", "--source",
        "Popsters", "--collected", "2020-08-03", "--period", "2020-08",
    )  # fmt: skip
    title = said("rating.title", title="Кто лучше", period=said("period.month.8", year=2020))
    assert (ended.code, title in ended.out) == (0, True)
    source, collected = said("head.source", source="Popsters"), said("head.collected", date="2020-08-03")
    assert ended.out.count(f"{source}. {collected}.") == 1
    assert said("rating.title", title="Official pages of regional administrations", period="") not in ended.out


def test_the_document_has_them_as_they_were_given():
    ended = run(
        "score", JULY, "-f", "json", "--source", "Popsters", "--collected", "2020-08-03", "--title", "Кто лучше"
    )
    edition = ended.document["edition"]
    assert (edition["period"], edition["title"]) == ("Июль 2020", "Кто лучше")
    assert (edition["source"], edition["collected"]) == ("Popsters", "2020-08-03")


def test_the_stem_is_nowhere_where_the_period_is_known():
    for command in (["score", JULY, "--digest"], ["compare", EXAMPLES / "june.xlsx", JULY]):
        out = (
            run(*command, "--previous", EXAMPLES / "june.xlsx", "-q").out
            if command[0] == "score"
            else run(*command).out
        )
        assert said("period.month.6", year=2020) in out
        assert not {"june", "july"} & {word.strip(".:,«»") for word in out.split()}


def test_previous_and_trended_editions_are_called_as_asked():
    june = EXAMPLES / "june.xlsx"
    told = run("compare", june, JULY, "--previous-period", "2019-06", "--lang", "ru", "-q").out
    assert said("period.named.month", "ru", period=said("period.month.6", "ru", year=2019)) in told
    lines = run("trend", f"{june}=June, revised", JULY, "-q").out.splitlines()
    assert lines[0] == said("trend.title", n=2, first="June, revised", last=IN_JULY)
    twice = run("trend", JULY, EXAMPLES / "july.csv", f"{JULY}", "-q").out.splitlines()
    assert twice[0] == said("trend.title", n=3, first="Июль 2020 (july.xlsx)", last="Июль 2020 (july.xlsx (2))")


def test_an_edition_without_a_period_has_a_title_only():
    assert published(edition([{"page": "A", "followers": 5}]), "table", digest=False).splitlines()[0] == (
        "Official pages of regional administrations"
    )


def test_regions_and_default_names_are_the_files_or_the_tables(tmp_path):
    rows = [["region", "platform", "page", "followers", "posts", "engaged", "excluded"]]
    rows += [["Атырауская обл.", "vk", "", 5, 1, 2, ""], ["акмолинская область", "vk", "Акимат", 4, 1, 2, ""]]
    rows += [["Ұлытау", "vk", "", 3, 1, 2, "closed"], ["Upper Land", "ok", "", 2, 1, 2, ""]]
    people = write(tmp_path, "people.csv", csv_bytes([["region", "population"], *([row[0], 9000] for row in rows[1:])]))
    pages = write(tmp_path, "pages.csv", csv_bytes(rows))

    def told(*more):
        document = run("score", pages, "--population", people, "-q", "-f", "json", *more).document
        rated = {(page["page"], page["region"], page["total"]) for page in document["pages"]}
        return rated, document["excluded"][0]["page"], {one["region"] for one in document["absent"]}

    plain, out, absent = told("--lang", "kk")
    assert {name for name, _region, _total in plain} == {"Атырауская обл. · vk", "Акимат", "Upper Land · ok"}
    assert (out, "Upper Land" in absent) == ("Ұлытау · vk", True)
    named, out, absent = told("--lang", "kk", "--names", "table")
    assert {name for name, _region, _total in named} == {"Атырау облысы · vk", "Акимат", "Upper Land · ok"}
    assert {region for _name, region, _total in named} == {"Атырау облысы", "Ақмола облысы", "Upper Land"}
    assert (out, {"Атырау облысы", "Upper Land"} <= absent) == ("Ұлытау облысы · vk", True)
    assert sorted(total for *_who, total in named) == sorted(total for *_who, total in plain)


def test_the_table_of_er_says_why_red_may_be_usual():
    rating = rate_file(JULY)
    (table,) = indicator_tables(rating, "er", words("en"))
    assert table.notes == (norm_text(rating.methodology.norms[0], rating.methodology, words("en")),)
    assert table.headings[-1] == words("en").say("table.norm")
    assert indicator_tables(rating, "followers", words("en"))[0].notes == ()
