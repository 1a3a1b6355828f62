"""A drawn table, laid out in any way and read back, gives the same rating, and its cells keep their places."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from files import csv_bytes, letter, workbook, write
from govrank import DataError, Methodology, rate_file
from inside import is_missing, is_note, is_total, look_alike_key
from opendocument import document, package, sheet
from test_round_trip import stages

drawn = settings(
    max_examples=12,
    derandomize=True,
    phases=[Phase.generate],  # a draw is small already, and making it smaller takes a minute
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
RULES = Methodology.model_validate(
    {
        "name": "own",
        "version": "1",
        "missing": "worst",
        "indicators": [
            {"key": "followers", "of": ["followers"]},
            {"key": "per_post", "of": ["engaged"], "per": ["posts"]},
            {"key": "share", "of": ["followers"], "per": ["population"]},
        ],
    }
)
COUNTS = ["followers", "posts", "engaged"]
COLUMNS = ["region", "platform", "page", "population", "excluded", *COUNTS]
KNOWN = ["Instagram", "ФБ", "ВКонтакте", "Telegram", "TikTok", "Одноклассники"]
OWN = ["Max", "Дзен-канал", "«Өңір» 24", 'Блог "7"']  # networks of no list
LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяё" + "әғқңөұүһі" + "abcxyz" + "0123456789" + " -–—«»\"'’()"
BAD = "12 тыс."


def is_name(text):
    """Say whether a region may be called so, and its row is one of a page."""
    is_other = any(says(text) for says in (is_total, is_note, is_missing))
    return any(map(str.isalpha, text)) and text == " ".join(text.split()) and not is_other


names = st.text(LETTERS, min_size=2, max_size=14).filter(is_name)


@st.composite
def editions(draw):
    """Draw pages of some regions on some networks, each a mapping from its columns to their cells; None is missing."""
    regions = draw(st.lists(names, min_size=1, max_size=6, unique_by=look_alike_key))
    known = draw(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=4, unique=True))
    networks = known + draw(st.lists(st.sampled_from(OWN), max_size=min(2, 4 - len(known)), unique=True))
    optional = draw(st.sets(st.sampled_from(["page", "excluded", "Охват"])))
    figures = st.integers(1, 9) | st.integers(1, 10**7)
    pages = []
    for number, region in enumerate(regions):
        of_region = {"region": region, "population": draw(st.integers(10**7, 10**8))}
        if "excluded" in optional:
            of_region["excluded"] = draw(st.sampled_from(["", "нет связи"])) if number else ""
        for network in draw(st.lists(st.sampled_from(networks if number else known), min_size=1, unique=True)):
            page = {**of_region, "platform": network, "followers": draw(figures)}
            page |= {count: draw(figures | st.none()) for count in ("posts", "engaged")}
            page |= {"page": f"{draw(names)} {len(pages)}"} if "page" in optional else {}
            page |= {"Охват": draw(figures | st.none())} if "Охват" in optional else {}
            pages.append(page)
    return pages


def long(pages):
    """Return pages as the rows of one table, a row a page."""
    columns = [*pages[0]]
    return [columns, *([page[column] for column in columns] for page in pages)]


def wide(pages, header):
    """Return pages as a row a region with a block of columns a network, its header written by `header`."""
    networks = [*dict.fromkeys(page["platform"] for page in pages)]
    networks += [one for one in KNOWN if one not in networks][: max(0, 2 - len({*networks} & {*KNOWN}))]  # empty blocks
    shared = [column for column in pages[0] if column in ("region", "population", "excluded")]
    block = [column for column in pages[0] if column not in (*shared, "platform")]
    spots, rows = header(shared, networks, block)
    of_region = {}
    for page in pages:
        row = of_region.setdefault(page["region"], [*(page[column] for column in shared), *[None] * len(spots)])
        for at, spot in enumerate(spots, len(shared)):
            if spot[0] == page["platform"]:
                row[at] = page[spot[1]]
    return [*rows, *of_region.values()]


def one_row(shared, networks, block):
    spots = [(network, column) for network in networks for column in block]
    return spots, [[*shared, *(f"{network} {column}" for network, column in spots)]]


def two_rows(shared, networks, block):
    spots = [(network, column) for network in networks for column in block]
    above = [network if column == block[0] else "" for network, column in spots]
    return spots, [[*[""] * len(shared), *above], [*shared, *(column for _network, column in spots)]]


def counts_above(shared, networks, block):
    spots = [(network, column) for column in block for network in networks]
    above = [column if network == networks[0] else "" for network, column in spots]
    return spots, [[*[""] * len(shared), *above], [*shared, *(network for network, _column in spots)]]


def apart(pages):
    """Return the pages of each network as a table without a column of networks."""
    networks = dict.fromkeys(page["platform"] for page in pages)
    without = [{column: cell for column, cell in page.items() if column != "platform"} for page in pages]
    return {
        network: long([page for page, of in zip(without, pages, strict=True) if of["platform"] == network])
        for network in networks
    }


def halves(pages):
    """Return pages as two tables, or one where there is one."""
    return {"ә–1": long(pages[::2])} | ({"b": long(pages[1::2])} if len(pages) > 1 else {})


LAYOUTS = {
    "long": (lambda pages: {"july": {"Июль": long(pages)}}, {}),
    "one row": (lambda pages: {"july": {"Июль": wide(pages, one_row)}}, {}),
    "two rows": (lambda pages: {"july": {"Июль": wide(pages, two_rows)}}, {}),
    "counts above": (lambda pages: {"july": {"Июль": wide(pages, counts_above)}}, {}),
    "files of networks": (
        lambda pages: {network: {"Июль": rows} for network, rows in apart(pages).items()},
        {"network_from": "file"},
    ),
    "a folder": (lambda pages: {f"july/{name}": {"Июль": rows} for name, rows in halves(pages).items()}, {}),
    "sheets of networks": (lambda pages: {"july": apart(pages)}, {"sheets": "all", "network_from": "sheet"}),
    "sheets": (lambda pages: {"july": halves(pages)}, {"sheets": "all"}),
}
KNOWN_ONLY = {"one row", "files of networks", "sheets of networks"}
COUNTS_ONLY = {"counts above"}


def held(pages, name):
    """Return the part of pages that a layout can hold: those on known networks, or counts alone."""
    if name in KNOWN_ONLY:
        pages = [page for page in pages if page["platform"] in KNOWN]
    if name in COUNTS_ONLY:
        pages = [{column: cell for column, cell in page.items() if column not in ("page", "Охват")} for page in pages]
    return pages


def written(folder, kind, files):
    """Write files, each a mapping from its sheets to their rows, and return their paths."""
    paths = []
    for stem, sheets in files.items():
        if kind == "xlsx":
            content = workbook(sheets)
        elif kind == "ods":
            content = package(document("".join(sheet(rows, name) for name, rows in sheets.items())))
        else:
            content = csv_bytes(*sheets.values())
        (folder / stem).parent.mkdir(exist_ok=True)
        paths.append(write(folder, f"{stem}.{kind}", content))
    return paths


def place_of(files, kind):
    """Return where the bad cell stands: its file, its sheet and its cell, or of a text its row."""
    ((stem, name, number, row),) = [
        (stem, name, number, row)
        for stem, sheets in files.items()
        for name, rows in sheets.items()
        for number, row in enumerate(rows, 1)
        if BAD in row
    ]
    cell = (None, number) if kind == "csv" else (name, f"{letter(row.index(BAD))}{number}")
    return f"{stem.rpartition('/')[2]}.{kind}", *cell


def problem_places(paths, **options):
    """Return the positions of cells that are not whole numbers."""
    with pytest.raises(DataError) as caught:
        rate_file(paths[0], also=paths[1:], methodology=RULES, **options)
    wrong = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert {problem.code for problem in wrong} == {"not-whole"}
    return [(problem.file, problem.sheet, problem.cell or problem.row) for problem in wrong]


def outcome(rating):
    """Return what a rating says of its pages and of those that are left out."""
    out = {(out.region_key, out.platform, out.page): out.reason.text for out in rating.pages.excluded}
    return stages(rating), out


def rate(paths, **options):
    return outcome(rate_file(paths[0], also=paths[1:], methodology=RULES, **options))


@pytest.mark.slow
@pytest.mark.parametrize("name", LAYOUTS)
@drawn
@given(editions(), st.data())
def test_any_table_in_any_layout_gives_its_rating_and_names_its_bad_cell(tmp_path_factory, name, pages, data):
    pages = held(pages, name)
    layout, options = LAYOUTS[name]
    files = layout(pages)
    alone = all(len(sheets) == 1 for sheets in files.values()) and "sheets" not in options
    kind = data.draw(st.sampled_from(["xlsx", "ods", *(["csv"] if alone else [])]))
    folder = tmp_path_factory.mktemp("drawn")
    paths = written(folder, kind, files)
    if name == "a folder":
        paths = [folder / "july"]

    assert rate(paths, **options) == rate(written(folder, "csv", {"long": {"": long(pages)}}))

    rated = [page for page in pages if not page.get("excluded")]
    data.draw(st.sampled_from(rated))[data.draw(st.sampled_from(COUNTS))] = BAD
    planted = layout(pages)
    written(folder, kind, planted)
    assert problem_places(paths, **options) == [place_of(planted, kind)]


MONTHS = {
    (2026, 6): ["2026-06", "июнь 2026", "06.2026", "June 2026", "2026 жылғы маусым", "Июнь 2026 г."],
    (2026, 7): ["2026-07", "июль 2026", "07.2026", "July 2026", "2026 жылғы шілде", "Июль, 2026"],
    (2025, 7): ["2025-07", "июль 2025", "07.2025", "July 2025", "2025 жылғы шілде", "июля 2025 года"],
}
DAYS = ["{0}-{1:02}-{2:02}", "{2:02}.{1:02}.{0}", "{2:02}/{1:02}/{0}", "{1:02}/{2:02}/{0}"]


@st.composite
def months(draw):
    """Draw the pages of some months, each with how its rows say the month: by its name, or by days of it."""
    chosen = draw(st.lists(st.sampled_from([*MONTHS]), min_size=1, max_size=3, unique=True))
    written = draw(st.none() | st.sampled_from(DAYS))
    found = {}
    for month in chosen:
        pages = draw(editions())
        if written is None:
            said = draw(st.lists(st.sampled_from(MONTHS[month]), min_size=len(pages), max_size=len(pages)))
        else:  # each day can be read in one way only
            days = draw(st.lists(st.integers(13, 30), min_size=len(pages), max_size=len(pages)))
            said = [written.format(*month, day) for day in days]
        found[month] = [
            {"Месяц": text, **{column: page.get(column, "") for column in COLUMNS}}
            for text, page in zip(said, pages, strict=True)
        ]
    return found


@pytest.mark.slow
@drawn
@given(months(), st.sampled_from(["csv", "xlsx", "ods"]), st.data())
def test_each_month_of_a_drawn_long_file_is_that_months_table(tmp_path_factory, months, kind, data):
    folder = tmp_path_factory.mktemp("drawn")
    pages = data.draw(st.permutations([page for of_month in months.values() for page in of_month]))
    paths = written(folder, kind, {"long": {"Все": long(pages)}})

    for month, of_month in months.items():
        asked = {"period": data.draw(st.sampled_from(MONTHS[month])), "period_column": "месяц"}
        alone = [page for page in pages if page in of_month]
        assert rate(paths, **asked) == rate(written(folder, "csv", {"alone": {"": long(alone)}}))
    page = data.draw(st.sampled_from([page for page in pages if not page["excluded"] and page in of_month]))
    page["posts"] = BAD
    planted = {"long": {"Все": long(pages)}}
    assert problem_places(written(folder, kind, planted), **asked) == [place_of(planted, kind)]
