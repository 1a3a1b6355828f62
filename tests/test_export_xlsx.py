"""The workbook, read back cell by cell; and recalculated by LibreOffice, where there is one."""

import io
import os
import re
import subprocess
import sys
import zipfile

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from openpyxl.utils import range_boundaries

from commands import run
from editions import EXAMPLES, HOSTILE, example, hostile
from inside import (
    LANGUAGES,
    DataError,
    decimals_for,
    home,
    how_to_read,
    indicator_colors,
    measure_formula,
    measure_robustness,
    move_text,
    names_column,
    parse_methodology,
    platform_label,
    printable,
    rate_file,
    rate_frames,
    rating_title,
    short_label,
    total_heading,
    words,
    write_rating,
    zone_text,
)
from said import headings, said
from tables import cases, frame_of, methodology_text, point_cases

PLACE, PAGE, REGION, NETWORK, LEAGUE, ZONE, NORM = headings(
    "place", "page", "region", "platform", "league", "zone", "norm"
)
FINAL, EXCLUDED, METHODOLOGY, AUDIT, NOTES = (
    said(f"xlsx.{sheet}") for sheet in ("final", "excluded", "methodology", "audit", "notes")
)
STATUS, REASON = said("xlsx.status"), said("xlsx.reason")

pytestmark = pytest.mark.slow  # writes and reads back whole workbooks

PAGES = "region,platform,page,population,followers,posts,interactions,engaged"

TIED = """
name = "tied"
version = "1"
ties = "average"
place_ties = "dense"
tie_break = ["countback", "posts"]
missing = "worst"
[[indicators]]
key = "followers"
of = ["followers"]
weight = 3
[[indicators]]
key = "posts"
of = ["posts"]
direction = "lower"
weight = 2
[[indicators]]
key = "er"
of = ["interactions", "hours"]
per = ["posts", "followers"]
times = 100
[[zones]]
name = "all"
upto = "1"
color = "#ffffff"
"""


def written(rating, lang="en", movement=None):
    stream = io.BytesIO()
    write_rating(rating, words(lang), stream, movement, None, "")
    return stream.getvalue()


def opened(rating, lang="en", movement=None):
    return openpyxl.load_workbook(io.BytesIO(written(rating, lang, movement)))


def table(sheet, header=1):
    """Return a sheet's rows below its header, by heading, as far as the filters go."""
    _left, _top, right, bottom = range_boundaries(sheet.auto_filter.ref)
    headings = [cell.value for cell in sheet[header][:right]]
    rows = sheet.iter_rows(min_row=header + 1, max_row=bottom, max_col=right, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def pages(text, **options):
    return rate_frames(pd.read_csv(io.StringIO(text)), **options)


def one_page():
    return pages(f"{PAGES}\nEast,vk,Alone,1000,100,10,50,40\n")


def tied():
    """Ties on everything, missing figures, a decimal column, two leagues."""
    rows = (
        "region,platform,page,followers,posts,interactions,hours,group\n"
        "A,vk,a,100,10,50,0.1,x\nB,vk,b,100,20,50,0.2,x\nC,vk,c,,20,50,1.25,x\nD,vk,d,40,5,9,0.7,x\nE,vk,e,70,7,1,,x\n"
        "F,vk,f,100,10,50,0.1,y\nG,vk,g,50,10,50,0.3,y\nH,vk,h,0,0,0,0,y\n"
    )
    return pages(rows, methodology=parse_methodology(TIED, "tied.toml"), by="group")


def near():
    """Two shares of followers that differ by less than a floating-point number shows."""
    return pages(
        f"{PAGES}\n"
        "East,vk,a,999999999999,999999999998,10,50,40\nWest,vk,b,1000000000000,999999999999,10,60,40\n"
        "North,vk,c,1000,100,10,70,50\n"
    )


THRESHOLDS = """
name = "thresholds"
version = "1"
ties = "dense"
missing = "worst"
[[indicators]]
key = "a"
of = ["followers"]
zones = { green_from = 70 }
[[indicators]]
key = "b"
label = "it's {r} and {x}"
of = ["followers"]
direction = "lower"
zones = { red_below = 70 }
[[indicators]]
key = "c"
of = ["interactions", "hours"]
per = ["posts"]
zones = { green_from = 5.01, red_below = 1.65 }
[[indicators]]
key = "d"
of = ["posts"]
[[zones]]
name = "five"
label = "five \\"stars\\" & more"
upto = "1/5"
color = "#c6efce"
sign = "★★★★★"
[[zones]]
name = "four"
upto = "0.45"
color = "#ffffff"
[[zones]]
name = "three"
upto = "0.451"
color = "#ffffff"
[[zones]]
name = "two"
upto = "1"
color = "#ffc7ce"
"""


def thresholds():
    """Zones by thresholds of all kinds, some of them met exactly; stars and quotes in their names."""
    rows = "region,platform,page,followers,posts,interactions,hours\n" + "".join(
        f"R{n},vk,p{n},{followers},{posts},{interactions},{hours}\n"
        for n, (followers, posts, interactions, hours) in enumerate(
            [(100, 10, 50, 0.1), (70, 20, 32, 1), (70, 2, 50, 1), ("", 20, 50, 1.25), (10, 5, 9, 0.7), (5, 7, 1, "")]
        )
    )
    return pages(rows, methodology=parse_methodology(THRESHOLDS, "thresholds.toml"))


def index():
    reads = "page,platform,reads,articles,best reads,likes,best likes\n"
    rows = "a,wechat,10000,100,300,4000,60\nb,wechat,500,10,60,60,8\nc,wechat,20,5,9,1,1\nd,wechat,20,5,9,1,1\n"
    return pages(reads + rows, methodology="wci-2.0")


def leagues():
    return rate_file(EXAMPLES / "july.xlsx", by="platform")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_stand_in_their_order_under_their_titles_in_the_language(lang):
    rating, movement = example()
    say = words(lang).say
    assert opened(rating, lang, movement).sheetnames == [
        say("xlsx.final"),
        *(measure.says(lang) for measure in rating.methodology.measures),
        say("xlsx.excluded"),
        say("xlsx.methodology"),
        say("xlsx.audit"),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_final_sheet_is_the_rating_cell_by_cell(lang):
    rating, movement = example()
    say, catalogue = words(lang).say, words(lang)
    rows = table(opened(rating, lang, movement).worksheets[0])
    assert len(rows) == len(rating) == 25
    for i, row in enumerate(rows):
        values = list(row.values())
        assert values[:1] == [rating.places[i]]
        assert values[1:3] == [move_text(moves[i], catalogue) for moves in (movement.moves, movement.common)]
        assert values[3:6] == [
            rating.pages.names[i],
            rating.pages.regions[i],
            platform_label(rating.pages.platforms[i]),
        ]
        assert values[6:12] == [rating.points[key][i] for key in rating.methodology.keys]
        assert row[say("table.total.rank-sum")] == rating.totals[i]
        assert row[say("table.zone")] == zone_text(rating, i, catalogue)


def test_each_indicator_sheet_has_its_unrounded_values_by_place():
    rating, _movement = example()
    book = opened(rating)
    for key, sheet in zip(rating.methodology.keys, book.worksheets[1:], strict=False):
        rows = table(sheet)
        label = next(m.says("en") for m in rating.methodology.measures if m.key == key)
        by_name = {
            (name, platform_label(platform)): i
            for i, (name, platform) in enumerate(zip(rating.pages.names, rating.pages.platforms, strict=True))
        }
        assert [row[PLACE] for row in rows] == sorted(rating.ranks[key].tolist())
        for row in rows:
            i = by_name[row[PAGE], row[NETWORK]]
            assert row[label] == rating.measured[key].values[i].item()  # to the last bit
            assert row[PLACE] == rating.ranks[key][i]
        value = sheet.cell(2, 5)
        decimals = decimals_for(rating.measured[key].values.tolist())
        assert value.number_format == ("#,##0." + "0" * decimals if decimals else "#,##0")
    assert [row[NORM] for row in table(book["ER"])].count(None) > 0  # small pages have no norm


def test_rows_bear_the_colour_of_their_zone_and_its_sign_and_word():
    rating, _movement = example()
    sheet = opened(rating).worksheets[0]
    for i, row in enumerate(sheet.iter_rows(min_row=2, max_col=12)):
        band = rating.methodology.zones[rating.bands[i]]
        colors = [f"#{cell.fill.fgColor.rgb[2:].lower()}" if cell.fill.patternType else "#ffffff" for cell in row]
        assert [colors[n] for n in (0, 10, 11)] == [band.color] * 3
        assert colors[1:4] == ["#ffffff"] * 3
        points = [indicator_colors(rating, key, [i])[0] for key in rating.methodology.keys]
        assert colors[4:10] == points
        assert row[-1].value.startswith(band.sign)


def test_the_first_cell_has_the_title_and_how_to_read_the_table_in_a_note():
    rating, _movement = example()
    note = opened(rating, "ru").worksheets[0]["A1"].comment.text
    assert note.split("\n")[:2] == [rating_title(rating, words("ru")), how_to_read(rating, words("ru"))]


def test_every_sheet_prints_one_page_wide_with_its_header_repeated_and_stays_in_sight():
    rating, movement = example()
    book = opened(rating, movement=movement)
    for sheet in book.worksheets:
        assert sheet.page_setup.fitToWidth in (1, None)  # 1 need not be said
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        if sheet.title != METHODOLOGY:
            assert sheet.print_title_rows
            assert sheet.freeze_panes
            assert sheet.auto_filter.ref
    assert book.worksheets[0].page_setup.orientation == "landscape"


def width_of(sheet, column):
    """Return a column's width; neighbours as wide as each other are one range in the file."""
    return next(one.width for one in sheet.column_dimensions.values() if one.min <= column <= one.max)


def test_columns_are_as_wide_as_what_stands_in_them():
    rating, movement = example()
    for sheet in opened(rating, "kk", movement).worksheets[:-2]:
        right = range_boundaries(sheet.auto_filter.ref)[2]
        for column in sheet.iter_cols(max_col=right):
            width = width_of(sheet, column[0].column)
            texts = [cell for cell in column[1:] if isinstance(cell.value, str)]
            pieces = [cell.value.split() if cell.alignment.wrap_text else [cell.value] for cell in texts]
            assert all(len(piece) <= width for text in pieces for piece in text)


def test_the_chart_of_the_totals_is_native_with_the_best_on_top():
    rating, _movement = example()
    (chart,) = opened(rating).worksheets[0]._charts  # openpyxl has no other way to its charts
    assert chart.barDir == "bar"
    assert chart.x_axis.scaling.orientation == "maxMin"
    assert chart.series[0].val.numRef.f.replace("'", "") == f"{FINAL}!$K$2:$K$26"


def test_left_out_absent_and_gone_pages_are_listed():
    rating, movement = example()
    rows = table(opened(rating, movement=movement)[EXCLUDED])
    assert [row[STATUS] for row in rows] == [
        *[said("xlsx.left_out")] * len(rating.excluded),
        *[said("xlsx.absent")] * len(rating.absent),
        *[said("xlsx.gone")] * len(movement.left),
    ]
    assert rows[0][REASON] == rating.excluded[0].reason.text
    assert (rows[1][REGION], rows[1][NETWORK]) == (rating.absent[0][0], platform_label(rating.absent[0][1]))
    assert str(movement.left[0].previous) in rows[-1][REASON]


def test_nobody_left_out_is_said():
    assert table(opened(one_page())[EXCLUDED])[0][STATUS] == words("en").say("xlsx.nobody")


def test_the_methodology_says_formulas_rules_sources_and_versions():
    rating, _movement = example()
    texts = [str(cell) for row in opened(rating)[METHODOLOGY].iter_rows(values_only=True) for cell in row if cell]
    text = "\n".join(texts)
    for measure in rating.methodology.measures:
        assert measure_formula(measure, words("en")) in texts
    assert said("show.norm.meaning") in text
    assert rating.edition.sources[0].sha256 in texts
    assert said("rules.ties.min") in text
    assert "akimats" in text
    assert "govrank" in text


def test_several_leagues_stand_in_one_table_with_a_chart_each():
    rating = leagues()
    book = opened(rating)
    rows = table(book.worksheets[0])
    assert [row[LEAGUE] for row in rows] == [platform_label(league) for league in rating.pages.leagues]
    assert [row[PLACE] for row in rows] == rating.places.tolist()
    assert len(book.worksheets[0]._charts) == len(rating.leagues) == 2
    assert LEAGUE in table(book["ER"])[0]


def test_one_page_makes_a_whole_workbook():
    assert table(opened(one_page()).worksheets[0])[0][PLACE] == 1


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=", "#REF", *HOSTILE])
@pytest.mark.slow
def test_no_text_is_ever_a_formula_or_markup(text):
    frame = pd.DataFrame(
        {"page": [text, "other"], "platform": [text, "vk"], "region": [text, "East"], "population": [9, 9],
         "followers": [2, 1], "posts": [1, 1], "engaged": [1, 1], "excluded": [None, text]}
    )  # fmt: skip
    book = opened(rate_frames(frame, period=text))
    shown = printable(text.strip())
    for sheet in book.worksheets[:-1]:
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n", "inlineStr", "e"}
        assert "f" not in kinds
    assert table(book.worksheets[0])[0][PAGE] == shown
    assert table(book[EXCLUDED])[0][REASON] == shown
    for row in book[AUDIT].iter_rows():
        for cell in row:
            assert cell.data_type != "f" or shown not in str(cell.value) or shown in "=+-@"


def test_a_text_that_would_be_a_formula_stays_one_when_it_is_typed_again():
    frame = pd.DataFrame({"page": ["=1+1", "x"], "platform": "vk", "region": ["E", "W"], "population": 9,
                          "followers": [2, 1], "posts": 1, "engaged": 1})  # fmt: skip
    sheet = opened(rate_frames(frame)).worksheets[0]
    assert [sheet.cell(row, 2).quotePrefix for row in (2, 3)] == [True, False]


def test_an_escape_of_the_format_in_a_name_is_shown_and_not_obeyed():
    frame = pd.DataFrame({"page": ["_x0041_"], "platform": "vk", "region": "E", "population": 9,
                          "followers": 2, "posts": 1, "engaged": 1})  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(written(rate_frames(frame)))) as package:
        assert "<t>_x005F_x0041_</t>" in package.read("xl/worksheets/sheet1.xml").decode()


def test_a_very_long_name_is_cut_where_a_cell_ends():
    name = "ә" * 40_000
    frame = pd.DataFrame({"page": [name], "platform": "vk", "region": "E", "population": 9,
                          "followers": 2, "posts": 1, "engaged": 1})  # fmt: skip
    assert table(opened(rate_frames(frame)).worksheets[0])[0][PAGE] == "ә" * 32_766 + "…"


def test_titles_of_sheets_are_short_free_of_forbidden_signs_and_never_twice_the_same():
    text = TIED.replace('key = "followers"', f'key = "followers"\nlabel = "{FINAL}"').replace(
        'key = "posts"', f'key = "posts"\nlabel = "History: [a/b] {"long " * 9}"'
    )
    rows = "region,platform,followers,posts,interactions,hours\nA,vk,1,1,1,1\n"
    names = opened(pages(rows, methodology=parse_methodology(text, "x.toml"))).sheetnames
    assert names[:3] == [FINAL, f"{FINAL} (2)", "History- -a-b- long long long l"]
    assert all(len(name) <= 31 for name in names)


@pytest.mark.slow
def test_the_same_rating_gives_the_same_bytes_whatever_the_seed_and_the_time(tmp_path):
    script = (
        f"import sys; from govrank import rate_file; from {words.__module__} import words;"
        f"from {write_rating.__module__} import write_rating;"
        f"rating = rate_file({str(EXAMPLES / 'july.xlsx')!r});"
        "write_rating(rating, words('ru'), open(sys.argv[1], 'wb'), None, None, '')"
    )
    results = {written(rate_file(EXAMPLES / "july.xlsx"), "ru")}
    for hash_seed in ("1", "2"):
        file = tmp_path / hash_seed
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        subprocess.run([sys.executable, "-c", script, file], env=environment, check=True)
        results.add(file.read_bytes())
    assert len(results) == 1
    with zipfile.ZipFile(io.BytesIO(results.pop())) as package:
        assert len({info.date_time for info in package.infolist()}) == 1
        assert b"2000-01-01T00:00:00Z</dcterms:modified>" in package.read("docProps/core.xml")


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(home("write_rating"), "MOST_ROWS", 30)
    with pytest.raises(DataError) as raised:
        written(example()[0])
    (problem,) = raised.value.problems
    assert (problem.code, problem.severity) == ("too-big", "error")
    assert problem.args["rows"] == 31


def test_more_indicators_than_a_sheet_has_columns_are_refused():
    indicators = "\n".join(f'[[indicators]]\nkey = "k{n}"\nof = ["posts"]' for n in range(2400))
    rules = parse_methodology(f'name = "x"\nversion = "1"\n{indicators}', "x.toml")
    with pytest.raises(DataError) as raised:
        written(pages("region,platform,posts\nA,vk,1\n", methodology=rules))
    assert raised.value.problems[0].key == "too-big/columns"


def audit(sheet):
    """Return the verdict, and every cell of the rows of pages."""
    verdict = next(cell for cell in (row.value for row in sheet[1]) if isinstance(cell, bool))
    return verdict, [cell for row in sheet.iter_rows(min_row=7, values_only=True) for cell in row]


def without_values(data):
    """Return a workbook whose formulas have no stored values, which LibreOffice would trust."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"</f><v>[^<]*</v>", b"</f>", content)
            new.writestr(name, content)
    return stream.getvalue()


def recalculated(office, folder, books):
    """Return the audit sheets as LibreOffice calculates them from nothing."""
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(without_values(data))
    office("xlsx", folder / "out", *(folder / f"{name}.xlsx" for name in books))
    return {
        name: openpyxl.load_workbook(folder / "out" / f"{name}.xlsx", data_only=True).worksheets[-1] for name in books
    }


def stored(data):
    """Return the audit sheet as a viewer shows it that does not calculate."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[-1]


def differing(one, other):
    """Return the cells in which two sheets differ, numbers in the fifteen digits that LibreOffice writes."""
    found = []
    for row in one.iter_rows():
        for cell in row:
            a, b = cell.value or None, other[cell.coordinate].value or None  # a program writes "" as nothing, too
            numbers = isinstance(a, (int, float)) and isinstance(b, (int, float))
            if not (abs(a - b) <= 1e-14 * abs(a) if numbers else a == b):
                found.append((cell.coordinate, a, b))
    return found


def checks(rating):
    """Return how many figures are audited: of each indicator value, points, zone, and what a term adds; and the end."""
    methodology = rating.methodology
    each = 3 if methodology.scoring == "rank-sum" else 4
    return len(rating) * (each * len(methodology.keys) + (3 if methodology.zones else 2))


def test_libreoffice_agrees_on_every_value_place_total_and_zone(tmp_path, office):
    july = EXAMPLES / "july.xlsx"
    ratings = {
        "akimats": example()[0],
        "akimats-2020": rate_file(july, methodology="akimats-2020"),
        "leagues": leagues(),
        "tied": tied(),
        "thresholds": thresholds(),
        "one": one_page(),
        "index": index(),
        "hostile": hostile(),
        "inspection": rate_file(EXAMPLES / "methodologies" / "inspection-2019.csv", methodology="inspection-2019"),
    }
    books = {name: written(rating) for name, rating in ratings.items()}
    sheets = recalculated(office, tmp_path, books)
    for name, rating in ratings.items():
        verdict, cells = audit(sheets[name])
        truths = [cell for cell in cells if isinstance(cell, bool)]
        assert (name, verdict, truths) == (name, True, [True] * checks(rating))
        assert differing(stored(books[name]), sheets[name]) == []


def test_formulas_have_their_values_without_a_program_that_calculates():
    for rating in (example()[0], tied(), thresholds(), index()):
        live, shown = opened(rating)[AUDIT], stored(written(rating))
        formulas = [cell.coordinate for row in live.iter_rows() for cell in row if cell.data_type == "f"]
        assert len(formulas) > checks(rating)
        if rating.methodology.missing == "error":
            assert all(shown[at].value is not None for at in formulas)
        verdict, cells = audit(shown)
        assert (verdict, [cell for cell in cells if isinstance(cell, bool)]) == (True, [True] * checks(rating))


@pytest.mark.parametrize("drawn", [cases(), point_cases()], ids=["places", "points"])
def test_libreoffice_agrees_under_every_rule(tmp_path, office, drawn):
    """Drawn cases: ties of all kinds, tie-breaks, leagues, missing figures, decimals; items, blocks, gates, caps."""
    books, expected = {}, {}

    @seed(4)
    @settings(
        max_examples=30, deadline=None, phases=[Phase.generate], database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(drawn)
    def draw(case):
        rows, rules = case
        try:
            rating = rate_frames(frame_of(rows), methodology=parse_methodology(methodology_text(rules), "x.toml"))
        except DataError:  # nothing left to rate
            return
        name = f"case-{len(books)}"
        books[name], expected[name] = written(rating), (checks(rating), rules)

    draw()
    assert len(books) > 12
    for name, sheet in recalculated(office, tmp_path, books).items():
        verdict, cells = audit(sheet)
        number, rules = expected[name]
        truths = [cell for cell in cells if isinstance(cell, bool)]
        if rules.get("scoring") == "points":  # where a figure is nearer to another than a program sees stands a dash
            assert (verdict, {*truths}, rules) == (True, {True}, rules)
            assert number - cells.count("–") <= len(truths) <= number
        else:
            assert (verdict, truths, rules) == (True, [True] * number, rules)
        assert (differing(stored(books[name]), sheet), rules) == ([], rules)


def changes(rating):
    """Return a change of each kind of figure as (sheet, heading, row), and the page that it is of."""
    methodology = rating.methodology
    key, measure, last = methodology.keys[-1], methodology.measures[-1], len(methodology.keys)
    of_final = [PLACE, short_label(measure, words("en")), total_heading(rating, words("en"))]
    of_final += [PAGE, NETWORK, *([ZONE] if methodology.zones else [])]
    cells = [(0, heading) for heading in of_final]
    cells += [(last, heading) for heading in (PLACE, measure.says("en"), ZONE, PAGE)]
    by_place = [
        i for league in rating.leagues.values() for i in sorted(league, key=lambda i: rating.ranks[key][i])
    ]  # as the last indicator's sheet stands
    for n, (sheet, heading) in enumerate(cells):
        at = n % len(rating)
        yield (sheet, heading, at + 2), (by_place[at] if sheet else at)


def tampered(data, cells, text=None):
    """Return a workbook with some cells changed: to a text, else to another number or one letter more."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet, heading, row in cells:
        page = book.worksheets[sheet]
        cell = page.cell(row, [cell.value for cell in page[1]].index(heading) + 1)
        changed = f"{cell.value}x" if isinstance(cell.value, str) else (cell.value or 0) + 1
        cell.value = changed if text is None else text
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_figure_changed_on_a_published_sheet_is_found(tmp_path, office):
    ratings = {"leagues": leagues(), "tied": tied(), "thresholds": thresholds(), "index": index(), "near": near()}
    books, expected = {}, {}
    for name, rating in ratings.items():
        together = [{}]  # changes of one workbook, each of another page
        for change, page in changes(rating):
            if page in together[-1]:
                together.append({})
            together[-1][page] = change
        for n, part in enumerate(together):
            books[f"{name}-{n}"] = tampered(written(rating), part.values())
            expected[f"{name}-{n}"] = sorted(7 + page for page in part)
    for name in ("tied", "index"):
        books[f"{name} emptied"] = tampered(written(ratings[name]), [[*changes(ratings[name])][2][0]], "")
        expected[f"{name} emptied"] = [9]  # the third change is the third page's total
    for name, sheet in recalculated(office, tmp_path, books).items():
        wrong = [row[0].row for row in sheet.iter_rows(min_row=7) if any(cell.value is False for cell in row)]
        assert (name, sheet["B1"].value, wrong) == (name, False, expected[name])


def test_a_changed_count_is_found(tmp_path, office):
    book = opened(example()[0])
    page = book.worksheets[-1]
    page.cell(9, [cell.value for cell in page[6]].index("followers") + 1).value += 1
    stream = io.BytesIO()
    book.save(stream)
    assert not audit(recalculated(office, tmp_path, {"count": stream.getvalue()})["count"])[0]


def test_values_too_near_for_a_spreadsheet_are_marked_and_not_called_true(tmp_path, office):
    rating = near()
    assert sorted(rating.points["followers_share"].tolist()) == [1, 2, 3]
    data = written(rating)
    sheet = recalculated(office, tmp_path, {"near": data})["near"]
    verdict, cells = audit(sheet)
    assert verdict is True
    assert cells.count("–") == 2
    assert [cell for cell in cells if isinstance(cell, bool)] == [True] * (checks(rating) - 2)
    assert words("en").say("xlsx.note.near", n=2) in sheet["A2"].value
    assert differing(stored(data), sheet) == []


def test_every_formula_names_cells_only():
    rating = tied()
    texts = {*rating.pages.names, *rating.pages.regions, "vk"}
    for row in opened(rating)[AUDIT].iter_rows():
        for cell in row:
            if cell.data_type == "f":
                quoted = cell.value.split('"')[1::2]
                assert set(quoted) <= {"", "–"}
                assert not texts & set(quoted)


TITLE = "Official pages of regional administrations"
MONTHS = [said(f"period.month.{n}", year=2020) for n in (6, 7)]


@pytest.mark.parametrize(
    ("command", "title", "columns"),
    [
        pytest.param(
            ["compare", "june.xlsx", "july.xlsx"],
            TITLE,
            headings("place", "move", "common", "previous", "page", "platform", "total.rank-sum", "zone"),
            id="compare",
        ),
        pytest.param(
            ["trend", "june.xlsx", "july.xlsx"],
            said("trend.title", n=2, first=MONTHS[0], last=MONTHS[1]),
            [*headings("place", "page", "platform"), *MONTHS, said("trend.mean.rank-sum"), said("trend.line")],
            id="trend",
        ),
        pytest.param(
            ["robustness", "july.xlsx", "--draws", "20"],
            TITLE,
            headings("place", "interval", "chance", "set", "bracket", "median", "copeland", "page", "platform"),
            id="robustness",
        ),
    ],
)
def test_an_analysis_is_a_sheet_for_its_table_and_one_for_its_sentences(tmp_path, command, title, columns):
    files = [EXAMPLES / word if word.endswith("xlsx") else word for word in command]
    ended = run(*files, "-o", tmp_path / "out.xlsx")
    assert (ended.code, ended.out) == (0, "")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == [title[:31], NOTES]
    rows = table(book.worksheets[0])
    assert [*rows[0]] == columns
    assert [row[PLACE] for row in rows] == sorted(row[PLACE] for row in rows)  # numbers
    assert len(rows) >= 25
    assert all(cell.data_type == "s" for cell in book[NOTES]["A"] if cell.value)


def test_the_mean_of_a_trend_is_a_number_in_per_cent(tmp_path):
    run("trend", EXAMPLES / "june.xlsx", EXAMPLES / "july.xlsx", "-o", tmp_path / "out.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]["F2"]
    assert isinstance(cell.value, float)
    assert 0 < cell.value < 100
    assert cell.number_format.endswith('" %"')


def test_cards_of_a_page_stand_one_below_another(tmp_path):
    name = "Акимат Атырауской области"
    run("explain", EXAMPLES / "july.xlsx", "--page", name, "-o", tmp_path / "out.xlsx")
    (sheet,) = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets
    texts = [row[0] for row in sheet.values]
    assert [text for text in texts if text in (f"{name} · Instagram", f"{name} · Facebook")] == [
        f"{name} · Instagram",
        f"{name} · Facebook",
    ]
    assert texts.count(said("table.indicator")) == 2
    assert texts.count("ER") == 2


def test_a_report_of_more_rows_than_a_sheet_holds_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(home("write_rating"), "MOST_ROWS", 25)
    ended = run("robustness", EXAMPLES / "july.xlsx", "--draws", "10", "-o", tmp_path / "out.xlsx")
    assert (ended.code, [*tmp_path.iterdir()]) == (1, [])
    assert "[too-big]" in ended.err


def test_the_name_of_a_bar_keeps_its_end_by_which_long_names_differ():
    names = [f"Управление координации занятости и социальных программ области, страница №{n}" for n in (1, 2)]
    frame = pd.DataFrame(
        [(name, "Абай", "vk", 1000, 5, 50, 100_000) for name in names],
        columns=["page", "region", "platform", "followers", "posts", "engaged", "population"],
    )
    column = names_column(rate_frames(frame))

    assert sorted(name.split("…")[1] for name in column.values) == ["сти, страница №1", "сти, страница №2"]
    assert all(len(name) < 56 for name in column.values)


def test_a_wide_table_has_its_names_in_several_lines_so_that_its_print_can_be_read():
    rating, movement = example()
    stream = io.BytesIO()
    write_rating(rating, words("ru"), stream, movement, measure_robustness(rating, draws=20), "")
    sheet = openpyxl.load_workbook(stream).worksheets[0]

    assert (
        sum(width_of(sheet, n) for n in range(1, 18)) < 240
    )  # characters; a page on its side holds 200 at two thirds of full size
    page = next(cell for cell in sheet[2] if cell.value == rating.pages.names[0])
    assert page.alignment.wrap_text
