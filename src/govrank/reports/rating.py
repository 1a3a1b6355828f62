"""The tables of a rating: the final one, one for each indicator, and the methodology below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from govrank.analysis.compare import Move, Movement
from govrank.analysis.robustness import Robustness
from govrank.methodology.bands import Norm, NormBand
from govrank.methodology.measures import Measure
from govrank.networks import platform_label
from govrank.packaged import VERSION
from govrank.reports.masthead import head_lines, shown_periods
from govrank.reports.names import shown_name
from govrank.reports.narrative import league_key
from govrank.reports.narrow import without_said_twice
from govrank.reports.sentences import count_name, gate_text, reason_text
from govrank.reports.table import (
    WHITE,
    Block,
    Column,
    Publication,
    Table,
    figure_column,
    notes_of,
    plain_table,
    text_column,
)
from govrank.reports.wording import (
    band_text,
    bound_text,
    engaged_text,
    footnote_text,
    interval_text,
    item_texts,
    measure_formula,
    measure_title,
    move_text,
    norm_text,
    population_title,
    score_text,
    short_label,
    table_title,
    total_heading,
    zone_text,
)
from govrank.scoring.rating import Rating
from govrank.scoring.zones import INDICATOR_ZONES
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import decimals_for, number_text, points_text
from govrank.text.period import edition_name

INDICATOR_COLORS = {"green": "#c6efce", "white": WHITE, "red": "#ffc7ce"}
MOVE_COLORS = {"up": "#d3e5fa", "down": "#fde2c4"}  # blue and orange, unlike zones
INDICATOR_SIGNS = {"green": "▲", "white": "●", "red": "▼"}


def final_tables(
    rating: Rating,
    words: Catalogue,
    top: int | None = None,
    movement: Movement | None = None,
    robustness: Robustness | None = None,
) -> list[Table]:
    """Return the final table of each league: place, interval, move, page, region, network, points, total, zone.

    The region is left out if the page's name already includes it.
    """
    return [
        without_said_twice(
            plain_table(
                table_title(rating, words, league),
                final_columns(rating, words, pages[:top], movement, robustness),
                more=len(pages) - len(pages[:top]),
                notes=head_lines(rating, words, league),
            ),
            ["region"],
        )
        for league, pages in rating.leagues.items()
    ]


def final_colors(rating: Rating, pages: Iterable[int]) -> list[str]:
    """Return the colour of each page's zone."""
    zones = rating.methodology.zones
    return [zones[rating.bands[i]].color if zones else WHITE for i in pages]


def final_columns(
    rating: Rating,
    words: Catalogue,
    pages: range,
    movement: Movement | None = None,
    robustness: Robustness | None = None,
) -> list[Column]:
    """Return the columns of the final table of some pages."""
    methodology = rating.methodology
    at = slice(pages.start, pages.stop)

    def points(value: float) -> str:
        return points_text(value, words.lang)

    def score(value: float) -> str:
        return score_text(rating, value, words)

    zoned = final_colors(rating, pages)
    columns = [figure_column("place", words.say("table.place"), rating.places[at].tolist(), points).tinted(zoned)]
    if robustness is not None:
        columns += [column for column in robustness_columns(robustness, words, pages) if column.role != "set"]
    if movement is not None:
        columns += move_columns(movement, words, pages)
    columns += who_columns(rating, pages, words)
    decimals = rating.scoring.decimals
    for number, measure in enumerate(methodology.measures, 1):
        own = figure_column(
            f"{measure.key}_points", short_label(measure, words), rating.points[measure.key][at].tolist(), score
        )
        own = own.tinted(indicator_colors(rating, measure.key, pages))
        columns.append(replace(own, brief=str(number), title=measure.says(words.lang), decimals=decimals))
    totals = figure_column("total", total_heading(rating, words), rating.totals[at].tolist(), score).tinted(zoned)
    columns.append(replace(totals, decimals=decimals))
    if methodology.zones:
        columns.append(
            Column(
                "zone", words.say("table.zone"), "zone", rating.bands[at].tolist(),
                lambda i: zone_text(rating, pages[i], words),
            ).tinted(zoned)
        )  # fmt: skip
    if any(rating.gate(i) for i in range(len(rating))):
        gates = [rating.gate(i) for i in pages]
        texts = ["" if gate is None else gate_text(gate, words) for gate in gates]
        columns.append(text_column("gate", words.say("table.gate"), texts))
    return columns


def joint_table(
    rating: Rating, words: Catalogue, movement: Movement | None = None, robustness: Robustness | None = None
) -> Table:
    """Return the final table of all leagues together, with the regions if the file has them."""
    pages = range(len(rating))
    columns = [*league_columns(rating, pages, words), *final_columns(rating, words, pages, movement, robustness)]
    return plain_table(words.say("xlsx.final"), columns).without_empty(["region"])


def league_columns(rating: Rating, pages: Sequence[int], words: Catalogue) -> list[Column]:
    """Return the pages' leagues, if there are several."""
    if len(rating.leagues) == 1:
        return []
    leagues = [rating.methodology.league_label(rating.pages.leagues[i]) for i in pages]
    return [text_column("league", words.say("table.league"), leagues)]


def robustness_columns(robustness: Robustness, words: Catalogue, pages: Sequence[int]) -> list[Column]:
    """Return each page's intervals of places: under other rules, by chance and surely; and the brackets."""
    rules, chance = [robustness.interval(i) for i in pages], [robustness.chance.of(i) for i in pages]

    def places(role: str, values: Sequence[float], bounds: Sequence[tuple[int, int]]) -> Column:
        heading = words.say(f"table.{role}")
        return Column(role, heading, "figure", values, lambda i: interval_text(*bounds[i]), compound=True)

    return [
        places("interval", [own.median for own in rules], [(own.low, own.high) for own in rules]),
        places("chance", [own.median for own in chance], [(own.low, own.high) for own in chance]),
        places("set", [own.set_low for own in chance], [(own.set_low, own.set_high) for own in chance]),
        text_column("bracket", words.say("table.bracket"), bracket_texts([own.bracket for own in chance])),
    ]


def bracket_texts(brackets: Sequence[int]) -> list[str]:
    """Return the sign of each row for brackets drawn beside a table; a single row has a dot.

    >>> bracket_texts([1, 2, 2, 2, 3, 3])
    ['·', '┌', '|', '└', '┌', '└']
    """
    before, after = [None, *brackets[:-1]], [*brackets[1:], None]
    signs = {(False, False): "·", (False, True): "┌", (True, True): "|", (True, False): "└"}
    return [signs[own == last, own == next_] for last, own, next_ in zip(before, brackets, after, strict=True)]


def move_columns(movement: Movement, words: Catalogue, pages: Sequence[int]) -> list[Column]:
    """Return the moves and, if the roster changed, those among the pages of both editions."""
    columns = [_move_column("move", [movement.moves[i] for i in pages], words)]
    if movement.common is not None:
        columns.append(_move_column("common", [movement.common[i] for i in pages], words))
    return columns


def _move_column(role: str, moves: Sequence[Move | None], words: Catalogue) -> Column:
    values = [None if move is None else move.value for move in moves]
    colors = [MOVE_COLORS.get(move.state, WHITE) if move is not None else WHITE for move in moves]
    return Column(role, words.say(f"table.{role}"), "move", values, lambda i: move_text(moves[i], words), colors=colors)


def who_columns(rating: Rating, pages: Sequence[int], words: Catalogue) -> list[Column]:
    """Return the pages' names, their regions and their networks."""
    own = rating.pages
    names = [shown_name(own.names[i], own.platforms[i]) for i in pages]
    return [
        text_column("page", words.say("table.page"), names, "page"),
        text_column("region", words.say("table.region"), [own.regions[i] for i in pages]),
        text_column("platform", words.say("table.platform"), [platform_label(own.platforms[i]) for i in pages]),
    ]


def indicator_tables(rating: Rating, key: str, words: Catalogue, top: int | None = None) -> list[Table]:
    """Return one indicator's table of each league: place, page, value, zone and norm, if any.

    A note below the title explains norm and zone, so that "red" and "usual" are not a contradiction.
    """
    indicator = rating.methodology.measure(key)
    tables = []
    for league, pages in rating.leagues.items():
        title = measure_title(indicator, words)
        if len(rating.leagues) > 1:
            title += f" · {words.say('rating.league', league=rating.methodology.league_label(league))}"
        order = indicator_order(rating, key, pages)
        columns = indicator_columns(rating, key, words, order, shown=len(order[:top]))
        notes = [
            norm_text(norm, rating.methodology, words) for norm in rating.methodology.norms if norm.indicator == key
        ]
        table = plain_table(title, columns, more=len(order) - len(order[:top]), notes=notes)
        tables.append(without_said_twice(table, ["region"]))
    return tables


def indicator_order(rating: Rating, key: str, pages: Iterable[int]) -> list[int]:
    """Return some pages by their places on an indicator."""
    return sorted(pages, key=lambda i: (rating.ranks[key][i], i))


def indicator_colors(rating: Rating, key: str, pages: Iterable[int]) -> list[str]:
    """Return the colour of each page's zone on an indicator."""
    return [INDICATOR_COLORS[INDICATOR_ZONES[rating.indicator_zones[key][i]]] for i in pages]


def indicator_columns(
    rating: Rating, key: str, words: Catalogue, order: Sequence[int], shown: int | None = None
) -> list[Column]:
    """Return the columns of one indicator's table.

    Args:
        order: all its pages, which determine the decimals; the first `shown` of them have rows.
    """
    indicator = rating.methodology.measure(key)
    rows = order[:shown]
    decimals = decimals_for(rating.measured[key].values[i].item() for i in order)
    zones = [int(rating.indicator_zones[key][i]) for i in rows]
    colors = indicator_colors(rating, key, rows)

    def value(figure: float) -> str:
        return "–" if figure != figure else number_text(figure, words.lang, decimals)  # NaN is missing

    columns = [
        figure_column(
            "place",
            words.say("table.place"),
            [rating.ranks[key][i].item() for i in rows],
            lambda place: points_text(place, words.lang),
        ).tinted(colors),
        *who_columns(rating, rows, words),
        figure_column(
            "value", indicator.says(words.lang), [rating.measured[key].values[i].item() for i in rows], value
        ).tinted(colors),
        Column(
            "zone",
            words.say("table.zone"),
            "zone",
            zones,
            lambda row: indicator_zone_text(INDICATOR_ZONES[zones[row]], words),
        ).tinted(colors),
    ]
    norms = rating.norms.get(key)
    if norms is not None:
        texts = [words.say(f"norm.{norms[i]}") if norms[i] else "" for i in rows]
        columns.append(text_column("norm", words.say("table.norm"), texts))
    return columns


def joint_indicator_table(rating: Rating, key: str, words: Catalogue, order: Sequence[int]) -> Table:
    """Return one indicator's table of all leagues together, with the regions if the file has them."""
    columns = [*league_columns(rating, order, words), *indicator_columns(rating, key, words, order)]
    return plain_table(rating.methodology.measure(key).says(words.lang), columns).without_empty(["region"])


def indicator_zone_text(zone: str, words: Catalogue) -> str:
    """Return the sign and the name of a zone of an indicator's table."""
    return f"{INDICATOR_SIGNS[zone]} {words.say(f'zone.{zone}')}"


def excluded_table(rating: Rating, words: Catalogue, movement: Movement | None = None) -> Table:
    """Return the pages that are not rated, and why: excluded, absent, or gone since the previous edition."""
    left_out, absent, gone = (words.say(f"xlsx.{status}") for status in ("left_out", "absent", "gone"))
    rows = [
        (left_out, out.page, out.region, platform_label(out.platform), reason_text(out.reason, words))
        for out in rating.excluded
    ]
    rows += [(absent, "", region, platform_label(platform), "") for region, platform in rating.absent]
    if movement is not None:
        before = movement.previous
        for out in movement.left:
            league = before.methodology.league_label(out.league)
            reason = words.say(
                league_key("xlsx.gone.place", movement),
                period=edition_name(before.edition.period, words),
                place=out.previous,
                league=league,
            )
            rows.append((gone, out.page, out.region, platform_label(out.platform), reason))
    if not rows:
        rows.append((words.say("xlsx.nobody"), "", "", "", ""))
    columns = zip(("status", "page", "region", "platform", "reason"), zip(*rows, strict=True), strict=True)
    keys = {"status": "xlsx.status", "reason": "xlsx.reason"}
    return plain_table(
        words.say("xlsx.excluded"),
        [text_column(role, words.say(keys.get(role, f"table.{role}")), texts) for role, texts in columns],
    )


def method_tables(rating: Rating, words: Catalogue) -> list[Table]:
    """Return what a reader needs to compute the rating again: a table for each subject that applies."""
    tables = [_indicators(rating, words), _zones(rating, words)]
    tables += [_norms(rating, norm, words) for norm in rating.methodology.norms]
    tables += [_populations(rating, words), sources_table([rating], words)]
    return [table for table in tables if table is not None and len(table)]


def norm_lines(rating: Rating, words: Catalogue) -> list[str]:
    """Return what each norm means in addition to the zones."""
    return [norm_text(norm, rating.methodology, words) for norm in rating.methodology.norms]


def indicator_notes(rating: Rating, indicator: Measure, words: Catalogue) -> list[str]:
    """Return the meaning of an indicator table's zones, its order, and the norm."""
    rules = indicator.zones
    parts = []
    green, red = (rules.green_from, rules.red_below) if rules else (None, None)
    for zone, bound, other in (("green", green, red), ("red", red, green)):
        if bound is None:
            rest = "" if other is None else ".rest"
            parts.append(words.say(f"zones.{zone}.third{rest}", sign=INDICATOR_SIGNS[zone]))
        else:
            value = number_text(bound, words.lang, decimals_for([bound]))
            if indicator.unit:
                value += f" {indicator.unit}"
            parts.append(words.say(f"zones.{zone}.{indicator.direction}", sign=INDICATOR_SIGNS[zone], value=value))
    zones = words.say("zones", green=parts[0], red=parts[1], sign=INDICATOR_SIGNS["white"])
    line = f"{zones} {words.say(f'rules.ties.{rating.methodology.ties}')}"
    edition = rating.edition
    if "population" in indicator.names and edition.population:
        line += " " + words.say("rules.population", name=population_title(edition, words))
    of = rating.methodology.footnote_of
    used = indicator.names
    footnote = footnote_text(rating.methodology, words) if not of or of in used else ""
    engaged = engaged_text(rating, words) if "engaged" in used else ""
    return [said for said in (line, engaged, footnote) if said]


def version_line(rating: Rating, words: Catalogue) -> str:
    """Return the version that made the rating, and the source of the rules."""
    methodology = rating.methodology
    line = words.say("method.version", govrank=VERSION, name=methodology.name, version=methodology.version)
    return f"{line} {words.say('method.source', source=methodology.source)}" if methodology.source else line


def publication(
    rating: Rating, title: str, blocks: Iterable[Block], words: Catalogue, name: str = "report"
) -> Publication:
    """Return blocks as a report to be handed out, at its end what it was made with."""
    return Publication((*blocks, *notes_of([version_line(rating, words)])), title, rating.edition.logo, name)


def _table(title: str, columns: list[tuple[str, bool]], rows: Sequence[tuple[str, ...]]) -> Table:
    """Return a table of texts, some right-aligned like figures."""
    return plain_table(
        title,
        [
            text_column(f"method-{n}", heading, [row[n] for row in rows], "figure" if numeric else "text")
            for n, (heading, numeric) in enumerate(columns)
        ],
    )


def _indicators(rating: Rating, words: Catalogue) -> Table:
    weight = f"weight.{rating.scoring.key}"
    columns = [(words.say(f"method.{name}"), name == weight) for name in (
        "indicator", "formula", "unit", "direction", weight, "green", "red",
    )]  # fmt: skip
    gives = item_texts(rating.methodology, words)
    rows = []
    for indicator in rating.methodology.measures:
        higher = indicator.direction == "higher"
        zones = indicator.zones
        green = zones.green_from if zones is not None else None
        red = zones.red_below if zones is not None else None
        rows.append(
            (
                indicator.says(words.lang),
                " · ".join(filter(None, (measure_formula(indicator, words), gives.get(indicator.key)))),
                indicator.unit,
                words.say(f"method.{indicator.direction}"),
                _figure(indicator.weight, words),
                _bound("≥" if higher else "≤", green, indicator, words) or _third("first", red, words),
                _bound("<" if higher else ">", red, indicator, words) or _third("last", green, words),
            )
        )
    return _table(words.say("method.indicators"), columns, rows)


def _third(which: str, other: float | None, words: Catalogue) -> str:
    """Return the extent of a zone without its own bound: a third of the places, less what the other's bound takes."""
    return words.say(f"method.third.{which}" if other is None else f"method.third.{which}.rest")


def _zones(rating: Rating, words: Catalogue) -> Table | None:
    bands = rating.methodology.zones
    if not bands:
        return None
    worst = sorted({int(possible) for possible in rating.worst_possible.tolist()})
    zones = rating.scoring.zones
    columns = [(words.say("table.zone"), False), (words.say(f"method.bound.{zones.key}"), True)]
    rows: list[tuple[str, ...]] = [
        (band_text(band, words), bound_text(band, words) if band.upto is None else str(band.upto)) for band in bands
    ]
    ends = zones.totals(worst[0]) if len(worst) == 1 else []
    if ends:
        columns.append((words.say("method.upto.total", worst=number_text(worst[0], words.lang)), True))
        rows = [(*row, points_text(float(end), words.lang)) for row, end in zip(rows, ends, strict=True)]
    return _table(words.say("method.zones"), columns, rows)


def _norms(rating: Rating, norm: Norm, words: Catalogue) -> Table:
    indicators = rating.methodology.measures
    indicator = next(i for i in indicators if i.key == norm.indicator)
    by = next((i.says(words.lang) for i in indicators if i.formula == norm.by), count_name(norm.by, words))
    label = indicator.says(words.lang)
    rows = []
    for band in norm.bands:
        size = _range("≥", band.from_ or None, "<", band.to, words)
        rows.append((size, _normal(band, indicator, words)))
    return _table(words.say("method.norm", label=label), [(by, True), (label, True)], rows)


def _normal(band: NormBand, indicator: Measure, words: Catalogue) -> str:
    said = _range("≥", band.low, "≤", band.high, words)
    return f"{said}\u00a0{indicator.unit}" if indicator.unit and said != "–" else said


def _range(above: str, low: float | None, below: str, high: float | None, words: Catalogue) -> str:
    """Return a range with its bounds; a dash if it has none."""
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
    """Return a figure of the methodology with its original decimals."""
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
    title = words.say("method.population", name=population_title(rating.edition, words))
    rows = [
        (region, number_text(number, words.lang, 0 if number.is_integer() else 1))
        for region, number in sorted(found.items(), key=lambda pair: (pair[0].casefold(), pair[0]))
    ]
    return _table(title, [(words.say("table.region"), False), (words.say("method.people"), True)], rows)


def sources_table(editions: Sequence[Rating], words: Catalogue) -> Table:
    """Return the files that editions were read from, with periods if there are several."""
    periods = shown_periods(editions, words)
    rows = [
        (period, source.name, source.sha256 or "–")
        for period, rating in zip(periods, editions, strict=True)
        for source in rating.edition.sources
    ]
    columns = [(words.say("trend.edition"), False), (words.say("method.file"), False), ("SHA-256", False)]
    own = 0 if len(editions) > 1 else 1  # one edition needs no period
    return _table(words.say("method.sources"), columns[own:], [row[own:] for row in rows])
