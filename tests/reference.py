"""A second rating calculator, slow and plain, to hold govrank against. It imports nothing of govrank.

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
    total: Fraction  # of an index the product that it is the logarithm of
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
    """Return what becomes of a page by the first gate that it fails; None where it passes them all."""
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
    """Return the sum of `of`, times `times`, over the product of `per`; nothing over nothing is 0."""
    above = [row[count] for count in indicator["of"]]
    below = [row[count] for count in indicator.get("per", [])]
    if None in above or None in below:
        return None
    top = sum(map(number, above)) * indicator.get("times", 1)
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
        (behind, *place_key(total, mine, rules))
        for behind, total, mine in zip(last, fewest_first, points, strict=True)
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
    """Return the product that an index is the logarithm of: its arguments to their weights over one denominator."""
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
