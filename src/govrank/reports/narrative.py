"""A rating summarised in sentences, as an author would write them: the parts of the article, and the digest.

Sentences come from the numbers alone. Names are in the nominative and as in the file, because they cannot be
inflected; outputs make them safe to show.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import count

import numpy as np

from govrank.analysis.compare import Move, Movement
from govrank.methodology.fields import exact
from govrank.methodology.measures import Measure
from govrank.networks import platform_label
from govrank.reports.names import Name, absent_parts, namer, page_names
from govrank.reports.sentences import reason_text
from govrank.scoring.indicators import IndicatorValues
from govrank.scoring.rating import Rating
from govrank.scoring.zones import INDICATOR_ZONES
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import number_text, points_text, rounded_text
from govrank.text.period import edition_name

MOST_NAMES = 5


def list_text(texts: Sequence[str], words: Catalogue, most: int = MOST_NAMES) -> str:
    """Return texts as a list in words: a, b and c; after the first few, the number of others."""
    if len(texts) > most + 1:
        return ", ".join(texts[:most]) + words.say("digest.more", n=len(texts) - most)
    if len(texts) < 2:
        return "".join(texts)
    return ", ".join(texts[:-1]) + words.say("list.and") + texts[-1]


def pages_text(pages: Sequence[int], names: Sequence[str], words: Catalogue) -> str:
    """Return the names of pages, or only their number if there are many."""
    if len(pages) > MOST_NAMES:
        return words.say("count.pages", n=len(pages))
    return list_text([names[i] for i in pages], words)


def sentence_text(said: str) -> str:
    """Return a clause, which never begins with a name, as a sentence."""
    return f"{said[:1].upper()}{said[1:]}."


def league_sentence(rating: Rating, league: str, said: str) -> str:
    """Return a clause about a league as a sentence, after the league's name if there are several."""
    return f"{rating.methodology.league_label(league)}: {said}." if len(rating.leagues) > 1 else sentence_text(said)


def league_key(key: str, movement: Movement) -> str:
    """Return the key of a message about a place in the previous edition, with its league if there were several."""
    return f"{key}.league" if len(movement.previous.leagues) > 1 else key


def counted_text(key: str, number: float, words: Catalogue, *, decimals: int = 0, **values: object) -> str:
    """Return a plural message for a number that may be a fraction, which takes the form of 2."""
    n = int(number) if float(number).is_integer() else 2
    return words.say(key, n=n, number=points_text(number, words.lang, decimals), **values)


_CLOSE = Fraction(19, 20)  # of the leader's value: "close behind"
_STRIKING = Fraction(3, 2)  # times the next page's value
_ROUND_TIMES = 10  # times from which they are given without a decimal
_MORE_DECIMALS = 6

# Indicators that are plain counts have their own sentence: "11 pages have fewer than 10,000 followers".
_COUNTED = ("followers", "engaged")


def sentences_of_indicator(rating: Rating, indicator: Measure, names: Sequence[str], words: Catalogue) -> list[str]:
    """Return a sentence on the leader of each league on an indicator, and one on how many pages miss its thresholds."""
    missing, ranks = rating.measured[indicator.key].missing, rating.ranks[indicator.key].tolist()
    sentences = []
    for league, pages in rating.leagues.items():
        known = pages if missing is None else [i for i in pages if not missing[i]]
        if known and len(pages) > 1:
            ranked = sorted(known, key=ranks.__getitem__)
            sentences.append(league_sentence(rating, league, _lead(rating, indicator, ranked, names, words)))
    missed = _thresholds(rating, indicator, names, words)
    return [*sentences, sentence_text("; ".join(missed))] if missed else sentences


def _lead(rating: Rating, indicator: Measure, ranked: Sequence[int], names: Sequence[str], words: Catalogue) -> str:
    """Return who leads, with the value, and the gap to the next page if it is close or striking."""
    measured, ranks = rating.measured[indicator.key], rating.ranks[indicator.key]
    first = [i for i in ranked if ranks[i] == ranks[ranked[0]]]
    best = _exact(measured, first[0])
    value = _value(best, indicator, words, _decimals([best], _bounds(indicator)))
    if len(first) == len(ranked) > 1:
        return words.say("digest.best.all", value=value)
    if len(first) > 1:
        return words.say("digest.best.shared", pages=pages_text(first, names, words), value=value)
    leader = names[first[0]]
    alone = words.say("digest.best", page=leader, value=value)
    if len(ranked) == 1 or (len(ranked) > 2 and ranks[ranked[2]] == ranks[ranked[1]]):
        return alone
    second = _exact(measured, ranked[1])
    near, far = sorted((abs(best), abs(second)))
    striking = indicator.direction == "higher" and far >= _STRIKING * near
    if near == 0 or best * second < 0 or not (striking or near >= _CLOSE * far):
        return alone
    decimals = _decimals([best, second], _bounds(indicator))
    if striking:
        decimals = _decimals_of_quotient(far, near, decimals)
    said = words.say("digest.best", page=leader, value=_value(best, indicator, words, decimals))
    behind = {"second": names[ranked[1]], "value": _value(second, indicator, words, decimals)}
    if not striking:
        return said + words.say("digest.best.close", **behind)
    times = far / near
    whole = times.denominator == 1
    number = rounded_text(times, words.lang, 0 if whole or times >= _ROUND_TIMES else 1)
    return said + words.say("digest.best.ahead", n=times.numerator if whole else 2, number=number, **behind)


def _thresholds(rating: Rating, indicator: Measure, names: Sequence[str], words: Catalogue) -> list[str]:
    """Return how many pages reach the green bound, how many miss the red one, and the worst page."""
    bounds = indicator.zones
    if bounds is None:
        return []
    missing, zones = rating.measured[indicator.key].missing, rating.indicator_zones[indicator.key]
    higher = indicator.direction == "higher"
    own = ""
    if higher and indicator.formula in _COUNTED:
        own = ".interactions" if indicator.formula in rating.pages.sums else f".{indicator.formula}"
    said = []
    if bounds.green_from is not None:
        found = np.flatnonzero(zones == INDICATOR_ZONES.index("green")).tolist()
        kind = f"reach{own}" if higher else "within"
        said.append(_how_many(kind, rating, found, bounds.green_from, indicator, words))
    if bounds.red_below is not None:
        red = zones == INDICATOR_ZONES.index("red")
        found = np.flatnonzero(red if missing is None else red & ~missing).tolist()
        kind = f"below{own}" if higher else "over"
        missed = _how_many(kind, rating, found, bounds.red_below, indicator, words)
        if len(rating) > 1:
            missed += _worst(rating, found, indicator, names, words)
        said.append(missed)
    return said


def _how_many(
    kind: str, rating: Rating, found: Sequence[int], bound: float, indicator: Measure, words: Catalogue
) -> str:
    text = _bound_text(bound, indicator, words)
    if not found:
        return words.say(f"digest.{kind}.none", bound=text)
    regions = {rating.pages.region_keys[i] or rating.pages.regions[i] for i in found}
    among = ""
    if "" not in regions and len(regions) < len(found):
        among = words.say("digest.regions", n=len(regions))
    number = number_text(len(found), words.lang)
    return words.say(f"digest.{kind}", n=len(found), number=number, bound=text, regions=among)


def _worst(rating: Rating, found: Sequence[int], indicator: Measure, names: Sequence[str], words: Catalogue) -> str:
    """Return the two worst pages that miss a bound, or the worst one, unless others share the value."""
    measured = rating.measured[indicator.key]
    sign = 1 if indicator.direction == "higher" else -1
    near = sorted(sign * measured.values[found])[:3]  # floats only preselect candidates
    among = [i for i in found if near and sign * measured.values[i] <= near[-1]]
    values = {i: _exact(measured, i) for i in among}
    ranked = sorted(among, key=lambda i: (sign * values[i], i))
    for size in (2, 1):
        last, behind = ranked[size - 1 : size], ranked[size : size + 1]
        if not last or (behind and values[behind[0]] == values[last[0]]):
            continue
        worst = ranked[:size]
        decimals = _decimals([values[i] for i in worst], _bounds(indicator))
        listed = [
            words.say("digest.then.page", page=names[i], total=_value(values[i], indicator, words, decimals))
            for i in worst
        ]
        kind = "digest.lowest" if indicator.direction == "higher" else "digest.highest"
        return words.say(kind, n=size, pages=list_text(listed, words))
    return ""


def _exact(measured: IndicatorValues, page: int) -> Fraction:
    bottom = 1 if measured.denominator is None else int(measured.denominator[page])
    return Fraction(int(measured.numerator[page]), bottom)


def _bounds(indicator: Measure) -> list[Fraction]:
    """Return the thresholds that an indicator's sentence may compare with a value."""
    zones = indicator.zones
    named = () if zones is None else (zones.green_from, zones.red_below)
    return [exact(bound) for bound in named if bound is not None]


def _value(value: Fraction, indicator: Measure, words: Catalogue, decimals: int) -> str:
    number = rounded_text(value, words.lang, decimals)
    if not indicator.unit:
        return number
    unit = "percent" if indicator.unit == "%" else "unit"
    return words.say(f"digest.{unit}", number=number, unit=indicator.unit)


def _decimals(values: Sequence[Fraction], bounds: Sequence[Fraction] = ()) -> int:
    """Return how many decimals values need in a sentence: three digits, or more if those would mislead.

    They mislead if different values look equal, or if one looks like 0 or like a threshold.

    >>> texts = ("447", "174.86"), ("11.867", "11.008"), ("11.867", "11.871"), ("4", "7"), ("120.5", "0.04")
    >>> [_decimals([*map(Fraction, values)]) for values in texts]
    [0, 1, 3, 0, 2]
    >>> _decimals([Fraction("4.9996")], [Fraction(5)])
    4
    """
    if all(value.denominator == 1 for value in values):
        return 0
    largest = max(abs(value) for value in values)
    least = min(5, max(0, 2 - math.floor(math.log10(largest))))
    return next(decimals for decimals in count(least) if _is_true(values, bounds, decimals))


def _is_true(values: Sequence[Fraction], bounds: Sequence[Fraction], decimals: int) -> bool:
    shown = [round(value, decimals) for value in values]
    return len({*shown}) == len({*values}) and all(
        (text > bound) == (value > bound) and (text < bound) == (value < bound)
        for value, text in zip(values, shown, strict=True)
        for bound in (Fraction(0), *bounds)
    )


def _decimals_of_quotient(far: Fraction, near: Fraction, least: int) -> int:
    """Return how many decimals two values need so that dividing them gives the stated ratio."""
    for decimals in range(least, least + _MORE_DECIMALS):
        shown = round(near, decimals)
        places = 1 if far < _ROUND_TIMES * near else 0
        if shown and round(round(far, decimals) / shown, places) == round(far / near, places):
            return decimals
    return least


def _bound_text(bound: float, indicator: Measure, words: Catalogue) -> str:
    """Return a threshold with all the decimals that the methodology writes, and no more."""
    exponent = Decimal(str(bound)).normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return _value(exact(bound), indicator, words, decimals)


_CLIMB = 3  # places from which the biggest rise is a dark horse
_MOST = 3  # pages named as the biggest movers


def sentences_of_moves(
    rating: Rating, movement: Movement, names: Sequence[str], name: Name, words: Catalogue
) -> list[str]:
    """Return how many pages rose and fell, the biggest real movers, and the new and lost pages.

    Args:
        names: each page's name, in the order of the final table; `name` names those that are gone.
    """
    rose = [i for i in range(len(rating)) if _went(movement, i) > 0]
    fell = [i for i in range(len(rating)) if _went(movement, i) < 0]
    up, down, same = (sum(move.state == state for move in movement.moves) for state in ("up", "down", "same"))
    period = edition_name(movement.previous.edition.period, words) if movement.previous.edition.period else ""
    lucky = sum(bool(move.by_chance) for move in movement.moves)
    whole = all(_own(movement, i).by == move.by for i, move in enumerate(movement.moves))
    sentences = []
    if up or down or same:
        told = words.say("digest.moves.against", period=period) if period else ""
        if up or down:
            told += words.say("digest.moves", up=words.say("count.pages", n=up), down=down, same=same)
        else:
            told += words.say("digest.moves.none")
        if lucky:
            told += words.say("digest.moves.chance", n=lucky)
        sentences.append(sentence_text(told))
    horse = _dark_horse(rating, movement, rose)
    if horse is not None:
        sentences.append(sentence_text(_horse_text(rating, movement, horse, names, words)))
    for kind, found in (("rises", rose), ("falls", fell)):
        most = _most(found, movement)
        others = [i for i in most if i != horse]
        if others:
            listed = [_from_to(rating, movement, i, names, words) for i in others]
            kind = kind if others == most else "rises.other"
            said = words.say(f"digest.{kind}", n=len(others), pages=list_text(listed, words))
            if lucky:
                said = words.say("digest.sure", said=said)
            if not whole:
                said = words.say("digest.among", said=said)
            sentences.append(sentence_text(said))
    return sentences + _came_and_went(rating, movement, names, name, words)


def _horse_text(rating: Rating, movement: Movement, page: int, names: Sequence[str], words: Catalogue) -> str:
    move, own, place = movement.moves[page], _own(movement, page), int(rating.places[page])
    if move.previous is None:
        return words.say("digest.dark_horse.new", page=names[page], new=place)
    kind = "digest.dark_horse" if own.by == move.by else "digest.dark_horse.own"
    start = words.say("number.from", n=move.previous)
    return words.say(kind, n=own.by, page=names[page], start=start, new=place)


def _from_to(rating: Rating, movement: Movement, page: int, names: Sequence[str], words: Catalogue) -> str:
    """Return a page's old and new place, and its move among the common pages if that differs."""
    move, own = movement.moves[page], _own(movement, page)
    kind = "digest.from_to" if own.by == move.by else f"digest.from_to.{own.state}"
    start = words.say("number.from", n=move.previous or 0)
    return words.say(kind, n=abs(own.by), page=names[page], start=start, new=int(rating.places[page]))


def _change(rating: Rating, movement: Movement, league: str, names: Sequence[str], words: Catalogue) -> str:
    """Return whether a league's first place changed hands; an empty text if that is unclear."""
    old, pairs = movement.previous, movement.matches.pairs
    now = [i for i in rating.leagues[league] if rating.places[i] == 1]
    before = [i for i in movement.before(league) if old.places[i] == 1]
    if not before:
        return ""
    if len(now) > MOST_NAMES or len(before) > MOST_NAMES:
        return ""
    new_name = {pair: names[i] for i, pair in enumerate(pairs) if pair is not None}
    tell, page = namer(old, None), old.pages
    was = {i: new_name.get(i) or tell(page.names[i], page.regions[i], page.platforms[i]) for i in before}
    kept = list_text([names[i] for i in now if pairs[i] in was], words)
    joined = [names[i] for i in now if pairs[i] not in was]
    lost = list_text([name for i, name in was.items() if i not in {pairs[i] for i in now}], words)
    pages = list_text(joined, words)
    if not joined and not lost:
        said = words.say("digest.leader.same", n=len(now), pages=kept)
    elif not kept:
        said = words.say("digest.leader.changed", old=lost, pages=pages)
    elif not lost:
        said = words.say("digest.leader.joined", kept=kept, pages=pages)
    elif not joined:
        said = words.say("digest.leader.remained", pages=kept, lost=lost)
    else:
        said = words.say("digest.leader.replaced", kept=kept, pages=pages, lost=lost)
    return said


def _dark_horse(rating: Rating, movement: Movement, rose: Sequence[int]) -> int | None:
    """Return the surprise: the best new page in the top third of its league, else the one biggest climb.

    A page in the last zone, or in a red one, never is, however far it climbed.
    """
    moves, places = movement.moves, rating.places
    fit = ~np.isin(rating.bands, _poor_bands(rating))
    high = [
        i
        for pages in rating.leagues.values()
        for i in pages
        if moves[i].state == "new" and int(places[i]) * 3 <= len(pages) and fit[i]
    ]
    new = sum(move.state == "new" for move in moves)
    if high and new * 3 <= len(rating):  # if most pages are new, none is a surprise
        best = min(int(places[i]) for i in high)
        found = [i for i in high if places[i] == best]
    else:
        most = max((_own(movement, i).by for i in rose), default=0)
        found = [i for i in rose if _own(movement, i).by == most >= _CLIMB]
    return found[0] if len(found) == 1 and fit[found[0]] else None


def _poor_bands(rating: Rating) -> list[int]:
    """Return the indexes of the zones at the bottom: the last one, and all that are red: red, red-light, …"""
    zones = rating.methodology.zones
    last = len(zones) - 1
    return [n for n, band in enumerate(zones) if n and (n == last or band.name.partition("-")[0] == "red")]


def _most(pages: Iterable[int], movement: Movement) -> list[int]:
    """Return the pages that moved most, at most three; none if ties make it unclear which three."""
    by = {i: abs(_own(movement, i).by) for i in pages}
    ranked = sorted(by, key=lambda i: (-by[i], i))
    for size in range(min(_MOST, len(ranked)), 0, -1):
        if len(ranked) == size or by[ranked[size]] < by[ranked[size - 1]]:
            return ranked[:size]
    return []


def _own(movement: Movement, page: int) -> Move:
    """Return a page's real move: if pages came or went, the move among the pages of both editions."""
    among = None if movement.common is None else movement.common[page]
    return movement.moves[page] if among is None else among


def _went(movement: Movement, page: int) -> int:
    """Return by how many places a page moved; 0 if chance, or only new and lost pages, may explain it."""
    move, own = movement.moves[page], _own(movement, page)
    return own.by if own.by * move.by > 0 and not move.by_chance else 0


def _came_and_went(rating: Rating, movement: Movement, names: Sequence[str], name: Name, words: Catalogue) -> list[str]:
    sentences = []
    label, leagues = rating.methodology.league_label, rating.pages.leagues
    kind = "digest.placed.league" if len(rating.leagues) > 1 else "digest.placed"
    for state in ("new", "returned"):
        came = [i for i, move in enumerate(movement.moves) if move.state == state]
        came.sort(key=lambda i: int(rating.places[i]))
        listed = [words.say(kind, page=names[i], place=int(rating.places[i]), league=label(leagues[i])) for i in came]
        if came:
            sentences.append(sentence_text(words.say(f"digest.{state}", n=len(came), pages=list_text(listed, words))))
    switched = [i for i, move in enumerate(movement.moves) if move.state == "switched"]
    if switched:
        old_label = movement.previous.methodology.league_label
        listed = [
            words.say(
                "digest.switched.page",
                page=names[i],
                before=old_label(movement.moves[i].league),
                league=label(leagues[i]),
                place=int(rating.places[i]),
            )
            for i in switched
        ]
        sentences.append(sentence_text(words.say("digest.switched", n=len(switched), pages=list_text(listed, words))))
    gone = sorted(movement.left, key=lambda out: out.previous)
    kind = league_key("digest.placed.before", movement)
    listed = [
        words.say(
            kind,
            page=name(out.page, out.region, out.platform),
            place=out.previous,
            league=movement.previous.methodology.league_label(out.league),
        )
        for out in gone
    ]
    if gone:
        sentences.append(sentence_text(words.say("digest.gone", n=len(gone), pages=list_text(listed, words))))
    return sentences


_TOP = 3  # places whose pages are named
_MOST_LOW = 10  # pages at the bottom that are named
_MOST_FACTS = 4  # sentences that follow the lead in a digest


@dataclass(frozen=True)
class Story:
    """The summary of an edition, part by part, in the order of an article.

    Attributes:
        headline: who leads, without a full stop; an empty text for a single page, or too many leagues.
        lead: three sentences on the leaders, the change at the top (or the last page) and the size; for several
            leagues one each and one on the size of all.
        moves: real moves, new and lost pages; empty without a previous edition.
        bottom: the pages in the bottom zones, by league and zone, the last page first.
        comments: by indicator key, who leads, and who misses the thresholds.
        facts: what a reader wants to know after the lead, the most important first.
    """

    headline: str
    lead: tuple[str, ...]
    moves: tuple[str, ...]
    bottom: tuple[str, ...]
    comments: Mapping[str, str]
    facts: tuple[str, ...]
    leagues: int

    @property
    def digest(self) -> list[str]:
        """The lead followed by the first facts."""
        return [*self.lead, *self.facts[:_MOST_FACTS]]

    @property
    def paragraphs(self) -> list[str]:
        """The lead as paragraphs: one, or one for each of several leagues."""
        return [" ".join(self.lead)] if self.leagues == 1 else [*self.lead]


def tell_story(rating: Rating, words: Catalogue, movement: Movement | None = None) -> Story:
    """Return the summary of an edition, compared with the previous one if given."""
    name = namer(rating, movement)
    names = page_names(rating, movement)
    headline = _headline(rating, names, words, movement)
    lead = _lead_sentences(rating, names, words, movement)
    moves = [] if movement is None else sentences_of_moves(rating, movement, names, name, words)
    bottom = _bottom(rating, names, words)
    facts = bottom if len(rating.leagues) == 1 else []  # for several leagues only the article has them
    counted = movement is not None and any(move.counted for move in movement.moves)
    facts = [
        *facts[-1:],
        *moves[counted:],
        *_passed(rating, words),
        *_excluded(rating, name, words),
        *_absent(rating, words),
    ]
    comments = {
        measure.key: " ".join(sentences_of_indicator(rating, measure, names, words))
        for measure in rating.methodology.measures
    }
    return Story(headline, tuple(lead), tuple(moves), tuple(bottom), comments, tuple(facts), len(rating.leagues))


def _headline(rating: Rating, names: Sequence[str], words: Catalogue, movement: Movement | None) -> str:
    leaders = [i for pages in rating.leagues.values() for i in pages if rating.places[i] == 1]
    if len(rating) == 1:
        return ""
    if len(rating.leagues) > 1:
        if len(leaders) > _TOP:
            return ""
        return words.say("article.leagues", pages=list_text([names[i] for i in leaders], words))
    pages, n = pages_text(leaders, names, words), len(leaders)
    if movement is not None:
        now = {movement.matches.pairs[i] for i in leaders}
        before = {i for i in movement.before(next(iter(rating.leagues))) if movement.previous.places[i] == 1}
        if now == before:
            return words.say("article.leader.same", n=n, pages=pages)
        if before and not now & before:
            return words.say("article.leader.new", n=n, pages=pages)
    return words.say("article.leader", n=n, pages=pages)


def _lead_sentences(rating: Rating, names: Sequence[str], words: Catalogue, movement: Movement | None) -> list[str]:
    if len(rating) == 1:
        return [sentence_text(words.say("digest.single", page=names[0]))]
    sentences = []
    for league in rating.leagues:
        said = [_podium(rating, league, names, words)]
        if movement is not None and (change := _change(rating, movement, league, names, words)):
            said.append(change)
        if len(rating.leagues) > 1:
            said = ["; ".join(said)]
        sentences += [league_sentence(rating, league, clause) for clause in said]
    sentences.append(_size(rating, words))
    if movement is None and len(rating.leagues) == 1:
        sentences += _last(rating, names, words)
    return sentences


def _size(rating: Rating, words: Catalogue) -> str:
    """Return how many pages are rated, on which networks, and how many there are in each zone."""
    labels = [platform_label(platform) for platform in rating.pages.platforms if platform]
    networks = sorted(Counter(labels).items(), key=lambda network: (-network[1], network[0]))
    said = words.say("digest.pages", n=len(rating), number=number_text(len(rating), words.lang))
    if len(networks) > 1:
        listed = [
            words.say("digest.pages.network", platform=label, number=number_text(count, words.lang))
            for label, count in networks
        ]
        said += f" ({', '.join(listed)})"
    zones = [
        words.say(
            "digest.zone", label=band.says(words.lang), number=number_text(int((rating.bands == n).sum()), words.lang)
        )
        for n, band in enumerate(rating.methodology.zones)
    ]
    return sentence_text(f"{said}: {', '.join(zones)}" if zones else said)


def _last(rating: Rating, names: Sequence[str], words: Catalogue) -> list[str]:
    """Return who is last, unless that page is also a leader."""
    lowest = int(rating.places.max())
    pages = [i for i in range(len(rating)) if rating.places[i] == lowest]
    if lowest <= _TOP or any(
        rating.gate(i) is not None for i in pages
    ):  # a page placed last by a gate may have many points
        return []
    points = _score(rating, rating.totals[pages[0]].item(), words, each=len(pages) > 1)
    return [sentence_text(words.say("digest.last", n=len(pages), pages=pages_text(pages, names, words), points=points))]


def _bottom(rating: Rating, names: Sequence[str], words: Catalogue) -> list[str]:
    if len(rating) == 1:
        return []
    poor = {n: rating.methodology.zones[n].says(words.lang) for n in _poor_bands(rating)}
    sentences = []
    for league, pages in rating.leagues.items():
        for n, label in poor.items():
            low = [i for i in reversed(pages) if rating.bands[i] == n]
            if not low or len(pages) == 1:
                continue
            if len(low) == len(pages):
                said = words.say("digest.bottom.all", label=label, n=len(low))
            else:
                listed = [words.say("digest.then.page", page=names[i], total=_total(rating, i, words)) for i in low]
                count, named = words.say("count.pages", n=len(low)), list_text(listed, words, _MOST_LOW)
                said = words.say("digest.bottom", n=len(low), label=label, count=count, pages=named)
            sentences.append(league_sentence(rating, league, said))
    return sentences or [sentence_text(words.say("digest.bottom.none", label=label)) for label in poor.values()]


def _podium(rating: Rating, league: str, names: Sequence[str], words: Catalogue) -> str:
    pages = rating.leagues[league]
    first = [i for i in pages if rating.places[i] == 1]
    total = rating.totals[first[0]].item()
    if len(pages) == 1:
        said = words.say("digest.leader.alone", page=names[first[0]])
    elif len(first) == 1:
        points = _score(rating, total, words)
        said = words.say("digest.leader", page=names[first[0]], points=points)
    else:
        points = _score(rating, total, words, each=True)
        said = words.say("digest.leader.shared", pages=pages_text(first, names, words), points=points)
    others = [i for i in pages if 1 < rating.places[i] <= _TOP]
    if 0 < len(others) <= MOST_NAMES:
        listed = [words.say("digest.then.page", page=names[i], total=_total(rating, i, words)) for i in others]
        said += words.say("digest.then", n=len(others), pages=list_text(listed, words))
    return said


def _score(rating: Rating, total: float, words: Catalogue, *, each: bool = False) -> str:
    """Return a total with its unit: 19 points, an index of 411.49."""
    key = f"digest.{rating.scoring.key}" + (".each" if each else "")
    return counted_text(key, total, words, decimals=rating.scoring.decimals)


def _total(rating: Rating, page: int, words: Catalogue) -> str:
    return points_text(rating.totals[page].item(), words.lang, rating.scoring.decimals)


def _passed(rating: Rating, words: Catalogue) -> list[str]:
    if not rating.methodology.gates:
        return []
    passed, looked = (number_text(n, words.lang) for n in rating.passed)
    return [sentence_text(words.say("digest.passed", passed=passed, of=looked))]


def _excluded(rating: Rating, name: Name, words: Catalogue) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for out in rating.excluded:
        reason = reason_text(out.reason, words).strip().rstrip(".")
        reasons.setdefault(reason, []).append(name(out.page, out.region, out.platform))
    if not reasons:
        return []
    groups = sorted(reasons.items(), key=lambda group: -len(group[1]))
    listed = [
        words.say("digest.excluded.group", pages=list_text(pages, words), reason=reason)
        for reason, pages in groups[:MOST_NAMES]
    ]
    said = words.say("digest.excluded", n=len(rating.excluded), groups="; ".join(listed))
    more = sum(len(pages) for _reason, pages in groups[MOST_NAMES:])
    return [sentence_text(said + (words.say("digest.excluded.more", n=more) if more else ""))]


def _absent(rating: Rating, words: Catalogue) -> list[str]:
    return [
        sentence_text(words.say("digest.absent", platform=platform, n=len(regions), regions=list_text(regions, words)))
        for platform, regions in sorted(absent_parts(rating).items())
    ]
