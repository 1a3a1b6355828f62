"""Gates and points in words: the rules, a rating, a card, the robustness, and the trend of two editions."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from commands import run
from files import write

DESK = """\
name = "desk"
version = "1"
scoring = "points"

[[gates]]
key = "silent"
when = { count = "silent_days", above = 14 }
outcome = { score = 59 }

[[items]]
key = "news"
of = ["news"]
points = 75
full_at = 30

[[items]]
key = "answers"
of = ["hours"]
points = 25
full_at = 8
none_at = 24
minimum = { messages = 2 }
block = "service"

[[items]]
key = "dead"
of = ["dead"]
points = -10
full_at = 5

[[items]]
key = "award"
of = ["award"]
points = 6
bonus = true
only_above = 80

[[zones]]
name = "passed"
from = 60
color = "#c6efce"

[[zones]]
name = "failed"
color = "#ffc7ce"
"""
EVERY_KEY = """\
name = "every-key"
version = "1"
scoring = "points"
title = "Every key"
source = "ours"
footnote = { en = "a note" }
footnote_of = "news"
ties = "average"
place_ties = "dense"
tie_break = ["news"]
missing = "worst"
league = "kind"
required = ["page"]
minimum = { posts = 1 }
out_of = 200

[[gates]]
key = "silent"
when = { count = "silent_days", above = 14 }
outcome = "last"
label = { en = "silent", ru = "молчит", kk = "үндемейді" }

[[gates]]
key = "old"
when = { column = "mark", is = "no" }
outcome = { score = 59.5 }

[[gates]]
key = "none"
when = { count = "posts", below = 0.5 }

[[gates]]
key = "odd"
when = { count = "posts", equals = 13 }

[[items]]
key = "news"
label = "News"
short = "N"
of = ["news", "posts"]
less = ["previous.news"]
per = ["posts"]
times = 100
unit = "%"
direction = "higher"
zones = { green_from = 50, red_below = 10 }
minimum = { posts = 2 }
points = 12.5
full_at = 80
none_at = 0.5
block = "one"

[[items]]
key = "hours"
of = ["hours"]
points = 20
steps = [{ upto = 8, points = 20 }, { upto = 24, points = 5.5 }]

[[items]]
key = "reach"
of = ["reach"]
points = 4
steps = [{ from = 1000, points = 4 }, { from = 100, points = 1 }]

[[items]]
key = "mark"
of = ["mark"]
points = 3
answers = { yes = 1, partly = "1/3", no = 0 }

[[items]]
key = "dead"
of = ["dead"]
points = -6
full_at = 3
when = { count = "posts", above = 1 }
block = "one"

[[items]]
key = "award"
of = ["award"]
points = 5
bonus = true
only_above = 80
when = { column = "mark", is = "yes" }

[[blocks]]
key = "one"
label = "One"
applies = { column = "mark", is = "yes" }
most = 10
least = -4

[[zones]]
name = "passed"
from = 60
color = "#c6efce"
sign = "▲"
label = "passed"

[[zones]]
name = "failed"
color = "#ffc7ce"

[[norms]]
indicator = "news"
by = "posts"
bands = [{ from = 1, to = 5, low = 10, high = 20 }]
"""

PAGES = """\
page,silent_days,news,hours,messages,dead,award
A,14,30,8,2,0,нет
B,0,30,,1,0,да
C,0,20,,0,1,да
D,0,24,16,9,0,да
E,15,30,1,9,0,да
F,0,19,24,2,0,нет
"""
TIED = "page,silent_days,news,hours,messages,dead,award\nA,0,30,8,2,0,да\nB,0,30,8,2,0,да\nC,20,0,9,2,0,да\n"
LAST = 'outcome = "last"\nlabel = { en = "silent", ru = "молчит", kk = "үндемейді" }'

GROWTH = """\
name = "growth"
version = "1"
required = ["page"]

[[indicators]]
key = "growth"
of = ["followers"]
less = ["previous.followers"]
"""


def in_words(lang):
    """Return rules and results as commands say them."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for missing in ("error", "worst", "exclude"):
            rules = write(folder, f"{missing}.toml", EVERY_KEY.replace('missing = "worst"', f'missing = "{missing}"'))
            yield from run("methodology", "show", rules, "--lang", lang).lines_out
        write(folder, "desk.toml", DESK)
        last = DESK.replace("outcome = { score = 59 }", LAST).replace("from = 60", 'upto = "1/2"')
        write(folder, "last.toml", last.replace('name = "failed"', 'name = "failed"\nupto = "1"'))
        write(folder, "june.csv", TIED)
        write(folder, "july.csv", PAGES)
        asked = ("--methodology", "desk.toml", "--lang", lang)
        for command in (
            ("score", "july.csv", *asked), ("score", "july.csv", "-m", "last.toml", "--lang", lang),
            ("explain", "july.csv", "--page", "F", *asked), ("explain", "july.csv", "--page", "E", *asked),
            ("explain", "july.csv", "--page", "A", *asked), ("robustness", "july.csv", *asked),
            ("trend", "june.csv", "july.csv", *asked), ("export", "june.csv", "-f", "md", "-o", "-", *asked),
            ("export", "july.csv", "-f", "md", "-o", "-", "-m", "last.toml", "--lang", lang),
        ):  # fmt: skip
            yield f"# {' '.join(command)}"
            yield from run(*command, folder=folder).lines_out
        page = run("export", "july.csv", "-f", "html", "-o", "-", *asked, folder=folder).out
        yield from re.findall(r"<h[23][^>]*>([^<]+)<", page)
        write(folder, "growth.toml", GROWTH)
        for n, month in enumerate(("may", "june", "july"), 1):
            write(folder, f"{month}.csv", f"page,followers\nA,{100 * n}\nB,{200 + n}\n")
        asked = ("--methodology", "growth.toml", "--lang", lang)
        for command in (("trend", "may.csv", "june.csv", "july.csv"), ("trend", "may.csv", "june.csv")):
            yield f"# {' '.join(command)}"
            ended = run(*command, *asked, folder=folder)
            yield from (*ended.lines, *ended.lines_out)
