"""The audit: every figure and zone recomputed from the counts by live formulas, beside the published ones.

The formulas refer to cells and to figures of the methodology, and compute as the rating does: one division of products
of whole numbers, so that a spreadsheet program gets the same floating-point number; points by counting how many pages
of the league are better; totals by SUMPRODUCT with the weights above; zones by comparing whole numbers. The results
are compared with the cells of the final table and of the indicators' sheets, and so is each page's name, so that a
change on either side is found.

Spreadsheet programs treat numbers as equal that agree in some fifteen digits; the rating compares quotients exactly.
If that makes a difference, the cell has the rating's own figure, and a dash instead of TRUE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import fsum

import numpy as np

from govrank.formats.formulas import (
    NEAR,
    countback_formulas,
    first_figures,
    first_formula,
    is_exact,
    points_formula,
    undecided_pages,
    undecided_zones,
    value_formula,
    zone_formula,
)
from govrank.formats.sheets import (
    BOLD,
    FIGURE,
    HEADING,
    TEXT,
    SheetColumn,
    SheetWriter,
    Style,
    Value,
    column_widths,
    figures_column,
    letters,
    sheet_column,
    texts_column,
)
from govrank.methodology.assessment import AnyMeasure, Gate
from govrank.methodology.models import COUNTBACK
from govrank.reports.rating import indicator_zone_text, league_columns, who_columns
from govrank.reports.wording import band_text, total_heading
from govrank.scoring.gates import applying_cells, condition_cell, last_pages
from govrank.scoring.pages import BoolArray, Count
from govrank.scoring.rank import Array, rank_keys
from govrank.scoring.rating import Rating
from govrank.scoring.zones import INDICATOR_ZONES, league_range
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import formula_figure

AUDIT_TOP = 6  # rows above the pages: verdict, note, groups, weights, verdicts of the columns, headings
_WEIGHTS, _VERDICTS = 4, 5  # which of them
_DASH, _AGREE = "–", "✓"
_VERDICT = Style(align="center", text_color="#1B5E20")
_FORMULA_FILL = "#F7F9FC"
_BRACE = "\0"  # replaces a user's { in a formula's template


@dataclass(frozen=True)
class Published:
    """A sheet that the audit checks.

    Attributes:
        columns: letters of its columns by name: page, place, total and so on.
        rows: shape (pages,), the row of each page of the rating.
    """

    title: str
    columns: Mapping[str, str]
    rows: Sequence[int]

    def cell(self, name: str) -> str:
        """Return the reference to a page's figure for a formula's template."""
        title = self.title.replace("'", "''").replace("{", _BRACE)
        return f"'{title}'!{self.columns[name]}{{x}}"


def audit_columns(rating: Rating) -> int:
    """Return the maximum number of columns that the sheet needs."""
    methodology = rating.methodology
    # value, points (even if not the place) and zone, each with the published one and whether they agree; points
    # are on two sheets; and a mark for the first of equals
    measured = len(methodology.measures) * (11 if methodology.scoring_rules.countback else 13)
    # a place before each step of the tie-break; countback may need a key and a step for each indicator
    steps = len(methodology.tie_break)
    if COUNTBACK in methodology.tie_break:
        steps += 2 * len(methodology.measures) - 1
    steps += any(gate.outcome == "last" for gate in methodology.gates)
    # 4 names, 3 for the total, 5 for the place, 3 for its zone
    return 15 + len(methodology.counts) + measured + steps


def write_audit(
    sheet: SheetWriter, rating: Rating, final: Published, own: Mapping[str, Published], words: Catalogue, foot: str
) -> None:
    """Write the counts of every page and, for each published figure, its formula and whether they agree.

    Args:
        final: the final table: place, `<key>_points`, total, zone, and the columns that identify a page.
        own: by indicator, its sheet: place, value, zone, and the columns that identify a page.
    """
    audit = _Audit(rating, final, own, words)
    audit.add_names()
    audit.add_counts()
    for measure in rating.methodology.measures:
        audit.add_measure(measure)
    audit.add_total()
    audit.add_place()
    audit.write(sheet, foot)


class _Audit:
    """The columns of the sheet, from left to right, and the rows above and below them."""

    def __init__(self, rating: Rating, final: Published, own: Mapping[str, Published], words: Catalogue) -> None:
        self.rating = rating
        self.final = final
        self.own = own
        self.words = words
        self.columns: list[SheetColumn] = []
        self.groups: list[tuple[str, int]] = []  # title and first column
        self.weights: dict[int, float] = {}
        self.verdicts: dict[int, str] = {}  # by column: the formula of its verdict
        self.notes = [words.say("xlsx.note")]
        self.names: dict[str, str] = {}  # letters of the columns that identify a page
        self.counts: dict[str, str] = {}  # of the counts' columns
        self.points: dict[str, str] = {}  # of the recomputed points'
        self.total = ""
        self.near = 0  # figures that a spreadsheet program cannot recompute
        self.unfeasible = False  # whether the tie-break is too long for a formula
        # below the table, after an empty row and a heading: the words of the indicators' zones, then of the bands
        self.zones = AUDIT_TOP + len(rating) + 3
        self.bounds = [  # the first and the last row of each page's league
            (str(AUDIT_TOP + 1 + league.start), str(AUDIT_TOP + league.stop))
            for league in rating.leagues.values()
            for _page in league
        ]
        self.league_codes = np.repeat(np.arange(len(rating.leagues)), [*map(len, rating.leagues.values())])

    @property
    def frozen(self) -> int:
        """The number of columns that identify a page."""
        return len(self.names)

    def _add(self, column: SheetColumn) -> str:
        self.columns.append(column)
        return letters(len(self.columns))

    def _formulas(
        self, formula: str, rows: Sequence[int] = (), live: Sequence[bool] | None = None, otherwise: str = ""
    ) -> Iterator[str]:
        """Yield a formula for each page.

        Args:
            formula: with {r} for the row, {a} and {z} for the first and the last row of its league, {x} for that of
                `rows`.
            rows: each page's row on another sheet.
            live: which pages have the formula, if not all.
            otherwise: the formula of the others; an empty one keeps their values.
        """
        rest = zip(rows or repeat(0), self.bounds, repeat(True) if live is None else live, strict=False)
        for row, (other, (first, last), is_live) in enumerate(rest, AUDIT_TOP + 1):
            filled = (formula if is_live else otherwise).replace("{r}", str(row)).replace("{x}", str(other))
            yield filled.replace("{a}", first).replace("{z}", last).replace(_BRACE, "{")

    def _group(self, title: str) -> None:
        self.groups.append((title, len(self.columns) + 1))

    def add_names(self) -> None:
        pages, everyone = self.rating.pages, range(len(self.rating))
        self._group("")
        namesakes = len(set(zip(pages.names, pages.platforms, strict=True))) < len(pages)
        who = who_columns(self.rating, everyone, self.words)
        for column in [*who, *league_columns(self.rating, everyone, self.words)]:
            if column.role != "region" or namesakes:
                self.names[column.role] = self._add(sheet_column(column))

    def add_counts(self) -> None:
        self._group(self.words.say("xlsx.counts"))
        for name in self.rating.methodology.counts:
            count = self.rating.pages.counts.get(name)
            if count is not None:
                self.counts[name] = self._add(_counts_column(name, count))

    def add_measure(self, measure: AnyMeasure) -> None:
        """Add an indicator's value, its points if they are not its place, its place and its zone."""
        rating, words, key = self.rating, self.words, measure.key
        measured, own = rating.measured[key], self.own[key]
        missing, exact = measured.missing is not None, is_exact(measured)
        self._group(f"{measure.says(words.lang)} = {measure.formula}")
        unless = [f"NOT({cell})" for cell in applying_cells(measure, rating.methodology, self.counts)]
        formula = value_formula(measure, measured, rating.pages.counts, self.counts, unless)
        value = self._figure(words.say("table.value"), measured.values, formula, [(own, "value")])
        final = (self.final, f"{key}_points")
        weight = f"{letters(len(self.columns) + 1)}${_WEIGHTS}"
        points = rating.scoring.points_cell(measure, f"{value}{{r}}", weight, self.counts)
        if points:
            self.weights[len(self.columns) + 1] = measure.weight
            self.points[key] = self._figure(words.say("xlsx.term"), rating.points[key], points, [final])
        ties = rating.methodology.ties
        by, column, gaps = measured, value, missing
        better = ">" if measure.direction == "higher" else "<"
        if rating.ranked[key] is not measured:  # places are based on an item's points
            by, column, better = rating.ranked[key], self.points[key], ">"
            gaps = by.missing is not None
        undecided = undecided_pages(
            by.values, rating.ranks[key], rating.leagues.values(), dense=ties == "dense", exact=exact
        )
        first = ""
        if ties == "dense":
            firsts = first_figures(by.values, rating.leagues.values())
            first = self._step("xlsx.first", first_formula(column, missing=gaps), firsts, undecided)
        formula = points_formula(column, ties, better, first, missing=gaps)
        if points:
            place = self._figure(words.say("table.place"), rating.ranks[key], formula, [(own, "place")], undecided)
        else:
            self.weights[len(self.columns) + 1] = measure.weight
            published = [final, (own, "place")]
            place = self._figure(words.say("xlsx.points"), rating.points[key], formula, published, undecided)
            self.points[key] = place
        zones = rating.indicator_zones[key]
        cells = [f"$A${self.zones + n}" for n in range(len(INDICATOR_ZONES))]
        formula = zone_formula(value, place, cells, measure.zones, measure.direction, missing=missing)
        if by is not measured and gaps:
            formula = f'IF({column}{{r}}="",{cells[INDICATOR_ZONES.index("white")]},{formula})'
        texts = [indicator_zone_text(zone, words) for zone in INDICATOR_ZONES]
        undecided = undecided_zones(measured.values, zones, measure.zones, exact=exact)
        self._zone([texts[zone] for zone in zones.tolist()], formula, own, undecided)

    def _step(self, heading: str, formula: str, figures: list[int], undecided: BoolArray | None) -> str:
        """Add a column that is only a step towards a figure."""
        live = (~undecided).tolist() if undecided is not None and undecided.any() else None
        return self._add(SheetColumn(self.words.say(heading), figures, formulas=self._formulas(formula, live=live)))

    def _figure(
        self,
        heading: str,
        figures: Array,
        formula: str,
        published: Sequence[tuple[Published, str]],
        undecided: BoolArray | None = None,
    ) -> str:
        """Add a figure by formula, the published one, and whether they agree; return the formula's letters."""
        column = figures_column(heading, figures.tolist())
        column = column._replace(
            values=[None if value != value else value for value in column.values]
        )  # NaN is missing
        near = self.rating.scoring.near_cell
        agree = "{own}={other}"
        if near and figures.dtype.kind == "f":
            otherwise = 'AND({own}="",{other}="")' if (figures != figures).any() else "FALSE"
            agree = f"IF(ISNUMBER({{other}}),{near},{otherwise})"
        return self._compared(column, formula, published, agree, undecided)

    def _zone(self, texts: list[str], formula: str, published: Published, undecided: BoolArray) -> None:
        self._compared(
            texts_column(self.words.say("table.zone"), texts),
            formula,
            [(published, "zone")],
            "EXACT({own},{other})",
            undecided,
        )

    def _compared(
        self,
        column: SheetColumn,
        formula: str,
        published: Sequence[tuple[Published, str]],
        agree: str,
        undecided: BoolArray | None,
    ) -> str:
        """Add a column by formula, the published cells of other sheets, and whether they agree.

        Args:
            agree: a template of the comparison of {own} with {other}.
        """
        doubtful = undecided is not None and bool(undecided.any())
        live = (~undecided).tolist() if undecided is not None and doubtful else None
        style = column.style
        letter = self._add(
            column._replace(style=style._replace(fill=_FORMULA_FILL), formulas=self._formulas(formula, live=live))
        )
        agreements = []
        for sheet, name in published:
            cell = sheet.cell(name)
            # an empty cell is not 0
            shown = self._formulas(f'IF({cell}="","",{cell})', sheet.rows)
            other = self._add(SheetColumn(sheet.title, column.values, style, column.width, shown))
            agreements.append(agree.replace("{own}", f"{letter}{{r}}").replace("{other}", f"{other}{{r}}"))
            if name == "place":  # once a sheet: the page of the figures
                agreements += [f"EXACT({sheet.cell(who)},${own}{{r}})" for who, own in self.names.items()]
        rows = published[-1][0].rows  # the only sheet on which the page's name is looked up
        whole = f"AND({','.join(agreements)})" if len(agreements) > 1 else agreements[0]
        verdicts: list[Value] = [True] * len(self.rating)
        if live is not None:
            verdicts = [True if decided else _DASH for decided in live]
        formulas = self._formulas(whole, rows, live, f'IF({whole},"{_DASH}",FALSE)')
        at = self._add(SheetColumn(_AGREE, verdicts, _VERDICT, 8, formulas))
        cells = f"{at}{AUDIT_TOP + 1}:{at}{AUDIT_TOP + len(self.rating)}"
        # a column of dashes alone has nothing to AND
        dashes = f'IF(COUNTIF({cells},"{_DASH}")={len(self.rating)},"{_DASH}",AND({cells}))'
        self.verdicts[len(self.columns)] = f"AND({cells})" if live is None else dashes
        if undecided is not None and doubtful:
            self.near += int(undecided.sum())
        return letter

    def _across(self, row: str) -> str:
        """Return the range of a row's cells in all columns added so far after the names."""
        return f"{letters(self.frozen + 1)}{row}:{letters(len(self.columns))}{row}"

    def add_total(self) -> None:
        rating, words = self.rating, self.words
        self._group(total_heading(rating, words))
        points = [f"{letter}{{r}}" for letter in self.points.values()]
        formula = rating.scoring.total_cell(points, self._across(f"${_WEIGHTS}"), self._across("{r}"))
        if any(gate.score is not None for gate in rating.methodology.gates):
            formula = self._by_gates(lambda gate: None if gate.score is None else float(gate.score), formula)
        unsure = self._unsure()
        self.total = self._figure(total_heading(rating, words), rating.totals, formula, [(self.final, "total")], unsure)

    def add_place(self) -> None:
        """Add a column for each step of the tie-break, the final place, and the zone."""
        rating, words = self.rating, self.words
        methodology, scoring = rating.methodology, rating.scoring
        weights = self._across(f"${_WEIGHTS}")
        self._group(words.say("table.place"))
        better, sign = (">", -1) if scoring.highest_wins else ("<", 1)
        behind = last_pages(rating.pages.counts, methodology, len(rating))
        steps = [step for name in methodology.tie_break for step in self._keys(name)]
        all_, own = map(scoring.compared_cells, (league_range(self.total), f"{self.total}{{r}}"))
        formula = f"1+SUMPRODUCT(--({all_}{better}{own}))"
        undecided = None
        if scoring.apart:
            undecided = undecided_pages(
                rating.totals,
                rating.places,
                rating.leagues.values(),
                dense=methodology.place_ties == "dense",
                near=scoring.apart,
            )
        if self.unfeasible or self._unsure() is not None:
            undecided = np.ones(len(rating), dtype=np.bool_)
        by = [sign * rating.totals]
        late = ""
        if behind.any():
            formula = self._by_gates(lambda gate: 1 if gate.outcome == "last" else 0, "0")
            late = self._step("xlsx.late", formula, behind.astype(np.int64).tolist(), self._unsure())
            lates = league_range(late)
            formula = f"1+SUMPRODUCT(--({lates}<{late}{{r}}))+SUMPRODUCT(({lates}={late}{{r}})*({all_}{better}{own}))"
            by.insert(0, behind)
        for key, parting in steps:
            places = rank_keys(by, leagues=self.league_codes)
            before = self._step("xlsx.before", formula, places.tolist(), undecided)
            all_, keys = league_range(before), league_range(key)
            formula = f"{before}{{r}}+SUMPRODUCT(({all_}={before}{{r}})*({keys}{better}{key}{{r}}))"
            by.append(sign * parting)
        if methodology.place_ties == "dense":
            places = rank_keys(by, leagues=self.league_codes)
            before = self._step("xlsx.before", formula, places.tolist(), undecided)
            firsts = first_figures(places, rating.leagues.values())
            first = self._step("xlsx.first", first_formula(before), firsts, undecided)
            formula = f"SUMPRODUCT(({league_range(before)}<={before}{{r}})*{league_range(first)})"
        place = self._figure(words.say("table.place"), rating.places, formula, [(self.final, "place")], undecided)
        if not methodology.zones:
            return
        first_band = self.zones + len(INDICATOR_ZONES)
        rows = first_band, first_band + len(methodology.zones) - 1
        zones = scoring.zones
        figures = zones.divided(self.total, place)
        formula = zones.cell(figures, scoring.worst_cell(weights, f"ROWS({league_range(figures)})"), *rows)
        if late:
            formula = f"IF({late}{{r}}=1,$A${rows[1]},{formula})"
        undecided = zones.undecided(zones.divided(rating.exact, rating.places), rating.worst_possible)
        unsure = self._unsure()
        if unsure is not None:
            undecided |= unsure | zones.relative
        texts = [band_text(methodology.zones[band], words) for band in rating.bands.tolist()]
        self._zone(texts, formula, self.final, undecided)

    def _unsure(self) -> BoolArray | None:
        """Return which pages have a figure so close to a gate's bound that a program may misjudge it; None if none has.

        Pages that a gate leaves out are not on this sheet.
        """
        unsure = np.zeros(len(self.rating), dtype=np.bool_)
        for gate in self.rating.methodology.gates:
            count, bound = self.rating.pages.counts[gate.when.of], gate.when.comparison[1]
            near = np.flatnonzero(np.abs(count.figures - float(bound)) <= NEAR * abs(float(bound)))
            unsure[[i for i in near.tolist() if count.figure(i) != bound]] = True
        return unsure if unsure.any() else None

    def _by_gates(self, figure_of: Callable[[Gate], float | None], otherwise: str) -> str:
        """Return a formula for what the first failed gate gives a page.

        Args:
            figure_of: a gate's figure; None gives `otherwise`, as does passing all gates.
        """
        methodology = self.rating.methodology
        formula = otherwise
        for gate in reversed(methodology.gates):
            if gate.outcome == "unranked":  # pages that fail it are not here
                continue
            column, figure = self.counts[gate.when.of], figure_of(gate)
            fails = condition_cell(gate.when, column)
            if methodology.missing == "worst":
                fails = f'OR({column}{{r}}="",{fails})'
            formula = f"IF({fails},{otherwise if figure is None else formula_figure(figure)},{formula})"
        return formula

    def _keys(self, name: str) -> list[tuple[str, Array]]:
        """Return the columns that a tie-break uses, and their figures; countback adds its own."""
        if name != COUNTBACK:
            return [(self.points[name], self.rating.points[name])]
        keys = countback_formulas(self.points.values(), [*self.rating.points.values()])
        self.unfeasible |= not keys
        found = []
        for n, (formula, figures) in enumerate(keys, 1):
            heading = self.words.say("xlsx.countback", n=n)
            column = SheetColumn(heading, figures, Style("0"), 20, self._formulas(formula))
            found.append((self._add(column), np.array(figures)))
        return found

    def write(self, sheet: SheetWriter, foot: str) -> None:
        words = self.words
        across = len(self.columns)
        if self.near:
            self.notes.append(words.say("xlsx.note.near", n=self.near))
        if self.unfeasible:
            self.notes.append(words.say("xlsx.note.place"))
        sheet.row(
            [words.say("xlsx.all_agree"), True],
            BOLD,
            formulas={2: f"AND({letters(self.frozen + 1)}{_VERDICTS}:{letters(across)}{_VERDICTS})"},
            styles={2: Style(bold=True, align="center", fill="#C6EFCE")},
        )
        sheet.row([" ".join(self.notes)])
        widths = column_widths(self.columns, self.frozen)
        titles: list[str | None] = [None] * across
        spans = [0.0] * across
        starts = [start for _title, start in self.groups]
        for (title, start), end in zip(self.groups, [*(start - 1 for start in starts[1:]), across], strict=True):
            titles[start - 1], spans[start - 1] = title or None, fsum(widths[start - 1 : end])
            sheet.merge(start, end, HEADING)
        sheet.header(titles, spans)
        sheet.row([words.say("xlsx.weight"), *(self.weights.get(at) for at in range(2, across + 1))])
        verdicts: list[Value] = [words.say("xlsx.column"), *[None] * (across - 1)]
        for at in self.verdicts:
            verdicts[at - 1] = True if True in self.columns[at - 1].values else _DASH
        sheet.row(verdicts, formulas=self.verdicts, styles=dict.fromkeys(self.verdicts, _VERDICT))
        sheet.columns(self.columns, len(self.rating), filters=self.frozen, frozen=self.frozen)
        self._write_zones(sheet)
        sheet.fit_page(f"{sheet.book.title} · {sheet.title}", foot, landscape=True, paper=8)
        self._mark_false(sheet)

    def _write_zones(self, sheet: SheetWriter) -> None:
        """Write the names of the zones, which formulas refer to, and their bounds as shares of the worst total."""
        words = self.words
        sheet.row()
        sheet.row([words.say("table.zone")], BOLD)
        for zone in INDICATOR_ZONES:
            sheet.row([indicator_zone_text(zone, words)], TEXT)
        for band in self.rating.methodology.zones:
            bound: list[Value] = [] if band.from_ is None else [band.from_]
            if band.upto is not None:
                bound = [band.upto.numerator, band.upto.denominator]
            sheet.row([band_text(band, words), *bound], FIGURE, styles={1: TEXT})

    def _mark_false(self, sheet: SheetWriter) -> None:
        bottom = AUDIT_TOP + len(self.rating)
        ranges = [f"{letters(at)}{AUDIT_TOP + 1}:{letters(at)}{bottom}" for at in self.verdicts]
        red = sheet.book.file.add_format({"bg_color": "#FFC7CE"})
        rule = {"type": "cell", "criteria": "==", "value": "FALSE", "format": red}
        sheet.page.conditional_format("B1", rule | {"multi_range": " ".join(["B1", *ranges])})


def _counts_column(name: str, count: Count) -> SheetColumn:
    numbers = count.numbers if count.scale == 1 else count.figures
    column = figures_column(name, numbers.tolist())
    if count.missing is not None:
        known = zip(column.values, count.missing.tolist(), strict=True)
        return column._replace(values=[None if missing else value for value, missing in known])
    return column
