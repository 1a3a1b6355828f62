"""A rating as pictures for publication: each table, and the totals as bars, in PNG, SVG or PDF."""

from __future__ import annotations

import re

from govrank.analysis.compare import Movement
from govrank.formats.course_picture import MOST_ROWS, render_course
from govrank.formats.drawing import How, Picture
from govrank.formats.encoding import drawing_tools, encode_pages, encode_picture
from govrank.formats.lettering import Lettering
from govrank.formats.table_picture import is_wide, slim_table, table_pictures
from govrank.formats.totals_picture import totals_pictures
from govrank.methodology.models import Measure
from govrank.packaged import VERSION
from govrank.problems import CommandError
from govrank.reports.rating import INDICATOR_SIGNS, final_tables, indicator_tables
from govrank.reports.results import EditionResult, Result, TrendResult
from govrank.reports.wording import (
    engaged_text,
    excluded_lines,
    footnote_text,
    legend_line,
    movement_lines,
    population_title,
    rules_line,
    table_title,
)
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import decimals_for, number_text
from govrank.text.spelling import similar_names

_MOST_EXCLUDED = 5  # named with their reasons; of more only the number is said
_LONGEST_NAME = 60


def image_names(rating: Rating) -> dict[str, str]:
    """Return what can be drawn: its name → "final", "totals" or an indicator's key; "all" is all of them."""
    names = {"final": "final", "totals": "totals"}
    taken = {*names, "all", *(key.casefold() for key in rating.methodology.keys)}
    for key in rating.methodology.keys:
        name = key
        if key.casefold() in ("final", "totals", "all"):  # a methodology may call an indicator so
            while name.casefold() in taken:
                name = f"indicator-{name}"
        names[name] = key
    return names


def files(result: Result, words: Catalogue, key: How) -> dict[str, bytes]:
    """Return the pictures of a rating by what they show, or the course of a trend."""
    if isinstance(result, TrendResult):
        return {"trend": render_course(result.trend, words, key)}
    if isinstance(result, EditionResult):
        return render_images(result.rating, words, key, result.table, result.movement)
    return {}


def render_images(
    rating: Rating,
    words: Catalogue,
    how: How,
    table: str = "all",
    movement: Movement | None = None,
    top: int | None = None,
) -> dict[str, bytes]:
    """Return the pictures of a rating as files: name → bytes, the same bytes for the same rating.

    A PDF is one file under the name `table`, with a page a picture. PNG and SVG are a file a picture under
    "final", "totals" and the indicators' keys; with several leagues "final-<league>"; and a table of more
    than a hundred rows is divided: "final-1", "final-2".

    Args:
        table: one of `image_names`, or "all".
        top: how many rows of each table are shown; None shows all.

    Raises:
        CommandError: `no-such-table`; `too-many-for-images` with more than `MOST_ROWS` rows;
            `no-images-extra` where matplotlib is not installed.
    """
    names = image_names(rating)
    if table != "all" and table not in names:
        known = [*names, "all"]
        raise CommandError("no-such-table", name=table, near=similar_names(table, known), known=known)
    rows = sum(len(pages[:top]) for pages in rating.leagues.values())
    if rows > MOST_ROWS:
        raise CommandError("too-many-for-images", n=rows, most=MOST_ROWS)
    with drawing_tools() as lettering:
        pictures = draw_pictures(rating, words, table, movement, top, lettering)
        if how == "pdf":
            return {table: encode_pages(list(pictures.values()), lettering)}
        return {name: encode_picture(picture, how, lettering) for name, picture in pictures.items()}


def draw_pictures(
    rating: Rating,
    words: Catalogue,
    table: str,
    movement: Movement | None,
    top: int | None,
    lettering: Lettering,
) -> dict[str, Picture]:
    """Return one table's pictures, or those of all, by their names."""
    names = image_names(rating)
    pictures: dict[str, Picture] = {}
    for name in names if table == "all" else [table]:
        for league, parts in _by_league(rating, words, name, names[name], movement, top, lettering).items():
            stem = f"{name}-{_file_part(league)}" if len(rating.leagues) > 1 else name
            for n, picture in enumerate(parts, 1):
                pictures[_unused(f"{stem}-{n}" if len(parts) > 1 else stem, pictures)] = picture
    return pictures


def _by_league(
    rating: Rating,
    words: Catalogue,
    name: str,
    key: str,
    movement: Movement | None,
    top: int | None,
    lettering: Lettering,
) -> dict[str, list[Picture]]:
    """Return what one name stands for, league by league."""
    ends = [*_excluded_notes(rating, words), _source_line(rating, words)]
    notes: dict[str, list[str]] = {}
    for league, pages in rating.leagues.items():
        more = len(pages) - len(pages[:top])
        notes[league] = [words.say("rating.more", n=more)] if more else []
    if name == "totals":
        return {
            league: totals_pictures(
                rating, words, league, pages[:top], [*notes[league], rules_line(rating, words), *ends], lettering
            )
            for league, pages in rating.leagues.items()
        }
    if name == "final":
        said = [rules_line(rating, words), *(movement_lines(rating, movement, words) if movement is not None else [])]
        tables = [slim_table(drawn, lettering) for drawn in final_tables(rating, words, top, movement)]
        brief = any(is_wide(drawn, lettering) for drawn in tables)
        said.insert(0, legend_line(rating, words, numbered=brief))
        if brief:
            tables = [drawn.brief() for drawn in tables]
        return {
            league: table_pictures(drawn, "", [*notes[league], *said, *ends], lettering)
            for league, drawn in zip(rating.leagues, tables, strict=True)
        }
    indicator = rating.methodology.measure(key)
    said = _indicator_notes(rating, indicator, words)
    tables = [slim_table(drawn, lettering) for drawn in indicator_tables(rating, key, words, top)]
    return {
        league: table_pictures(drawn, table_title(rating, words, league), [*notes[league], *said, *ends], lettering)
        for league, drawn in zip(rating.leagues, tables, strict=True)
    }


def _indicator_notes(rating: Rating, indicator: Measure, words: Catalogue) -> list[str]:
    """Return what the zones of one indicator's table mean, in which order it stands, and the norm."""
    rules = indicator.zones
    parts = []
    green, red = (rules.green_from, rules.red_below) if rules else (None, None)
    for zone, bound, other in (("green", green, red), ("red", red, green)):
        if bound is None:
            rest = "" if other is None else ".rest"
            parts.append(words.say(f"image.{zone}.third{rest}", sign=INDICATOR_SIGNS[zone]))
        else:
            value = number_text(bound, words.lang, decimals_for([bound]))
            if indicator.unit:
                value += f" {indicator.unit}"
            parts.append(words.say(f"image.{zone}.{indicator.direction}", sign=INDICATOR_SIGNS[zone], value=value))
    zones = words.say("image.zones", green=parts[0], red=parts[1], sign=INDICATOR_SIGNS["white"])
    line = f"{zones} {words.say(f'rules.ties.{rating.methodology.ties}')}"
    edition = rating.edition
    if "population" in (*indicator.of, *indicator.per) and edition.population:
        kind = "rules.population.dated" if edition.population_date else "rules.population"
        line += " " + words.say(kind, name=population_title(edition, words), date=edition.population_date)
    norm = next((norm for norm in rating.methodology.norms if norm.indicator == indicator.key), None)
    if norm is not None:
        line += f" {words.say('image.norm')}"
    of = rating.methodology.footnote_of
    used = (*indicator.of, *indicator.per)
    footnote = footnote_text(rating.methodology, words) if not of or of in used else ""
    engaged = engaged_text(rating, words) if "engaged" in used else ""
    return [said for said in (line, engaged, footnote) if said]


def _excluded_notes(rating: Rating, words: Catalogue) -> list[str]:
    out = excluded_lines(rating, words)
    if not out:
        return []
    said = "; ".join(out) if len(out) <= _MOST_EXCLUDED else words.say("count.pages", n=len(out))
    return [f"{words.say('rating.excluded')} {said}."]


def _source_line(rating: Rating, words: Catalogue) -> str:
    files = ", ".join(source.name for source in rating.edition.sources)
    return words.say("image.source", files=files, version=VERSION)


def _file_part(text: str) -> str:
    """Return a league's name as a part of a file's name.

    >>> _file_part("../VK & Telegram"), _file_part("Облысы №1")
    ('VK-Telegram', 'Облысы-1')
    """
    return re.sub(r"[\W_]+", "-", text).strip("-")[:_LONGEST_NAME] or "league"


def _unused(name: str, used: dict[str, Picture]) -> str:
    """Return a name that no other picture has, on file systems that ignore letter case too."""
    taken = {other.casefold() for other in used}
    n, free = 2, name
    while free.casefold() in taken:
        free, n = f"{name}-{n}", n + 1
    return free
