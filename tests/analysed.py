"""A small edition, its moves since the previous one, its robustness; and a report as the terminal shows it."""

import functools
import io

import pandas as pd

from inside import (
    Chance,
    CountTests,
    Dropped,
    Interval,
    LeagueChance,
    LeagueRobustness,
    PageChance,
    Robustness,
    compare_editions,
    parse_methodology,
    rate_frames,
    show_report,
    words,
)

RULES = """
name = "small"
version = "1"
title = { en = "Small rating", ru = "Малый рейтинг", kk = "Шағын рейтинг" }
[[indicators]]
key = "followers"
label = { en = "Followers", ru = "Подписчики", kk = "Жазылушылар" }
of = ["followers"]
weight = 2
[[indicators]]
key = "rate"
label = { en = "Rate", ru = "Отклик", kk = "Үн қату" }
of = ["likes"]
per = ["followers"]
times = 100
unit = "%"
[[indicators]]
key = "hours"
label = { en = "Hours to answer", ru = "Часов до ответа", kk = "Жауапқа дейінгі сағат" }
of = ["hours"]
direction = "lower"
[[zones]]
name = "top"
upto = "1/2"
color = "#c6efce"
sign = "▲"
label = { en = "top half", ru = "верхняя половина", kk = "жоғарғы жартысы" }
[[zones]]
name = "rest"
upto = "1"
color = "#ffffff"
sign = "●"
label = { en = "lower half", ru = "нижняя половина", kk = "төменгі жартысы" }
[[norms]]
indicator = "rate"
by = "followers"
bands = [{ low = 5 }]
"""
SMALL = parse_methodology(RULES, "small.toml")
COLUMNS = ("page", "region", "platform", "followers", "likes", "hours")


def edition(period, *rows, methodology=SMALL):
    frame = pd.DataFrame([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    return rate_frames(frame, methodology=methodology, period=period)


@functools.cache
def july_edition():
    # followers (×2) a 1, b 2, d 3 · rate 3 %, 9 %, 2 %: b 1, a 2, d 3 · hours, fewest first: d 1, a 2, b 3
    # Abai 2+2+2 = 6, Бәйтерек 4+1+3 = 8, Dawn 6+3+1 = 10
    return edition(
        "july",
        ("Abai", "Абай", "facebook", 2000, 60, 5),
        ("Бәйтерек", "Астана", "vk", 1000, 90, 9),
        ("Dawn", "Шымкент", "ok", 500, 10, 4),
    )


@functools.cache
def july_movement():
    june = edition(
        "june",
        ("Бәйтерек", "Астана", "vk", 900, 90, 3),
        ("Abai", "Абай", "facebook", 800, 60, 4),
        ("Cape", "Шымкент", "vk", 300, 3, 9),
    )
    return compare_editions(june, july_edition())


def july_chance():
    pages = (
        PageChance(0, 1, 1.0, 2, 1, 2, 1, 0.75), PageChance(1, 1, 2.0, 2, 1, 3, 1, 0.25),
        PageChance(2, 3, 3.0, 3, 2, 3, 2, 0.0),
    )  # fmt: skip
    tests = (CountTests("followers", 2, 3, ((1, 1), (2, 3), (2, 3))),)
    return Chance(1000, 7, (LeagueChance("", "posts", ("likes",), ("interactions",), 2, pages, 1, tests),))


@functools.cache
def july_robustness():
    intervals = (Interval(0, 1, 1.0, 2, 1, 2.0), Interval(1, 1, 2.5, 3, 2, 0.0), Interval(2, 3, 3.0, 3, 3, -2.0))
    dropped = (Dropped("followers", 1.0, (0, 1, 2)), Dropped("rate", 1 / 3, (0,)), Dropped("hours", 0.0, (0,)))
    league = LeagueRobustness("", (0,), intervals, dropped, ((2, (1,)),), 2 / 3)
    return Robustness(1000, 7, (league,), july_chance())


def as_text(report, lang):
    stream = io.StringIO()
    show_report(report, words(lang), stream)
    return stream.getvalue()
