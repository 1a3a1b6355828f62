"""A small table, written in any shape that is accepted, rates the same as the clean one."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from files import csv_bytes, workbook, write, written_by_openpyxl, xlsx
from govrank import rate_file
from tables import cases, frame_of

GROUPS = [" ", "\u00a0", "\u202f", "\u2009", "'", "’", ",", "."]
REGIONS = {
    "akmola": ["Акмолинская область", "акмолинская обл.", "Ақмола облысы", "Akmola", "Aкмола"],
    "atyrau": ["Атырауская область", "АТЫРАУ", "Атырау облысы", "Atyrau region"],
    "west-kazakhstan": ["Западно-Казахстанская область", "ЗКО", "БҚО", "Западно – Казахстанская обл"],
    "turkistan": ["Туркестанская область", "Туркестанская 1", "Түркістан облысы", "Turkestan"],
    "astana": ["г. Астана", "Астана", "Нур-Султан", "Astana"],
}
NETWORKS = {
    "instagram": ["instagram", "Instagram", "IG", "Инстаграм"],
    "vk": ["vk", "VK", "ВКонтакте"],
    "telegram": ["telegram", "tg", "Телеграм"],
}
HEADINGS = {
    "region": ["region", "Регион", "Область", "Облыс", " OBLAST "],
    "platform": ["platform", "Network", "Соцсеть", "Площадка", "Әлеуметтік желі"],
    "page": ["page", "Страница", "Аккаунт", "Парақша"],
    "followers": ["followers", "Fans", "Подписчики, чел.", "Кол-во подписчиков", "Жазылушылар"],
    "posts": ["posts", "Number of Posts", "Публикации", "посты:", "Жазбалар"],
    "likes": ["likes", "Number of Likes", "Лайки", "Нравится", "Лайктар"],
    "comments": ["comments", "Number of Comments", "Комментарии", "Пікірлер"],
}
CYRILLIC_ONLY = {"Ақмола облысы", "Әлеуметтік желі", "Парақша", "БҚО", "Түркістан облысы", "Пікірлер"}
TOTALS = ["Итого", "Всего:", "БАРЛЫҒЫ", "Total"]


@st.composite
def tables(draw):
    """Draw pages: (region, network, name, counts), each of them once."""
    names = draw(
        st.lists(
            st.tuples(st.sampled_from([*REGIONS]), st.sampled_from([*NETWORKS])), min_size=1, max_size=8, unique=True
        )
    )
    figure = st.integers(1, 999) | st.integers(1000, 10**7) | st.integers(10**11, 10**12)
    return [
        (region, network, f"Акимат {n}", [draw(figure), draw(st.integers(1, 3000)), draw(figure), draw(figure)])
        for n, (region, network) in enumerate(names)
    ]


def plain(table):
    rows = [[REGIONS[region][0], network, name, *counts] for region, network, name, counts in table]
    return [[*HEADINGS], *rows]


def grouped(number, mark):
    return f"{number:,}".replace(",", mark)


@st.composite
def shapes(draw):
    """Draw a table and the same table as people would write it, with how the file is to be named."""
    table = draw(tables())
    kind = draw(st.sampled_from(["csv", "raw", "openpyxl", "sheets"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1251"])) if kind == "csv" else "utf-8"

    def spelled(names):
        # "," has no place in cp1251 for Kazakh letters, nor for narrow and thin spaces
        possible = [name for name in names if encoding != "cp1251" or _fits(name)]
        return draw(st.sampled_from(possible))

    def figure(number):
        if kind != "csv" and draw(st.booleans()):
            return number
        mark = draw(st.sampled_from([mark for mark in ["", *GROUPS] if encoding != "cp1251" or _fits(mark)]))
        return draw(st.sampled_from(["", " "])) + grouped(number, mark)

    columns = draw(st.permutations(range(len(HEADINGS))))
    header = [spelled(names) for names in HEADINGS.values()]
    rows = [
        [spelled(REGIONS[region]), spelled(NETWORKS[network]), name, *map(figure, counts)]
        for region, network, name, counts in draw(st.permutations(table))
    ]
    total = spelled(TOTALS) if draw(st.booleans()) else None
    ordered = [[row[at] for at in columns] for row in [header, *rows]]
    blank = draw(st.sampled_from([0, 1, 2]))
    if blank:  # blank columns before or after
        ordered = [["", *row] if blank == 1 else [*row, "", ""] for row in ordered]
    if total is not None:
        ordered.append([*[""] * draw(st.integers(0, 2)), total])
    for _ in range(draw(st.integers(0, 2))):
        ordered.insert(draw(st.integers(1, len(ordered))), draw(st.sampled_from([[], [""], ["", " "]])))
    titles = draw(st.lists(st.sampled_from([["Рейтинг страниц"], [], ["за июль", "2023"]]), max_size=3))
    return table, _written(draw, kind, [*titles, *ordered], encoding)


def _fits(text):
    try:
        text.encode("cp1251")
    except UnicodeEncodeError:
        return False
    return True


def _written(draw, kind, rows, encoding):
    if kind == "raw":
        return "july.xlsx", xlsx(rows)
    if kind == "openpyxl":
        return "july.xlsx", written_by_openpyxl({"Июль": rows})
    if kind == "sheets":
        return "july.xlsx", workbook({"Прочее": [["что", "когда"], ["всё", "вчера"]], "Июль": rows})
    separator = draw(st.sampled_from([",", ";", "\t", "|"]))
    before = f"sep={separator}\n" if draw(st.booleans()) else ""
    return "july.csv", csv_bytes(rows, separator, draw(st.sampled_from(["\n", "\r\n"])), encoding, before)


def stages(rating):
    """Return everything in a rating about its pages, by page."""
    return {
        (rating.pages.region_keys[i], rating.pages.platforms[i], rating.pages.names[i]): (
            int(rating.places[i]),
            rating.totals[i].item(),
            rating.zone(i),
            # a missing value is NaN, which is not equal to itself: as a text it is
            {key: (repr(rating.measured[key].values[i].item()), rating.points[key][i].item()) for key in rating.points},
        )
        for i in range(len(rating))
    }


@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(shapes())
@pytest.mark.slow
def test_any_accepted_shape_rates_like_the_clean_table(tmp_path, shape):
    table, (name, content) = shape
    clean = rate_file(write(tmp_path, "clean.csv", csv_bytes(plain(table))), population="kz-2023")
    strange = rate_file(write(tmp_path, name, content), population="kz-2023")

    assert stages(strange) == stages(clean)


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases())
@pytest.mark.slow
def test_any_methodology_rates_a_file_like_a_frame(tmp_path, case):
    """The other tests hold `rate_frames` against the reference; files must not differ from frames."""
    from govrank import DataError, rate_frames
    from tables import methodology_text

    rows, rules = case
    own = write(tmp_path, "own.toml", methodology_text(rules))
    frame = frame_of(rows)
    table = [[*rows[0]], *([*row.values()] for row in rows)]

    def outcome(rate):
        try:
            return stages(rate())
        except DataError as error:
            return sorted(problem.code for problem in error.problems if problem.severity == "error")

    expected = outcome(lambda: rate_frames(frame, methodology=str(own)))
    assert outcome(lambda: rate_file(write(tmp_path, "a.csv", csv_bytes(table)), methodology=str(own))) == expected
    assert outcome(lambda: rate_file(write(tmp_path, "a.xlsx", xlsx(table)), methodology=str(own))) == expected


@pytest.mark.parametrize("seed", range(3))
def test_a_table_of_many_pages_in_cp1251_is_read_whole(tmp_path, seed):
    chance = random.Random(seed)
    rows = [
        ["Регион", "Соцсеть", "Страница", "Подписчики", "Посты", "Лайки"],
        *(
            [chance.choice(["Атырауская область", "г. Астана", "ЗКО"]), "ВКонтакте", f"Акимат № {n}", 5000 + n, 9, n]
            for n in range(300)
        ),
    ]
    content = csv_bytes(rows, ";", "\r\n", "cp1251")
    read = rate_file(write(tmp_path, "july.csv", content), population="kz-2023")

    assert len(read) == 300
    assert {problem.args.get("encoding") for problem in read.warnings if problem.code == "encoding-detected"} == {
        "cp1251"
    }
