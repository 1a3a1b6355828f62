"""The digest: what a rating says, in sentences, as an author would write them above the tables.

Sentences come from the numbers alone. Names stand in them in the nominative and as the file has them: a name
cannot be declined, and making it safe to show is the work of the output.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from govrank.compare import Move, Movement, match_pages
from govrank.figures import number_text, points_text
from govrank.indicator import Measure
from govrank.language import Catalogue
from govrank.platforms import platform_label
from govrank.rating import Rating
from govrank.sentences import reason_text

MOST_NAMES = 5
_CLOSE = 0.95  # of the leader's value: "close behind"
_STRIKING = 1.5  # times the next page's value
_CLIMB = 3  # places, from which the biggest rise is a dark horse
_TOP = 3  # places, the pages of which are named

# Indicators that are a plain count have a sentence of their own: "11 pages have fewer than 10,000 followers".
_COUNTED = ("followers", "engaged")

Name = Callable[[str, str, str], str]


def digest_sentences(rating: Rating, words: Catalogue, movement: Movement | None = None) -> list[str]:
    """Return what an edition says, a sentence each, in the order of an article.

    First the number of pages and the leaders, then the moves where there is an edition before, each
    indicator's leader and who misses its thresholds, the zones, and who is left out or absent.
    """
    name = _namer(rating, movement)
    names = page_names(rating, movement)
    sentences = _leaders(rating, names, words)
    if movement is not None:
        sentences += _moves(rating, movement, names, name, words)
    for indicator in rating.methodology.measures:
        sentences += _indicator(rating, indicator, names, words)
    if len(rating) > 1:
        sentences += _zones(rating, words)
    return sentences + _excluded(rating, name, words) + _absent(rating, words)


def page_names(rating: Rating, movement: Movement | None = None) -> list[str]:
    """Return what each page is called in prose: told apart from the others by network and region."""
    name = _namer(rating, movement)
    return [name(*page) for page in zip(rating.pages.names, rating.pages.regions, rating.pages.platforms, strict=True)]


def _namer(rating: Rating, movement: Movement | None) -> Name:
    """Return what names a page: with its network where there are several, and its region where it needs that."""
    pages = [
        *zip(rating.pages.names, rating.pages.regions, rating.pages.platforms, strict=True),
        *((out.page, out.region, out.platform) for out in rating.excluded),
    ]
    if movement is not None:
        pages += [(out.page, out.region, out.platform) for out in movement.left]
    several = len({platform for _name, _region, platform in pages}) > 1
    regions: dict[tuple[str, str], set[str]] = {}
    for page, region, platform in pages:
        regions.setdefault((page, platform), set()).add(region)

    def name(page: str, region: str, platform: str) -> str:
        parts = [page]
        if len(regions.get((page, platform), ())) > 1:
            parts.append(region)
        parts.append(platform_label(platform) if several else "")
        return " · ".join([page, *(part for part in parts[1:] if part and part.casefold() not in page.casefold())])

    return name


def _listed(texts: Sequence[str], words: Catalogue, most: int = MOST_NAMES) -> str:
    """Return texts as a list in words: a, b and c; behind the first few, how many more there are."""
    if len(texts) > most + 1:
        return ", ".join(texts[:most]) + words.say("digest.more", n=len(texts) - most)
    if len(texts) < 2:
        return "".join(texts)
    return ", ".join(texts[:-1]) + words.say("list.and") + texts[-1]


def _named(pages: Sequence[int], names: Sequence[str], words: Catalogue) -> str:
    """Return the names of pages, or only how many they are."""
    if len(pages) > MOST_NAMES:
        return words.say("count.pages", n=len(pages))
    return _listed([names[i] for i in pages], words)


def _sentence(said: str) -> str:
    """Return a clause, which never begins with a name, as a sentence."""
    return f"{said[:1].upper()}{said[1:]}."


def _counted(key: str, number: float, words: Catalogue, **values: object) -> str:
    """Return a plural message for a number that may be a fraction: a fraction goes with the form of 2."""
    whole = float(number).is_integer()
    decimals = 0 if whole else 1
    return words.say(key, n=int(number) if whole else 2, number=number_text(number, words.lang, decimals), **values)


def _leaders(rating: Rating, names: Sequence[str], words: Catalogue) -> list[str]:
    if len(rating) == 1:
        return [_sentence(words.say("digest.single", page=names[0]))]
    labels = [platform_label(platform) for platform in rating.pages.platforms if platform]
    networks = sorted(Counter(labels).items(), key=lambda network: (-network[1], network[0]))
    size = words.say("digest.pages", n=len(rating), number=number_text(len(rating), words.lang))
    if len(networks) > 1:
        listed = [
            words.say("digest.pages.network", platform=label, number=number_text(count, words.lang))
            for label, count in networks
        ]
        size += f": {', '.join(listed)}"
    return [_sentence(size), *(_podium(rating, league, names, words) for league in rating.leagues)]


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
        said = words.say("digest.leader.shared", pages=_named(first, names, words), points=points)
    others = [i for i in pages if 1 < rating.places[i] <= _TOP]
    if 0 < len(others) <= MOST_NAMES:
        listed = [words.say("digest.then.page", page=names[i], total=_total(rating, i, words)) for i in others]
        said += words.say("digest.then", n=len(others), pages=_listed(listed, words))
    return _sentence(f"{platform_label(league)}: {said}" if len(rating.leagues) > 1 else said)


def _score(rating: Rating, total: float, words: Catalogue, *, each: bool = False) -> str:
    """Return a total with what it counts: 19 points, an index of 411.49."""
    if rating.methodology.is_index:
        return words.say("digest.index", number=number_text(total, words.lang, 2))
    return _counted("digest.points.each" if each else "digest.points", total, words)


def _total(rating: Rating, page: int, words: Catalogue) -> str:
    total = rating.totals[page].item()
    return number_text(total, words.lang, 2) if rating.methodology.is_index else points_text(total, words.lang)


def _indicator(rating: Rating, indicator: Measure, names: Sequence[str], words: Catalogue) -> list[str]:
    """Return who leads on an indicator and how many pages miss its thresholds, in one sentence or two."""
    label = indicator.says(words.lang)
    best = _best(rating, indicator, names, words) if len(rating) > 1 else []
    missed = _thresholds(rating, indicator, names, words)
    if indicator.formula in _COUNTED and indicator.direction == "higher":
        lead = [words.say("digest.indicator", label=label, said="; ".join(best))] if best else []
        return lead + [_sentence(clause) for clause in missed]
    said = "; ".join(best + missed)
    return [words.say("digest.indicator", label=label, said=said)] if said else []


def _value(value: float, indicator: Measure, words: Catalogue, decimals: int) -> str:
    number = number_text(value, words.lang, decimals)
    if not indicator.unit:
        return number
    unit = "percent" if indicator.unit == "%" else "unit"
    return words.say(f"digest.{unit}", number=number, unit=indicator.unit)


def _decimals(values: Sequence[float]) -> int:
    """Return how many decimals a few values need in a sentence: three digits, more where they would look equal.

    >>> _decimals([447.0, 174.86]), _decimals([11.867, 11.008]), _decimals([11.867, 11.871]), _decimals([4, 7])
    (0, 1, 3, 0)
    """
    if all(float(value).is_integer() for value in values):
        return 0
    largest = max(abs(value) for value in values)
    least = min(5, max(0, 2 - math.floor(math.log10(largest))))
    different = len(set(values))
    for decimals in range(least, 6):
        if len({f"{value:.{decimals}f}" for value in values}) == different:
            return decimals
    return 6


def _best(rating: Rating, indicator: Measure, names: Sequence[str], words: Catalogue) -> list[str]:
    values = rating.measured[indicator.key].values.tolist()
    said = []
    for league, pages in rating.leagues.items():
        ranked = sorted(
            (i for i in pages if values[i] == values[i]),  # NaN is a missing value
            key=lambda i: (-values[i] if indicator.direction == "higher" else values[i], i),
        )
        if not ranked or len(pages) == 1:
            continue
        clause = _lead(indicator, ranked, values, names, words)
        if len(rating.leagues) > 1:
            clause = words.say("digest.best.league", league=platform_label(league), said=clause)
        said.append(clause)
    return said


def _lead(
    indicator: Measure, ranked: Sequence[int], values: Sequence[float], names: Sequence[str], words: Catalogue
) -> str:
    """Return who leads, with the value, and how near the next page is where that is close or striking."""
    best = values[ranked[0]]
    first = [i for i in ranked if values[i] == best]
    value = _value(best, indicator, words, _decimals([best]))
    if len(first) == len(ranked) > 1:
        return words.say("digest.best.all", value=value)
    if len(first) > 1:
        return words.say("digest.best.shared", pages=_named(first, names, words), value=value)
    leader = names[first[0]]
    alone = words.say("digest.best", page=leader, value=value)
    if len(ranked) == 1 or (len(ranked) > 2 and values[ranked[2]] == values[ranked[1]]):
        return alone
    second = values[ranked[1]]
    near, far = sorted((abs(best), abs(second)))
    striking = indicator.direction == "higher" and far >= _STRIKING * near
    if near == 0 or best * second < 0 or not (striking or near >= _CLOSE * far):
        return alone
    decimals = _decimals([best, second])
    said = words.say("digest.best", page=leader, value=_value(best, indicator, words, decimals))
    behind = {"second": names[ranked[1]], "value": _value(second, indicator, words, decimals)}
    if not striking:
        return said + words.say("digest.best.close", **behind)
    times = far / near
    return said + _counted("digest.best.ahead", round(times, 1 if times < 10 else 0), words, **behind)


def _bound_text(bound: float, indicator: Measure, words: Catalogue) -> str:
    """Return a threshold with all the decimals that the methodology writes, and no more."""
    exponent = Decimal(repr(bound)).normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return _value(bound, indicator, words, decimals)


def _thresholds(rating: Rating, indicator: Measure, names: Sequence[str], words: Catalogue) -> list[str]:
    """Return how many pages reach the green bound and how many miss the red one, and the worst of all."""
    zones = indicator.zones
    if zones is None:
        return []
    values = rating.measured[indicator.key].values.tolist()
    higher = indicator.direction == "higher"
    own = f".{indicator.formula}" if higher and indicator.formula in _COUNTED else ""
    said = []
    if zones.green_from is not None:
        bound = zones.green_from
        found = [i for i, value in enumerate(values) if (value >= bound if higher else value <= bound)]
        kind = f"reach{own}" if higher else "within"
        said.append(_how_many(kind, rating, found, bound, indicator, words))
    if zones.red_below is not None:
        bound = zones.red_below
        found = [i for i, value in enumerate(values) if (value < bound if higher else value > bound)]
        kind = f"below{own}" if higher else "over"
        missed = _how_many(kind, rating, found, bound, indicator, words)
        if len(rating) > 1:
            missed += _worst(found, values, indicator, names, words)
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


def _worst(
    found: Sequence[int], values: Sequence[float], indicator: Measure, names: Sequence[str], words: Catalogue
) -> str:
    """Return the two worst of the pages that miss a bound, or the worst, unless others share the value."""
    higher = indicator.direction == "higher"
    ranked = sorted(found, key=lambda i: (values[i] if higher else -values[i], i))
    for count in (2, 1):
        last, behind = ranked[count - 1 : count], ranked[count : count + 1]
        if not last or (behind and values[behind[0]] == values[last[0]]):
            continue
        worst = ranked[:count]
        decimals = _decimals([values[i] for i in worst])
        listed = [
            words.say("digest.then.page", page=names[i], total=_value(values[i], indicator, words, decimals))
            for i in worst
        ]
        return words.say("digest.lowest" if higher else "digest.highest", n=count, pages=_listed(listed, words))
    return ""


def _zones(rating: Rating, words: Catalogue) -> list[str]:
    bands = rating.methodology.zones
    if not bands:
        return []
    counts = [int((rating.bands == index).sum()) for index in range(len(bands))]
    listed = [
        words.say("digest.zone", label=band.says(words.lang), pages=words.say("count.pages", n=count))
        for band, count in zip(bands, counts, strict=True)
    ]
    return [_sentence(words.say("digest.zones", zones=", ".join(listed)))]


def _excluded(rating: Rating, name: Name, words: Catalogue) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for out in rating.excluded:
        reason = reason_text(out.reason, words).strip().rstrip(".")
        reasons.setdefault(reason, []).append(name(out.page, out.region, out.platform))
    if not reasons:
        return []
    groups = sorted(reasons.items(), key=lambda group: -len(group[1]))
    listed = [
        words.say("digest.excluded.group", pages=_listed(pages, words), reason=reason)
        for reason, pages in groups[:MOST_NAMES]
    ]
    said = words.say("digest.excluded", n=len(rating.excluded), groups="; ".join(listed))
    more = sum(len(pages) for _reason, pages in groups[MOST_NAMES:])
    return [_sentence(said + (words.say("digest.excluded.more", n=more) if more else ""))]


def _absent(rating: Rating, words: Catalogue) -> list[str]:
    networks: dict[str, list[str]] = {}
    for region, platform in rating.absent:
        networks.setdefault(platform_label(platform), []).append(region)
    return [
        _sentence(words.say("digest.absent", platform=platform, n=len(regions), regions=_listed(regions, words)))
        for platform, regions in sorted(networks.items())
    ]


def _moves(rating: Rating, movement: Movement, names: Sequence[str], name: Name, words: Catalogue) -> list[str]:
    """Return the change of the leaders, how many rose and fell, the most of them, the new and the gone."""
    moves = movement.moves
    rose = [i for i in range(len(rating)) if _went(movement, i) > 0]
    fell = [i for i in range(len(rating)) if _went(movement, i) < 0]
    same = sum(move.state == "same" for move in moves)
    period = movement.previous.edition.period
    sentences = [_change(rating, movement, league, names, words) for league in rating.leagues]
    if rose or fell or same:
        up, down = (sum(move.state == state for move in moves) for state in ("up", "down"))
        told = words.say("digest.moves.against", period=period) if period else ""
        pages = words.say("count.pages", n=up)
        sentences.append(_sentence(told + words.say("digest.moves", up=pages, down=down, same=same)))
    horse = _dark_horse(rating, movement, rose)
    if horse is not None:
        move, place = moves[horse], int(rating.places[horse])
        kind = "digest.dark_horse.new" if move.previous is None else "digest.dark_horse"
        said = words.say(kind, n=move.by, page=names[horse], old=move.previous, new=place)
        sentences.append(_sentence(said))
    for kind, found in (("rises", rose), ("falls", fell)):
        most = _most(found, moves)
        others = [i for i in most if i != horse]
        if others:
            listed = [
                words.say("digest.from_to", page=names[i], old=moves[i].previous, new=int(rating.places[i]))
                for i in others
            ]
            kind = kind if others == most else "rises.other"
            sentences.append(_sentence(words.say(f"digest.{kind}", n=len(others), pages=_listed(listed, words))))
    sentences += _came_and_went(rating, movement, names, name, words)
    return [sentence for sentence in sentences if sentence]


def _came_and_went(rating: Rating, movement: Movement, names: Sequence[str], name: Name, words: Catalogue) -> list[str]:
    sentences = []
    for state in ("new", "returned"):
        came = [i for i, move in enumerate(movement.moves) if move.state == state]
        listed = [words.say("digest.placed", page=names[i], place=int(rating.places[i])) for i in came]
        if came:
            sentences.append(_sentence(words.say(f"digest.{state}", n=len(came), pages=_listed(listed, words))))
    gone = sorted(movement.left, key=lambda out: out.previous)
    listed = [
        words.say("digest.placed.before", page=name(out.page, out.region, out.platform), place=out.previous)
        for out in gone
    ]
    if gone:
        sentences.append(_sentence(words.say("digest.gone", n=len(gone), pages=_listed(listed, words))))
    return sentences


def _went(movement: Movement, page: int) -> int:
    """Return by how many places a page moved; 0 where only the coming and going of others moved it."""
    by = movement.moves[page].by
    if movement.common is None:
        return by
    among = movement.common[page]
    return by if among is not None and among.by * by > 0 else 0


def _most(pages: Iterable[int], moves: Sequence[Move]) -> list[int]:
    """Return the pages that moved most, at most three; none where equal moves make it unclear which three."""
    ranked = sorted(pages, key=lambda i: (-abs(moves[i].by), i))
    for count in range(min(_TOP, len(ranked)), 0, -1):
        if len(ranked) == count or abs(moves[ranked[count]].by) < abs(moves[ranked[count - 1]].by):
            return ranked[:count]
    return []


def _change(rating: Rating, movement: Movement, league: str, names: Sequence[str], words: Catalogue) -> str:
    """Return whether a league's first place has changed hands."""
    old = movement.previous
    if league not in old.leagues:
        return ""
    pairs = match_pages(old.pages, rating.pages)
    now = [i for i in rating.leagues[league] if rating.places[i] == 1]
    before = [i for i in old.leagues[league] if old.places[i] == 1]
    if len(now) > MOST_NAMES or len(before) > MOST_NAMES:
        return ""
    leaders = _named(now, names, words)
    if {pairs[i] for i in now} == set(before):
        said = words.say("digest.leader.same", n=len(now), pages=leaders)
    else:
        new_name = {pair: names[i] for i, pair in enumerate(pairs) if pair is not None}
        tell = _namer(old, None)
        page = old.pages
        was = [new_name.get(i) or tell(page.names[i], page.regions[i], page.platforms[i]) for i in before]
        said = words.say("digest.leader.changed", n=len(now), old=_listed(was, words), pages=leaders)
    return _sentence(f"{platform_label(league)}: {said}" if len(rating.leagues) > 1 else said)


def _dark_horse(rating: Rating, movement: Movement, rose: Sequence[int]) -> int | None:
    """Return the surprise: the best new page in the top third of its league, else the one biggest climb."""
    moves, places = movement.moves, rating.places
    high = [
        i
        for pages in rating.leagues.values()
        for i in pages
        if moves[i].state == "new" and int(places[i]) * 3 <= len(pages)
    ]
    new = sum(move.state == "new" for move in moves)
    if high and new * 3 <= len(rating):  # where most are new, none of them is a surprise
        best = min(int(places[i]) for i in high)
        found = [i for i in high if places[i] == best]
    else:
        most = max((moves[i].by for i in rose), default=0)
        found = [i for i in rose if moves[i].by == most >= _CLIMB]
    return found[0] if len(found) == 1 else None
