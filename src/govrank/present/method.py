"""The methodology under a published rating as tables: formulas, thresholds, norms, populations, sources."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from govrank.figures import number_text
from govrank.language import Catalogue
from govrank.methodology.bands import Norm, NormBand
from govrank.methodology.indicator import Measure
from govrank.present.rules import measure_formula, norm_text
from govrank.present.table import Table, plain_table, text_column
from govrank.present.titles import population_title
from govrank.rating import Rating
from govrank.sentences import count_name
from govrank.version import VERSION


def method_tables(rating: Rating, words: Catalogue) -> list[Table]:
    """Return what a reader needs to compute the rating again: a table a subject, those that there are."""
    tables = [_indicators(rating, words), _zones(rating, words)]
    tables += [_norms(rating, norm, words) for norm in rating.methodology.norms]
    tables += [_populations(rating, words), _sources(rating, words)]
    return [table for table in tables if table is not None]


def norm_lines(rating: Rating, words: Catalogue) -> list[str]:
    """Return what each norm means beside the zones."""
    return [norm_text(norm, rating.methodology, words) for norm in rating.methodology.norms]


def version_line(rating: Rating, words: Catalogue) -> str:
    """Return what the rating was made with, and where the rules come from."""
    methodology = rating.methodology
    line = words.say("html.version", govrank=VERSION, name=methodology.name, version=methodology.version)
    return f"{line} {words.say('html.source', source=methodology.source)}" if methodology.source else line


def _table(title: str, columns: list[tuple[str, bool]], rows: Sequence[tuple[str, ...]]) -> Table:
    """Return a table of texts, of which some stand to the right as figures do."""
    return plain_table(
        title,
        [
            text_column(f"method-{n}", heading, [row[n] for row in rows], "figure" if numeric else "text")
            for n, (heading, numeric) in enumerate(columns)
        ],
    )


def _indicators(rating: Rating, words: Catalogue) -> Table:
    columns = [(words.say(f"html.method.{name}"), name == "weight") for name in (
        "indicator", "formula", "unit", "direction", "weight", "green", "red",
    )]  # fmt: skip
    rows = []
    for indicator in rating.methodology.measures:
        higher = indicator.direction == "higher"
        zones = indicator.zones
        green = zones.green_from if zones is not None else None
        red = zones.red_below if zones is not None else None
        rows.append(
            (
                indicator.says(words.lang),
                measure_formula(indicator, words),
                indicator.unit,
                words.say(f"html.method.{indicator.direction}"),
                _figure(indicator.weight, words),
                _bound("≥" if higher else "≤", green, indicator, words) or _third("first", red, words),
                _bound("<" if higher else ">", red, indicator, words) or _third("last", green, words),
            )
        )
    return _table(words.say("html.method.indicators"), columns, rows)


def _third(which: str, other: float | None, words: Catalogue) -> str:
    """Return what a zone without a bound of its own is: a third of the places, less what the other's bound takes."""
    return words.say(f"html.method.third.{which}" if other is None else f"html.method.third.{which}.rest")


def _zones(rating: Rating, words: Catalogue) -> Table | None:
    bands = rating.methodology.zones
    if not bands:
        return None
    worst = sorted({int(possible) for possible in rating.worst.tolist()})
    of = "html.method.upto.index" if rating.methodology.is_index else "html.method.upto"
    columns = [(words.say("table.zone"), False), (words.say(of), True)]
    alone = len(worst) == 1 and not rating.methodology.is_index
    if alone:
        columns.append((words.say("html.method.upto.total", worst=number_text(worst[0], words.lang)), True))
    rows = []
    for band in bands:
        row = [f"{band.sign} {band.says(words.lang)}".strip(), str(band.upto)]
        if alone:
            bound = band.upto * worst[0]
            row.append(number_text(bound.numerator // bound.denominator, words.lang))
        rows.append(tuple(row))
    return _table(words.say("html.method.zones"), columns, rows)


def _norms(rating: Rating, norm: Norm, words: Catalogue) -> Table:
    indicators = rating.methodology.measures
    indicator = next(i for i in indicators if i.key == norm.indicator)
    by = next((i.says(words.lang) for i in indicators if i.formula == norm.by), count_name(norm.by, words))
    label = indicator.says(words.lang)
    rows = []
    for band in norm.bands:
        size = _range("≥", band.from_ or None, "<", band.to, words)
        rows.append((size, _normal(band, indicator, words)))
    return _table(words.say("html.method.norm", label=label), [(by, True), (label, True)], rows)


def _normal(band: NormBand, indicator: Measure, words: Catalogue) -> str:
    said = _range("≥", band.low, "≤", band.high, words)
    return f"{said}\u00a0{indicator.unit}" if indicator.unit and said != "–" else said


def _range(above: str, low: float | None, below: str, high: float | None, words: Catalogue) -> str:
    """Return a range with its bounds; a dash where there is none."""
    if low is not None and high is not None:
        return f"{_figure(low, words)}\u00a0–\u00a0{_figure(high, words)}"
    if low is not None:
        return f"{above}\u00a0{_figure(low, words)}"
    return f"{below}\u00a0{_figure(high, words)}" if high is not None else "–"


def _bound(sign: str, bound: float | None, indicator: Measure, words: Catalogue) -> str:
    if bound is None:
        return ""
    said = f"{sign}\u00a0{_figure(bound, words)}"
    return f"{said}\u00a0{indicator.unit}" if indicator.unit else said


def _figure(number: float, words: Catalogue) -> str:
    """Return a figure of the methodology with the decimals that it was written with."""
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    return number_text(number, words.lang, max(0, -exponent) if isinstance(exponent, int) else 0)


def _populations(rating: Rating, words: Catalogue) -> Table | None:
    people = rating.pages.counts.get("population")
    if people is None or not rating.edition.population:
        return None
    found = {
        region: number / people.scale
        for region, number in zip(rating.pages.regions, people.numbers.tolist(), strict=True)
    }
    kind = "html.method.population.dated" if rating.edition.population_date else "html.method.population"
    title = words.say(kind, name=population_title(rating.edition, words), date=rating.edition.population_date)
    rows = [
        (region, number_text(number, words.lang, 0 if number.is_integer() else 1))
        for region, number in sorted(found.items(), key=lambda pair: (pair[0].casefold(), pair[0]))
    ]
    return _table(title, [(words.say("table.region"), False), (words.say("html.method.people"), True)], rows)


def _sources(rating: Rating, words: Catalogue) -> Table | None:
    rows = [(source.name, source.sha256 or "–") for source in rating.edition.sources]
    columns = [(words.say("html.method.file"), False), ("SHA-256", False)]
    return _table(words.say("html.method.sources"), columns, rows) if rows else None
