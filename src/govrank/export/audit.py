"""The proof: every value, place and total once more, by live formulas from the counts, with TRUE where they agree.

The formulas name cells of the sheet and nothing else. They do what the rating does: one division of products of
whole numbers, so that a spreadsheet program gets the same floating-point number; points by counting how many
pages of the league are better; totals by SUMPRODUCT with the weights above.

A spreadsheet program takes numbers for equal that agree in some fifteen digits; the rating compares quotients
exactly. Where that makes a difference the cell has the rating's own figure, and a dash in place of TRUE.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from govrank.export.cells import Value, letters
from govrank.export.formulas import (
    NEAR_INDEX,
    countback_formulas,
    figure,
    first_formula,
    is_exact,
    league_range,
    points_formula,
    undecided_pages,
    value_formula,
)
from govrank.export.sheet import Sheet
from govrank.export.tabulation import BOLD, PLAIN, Column, Style, column_widths, figures_column, text_column
from govrank.language import Catalogue
from govrank.methodology.indicator import Indicator, Term
from govrank.methodology.rule_values import COUNTBACK
from govrank.pages import BoolArray, Count
from govrank.platforms import platform_label
from govrank.present.cell_texts import total_heading
from govrank.rank import Array
from govrank.rating import Rating

AUDIT_TOP = 6  # rows above the pages: verdict, note, groups, weights, verdicts of the columns, headings
_WEIGHTS, _VERDICTS = 4, 5  # which of them
_DASH, _AGREE = "–", "✓"
_VERDICT = Style(align="center", ink="1B5E20")
_FORMULA_FILL = "F7F9FC"


def audit_columns(rating: Rating) -> int:
    """Return how many columns the sheet needs at the most."""
    methodology = rating.methodology
    per_measure = 7  # value and points, each thrice, and which is the first of equals
    # a place before each step that divides equal totals; countback may need a key and a step for each indicator
    steps = len(methodology.tie_break)
    if COUNTBACK in methodology.tie_break:
        steps += 2 * len(methodology.measures) - 1
    # 4 names, 3 for the total, 5 for the place
    return 12 + len(methodology.counts) + per_measure * len(methodology.measures) + steps


def write_audit(sheet: Sheet, rating: Rating, words: Catalogue, foot: str) -> None:
    """Write the counts of every page and, beside each figure of the rating, its formula and whether they agree."""
    audit = _Audit(rating, words)
    audit.add_names()
    audit.add_counts()
    for measure in rating.methodology.measures:
        audit.add_measure(measure)
    audit.add_total()
    audit.add_place()
    audit.write(sheet, foot)


class _Audit:
    """The columns of the sheet, from left to right, and what stands above them."""

    def __init__(self, rating: Rating, words: Catalogue) -> None:
        self.rating = rating
        self.words = words
        self.columns: list[Column] = []
        self.groups: list[tuple[str, int]] = []  # title and first column
        self.weights: dict[int, float] = {}
        self.verdicts: list[int] = []
        self.notes = [words.say("xlsx.note")]
        self.counts: dict[str, str] = {}  # letters of the counts' columns
        self.points: dict[str, str] = {}  # of the recomputed points'
        self.total = ""
        self.frozen = 0  # how many columns name the page
        self.near = 0  # figures that a spreadsheet program cannot recompute
        self.unfeasible = False  # whether the tie-break is too long for a formula

    def _add(self, column: Column) -> str:
        self.columns.append(column)
        return letters(len(self.columns))

    def _group(self, title: str) -> None:
        self.groups.append((title, len(self.columns) + 1))

    def add_names(self) -> None:
        pages, words = self.rating.pages, self.words
        self._group("")
        self._add(text_column(words.say("table.page"), pages.names))
        if len(set(zip(pages.names, pages.platforms, strict=True))) < len(pages):
            self._add(text_column(words.say("table.region"), pages.regions))
        networks = [platform_label(key) for key in pages.platforms]
        self._add(text_column(words.say("table.platform"), networks))
        if len(self.rating.leagues) > 1:
            leagues = [self.rating.methodology.league_label(league) for league in pages.leagues]
            self._add(text_column(words.say("table.league"), leagues))
        self.frozen = len(self.columns)

    def add_counts(self) -> None:
        self._group(self.words.say("xlsx.counts"))
        for name in self.rating.methodology.counts:
            count = self.rating.pages.counts.get(name)
            if count is not None:
                self.counts[name] = self._add(_counts_column(name, count))

    def add_measure(self, measure: Indicator | Term) -> None:
        """Add an indicator's value and its points (of an index: what the term adds)."""
        rating, words, key = self.rating, self.words, measure.key
        measured = rating.measured[key]
        self._group(f"{measure.says(words.lang)} = {measure.formula}")
        formula = value_formula(measure, measured, rating.pages.counts, self.counts)
        value = self._compared(words.say("table.value"), measured.values, formula)
        points = words.say("xlsx.term" if isinstance(measure, Term) else "xlsx.points")
        if isinstance(measure, Term):
            weight = f"{letters(len(self.columns) + 1)}${_WEIGHTS}"
            formula = f"{weight}*LN({figure(measure.factor)}*{value}{{r}}+1)"
            self.weights[len(self.columns) + 1] = measure.weight
            self.points[key] = self._compared(points, rating.points[key], formula)
            return
        ties, missing = rating.methodology.ties, measured.missing is not None
        undecided = undecided_pages(
            measured.values,
            rating.points[key],
            rating.leagues.values(),
            dense=ties == "dense",
            exact=is_exact(measured),
        )
        first = self._first_of_equals(value, missing=missing) if ties == "dense" else ""
        better = ">" if measure.direction == "higher" else "<"
        formula = points_formula(value, ties, better, first, missing=missing)
        self.weights[len(self.columns) + 1] = measure.weight
        self.points[key] = self._compared(points, rating.points[key], formula, undecided)

    def _first_of_equals(self, column: str, *, missing: bool = False) -> str:
        return self._add(Column(self.words.say("xlsx.first"), formula=first_formula(column, missing=missing)))

    def _compared(self, heading: str, figures: Array, formula: str, undecided: BoolArray | None = None) -> str:
        """Add a figure by formula, the rating's own, and whether they agree; return the formula's letters."""
        own = figures_column("govrank", figures.tolist())
        doubtful = undecided is not None and undecided.any()
        live = (~undecided).tolist() if undecided is not None and doubtful else None
        column = Column(
            heading, own.values, own.style._replace(fill=_FORMULA_FILL), formula=formula, live=live, width=own.width
        )
        letter, own_letter = self._add(column), self._add(own)
        agree = f"{letter}{{r}}={own_letter}{{r}}"
        if self.rating.methodology.is_index and figures.dtype.kind == "f":
            agree = f"ABS({letter}{{r}}-{own_letter}{{r}})<={figure(NEAR_INDEX)}*ABS({own_letter}{{r}})"
        dashes: Sequence[Value] = [_DASH] * len(figures) if doubtful else ()
        self._add(Column(_AGREE, dashes, _VERDICT, formula=agree, live=live, width=8))
        self.verdicts.append(len(self.columns))
        if undecided is not None and doubtful:
            self.near += int(undecided.sum())
        return letter

    def add_total(self) -> None:
        rating, words = self.rating, self.words
        methodology = rating.methodology
        self._group(total_heading(rating, words))
        if methodology.is_index:
            cells = ",".join(f"{letter}{{r}}" for letter in self.points.values())
            formula = f"{figure(methodology.scale)}*SUM({cells})^{figure(methodology.power)}"
        else:
            first, last = letters(self.frozen + 1), letters(len(self.columns))
            formula = f"SUMPRODUCT({first}${_WEIGHTS}:{last}${_WEIGHTS},{first}{{r}}:{last}{{r}})"
        self.total = self._compared(total_heading(rating, words), rating.totals, formula)

    def add_place(self) -> None:
        """Add the final place, and before it a column for each step that divides equal totals."""
        rating, words = self.rating, self.words
        methodology = rating.methodology
        self._group(words.say("table.place"))
        index = methodology.is_index
        steps = [(column, ">" if index else "<") for name in methodology.tie_break for column in self._keys(name)]
        all_, own = league_range(self.total), f"{self.total}{{r}}"
        formula = f"1+SUMPRODUCT(--({all_}{'>' if index else '<'}{own}))"
        undecided = None
        if index:
            undecided = undecided_pages(
                rating.totals,
                rating.places,
                rating.leagues.values(),
                dense=methodology.place_ties == "dense",
                near=NEAR_INDEX,
            )
        if self.unfeasible:
            undecided = np.ones(len(rating), dtype=np.bool_)
        for key, better in steps:
            before = self._add(Column(words.say("xlsx.before"), formula=formula))
            all_, keys = league_range(before), league_range(key)
            formula = f"{before}{{r}}+SUMPRODUCT(({all_}={before}{{r}})*({keys}{better}{key}{{r}}))"
        if methodology.place_ties == "dense":
            before = self._add(Column(words.say("xlsx.before"), formula=formula))
            first = self._first_of_equals(before)
            formula = f"SUMPRODUCT(({league_range(before)}<={before}{{r}})*{league_range(first)})"
        self._compared(words.say("table.place"), rating.places, formula, undecided)

    def _keys(self, name: str) -> list[str]:
        """Return the columns by which a tie-break divides equal totals; those of countback are added."""
        if name != COUNTBACK:
            return [self.points[name]]
        formulas = countback_formulas(self.points.values(), [*self.rating.points.values()])
        self.unfeasible |= not formulas
        return [
            self._add(Column(self.words.say("xlsx.countback", n=n), style=Style("0"), formula=formula, width=20))
            for n, formula in enumerate(formulas, 1)
        ]

    def write(self, sheet: Sheet, foot: str) -> None:
        words, page = self.words, sheet.page
        length, across = len(self.rating), len(self.columns)
        top, bottom = AUDIT_TOP + 1, AUDIT_TOP + length
        if self.near:
            self.notes.append(words.say("xlsx.note.near", n=self.near))
        if self.unfeasible:
            self.notes.append(words.say("xlsx.note.place"))
        verdict = Style(bold=True, align="center", fill="C6EFCE")
        sheet.row(
            [words.say("xlsx.all_agree")],
            BOLD,
            formulas={2: f"AND({letters(self.frozen + 1)}{_VERDICTS}:{letters(across)}{_VERDICTS})"},
            styles={2: verdict},
        )
        sheet.row([" ".join(self.notes)])
        widths = column_widths(self.columns, self.frozen)
        titles: list[str | None] = [None] * across
        spans = [0.0] * across
        starts = [start for _title, start in self.groups]
        ends = [*(start - 1 for start in starts[1:]), across]
        for (title, start), end in zip(self.groups, ends, strict=True):
            titles[start - 1], spans[start - 1] = title or None, sum(widths[start - 1 : end])
        sheet.header(titles, spans)
        for start, end in zip(starts, ends, strict=True):
            if end > start:
                sheet.merge(sheet.height, start, end)
        weights: list[Value] = [self.weights.get(at) for at in range(1, across + 1)]
        weights[0] = words.say("xlsx.weight")
        sheet.row(weights)
        ranges = {at: f"{letters(at)}{top}:{letters(at)}{bottom}" for at in self.verdicts}
        sheet.row(
            [words.say("xlsx.column")],
            PLAIN,
            formulas={
                # a column of dashes only has no truth to take the AND of
                at: f'IF(COUNTIF({cells},"{_DASH}")={length},"{_DASH}",AND({cells}))'
                if self.columns[at - 1].live
                else f"AND({cells})"
                for at, cells in ranges.items()
            },
            styles=dict.fromkeys(ranges, _VERDICT),
        )
        page.freeze_panes = f"{letters(self.frozen + 1)}{top}"
        sheet.table(self.columns, length, leagues=self.rating.leagues.values(), filters=self.frozen)
        sheet.fit_page(f"{sheet.book.title} · {page.title}", foot, landscape=True, paper=8)
        self._mark_false(sheet, [*ranges.values(), "B1"])

    def _mark_false(self, sheet: Sheet, ranges: Sequence[str]) -> None:
        from openpyxl.formatting.rule import CellIsRule
        from openpyxl.styles import PatternFill

        red = PatternFill("solid", bgColor="FFC7CE")
        rule = CellIsRule(operator="equal", formula=["FALSE"], fill=red)  # type: ignore[no-untyped-call]
        sheet.page.conditional_formatting.add(" ".join(ranges), rule)


def _counts_column(name: str, count: Count) -> Column:
    numbers = count.numbers if count.scale == 1 else count.figures
    column = figures_column(name, numbers.tolist())
    if count.missing is not None:
        known = zip(column.values, count.missing.tolist(), strict=True)
        column.values = [None if missing else value for value, missing in known]
    return column
