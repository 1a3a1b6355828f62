"""The digest: what a rating says, in sentences, as an author would write them above the tables.

Sentences come from the numbers alone. Names stand in them in the nominative and as the file has them: a name
cannot be declined, and making it safe to show is the work of the output.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from govrank.absent import absent_parts
from govrank.compare import Movement
from govrank.digest.indicator_sentences import sentences_of_indicator
from govrank.digest.move_sentences import sentences_of_moves
from govrank.digest.phrases import MOST_NAMES, counted_text, league_sentence, list_text, pages_text, sentence_text
from govrank.display_names import Name, namer, page_names
from govrank.figures import number_text, points_text
from govrank.language import Catalogue
from govrank.platforms import platform_label
from govrank.rating import Rating
from govrank.sentences import reason_text

_TOP = 3  # places, the pages of which are named


def digest_sentences(rating: Rating, words: Catalogue, movement: Movement | None = None) -> list[str]:
    """Return what an edition says, a sentence each, in the order of an article.

    First the number of pages and the leaders, then the moves where there is an edition before, each
    indicator's leader and who misses its thresholds, the zones, and who is left out or absent.
    """
    name = namer(rating, movement)
    names = page_names(rating, movement)
    sentences = _leaders(rating, names, words)
    if movement is not None:
        sentences += sentences_of_moves(rating, movement, names, name, words)
    for indicator in rating.methodology.measures:
        sentences += sentences_of_indicator(rating, indicator, names, words)
    if len(rating) > 1:
        sentences += _zones(rating, words)
    return sentences + _excluded(rating, name, words) + _absent(rating, words)


def _leaders(rating: Rating, names: Sequence[str], words: Catalogue) -> list[str]:
    if len(rating) == 1:
        return [sentence_text(words.say("digest.single", page=names[0]))]
    labels = [platform_label(platform) for platform in rating.pages.platforms if platform]
    networks = sorted(Counter(labels).items(), key=lambda network: (-network[1], network[0]))
    size = words.say("digest.pages", n=len(rating), number=number_text(len(rating), words.lang))
    if len(networks) > 1:
        listed = [
            words.say("digest.pages.network", platform=label, number=number_text(count, words.lang))
            for label, count in networks
        ]
        size += f": {', '.join(listed)}"
    return [sentence_text(size), *(_podium(rating, league, names, words) for league in rating.leagues)]


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
    return league_sentence(rating, league, said)


def _score(rating: Rating, total: float, words: Catalogue, *, each: bool = False) -> str:
    """Return a total with what it counts: 19 points, an index of 411.49."""
    if rating.methodology.is_index:
        return words.say("digest.index", number=number_text(total, words.lang, 2))
    return counted_text("digest.points.each" if each else "digest.points", total, words)


def _total(rating: Rating, page: int, words: Catalogue) -> str:
    total = rating.totals[page].item()
    return number_text(total, words.lang, 2) if rating.methodology.is_index else points_text(total, words.lang)


def _zones(rating: Rating, words: Catalogue) -> list[str]:
    bands = rating.methodology.zones
    if not bands:
        return []
    counts = [int((rating.bands == index).sum()) for index in range(len(bands))]
    listed = [
        words.say("digest.zone", label=band.says(words.lang), pages=words.say("count.pages", n=count))
        for band, count in zip(bands, counts, strict=True)
    ]
    return [sentence_text(words.say("digest.zones", zones=", ".join(listed)))]


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
