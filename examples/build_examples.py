"""Build the example editions: july.xlsx, june.xlsx, july.csv, and messy.xlsx to be checked.

The published tables of the July 2020 rating are pictures and do not survive;
only the statements of the edition's text do. The figures of July below were
searched for so that every one of those statements holds on the populations of
1 January 2020. They are reconstructions, not measurements. June is invented,
so that there is an earlier edition to compare with.

The files are the same byte for byte on every run with one version of openpyxl.
"""

import csv
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

OUT = Path(__file__).parent
STAMP = datetime(2020, 8, 1)
PERSONAL = "зарегистрирована как личный аккаунт"
NOTE = "реконструкция"
HEADINGS = [
    "Регион",
    "Соцсеть",
    "Страница",
    "Подписчики",
    "Посты",
    "Вовлечённые",
    "Причина исключения",
    "Примечание",
]
WIDTHS = [32, 12, 44, 13, 9, 14, 40, 16]

# Residents on 1 January 2020.
POPULATION = {
    "Акмолинская область": 736735,
    "Актюбинская область": 881651,
    "Алматинская область": 2055724,
    "Атырауская область": 645280,
    "Восточно-Казахстанская область": 1369597,
    "Жамбылская область": 1130099,
    "Западно-Казахстанская область": 656844,
    "Карагандинская область": 1376882,
    "Костанайская область": 868549,
    "Кызылординская область": 803531,
    "Мангистауская область": 698796,
    "Павлодарская область": 752169,
    "Северо-Казахстанская область": 548755,
    "Туркестанская область": 2016037,
}

# region, network, followers, posts, engaged, reason for leaving the page out
# July 2020: a reconstruction.
JULY = [
    ("Акмолинская область", "Facebook", 8189, 91, 2519, None),
    ("Акмолинская область", "Instagram", 2491, 4, 62, None),
    ("Актюбинская область", "Facebook", 46618, 55, 2944, None),
    ("Актюбинская область", "Instagram", 97052, 134, 13353, None),
    ("Алматинская область", "Facebook", 7195, 107, 821, None),
    ("Алматинская область", "Instagram", 47275, 162, 18893, None),
    ("Атырауская область", "Facebook", 12579, 139, 3766, None),
    ("Атырауская область", "Instagram", 76577, 98, 17136, None),
    ("Восточно-Казахстанская область", "Facebook", None, None, None, PERSONAL),
    ("Восточно-Казахстанская область", "Instagram", 43126, 66, 5091, None),
    ("Жамбылская область", "Facebook", 6234, 91, 672, None),
    ("Жамбылская область", "Instagram", 31992, 159, 8065, None),
    ("Западно-Казахстанская область", "Facebook", 6646, 162, 2406, None),
    ("Западно-Казахстанская область", "Instagram", 67089, 172, 13277, None),
    ("Карагандинская область", "Instagram", 70885, 104, 11696, None),
    ("Костанайская область", "Instagram", 841, 4, 34, None),
    ("Кызылординская область", "Facebook", 7254, 101, 512, None),
    ("Кызылординская область", "Instagram", 53895, 142, 13159, None),
    ("Мангистауская область", "Facebook", 8375, 92, 1504, None),
    ("Мангистауская область", "Instagram", 73003, 80, 12564, None),
    ("Павлодарская область", "Facebook", 836, 99, 319, None),
    ("Павлодарская область", "Instagram", 16256, 159, 7212, None),
    ("Северо-Казахстанская область", "Facebook", 4912, 114, 681, None),
    ("Северо-Казахстанская область", "Instagram", 18133, 69, 6139, None),
    ("Туркестанская область", "Facebook", 8343, 55, 453, None),
    ("Туркестанская область", "Instagram", 96337, 41, 18327, None),
]

# June 2020: invented.
JUNE = [
    ("Акмолинская область", "Facebook", 8052, 89, 2414, None),
    ("Акмолинская область", "Instagram", 2423, 5, 84, None),
    ("Актюбинская область", "Facebook", 45103, 51, 2718, None),
    ("Актюбинская область", "Instagram", 96196, 148, 11861, None),
    ("Алматинская область", "Facebook", 7112, 123, 894, None),
    ("Алматинская область", "Instagram", 46938, 174, 17171, None),
    ("Атырауская область", "Facebook", 12502, 117, 3542, None),
    ("Атырауская область", "Instagram", 75282, 114, 11986, None),
    ("Восточно-Казахстанская область", "Facebook", None, None, None, PERSONAL),
    ("Восточно-Казахстанская область", "Instagram", 42773, 60, 5305, None),
    ("Жамбылская область", "Instagram", 31416, 128, 8129, None),
    ("Западно-Казахстанская область", "Facebook", 6559, 165, 2516, None),
    ("Западно-Казахстанская область", "Instagram", 66617, 159, 13435, None),
    ("Карагандинская область", "Instagram", 70403, 124, 12212, None),
    ("Костанайская область", "Facebook", 1874, 46, 327, None),
    ("Костанайская область", "Instagram", 817, 7, 38, None),
    ("Кызылординская область", "Facebook", 7087, 104, 428, None),
    ("Кызылординская область", "Instagram", 53534, 169, 11985, None),
    ("Мангистауская область", "Facebook", 8222, 109, 1446, None),
    ("Мангистауская область", "Instagram", 72158, 84, 10305, None),
    ("Павлодарская область", "Facebook", 814, 111, 338, None),
    ("Павлодарская область", "Instagram", 15688, 159, 7696, None),
    ("Северо-Казахстанская область", "Facebook", 4769, 100, 657, None),
    ("Северо-Казахстанская область", "Instagram", 17723, 78, 6061, None),
    ("Туркестанская область", "Facebook", 8269, 64, 493, None),
    ("Туркестанская область", "Instagram", 93738, 42, 19175, None),
]

ABOUT_POPULATION = [
    "Население: Бюро национальной статистики Республики Казахстан, на 1 января 2020 года.",
    "Population: Bureau of National Statistics of Kazakhstan, 1 January 2020.",
]
ABOUT_COUNTS = [
    "Вовлечённые: сумма взаимодействий за месяц.",
    "Подписчики: на Facebook считаются отметки «Нравится» страницы.",
    "Engaged: the sum of interactions of the month.",
    "Followers: on Facebook the page's likes are counted.",
]
ABOUT_JULY = [
    "Рейтинг страниц акиматов областей Казахстана, июль 2020 года.",
    "Цифры страниц - реконструкция, а не измерения.",
    "Опубликованные таблицы июля 2020 года - картинки, они не сохранились.",
    "Сохранился только текст выпуска.",
    "Отдельные цифры здесь подобраны так, чтобы выполнялось всё, что сказано в тексте выпуска.",
    "Не найдены: Facebook Карагандинской области и Facebook Костанайской области.",
    "Rating of the pages of Kazakhstan's regional administrations, July 2020.",
    "The figures of the pages are reconstructions, not measurements.",
    "The published tables of July 2020 are pictures and do not survive.",
    "Only the text of the edition does.",
    "The single figures here are reconstructions that satisfy all that the edition's text says.",
    "Not found: Facebook of Karaganda and Facebook of Kostanay.",
]
ABOUT_JUNE = [
    "Рейтинг страниц акиматов областей Казахстана, июнь 2020 года.",
    "Все цифры страниц придуманы, это не измерения.",
    "Опубликованные таблицы июля 2020 года - картинки, они не сохранились.",
    "Цифры июля - реконструкция, которая выполняет всё, что сказано в тексте выпуска.",
    "Июнь придуман к ней как предыдущий выпуск, чтобы было с чем сравнивать.",
    "Rating of the pages of Kazakhstan's regional administrations, June 2020.",
    "All figures of the pages are invented, not measured.",
    "The published tables of July 2020 are pictures and do not survive.",
    "The figures of July are reconstructions that satisfy all that the edition's text says.",
    "June is invented likewise, as an earlier edition to compare July with.",
]


# Region, network, followers, posts, engaged, ER, colour: numbers as people type them.
MESSY = [
    ["Актюбинская область", "инстаграм", "98\u00a0120", 131, "14 020", "0,11", ""],
    [None, "ФБ", 46950, 57, 2871, 0.11, ""],
    ["Атырауская обл.", "Instagram", "77,410", 96, 16904, None, "зел."],
    ["Мангистаская область", "Instagram", 73561, 82, 12011, 0.2, ""],
    ["Туркестанская 1", "Instagram", "96.9 тыс.", 40, 17 * 1000, None, ""],
    ["ЗКО", "Instagram", 67512, "–", 13112, None, ""],
    ["Итого", None, 460000, None, None, None, None],
]


def page_rows(pages):
    """Turn (region, network, followers, posts, engaged, reason) into full rows."""
    for region, network, followers, posts, engaged, reason in pages:
        page = "Акимат " + region.replace("ая область", "ой области")
        yield [region, network, page, followers, posts, engaged, reason, NOTE]


def fill(sheet, headings, rows, widths):
    """Write a table with a bold, frozen heading row."""
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for cell, width in zip(sheet[1], widths, strict=True):
        sheet.column_dimensions[cell.column_letter].width = width


def save(book, path):
    """Save a workbook without the time of saving, which openpyxl puts in twice."""
    book.properties.creator = "govrank"
    book.properties.created = STAMP
    raw = io.BytesIO()
    book.save(raw)
    modified = rb"(<dcterms:modified[^>]*>)[^<]*"
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(modified, rb"\g<1>" + f"{STAMP.isoformat()}Z".encode(), data)
            entry = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            target.writestr(entry, data)


def write_workbook(path, title, pages, about):
    """Write one edition: its pages, the populations and where the figures come from."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    fill(sheet, HEADINGS, page_rows(pages), WIDTHS)
    fill(book.create_sheet("Население"), ["Регион", "Население"], POPULATION.items(), [32, 12])
    notes = book.create_sheet("О данных")
    for line in about + ABOUT_COUNTS + ABOUT_POPULATION:
        notes.append([line])
    notes.column_dimensions["A"].width = 120
    save(book, path)


def write_csv(path, pages):
    """Write the pages with the population of the region as the last column."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([*HEADINGS, "Население"])
        for row in page_rows(pages):
            writer.writerow([*row, POPULATION[row[0]]])


def write_messy(path):
    """Write a workbook as hands make it: titles, texts for numbers, a merged region, a hidden row, a total."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Август"
    sheet.append(["Рейтинг страниц акиматов, август 2020 (придуманные цифры, чтобы показать проверку файла)"])
    sheet.merge_cells("A1:F1")
    sheet.append([])
    sheet.append(["Область", "Соц. сеть", "Подписчики, чел.", "Публикации", "Вовлечённость", "ER, %", "Цвет"])
    for row in MESSY:
        sheet.append(row)
    sheet.merge_cells("A4:A5")
    sheet.row_dimensions[8].hidden = True
    people = book.create_sheet("Население")
    fill(people, ["Регион", "Население"], POPULATION.items(), [32, 12])
    save(book, path)


if __name__ == "__main__":
    write_workbook(OUT / "july.xlsx", "Июль 2020", JULY, ABOUT_JULY)
    write_workbook(OUT / "june.xlsx", "Июнь 2020", JUNE, ABOUT_JUNE)
    write_csv(OUT / "july.csv", JULY)
    write_messy(OUT / "messy.xlsx")
