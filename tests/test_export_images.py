"""Pictures for publication: every table, whole, legible, small, and the same each time."""

import io
import json
import re
import sys
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
import typst
from defusedxml import ElementTree
from PIL import Image

from commands import execute, run
from editions import HOSTILE as MARKUP
from editions import example, parse_methodology
from govrank import CommandError, rate_frames
from inside import MOST_PICTURED, OUR_LETTERS, EditionResult, TrendResult, clean, image_names, period_text
from programs import INTER
from rendered import rendered
from said import LANGUAGES, error_lines, words
from said import said as sentence
from trends import followed, many

pytestmark = pytest.mark.slow  # draws pictures

EXAMPLES = Path(__file__).parents[1] / "examples"
MAGIC = {"png": b"\x89PNG\r\n\x1a\n", "svg": b"<svg ", "pdf": b"%PDF-1."}
HOSTILE = [
    *MARKUP,
    '#import "x": *',
    "#{1 + 1} #panic()",
    "$x_1$ and $\\frac{1}{2}$",
    "unpaired $ ] } )",
    "[red]bold[/red] *b* _i_ `raw` @label <label> \\ ~ /* */ //",
    "<b>x</b> & <!-- -- -->",
    "中文 名字 ページ",
    "مرحبا بالعالم",
    "שלום עולם",
    "😀 👨\u200d👩\u200d👧 ✌️",
    "=HYPERLINK(1)",
    "Ә ғ қ ң ө ұ ү һ і Әкімдіктің ресми парақшасы",
    "word" * 200,
    "Управление внутренней политики и связей с общественностью " * 8,
    "https://www.instagram.com/some_very_long_account_name.official/?hl=ru&x=1",
]
FOREIGN = "中文名字ページمرحبا"  # of them, what Inter has not


def edition(names, *, region="Алматинская область", platforms=("vk",), by="", methodology="akimats", **columns):
    count = len(names)
    frame = pd.DataFrame(
        {
            "page": names,
            "region": region,
            "platform": [platforms[i % len(platforms)] for i in range(count)],
            "followers": [1000 + 37 * i for i in range(count)],
            "posts": [5 + i % 7 for i in range(count)],
            "engaged": [10 + i for i in range(count)],
            "interactions": [900 + 13 * (i % 50) for i in range(count)],
        }
    )
    return rate_frames(frame.assign(**columns), "kz-2020", methodology=methodology, by=by)


def drawn(rating, how="svg", table="final", lang="en", movement=None, **shown):
    """Return the pictures of a rating by their names."""
    return rendered(EditionResult(rating, movement, table=table, **shown), how, lang).by_name


def said(svg):
    """Return what an SVG says in words: its title, and its texts line by line."""
    root = ElementTree.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    return root.findtext(f"{space}title"), root.findtext(f"{space}desc").replace("\u200b", "").splitlines()


def rows_of(svg):
    """Return the rows of a picture's table, the headings first."""
    return [line.split(" | ") for line in said(svg)[1] if " | " in line]


@pytest.fixture(scope="module")
def kazakh():
    """Return what draws a table of July with its movement; each once, for all the tests that look at it."""
    rating, movement = example()
    return cache(lambda how, table: drawn(rating, how, table, "kk", movement))


@pytest.mark.parametrize("how", [pytest.param("png", marks=pytest.mark.slow), "svg"])
def test_all_is_a_file_for_each_table(kazakh, how):
    files = kazakh(how, "all")
    assert list(files) == [
        "final", "totals", "followers", "followers_share", "engaged", "engagement_per_post", "engaged_share", "er",
    ]  # fmt: skip
    assert all(content.startswith(MAGIC[how]) for content in files.values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["final", "totals", "er"])
def test_one_table_is_one_file_under_its_name(name, lang):
    rating, movement = example()
    files = drawn(rating, "svg", name, lang, movement)
    assert list(files) == [name]
    _title, texts = said(files[name])
    assert sum("Акимат" in line and " | " in line for line in texts) == len(rating)


def test_a_png_is_twice_an_article_column_wide_small_and_its_fills_are_the_methodologys(kazakh):
    for name, content in kazakh("png", "all").items():
        assert len(content) < 320_000, name
        image = Image.open(io.BytesIO(content)).convert("RGB")
        assert image.width == 1600, name
        colors = {color for _count, color in image.getcolors(1 << 16)}
        if name == "final":
            assert {(0xC6, 0xEF, 0xCE), (0xFF, 0xFF, 0xFF), (0xFF, 0xC7, 0xCE)} <= colors


@pytest.mark.parametrize("how", ["png", "svg"])
@pytest.mark.slow
def test_the_same_rating_gives_the_same_bytes_in_another_process_too(tmp_path, how):
    written = []
    for name, started in (("one", run), ("two", execute)):
        target = tmp_path / f"{name}.{how}"
        args = ("-o", target, "--table", "totals", "--lang", "kk", "--previous", EXAMPLES / "june.xlsx")
        assert started("export", EXAMPLES / "july.xlsx", *args, PYTHONHASHSEED="7").code == 0
        written.append(target.read_bytes())
    assert written[0] == written[1]


def test_an_unknown_table_is_refused_with_the_nearest_names():
    rating, _movement = example()
    with pytest.raises(CommandError) as raised:
        drawn(rating, table="folowers")
    assert raised.value.wording == "no-such-table"
    assert raised.value.args_named["near"] == ["followers", "followers_share"]
    assert raised.value.args_named["known"][:3] == ["final", "totals", "followers"]


@pytest.mark.parametrize("module", ["typst", "fontpkg_inter", "PIL"])
@pytest.mark.parametrize("how", ["png", "svg", "pdf"])
def test_without_a_part_of_the_extra_it_is_said_how_to_install_it(how, module, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(CommandError) as raised:
        drawn(example()[0], how)
    assert raised.value.wording == "no-images-extra"
    assert all("pip install 'govrank[images]'" in error_lines(raised.value, words(lang))[0] for lang in LANGUAGES)


@pytest.mark.parametrize("table", ["final", "totals", "er"])
@pytest.mark.parametrize("how", [pytest.param("png", marks=pytest.mark.slow), "svg"])
def test_hostile_names_are_shown_and_not_obeyed(how, table):
    ((_name, content),) = drawn(edition(HOSTILE), how, table).items()
    assert content.startswith(MAGIC[how])
    if how == "svg":
        tags = {node.tag.rpartition("}")[2] for node in ElementTree.fromstring(content).iter()}
        assert tags <= {"svg", "title", "desc", "g", "path", "use", "defs", "symbol", "clipPath", "image"}
        shown = {cell.replace("\u00a0", " ") for row in rows_of(content) for cell in row}
        for name in ('#import "x": *', "#{1 + 1} #panic()", "$x_1$ and $\\frac{1}{2}$", "<b>x</b> & <!-- -- -->"):
            assert any(cell.startswith(name) for cell in shown), name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("#import *b* [x] $x$ \\", "#import *b* [x] $x$ \\", id="markup stays as it is"),
        pytest.param("\x1b[31m\x00\n", "^[[31m^@^J", id="control codes"),
        pytest.param("\u202eab", "\\u202eab", id="direction marks"),
        pytest.param("▲ green zone", "▲\u00a0green zone", id="a sign and its word"),
        pytest.param("19 ▲", "19\u00a0▲", id="a figure and its sign"),
        pytest.param("Akimat · VK", "Akimat\u00a0· VK", id="a middle dot behind its word"),
        pytest.param("a" * 22, "a" * 22, id="a word of a usual length"),
        pytest.param("a" * 23, "\u200b".join(["aaaa"] * 5 + ["aaa"]), id="a longer one may be divided"),
        pytest.param("//instagram.com/a_b/12345", "/|/|inst|agra|m.|com/|a_|b/|1234|5".replace("|", "\u200b"),
                     id="first behind its marks"),
        pytest.param("и\u0306" * 12, "и\u0306" * 2 + ("\u200b" + "и\u0306" * 2) * 5, id="never before an accent"),
        pytest.param("✌\ufe0f", "✌", id="no mark that says how to draw"),
    ],
)  # fmt: skip
def test_a_text_is_set_as_it_reads(text, expected):
    assert clean(text) == expected


def test_letters_that_our_font_lacks_are_said(tmp_path):
    frame = pd.DataFrame(
        {"page": ["中文 Астана ✌", "b"], "platform": "vk", "followers": [2, 1], "posts": 1, "engaged": 1}
    )
    frame.assign(region=["A", "B"], population=9).to_csv(tmp_path / "p.csv", index=False)
    ended = run("export", "p.csv", "-f", "svg", folder=tmp_path)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.splitlines()[-2].endswith(": ✌ 中 文")
    assert run("export", "p.csv", "-f", "svg", "-q", folder=tmp_path).err == ""
    assert run("export", EXAMPLES / "july.xlsx", "-f", "pdf", folder=tmp_path).err.splitlines() == [
        sentence("export.written", path="july-rating.pdf")
    ]


def has_all(letters):
    """Return whether our font alone has letters: a document for all readers refuses any other."""
    source = '#set document(title: "t")\n#set text(font: "Inter", fallback: false)\n#json("text.json")'
    files = {"main.typ": source.encode(), "text.json": json.dumps(letters).encode()}
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[INTER])
    try:
        typst.compile(files, font_paths=fonts, format="pdf", pdf_standards="ua-1")
    except typst.TypstError:
        return False
    return True


def test_our_font_has_what_is_taken_to_be_in_it():
    known = [
        letter for code in range(0x21, 0x2800) if OUR_LETTERS.fullmatch(letter := chr(code)) and letter.isprintable()
    ]
    assert {*"ӘғқңөұүһіЁёÄßçŁ№₸▲●▼■◆–…÷×Σ≥→²"} <= {*known}
    known.remove("⇄")  # which Typst itself has
    assert has_all(" ".join(known))
    assert not has_all("中")


def test_figures_have_their_room_and_widen_the_picture_where_they_must():
    counts = {"followers": [999_999_999_999, 5], "posts": [1, 1], "engaged": [1, 2], "interactions": [1, 2]}
    rating = edition(["a" * 80, "b"], **counts)
    ((_name, content),) = drawn(rating, "svg", "followers").items()
    assert [row[-2] for row in rows_of(content)[1:]] == ["999,999,999,999", "5"]
    assert width_of(content) == 560
    terms = "".join(f'[[indicators]]\nkey = "k{n}"\nlabel = "Indicator {n}"\nof = ["followers"]\n' for n in range(40))
    rules = 'name = "n"\nversion = "1"\n' + terms
    ((_name, content),) = drawn(edition(["a", "b"], methodology=parse_methodology(rules, "n.toml"))).items()
    assert width_of(content) > 560


def width_of(svg):
    return float(re.match(rb'<svg[^>]* width="([\d.]+)pt"', svg)[1])


def height_of(svg):
    return float(re.match(rb'<svg[^>]* height="([\d.]+)pt"', svg)[1])


def test_zones_have_sign_and_word_beside_the_colour():
    ((_name, content),) = drawn(example()[0]).items()
    zones = [row[-1].replace("\u00a0", " ") for row in rows_of(content)[1:]]
    assert zones == ["▲ green zone"] * 8 + ["● white zone"] * 9 + ["▼ red zone"] * 8


def test_each_league_has_its_pictures_under_a_safe_name():
    rating = edition([f"p{i}" for i in range(8)], platforms=("../VK", "a/b", "A b", "🙂"), by="platform")
    assert list(drawn(rating)) == ["final-VK", "final-A-b", "final-a-b-2", "final-league"]


def test_a_long_table_is_divided_into_even_parts():
    parts = drawn(edition([f"Page {i}" for i in range(250)]))
    assert list(parts) == ["final-1", "final-2", "final-3"]
    assert [sum(row[1].startswith("Page ") for row in rows_of(svg)) for svg in parts.values()] == [84, 84, 82]
    assert said(parts["final-2"])[0].endswith("\u00a0· 2/3")
    assert len({width_of(svg) for svg in parts.values()}) == 1


def test_very_long_names_make_more_parts():
    parts = drawn(edition([f"{i} {'word ' * 400}" for i in range(9)]))
    assert len(parts) > 2
    assert all(height_of(svg) < 10_000 for svg in parts.values())  # points: a PNG has nearly three times as many pixels


def test_more_rows_than_a_reader_can_take_are_refused_unless_the_top_is_asked_for():
    rating = edition([f"Page {i}" for i in range(MOST_PICTURED + 1)])
    with pytest.raises(CommandError) as raised:
        drawn(rating)
    assert raised.value.wording == "too-many-for-images"
    ((name, content),) = drawn(rating, top=10).items()
    assert (name, len(rows_of(content))) == ("final", 1 + 10)
    assert sentence("rating.more", n=991) in said(content)[1]


def test_the_totals_say_their_sum_by_indicator():
    rating = edition(["first", "second"])
    ((_name, content),) = drawn(rating, table="totals").items()
    title, texts = said(content)
    assert title == sentence("totals.rank-sum")
    bars = [line.split(" | ") for line in texts if " = " in line and " | " in line]
    assert [(place, page, line.rpartition(" = ")[2]) for place, page, line in bars] == [
        (str(rating.places[i]), rating.pages.names[i], str(rating.totals[i])) for i in range(2)
    ]


def test_an_index_is_drawn_from_its_terms():
    counts = ["reads", "wow", "likes", "shares", "articles"]
    counts += [f"{kind} {count}" for kind in ("headline", "best") for count in counts[:4]]
    frame = pd.DataFrame({name: [40 + n, 900 + n, 7 + n] for n, name in enumerate(counts)})
    rating = rate_frames(frame.assign(page=["a", "b", "c"]), methodology="wci-14.2", days=30)
    files = drawn(rating, table="all")
    assert len(files) == 2 + 16
    assert said(files["totals"])[0] == sentence("totals.log-index")
    assert [row[1] for row in rows_of(files["totals"])] == ["b", "a", "c"]


def test_an_indicator_that_is_called_final_does_not_take_the_final_tables_name(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        'name = "own"\nversion = "1"\n[[indicators]]\nkey = "final"\nof = ["followers"]\n', encoding="utf-8"
    )
    rating = edition(["a", "b"], methodology=str(path))
    assert image_names(rating) == {"final": "final", "totals": "totals", "indicator-final": "final"}


@pytest.mark.parametrize(("table", "footnote"), [("er", True), ("engaged_share", False)])
def test_the_footnote_on_followers_stands_under_what_is_made_of_them(table, footnote):
    ((_name, content),) = drawn(example()[0], table=table).items()
    assert any("likes of the page" in text for text in said(content)[1]) == footnote


def test_one_page_is_enough():
    for content in drawn(edition(["Жалғыз"]), "png", "all", "kk").values():
        assert Image.open(io.BytesIO(content)).height < 1000


def picture_of(trend, how="svg", lang="en"):
    (content,) = rendered(TrendResult(trend), how, lang).by_name.values()
    return content


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_year_of_25_pages_has_every_page_with_its_places(lang):
    title, texts = said(picture_of(many(25), lang=lang))
    assert period_text("2020-01", words(lang)) in title
    assert (
        sum(
            text.startswith("Акимат области №") and f"{period_text('2020-12', words(lang))}: " in text for text in texts
        )
        == 25
    )


@pytest.mark.parametrize("how", ["png", "svg"])
def test_the_trend_is_the_same_bytes_each_time(how):
    assert picture_of(many(5), how) == picture_of(many(5), how)


def test_who_stands_out_and_how_many_are_not_drawn_is_said():
    names = [f"p{n:02d}" for n in range(40)]
    texts = said(picture_of(followed(names, [*names[:4], "p19", *names[5:19], "p04"])))[1]
    plain = [text.replace("\u00a0", " ") for text in texts]
    assert sentence("trend.leader", pages="● p00; ■ p01; ◆ p02") in plain
    assert sentence("trend.rise", pages="p19 ▲15") in plain
    assert sentence("rating.more", n=7) in said(picture_of(many(67, 3)))[1]


def test_each_league_has_its_chart_below_the_one_before():
    platforms = {"A": "vk", "B": "vk", "C": "facebook", "D": "facebook", "E": "vk"}
    texts = said(picture_of(followed("ABCDE", "BADCE", by="platform", platforms=platforms)))[1]
    titles = [sentence("rating.league", league=name) for name in ("Facebook", "VK")]
    assert [text for text in texts if text in titles] == titles


def test_pages_without_a_standing_are_named_below_and_nobody_is_no_error():
    assert f"{sentence('trend.below', n=2)}: X." in said(picture_of(followed("AB", "AB", "ABX", least=2)))[1]
    nobody = followed("AB", "AB", least=3)
    assert sentence("trend.none") in said(picture_of(nobody))[1]
    assert all(picture_of(nobody, how).startswith(magic) for how, magic in MAGIC.items())


def test_hostile_names_of_a_trend_are_shown():
    texts = said(picture_of(followed(HOSTILE, HOSTILE[::-1])))[1]
    assert any(text.startswith(f'#import "x": *. {period_text("2020-01", words("en"))}: ') for text in texts)


@pytest.mark.parametrize("pages", [pytest.param(1001, id="rows"), pytest.param(600, id="leagues: taller than a PNG")])
def test_too_many_pages_for_a_picture_are_refused(pages):
    pages = {f"p{n}": f"net {n}" for n in range(pages)}
    with pytest.raises(CommandError) as raised:
        picture_of(followed(pages, pages, by="platform", platforms=pages), "png")
    assert raised.value.wording == "too-many-for-images"
