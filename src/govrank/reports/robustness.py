"""How firm the places are, in words and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from govrank.analysis.robustness import HIGH, LOW, SPREAD, LeagueRobustness, Robustness
from govrank.reports.names import on_network
from govrank.reports.narrow import without_said_twice
from govrank.reports.rating import who_columns
from govrank.reports.table import Block, Column, Report, Table, plain_table
from govrank.reports.wording import interval_text, table_title
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue, Lang
from govrank.text.numbers import number_text


def robustness_report(rating: Rating, robustness: Robustness, words: Catalogue) -> Report:
    """Return how firm the places are: intervals, dropped indicators, deciding pages, Copeland, dominance."""
    blocks: list[Block] = []
    for league in robustness.leagues:
        blocks += [_interval_table(rating, league, words), *league_lines(rating, league, words), ""]
    blocks.append(method_line(rating, robustness, words))
    return Report(tuple(blocks))


def firmness_lines(rating: Rating, robustness: Robustness, words: Catalogue) -> list[str]:
    """Return the figures in words for an export that shows the intervals in its own table."""
    lines = []
    for league in robustness.leagues:
        name = f"{rating.methodology.league_label(league.league)}: " if len(robustness.leagues) > 1 else ""
        lines += [name + line for line in league_lines(rating, league, words)]
    return [*lines, method_line(rating, robustness, words)]


def league_lines(rating: Rating, league: LeagueRobustness, words: Catalogue) -> list[str]:
    """Return how firm a league is in words: its leader, and which pairs no weighting can reverse."""
    lines = dropped_lines(rating, league, words)
    if len(league.intervals) > 1:
        lines.append(words.say("robust.dominance", share=_share_text(league.dominance * 100, words.lang)))
    return lines


def method_line(rating: Rating, robustness: Robustness, words: Catalogue) -> str:
    """Return how the figures were made, and their sources."""
    spread = number_text(SPREAD * 100, words.lang)
    draws = number_text(robustness.draws, words.lang)
    kind = f"robust.method.{rating.scoring.key}"
    return words.say(kind, draws=draws, spread=spread, low=LOW, high=HIGH, seed=robustness.seed)


def dropped_lines(rating: Rating, league: LeagueRobustness, words: Catalogue) -> list[str]:
    """Return in words who would lead without each indicator and without each page that decides."""
    labels = {measure.key: measure.says(words.lang) for measure in rating.methodology.measures}
    lines = []
    for dropped in league.dropped:
        shift = number_text(dropped.shift, words.lang, 2)
        if dropped.leaders == league.leaders:
            lines.append(words.say("robust.dropped.same", indicator=labels[dropped.key], shift=shift))
        else:
            who = _names(rating, dropped.leaders)
            n = len(dropped.leaders)
            lines.append(words.say("robust.dropped", n=n, indicator=labels[dropped.key], leaders=who, shift=shift))
    for page, leaders in league.deciding:
        who = _names(rating, leaders)
        lines.append(words.say("robust.deciding", n=len(leaders), page=_names(rating, [page]), leaders=who))
    leading = len(league.leaders)
    if not league.deciding and len(league.intervals) > max(2, leading):  # else no other page is left to be compared
        lines.append(words.say("robust.deciding.none", n=leading))
    return lines


def _share_text(share: float, lang: Lang) -> str:
    """Return a percentage with as many decimals as it takes to say neither nothing of something nor all of less."""
    decimals = next(n for n in count(1) if (round(share, n) in (0, 100)) == (share in (0, 100)))
    return number_text(share, lang, decimals)


def _interval_table(rating: Rating, league: LeagueRobustness, words: Catalogue) -> Table:
    own = league.intervals

    def figures(role: str, values: Sequence[float], show: Callable[[int], str]) -> Column:
        return Column(role, words.say(f"table.{role}"), "figure", values, show)

    places = [int(rating.places[one.page]) for one in own]
    medians = [one.median for one in own]
    copeland = [one.copeland for one in own]
    columns = [
        figures("place", places, lambda i: str(places[i])),
        figures("interval", medians, lambda i: interval_text(own[i])),
        figures("median", medians, lambda i: number_text(medians[i], words.lang, 0 if medians[i].is_integer() else 1)),
        figures("copeland", copeland, lambda i: str(copeland[i])),
        *who_columns(rating, [one.page for one in own], words),
    ]
    title = words.say("robust.title", title=table_title(rating, words, league.league))
    return without_said_twice(plain_table(title, columns, notes=(words.say("robust.read"),)), ["region"])


def _names(rating: Rating, pages: Sequence[int]) -> str:
    return ", ".join(on_network(rating.pages.names[i], rating.pages.platforms[i]) for i in pages)
