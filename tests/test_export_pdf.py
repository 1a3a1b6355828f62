"""Results as PDF: A4, tagged, with bookmarks and a language, headings repeated, every text to be searched."""

import io
from importlib.metadata import version

import pypdf
import pytest

from commands import execute, run
from editions import example, parse_methodology
from inside import EditionResult, TrendResult, absent_parts, tell_story
from rendered import rendered
from said import LANGUAGES, headings, words
from test_export_images import EXAMPLES, HOSTILE, edition
from trends import followed, many

pytestmark = pytest.mark.slow  # sets reports

A4 = (595.28, 841.89)
EN = words("en")


def plain(text):
    """Return a text on one line with plain spaces."""
    return " ".join(text.split())


def reader(result, lang="en"):
    (content,) = rendered(result, "pdf", lang).by_name.values()
    return pypdf.PdfReader(io.BytesIO(content))


def report(rating, lang="en", movement=None, **shown):
    return reader(EditionResult(rating, movement, **shown), lang)


def texts(pdf):
    """Return each page's text on one line, its soft breaks and no-break spaces as plain ones."""
    return [plain(page.extract_text().replace("\u200b", "")) for page in pdf.pages]


def bookmarks(pdf, outline=None, level=1):
    """Return the bookmarks with their levels."""
    found = []
    for one in pdf.outline if outline is None else outline:
        found += (
            bookmarks(pdf, one, level + 1) if isinstance(one, list) else [(level, one.title.replace("\u00a0", " "))]
        )
    return found


def sizes(pdf):
    return {tuple(round(float(side), 2) for side in page.mediabox[2:]) for page in pdf.pages}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_is_tagged_a4_in_its_language_with_bookmarks(lang):
    rating, movement = example()
    pdf = report(rating, lang, movement)
    say = words(lang).say
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == lang
    assert sizes(pdf) == {A4}
    marks = bookmarks(pdf)
    assert [title for level, title in marks if level == 2] == [
        tell_story(rating, words(lang), movement).headline, say("section.final"), say("section.moved"),
        say("section.bottom"), say("totals.rank-sum"), say("section.indicators"), say("section.out"),
        say("section.methodology"),
    ]  # fmt: skip
    assert marks[0] == (1, pdf.metadata.title.replace("\u00a0", " "))
    labels = [measure.says(lang) for measure in rating.methodology.measures]
    assert [any(title.startswith(label) for level, title in marks if level == 3) for label in labels] == [True] * 6


def test_every_page_of_the_rating_is_in_every_table_and_who_is_out_is_named():
    rating, movement = example()
    text = " ".join(texts(report(rating, "en", movement)))
    for name in set(rating.pages.names):
        assert text.count(name) >= 8, name
    assert f"{EN.say('head.source', source='july.xlsx')}. {EN.say('head.rated', version=version('govrank'))}" in text
    assert all(excluded.page in text for excluded in rating.excluded)
    assert all(region in text for regions in absent_parts(rating).values() for region in regions)
    assert rating.edition.sources[0].sha256 in text.replace(" ", "")


def test_the_lead_is_three_sentences_and_each_indicator_has_its_comment_above():
    rating, movement = example()
    story = tell_story(rating, EN, movement)
    pages = texts(report(rating, "en", movement))
    lead = pages[0].split(EN.say("section.final"))[0]
    assert plain(story.headline) in lead
    assert [plain(sentence) in lead for sentence in story.digest[:4]] == [True, True, True, False]
    text = " ".join(pages)
    comment = plain(story.comments["er"])
    after = text[text.index(comment) :]
    assert after.index(EN.say("table.norm")) < after.index(f"{EN.say('zone.red')} {EN.say('norm.below')}")


def test_a_region_that_every_name_says_is_left_out():
    rating, movement = example()
    pages = texts(report(rating, "en", movement))
    assert " ".join([*headings("page", "platform"), "Flw"]) in pages[0]
    assert any(" ".join([*headings("page", "platform"), "Followers"]) in text for text in pages[1:])


@pytest.mark.parametrize("count", [1, 25, pytest.param(300, marks=pytest.mark.slow)])
def test_headings_and_page_numbers_are_repeated_however_long_it_is(count):
    rating = edition([f"Акимат области №{n:03d}" for n in range(count)])
    final = texts(report(rating, table="final"))
    rows = [text for text in final if "№" in text]
    left, right = " ".join(headings("place", "page")), " ".join(headings("total.rank-sum", "zone"))
    assert [left in text and right in text for text in rows] == [True] * len(rows)
    assert " ".join(final).count(f"№{count // 2:03d}") == 1
    assert [f"{n} / {len(final)}" in text for n, text in enumerate(final, 1)] == [True] * len(final)
    whole = report(rating)
    assert sizes(whole) == {A4}
    assert " ".join(texts(whole)).count(f"№{count - 1:03d}") >= 7  # the chart of totals has the first sixty alone


def test_hostile_names_are_shown_and_not_obeyed():
    pdf = report(edition(HOSTILE))
    text = " ".join(texts(pdf))
    for name in ('#import "x": *', "#{1 + 1} #panic()", "$x_1$ and $\\frac{1}{2}$", "<b>x</b> & <!-- -- -->"):
        assert text.count(name) >= 8, name
    assert "^[[31mred" in text
    assert text.replace(" ", "").count("word" * 200) >= 2  # else a page ends within it


def test_a_table_that_is_too_wide_for_the_paper_flips_it_and_one_that_is_wider_still_is_made_smaller():
    def with_indicators(count):
        parts = "".join(
            f'[[indicators]]\nkey = "k{n}"\nlabel = "Indicator {n}"\nshort = "Ind{n:05}"\nof = ["followers"]\n'
            for n in range(count)
        )
        return edition(["a", "b"], methodology=parse_methodology(f'name = "n"\nversion = "1"\n{parts}', "n.toml"))

    assert sizes(report(with_indicators(6), table="final")) == {A4}
    assert sizes(report(with_indicators(30), table="final")) == {A4[::-1]}
    wide = report(with_indicators(80), table="final")
    assert sizes(wide) == {A4[::-1]}
    spots = []
    wide.pages[0].extract_text(visitor_text=lambda text, _cm, tm, _font, _size: spots.append((text.strip(), tm[4])))
    assert max(x for text, x in spots if text) < A4[1] - 42


@pytest.mark.parametrize("table", ["final", "totals", "er"])
def test_one_table_is_a_report_of_its_own(table):
    rating, _movement = example()
    marks = [title for level, title in bookmarks(report(rating, table=table)) if level == 2]
    titles = {"final": EN.say("section.final"), "totals": EN.say("totals.rank-sum"), "er": "ER"}
    assert marks[0].startswith(titles[table])
    assert words("en").say("section.methodology") not in marks


def test_each_league_has_its_tables_and_bars():
    rating = edition([f"p{n}" for n in range(9)], platforms=("vk", "facebook", "ok"), by="platform")
    titles = [title for level, title in bookmarks(report(rating)) if level == 3]
    assert sum("Facebook" in title for title in titles) == 1 + 1 + 6  # final, bars, indicators


@pytest.mark.slow
def test_the_same_result_is_the_same_bytes_in_another_process_too(tmp_path):
    written = []
    for name, started in (("one", run), ("two", execute)):
        args = ("-o", tmp_path / f"{name}.pdf", "--lang", "ru", "--previous", EXAMPLES / "june.xlsx")
        assert started("export", EXAMPLES / "july.xlsx", *args, PYTHONHASHSEED="7").code == 0
        written.append((tmp_path / f"{name}.pdf").read_bytes())
    assert written[0] == written[1]


NAME = "Акимат Жамбылской области"
JULY, JUNE = EXAMPLES / "july.xlsx", EXAMPLES / "june.xlsx"


@pytest.mark.parametrize("lang", ["en", *(pytest.param(lang, marks=pytest.mark.slow) for lang in ("ru", "kk"))])
@pytest.mark.parametrize(
    ("args", "file", "count", "expected"),
    [
        pytest.param(["trend", JUNE, JULY], "trend.pdf", None, ["trend.standing", "trend.chart"], id="trend"),
        pytest.param(["compare", JUNE, JULY], "july-moves.pdf", None, ["section.moved"], id="compare"),
        pytest.param(["explain", JULY, "--page", NAME], "july-card.pdf", 2, [], id="explain, a card a page"),
        pytest.param(["robustness", JULY, "--draws", "50"], "july-robustness.pdf", None, [], id="robustness"),
    ],
)  # fmt: skip
def test_the_other_results_are_reports_of_the_same_family(tmp_path, args, file, count, expected, lang):
    ended = run(*args, "-f", "pdf", "--lang", lang, folder=tmp_path)
    assert (ended.code, ended.out) == (0, "")
    pdf = pypdf.PdfReader(tmp_path / file)
    assert (pdf.trailer["/Root"]["/Lang"], "/StructTreeRoot" in pdf.trailer["/Root"], sizes(pdf)) == (lang, True, {A4})
    assert count is None or len(pdf.pages) == count
    titles = [title for _level, title in bookmarks(pdf)]
    assert [words(lang).say(key) in titles for key in expected] == [True] * len(expected)
    text = " ".join(texts(pdf))
    assert NAME in text
    for number in range(1, len(pdf.pages) + 1):
        assert f"{number} / {len(pdf.pages)}" in text


def test_a_trend_has_its_standing_chart_and_who_has_none():
    pdf = reader(TrendResult(followed("AB", "BA", "ABX", least=2)))
    text = " ".join(texts(pdf))
    assert EN.say("trend.below", n=2) in [title for _level, title in bookmarks(pdf)]
    assert EN.say("trend.leader", pages="").removesuffix(" .") in text
    assert len(reader(TrendResult(many(70, 24))).pages) > 3
