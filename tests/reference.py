"""A second rating calculator, slow and plain, to hold govrank against. It imports nothing of govrank.

Everything is a `Fraction` in a dict; a place is counted, page by page, as "how many are better". It follows
CONTRACT 4 by its words and shares no shortcut with the calculator that it checks.

A row is a dict: `region`, `platform`, `page`, `excluded` (a text or None), the league's column, and counts, where
None is a missing one; a count with decimals is a text or a `Decimal`, never a float. A methodology is a dict in the
shape of the TOML file.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import prod


@dataclass
class RatedPage:
    """A page with every stage of its rating."""

    row: dict
    values: dict  # indicator -> Fraction, or None where a count is missing
    points: dict  # indicator -> Fraction
    total: Fraction
    place: int
    zone: str
    worst: Fraction  # the worst possible total of its league
    league: str

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


def is_eligible(row, rules):
    if row.get("excluded"):
        return False
    for count, least in rules.get("minimum", {}).items():
        if least > 0 and (row[count] is None or number(row[count]) < least):
            return False
    if rules.get("missing", "error") == "exclude":
        return all(value_of(row, indicator) is not None for indicator in rules["indicators"])
    return True


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
    indicators = rules["indicators"]
    values = [{i["key"]: value_of(row, i) for i in indicators} for row in rows]
    points = [{} for _ in rows]
    for indicator in indicators:
        column = [value[indicator["key"]] for value in values]
        ranked = points_of(column, indicator.get("direction", "higher"), rules.get("ties", "min"))
        for mine, point in zip(points, ranked, strict=True):
            mine[indicator["key"]] = point
    totals = [sum(i.get("weight", 1) * mine[i["key"]] for i in indicators) for mine in points]
    keys = [place_key(total, mine, rules) for total, mine in zip(totals, points, strict=True)]
    dense = rules.get("place_ties", "min") == "dense"
    better = [{other for other in keys if other < key} if dense else [o for o in keys if o < key] for key in keys]
    places = [1 + len(those) for those in better]
    worst = sum(i.get("weight", 1) for i in indicators) * len(rows)
    rated = [
        RatedPage(
            row, values[n], points[n], totals[n], places[n], zone_of(totals[n], worst, rules, len(rows)), worst, league
        )
        for n, row in enumerate(rows)
    ]
    return sorted(rated, key=lambda page: (page.place, countback_of(page.points), name_key(page.row)))


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
    if size == 1 and rules.get("zones"):
        return rules["zones"][0]["name"]
    for band in rules.get("zones", []):
        if total <= Fraction(band["upto"]) * worst:
            return band["name"]
    return ""
