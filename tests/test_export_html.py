"""The page: whole, safe, the same every time, and what it does in a real browser; its bytes are a snapshot."""

import base64
import io
import json
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from pypdf import PdfReader

from editions import HOSTILE, edition, example, hostile
from govrank import rate_file
from inside import ExplanationResult, explain_page, measure_robustness, night_color, rating_title
from rendered import published, rendered
from said import LANGUAGES, printable, said, words

VOID = {"meta", "link", "br", "img", "input", "hr"}


def page_of(rating, lang="en", movement=None):
    return published(rating, "html", lang, movement)


class Tree(HTMLParser):
    """Checks that the tags are balanced, and keeps the elements with their attributes and texts."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.texts = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), [*self.open]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), [*self.open]))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append((data, self.open[-1] if self.open else ""))

    def all(self, name):
        return [attributes for tag, attributes, _path in self.elements if tag == name]


def test_same_input_gives_the_same_bytes():
    rating, movement = example()
    assert page_of(rating, "ru", movement) == page_of(rating, "ru", movement)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tags_are_balanced_and_the_page_says_its_language(lang):
    rating, movement = example()
    tree = Tree(page_of(rating, lang, movement))
    assert [html["lang"] for html in tree.all("html")] == [lang]
    ids = [attributes["id"] for _tag, attributes, _path in tree.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [link["href"].removeprefix("#") for link in tree.all("a")]
    assert targets
    assert set(targets) <= set(ids)


def test_every_table_has_a_caption_and_scoped_headers():
    rating, movement = example()
    text = page_of(rating, "en", movement)
    tree = Tree(text)
    assert len(tree.all("table")) == len(tree.all("caption")) == 7 + 5  # of the rating, of the methodology
    assert {header.get("scope") for header in tree.all("th")} == {"col", "row"}
    for table in re.findall(r"<table.*?</table>", text, flags=re.DOTALL):
        columns = table.count('scope="col"')
        rows = table.count("<tr") - 1
        assert table.count('scope="row"') == rows
        assert table.count("<td") == rows * (columns - 1)


def test_nothing_is_fetched():
    rating, movement = example()
    text = page_of(rating, "en", movement)
    without_a_name = text.replace('"@context": "https://schema.org"', "")  # of a vocabulary, which nothing fetches
    assert not re.search(r"https?:|//[a-z]|url\(|@import|\ssrc=", without_a_name)
    policy = next(meta["content"] for meta in Tree(text).all("meta") if "http-equiv" in meta)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def test_hostile_names_are_shown_and_never_obeyed():
    text = page_of(hostile())
    tree = Tree(text)
    tags = {tag for tag, _attributes, _path in tree.elements}
    assert [one.get("type") for one in tree.all("script")] == ["application/ld+json", None]
    assert not tags & {"img", "b", "iframe"}
    assert not [name for _tag, attributes, _path in tree.elements for name in attributes if name.startswith("on")]
    assert not [link for link in tree.all("a") if not link["href"].startswith("#")]
    shown = {data for data, parent in tree.texts if parent == "th"}
    assert {printable(name) for n, name in enumerate(HOSTILE, 1) if n != 3} <= shown
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", text)


def test_zones_are_said_in_words_and_signs():
    text = page_of(example()[0])
    zones = set(re.findall(r'<td class="zone[^>]*>(.*?)</td>', text))
    assert zones == {
        *("▲ green zone", "● white zone", "▼ red zone"),  # the methodology's own
        *(f"{sign} {said(f'zone.{zone}')}" for sign, zone in (("▲", "green"), ("●", "white"), ("▼", "red"))),
    }


def test_every_league_has_its_final_table_and_chart():
    rating = rate_file("examples/july.xlsx", by="platform")
    tree = Tree(page_of(rating))
    assert [table["id"] for table in tree.all("table") if table["id"].startswith("final")] == ["final-1", "final-2"]
    assert [data for data, parent in tree.texts if parent == "h3"][:2] == ["Facebook", "Instagram"]


def test_one_page_is_a_page_too():
    Tree(page_of(edition([{"page": "Alone", "followers": 5}])))


def test_an_index_is_drawn_as_its_terms():
    rows = [{"page": name, "followers": 0, "likes": n, "comments": 2 * n, "shares": 3} for n, name in enumerate("ab")]
    text = page_of(edition(rows, methodology="bci"))
    assert said("totals.log-index") in text
    Tree(text)


def test_a_long_league_is_drawn_in_part_and_that_is_said():
    rows = [{"page": f"Page {n}", "followers": 100 + n} for n in range(63)]
    text = page_of(edition(rows))
    assert text.count('class="bar"') == 60
    assert said("rating.more", n=3) in text
    assert text.count('<th scope="row">Page ') == 7 * 63


# Texts whose contrast with what lies behind them is below 4.5: 1.
PALE = """(() => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = parts(color).slice(0, 3).map((p) => p / 255)
      .map((p) => (p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (parts(color).length === 3 || parts(color)[3] > 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const pale = [];
  for (const element of document.querySelectorAll("body *:not(script):not(svg):not(svg *)")) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) pale.push(element.outerHTML.slice(0, 120));
  }
  return pale;
})()"""
COLUMN = """(([id, heading]) => {
  const table = document.getElementById(id);
  const header = [...table.tHead.rows[0].cells].find((cell) => cell.textContent === heading);
  header.querySelector("button").click();
  const sorted = [...table.tHead.rows[0].cells].filter((cell) => cell.hasAttribute("aria-sort"));
  return [sorted.map((cell) => cell.textContent), header.getAttribute("aria-sort"),
          [...table.tBodies[0].rows].map((row) => row.cells[header.cellIndex].textContent)];
})"""


def click(tab, table, heading):
    """Click a header and return what is sorted, how, and the column."""
    return tab.run(f"{COLUMN}({[table, heading]!r})")


def opened(tab, tmp_path, text):
    path = tmp_path / "page.html"
    path.write_text(text, encoding="utf-8", newline="\n")
    tab.open(path)
    return path


def test_in_a_browser_a_click_sorts_and_nothing_complains_or_is_fetched(tab, tmp_path):
    rating, movement = example()
    path = opened(tab, tmp_path, page_of(rating, "ru", movement))

    heading, how, totals = click(tab, "final-1", "Сумма")
    assert (heading, how, totals[:2], totals[-1]) == (["Сумма"], "ascending", ["19", "26"], "126")
    heading, how, totals = click(tab, "final-1", "Сумма")
    assert (heading, how, totals[:2], totals[-1]) == (["Сумма"], "descending", ["126", "125"], "19")

    _heading, _how, followers = click(tab, "table-followers-1", "Подписчики")
    assert [followers[0], followers[1], followers[-1]] == ["836", "841", "97\u202f052"]

    _heading, _how, moves = click(tab, "final-1", "Сдвиг")
    assert (moves[0], moves[-2:]) == ("▼4", ["▲5", "новая"])  # what has no figure stands last
    _heading, _how, moves = click(tab, "final-1", "Сдвиг")
    assert (moves[0], moves[-1]) == ("▲5", "новая")

    _heading, _how, networks = click(tab, "final-1", "Соцсеть")
    assert (networks[0], networks[-1]) == ("Facebook", "Instagram")

    assert tab.complaints == []
    assert tab.requests == [path.as_uri()]


def test_in_a_browser_equal_rows_keep_their_order(tab, tmp_path):
    rows = [{"page": name, "followers": 10, "region": "R" + name, "platform": "vk"} for name in "ADBC"]
    opened(tab, tmp_path, page_of(edition(rows)))
    for _click in range(2):
        click(tab, "final-1", said("table.total.rank-sum"))
        assert tab.run("[...document.querySelectorAll('#final-1 tbody th')].map((th) => th.textContent)") == [*"ABCD"]


def test_in_a_browser_the_test_would_hear_a_complaint_and_see_a_request(tab, tmp_path):
    text = page_of(edition([{"page": "Alone", "followers": 5}])).replace("img-src data:", "img-src file:")
    path = opened(tab, tmp_path, text.replace("</main>", "<img src=a.png><script>console.error(1)</script></main>"))
    assert tab.complaints
    assert tab.requests == [path.as_uri(), (tmp_path / "a.png").as_uri()]


def test_in_a_browser_hostile_names_run_nothing(tab, tmp_path):
    path = opened(tab, tmp_path, page_of(hostile()))
    tab.assert_nothing_ran(path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_browser_every_text_can_be_read(tab, tmp_path, scheme):
    tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    rating, movement = example()
    opened(tab, tmp_path, page_of(rating, "kk", movement))
    dark = tab.run("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert dark == (scheme == "dark")
    assert tab.run(PALE) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_a_browser_a_phone_scrolls_tables_and_not_the_page(tab, tmp_path, lang):
    tab.call("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=2, mobile=True)
    rating, movement = example()
    opened(tab, tmp_path, page_of(rating, lang, movement))
    assert tab.run("document.documentElement.scrollWidth") == 360
    left = tab.run(
        "(() => { const scroll = document.querySelector('#indicators .scroll'); scroll.scrollLeft = 10000;"
        " return [scroll.scrollLeft > 0, scroll.querySelector('tbody th').getBoundingClientRect().left"
        " - scroll.getBoundingClientRect().left]; })()"
    )
    assert left == [True, 0]  # the page's name stays in sight


@pytest.mark.parametrize(("width", "shown"), [(360, "none"), (1280, "table-cell")])
def test_in_a_browser_a_phone_leaves_out_the_network_that_every_name_says(tab, tmp_path, width, shown):
    tab.call("Emulation.setDeviceMetricsOverride", width=width, height=740, deviceScaleFactor=2, mobile=width < 500)
    rows = [{"page": f"{n} Facebook", "platform": "facebook", "followers": n} for n in range(1, 4)]
    opened(tab, tmp_path, page_of(edition(rows)))

    style = "getComputedStyle(document.querySelector('#indicators tbody td.said')).display"
    assert tab.run(style) == shown


def test_in_a_browser_paper_is_white_and_headers_are_text(tab, tmp_path):
    tab.call(
        "Emulation.setEmulatedMedia",
        media="print",
        features=[{"name": "prefers-color-scheme", "value": "dark"}],
    )
    opened(tab, tmp_path, page_of(example()[0]))
    assert tab.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.run("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    assert tab.run("getComputedStyle(document.querySelector('tbody tr')).breakInside") == "avoid"
    assert tab.run(PALE) == []


def test_in_a_browser_without_script_the_page_is_whole(tab, tmp_path):
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    opened(tab, tmp_path, page_of(example()[0]))
    tree = tab.call("DOM.getDocument", depth=-1)["root"]
    names = []

    def walk(node):
        names.append(node["nodeName"].lower())
        for child in node.get("children", []):
            walk(child)

    walk(tree)
    assert (names.count("table"), names.count("button")) == (12, 0)


def crowd(pages):
    """Return an edition of many pages in three leagues."""
    rows = [
        {"page": f"Акимат района №{n}", "platform": ("vk", "ok", "telegram")[n % 3], "followers": 50 * n + n % 7}
        for n in range(1, pages + 1)
    ]
    return edition(rows, by="platform")


@cache
def many_and_firm():
    rating, movement = example()
    return published(rating, "html", "ru", movement, measure_robustness(rating, draws=20))


@cache
def three_leagues():
    return page_of(crowd(18), "kk")


@cache
def cards():
    rating, _movement = example()
    return rendered(ExplanationResult(rating, [explain_page(rating, page) for page in (0, 20)]), "html", "ru")


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize(
    "page", [many_and_firm, three_leagues, cards], ids=["25 pages", "three leagues", "cards of two pages"]
)
def test_in_a_browser_axe_finds_nothing(tab, tmp_path, page, width):
    tab.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 500)
    opened(tab, tmp_path, page())
    # each third row: all zones are among them, and as for the rest rows are alike
    tab.run("document.querySelectorAll('tbody tr, .cards li').forEach((row, n) => n % 3 ? row.remove() : 0)")
    tab.run("document.querySelectorAll('.cards details').forEach((card, n) => { card.open = n < 3; })")
    tab.run((files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        found = tab.run(
            "axe.run({resultTypes: ['violations']})"
            ".then((said) => said.violations.map((one) => [one.id, one.nodes[0].html]))"
        )
        assert (scheme, found) == (scheme, [])


def test_in_a_browser_a_phones_first_screen_has_the_table(tab, tmp_path):
    tab.call("Emulation.setDeviceMetricsOverride", width=360, height=640, deviceScaleFactor=2, mobile=True)
    opened(tab, tmp_path, many_and_firm())
    cards = tab.run("[...document.querySelectorAll('.cards li')].map((card) => card.getBoundingClientRect().bottom)")
    assert len(cards) == 25
    assert sum(bottom <= 640 for bottom in cards) >= 4
    told = tab.run(
        "(() => { const card = document.querySelector('.cards details'); const shut = card.querySelector('dl');"
        " const seen = () => shut.checkVisibility(); const before = seen();"
        " card.querySelector('summary').click();"
        " const rows = shut.innerText.split(/\\s*\\n\\s*/);"
        " return [before, seen(), rows.slice(-2), card.querySelector('summary').innerText]; })()"
    )
    assert told[:3] == [False, True, ["ER", "9"]]
    assert told[3].split("\n") == ["1", "Акимат Атырауской области Instagram", "19", "▲ зелёная зона"]


def test_in_a_browser_the_table_fits_1280_pixels_and_its_header_stays(tab, tmp_path):
    tab.call("Emulation.setDeviceMetricsOverride", width=1280, height=700, deviceScaleFactor=1, mobile=False)
    opened(tab, tmp_path, many_and_firm())
    inside = (
        "(() => { const one = document.querySelector('#final .scroll'); return one.scrollWidth <= one.clientWidth; })()"
    )
    assert tab.run(inside)
    assert tab.run("document.documentElement.scrollWidth <= innerWidth")
    tab.run("document.querySelector('#final-1 tbody tr:nth-child(15)').scrollIntoView()")
    top = tab.run("document.querySelector('#final-1 thead th').getBoundingClientRect().top")
    assert -1 < top < 1  # a part of a pixel


@pytest.mark.parametrize(("pages", "shown"), [(48, False), (51, True)])
def test_in_a_browser_very_many_pages_have_a_filter_and_leagues(tab, tmp_path, pages, shown):
    opened(tab, tmp_path, page_of(crowd(pages)))
    assert tab.run("document.querySelector('.tools') !== null") == shown


SEEN = """[...document.querySelectorAll('#final tbody tr')].filter((row) => row.getBoundingClientRect().height > 0)
  .map((row) => row.querySelector('th').textContent)"""


def test_in_a_browser_the_filter_and_the_leagues_leave_the_pages_that_are_sought(tab, tmp_path):
    tab.call("Emulation.setDeviceMetricsOverride", width=1280, height=800, deviceScaleFactor=1, mobile=False)
    opened(tab, tmp_path, page_of(crowd(60)))
    assert len(tab.run(SEEN)) == 60
    tab.run(
        "(() => { const box = document.querySelector('.tools input'); box.value = '№5 РАЙОН'; })();"
        " document.querySelector('.tools input').dispatchEvent(new Event('input'))"
    )
    assert sorted(tab.run(SEEN)) == sorted(f"Акимат района №{n}" for n in (5, *range(50, 60)))
    assert tab.run("document.querySelector('.tools output').textContent") == "11 / 60"
    tab.run("document.querySelector('.tools button[data-league=\"2\"]').click()")
    assert sorted(tab.run(SEEN)) == [f"Акимат района №{n}" for n in (5, 50, 53, 56, 59)]  # Telegram's
    visible = "[...document.querySelectorAll('#indicator-er .scroll')].map((one) => one.offsetParent !== null)"
    assert tab.run(visible) == [False, True, False]


def test_in_a_browser_a_printed_heading_is_never_the_last_of_its_page(tab, tmp_path):
    opened(tab, tmp_path, page_of(crowd(60)))
    headings = set(tab.run("[...document.querySelectorAll('h2, h3')].map((one) => one.textContent.trim())"))
    printed = tab.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69, preferCSSPageSize=True)
    reader = PdfReader(io.BytesIO(base64.b64decode(printed["data"])))
    assert len(reader.pages) > 5
    for sheet in reader.pages:
        lines = [line.strip() for line in sheet.extract_text().splitlines() if line.strip()]
        assert lines[-1] not in headings


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_browser_cells_are_tinted_by_day_and_by_night(tab, tmp_path, scheme):
    tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    opened(tab, tmp_path, page_of(example()[0]))
    row = "document.querySelector('#final-1 tbody tr')"
    fills = tab.run(f"[...{row}.cells].map((cell) => getComputedStyle(cell).backgroundColor)")
    green, red = {"light": ("#c6efce", "#ffc7ce"), "dark": map(night_color, ("#c6efce", "#ffc7ce"))}[scheme]
    bare = "rgba(0, 0, 0, 0)"
    colors = [rgb(green), None, bare, *[rgb(green)] * 5, rgb(red), rgb(green), rgb(green)]
    assert [None if n == 1 else fill for n, fill in enumerate(fills)] == colors


def rgb(color):
    return "rgb({}, {}, {})".format(*(int(color[at : at + 2], 16) for at in (1, 3, 5)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_programs_that_search_and_cite_are_told_what_the_page_is(lang):
    rating, movement = example()
    tree = Tree(page_of(rating, lang, movement))
    said = {one.get("property", one.get("name")): one["content"] for one in tree.all("meta") if "content" in one}
    (about,) = [text for text, tag in tree.texts if tag == "script" and '"@context"' in text]
    about = json.loads(about)

    assert said["og:title"] == about["name"] == rating_title(rating, words(lang))
    assert said["og:description"] == said["description"] == about["description"]
    assert said["og:locale"].startswith(lang)
    assert about["temporalCoverage"] == "2020-07-01/2020-07-31"
    assert [one["propertyID"] for one in about["variableMeasured"]] == [m.key for m in rating.methodology.measures]
    assert [(one["name"], one["sha256"]) for one in about["isBasedOn"]] == [
        (source.name, source.sha256) for source in rating.edition.sources
    ]


@pytest.mark.parametrize(
    "title", [*HOSTILE, "</script><script>alert(1)</script>", "<!--<script>", '"}, {"', "a\U000e0041b"]
)
def test_a_title_cannot_end_the_script_that_names_it(title):
    rating, _movement = example()
    rating = replace(rating, edition=replace(rating.edition, title=title, period=""))
    tree = Tree(page_of(rating))
    (about,) = [text for text, tag in tree.texts if tag == "script" and '"@context"' in text]

    assert json.loads(about)["name"] == rating_title(rating, words("en"))
