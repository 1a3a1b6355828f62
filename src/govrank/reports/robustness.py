"""How robust the places are, in words and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from govrank.analysis.chance import CONFIDENCE, HIGH, LOW, CountTests, LeagueChance
from govrank.analysis.robustness import SPREAD, LeagueRobustness, Robustness
from govrank.reports.names import on_network
from govrank.reports.narrow import without_said_twice
from govrank.reports.rating import robustness_columns, who_columns
from govrank.reports.sentences import column_name
from govrank.reports.table import Block, Column, Report, Table, data_column, plain_table
from govrank.reports.wording import table_title
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue, Lang
from govrank.text.numbers import number_text

_MOST_NAMES = 8  # of pages in one sentence


def robustness_report(rating: Rating, robustness: Robustness, words: Catalogue) -> Report:
    """Return the robustness of the places: intervals, brackets, possible firsts, dropped indicators, deciding pages."""
    blocks: list[Block] = []
    for league, chance in zip(robustness.leagues, robustness.chance.leagues, strict=True):
        blocks += [_interval_table(rating, robustness, league, words), *chance_lines(rating, chance, words)]
        blocks += [*league_lines(rating, league, words), ""]
    blocks += [method_line(rating, robustness, words), *chance_methods(robustness, words)]
    return Report(tuple(blocks))


def robustness_lines(rating: Rating, robustness: Robustness, words: Catalogue) -> list[str]:
    """Return the figures in words for an export that shows the intervals in its own table."""
    lines = []
    for league, chance in zip(robustness.leagues, robustness.chance.leagues, strict=True):
        name = _league_name(rating, robustness, league.league)
        lines += [name + line for line in chance_lines(rating, chance, words)]
        lines += [name + line for line in league_lines(rating, league, words)]
    return [*lines, method_line(rating, robustness, words), *chance_methods(robustness, words)]


def robustness_notes(rating: Rating, robustness: Robustness, words: Catalogue) -> list[str]:
    """Return the notes below a picture of the intervals: who may be first, and how the figures were made."""
    lines = [
        _league_name(rating, robustness, chance.league) + _first_line(rating, chance, words)
        for chance in robustness.chance.leagues
    ]
    return [*lines, method_line(rating, robustness, words), *chance_methods(robustness, words)]


def _league_name(rating: Rating, robustness: Robustness, league: str) -> str:
    return f"{rating.methodology.league_label(league)}: " if len(robustness.leagues) > 1 else ""


def chance_lines(rating: Rating, chance: LeagueChance, words: Catalogue) -> list[str]:
    """Return the effect of chance on a league in words: who may be first, and how many pairs are sure."""
    if len(chance.pages) < 2:
        return []
    pairs = {"number": number_text(chance.sure, words.lang), "pairs": number_text(chance.pairs, words.lang)}
    lines = [_first_line(rating, chance, words), words.say("robust.pairs", n=chance.sure, **pairs)]
    return [*lines, *(_test_line(rating, test, chance, words) for test in chance.tests)]


def _first_line(rating: Rating, chance: LeagueChance, words: Catalogue) -> str:
    first = chance.first
    return words.say("robust.first", n=len(first), pages=_some_names(rating, first, words), confidence=CONFIDENCE)


def _test_line(rating: Rating, test: CountTests, chance: LeagueChance, words: Catalogue) -> str:
    first = [own.page for own, (low, _high) in zip(chance.pages, test.sets, strict=True) if low == 1]
    return words.say(
        "robust.test",
        n=test.sure,
        indicator=rating.methodology.measure(test.key).says(words.lang),
        number=number_text(test.sure, words.lang),
        pairs=number_text(test.pairs, words.lang),
        first=_some_names(rating, first, words),
    )


def _some_names(rating: Rating, pages: Sequence[int], words: Catalogue) -> str:
    """Return the names of pages; if there are many, the first of them and the number of others."""
    if len(pages) <= _MOST_NAMES:
        return _names(rating, pages)
    more = len(pages) - _MOST_NAMES
    names = _names(rating, pages[:_MOST_NAMES])
    return words.say("robust.names", names=names, more=number_text(more, words.lang))


def chance_methods(robustness: Robustness, words: Catalogue) -> list[str]:
    """Return how chance was measured: a line for each way of drawing."""
    said: dict[str, None] = {}
    for league in robustness.chance.leagues:
        columns = {
            name: ", ".join(column_name(column, words) for column in getattr(league, name))
            for name in ("drawn", "resampled")
        }
        line = words.say(
            f"robust.chance.{league.by}",
            draws=number_text(robustness.chance.draws, words.lang),
            low=LOW,
            high=HIGH,
            seed=robustness.chance.seed,
            confidence=CONFIDENCE,
            **columns,
        )
        if league.few:
            line += f" {words.say('robust.chance.few', n=league.few)}"
        if league.by == "posts" and league.drawn:
            line += f" {words.say('robust.chance.besides', drawn=columns['drawn'])}"
        said[line] = None
    return [*said]


def league_lines(rating: Rating, league: LeagueRobustness, words: Catalogue) -> list[str]:
    """Return a league's robustness in words: its leader, and the share of pairs that no weighting can reverse."""
    lines = dropped_lines(rating, league, words)
    if len(league.intervals) > 1:
        last = any(gate.outcome == "last" for gate in rating.methodology.gates)
        key = "robust.dominance.last" if last else "robust.dominance"
        lines.append(words.say(key, share=_share_text(league.dominance * 100, words.lang)))
    return lines


def method_line(rating: Rating, robustness: Robustness, words: Catalogue) -> str:
    """Return how the figures were made, and their sources."""
    spread = number_text(SPREAD * 100, words.lang)
    draws = number_text(robustness.draws, words.lang)
    kind = f"robust.method.{rating.scoring.key}"
    return words.say(kind, draws=draws, spread=spread, low=LOW, high=HIGH, seed=robustness.seed)


def dropped_lines(rating: Rating, league: LeagueRobustness, words: Catalogue) -> list[str]:
    """Return in words who would lead without each indicator and without each deciding page."""
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
    if not league.deciding and len(league.intervals) > max(2, leading):  # otherwise there is no other page to compare
        lines.append(words.say("robust.deciding.none", n=leading))
    return lines


def _share_text(share: float, lang: Lang) -> str:
    """Return a percentage with enough decimals not to round something to 0 or less than all to 100."""
    decimals = next(n for n in count(1) if (round(share, n) in (0, 100)) == (share in (0, 100)))
    return number_text(share, lang, decimals)


def _interval_table(rating: Rating, robustness: Robustness, league: LeagueRobustness, words: Catalogue) -> Table:
    own = league.intervals
    pages = [one.page for one in own]

    def figures(role: str, values: Sequence[float], show: Callable[[int], str]) -> Column:
        return Column(role, words.say(f"table.{role}"), "figure", values, show)

    places = [int(rating.places[one.page]) for one in own]
    medians = [one.median for one in own]
    copeland = [one.copeland for one in own]
    columns = [
        figures("place", places, lambda i: str(places[i])),
        *robustness_columns(robustness, words, pages),
        figures("median", medians, lambda i: number_text(medians[i], words.lang, 0 if medians[i].is_integer() else 1)),
        figures("copeland", copeland, lambda i: str(copeland[i])),
        *who_columns(rating, pages, words),
    ]
    title = words.say("robust.title", title=table_title(rating, words, league.league))
    return without_said_twice(plain_table(title, columns, notes=(words.say("robust.read"),)), ["region"])


def robustness_data(rating: Rating, robustness: Robustness) -> Table:
    """Return a row a page for scripts: its place, its intervals by rules and by chance, its set and bracket."""
    pages = rating.pages
    rules = [own for league in robustness.leagues for own in league.intervals]
    chance = [robustness.chance.of(own.page) for own in rules]
    at = [own.page for own in rules]
    return plain_table(
        "",
        [
            data_column("league", [pages.leagues[i] for i in at], "text"),
            data_column("place", [int(rating.places[i]) for i in at]),
            data_column("page", [pages.names[i] for i in at], "page"),
            data_column("region", [pages.regions[i] for i in at], "text"),
            data_column("platform", [pages.platforms[i] for i in at], "text"),
            *(data_column(name, [getattr(own, name) for own in rules]) for name in ("low", "median", "high")),
            data_column("copeland", [own.copeland for own in rules]),
            *(
                data_column(f"chance_{name}", [getattr(own, name) for own in chance])
                for name in ("low", "median", "high")
            ),
            *(data_column(name, [getattr(own, name) for own in chance]) for name in ("set_low", "set_high", "bracket")),
            data_column("first_share", [own.first for own in chance]),
        ],
    )


def _names(rating: Rating, pages: Sequence[int]) -> str:
    return ", ".join(on_network(rating.pages.names[i], rating.pages.platforms[i]) for i in pages)
