"""What is said of methodology files with one mistake each; and two that use every key, in words."""

from pathlib import Path
from tempfile import TemporaryDirectory

from commands import run
from files import write
from wrong_rules import CASES

WHOLE = """\
name = "whole"
version = "2.1"
ties = "average"
place_ties = "dense"
tie_break = ["countback", "hours"]
missing = "worst"
minimum = { posts = 3, followers = 0 }
league = { by = "followers", bands = [ { name = "large", from = 1000 }, { name = "small", to = 1000 } ] }

[[indicators]]
key = "hours"
label = { en = "Hours", ru = "Часы" }
of = ["hours", "more hours"]
per = ["posts"]
times = 2
unit = "h"
direction = "lower"
weight = 3
zones = { green_from = 0.5, red_below = 12.25 }

[[indicators]]
key = "reach"
of = ["reach"]
"""
INDEX = """\
name = "index"
version = "1"
scoring = "log-index"
scale = 12
power = 2
missing = "exclude"
place_ties = "min"
tie_break = ["reads"]
league = "platform"

[[terms]]
key = "reads"
of = ["reads"]
per = ["days"]
factor = 10
weight = 0.42
"""


def wrong(lang):
    for case in CASES:
        text, _problems = case.values
        with TemporaryDirectory() as name:
            path = write(Path(name), "small.toml", text)
            ended = run("methodology", "check", path, GOVRANK_LANG=lang)
        yield f"# {case.id}"
        yield from ended.lines[:-1]  # the last one says how many there are


def in_words(lang):
    """Return the two files that use every key, and the other rules of ties, as `methodology show` says them."""
    others = (WHOLE.replace('ties = "average"', f'ties = "{ties}"', 1) for ties in ("max", "dense"))
    for text in (WHOLE, INDEX, *others):
        with TemporaryDirectory() as name:
            path = write(Path(name), "rules.toml", text)
            yield from run("methodology", "show", path, "--lang", lang).lines_out
        yield ""
