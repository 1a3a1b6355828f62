"""What the property tests draw from: tables of pages, methodologies, and both in the form that govrank takes."""

import json

import pandas as pd
from hypothesis import strategies as st

PLATFORMS = ("instagram", "facebook", "vk")
REGIONS = ("Ahoj", "Bure", "Cima", "Doba")
PEOPLE = {"Ahoj": 300, "Bure": 100, "Cima": 300, "Doba": 7}
ZONES = [
    {"name": "green", "upto": "1/3", "color": "#c6efce"},
    {"name": "white", "upto": "2/3", "color": "#ffffff"},
    {"name": "red", "upto": "1", "color": "#ffc7ce"},
]

# numerators and the divisors that may stand below them without a page of nothing but zeros being a contradiction
RATIOS = [
    *(
        (of, per)
        for of in (["interactions"], ["engaged"], ["interactions", "engaged"])
        for per in ([], ["posts"], ["followers"], ["population"], ["posts", "followers"], ["posts", "population"])
    ),
    (["followers"], []),
    (["followers"], ["population"]),
    (["followers", "hours"], ["population", "population"]),
    (["posts"], ["population"]),
    (["hours"], []),
    (["hours", "posts"], ["population"]),
    (["interactions"], ["hours"]),
    (["interactions", "engaged"], ["posts", "hours"]),
]
COUNTS = ("followers", "posts", "interactions", "engaged", "hours")
HOURS = ("0.5", "1.25", "2", "3.75")  # a column with fractions, as texts

# What the reference is drawn from besides: a second decimal column, whose equal numbers are written in several ways,
# leagues by other columns and by size, and weights that a float would not add up exactly.
SCORES = ("0", "0.1", "0.10", "0.3", "0.3333", "3", "3.0", "1000000.000001")
WIDE_RATIOS = [
    *RATIOS,
    (["score"], []),
    (["score"], ["hours"]),
    (["score", "hours", "posts"], ["hours", "population"]),
    (["followers", "score"], ["population"]),
]
WIDE_LEAGUES = (
    "",
    "group",
    "platform",
    {"by": "followers", "bands": [{"name": "small", "to": 2}, {"name": "large", "from": 2}]},
    {"by": "followers", "bands": [{"name": "three", "from": 3}, {"name": "one to two", "from": 1, "to": 3}]},
    {"by": "hours", "bands": [{"name": "z", "from": 1.25}, {"name": "a", "from": 0.5, "to": 1.25}]},
)
WIDE_WEIGHTS = (1, 2, 3, 7, 1_000_000)


@st.composite
def methodologies(draw, missing=("error", "worst", "exclude"), ratios=RATIOS, leagues=("", "group"), weights=(1, 2, 3)):
    ratios = draw(st.lists(st.sampled_from(ratios), min_size=1, max_size=4))
    indicators = [
        {
            "key": f"indicator_{n}",
            "label": f"Indicator {n}",
            "of": of,
            "per": per,
            "times": draw(st.sampled_from([1, 100])),
            "direction": draw(st.sampled_from(["higher", "lower"])),
            "weight": draw(st.sampled_from(weights)),
        }
        for n, (of, per) in enumerate(ratios)
    ]
    keys = [indicator["key"] for indicator in indicators]
    tie_break = draw(st.sampled_from([[], ["countback"], [keys[-1]], [keys[0], "countback"], ["countback", keys[-1]]]))
    return {
        "name": "drawn",
        "version": "1",
        "ties": draw(st.sampled_from(["min", "max", "average", "dense"])),
        "place_ties": draw(st.sampled_from(["min", "dense"])),
        "tie_break": tie_break,
        "missing": draw(st.sampled_from(missing)),
        "league": draw(st.sampled_from(leagues)),
        "minimum": draw(st.sampled_from([{}, {"posts": 1}, {"posts": 2, "followers": 1}])),
        "indicators": indicators,
        "zones": draw(st.sampled_from([[], ZONES])),
    }


@st.composite
def rows(draw, missing=False, scores=None):
    """Draw 1 to 12 pages with small counts, so that ties abound; `scores` are those of one column more."""
    names = draw(
        st.lists(st.tuples(st.sampled_from(REGIONS), st.sampled_from(PLATFORMS)), min_size=1, max_size=12, unique=True)
    )
    gaps = st.sampled_from([True, *[False] * 7]) if missing else st.just(False)
    drawn = []
    for region, platform in names:
        row = {
            "region": region,
            "platform": platform,
            "page": f"page of {region}" if draw(st.booleans()) else f"{region} on {platform}",
            "group": draw(st.sampled_from(["east", "west"])),
            "population": PEOPLE[region],
            "followers": draw(st.integers(0, 4)),
            "posts": draw(st.integers(0, 3)),
            "interactions": draw(st.integers(0, 6)),
            "engaged": draw(st.integers(0, 3)),
            "hours": draw(st.sampled_from(HOURS)),
            "excluded": draw(st.sampled_from([None] * 9 + ["a personal account"])),
        }
        if 0 in (row["followers"], row["posts"]):
            row["interactions"] = row["engaged"] = 0  # interactions without posts would be a contradiction
        if scores is not None:
            row["score"] = draw(st.sampled_from(scores))
        counts = [count for count in (*COUNTS, "score") if count in row]
        drawn.append(row | {count: None for count in counts if draw(gaps)})
    return drawn


@st.composite
def cases(draw):
    """Draw a methodology and pages; cells are missing only where the methodology has a rule for them."""
    rules = draw(methodologies())
    return draw(rows(missing=rules["missing"] != "error")), rules


@st.composite
def wide_cases(draw):
    """Draw as `cases` does, from more kinds of columns, leagues and weights."""
    rules = draw(methodologies(ratios=WIDE_RATIOS, leagues=WIDE_LEAGUES, weights=WIDE_WEIGHTS))
    return draw(rows(missing=rules["missing"] != "error", scores=SCORES)), rules


def frame_of(rows):
    return pd.DataFrame(rows, dtype=object)


def methodology_text(rules):
    """Return a methodology as the TOML text that a user would write."""
    lines = [f"{key} = {_toml(value)}" for key, value in rules.items() if key not in ("indicators", "zones")]
    for table in ("indicators", "zones"):
        for entry in rules.get(table, []):
            lines += ["", f"[[{table}]]", *(f"{key} = {_toml(value)}" for key, value in entry.items())]
    return "\n".join(lines) + "\n"


def _toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(entry)}" for key, entry in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value)  # texts, whole numbers and truth values are written alike in both
