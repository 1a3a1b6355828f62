"""The head of every output: which edition it is, where its figures are from, how to read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from govrank.packaged import VERSION
from govrank.reports.table import Block, Heading, Line, Table
from govrank.reports.wording import population_title, rating_title, total_heading
from govrank.scoring.rating import Edition, Rating
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import points_text
from govrank.text.period import date_text, period_text


def shown_periods(editions: Iterable[Rating], words: Catalogue) -> list[str]:
    """Return the periods of editions in a language."""
    return [period_text(rating.edition.period, words) for rating in editions]


def origin_line(rating: Rating, words: Catalogue) -> str:
    """Return where the figures are from and when they were collected; an empty text if unknown."""
    return _origin(rating.edition, rating.edition.source, words)


def source_line(editions: Sequence[Rating], words: Catalogue) -> str:
    """Return the source of the figures of one or more editions, or the files if unknown, and what rated them."""
    last = editions[-1].edition
    files = dict.fromkeys(source.name for rating in editions for source in rating.edition.sources)
    return f"{_origin(last, last.source or ', '.join(files), words)} {words.say('head.rated', version=VERSION)}"


def _origin(edition: Edition, source: str, words: Catalogue) -> str:
    parts = [words.say("head.source", source=source)] if source else []
    parts += [words.say("head.collected", date=date_text(edition.collected, words))] if edition.collected else []
    return " ".join(part.removesuffix(".") + "." for part in parts)


def head_lines(rating: Rating, words: Catalogue, league: str | None = None) -> tuple[str, ...]:
    """Return the lines below the title: how to read it and, if known, where the figures are from."""
    return tuple(filter(None, (how_to_read(rating, words, league), origin_line(rating, words))))


def paper_head(rating: Rating, words: Catalogue) -> list[Block]:
    """Return the head of a report: its title, how to read it, and where its figures are from."""
    lines = [source_line([rating], words)]
    if rating.edition.population:
        lines.append(words.say("rules.population", name=population_title(rating.edition, words)))
    return [
        Heading(rating_title(rating, words)),
        Line(how_to_read(rating, words), "kicker"),
        Line(" ".join(lines), "kicker"),
    ]


def under_one_head(rating: Rating, tables: Iterable[Table], words: Catalogue) -> list[Table]:
    """Return final tables for an output with `head_lines`: a league only repeats its zones if they differ."""
    if bounds_differ(rating, words):
        return [
            replace(table, notes=(how_to_read(rating, words, league),))
            for table, league in zip(tables, rating.leagues, strict=True)
        ]
    return [replace(table, notes=()) for table in tables]


def how_to_read(rating: Rating, words: Catalogue, league: str | None = None) -> str:
    """Return one line on what wins, and where the zones end.

    The bounds are those of one league; without one they are given if all leagues have the same.
    """
    scoring = rating.scoring
    if scoring.highest_wins:
        said = words.say("read.highest", total=total_heading(rating, words))
    else:
        weighted = any(scoring.times(measure) != 1 for measure in rating.methodology.measures)
        said = words.say("read.fewest.weighted" if weighted else "read.fewest")
    leagues = [*rating.leagues] if league is None else [league]
    bounds = {_bounds_text(rating, one, words) for one in leagues}
    return " ".join([said, *bounds]).strip() if len(bounds) == 1 else said


def bounds_differ(rating: Rating, words: Catalogue) -> bool:
    """Return whether the zones' bounds differ between leagues, so that each must state its own."""
    return len({_bounds_text(rating, league, words) for league in rating.leagues}) > 1


def _bounds_text(rating: Rating, league: str, words: Catalogue) -> str:
    zones, pages = rating.scoring.zones, rating.leagues[league]
    if zones.relative and len(pages) == 1:
        return words.say("rules.zones.alone") if rating.methodology.zones else ""
    worst = int(rating.worst_possible[pages.start])
    parts: list[str] = []
    for band, bound in zones.bounds(worst):
        label = band.says(words.lang)
        zone = label.removesuffix(f" {words.say('read.zone.word')}")
        which = "last" if bound is None else "next" if parts or zone == label else "first"
        said = "" if bound is None else points_text(float(bound), words.lang)
        parts.append(words.say(f"read.{zones.key}.{which}", zone=zone, label=label, bound=said))
    if not parts:
        return ""
    said = words.say(f"read.{zones.key}", zones=", ".join(parts), worst=points_text(worst, words.lang))
    return said[:1].upper() + said[1:]
