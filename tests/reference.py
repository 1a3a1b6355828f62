"""A second rating calculator, slow and plain, to compare govrank with. It imports nothing from govrank.

Everything is a `Fraction` in a dict; a place is counted, page by page, as "how many are better". It follows
CONTRACT 4 by its words and shares no shortcut with the calculator that it checks.

A row is a dict: `region`, `platform`, `page`, `excluded` (a text or None), the league's column, and counts, where
None is a missing one; a count with decimals is a text or a `Decimal`, never a float. A methodology is a dict in the
shape of the TOML file.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod


@dataclass
class RatedPage:
    """A page with every stage of its rating."""

    row: dict
    values: dict  # indicator -> Fraction, or None where a count is missing
    points: dict  # indicator -> Fraction
    total: Fraction  # for an index, the product whose logarithm it is
    place: int
    zone: str
    worst: Fraction  # the worst possible total of its league
    league: str
    zones: dict  # indicator -> its zone there
    norms: dict  # indicator -> "below", "within", "above" or None

    @property
    def name(self):
        return (self.row["region"], self.row["platform"], self.row["page"])


def rate_rows(rows, rules):
    """Return the rated pages in the order of the final table, league after league."""
    in_league = {}
    for row in rows:
        if is_eligible(row, rules):
            in_league.setdefault(league_of(row, rules), []).append(row)
    in_league.pop(None, None)
    league = rules.get("league", "")
    order = sorted(in_league, key=league_key) if isinstance(league, str) else [b["name"] for b in league["bands"]]
    return [page for name in order if name in in_league for page in rate_league(in_league[name], rules, name)]


def league_of(row, rules):
    """Return the league of a page: its column's text, or the band that holds its size, or None where none does."""
    league = rules.get("league", "")
    if isinstance(league, str):
        return row[league] if league else ""
    size = row[league["by"]]
    if size is None:
        return None
    for band in league["bands"]:
        upper = band.get("to")
        if number(size) >= number(band.get("from", 0)) and (upper is None or number(size) < number(upper)):
            return band["name"]
    return None


def league_key(name):
    return (name.casefold(), name)


def number(cell):
    return Fraction(str(cell))


YES = ("да", "есть", "иә", "yes", "+", "1")


def failed_gates(row, rules):
    """Return the gates that a page fails, in their order."""
    return [gate for gate in rules.get("gates", []) if fails(row, gate["when"], rules)]


def fails(row, when, rules):
    cell = row[when.get("count") or when["column"]]
    if cell is None:
        return rules.get("missing", "error") == "worst"
    if "is" in when:
        return (cell in YES) == (when["is"] == "yes")
    if "above" in when:
        return number(cell) > number(when["above"])
    return number(cell) < number(when["below"]) if "below" in when else number(cell) == number(when["equals"])


def outcome_of(row, rules):
    """Return the outcome of the first gate that a page fails; None if it passes them all."""
    return next((gate.get("outcome", "unranked") for gate in failed_gates(row, rules)), None)


def is_eligible(row, rules):
    if row.get("excluded") or outcome_of(row, rules) == "unranked":
        return False
    for count, least in rules.get("minimum", {}).items():
        if least > 0 and (row[count] is None or number(row[count]) < least):
            return False
    if rules.get("missing", "error") == "exclude":
        if any(row[gate["when"].get("count") or gate["when"]["column"]] is None for gate in rules.get("gates", [])):
            return False
        return all(value_of(row, measure) is not None for measure in measures_of(rules))
    return True


def measures_of(rules):
    return rules["terms"] if is_index(rules) else rules["indicators"]


def is_index(rules):
    return rules.get("scoring") == "log-index"


def value_of(row, indicator):
    """Return the sum of `of` less that of `less`, times `times`, over the product of `per`; nothing over nothing is 0.

    An indicator has no value where a page has less than its `minimum`.
    """
    above = [row[count] for count in indicator["of"]]
    off = [row[count] for count in indicator.get("less", [])]
    below = [row[count] for count in indicator.get("per", [])]
    for count, least in indicator.get("minimum", {}).items():
        if "points" not in indicator and (row[count] is None or number(row[count]) < least):
            return None
    if None in (*above, *off, *below):
        return None
    top = (sum(map(number, above)) - sum(map(number, off))) * indicator.get("times", 1)
    bottom = prod(map(number, below))
    if bottom == 0:
        assert top == 0, "something over nothing is an error, not a value"
        return Fraction(0)
    return top / bottom


def rate_league(rows, rules, league=""):
    measures, size = measures_of(rules), len(rows)
    values = [{m["key"]: value_of(row, m) for m in measures} for row in rows]
    points = [{} for _ in rows]
    for measure in measures:
        column = [value[measure["key"]] for value in values]
        ranked = points_of(column, measure.get("direction", "higher"), rules.get("ties", "min"))
        for mine, point in zip(points, ranked, strict=True):
            mine[measure["key"]] = point
    if is_index(rules):
        totals = [product_of(mine, measures) for mine in values]
        worst = Fraction(size)
    else:
        totals = [sum(m.get("weight", 1) * mine[m["key"]] for m in measures) for mine in points]
        worst = sum(m.get("weight", 1) for m in measures) * size
    fewest_first = [-total for total in totals] if is_index(rules) else totals
    last = [outcome_of(row, rules) == "last" for row in rows]
    keys = [
        (behind, *place_key(total, mine, rules)) for behind, total, mine in zip(last, fewest_first, points, strict=True)
    ]
    dense = rules.get("place_ties", "min") == "dense"
    better = [{other for other in keys if other < key} if dense else [o for o in keys if o < key] for key in keys]
    places = [1 + len(those) for those in better]
    rated = [
        RatedPage(
            row, values[n], points[n], totals[n], places[n],
            zone_of(None if last[n] else places[n] if is_index(rules) else totals[n], worst, rules, size),
            worst, league,
            {m["key"]: indicator_zone_of(values[n][m["key"]], points[n][m["key"]], size, m) for m in measures},
            {norm["indicator"]: norm_of(values[n][norm["indicator"]], row, norm) for norm in rules.get("norms", [])},
        )
        for n, row in enumerate(rows)
    ]  # fmt: skip

    def order(page):
        return (page.place, () if is_index(rules) else countback_of(page.points), name_key(page.row))

    return sorted(rated, key=order)


def product_of(values, terms):
    """Return the product whose logarithm an index is: its arguments to their weights over one denominator."""
    weights = [number(term.get("weight", 1)) for term in terms]
    whole = lcm(*(weight.denominator for weight in weights))
    arguments = [number(term.get("factor", 1)) * values[term["key"]] + 1 for term in terms]
    return prod(argument ** int(weight * whole) for argument, weight in zip(arguments, weights, strict=True))


def indicator_zone_of(value, points, size, measure):
    """Return "green", "white" or "red": by the thresholds, else by the thirds of the places."""
    bounds = measure.get("zones", {})
    green_from, red_below = (None if key not in bounds else number(bounds[key]) for key in ("green_from", "red_below"))
    sign = 1 if measure.get("direction", "higher") == "higher" else -1
    if value is None:
        return "red"
    if red_below is not None and sign * value < sign * red_below:
        return "red"
    if green_from is not None and sign * value >= sign * green_from:
        return "green"
    if green_from is None and (size == 1 or points <= Fraction(size, 3)):
        return "green"
    return "red" if red_below is None and size > 1 and points > Fraction(2 * size, 3) else "white"


def norm_of(value, row, norm):
    size = row[norm["by"]]
    if value is None or size is None:
        return None
    for band in norm["bands"]:
        if number(size) >= number(band.get("from", 0)) and ("to" not in band or number(size) < number(band["to"])):
            if "low" in band and value < number(band["low"]):
                return "below"
            return "above" if "high" in band and value > number(band["high"]) else "within"
    return None


def points_of(column, direction, ties):
    """Count, for each value, who is better and who is equal; a missing value is as bad as the league is long."""
    known = [value for value in column if value is not None]
    points = []
    for value in column:
        if value is None:
            points.append(Fraction(len(column)))
            continue
        better = [other for other in known if (other > value if direction == "higher" else other < value)]
        equal = known.count(value)
        first, last = len(better) + 1, len(better) + equal
        points.append(
            {
                "min": Fraction(first),
                "max": Fraction(last),
                "average": Fraction(first + last, 2),
                "dense": Fraction(len(set(better)) + 1),
            }[ties]
        )
    return points


def countback_of(points):
    """Return the points from the best to the worst: of two, the smaller at the first difference stands higher."""
    return tuple(sorted(points.values()))


def place_key(total, points, rules):
    key = [total]
    for name in rules.get("tie_break", []):
        key += countback_of(points) if name == "countback" else [points[name]]
    return tuple(key)


def name_key(row):
    return (row["page"].casefold(), row["region"].casefold(), row["platform"], row["page"], row["region"])


def zone_of(total, worst, rules, size):
    if total is None:  # a gate has placed the page last
        return rules["zones"][-1]["name"] if rules.get("zones") else ""
    if size == 1 and rules.get("zones"):
        return rules["zones"][0]["name"]
    for band in rules.get("zones", []):
        if total <= Fraction(band["upto"]) * worst:
            return band["name"]
    return ""


def rate_points(rows, rules):
    """Return name -> (earned by item, total, place, zone) of the pages that are rated by items that give points.

    An item that does not apply has earned None. All pages are in one league.
    """
    rated = []
    for row in rows:
        if row.get("excluded") or outcome_of(row, rules) == "unranked" or lacks_points(row, rules):
            continue
        earned = {item["key"]: earned_of(row, item, rules) for item in rules["items"]}
        if all(earned[item["key"]] is None for item in rules["items"] if kind_of(item) == "base"):
            continue
        outcome = outcome_of(row, rules)
        total = number(outcome["score"]) if isinstance(outcome, dict) else total_of(earned, rules)
        rated.append((row, earned, total, outcome == "last"))
    found = {}
    for row, earned, total, last in rated:
        better = [(behind, -other) for _row, _earned, other, behind in rated if (behind, -other) < (last, -total)]
        place = 1 + len(set(better) if rules.get("place_ties") == "dense" else better)
        found[row["page"]] = (earned, total, place, point_zone(total, place, len(rated), rules, last=last))
    return found


def lacks_points(row, rules):
    """Return whether a page lacks a figure that an applying item needs, or that decides whether it applies."""
    if rules.get("missing", "error") != "exclude":
        return False
    asked = [gate["when"] for gate in rules.get("gates", [])]
    asked += [block["applies"] for block in rules.get("blocks", []) if "applies" in block]
    asked += [item["when"] for item in rules["items"] if "when" in item]
    names = [when.get("count") or when["column"] for when in asked]
    for item in rules["items"]:
        names += item.get("minimum", {})
        if applies(row, item, rules):
            names += [*item["of"], *item.get("per", [])]
    return any(row[name] is None for name in names)


def kind_of(item):
    return "deduction" if item["points"] < 0 else "bonus" if item.get("bonus") else "base"


def applies(row, item, rules):
    worst = rules.get("missing", "error") == "worst"
    for count, least in item.get("minimum", {}).items():
        if worst if row[count] is None else False:
            continue
        if row[count] is None or number(row[count]) < least:
            return False
    block = next((block for block in rules.get("blocks", []) if block["key"] == item.get("block")), {})
    return "applies" not in block or holds(row, block["applies"], missing=worst)


def holds(row, when, *, missing):
    cell = row[when.get("count") or when["column"]]
    return missing if cell is None else fails(row, when, {})


def earned_of(row, item, rules):
    worst = rules.get("missing", "error") == "worst"
    deducts = kind_of(item) == "deduction"
    if not applies(row, item, rules):
        return None
    if "when" in item and not holds(row, item["when"], missing=worst and deducts):
        return Fraction(0)
    answers = "answers" in item or item["of"] == ["mark"]
    cells = [row[count] for count in (*item["of"], *item.get("per", []))]
    if None in cells:
        return number(item["points"]) if deducts else Fraction(0)
    value = answer_of(cells[0]) if answers else value_of(row, item)
    points = number(item["points"])
    if "steps" in item:
        for step in item["steps"]:
            if value <= number(step["upto"]) if "upto" in step else value >= number(step["from"]):
                return number(step["points"])
        return Fraction(0)
    if "answers" in item:
        shares = {"yes": 1, "partly": 0, "no": 0} | item["answers"]
        return points * Fraction(str(shares["yes" if value == 1 else "no" if value == 0 else "partly"]))
    full, none = number(item.get("full_at", 1)), number(item.get("none_at", 0))
    return points * min(Fraction(1), max(Fraction(0), (value - none) / (full - none)))


def answer_of(cell):
    return Fraction(1) if cell in YES else Fraction(1, 2) if cell == "частично" else Fraction(0)


def total_of(earned, rules):
    caps = {block["key"]: block for block in rules.get("blocks", [])}

    def summed(kind, figures):
        blocks = {}
        for item in rules["items"]:
            if kind_of(item) == kind and figures[item["key"]] is not None:
                name = item.get("block", "")
                blocks[name] = blocks.get(name, Fraction(0)) + figures[item["key"]]
        total = Fraction(0)
        for name, amount in blocks.items():
            cap = caps.get(name, {})
            amount = min(amount, number(cap["most"])) if "most" in cap else amount
            total += max(amount, number(cap["least"])) if "least" in cap else amount
        return total

    full = {item["key"]: number(item["points"]) for item in rules["items"]}
    could = {key: points if earned[key] is not None else None for key, points in full.items()}
    out_of = number(rules["out_of"]) if "out_of" in rules else summed("base", full)
    total = summed("base", earned) * out_of / summed("base", could) + summed("deduction", earned)
    counted = {
        item["key"]: Fraction(0)
        if "only_above" in item and total <= number(item["only_above"])
        else earned[item["key"]]
        for item in rules["items"]
    }
    return total + summed("bonus", counted)


def point_zone(total, place, pages, rules, *, last):
    zones = rules.get("zones", [])
    if not zones:
        return ""
    if last:
        return zones[-1]["name"]
    if "from" in zones[0]:
        return next(
            (zone["name"] for zone in zones if "from" in zone and total >= number(zone["from"])), zones[-1]["name"]
        )
    return zones[0]["name"] if pages == 1 else zone_of(Fraction(place), Fraction(pages), rules, pages)
