"""Results as reports on A4, to be handed over: an edition whole, and trend, compare, explain and robustness."""

from __future__ import annotations

from dataclasses import replace

from govrank.analysis.compare import Movement
from govrank.formats import Files
from govrank.formats.images import card_blocks, course_blocks, wanted_tables
from govrank.formats.typeset import (
    Data,
    bars_block,
    drawing_block,
    heading,
    legend,
    notes,
    paragraph,
    report_blocks,
    set_report,
    table_blocks,
)
from govrank.reports.charts import MOST_BARS, bars_note, move_slope, swatches, total_bars
from govrank.reports.course import course_read, trend_report
from govrank.reports.course_lines import course_methodology, course_note, course_title, left_out_sentence
from govrank.reports.masthead import how_to_read, origin_line, source_line, under_one_head
from govrank.reports.narrative import Story, tell_story
from govrank.reports.rating import (
    final_tables,
    indicator_notes,
    indicator_tables,
    method_tables,
    norm_lines,
    version_line,
)
from govrank.reports.results import (
    ComparisonResult,
    EditionResult,
    ExplanationResult,
    Result,
    RobustnessResult,
    TrendResult,
)
from govrank.reports.robustness import robustness_lines
from govrank.reports.table import Bullets, Report, Table
from govrank.reports.wording import (
    absent_line,
    excluded_lines,
    gate_lines,
    legend_line,
    movement_lines,
    population_title,
    rating_title,
    rules_line,
)
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue


def files(result: Result, words: Catalogue, _key: str) -> Files:
    """Return a result as one PDF, the same bytes for the same result.

    Raises:
        CommandError: `no-such-table`; `no-images-extra` where Typst is not installed.
    """
    name = "report"
    if isinstance(result, EditionResult):
        rating = result.rating
        title, name = rating_title(rating, words), result.table or "all"
        blocks = [heading(title, 1), *_about(rating, words), *_edition(result, words)]
    elif isinstance(result, TrendResult):
        title, rating = course_title(result.trend, words), result.trend.editions[-1]
        blocks = _trend(result, words)
    elif isinstance(result, ComparisonResult):
        rating = result.rating
        title = rating_title(rating, words)
        blocks = [heading(title, 1), *_about(rating, words), *_comparison(result, words)]
    elif isinstance(result, ExplanationResult):
        rating = result.rating
        title, blocks = rating_title(rating, words), _cards(result, words)
    elif isinstance(result, RobustnessResult):
        rating = result.rating
        title = rating_title(rating, words)
        blocks = report_blocks(result.report(words), 1)
    else:
        return Files({})
    blocks += notes([version_line(rating, words)])
    made = set_report(title, title, blocks, words.lang, rating.edition.logo)
    return Files({name: made.files[0]}, made.foreign)


def _about(rating: Rating, words: Catalogue) -> list[Data]:
    """Return where the figures are from, and of which date the populations are."""
    edition = rating.edition
    lines = [source_line([rating], words)]
    read = how_to_read(rating, words)
    if edition.population:
        lines.append(words.say("rules.population", name=population_title(edition, words)))
    return [paragraph(read, "kicker"), paragraph(" ".join(lines), "kicker")]


def _edition(result: EditionResult, words: Catalogue) -> list[Data]:
    """Return an edition's report, or the one table that is asked for."""
    rating, movement = result.rating, result.movement
    story = tell_story(rating, words, movement)
    if result.table not in (None, "all"):
        ((name, key),) = wanted_tables(rating, str(result.table)).items()
        if name == "final":
            return [*_final(result, words), *_out(rating, words)]
        return _points(rating, words) if name == "totals" else _indicator(rating, key, story, words, 2)
    blocks = [heading(story.headline, 2)] if story.headline else []
    blocks += [paragraph(text, "lead") for text in story.paragraphs]
    blocks += _final(result, words)
    if movement is not None:
        blocks += _moves(rating, movement, story, words)
    if story.bottom:
        blocks += [heading(words.say("report.bottom"), 2), *map(paragraph, story.bottom)]
    blocks += [*_points(rating, words), heading(words.say("section.indicators"), 2)]
    for key in rating.methodology.keys:
        blocks += _indicator(rating, key, story, words, 3)
    blocks += [*_out(rating, words), heading(words.say("section.methodology"), 2)]
    blocks += map(paragraph, [rules_line(rating, words), *norm_lines(rating, words)])
    for table in method_tables(rating, words):
        blocks += table_blocks(table, level=3)
    return blocks


def _final(result: EditionResult, words: Catalogue) -> list[Data]:
    rating, movement, robustness = result.rating, result.movement, result.robustness
    blocks = [heading(words.say("section.final"), 2)]
    for table in under_one_head(rating, final_tables(rating, words, None, movement, robustness), words):
        blocks += table_blocks(table, level=3 if len(rating.leagues) > 1 else 0)
    blocks += legend(legend_line(rating, words), legend_line(rating, words, numbered=True))
    said = movement_lines(rating, movement, words) if movement else []
    return [*blocks, *notes([*said, *(robustness_lines(rating, robustness, words) if robustness else [])])]


def _points(rating: Rating, words: Catalogue) -> list[Data]:
    """Return the bars of each league's first pages."""
    blocks = [
        heading(words.say(f"totals.{rating.scoring.key}"), 2),
        paragraph(bars_note(rating, words), "comment"),
    ]
    for league, pages in rating.leagues.items():
        shown = pages[:MOST_BARS]
        if len(rating.leagues) > 1:
            blocks.append(heading(words.say("rating.league", league=rating.methodology.league_label(league)), 3))
        bars = total_bars(rating, words, league, shown)
        blocks.append(bars_block(bars, swatches(rating, words)))
        if len(pages) > len(shown):
            blocks += notes([words.say("rating.more", n=len(pages) - len(shown))])
    return blocks


def _indicator(rating: Rating, key: str, story: Story, words: Catalogue, level: int) -> list[Data]:
    """Return an indicator's tables under what they say, with what their zones mean below them."""
    measure = rating.methodology.measure(key)
    said = story.comments[key]
    blocks: list[Data] = []
    for n, table in enumerate(indicator_tables(rating, key, words)):
        title, *rest = table_blocks(table, level=level)
        blocks += [title, *([paragraph(said, "comment")] if said and not n else []), *rest]
    return [*blocks, *notes(indicator_notes(rating, measure, words))]


def _moves(rating: Rating, movement: Movement, story: Story, words: Catalogue) -> list[Data]:
    """Return who moved: in sentences, and as lines from the places before to those now."""
    blocks = [
        heading(words.say("report.moved"), 2),
        *map(paragraph, story.moves),
        paragraph(words.say("moves.key"), "comment"),
    ]
    for league in rating.leagues:
        if len(rating.leagues) > 1:
            blocks.append(heading(words.say("rating.league", league=rating.methodology.league_label(league)), 3))
        blocks.append(drawing_block(move_slope(rating, words, league, movement)))
    return blocks


def _out(rating: Rating, words: Catalogue) -> list[Data]:
    """Return who is left out and why, and where there is no page."""
    out, absent = excluded_lines(rating, words), absent_line(rating, words)
    gates = gate_lines(rating, words)
    if not out and not absent and not gates:
        return []
    listed = report_blocks(Report((Bullets(tuple(out)),))) if out else []
    return [
        heading(words.say("section.out"), 2),
        *map(paragraph, gates),
        *listed,
        *([paragraph(absent)] if absent else []),
    ]


def _trend(result: TrendResult, words: Catalogue) -> list[Data]:
    trend = result.trend
    title = course_title(trend, words)
    report = trend_report(trend, words)
    tables = [replace(table, notes=()) for table in report.tables]
    below = tables.pop() if trend.below else None
    blocks = [paragraph(course_methodology(trend, words), "kicker"), heading(title, 1)]
    blocks.append(paragraph(" ".join([course_read(trend, words), origin_line(trend.editions[-1], words)]), "kicker"))
    blocks.append(heading(words.say("course.standing"), 2))
    for table in tables:
        blocks += table_blocks(table, level=3 if len(tables) > 1 else 0)
    blocks += notes([left_out_sentence(trend, words), *report.paragraphs])
    blocks += [heading(words.say("course.chart"), 2), paragraph(course_note(trend, words), "comment")]
    blocks += course_blocks(trend, words, 3)
    if below is not None:
        blocks += table_blocks(below, level=2)
    return [*blocks, heading(words.say("section.methodology"), 2), paragraph(rules_line(trend.editions[-1], words))]


def _comparison(result: ComparisonResult, words: Catalogue) -> list[Data]:
    report = result.report(words)
    title = rating_title(result.rating, words)
    shown = [replace(one, notes=()) if isinstance(one, Table) else one for one in report.blocks if one != ""]
    blocks = report_blocks(Report(tuple(shown)))
    blocks = [one for one in blocks if one != heading(title, 2)]
    story = tell_story(result.rating, words, result.movement)
    return [*blocks, *_moves(result.rating, result.movement, story, words)]


def _cards(result: ExplanationResult, words: Catalogue) -> list[Data]:
    """Return the cards of a page, each on paper of its own."""
    blocks: list[Data] = []
    for card in result.cards:
        blocks += [{"kind": "break"}] if blocks else []
        blocks += card_blocks(result.rating, card, words)
    return blocks
