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


@st.composite
def methodologies(draw, missing=("error", "worst", "exclude")):
    ratios = draw(st.lists(st.sampled_from(RATIOS), min_size=1, max_size=4))
    indicators = [
        {
            "key": f"indicator_{n}",
            "label": f"Indicator {n}",
            "of": of,
            "per": per,
            "times": draw(st.sampled_from([1, 100])),
            "direction": draw(st.sampled_from(["higher", "lower"])),
            "weight": draw(st.integers(1, 3)),
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
        "league": draw(st.sampled_from(["", "group"])),
        "minimum": draw(st.sampled_from([{}, {"posts": 1}, {"posts": 2, "followers": 1}])),
        "indicators": indicators,
        "zones": draw(st.sampled_from([[], ZONES])),
    }


@st.composite
def rows(draw, missing=False):
    """Draw 1 to 12 pages with small counts, so that ties abound."""
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
        drawn.append(row | {count: None for count in COUNTS if draw(gaps)})
    return drawn


@st.composite
def cases(draw):
    """Draw a methodology and pages; cells are missing only where the methodology has a rule for them."""
    rules = draw(methodologies())
    return draw(rows(missing=rules["missing"] != "error")), rules


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
