"""The page of a trend: whole, safe, the same every time, and what it does in a real browser."""

import re

import pandas as pd
import pytest

from editions import HOSTILE, parse_methodology
from govrank import rate_file, rate_frames
from inside import TrendResult
from programs import inter_width
from rendered import rendered
from said import LANGUAGES, headings, printable, said
from test_export_html import COLUMN, PALE, Tree
from trends import followed, many, trend_of

MONTHS = [said(f"period.month.{n}", year=2020) for n in (1, 2, 3)]


def page_of(trend, lang="en"):
    return rendered(TrendResult(trend), "html", lang)


def table_of(text, id_):
    """Return a table's rows as texts, the headings first."""
    table = re.search(rf'<table[^>]* id="{id_}">(.*?)</table>', text, flags=re.DOTALL)[1]
    rows = re.findall(r"<tr>(.*?)</tr>", table, flags=re.DOTALL)
    return [[cell.strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL)] for row in rows]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tags_are_balanced_and_the_page_says_its_language(lang):
    text = page_of(many(25), lang)
    assert text == page_of(many(25), lang)
    tree = Tree(text)
    assert [html["lang"] for html in tree.all("html")] == [lang]
    ids = [attributes["id"] for _tag, attributes, _path in tree.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [link["href"].removeprefix("#") for link in tree.all("a")]
    assert len(targets) == 3
    assert set(targets) <= set(ids)


def test_the_standing_has_the_place_in_each_edition_with_its_move_and_the_mean():
    text = page_of(followed("ABC", "BCA", "BA"))
    rows = table_of(text, "standing-1")
    assert rows[0] == [
        *headings("place", "page", "platform"),
        *MONTHS,
        said("trend.mean.rank-sum"),
        said("trend.line"),
    ]
    # B (2/3 + 1/3 + 1/2) / 3, A (1/3 + 3/3 + 2/2) / 3, C (3/3 + 2/3) / 2
    assert [[row[0], row[1], *row[3:7]] for row in rows[1:]] == [
        ["1", "B", "2", "1\u00a0▲1", "1", "50.0\u00a0%"],
        ["2", "A", "1", "3\u00a0▼2", "2\u00a0▲1", "77.8\u00a0%"],
        ["3", "C", "3", "2\u00a0▲1", f"– {said('trend.gone')}", "83.3\u00a0%"],
    ]
    assert all(row[7].startswith('<svg class="spark"') for row in rows[1:])


def test_new_and_returned_pages_are_called_so():
    rows = table_of(page_of(followed("AB", "BX", "BXA")), "standing-1")
    cells = {row[1]: row[3:6] for row in rows[1:]}
    assert cells == {
        "A": ["1", "–", f"3 {said('move.returned')}"],
        "B": ["2", "1\u00a0▲1", "1"],
        "X": ["–", f"2 {said('move.new')}", "2"],
    }


def test_pages_in_too_few_editions_stand_in_a_table_of_their_own():
    text = page_of(followed("AB", "AB", "ABX", least=2))
    assert [row[0] for row in table_of(text, "below-table")[1:]] == ["X"]
    assert "X" not in [row[1] for row in table_of(text, "standing-1")]
    assert f">{said('trend.below', n=2)}</h2>" in text
    assert said("trend.least", n=2) in text
    assert "below-table" not in page_of(followed("AB", "AB"))


def test_where_no_page_has_a_standing_the_page_says_so():
    text = page_of(followed("AB", "AB", least=3))
    Tree(text)
    assert f"<p>{said('trend.none')}</p>" in text
    assert 'class="course"' not in text.partition('id="below"')[0].partition("<body>")[2]


def test_the_method_and_the_sources_are_said(tmp_path):
    files = []
    for n in (1, 2):
        files.append(tmp_path / f"2020-0{n}.csv")
        files[-1].write_text("page,reach\nA,2\nB,1\n" + "C,0\n" * (n - 1), encoding="utf-8")
    rules = parse_methodology(
        'name = "r"\nversion = "1"\n[[indicators]]\nkey = "r"\nlabel = "Reach"\nof = ["reach"]', "r.toml"
    )
    ratings = [rate_file(file, methodology=rules) for file in files]
    text = page_of(trend_of(ratings))
    assert said("trend.method.rank-sum") in text
    rows = table_of(text, "sources")
    assert rows == [
        [said("trend.edition"), said("method.file"), "SHA-256"],
        [MONTHS[0], "2020-01.csv", ratings[0].edition.sources[0].sha256],
        [MONTHS[1], "2020-02.csv", ratings[1].edition.sources[0].sha256],
    ]
    assert all(re.fullmatch("[0-9a-f]{64}", row[2]) for row in rows[1:])


def test_that_unlike_editions_were_compared_all_the_same_is_said():
    text = 'name = "r"\nversion = "1"\nties = "{}"\n[[indicators]]\nkey = "r"\nlabel = "Reach"\nof = ["reach"]'
    ratings = [
        rate_frames(
            pd.DataFrame({"page": ["A", "B"], "reach": [2, 1]}),
            methodology=parse_methodology(text.format(ties), "r.toml"),
        )
        for ties in ("min", "max")
    ]
    why = said("problem.unlike-editions/ties", old="min", new="max")
    assert said("move.forced", why=why) in page_of(trend_of(ratings, force=True))


def test_each_league_has_its_table_and_chart():
    platforms = {"A": "vk", "B": "vk", "C": "facebook", "D": "facebook"}
    text = page_of(followed("ABCD", "BADC", by="platform", platforms=platforms))
    tree = Tree(text)
    assert [table["id"] for table in tree.all("table")] == ["standing-1", "standing-2", "sources"]
    assert [data for data, parent in tree.texts if parent == "h3"] == ["Facebook", "VK"]
    assert text.count('<svg class="course"') == 2


def test_of_a_long_league_the_chart_has_a_part_and_the_table_all():
    text = page_of(many(63, 3))
    assert said("rating.more", n=3) in text
    assert text.count('<g class="line') == 60
    assert len(table_of(text, "standing-1")) == 1 + 63


def test_every_table_has_a_caption_and_scoped_headers():
    text = page_of(followed("AB", "AB", "ABX", least=2))
    tree = Tree(text)
    assert len(tree.all("table")) == len(tree.all("caption")) == 3
    assert {header.get("scope") for header in tree.all("th")} == {"col", "row"}
    for table in re.findall(r"<table.*?</table>", text, flags=re.DOTALL):
        rows = table.count("<tr") - 1
        assert table.count('scope="row"') == rows
        assert table.count("<td") == rows * (table.count('scope="col"') - 1)


def test_nothing_is_fetched():
    text = page_of(many(25))
    assert not re.search(r"https?:|//[a-z]|url\(|@import|\ssrc=", text)
    policy = next(meta["content"] for meta in Tree(text).all("meta") if "http-equiv" in meta)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def hostile():
    """Return a trend whose every text tries to be more than a text."""
    trend = followed(HOSTILE, HOSTILE[::-1], HOSTILE[:4], region=HOSTILE[0], platforms={name: name for name in HOSTILE})
    for rating in trend.editions:
        vars(rating.edition)["period"] = "</title><script>alert(2)</script>"
    return trend


def test_hostile_names_are_shown_and_never_obeyed():
    text = page_of(hostile())
    tree = Tree(text)
    assert len(tree.all("script")) == 1
    assert not {"img", "b", "iframe"} & {tag for tag, _attributes, _path in tree.elements}
    assert not [name for _tag, attributes, _path in tree.elements for name in attributes if name.startswith("on")]
    assert not [link for link in tree.all("a") if not link["href"].startswith("#")]
    shown = {data for data, parent in tree.texts if parent == "th"}
    assert {printable(name) for name in HOSTILE} <= shown
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", text)


def opened(tab, tmp_path, text):
    path = tmp_path / "page.html"
    path.write_text(text, encoding="utf-8", newline="\n")
    tab.open(path)
    return path


def test_in_a_browser_a_click_sorts_and_nothing_complains_or_is_fetched(tab, tmp_path):
    path = opened(tab, tmp_path, page_of(followed("ABC", "BCA", "BA")))

    def click(heading):
        return tab.run(f"{COLUMN}({['standing-1', heading]!r})")

    gone = f"– {said('trend.gone')}"

    assert click(MONTHS[2]) == [[MONTHS[2]], "ascending", ["1", "2\u00a0▲1", gone]]  # who is absent stands last
    assert click(MONTHS[2]) == [[MONTHS[2]], "descending", ["2\u00a0▲1", "1", gone]]
    assert click(said("trend.mean.rank-sum"))[2] == ["50.0\u00a0%", "77.8\u00a0%", "83.3\u00a0%"]
    assert click(said("table.page"))[2] == ["A", "B", "C"]
    assert tab.complaints == []
    assert tab.requests == [path.as_uri()]


def test_in_a_browser_hostile_names_run_nothing(tab, tmp_path):
    path = opened(tab, tmp_path, page_of(hostile()))
    tab.assert_nothing_ran(path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_browser_every_text_can_be_read(tab, tmp_path, scheme):
    tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    opened(tab, tmp_path, page_of(many(12), "kk"))
    dark = tab.run("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert dark == (scheme == "dark")
    assert tab.run(PALE) == []
    assert tab.run("getComputedStyle(document.querySelector('svg.course .leader polyline')).stroke") == (
        "rgb(86, 180, 233)" if dark else "rgb(0, 114, 178)"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_a_browser_a_phone_scrolls_tables_and_charts_and_not_the_page(tab, tmp_path, lang):
    tab.call("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=2, mobile=True)
    opened(tab, tmp_path, page_of(many(25), lang))
    assert tab.run("document.documentElement.scrollWidth") == 360
    for part in ("#standing", "#chart"):
        assert tab.run(
            f"(() => {{ const scroll = document.querySelector('{part} .scroll'); scroll.scrollLeft = 9;"
            " return scroll.scrollLeft; })()"
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_a_browser_the_chart_has_room_for_its_names_and_they_do_not_cover_each_other(tab, tmp_path, lang):
    opened(tab, tmp_path, page_of(many(25), lang))
    last = "[...document.querySelectorAll('svg.course .muted text')].at(-1)"
    name, width = tab.run(f"[{last}.textContent, {last}.getComputedTextLength()]")
    assert width == pytest.approx(inter_width(name, 12), rel=0.03)  # not in whatever fonts the machine has
    assert (
        tab.run("""(() => {
      const chart = document.querySelector("svg.course");
      const frame = chart.getBoundingClientRect();
      const texts = [...chart.querySelectorAll("text")];
      const boxes = texts.map((text) => [text, text.getBoundingClientRect()]);
      const bad = [];
      for (const [text, box] of boxes) {
        if (box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom) {
          bad.push(text.textContent);
        }
        for (const [other, next] of boxes) {
          const across = Math.min(box.right, next.right) - Math.max(box.left, next.left);
          const down = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
          if (other !== text && across > 1 && down > 5) bad.push([text.textContent, other.textContent]);
        }
      }
      return bad;
    })()""")
        == []
    )


def test_in_a_browser_paper_is_white_and_wide_for_a_year(tab, tmp_path):
    tab.call("Emulation.setEmulatedMedia", media="print", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    text = page_of(many(25))
    opened(tab, tmp_path, text)
    assert tab.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.run(PALE) == []
    assert "A4 landscape" in text
    assert "A4 landscape" not in page_of(followed("AB", "BA"))


def test_in_a_browser_without_script_the_page_is_whole(tab, tmp_path):
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    opened(tab, tmp_path, page_of(followed("AB", "BA")))
    tree = tab.call("DOM.getDocument", depth=-1)["root"]
    names = []

    def walk(node):
        names.append(node["nodeName"].lower())
        for child in node.get("children", []):
            walk(child)

    walk(tree)
    assert [names.count(name) for name in ("table", "svg", "button")] == [2, 3, 0]
