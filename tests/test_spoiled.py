"""Spoiled and strange files, each with its exact rating or its exact lines on standard error (CONTRACT 2, 3, 9)."""

import re
import subprocess
import sys

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

KZ_2023 = ("--population", "kz-2023")
GROUPED = (
    "july.csv, row 2 (followers): '{}' was read as 12345; "
    "if the mark is a decimal sign, say so with --decimal [grouped-number]"
)
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
        [("july.txt: was read as UTF-16-LE; choose another with --encoding if letters look wrong [encoding-detected]")],
        id="UTF-16 without a mark",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(CLEAN, ";", "\r\n", "cp1251"),
        (),
        [("july.csv: was read as cp1251; choose another with --encoding if letters look wrong [encoding-detected]")],
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
        ["july.csv, row 3: the header was found in row 3 [header-below-title]"],
        id="a title above",
    ),
    pytest.param(
        "july.xlsx",
        xlsx([["Рейтинг"], ["июль 2023"], [], *CLEAN], merged=["A1:E1"]),
        (),
        ['july.xlsx, sheet "Июль", row 4: the header was found in row 4 [header-below-title]'],
        id="a merged title above",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([*[["note"]] * 19, *CLEAN]),
        (),
        ["july.csv, row 20: the header was found in row 20 [header-below-title]"],
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
        ['july.xlsx, sheet "Июль", row 2: the header was found in row 2 [header-below-title]'],
        id="a blank first row and column",
    ),
    pytest.param(
        "july.csv", csv_bytes([["", *row[:2], "", *row[2:], "", ""] for row in CLEAN]), (), [], id="blank columns"
    ),
    pytest.param(
        "july.csv",
        csv_bytes([*CLEAN, *TOTAL]),
        (),
        ["july.csv, row 7: 'Итого' is a total and was left out [total-row]"],
        id="a total row",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([*CLEAN, ["ВСЕГО:", *TOTAL[0][1:]]]),
        (),
        ["july.csv, row 7: 'ВСЕГО:' is a total and was left out [total-row]"],
        id="a total row, all",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([*CLEAN, ["Барлығы", *TOTAL[0][1:]]]),
        (),
        ["july.csv, row 7: 'Барлығы' is a total and was left out [total-row]"],
        id="a Kazakh total row",
    ),
    pytest.param(
        "july.xlsx",
        xlsx([*CLEAN, [], ["Total", "", 167652]]),
        (),
        ["july.xlsx, sheet \"Июль\", row 8: 'Total' is a total and was left out [total-row]"],
        id="an English total row",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(hidden=[3, 5]),
        (),
        [
            'july.xlsx, sheet "Июль", row 3: is hidden and was rated [hidden-row]',
            'july.xlsx, sheet "Июль", row 5: is hidden and was rated [hidden-row]',
        ],
        id="hidden rows",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(hidden_columns=[4]),
        (),
        ['july.xlsx, sheet "Июль", D1 (posts): is hidden and was read [hidden-column]'],
        id="a hidden column",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(4, 0, None), merged=["A3:A4"]),
        (),
        [
            (
                'july.xlsx, sheet "Июль", A3:A4: A3:A4 are merged: '
                "each of these rows was read as 'Атырауская область' [merged-cells]"
            )
        ],
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
        ["july.csv (Цвет): 'Цвет' is not used [unused-column]"],
        id="a column that nobody uses",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame(CLEAN, ["коментарии", *"12345"])),
        (),
        ["july.csv (коментарии): 'коментарии' is not used; did you mean 'comments'? [similar-heading]"],
        id="a mistyped column that is not needed",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame(CLEAN, ["ER, %", "1,06", "0,34", "0,63", "0,64", "0,74"]), ";"),
        (),
        ["july.csv (er): is not trusted: it is computed anew from the counts [ignored-column]"],
        id="engagement rates that agree",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame(CLEAN, ["ER, %", "1,06", "0,34", "2,5", "-", "0,74"]), ";"),
        (),
        [
            "july.csv (er): is not trusted: it is computed anew from the counts [ignored-column]",
            (
                "july.csv, row 4 (er): '2,5' is not the rate that the counts give, 0.6323; "
                "the computed one is used; check which formula the tool means [er-differs]"
            ),
        ],
        id="an engagement rate that differs",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame(CLEAN, ["population", *"12345"])),
        (),
        [("july.csv (population): is not used, because another population table was chosen [ignored-column]")],
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
    pytest.param("july.csv", csv(2, 2, "12,345"), (), [GROUPED.format("12,345")], id="groups by a comma"),
    pytest.param("july.csv", csv(2, 2, "12.345"), (), [GROUPED.format("12.345")], id="groups by a dot"),
    pytest.param(
        "july.csv",
        csv(2, 2, "12,345", ","),
        (),
        [GROUPED.format("12,345")],
        id="groups by a comma, quoted among commas",
    ),
    pytest.param("july.csv", csv(2, 2, "12,345"), ("--decimal", "."), [], id="groups by a comma, with a decimal dot"),
    pytest.param("july.csv", csv(2, 2, "12345.0"), (), [], id="a fraction of nothing"),
    pytest.param("july.csv", csv(2, 2, "12345,00"), (), [], id="a fraction of nothing behind a comma"),
    pytest.param("july.csv", csv(2, 2, "  12345\u00a0"), (), [], id="white space around a number"),
    pytest.param("july.csv", csv(2, 2, "012345"), (), [], id="a leading zero"),
]

WRITE_ANEW = "set the cell's format to Number and write the count again [date-in-number]"

# a cell of a whole-number column, and what is said of it
REFUSED_CELLS = [
    ("3,4", "'3,4' is not a whole number; write all its digits, without a fraction [not-whole]"),
    ("12.5", "'12.5' is not a whole number; write all its digits, without a fraction [not-whole]"),
    ("12,01", "'12,01' is not a whole number; write all its digits, without a fraction [not-whole]"),
    ("1234,567", "'1234,567' is not a whole number; write all its digits, without a fraction [not-whole]"),
    ("12 34", "'12 34' is not a number; write digits only [not-a-number]"),
    ("1 2345", "'1 2345' is not a number; write digits only [not-a-number]"),
    ("1.234,5", "'1.234,5' is not a whole number; write all its digits, without a fraction [not-whole]"),
    ("12345,", "'12345,' is not a number; write digits only [not-a-number]"),
    (",5", "',5' is not a number; write digits only [not-a-number]"),
    ("12k", "'12k' is not a whole number; write 12000 [not-whole]"),
    ("12к", "'12к' is not a whole number; write 12000 [not-whole]"),
    ("1,2 тыс.", "'1,2 тыс.' is not a whole number; write 1200 [not-whole]"),
    ("12,5 тыс.", "'12,5 тыс.' is not a whole number; write 12500 [not-whole]"),
    ("1.2m", "'1.2m' is not a whole number; write 1200000 [not-whole]"),
    ("1,234k", "'1,234k' is not a whole number; write all its digits, without a fraction [not-whole]"),
    ("-4", "'-4' is negative; a count is 0 or more [negative]"),
    ("−4", "'−4' is negative; a count is 0 or more [negative]"),
    ("-12 345", "'-12 345' is negative; a count is 0 or more [negative]"),
    ("+5", "'+5' is not a number; write 5 [not-a-number]"),
    ("01.07.2023", "'01.07.2023' is a date, not a number; " + WRITE_ANEW),
    ("2023-07-01", "'2023-07-01' is a date, not a number; " + WRITE_ANEW),
    ("1/7/23", "'1/7/23' is a date, not a number; " + WRITE_ANEW),
    ("TRUE", "'TRUE' is a truth value, not a number; write digits only [not-a-number]"),
    ("ИСТИНА", "'ИСТИНА' is a truth value, not a number; write digits only [not-a-number]"),
    ("#REF!", "'#REF!' is an error of the spreadsheet; mend the formula or write the number [error-value]"),
    ("#ДЕЛ/0!", "'#ДЕЛ/0!' is an error of the spreadsheet; mend the formula or write the number [error-value]"),
    (
        "=1+1",
        "the formula has no stored value; "
        "open the file in a spreadsheet program, let it calculate, and save it [formula-without-value]",
    ),
    ("1e3", "'1e3' is not a number; write 1000 [not-a-number]"),
    ("1000000000001", "'1000000000001' is over 1,000,000,000,000; check the digits [too-large]"),
    ("9" * 70, f"'{'9' * 59}…' is not a number; write digits only [not-a-number]"),
    ("около 5", "'около 5' is not a number; write digits only [not-a-number]"),
    ("12 345 чел.", "'12 345 чел.' is not a number; write digits only [not-a-number]"),
    ("5%", "'5%' is not a number; write digits only [not-a-number]"),
    ("NaN", "'NaN' is not a number; write digits only [not-a-number]"),
    ("N/D", "'N/D' is not a number; write digits only [not-a-number]"),
    ("inf", "'inf' is not a number; write digits only [not-a-number]"),
    ("0x10", "'0x10' is not a number; write digits only [not-a-number]"),
    ("1_000", "'1_000' is not a number; write digits only [not-a-number]"),
    ("１２", "'１２' is not a number; write digits only [not-a-number]"),
    ("١٢", "'١٢' is not a number; write digits only [not-a-number]"),
    (
        "12\u200b345",
        "'12\\u200b345' is not a number: it holds the odd space U+200B; write 12345 [not-a-number]",
    ),
    ("12\u2007345", "'12 345' is not a number: it holds the odd space U+2007; write 12345 [not-a-number]"),
    ("12\n345", "'12␊345' is not a number; write digits only [not-a-number]"),
    ("<b>5</b>", "'<b>5</b>' is not a number; write digits only [not-a-number]"),
    ("\x1b[31m5", "'␛[31m5' is not a number; write digits only [not-a-number]"),
]

DECLARATIONS = [
    "july.xlsx: holds XML declarations that workbooks never need, and was not opened; "
    "open it in a spreadsheet program and save it as XLSX [unreadable]",
    "1 problem in july.xlsx, nothing was rated",
]

# the same, refused: nothing is on standard output
REFUSED = [
    pytest.param(
        "july.csv",
        csv_bytes(without(2)),
        (),
        [
            ("july.csv: there is no column followers; add one headed 'followers' or 'подписчики' [missing-column]"),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a column is missing",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([["region", "platform", "folowers", "posts", "interactions"], *PAGES]),
        (),
        [
            (
                "july.csv: there is no column followers; "
                "did you mean 'folowers'? Head it 'followers' or 'подписчики' [missing-column]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a column is mistyped",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([["Регион", "Соцсеть", "Подпищики", "Посты", "Взаимодействия"], *PAGES]),
        (),
        [
            (
                "july.csv: there is no column followers; "
                "did you mean 'Подпищики'? Head it 'followers' or 'подписчики' [missing-column]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a Russian column is mistyped",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(without(4)),
        (),
        [
            (
                "july.csv: there is no column engaged, and none that it could be summed from; "
                "add engaged, interactions, or likes, comments and shares [missing-column]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="nothing to sum interactions from",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(without(0)),
        (),
        [
            ("july.csv: there is no column region; add one headed 'region' or 'регион' [missing-column]"),
            "1 problem in july.csv, nothing was rated",
        ],
        id="no region",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(without(1)),
        (),
        [
            ("july.csv: there is no column platform; add one headed 'platform' or 'соцсеть' [missing-column]"),
            "1 problem in july.csv, nothing was rated",
        ],
        id="no platform",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([["a", "b", "c"], [1, 2, 3]]),
        (),
        [
            ("july.csv: there is no column region; add one headed 'region' or 'регион' [missing-column]"),
            ("july.csv: there is no column platform; add one headed 'platform' or 'соцсеть' [missing-column]"),
            ("july.csv: there is no column followers; add one headed 'followers' or 'подписчики' [missing-column]"),
            (
                "july.csv: there is no column engaged, and none that it could be summed from; "
                "add engaged, interactions, or likes, comments and shares [missing-column]"
            ),
            ("july.csv: there is no column posts; add one headed 'posts' or 'публикации' [missing-column]"),
            "july.csv (a): 'a' is not used [unused-column]",
            "july.csv (b): 'b' is not used [unused-column]",
            "july.csv (c): 'c' is not used [unused-column]",
            "5 problems in july.csv, nothing was rated",
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
            (
                "july.csv (followers): the columns 'followers' and 'Подписчики' are the same thing; "
                "keep one of them or rename the other [duplicate-column]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a column stands twice",
    ),
    pytest.param(
        "july.xlsx",
        xlsx([[*HEADER, "Репосты", "posts"], *([*page, 1, 1] for page in PAGES)]),
        (),
        [
            (
                'july.xlsx, sheet "Июль", G1 (posts): '
                "the columns 'posts' and 'posts' are the same thing; "
                "keep one of them or rename the other [duplicate-column]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a column stands twice in a workbook",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([*[["note"]] * 20, *CLEAN]),
        (),
        [
            (
                "july.csv: none of the first 20 rows has the headings 'region', 'platform', 'followers', 'engaged' "
                "and 'posts'; move the headings up, or delete the rows above them [missing-column]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a header in row 21",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(4, 3, "")),
        (),
        [
            "july.csv, row 4 (posts): is empty; write 0 if there were none [missing-value]",
            "1 problem in july.csv, nothing was rated",
        ],
        id="an empty figure",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(4, 3, None)),
        (),
        [
            ('july.xlsx, sheet "Июль", D4 (posts): is empty; write 0 if there were none [missing-value]'),
            "1 problem in july.xlsx, nothing was rated",
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
            "july.csv, row 2 (posts): is empty; write 0 if there were none [missing-value]",
            "july.csv, row 3 (posts): is empty; write 0 if there were none [missing-value]",
            "july.csv, row 4 (posts): is empty; write 0 if there were none [missing-value]",
            "july.csv, row 5 (posts): is empty; write 0 if there were none [missing-value]",
            "july.csv, row 6 (posts): is empty; write 0 if there were none [missing-value]",
            "5 problems in july.csv, nothing was rated",
        ],
        id="every sign for no figure",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([HEADER, *([*page[:3], "", page[4]] for page in PAGES), ["Абай", "vk", 5, "", 1]]),
        (),
        [
            ("july.csv, 6 rows, first 2, 3, 4, 5, 6 (posts): is empty; write 0 if there were none [missing-value]"),
            "6 problems in july.csv, nothing was rated",
        ],
        id="the same problem in more than five rows",
    ),
    pytest.param(
        "july.xlsx",
        xlsx([HEADER, *([*page[:3], None, page[4]] for page in PAGES), ["Абай", "vk", 5, None, 1]]),
        (),
        [
            (
                'july.xlsx, sheet "Июль", 6 cells, first D2, D3, D4, D5, D6 (posts): is empty; '
                "write 0 if there were none [missing-value]"
            ),
            "6 problems in july.xlsx, nothing was rated",
        ],
        id="the same problem in more than five cells",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 0, "")),
        (),
        [
            "july.csv, row 3 (region): is empty; write the name [missing-value]",
            "1 problem in july.csv, nothing was rated",
        ],
        id="an empty region",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 1, "-")),
        (),
        [
            "july.csv, row 3 (platform): is empty; write the name [missing-value]",
            "1 problem in july.csv, nothing was rated",
        ],
        id="an empty network",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, date_cell(45108))),
        (),
        [
            (
                'july.xlsx, sheet "Июль", C3 (followers): '
                "'2023-07-01' is a date, not a number; "
                "set the cell's format to Number and write the count again [date-in-number]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a date cell",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, iso_date_cell("2023-07-01"))),
        (),
        [
            (
                "july.xlsx, sheet \"Июль\", C3 (followers): '2023-07-01' is a date, not a number; "
                "set the cell's format to Number and write the count again [date-in-number]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="an ISO date cell",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, True)),
        (),
        [
            (
                "july.xlsx, sheet \"Июль\", C3 (followers): 'True' is a truth value, not a number; "
                "write digits only [not-a-number]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a truth value",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, error_cell("#REF!"))),
        (),
        [
            (
                "july.xlsx, sheet \"Июль\", C3 (followers): '#REF!' is an error of the spreadsheet; "
                "mend the formula or write the number [error-value]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="an error cell",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, formula("A1/0", "#DIV/0!", "e"))),
        (),
        [
            (
                "july.xlsx, sheet \"Июль\", C3 (followers): '#DIV/0!' is an error of the spreadsheet; "
                "mend the formula or write the number [error-value]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a formula with an error",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, formula("SUM(F3:H3)"))),
        (),
        [
            (
                'july.xlsx, sheet "Июль", C3 (followers): the formula has no stored value; '
                "open the file in a spreadsheet program, let it calculate, and save it [formula-without-value]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a formula without a value",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, 12.5)),
        (),
        [
            (
                "july.xlsx, sheet \"Июль\", C3 (followers): '12.5' is not a whole number; "
                "write the count itself, without a fraction [not-whole]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a fraction",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, -4)),
        (),
        [
            ("july.xlsx, sheet \"Июль\", C3 (followers): '-4' is negative; a count is 0 or more [negative]"),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a negative number",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, 10**12 + 1)),
        (),
        [
            (
                "july.xlsx, sheet \"Июль\", C3 (followers): '1000000000001' is over 1,000,000,000,000; "
                "check the digits [too-large]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a number over the largest",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 2, 10**12 + 1)),
        (),
        [
            "july.csv, row 3 (followers): '1000000000001' is over 1,000,000,000,000; check the digits [too-large]",
            "1 problem in july.csv, nothing was rated",
        ],
        id="a number over the largest in a text",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 2, "12,5 тыс.")),
        (),
        [
            ("july.xlsx, sheet \"Июль\", C3 (followers): '12,5 тыс.' is not a whole number; write 12500 [not-whole]"),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="the contract's example",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 0, date_cell(45108))),
        (),
        [
            ("july.xlsx, sheet \"Июль\", A3 (region): '2023-07-01' is not a text; write it as text [not-text]"),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a date for a region",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 1, True)),
        (),
        [
            ("july.xlsx, sheet \"Июль\", B3 (platform): 'True' is not a text; write it as text [not-text]"),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a truth value for a network",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 0, error_cell("#N/A"))),
        (),
        [
            (
                "july.xlsx, sheet \"Июль\", A3 (region): '#N/A' is an error of the spreadsheet; "
                "mend the formula or write the text [error-value]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="an error for a region",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(3, 0, formula("A2"))),
        (),
        [
            (
                'july.xlsx, sheet "Июль", A3 (region): the formula has no stored value; '
                "open the file in a spreadsheet program, let it calculate, and save it [formula-without-value]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a formula without a value for a region",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 0, "Атырауу")),
        (),
        [
            (
                "july.csv, row 3 (region): 'Атырауу' is not a region of 'kz-2023'; "
                "did you mean 'Атырау'? [unknown-region]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a mistyped region",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 0, "Москва")),
        (),
        [
            (
                "july.csv, row 3 (region): 'Москва' is not a region of 'kz-2023'; "
                "add it to the population table, or choose another with --population [unknown-region]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a foreign region",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 0, "Алматы")),
        (),
        [
            (
                "july.csv, row 3 (region): 'Алматы' could be 'Almaty (city)' or 'Almaty Region'; "
                "write its full name [ambiguous-region]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a region that could be two",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 0, "Акмолинская область")),
        (),
        [
            (
                "july.csv, row 3 (region): 'Акмолинская область · instagram' stands here and in row 2; "
                "keep one of the rows, or give the pages different names [duplicate-page]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a page stands twice",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame([*CLEAN, ["Атырау обл.", "IG", 5, 6, 7]], ["page", "", "Акимат", "", "", "", "АКИМАТ"])),
        (),
        [
            (
                "july.csv, row 7 (page): 'АКИМАТ' stands here and in row 3; "
                "keep one of the rows, or give the pages different names [duplicate-page]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a named page stands twice",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 3, 0)),
        (),
        [
            ("july.csv, row 3 (posts): posts is 0, yet interactions is 20404; correct one of them [contradiction]"),
            "1 problem in july.csv, nothing was rated",
        ],
        id="interactions without posts",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(changed(3, 2, 0)),
        (),
        [
            (
                "july.csv, row 3 (followers): followers is 0, yet interactions is 20404; "
                "correct one of them [contradiction]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="interactions without followers",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([[*HEADER[:4], "Лайки", "Репосты"], *([*page[:3], 0, page[4], 1] for page in PAGES[:2])]),
        (),
        [
            ("july.csv, row 2 (posts): posts is 0, yet interactions is 5211; correct one of them [contradiction]"),
            ("july.csv, row 3 (posts): posts is 0, yet interactions is 20405; correct one of them [contradiction]"),
            "2 problems in july.csv, nothing was rated",
        ],
        id="a sum of interactions without posts",
    ),
    pytest.param(
        "july.csv",
        b"",
        (),
        [
            ("july.csv: is empty; put the headings into the first row and one row a page below [no-pages]"),
            "1 problem in july.csv, nothing was rated",
        ],
        id="an empty file",
    ),
    pytest.param(
        "july.csv",
        b"\n \n;;;\n",
        (),
        [
            "july.csv: is empty; put the headings into the first row and one row a page below [no-pages]",
            "1 problem in july.csv, nothing was rated",
        ],
        id="nothing but blanks",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([HEADER]),
        (),
        [
            "july.csv: there is no page to rate; put one row a page under the headings [no-pages]",
            "1 problem in july.csv, nothing was rated",
        ],
        id="a header alone",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([HEADER, *TOTAL]),
        (),
        [
            "july.csv, row 2: 'Итого' is a total and was left out [total-row]",
            "july.csv: there is no page to rate; put one row a page under the headings [no-pages]",
            "1 problem in july.csv, nothing was rated",
        ],
        id="a header and a total",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([HEADER, *([*page[:2], "", "", ""] for page in PAGES)]),
        (),
        [
            (
                "july.csv: no page has any figures yet; "
                "fill in 'followers', 'interactions' and 'posts', or delete the rows that are not needed "
                "[no-pages]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="nothing filled in",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(of_frame(CLEAN, ["excluded", *["no page"] * 5])),
        (),
        [
            (
                "july.csv: all pages (5) are left out; of 'Акмолинская область · instagram' the reason is: no page; "
                "remove the reason from the pages to be rated, or lower the minimum of the methodology [no-pages]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="all left out",
    ),
    pytest.param(
        "july.xlsx",
        xlsx([]),
        (),
        [
            ("july.xlsx: is empty; put the headings into the first row and one row a page below [no-pages]"),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="an empty workbook",
    ),
    pytest.param(
        "july.xlsx",
        workbook({"Июль": CLEAN, "Август": CLEAN}),
        (),
        [
            (
                "july.xlsx: the sheets 'Июль' and 'Август' all have the columns of pages; "
                "choose one with --sheet [several-sheets]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="two sheets with pages",
    ),
    pytest.param(
        "july.xlsx",
        workbook({"Население": POPULATIONS, "Люди": POPULATIONS}),
        (),
        [
            (
                "july.xlsx: has populations and no pages; "
                "give the file with the pages first, this one after --population [no-pages]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="nothing but populations",
    ),
    pytest.param(
        "july.csv",
        csv_bytes([HEADER, *PAGES[:2], [*PAGES[2][:2], "7", "654", 25, 1210]]),
        (),
        [
            (
                "july.csv, row 4: has 6 cells, the header has 5; "
                "put quotes around texts and numbers that hold the separator [ragged-row]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a number that the separator cuts",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(4, 2, None), merged=["C3:C4"]),
        (),
        [
            (
                'july.xlsx, sheet "Июль", C4 (followers): is one of the merged cells C3:C4, '
                "which hold a single figure; unmerge them and write the figure of each row [missing-value]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="one figure merged over two pages",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(4, 0, None, changed(4, 1, None)), merged=["A3:B4"]),
        (),
        [
            "july.xlsx, sheet \"Июль\", B3 (platform): 'instagram' is hidden under the merged cells A3:B4; "
            "unmerge them and check the cell [covered-cell]",
            'july.xlsx, sheet "Июль", A4 (region): is empty; write the name [missing-value]',
            'july.xlsx, sheet "Июль", B4 (platform): is empty; write the name [missing-value]',
            "3 problems in july.xlsx, nothing was rated",
        ],
        id="cells merged in both directions",
    ),
    pytest.param(
        "july.csv",
        csv_text(CLEAN).replace("facebook", '"face"book', 1).encode(),
        (),
        [
            (
                "july.csv: a quote that opens near line 4 does not close; "
                "double the quotes inside a text, or remove them [unreadable]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a quote inside a text",
    ),
    pytest.param(
        "july.csv",
        csv_text(CLEAN).replace("facebook", '"facebook', 1).encode(),
        (),
        [
            (
                "july.csv: a quote that opens near line 4 does not close; "
                "double the quotes inside a text, or remove them [unreadable]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a quote that does not close",
    ),
    pytest.param(
        "july.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        (),
        [
            (
                "july.xls: is an old XLS workbook; "
                "open it in a spreadsheet program and save it as XLSX (File, Save as, Excel workbook) "
                "[unreadable]"
            ),
            "1 problem in july.xls, nothing was rated",
        ],
        id="an old workbook",
    ),
    pytest.param(
        "july.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        (),
        [
            "july.xlsx: is protected by a password; save it without one [unreadable]",
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a workbook behind a password",
    ),
    pytest.param(
        "july.xlsx",
        encrypted(),
        (),
        [
            "july.xlsx: is protected by a password; save it without one [unreadable]",
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a workbook of encrypted parts",
    ),
    pytest.param(
        "july.ods",
        zipped({"mimetype": "x", "content.xml": "<x/>"}),
        (),
        [
            (
                "july.ods: is an OpenDocument table; "
                "open it in a spreadsheet program and save it as XLSX or CSV (File, Save as, Excel 2007-365) "
                "[unreadable]"
            ),
            "1 problem in july.ods, nothing was rated",
        ],
        id="an OpenDocument table",
    ),
    pytest.param(
        "july.zip",
        zipped({"a.txt": "x"}),
        (),
        [
            "july.zip: is an archive, not a table; unpack it and name the table inside [unreadable]",
            "1 problem in july.zip, nothing was rated",
        ],
        id="some other archive",
    ),
    pytest.param(
        "july.xlsx",
        xlsx()[:-40],
        (),
        [
            (
                "july.xlsx: is not a workbook that can be read; "
                "open it in a spreadsheet program and save it as XLSX [unreadable]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a workbook without its end",
    ),
    pytest.param(
        "july.xlsx",
        b"region,platform\n",
        (),
        [
            (
                "july.xlsx: is not a workbook that can be read; "
                "open it in a spreadsheet program and save it as XLSX [unreadable]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a text that calls itself a workbook",
    ),
    pytest.param(
        "july.xlsx",
        b"PK\x03\x04",
        (),
        [
            (
                "july.xlsx: is not a workbook that can be read; "
                "open it in a spreadsheet program and save it as XLSX [unreadable]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="four bytes of a workbook",
    ),
    pytest.param(
        "july.csv",
        b"<!DOCTYPE html><table><tr><td>region</td></tr></table>",
        (),
        [
            (
                "july.csv: is a web page or a document, not a table; "
                "open it in a spreadsheet program and save it as XLSX or CSV [unreadable]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a web page",
    ),
    pytest.param(
        "july.csv",
        b"%PDF-1.7 ...",
        (),
        [
            (
                "july.csv: is a web page or a document, not a table; "
                "open it in a spreadsheet program and save it as XLSX or CSV [unreadable]"
            ),
            "1 problem in july.csv, nothing was rated",
        ],
        id="a PDF",
    ),
    pytest.param(
        "july.xlsx",
        zipped(package({"a": sheet_xml(CLEAN)[:-30]})),
        (),
        [
            (
                "july.xlsx: is not a workbook that can be read; "
                "open it in a spreadsheet program and save it as XLSX [unreadable]"
            ),
            "1 problem in july.xlsx, nothing was rated",
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
            (
                "july.xlsx: unpacks to 566 times its size, as no honest workbook does; "
                "copy the table of pages into a new workbook [too-big]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a workbook of a few kilobytes that unpacks to megabytes",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(CLEAN),
        ("--encoding", "utf-99"),
        [
            ("july.csv: there is no encoding 'utf-99'; try --encoding utf-8, cp1251 or utf-16 [encoding]"),
            "1 problem in july.csv, nothing was rated",
        ],
        id="an encoding that does not exist",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(CLEAN),
        ("--encoding", "hex"),
        [
            "july.csv: there is no encoding 'hex'; try --encoding utf-8, cp1251 or utf-16 [encoding]",
            "1 problem in july.csv, nothing was rated",
        ],
        id="an encoding that is none of texts",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(CLEAN),
        ("--encoding", "ascii"),
        [
            ("july.csv: cannot be read as ascii; leave --encoding out, or try utf-8, cp1251 or utf-16 [encoding]"),
            "1 problem in july.csv, nothing was rated",
        ],
        id="the wrong encoding",
    ),
    pytest.param(
        "july.csv",
        csv_bytes(CLEAN, encoding="utf-16")[:-1],
        (),
        [
            ("july.csv: cannot be read as utf-16; leave --encoding out, or try utf-8, cp1251 or utf-16 [encoding]"),
            "1 problem in july.csv, nothing was rated",
        ],
        id="half a letter at the end",
    ),
    pytest.param(
        "july.xlsx",
        xlsx(changed(2, 1, shared_cell(2)), shared=["facebook", "instagram"]),
        (),
        [
            (
                "july.xlsx: is not a workbook that can be read; "
                "open it in a spreadsheet program and save it as XLSX [unreadable]"
            ),
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="a text after the last",
    ),
]


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    return clean_rating(tmp_path_factory.mktemp("clean"))


@pytest.mark.parametrize(("name", "content", "options", "lines"), RATED)
def test_a_strange_file_is_rated_like_the_clean_one(tmp_path, clean, name, content, options, lines):
    ended = run("score", write(tmp_path, name, content), *KZ_2023, *options, "-f", "json")

    assert (ended.code, ended.lines) == (0, lines)
    assert rated(ended) == clean


@pytest.mark.parametrize(("name", "content", "options", "lines"), REFUSED)
def test_a_spoiled_file_is_refused_with_every_problem(tmp_path, name, content, options, lines):
    ended = run("score", write(tmp_path, name, content), *KZ_2023, *options)

    assert (ended.code, ended.out, ended.lines) == (1, "", lines)


@pytest.mark.parametrize(("cell", "said"), REFUSED_CELLS)
def test_a_cell_that_is_no_whole_number_is_refused(tmp_path, cell, said):
    ended = run("score", write(tmp_path, "july.csv", csv(2, 2, cell)), *KZ_2023)

    assert (ended.code, ended.out) == (1, "")
    assert ended.lines == [
        f"july.csv, row 2 (followers): {said}",
        "1 problem in july.csv, nothing was rated",
    ]


@pytest.mark.parametrize("cell", [cell for cell, _said in REFUSED_CELLS if "\x1b" not in cell])
def test_a_text_that_is_no_number_is_none_in_a_workbook_either(tmp_path, cell):
    ended = run("score", write(tmp_path, "july.xlsx", xlsx(changed(2, 2, cell))), *KZ_2023)
    said = dict(REFUSED_CELLS)[cell]

    assert (ended.code, ended.out) == (1, "")
    assert ended.lines[0] == f'july.xlsx, sheet "Июль", C2 (followers): {said}'


# parts of a workbook that no spreadsheet program writes: each could hide a page or a figure
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(xlsx(numbers=[1, 2, 3, 4, 5, 5]), id="two rows of one number"),
        pytest.param(xlsx(numbers=[1, 2, 3, 4, 5, 0]), id="a row before the first"),
        pytest.param(xlsx(numbers=[1, 2, 3, 4, 5, -1]), id="a row of a negative number"),
        pytest.param(xlsx(numbers=[1, 2, 3, 4, 5, 1_048_577]), id="a row after a spreadsheet's last"),
        pytest.param(xlsx(changed(2, 1, shared_cell(-1)), shared=["facebook", "vk"]), id="a text before the first"),
        pytest.param(xlsx(changed(2, 1, shared_cell(2)), shared=["facebook", "vk"]), id="a text after the last"),
        pytest.param(xlsx(changed(2, 2, number_cell("1_000"))), id="an underscore in a number"),
        pytest.param(xlsx(changed(2, 2, number_cell("١٢"))), id="Arabic digits in a number"),
        pytest.param(xlsx(changed(2, 2, number_cell("NaN"))), id="no number in a number"),
        pytest.param(xlsx(changed(2, 2, number_cell("1e999"))), id="a number beyond all bounds"),
        pytest.param(xlsx(changed(2, 2, number_cell("9" * 5000))), id="a number of thousands of digits"),
        pytest.param(xlsx(changed(2, 3, Raw('<c r="C2"><v>40</v></c>'))), id="two cells of one address"),
        pytest.param(xlsx(changed(2, 3, Raw('<c r="XFE2"><v>40</v></c>'))), id="a column after a spreadsheet's last"),
    ],
)
def test_a_workbook_that_contradicts_itself_is_refused(tmp_path, content):
    ended = run("score", write(tmp_path, "july.xlsx", content), *KZ_2023)

    assert (ended.code, ended.out) == (1, "")
    assert ended.lines[-1].endswith(" in july.xlsx, nothing was rated")


@pytest.mark.slow
def test_a_row_number_of_a_thousand_million_is_refused_and_not_waited_for(tmp_path):
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30)); from govrank.cli import main; main()"
    )
    july = write(tmp_path, "july.xlsx", xlsx(numbers=[1, 2, 3, 4, 5, 10**9]))
    done = subprocess.run(
        [sys.executable, "-c", code, "score", july, *KZ_2023], capture_output=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout) == (1, b"")
    assert b"[unreadable]" in done.stderr


@pytest.mark.parametrize("make", [csv_bytes, xlsx], ids=["csv", "xlsx"])
def test_a_header_that_stands_twice_hides_no_page(tmp_path, clean, make):
    """People paste one network's table under the other's: the pages of the first must not vanish."""
    rows = [HEADER, *PAGES[:3], HEADER, *PAGES[3:]]
    ended = run("score", write(tmp_path, "july.csv", make(rows)), *KZ_2023, "-f", "json")

    assert ended.code == 1 or rated(ended) == clean


@pytest.mark.parametrize("blank", [[], [""] * 5], ids=["at once", "after a blank row"])
def test_two_tables_one_under_the_other_hide_no_page(tmp_path, clean, blank):
    rows = [HEADER, *PAGES[:3], blank, [*HEADER[:4], "likes", "comments"], *([*page, 0] for page in PAGES[3:])]
    ended = run("score", write(tmp_path, "july.csv", csv_bytes(rows)), *KZ_2023, "-f", "json")

    assert ended.code == 1 or rated(ended) == clean


def test_a_remark_beside_a_workbooks_table_is_not_called_a_lack_of_quotes(tmp_path):
    rows = [[*row, None, "ask them again" if number == 3 else None] for number, row in enumerate(CLEAN)]
    ended = run("score", write(tmp_path, "july.xlsx", xlsx(rows)), *KZ_2023)

    assert "quotes" not in ended.err


@pytest.mark.slow
def test_a_cell_of_many_letters_is_not_called_an_open_quote(tmp_path):
    text = csv_text(CLEAN).replace("facebook", "f" * 200_000, 1)
    ended = run("score", write(tmp_path, "july.csv", text), *KZ_2023)

    assert "quote" not in ended.err


def test_a_mistyped_part_of_a_sum_is_pointed_out(tmp_path):
    rows = [[*HEADER[:4], "likes", "shares", "коментарии"], *([*page, 5, 7] for page in PAGES)]
    ended = run("score", write(tmp_path, "july.csv", csv_bytes(rows)), *KZ_2023)

    assert ended.lines == [
        "july.csv (engaged): is summed from 'likes' and 'shares' only; not in the file: 'comments'; "
        "if an unused column holds them, head it so [summed-count]",
        "july.csv (коментарии): 'коментарии' is not used; did you mean 'comments'? [similar-heading]",
    ]


def test_nothing_of_the_machine_is_read_into_a_result(tmp_path):
    for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"):
        ended = run("score", write(tmp_path, "july.xlsx", with_external_entity(part)), *KZ_2023)

        assert ended.code == 1
        assert "root:" not in ended.out + ended.err


PEOPLE = ["population", *POPULATION]
HOURS = 'name = "own"\nversion = "1"\n[[indicators]]\nkey = "h"\nlabel = "H"\nof = ["hours"]\n'
ANEW = "write how many people live in the region [no-population]"
# the files, the options, the exit code, the lines on standard error: where populations and methodologies are one's own
OTHERS = [
    pytest.param(
        {"july.csv": csv_bytes(CLEAN)}, (), 1,
        [
            "july.csv: the methodology needs populations, and the file has none; "
            "add a column or a sheet with them, or choose a table, as in --population kz-2023 [no-population]",
            "1 problem in july.csv, nothing was rated",
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
            "july.xlsx: the sheets 'Население' and 'Люди' all have populations; "
            "keep one of them, or choose a table with --population [several-sheets]",
            "1 problem in july.xlsx, nothing was rated",
        ],
        id="populations in two sheets",
    ),
    pytest.param(
        {"july.csv": csv_bytes(of_frame(CLEAN, ["population", 0, *POPULATION[1:]]))},
        (), 1,
        [
            f"july.csv, row 2 (population): is 0, and nothing can be divided by it; {ANEW}",
            "1 problem in july.csv, nothing was rated",
        ],
        id="nobody lives there",
    ),
    pytest.param(
        {"july.csv": csv_bytes(of_frame(CLEAN, ["population", *POPULATION[:3], "-", POPULATION[4]]))}, (), 1,
        [f"july.csv, row 5 (population): is empty; {ANEW}", "1 problem in july.csv, nothing was rated"],
        id="nobody knows how many live there",
    ),
    pytest.param(
        {"july.csv": csv_bytes(of_frame(CLEAN, ["population", *POPULATION[:2], 693086, *POPULATION[3:]]))}, (), 1,
        [
            "july.csv, row 4 (population): 'Атырауская область' has '693086' people here and 693085 in row 3; "
            "write the same population in all its rows [contradiction]",
            "1 problem in july.csv, nothing was rated",
        ],
        id="two populations of one region",
    ),
    pytest.param(
        {"july.csv": csv_bytes(of_frame(CLEAN, ["population", POPULATION[0], 69308, 69308, *POPULATION[3:]]))}, (), 0,
        [
            "july.csv, row 3 (followers): '98765' followers are more than the 69308 people of the region; "
            "check both figures [followers-exceed-population]"
        ],
        id="more followers than people",
    ),
    pytest.param(
        {"july.csv": csv_bytes(changed(2, 3, 3))}, KZ_2023, 0,
        [
            "july.csv, row 2 (posts): the page has only 3 posts, and its averages hang on them; "
            "a methodology can ask for a minimum of posts [few-posts]"
        ],
        id="few posts",
    ),
    pytest.param(
        {"july.csv": csv_bytes(changed(2, 2, 39))}, KZ_2023, 0,
        [
            "july.csv, row 2 (posts): '40' posts are more than the 39 followers; "
            "check whether the two figures are swapped [looks-swapped]"
        ],
        id="two figures swapped",
    ),
    pytest.param(
        {"july.csv": csv_bytes(CLEAN), "people.csv": b"region,population\n\xd0\x90,5\n\xd0\x90,6\n"},
        ("--population", "people.csv"), 1,
        [
            "people.csv, row 3 (region): 'А' stands in the table twice; keep one of the rows [duplicate-region]",
            "1 problem in people.csv, nothing was rated",
        ],
        id="a region twice",
    ),
    pytest.param(
        {"july.csv": csv_bytes(CLEAN), "people.csv": b"region,people\nx,5\n"}, ("--population", "people.csv"), 1,
        [
            "people.csv: is no population table; it needs the columns region and population [missing-column]",
            "1 problem in people.csv, nothing was rated",
        ],
        id="a population file without populations",
    ),
    pytest.param(
        {"july.csv": b"page;hours\nA;1,234\nB;12\nC;5,678\n", "own.toml": HOURS.encode()},
        ("--methodology", "own.toml"), 1,
        [
            "july.csv, row 2 (hours): 2 figures like '1,234' could be read in two ways, this one as 1234 or 1.234; "
            "say which mark is the decimal sign: --decimal . or --decimal , [ambiguous-number]",
            "1 problem in july.csv, nothing was rated",
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
            "july.csv, row 6 (followers): '600000' is a hundred times off the median of its network, 5000; "
            "check the digits [far-from-neighbours]"
        ],
        id="a doubled row of zeros",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "options", "code", "lines"), OTHERS)
def test_populations_and_methodologies_of_ones_own(tmp_path, files, options, code, lines):
    for name, content in files.items():
        write(tmp_path, name, content)
    ended = run("score", next(iter(files)), *options, folder=tmp_path)

    assert (ended.code, bool(ended.out), ended.lines) == (code, code == 0, lines)


def test_every_code_of_the_contract_occurs_in_these_tables():
    tables = (param.values[-1] for table in (RATED, REFUSED, OTHERS) for param in table)
    said = {code for lines in tables for line in lines for code in re.findall(r"\[([a-z-]+)\]$", line)}
    said |= {code for _cell, text in REFUSED_CELLS for code in re.findall(r"\[([a-z-]+)\]$", text)}

    assert said >= {
        "missing-column", "duplicate-column", "missing-value", "not-a-number", "not-whole", "ambiguous-number",
        "negative", "too-large", "not-text", "date-in-number", "error-value", "formula-without-value",
        "unknown-region", "ambiguous-region", "no-population", "duplicate-page", "duplicate-region", "contradiction",
        "no-pages", "several-sheets", "unreadable", "encoding", "too-big", "header-below-title", "hidden-row",
        "total-row", "merged-cells", "unused-column", "ignored-column", "er-differs", "followers-exceed-population",
        "few-posts", "looks-swapped", "hidden-column", "similar-heading", "far-from-neighbours", "encoding-detected",
        "ragged-row",
    }  # fmt: skip
