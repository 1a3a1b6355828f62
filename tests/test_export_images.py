"""Pictures for publication: every table, in every format, whole, legible and the same each time."""

import importlib.util
import io
import sys
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from govrank.analysis.compare import compare_editions
from govrank.formats.images import MOST_ROWS, draw_pictures, image_names, render_images
from govrank.packaged import LANGUAGES
from govrank.pipeline import rate_file, rate_frames
from govrank.problems import CommandError
from govrank.reports.rating import final_tables, indicator_tables
from govrank.reports.sentences import error_lines
from govrank.text.catalogue import words

EXAMPLES = Path(__file__).parents[1] / "examples"
MAGIC = {"png": b"\x89PNG\r\n\x1a\n", "svg": b"<?xml ", "pdf": b"%PDF-1."}
HOSTILE = [
    "$x_1$ and $\\frac{1}{2}$",
    "unpaired $",
    "[red]bold[/red]",
    "<b>x</b> & <!-- -- -->",
    "\x1b[31mred",
    "\u202eright to left",
    "中文 名字 ページ",
    "😀 👨\u200d👩\u200d👧 ✌️",
    "=HYPERLINK(1)",
    "Ә ғ қ ң ө ұ ү һ і Әкімдіктің ресми парақшасы",
    "word" * 200,
    "Управление внутренней политики и связей с общественностью " * 8,
    "https://www.instagram.com/some_very_long_account_name.official/?hl=ru&x=1",
]


def matplotlib():
    if importlib.util.find_spec("matplotlib") is None:
        pytest.skip("the extra `images` is not installed")


@pytest.fixture(scope="module")
def july():
    return rate_file(EXAMPLES / "july.xlsx")


@pytest.fixture(scope="module")
def movement(july):
    return compare_editions(rate_file(EXAMPLES / "june.xlsx"), july)


def edition(names, *, region="Алматинская область", platforms=("vk",), by="", methodology="akimats"):
    count = len(names)
    return rate_frames(
        pd.DataFrame(
            {
                "page": names,
                "region": region,
                "platform": [platforms[i % len(platforms)] for i in range(count)],
                "followers": [1000 + 37 * i for i in range(count)],
                "posts": [5 + i % 7 for i in range(count)],
                "engaged": [10 + i for i in range(count)],
                "interactions": [900 + 13 * (i % 50) for i in range(count)],
            }
        ),
        "kz-2020",
        methodology=methodology,
        by=by,
    )


@pytest.fixture(scope="module")
def kazakh(july, movement):
    """Return what renders a table of July with its movement; each once, for all the tests that look at it."""
    return cache(lambda how, table: render_images(july, words("kk"), how, table, movement))


def pictures_of(rating, table="all", movement=None, lang="en"):
    from govrank.formats.encoding import drawing_tools, figure_of

    with drawing_tools() as lettering:
        for name, picture in draw_pictures(rating, words(lang), table, movement, None, lettering).items():
            yield name, picture, figure_of(picture, lettering)


def texts_of(rating, table="all", **kwargs):
    return [line.text for _name, picture, _figure in pictures_of(rating, table, **kwargs) for line in picture.lines]


@pytest.mark.parametrize("how", ["png", "svg"])
@pytest.mark.slow
def test_all_is_a_file_for_each_table(july, how):
    matplotlib()
    files = render_images(july, words("en"), how)
    assert list(files) == [
        "final",
        "totals",
        "followers",
        "followers_share",
        "engaged",
        "engagement_per_post",
        "engaged_share",
        "er",
    ]
    assert all(content.startswith(MAGIC[how]) for content in files.values())
    assert all(20_000 < len(content) < 600_000 for content in files.values())


@pytest.mark.slow
def test_all_as_pdf_is_one_file_with_a_page_for_each_table(kazakh):
    matplotlib()
    files = kazakh("pdf", "all")
    assert list(files) == ["all"]
    assert files["all"].startswith(MAGIC["pdf"])
    assert files["all"].count(b"/Type /Page\n") + files["all"].count(b"/Type /Page ") == 8


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["final", "totals", "er"])
@pytest.mark.slow
def test_one_table_is_one_file_under_its_name(july, movement, name, lang):
    matplotlib()
    assert list(render_images(july, words(lang), "png", name, movement)) == [name]


@pytest.mark.slow
def test_a_png_is_twice_an_article_column_wide_and_its_fills_are_the_methodologys(july):
    matplotlib()
    from PIL import Image

    for content in render_images(july, words("ru"), "png", "final").values():
        image = Image.open(io.BytesIO(content)).convert("RGB")
        assert image.width == 1600
        assert 1200 < image.height < 1600  # a line a row
        colors = {color for _count, color in image.getcolors(1 << 16)}
        assert {(0xC6, 0xEF, 0xCE), (0xFF, 0xFF, 0xFF), (0xFF, 0xC7, 0xCE)} <= colors


@pytest.mark.parametrize(
    ("how", "table"), [("png", "final"), ("png", "totals"), ("svg", "final"), ("svg", "totals"), ("pdf", "all")]
)
@pytest.mark.slow
def test_the_same_rating_gives_the_same_bytes_whatever_the_users_settings(july, movement, kazakh, how, table):
    matplotlib()
    import matplotlib as mpl

    first = kazakh(how, table)
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "none", "savefig.bbox": "tight", "savefig.dpi": 30}):
        second = render_images(july, words("kk"), how, table, movement)
    assert first == second


def test_an_unknown_table_is_refused_with_the_nearest_names(july):
    with pytest.raises(CommandError) as raised:
        render_images(july, words("en"), "png", "folowers")
    assert raised.value.wording == "no-such-table"
    assert error_lines(raised.value, words("en")) == [
        "there is no table 'folowers'; did you mean 'followers' or 'followers_share'?"
    ]
    with pytest.raises(CommandError) as raised:
        render_images(july, words("en"), "png", "zzz")
    assert error_lines(raised.value, words("en"))[0].startswith(
        "there is no table 'zzz'; there are 'final', 'totals', 'followers'"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_the_extra_it_is_said_how_to_install_it(july, lang, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(CommandError) as raised:
        render_images(july, words(lang), "png", "final")
    assert raised.value.wording == "no-images-extra"
    assert "pip install 'govrank[images]'" in error_lines(raised.value, words(lang))[0]


@pytest.mark.slow
def test_pyplot_is_never_imported():
    matplotlib()
    import subprocess

    code = (
        "import sys; from govrank.formats.images import render_images; from govrank.text.catalogue import words;"
        "from govrank.pipeline import rate_file;"
        f"rating = rate_file({str(EXAMPLES / 'july.xlsx')!r});"
        "[render_images(rating, words('en'), how, 'final') for how in ('png', 'svg', 'pdf')];"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("False\n", "")


@pytest.mark.parametrize(("lang", "methodology"), [("en", "akimats"), ("ru", "akimats"), ("kk", "akimats-2020")])
@pytest.mark.slow
def test_no_text_is_outside_of_the_picture_or_over_another(lang, methodology):
    matplotlib()
    new, old = (rate_file(EXAMPLES / f"{n}.xlsx", methodology=methodology) for n in ("july", "june"))
    for name, _picture, figure in pictures_of(new, movement=compare_editions(old, new), lang=lang):
        assert_whole(figure, name)


def test_hostile_names_are_shown_and_stay_in_their_cells():
    matplotlib()
    rating = edition(HOSTILE)
    for table in ("final", "totals", "er"):
        for name, _picture, figure in pictures_of(rating, table):
            assert_whole(figure, name)
    texts = texts_of(rating, "final")
    for shown in (
        "$x_1$ and $\\frac{1}{2}$",
        "unpaired $",
        "[red]bold[/red]",
        "<b>x</b> & <!-- -- -->",
        "=HYPERLINK(1)",
    ):
        assert shown in texts
    assert "^[[31mred" in texts  # DejaVu has no sign for the escape code
    assert any(text.startswith("\\u202e") for text in texts)
    assert not any(ord(letter) < 32 for text in texts for letter in text)


def test_a_letter_that_no_font_has_is_a_box(monkeypatch):
    matplotlib()
    monkeypatch.setattr("govrank.formats.lettering._installed", dict)  # a computer without further fonts
    texts = texts_of(edition(["中 and ✌️", "b"]), "final")
    assert any(text.startswith("□ and ✌") for text in texts)


@pytest.mark.parametrize("how", ["png", "svg", "pdf"])
@pytest.mark.slow
def test_hostile_names_go_through_every_format_without_a_warning(how):
    matplotlib()
    files = render_images(edition(HOSTILE), words("en"), how, "final")  # pytest turns warnings into errors
    assert all(content.startswith(MAGIC[how]) for content in files.values())
    if how == "svg":
        import defusedxml.ElementTree

        for content in files.values():
            root = defusedxml.ElementTree.fromstring(content)
            assert not [node for node in root.iter() if node.tag.endswith(("script", "}b", "image"))]


def assert_whole(figure, name):
    """Say that every text is inside the figure, and that no two of them cover one another."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in figure.texts if text.get_text()]
    for text, box in boxes:
        assert box.x0 >= 0, (name, text)
        assert box.y0 >= 0, (name, text)
        assert box.x1 <= figure.bbox.width, (name, text)
        assert box.y1 <= figure.bbox.height, (name, text)
    near = 1.5  # pixels: a letter may lean out of its advance
    boxes.sort(key=lambda pair: -pair[1].y1)
    for at, (text, box) in enumerate(boxes):
        for other, beside in boxes[at + 1 :]:
            if beside.y1 <= box.y0:  # from here on all are below
                break
            across = min(box.x1, beside.x1) - max(box.x0, beside.x0)
            down = min(box.y1, beside.y1) - max(box.y0, beside.y0)
            # lines of one cell may touch where a font's signs are taller than its line
            assert across <= near or down <= 0.25 * min(box.height, beside.height), (name, text, other)


def test_a_long_name_is_wrapped_and_nothing_of_it_is_lost():
    matplotlib()
    name = "Управление внутренней политики Западно-Казахстанской области и связей с общественностью"
    texts = texts_of(edition([name, "b"]), "final")
    start = next(i for i, text in enumerate(texts) if text.startswith("Управление"))
    shown = ""
    for text in texts[start:]:
        if text not in name:
            break
        shown += text if shown.endswith("-") or not shown else f" {text}"
    assert shown == name


def test_figures_stand_to_the_right_and_are_never_divided():
    matplotlib()
    rating = rate_frames(
        pd.DataFrame(
            {
                "page": ["a" * 80, "b"],
                "region": "Алматинская область",
                "platform": "vk",
                "followers": [999_999_999_999, 5],
                "posts": [1, 1],
                "engaged": [1, 2],
            }
        ),
        "kz-2020",
    )
    lines = [line for _n, picture, _f in pictures_of(rating, "followers") for line in picture.lines]
    figures = [line for line in lines if line.text in ("999,999,999,999", "5")]
    assert [line.text for line in figures] == ["999,999,999,999", "5"]
    assert {line.align for line in figures} == {"right"}
    assert len({line.x for line in figures}) == 1


def test_every_row_of_every_table_is_drawn_once(july):
    matplotlib()
    for name, picture, _figure in pictures_of(july, lang="ru"):
        assert sum(line.text.startswith("Акимат ") for line in picture.lines) == len(july), name


def test_a_region_that_every_name_says_gives_way_where_rows_would_be_folded(july):
    from govrank.formats.table_picture import slim_table

    (final,) = final_tables(july, words("ru"))
    (followers,) = indicator_tables(july, "followers", words("ru"))
    page = final.column("page")
    foreign = final.put(page.showing(["@akimat", *page.texts[1:]]))
    matplotlib()
    from govrank.formats.encoding import drawing_tools

    with drawing_tools() as lettering:
        assert slim_table(final, lettering).roles == tuple(role for role in final.roles if role != "region")
        assert slim_table(followers, lettering) == followers  # it fits as it is
        assert slim_table(foreign, lettering) == foreign


def test_zones_have_sign_and_word_beside_the_colour(july):
    matplotlib()
    texts = " ".join(texts_of(july, "final", lang="en"))
    assert texts.count("▲ green zone") == 8 + 1  # once in the rules below the table
    assert texts.count("▼ red zone") == 8 + 1


def test_each_league_has_its_pictures_under_a_safe_name():
    matplotlib()
    rating = edition([f"p{i}" for i in range(8)], platforms=("../VK", "a/b", "A b", "🙂"), by="platform")
    names = list(render_images(rating, words("en"), "svg", "final"))
    assert names == ["final-VK", "final-A-b", "final-a-b-2", "final-league"]


def test_a_long_table_is_divided_into_even_parts():
    matplotlib()
    rating = edition([f"Page {i}" for i in range(250)])
    parts = {name: picture for name, picture, _figure in pictures_of(rating, "final")}
    assert list(parts) == ["final-1", "final-2", "final-3"]
    counts = [sum(line.text.startswith("Page ") for line in picture.lines) for picture in parts.values()]
    assert counts == [84, 84, 82]
    assert parts["final-2"].title.endswith(" · 2/3")


def test_more_rows_than_a_reader_can_take_are_refused_unless_the_top_is_asked_for():
    matplotlib()
    rating = edition([f"Page {i}" for i in range(MOST_ROWS + 1)])
    with pytest.raises(CommandError) as raised:
        render_images(rating, words("en"), "png", "final")
    assert raised.value.wording == "too-many-for-images"
    assert list(render_images(rating, words("en"), "png", "final", top=10)) == ["final"]


def test_bars_are_as_long_as_the_points_and_end_with_the_total():
    matplotlib()
    from govrank.formats.totals_picture import PALETTE

    rating = edition(["first", "second", "third"])
    ((_name, picture, _figure),) = pictures_of(rating, "totals")
    bars: dict[float, list] = {}
    for box in picture.boxes:
        if box.color in PALETTE and box.height > 12:  # the smaller ones are the legend's
            bars.setdefault(box.top, []).append(box)
    lengths = [sum(box.width for box in boxes) for boxes in bars.values()]
    totals = rating.totals.tolist()
    assert len(lengths) == 3
    for length, total in zip(lengths, totals, strict=True):
        assert length / lengths[-1] == pytest.approx(total / totals[-1])
    bold = [line.text.split(" ")[0] for line in picture.lines if line.bold]
    assert bold[1:] == [str(total) for total in totals]


@pytest.mark.slow
def test_an_index_is_drawn_from_its_terms_the_longest_bar_first():
    matplotlib()
    counts = ["reads", "wow", "likes", "shares", "articles"]
    counts += [f"{kind} {count}" for kind in ("headline", "best") for count in counts[:4]]
    frame = pd.DataFrame({name: [40 + n, 900 + n, 7 + n] for n, name in enumerate(counts)})
    rating = rate_frames(frame.assign(page=["a", "b", "c"]), methodology="wci-14.2", days=30)
    files = render_images(rating, words("en"), "svg")
    assert len(files) == 2 + 16
    assert "What the index is made of" in texts_of(rating, "totals")
    for table in ("final", "totals"):
        for name, _picture, figure in pictures_of(rating, table):
            assert_whole(figure, name)


def test_an_indicator_that_is_called_final_does_not_take_the_final_tables_name(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        'name = "own"\nversion = "1"\n[[indicators]]\nkey = "final"\nof = ["followers"]\n', encoding="utf-8"
    )
    rating = edition(["a", "b"], methodology=str(path))
    assert image_names(rating) == {"final": "final", "totals": "totals", "indicator-final": "final"}


@pytest.mark.parametrize(("table", "said"), [("er", True), ("engaged_share", False)])
def test_the_footnote_on_followers_stands_under_what_is_made_of_them(july, table, said):
    assert any("likes of the page" in text for text in texts_of(july, table)) == said


def test_one_page_is_enough():
    matplotlib()
    for name, picture, figure in pictures_of(edition(["Жалғыз"]), "final", lang="kk"):
        assert picture.height < 300, name
        assert_whole(figure, name)
