"""Spoiled and unusual files, each with the problems reported for it: place and code."""

import pytest

from commands import rated, run
from files import (
    CLEAN,
    HEADER,
    PAGES,
    Raw,
    bomb,
    changed,
    csv_bytes,
    csv_text,
    date_cell,
    encrypted,
    error_cell,
    formula,
    iso_date_cell,
    number_cell,
    package,
    shared_cell,
    sheet_xml,
    with_entities,
    with_external_entity,
    without,
    workbook,
    write,
    written_by_openpyxl,
    xlsx,
    zipped,
)
from opendocument import Raw as OdsRaw
from opendocument import ods, parquet, shown_cell
from said import nothing

KZ_2023 = ("--population", "kz-2023")
GROUPED = "july.csv, row 2 (followers) [grouped-number]"
RUSSIAN = ["Регион", "Соцсеть", "Подписчики", "Посты", "Взаимодействия"]
TOTAL = [["Итого", "", 167652, 228, 57372]]
POPULATION = [788023, 693085, 693085, 754949, 2119320]  # kz-2023, in the order of the pages
POPULATIONS = [["region", "population"], *zip([page[0] for page in PAGES], POPULATION, strict=True)]
POPULATIONS.pop(3)  # Atyrau stands once in a population table


def csv(row, column, cell, separator=";"):
    """Return the clean table as CSV with one cell changed; row 1 is the header."""
    return csv_bytes(changed(row, column, cell), separator)


def of_frame(rows, *columns):
    """Return rows with columns added, each a list that begins with its heading."""
    return [[*row, *added] for row, *added in zip(rows, *columns, strict=True)]


def clean_rating(folder):
    return rated(run("score", write(folder, "clean.csv", csv_bytes(CLEAN)), *KZ_2023, "-f", "json"))


# name of the file, its bytes, further options, the lines on standard error; the rating is the clean one's
RATED = [
    pytest.param("july.csv", csv_bytes(CLEAN), (), [], id="the clean file"),
    pytest.param("july.csv", csv_bytes(CLEAN, ";"), (), [], id="semicolons"),
    pytest.param("july.tsv", csv_bytes(CLEAN, "\t"), (), [], id="tabs"),
    pytest.param("july.txt", csv_bytes(CLEAN, "|"), (), [], id="bars"),
    pytest.param("july.csv", csv_bytes(CLEAN, end="\r\n"), (), [], id="line ends of Windows"),
    pytest.param("july.csv", csv_bytes(CLEAN, end="\r"), (), [], id="line ends of an old Mac"),
    pytest.param("july.csv", csv_bytes(CLEAN).rstrip(b"\n"), (), [], id="no line end at the end"),
    pytest.param("july.csv", csv_bytes(CLEAN, encoding="utf-8-sig"), (), [], id="a byte-order mark"),
    pytest.param(
        "july.csv",
        csv_bytes(CLEAN, encoding="utf-8-sig"),
        ("--encoding", "utf-8"),
        [],
        id="a byte-order mark and the encoding named",
    ),
    pytest.param("july.txt", csv_bytes(CLEAN, "\t", encoding="utf-16"), (), [], id="Excel's Unicode text"),
    pytest.param("july.txt", b"\xfe\xff" + csv_bytes(CLEAN, "\t", encoding="utf-16-be"), (), [], id="big endian"),
    pytest.param(
        "july.txt",
        csv_bytes(CLEAN, "\t", encoding="utf-16-le"),
        (),
        ["july.txt [encoding-detected]"],
        id="UTF-16 without a mark",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(CLEAN, ";", "\r\n", "cp1251"),
        (),
        ["july.csv [encoding-detected]"],
        id="Windows Cyrillic",
    ),
    pytest.param(
        "july.csv", csv_bytes(CLEAN, ";", "\r\n", "cp1251"), ("--encoding", "cp1251"), [], id="Cyrillic, and named"
    ),
    pytest.param("july.csv", csv_bytes(CLEAN, ";", before="sep=;\n"), (), [], id="a sep= line"),
    pytest.param("july.csv", csv_bytes(CLEAN, ",", before="sep=,\r\n"), (), [], id="a sep= line with a comma"),
    pytest.param("july.csv", csv_bytes(CLEAN, "\t", before="sep=\t\n"), (), [], id="a sep= line with a tab"),
    pytest.param(
        "july.csv", csv_bytes(CLEAN, ";", before="\ufeffsep=;\n"), (), [], id="a sep= line after a byte-order mark"
    ),
    pytest.param("july.csv", csv_bytes([RUSSIAN, *PAGES]), (), [], id="Russian headings"),
    pytest.param(
        "july.csv",
        csv_bytes([["Облыс", "Әлеуметтік желі", "Жазылушылар", "Жазбалар", "Өзара әрекеттер"], *PAGES]),
        (),
        [],
        id="Kazakh headings",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([[" РЕГИОН ", "соцсеть", "Подписчики,  чел.", "Посты*", "взаимодействия:"], *PAGES]),
        (),
        [],
        id="headings with case, spaces, units and marks",
    ),
    pytest.param("july.csv", csv_bytes([list(reversed(row)) for row in CLEAN]), (), [], id="columns backwards"),
    pytest.param(
        "july.csv",
        csv_bytes([["Monthly rating", "", "", "", ""], [""] * 5, *CLEAN]),
        (),
        ["july.csv, row 3 [header-below-title]"],
        id="a title above",
    ),
    pytest.param(
        "july.xlsx",
        xlsx([["Рейтинг"], ["июль 2023"], [], *CLEAN], merged=["A1:E1"]),
        (),
        ['july.xlsx, sheet "Июль", row 4 [header-below-title]'],
        id="a merged title above",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([*[["note"]] * 19, *CLEAN]),
        (),
        ["july.csv, row 20 [header-below-title]"],
        id="a header in the twentieth row",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([CLEAN[0], [""] * 5, *PAGES[:2], [" "] * 5, *PAGES[2:], [""]]),
        (),
        [],
        id="blank rows",
    ),
    pytest.param(
        "july.xlsx",
        xlsx([[], [None, *HEADER], [], *([None, *page] for page in PAGES)]),
        (),
        ['july.xlsx, sheet "Июль", row 2 [header-below-title]'],
        id="a blank first row and column",
    ),
    pytest.param(
        "july.csv", csv_bytes([["", *row[:2], "", *row[2:], "", ""] for row in CLEAN]), (), [], id="blank columns"
    ),
    pytest.param(
        "july.csv",
        csv_bytes([*CLEAN, *TOTAL]),
        (),
        ["july.csv, row 7 [total-row]"],
        id="a total row",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([*CLEAN, ["ВСЕГО:", *TOTAL[0][1:]]]),
        (),
        ["july.csv, row 7 [total-row]"],
        id="a total row, all",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([*CLEAN, ["Барлығы", *TOTAL[0][1:]]]),
        (),
        ["july.csv, row 7 [total-row]"],
        id="a Kazakh total row",
    ),
    pytest.param(
        "july.xlsx",
        xlsx([*CLEAN, [], ["Total", "", 167652]]),
        (),
        ['july.xlsx, sheet "Июль", row 8 [total-row]'],
        id="an English total row",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(hidden=[3, 5]),
        (),
        [
            'july.xlsx, sheet "Июль", row 3 [hidden-row]',
            'july.xlsx, sheet "Июль", row 5 [hidden-row]',
        ],
        id="hidden rows",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(hidden_columns=[4]),
        (),
        ['july.xlsx, sheet "Июль", D1 (posts) [hidden-column]'],
        id="a hidden column",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(4, 0, None), merged=["A3:A4"]),
        (),
        ['july.xlsx, sheet "Июль", A3:A4 [merged-cells]'],
        id="a region merged over two rows",
    ),
    pytest.param("july.xlsx", xlsx(), (), [], id="a workbook of inline texts"),
    pytest.param("july.xlsx", written_by_openpyxl({"Июль": CLEAN}), (), [], id="a workbook of shared texts"),
    pytest.param("july.csv", xlsx(), (), [], id="a workbook that calls itself CSV"),
    pytest.param("july.xlsx", xlsx([HEADER, *([*map(str, page)] for page in PAGES)]), (), [], id="numbers as texts"),
    pytest.param(
        "july.xlsx",
        xlsx([HEADER, *([*page[:2], *map(float, page[2:])] for page in PAGES)]),
        (),
        [],
        id="whole numbers stored as floats",
    ),
    pytest.param("july.xlsx", xlsx(changed(2, 2, formula("40*300+345", 12345))), (), [], id="a formula with its value"),
    pytest.param(
        "july.xlsx",
        xlsx(changed(2, 2, formula('"12 "&"345"', "12 345", "str"))),
        (),
        [],
        id="a formula whose value is a text",
    ),
    pytest.param(
        "july.xlsx", xlsx(changed(2, 2, number_cell("1.2345E4"))), (), [], id="a number stored with an exponent"
    ),
    pytest.param(
        "july.xlsx",
        xlsx(
            changed(2, 1, shared_cell(0)),
            shared=["<si><r><t>insta</t></r><r><rPr><b/></rPr><t>gram</t></r><rPh sb='0' eb='1'><t>X</t></rPh></si>"],
        ),
        (),
        [],
        id="a text of several fonts",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(2, 1, Raw('<c r="@" t="inlineStr"><is><r><t>insta</t></r><r><t>gram</t></r></is></c>'))),
        (),
        [],
        id="an inline text of several fonts",
    ),
    pytest.param(
        "july.xlsx",
        workbook({"Июль": CLEAN, "Заметки": [["что"], ["ничего"]], "Пусто": []}),
        (),
        [],
        id="other sheets beside it",
    ),
    pytest.param(
        "july.xlsx", workbook({"Июль": CLEAN, "Август": CLEAN}), ("--sheet", "Август"), [], id="the sheet is named"
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame(CLEAN, ["url", *"abcde"], ["note", *"abcde"], ["№", *"12345"])),
        (),
        [],
        id="columns that are kept without a word",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame(CLEAN, ["Цвет", *"abcde"])),
        (),
        ["july.csv (Цвет) [unused-column]"],
        id="a column that nobody uses",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame(CLEAN, ["коментарии", *"12345"])),
        (),
        ["july.csv (коментарии) [similar-heading]"],
        id="a mistyped column that is not needed",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame(CLEAN, ["ER, %", "1,06", "0,34", "0,63", "0,64", "0,74"]), ";"),
        (),
        ["july.csv (er) [ignored-column]"],
        id="engagement rates that agree",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame(CLEAN, ["ER, %", "1,06", "0,34", "2,5", "-", "0,74"]), ";"),
        (),
        [
            "july.csv (er) [ignored-column]",
            "july.csv, row 4 (er) [er-differs]",
        ],
        id="an engagement rate that differs",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame(CLEAN, ["population", *"12345"])),
        (),
        ["july.csv (population) [ignored-column]"],
        id="populations that are not taken because a table is named",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame(without(4), ["Likes", 5000, 20000, 1210, 200, 30300], ["Comments", 210, 404, 0, 45, 3])),
        (),
        [],
        id="parts in place of a sum",
    ),
    pytest.param("july.csv", csv_bytes([[*HEADER[:4], "Вовлечённость"], *PAGES]), (), [], id="engaged only"),
    pytest.param("july.csv", csv_bytes([[*HEADER[:4], "engaged"], *PAGES]), (), [], id="engaged in English"),
    pytest.param(
        "july.csv",
        csv_bytes(
            of_frame(
                [row[2:] for row in CLEAN],
                ["region", "Акмолинская обл.", "атырау", "Atyrau region", "  ПАВЛОДАР  ", "Tуркестанская область 1"],
                ["platform", "Инстаграм", "IG", "fb", "Фейсбук", "insta"],
            )
        ),
        (),
        [],
        id="regions and networks by other names",
    ),
    pytest.param("july.csv", csv(2, 2, "12 345"), (), [], id="groups by a space"),
    pytest.param("july.csv", csv(2, 2, "12\u00a0345"), (), [], id="groups by a no-break space"),
    pytest.param("july.csv", csv(2, 2, "12\u202f345"), (), [], id="groups by a narrow no-break space"),
    pytest.param("july.csv", csv(2, 2, "12\u2009345"), (), [], id="groups by a thin space"),
    pytest.param("july.csv", csv(2, 2, "12'345"), (), [], id="groups by an apostrophe"),
    pytest.param("july.csv", csv(2, 2, "12’345"), (), [], id="groups by a typographic apostrophe"),
    pytest.param("july.csv", csv(2, 2, "12,345"), (), [GROUPED], id="groups by a comma"),
    pytest.param("july.csv", csv(2, 2, "12.345"), (), [GROUPED], id="groups by a dot"),
    pytest.param(
        "july.csv",
        csv(2, 2, "12,345", ","),
        (),
        [GROUPED],
        id="groups by a comma, quoted among commas",
    ),
    pytest.param("july.csv", csv(2, 2, "12,345"), ("--decimal", "."), [], id="groups by a comma, with a decimal dot"),
    pytest.param("july.csv", csv(2, 2, "12345.0"), (), [], id="a fraction of nothing"),
    pytest.param("july.csv", csv(2, 2, "12345,00"), (), [], id="a fraction of nothing behind a comma"),
    pytest.param("july.csv", csv(2, 2, "  12345\u00a0"), (), [], id="white space around a number"),
    pytest.param("july.csv", csv(2, 2, "012345"), (), [], id="a leading zero"),
]

# a cell of a whole-number column, what it is, and the number that is proposed instead
REFUSED_CELLS = [
    ("3,4", "not-whole", ""),
    ("12.5", "not-whole", ""),
    ("12,01", "not-whole", ""),
    ("1234,567", "not-whole", ""),
    ("12 34", "not-a-number", ""),
    ("1 2345", "not-a-number", ""),
    ("1.234,5", "not-whole", ""),
    ("12345,", "not-a-number", ""),
    (",5", "not-a-number", ""),
    ("12k", "not-whole/proposal", "12000"),
    ("12к", "not-whole/proposal", "12000"),
    ("1,2 тыс.", "not-whole/proposal", "1200"),
    ("12,5 тыс.", "not-whole/proposal", "12500"),
    ("1.2m", "not-whole/proposal", "1200000"),
    ("1,234k", "not-whole", ""),
    ("-4", "negative", ""),
    ("−4", "negative", ""),
    ("-12 345", "negative", ""),
    ("+5", "not-a-number/proposal", "5"),
    ("01.07.2023", "date-in-number", ""),
    ("2023-07-01", "date-in-number", ""),
    ("1/7/23", "date-in-number", ""),
    ("TRUE", "not-a-number/truth", ""),
    ("ИСТИНА", "not-a-number/truth", ""),
    ("#REF!", "error-value", ""),
    ("#ДЕЛ/0!", "error-value", ""),
    ("=1+1", "formula-without-value", ""),
    ("1e3", "not-a-number/proposal", "1000"),
    ("1000000000001", "too-large", ""),
    ("9" * 70, "not-a-number", ""),
    ("около 5", "not-a-number", ""),
    ("12 345 чел.", "not-a-number", ""),
    ("5%", "not-a-number", ""),
    ("NaN", "not-a-number", ""),
    ("N/D", "not-a-number", ""),
    ("inf", "not-a-number", ""),
    ("0x10", "not-a-number", ""),
    ("1_000", "not-a-number", ""),
    ("１２", "not-a-number", ""),
    ("١٢", "not-a-number", ""),
    ("12\u200b345", "not-a-number/space", "12345"),
    ("12\u2007345", "not-a-number/space", "12345"),
    ("12\n345", "not-a-number", ""),
    ("<b>5</b>", "not-a-number", ""),
    ("\x1b[31m5", "not-a-number", ""),
]

DECLARATIONS = [
    "july.xlsx [unreadable]",
    nothing("rated", 1, "july.xlsx"),
]

# the same, refused: nothing is on standard output
REFUSED = [
    pytest.param(
        "july.csv",
        csv_bytes(without(2)),
        (),
        [
            "july.csv [missing-column]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a column is missing",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([["region", "platform", "folowers", "posts", "interactions"], *PAGES]),
        (),
        [
            "july.csv [missing-column]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a column is mistyped",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([["Регион", "Соцсеть", "Подпищики", "Посты", "Взаимодействия"], *PAGES]),
        (),
        [
            "july.csv [missing-column]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a Russian column is mistyped",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(without(4)),
        (),
        [
            "july.csv [missing-column]",
            nothing("rated", 1, "july.csv"),
        ],
        id="nothing to sum interactions from",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(without(0)),
        (),
        [
            "july.csv [missing-column]",
            nothing("rated", 1, "july.csv"),
        ],
        id="no region",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(without(1)),
        (),
        [
            "july.csv [missing-column]",
            nothing("rated", 1, "july.csv"),
        ],
        id="no platform",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([["a", "b", "c"], [1, 2, 3]]),
        (),
        [
            "july.csv [missing-column]",
            "july.csv [missing-column]",
            "july.csv [missing-column]",
            "july.csv [missing-column]",
            "july.csv [missing-column]",
            "july.csv (a) [unused-column]",
            "july.csv (b) [unused-column]",
            "july.csv (c) [unused-column]",
            nothing("rated", 5, "july.csv"),
        ],
        id="no known column at all",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(
            [
                ["region", "platform", "followers", "Подписчики", "posts", "engaged"],
                *([*page[:2], 1, *page[2:]] for page in PAGES),
            ]
        ),
        (),
        [
            "july.csv (followers) [duplicate-column]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a column stands twice",
    ),
    pytest.param(
        "july.xlsx",
        xlsx([[*HEADER, "Репосты", "posts"], *([*page, 1, 1] for page in PAGES)]),
        (),
        [
            'july.xlsx, sheet "Июль", G1 (posts) [duplicate-column]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a column stands twice in a workbook",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([*[["note"]] * 20, *CLEAN]),
        (),
        [
            "july.csv [missing-column]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a header in row 21",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(4, 3, "")),
        (),
        [
            "july.csv, row 4 (posts) [missing-value]",
            nothing("rated", 1, "july.csv"),
        ],
        id="an empty figure",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(4, 3, None)),
        (),
        [
            'july.xlsx, sheet "Июль", D4 (posts) [missing-value]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="an empty figure in a workbook",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(
            changed(4, 3, "-", changed(3, 3, "–", changed(2, 3, "—", changed(5, 3, "N/A", changed(6, 3, " нет ")))))
        ),
        (),
        [
            "july.csv, row 2 (posts) [missing-value]",
            "july.csv, row 3 (posts) [missing-value]",
            "july.csv, row 4 (posts) [missing-value]",
            "july.csv, row 5 (posts) [missing-value]",
            "july.csv, row 6 (posts) [missing-value]",
            nothing("rated", 5, "july.csv"),
        ],
        id="every sign for no figure",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([HEADER, *([*page[:3], "", page[4]] for page in PAGES), ["Абай", "vk", 5, "", 1]]),
        (),
        [
            "july.csv, 6 rows, first 2, 3, 4, 5, 6 (posts) [missing-value]",
            nothing("rated", 6, "july.csv"),
        ],
        id="the same problem in more than five rows",
    ),
    pytest.param(
        "july.xlsx",
        xlsx([HEADER, *([*page[:3], None, page[4]] for page in PAGES), ["Абай", "vk", 5, None, 1]]),
        (),
        [
            'july.xlsx, sheet "Июль", 6 cells, first D2, D3, D4, D5, D6 (posts) [missing-value]',
            nothing("rated", 6, "july.xlsx"),
        ],
        id="the same problem in more than five cells",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 0, "")),
        (),
        [
            "july.csv, row 3 (region) [missing-value]",
            nothing("rated", 1, "july.csv"),
        ],
        id="an empty region",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 1, "-")),
        (),
        [
            "july.csv, row 3 (platform) [missing-value]",
            nothing("rated", 1, "july.csv"),
        ],
        id="an empty network",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, date_cell(45108))),
        (),
        [
            'july.xlsx, sheet "Июль", C3 (followers) [date-in-number]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a date cell",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, iso_date_cell("2023-07-01"))),
        (),
        [
            'july.xlsx, sheet "Июль", C3 (followers) [date-in-number]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="an ISO date cell",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, True)),
        (),
        [
            'july.xlsx, sheet "Июль", C3 (followers) [not-a-number]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a truth value",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, error_cell("#REF!"))),
        (),
        [
            'july.xlsx, sheet "Июль", C3 (followers) [error-value]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="an error cell",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, formula("A1/0", "#DIV/0!", "e"))),
        (),
        [
            'july.xlsx, sheet "Июль", C3 (followers) [error-value]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a formula with an error",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, formula("SUM(F3:H3)"))),
        (),
        [
            'july.xlsx, sheet "Июль", C3 (followers) [formula-without-value]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a formula without a value",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, 12.5)),
        (),
        [
            'july.xlsx, sheet "Июль", C3 (followers) [not-whole]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a fraction",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, -4)),
        (),
        [
            'july.xlsx, sheet "Июль", C3 (followers) [negative]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a negative number",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, 10**12 + 1)),
        (),
        [
            'july.xlsx, sheet "Июль", C3 (followers) [too-large]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a number over the largest",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 2, 10**12 + 1)),
        (),
        [
            "july.csv, row 3 (followers) [too-large]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a number over the largest in a text",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, "12,5 тыс.")),
        (),
        [
            'july.xlsx, sheet "Июль", C3 (followers) [not-whole]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="the contract's example",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 0, date_cell(45108))),
        (),
        [
            'july.xlsx, sheet "Июль", A3 (region) [not-text]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a date for a region",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 1, True)),
        (),
        [
            'july.xlsx, sheet "Июль", B3 (platform) [not-text]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a truth value for a network",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 0, error_cell("#N/A"))),
        (),
        [
            'july.xlsx, sheet "Июль", A3 (region) [error-value]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="an error for a region",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 0, formula("A2"))),
        (),
        [
            'july.xlsx, sheet "Июль", A3 (region) [formula-without-value]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a formula without a value for a region",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 0, "Атырауу")),
        (),
        [
            "july.csv, row 3 (region) [unknown-region]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a mistyped region",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 0, "Москва")),
        (),
        [
            "july.csv, row 3 (region) [unknown-region]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a foreign region",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 0, "Алматы")),
        (),
        [
            "july.csv, row 3 (region) [ambiguous-region]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a region that could be two",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 0, "Акмолинская область")),
        (),
        [
            "july.csv, row 3 (region) [duplicate-page]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a page stands twice",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame([*CLEAN, ["Атырау обл.", "IG", 5, 6, 7]], ["page", "", "Акимат", "", "", "", "АКИМАТ"])),
        (),
        [
            "july.csv, row 7 (page) [duplicate-page]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a named page stands twice",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 3, 0)),
        (),
        [
            "july.csv, row 3 (posts) [contradiction]",
            nothing("rated", 1, "july.csv"),
        ],
        id="interactions without posts",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 2, 0)),
        (),
        [
            "july.csv, row 3 (followers) [contradiction]",
            nothing("rated", 1, "july.csv"),
        ],
        id="interactions without followers",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([[*HEADER[:4], "Лайки", "Репосты"], *([*page[:3], 0, page[4], 1] for page in PAGES[:2])]),
        (),
        [
            "july.csv, row 2 (posts) [contradiction]",
            "july.csv, row 3 (posts) [contradiction]",
            nothing("rated", 2, "july.csv"),
        ],
        id="a sum of interactions without posts",
    ),
    pytest.param(
        "july.csv",
        b"",
        (),
        [
            "july.csv [no-pages]",
            nothing("rated", 1, "july.csv"),
        ],
        id="an empty file",
    ),
    pytest.param(
        "july.csv",
        b"\n \n;;;\n",
        (),
        [
            "july.csv [no-pages]",
            nothing("rated", 1, "july.csv"),
        ],
        id="nothing but blanks",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([HEADER]),
        (),
        [
            "july.csv [no-pages]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a header alone",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([HEADER, *TOTAL]),
        (),
        [
            "july.csv [no-pages]",
            "july.csv, row 2 [total-row]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a header and a total",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([HEADER, *([*page[:2], "", "", ""] for page in PAGES)]),
        (),
        [
            "july.csv [no-pages]",
            nothing("rated", 1, "july.csv"),
        ],
        id="nothing filled in",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame(CLEAN, ["excluded", *["no page"] * 5])),
        (),
        [
            "july.csv [no-pages]",
            nothing("rated", 1, "july.csv"),
        ],
        id="all left out",
    ),
    pytest.param(
        "july.xlsx",
        xlsx([]),
        (),
        [
            "july.xlsx [no-pages]",
            nothing("rated", 1, "july.xlsx"),
        ],
        id="an empty workbook",
    ),
    pytest.param(
        "july.xlsx",
        workbook({"Июль": CLEAN, "Август": CLEAN}),
        (),
        [
            "july.xlsx [several-sheets]",
            nothing("rated", 1, "july.xlsx"),
        ],
        id="two sheets with pages",
    ),
    pytest.param(
        "july.xlsx",
        workbook({"Население": POPULATIONS, "Люди": POPULATIONS}),
        (),
        [
            "july.xlsx [no-pages]",
            nothing("rated", 1, "july.xlsx"),
        ],
        id="nothing but populations",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([HEADER, *PAGES[:2], [*PAGES[2][:2], "7", "654", 25, 1210]]),
        (),
        [
            "july.csv, row 4 [ragged-row]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a number that the separator cuts",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(4, 2, None), merged=["C3:C4"]),
        (),
        [
            'july.xlsx, sheet "Июль", C4 (followers) [missing-value]',
            nothing("rated", 1, "july.xlsx"),
        ],
        id="one figure merged over two pages",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(4, 0, None, changed(4, 1, None)), merged=["A3:B4"]),
        (),
        [
            'july.xlsx, sheet "Июль", B3 (platform) [covered-cell]',
            'july.xlsx, sheet "Июль", A4 (region) [missing-value]',
            'july.xlsx, sheet "Июль", B4 (platform) [missing-value]',
            nothing("rated", 3, "july.xlsx"),
        ],
        id="cells merged in both directions",
    ),
    pytest.param(
        "july.csv",
        csv_text(CLEAN).replace("facebook", '"face"book', 1).encode(),
        (),
        [
            "july.csv [unreadable]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a quote inside a text",
    ),
    pytest.param(
        "july.csv",
        csv_text(CLEAN).replace("facebook", '"facebook', 1).encode(),
        (),
        [
            "july.csv [unreadable]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a quote that does not close",
    ),
    pytest.param(
        "july.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        (),
        [
            "july.xls [unreadable]",
            nothing("rated", 1, "july.xls"),
        ],
        id="an old workbook",
    ),
    pytest.param(
        "july.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        (),
        [
            "july.xlsx [unreadable]",
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a workbook behind a password",
    ),
    pytest.param(
        "july.xlsx",
        encrypted(),
        (),
        [
            "july.xlsx [unreadable]",
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a workbook of encrypted parts",
    ),
    pytest.param(
        "july.xlsb",
        zipped({"[Content_Types].xml": "<x/>", "xl/workbook.bin": "x"}),
        (),
        [
            "july.xlsb [unreadable]",
            nothing("rated", 1, "july.xlsb"),
        ],
        id="a binary workbook",
    ),
    pytest.param(
        "july.numbers",
        zipped({"Index/Document.iwa": "x"}),
        (),
        [
            "july.numbers [unreadable]",
            nothing("rated", 1, "july.numbers"),
        ],
        id="a Numbers document",
    ),
    pytest.param(
        "july.ods",
        ods([*CLEAN[:2], [*CLEAN[2][:2], shown_cell(98765, "98,8 тыс."), *CLEAN[2][3:]], *CLEAN[3:]]),
        ("--population", "kz-2023"),
        [
            'july.ods, sheet "Июль", C3 (followers) [number-format]',
            nothing("rated", 1, "july.ods"),
        ],
        id="a number of an OpenDocument sheet that is shown in thousands",
    ),
    pytest.param(
        "july.ods",
        ods([*CLEAN[:5], [*CLEAN[5][:3], OdsRaw("<table:table-cell><table:table/></table:table-cell>")]]),
        (),
        [
            'july.ods, sheet "Июль", D6 [unreadable]',
            nothing("rated", 1, "july.ods"),
        ],
        id="a table in a cell of an OpenDocument sheet",
    ),
    pytest.param(
        "july.parquet",
        b"PAR1" + bytes(20) + b"PAR1",
        (),
        [
            "july.parquet [unreadable]",
            nothing("rated", 1, "july.parquet"),
        ],
        id="a broken Parquet file",
    ),
    pytest.param(
        "july.parquet",
        parquet([("region", ["Акмола"]), ("tags", [["a", "b"]])]),
        (),
        [
            "july.parquet (tags) [unreadable]",
            nothing("rated", 1, "july.parquet"),
        ],
        id="a Parquet file with a list in a column",
    ),
    pytest.param(
        "july.zip",
        zipped({"a.txt": "x"}),
        (),
        [
            "july.zip [unreadable]",
            nothing("rated", 1, "july.zip"),
        ],
        id="some other archive",
    ),
    pytest.param(
        "july.xlsx",
        xlsx()[:-40],
        (),
        [
            "july.xlsx [unreadable]",
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a workbook without its end",
    ),
    pytest.param(
        "july.xlsx",
        b"region,platform\n",
        (),
        [
            "july.xlsx [unreadable]",
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a text that calls itself a workbook",
    ),
    pytest.param(
        "july.xlsx",
        b"PK\x03\x04",
        (),
        [
            "july.xlsx [unreadable]",
            nothing("rated", 1, "july.xlsx"),
        ],
        id="four bytes of a workbook",
    ),
    pytest.param(
        "july.csv",
        b"<!DOCTYPE html><table><tr><td>region</td></tr></table>",
        (),
        [
            "july.csv [unreadable]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a web page",
    ),
    pytest.param(
        "july.csv",
        b"%PDF-1.7 ...",
        (),
        [
            "july.csv [unreadable]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a PDF",
    ),
    pytest.param(
        "july.xlsx",
        zipped(package({"a": sheet_xml(CLEAN)[:-30]})),
        (),
        [
            "july.xlsx [unreadable]",
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a sheet without its end",
    ),
    pytest.param(
        "july.xlsx",
        with_entities("xl/worksheets/sheet1.xml"),
        (),
        DECLARATIONS,
        id="entities in a sheet",
    ),
    pytest.param(
        "july.xlsx",
        with_entities("xl/sharedStrings.xml"),
        (),
        DECLARATIONS,
        id="entities in the texts",
    ),
    pytest.param(
        "july.xlsx",
        with_entities("xl/workbook.xml"),
        (),
        DECLARATIONS,
        id="entities in the workbook",
    ),
    pytest.param(
        "july.xlsx",
        with_external_entity("xl/worksheets/sheet1.xml"),
        (),
        DECLARATIONS,
        id="a file of the machine in a sheet",
    ),
    pytest.param(
        "july.xlsx",
        with_external_entity("xl/sharedStrings.xml"),
        (),
        DECLARATIONS,
        id="a file of the machine in the texts",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(before='<!DOCTYPE x SYSTEM "http://example.org/x.dtd">'),
        (),
        DECLARATIONS,
        id="a document type on the net",
    ),
    pytest.param(
        "july.xlsx",
        bomb(),
        (),
        [
            "july.xlsx [too-big]",
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a workbook of a few kilobytes that unpacks to megabytes",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(CLEAN),
        ("--encoding", "utf-99"),
        [
            "july.csv [encoding]",
            nothing("rated", 1, "july.csv"),
        ],
        id="an encoding that does not exist",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(CLEAN),
        ("--encoding", "hex"),
        [
            "july.csv [encoding]",
            nothing("rated", 1, "july.csv"),
        ],
        id="an encoding that is none of texts",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(CLEAN),
        ("--encoding", "ascii"),
        [
            "july.csv [encoding]",
            nothing("rated", 1, "july.csv"),
        ],
        id="the wrong encoding",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(CLEAN, encoding="utf-16")[:-1],
        (),
        [
            "july.csv [encoding]",
            nothing("rated", 1, "july.csv"),
        ],
        id="half a letter at the end",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(2, 1, shared_cell(2)), shared=["facebook", "instagram"]),
        (),
        [
            "july.xlsx [unreadable]",
            nothing("rated", 1, "july.xlsx"),
        ],
        id="a text after the last",
    ),
]

PEOPLE = ["population", *POPULATION]
HOURS = 'name = "own"\nversion = "1"\n[[indicators]]\nkey = "h"\nlabel = "H"\nof = ["hours"]\n'
# the files, the options, the exit code, the lines on standard error: where populations and methodologies are one's own
OTHERS = [
    pytest.param(
        {"july.csv": csv_bytes(CLEAN)}, (), 1,
        [
            "july.csv [no-population]",
            nothing("rated", 1, "july.csv"),
        ],
        id="no populations anywhere",
    ),
    pytest.param({"july.csv": csv_bytes(of_frame(CLEAN, PEOPLE))}, (), 0, [], id="populations in a column"),
    pytest.param(
        {"july.xlsx": workbook({"Июль": CLEAN, "Население": POPULATIONS})}, (), 0, [], id="populations in a sheet"
    ),
    pytest.param(
        {"july.csv": csv_bytes(CLEAN), "people.csv": csv_bytes(POPULATIONS)}, ("--population", "people.csv"), 0, [],
        id="populations in a file",
    ),
    pytest.param(
        {"july.xlsx": workbook({"Июль": CLEAN, "Население": POPULATIONS, "Люди": POPULATIONS})}, (), 1,
        [
            "july.xlsx [several-sheets]",
            nothing("rated", 1, "july.xlsx"),
        ],
        id="populations in two sheets",
    ),
    pytest.param(
        {"july.csv": csv_bytes(of_frame(CLEAN, ["population", 0, *POPULATION[1:]]))},
        (), 1,
        [
            "july.csv, row 2 (population) [no-population]",
            nothing("rated", 1, "july.csv"),
        ],
        id="nobody lives there",
    ),
    pytest.param(
        {"july.csv": csv_bytes(of_frame(CLEAN, ["population", *POPULATION[:3], "-", POPULATION[4]]))}, (), 1,
        ["july.csv, row 5 (population) [no-population]", nothing("rated", 1, "july.csv")],
        id="nobody knows how many live there",
    ),
    pytest.param(
        {"july.csv": csv_bytes(of_frame(CLEAN, ["population", *POPULATION[:2], 693086, *POPULATION[3:]]))}, (), 1,
        [
            "july.csv, row 4 (population) [contradiction]",
            nothing("rated", 1, "july.csv"),
        ],
        id="two populations of one region",
    ),
    pytest.param(
        {"july.csv": csv_bytes(of_frame(CLEAN, ["population", POPULATION[0], 69308, 69308, *POPULATION[3:]]))}, (), 0,
        [
            "july.csv, row 3 (followers) [followers-exceed-population]"
        ],
        id="more followers than people",
    ),
    pytest.param(
        {"july.csv": csv_bytes(changed(2, 3, 3))}, KZ_2023, 0,
        [
            "july.csv, row 2 (posts) [few-posts]"
        ],
        id="few posts",
    ),
    pytest.param(
        {"july.csv": csv_bytes(changed(2, 2, 39))}, KZ_2023, 0,
        [
            "july.csv, row 2 (posts) [looks-swapped]"
        ],
        id="two figures swapped",
    ),
    pytest.param(
        {"july.csv": csv_bytes(CLEAN), "people.csv": b"region,population\n\xd0\x90,5\n\xd0\x90,6\n"},
        ("--population", "people.csv"), 1,
        [
            "people.csv, row 3 (region) [duplicate-region]",
            nothing("rated", 1, "people.csv"),
        ],
        id="a region twice",
    ),
    pytest.param(
        {"july.csv": csv_bytes(CLEAN), "people.csv": b"region,people\nx,5\n"}, ("--population", "people.csv"), 1,
        [
            "people.csv [missing-column]",
            nothing("rated", 1, "people.csv"),
        ],
        id="a population file without populations",
    ),
    pytest.param(
        {"july.csv": b"page;hours\nA;1,234\nB;12\nC;5,678\n", "own.toml": HOURS.encode()},
        ("--methodology", "own.toml"), 1,
        [
            "july.csv, row 2 (hours) [ambiguous-number]",
            nothing("rated", 1, "july.csv"),
        ],
        id="a decimal sign or a group's",
    ),
    pytest.param(
        {"july.csv": b"page;hours\nA;1,234\nB;1 234,5\nC;1.234,567\n", "own.toml": HOURS.encode()},
        ("--methodology", "own.toml"), 0, [],
        id="a decimal sign that other figures show",
    ),
    pytest.param(
        {"july.csv": b"page;hours\nA;1,234\nB;12\nC;5,678\n", "own.toml": HOURS.encode()},
        ("--methodology", "own.toml", "--decimal", ","), 0, [],
        id="a decimal sign that is named",
    ),
    pytest.param(
        {"july.csv": b"page;hours\nA;1,2340\nB;1 234,5\nC;3,4\n", "own.toml": HOURS.encode()},
        ("--methodology", "own.toml"), 0, [],
        id="fractions",
    ),
    pytest.param(
        {
            "july.csv": csv_bytes(
                [HEADER, *([name, "vk", 5000, 20, 700] for name in ("Акмола", "Атырау", "Павлодар", "Абай")),
                 ["Жамбылская область", "vk", 600_000, 20, 700]]
            )
        },
        KZ_2023, 0,
        [
            "july.csv, row 6 (followers) [far-from-neighbours]"
        ],
        id="a doubled row of zeros",
    ),
]  # fmt: skip
