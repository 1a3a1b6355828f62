"""Small editions with followers, a rate, hours to answer; and what the digest says of them."""

import pandas as pd

from govrank.methodology.load import parse_methodology
from govrank.pipeline import rate_frames
from govrank.reports.narrative import digest_sentences
from govrank.text.catalogue import words

FOLLOWERS = """
name = "small"
version = "1"
required = []
[[indicators]]
key = "followers"
label = { en = "Followers", ru = "Подписчики", kk = "Жазылушылар" }
of = ["followers"]
zones = { red_below = 10000 }
"""
RATE = """
name = "small"
version = "1"
required = []
[[indicators]]
key = "rate"
label = { en = "Rate", ru = "Отклик", kk = "Үн қату" }
of = ["likes"]
per = ["followers"]
times = 100
unit = "%"
zones = { green_from = 10, red_below = 2.5 }
"""
SPEED = """
name = "small"
version = "1"
required = []
[[indicators]]
key = "hours"
label = { en = "Hours to answer", ru = "Часов до ответа", kk = "Жауапқа дейінгі сағат" }
of = ["hours"]
direction = "lower"
zones = { green_from = 1, red_below = 24 }
"""
ZONES = """
[[zones]]
name = "top"
upto = "1/2"
color = "#c6efce"
label = { en = "top half", ru = "верхняя половина", kk = "жоғарғы жартысы" }
[[zones]]
name = "rest"
upto = "1"
color = "#ffffff"
label = { en = "lower half", ru = "нижняя половина", kk = "төменгі жартысы" }
"""


def rated(rules, rows, **options):
    return rate_frames(pd.DataFrame(rows), methodology=parse_methodology(rules, "small.toml"), **options)


def pages(counts, name="followers"):
    """Return rows named A, B, C, … with these counts."""
    return [{"page": chr(ord("A") + n), "platform": "vk", name: count} for n, count in enumerate(counts)]


def said(rating, lang, movement=None):
    return digest_sentences(rating, words(lang), movement)
