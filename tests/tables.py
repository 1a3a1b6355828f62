"""Strategies of the property tests: tables of pages, methodologies, and both in the form that govrank takes."""

import json
import os

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
SCORES = ("0", "0.1", "0.10", "0.3", "0.3333", "3", "3.0", "1000000.000001", *(
    "0.29999999999999999999", "0.09999999999999999999", "9.99999999999999999", "10", "10.00000000000000000001",
))  # fmt: skip
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
    {"by": "score", "bands": [{"name": "ten", "from": 10}, {"name": "less", "from": 0.1, "to": 10}]},
)
CONDITIONS = (
    {"count": "hours", "above": 2}, {"count": "followers", "below": 1}, {"count": "posts", "equals": 3},
    {"count": "score", "below": 0.3}, {"count": "score", "above": 9.999999999}, {"column": "mark", "is": "no"},
    {"count": "mark", "is": "yes"}, {"count": "interactions", "equals": 2.5},
)  # fmt: skip
ANSWERS = ("да", "нет", "есть", "иә", "жоқ", "yes", "no", "+", "1", "0")
BOUNDS = (0.1, 0.3, 0.3333, 0.3333333333333333, 1, 2, 3, 10, 33.33333333333333, 100)  # near quotients and decimals
WIDE_WEIGHTS = (1, 2, 3, 7, 1_000_000)


def editions(usual):
    """Return how many editions a test draws: `GOVRANK_EDITIONS`, if set."""
    return int(os.environ.get("GOVRANK_EDITIONS", usual))


@st.composite
def bounds(draw, direction="higher"):
    """Draw the thresholds of an indicator, both, one or none."""
    red, green = sorted(draw(st.lists(st.sampled_from(BOUNDS), min_size=2, max_size=2)))
    if direction == "lower":
        red, green = green, red
    both = {"green_from": green, "red_below": red}
    return {key: both[key] for key in both if draw(st.booleans())}


@st.composite
def norms(draw, keys):
    """Draw a norm of one indicator or none."""
    if not draw(st.booleans()):
        return []
    low, high = sorted(draw(st.lists(st.sampled_from(BOUNDS), min_size=2, max_size=2)))
    middle = draw(st.sampled_from([0.1, 0.3, 1, 2, 10]))
    bands = [{"to": middle, "low": low, "high": high}, {"from": middle, "high": low}]
    return [{"indicator": draw(st.sampled_from(keys)), "by": draw(st.sampled_from(["followers", "score"])),
             "bands": bands[: draw(st.integers(1, 2))]}]  # fmt: skip


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
            row |= {"score": draw(st.sampled_from(scores)), "mark": draw(st.sampled_from(ANSWERS))}
        counts = [count for count in (*COUNTS, "score", "mark") if count in row]
        drawn.append(row | {count: None for count in counts if draw(gaps)})
    return drawn


@st.composite
def cases(draw):
    """Draw a methodology and pages; cells are missing only where the methodology has a rule for them."""
    rules = draw(methodologies())
    return draw(rows(missing=rules["missing"] != "error")), rules


@st.composite
def wide_cases(draw):
    """Draw as `cases` does, from more kinds of columns, leagues and weights, with thresholds and norms."""
    rules = draw(methodologies(ratios=WIDE_RATIOS, leagues=WIDE_LEAGUES, weights=WIDE_WEIGHTS))
    for indicator in rules["indicators"]:
        indicator["zones"] = draw(bounds(indicator["direction"]))
        if not indicator["per"]:
            indicator["less"] = draw(st.sampled_from([[], [], ["posts"], ["posts", "engaged"]]))
        if rules["missing"] != "error":
            indicator["minimum"] = draw(st.sampled_from([{}, {}, {"posts": 2}, {"followers": 1, "hours": 1}]))
    rules["norms"] = draw(norms([indicator["key"] for indicator in rules["indicators"]]))
    rules["gates"] = draw(gates())
    return draw(rows(missing=rules["missing"] != "error", scores=SCORES)), rules


@st.composite
def gates(draw, outcomes=("unranked", "last")):
    """Draw no gate, or a few, each with an outcome, or with none, which is to leave the page out."""
    conditions = draw(st.lists(st.sampled_from(CONDITIONS), max_size=3))
    drawn = [{"key": f"gate_{n}", "when": when, "outcome": draw(st.sampled_from(outcomes))}
             for n, when in enumerate(conditions)]  # fmt: skip
    return [
        {key: value for key, value in gate.items() if key != "outcome" or value != "unranked" or draw(st.booleans())}
        for gate in drawn
    ]


# Weights and factors under which indexes of unlike counts are equal: (1 + 1)(1 + 7) = (1 + 3)², 2 · 4 + 1 = 3²
INDEX_RATIOS = [
    *((["shares"], []), (["comments"], []), (["likes"], []), (["posts"], []), (["likes", "shares"], ["posts"])),
    *((["score"], []), (["score"], ["hours"]), (["comments"], ["population"])),
]
INDEX_WEIGHTS = (0.2, 0.32, 0.32, 0.16, 1, 2, 0.1, 0.3)
INDEX_FACTORS = (1, 1, 1, 10, 0.5, 2.5)
INDEX_COUNTS = st.sampled_from([0, 1, 2, 3, 5, 7, 8, 11, 15, 23])
INDEX_SCORES = ("0", "1", "3", "0.5", "2.99999999999999999999", "3.00000000000000000001", "7")


@st.composite
def index_cases(draw):
    """Draw a logarithmic index and pages whose counts are one less than products of 2 and 3, so that ties abound."""
    ratios = draw(st.lists(st.sampled_from(INDEX_RATIOS), min_size=1, max_size=5))
    terms = [
        {"key": f"term_{n}", "of": of, "per": per, "factor": draw(st.sampled_from(INDEX_FACTORS)),
         "weight": draw(st.sampled_from(INDEX_WEIGHTS)), "direction": draw(st.sampled_from(["higher", "lower"]))}
        for n, (of, per) in enumerate(ratios)
    ]  # fmt: skip
    missing = draw(st.sampled_from(["error", "exclude"]))
    rules = {
        "name": "drawn",
        "version": "1",
        "scoring": "log-index",
        "scale": draw(st.sampled_from([10, 160, 0.5])),
        "power": draw(st.sampled_from([1, 2, 0.5])),
        "place_ties": draw(st.sampled_from(["min", "dense"])),
        "tie_break": draw(st.sampled_from([[], [], ["term_0"]])),
        "missing": missing,
        "league": draw(st.sampled_from(["", "", "group", {"by": "score", "bands": [{"name": "a", "to": 3},
                                                                                 {"name": "b", "from": 3}]}])),
        "minimum": draw(st.sampled_from([{}, {"posts": 1}])),
        "terms": terms,
        "zones": draw(st.sampled_from([[], ZONES])),
    }  # fmt: skip
    gaps = st.sampled_from([True, *[False] * 7]) if missing == "exclude" else st.just(False)
    drawn = []
    for n in range(draw(st.integers(1, 8))):
        row = {
            count: draw(st.sampled_from([0, 1, 2, 3, 5, 7, 8, 11, 15, 23])) for count in ("shares", "comments", "likes")
        }
        row |= {"posts": draw(st.integers(0, 3)), "hours": draw(st.sampled_from(HOURS))}
        row["score"] = draw(st.sampled_from(INDEX_SCORES))
        if not row["posts"]:
            row |= {"shares": 0, "comments": 0, "likes": 0}
        row |= {count: None for count in row if draw(gaps)}
        place = {"region": REGIONS[n % len(REGIONS)], "platform": PLATFORMS[n // len(REGIONS)], "page": f"page {n}"}
        place |= {"group": draw(st.sampled_from(["east", "west"])), "population": PEOPLE[place["region"]]}
        drawn.append(place | row | {"excluded": None})
    return drawn, rules


POINT_ITEMS = (
    {"of": ["hours"], "full_at": 0.5, "none_at": 3},
    {"of": ["hours"], "steps": [{"upto": 0.5, "points": 7}, {"upto": 2, "points": 2.5}]},
    {"of": ["followers"], "full_at": 3},
    {"of": ["followers"], "steps": [{"from": 3, "points": 7}, {"from": 1, "points": 1}]},
    {"of": ["interactions"], "per": ["posts"], "full_at": 2},
    {"of": ["interactions", "engaged"], "per": ["hours"], "times": 100, "full_at": 300, "none_at": 33.3},
    {"of": ["score"], "full_at": 0.3, "none_at": 0.1},
    {"of": ["mark"]},
    {"of": ["opinion"], "answers": {"yes": 1, "partly": "1/3", "no": 0}},
    {"of": ["opinion"], "answers": {"yes": 0, "partly": 0.7, "no": 1}},
)
POINT_ZONES = (
    [], ZONES, [{"name": "high", "from": 20, "color": "#c6efce"}, {"name": "mark", "from": 12.5, "color": "#ffffff"},
                {"name": "low", "color": "#ffc7ce"}],
)  # fmt: skip


@st.composite
def point_cases(draw):
    """Draw items that give points, with blocks, caps, gates and evidence, and pages."""
    conditions = st.sampled_from(CONDITIONS)
    items = []
    for n, own in enumerate(draw(st.lists(st.sampled_from(POINT_ITEMS), min_size=1, max_size=5))):
        stepped = [step["points"] for step in own.get("steps", [])]
        kind = "base" if n == 0 or stepped else draw(st.sampled_from(["base", "base", "base", "bonus", "deduction"]))
        item = {"key": f"item_{n}", **own, "points": 7 if stepped else draw(st.sampled_from([10, 7, 2.5, 30]))}
        if kind == "deduction":
            item["points"] = -item["points"]
        if kind != "base" and draw(st.booleans()):
            item["when"] = draw(conditions)
        if kind == "bonus":
            item |= {"bonus": True} | ({"only_above": draw(st.sampled_from([5, 12.5]))} if draw(st.booleans()) else {})
        if draw(st.integers(0, 2)) == 0:
            item["minimum"] = draw(st.sampled_from([{"posts": 2}, {"followers": 1, "engaged": 1}]))
        if draw(st.booleans()):
            item["block"] = "extra" if kind == "bonus" else draw(st.sampled_from(["one", "two"]))
        items.append(item)
    blocks = []
    for key in sorted({item["block"] for item in items if "block" in item}):
        block = {"key": key}
        if draw(st.booleans()):
            block["applies"] = draw(conditions)
        block |= draw(st.sampled_from([{}, {"most": 9}, {"least": -4}, {"most": 12.5, "least": -1}]))
        blocks += [block] if draw(st.booleans()) else []
    missing = draw(st.sampled_from(["error", "worst", "exclude"]))
    rules = {
        "name": "drawn",
        "version": "1",
        "scoring": "points",
        "missing": missing,
        "place_ties": draw(st.sampled_from(["min", "dense"])),
        "gates": draw(gates(("unranked", "last", {"score": 12.5}))),
        "items": items,
        "blocks": blocks,
        "zones": draw(st.sampled_from(POINT_ZONES)),
    } | draw(st.sampled_from([{}, {"out_of": 100}, {"out_of": 33.3}]))
    pages = draw(rows(missing=missing != "error", scores=SCORES))
    for n, page in enumerate(pages):
        page |= {"page": f"page {n}", "opinion": draw(st.sampled_from(["да", "частично", "нет", "yes"]))}
        page |= {"mark": draw(st.sampled_from(["да", "нет"]))} if page["mark"] is not None else {}
    return pages, rules


TABLES = ("gates", "indicators", "terms", "items", "blocks", "zones")


def frame_of(rows):
    return pd.DataFrame(rows, dtype=object)


def methodology_text(rules):
    """Return a methodology as the TOML text that a user would write."""
    lines = [f"{key} = {_toml(value)}" for key, value in rules.items() if key not in TABLES]
    for table in TABLES:
        for entry in rules.get(table, []):
            lines += ["", f"[[{table}]]", *(f"{key} = {_toml(value)}" for key, value in entry.items())]
    return "\n".join(lines) + "\n"


def _toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(entry)}" for key, entry in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value)  # texts, whole numbers and truth values are written alike in both
