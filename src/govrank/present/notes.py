"""The lines below the tables: what the headings mean, by which rules, who is left out, absent or gone."""

from __future__ import annotations

from collections.abc import Mapping

from govrank.absent import absent_parts
from govrank.compare import Move, Movement
from govrank.digest.phrases import league_key
from govrank.display_names import on_network, says_network, shown_name
from govrank.figures import number_text
from govrank.language import Catalogue
from govrank.methodology.rule_values import COUNTBACK
from govrank.pages import usual_name
from govrank.platforms import platform_label
from govrank.present.cell_texts import short_label
from govrank.present.rules import footnote_text, index_formula, league_text
from govrank.present.titles import methodology_title, population_title
from govrank.rating import Rating
from govrank.sentences import count_name, problem_message, reason_text


def legend_line(rating: Rating, words: Catalogue, *, numbered: bool = False) -> str:
    """Return what the short headings of the points mean."""
    measures = rating.methodology.measures
    weighted = not rating.methodology.is_index and any(measure.weight != 1 for measure in measures)
    if not numbered and not weighted and not any(measure.short for measure in measures):
        return ""  # the headings say it all
    parts = [
        f"{n if numbered else short_label(i, words)} = {i.says(words.lang)}"
        + (f" ×{i.weight}" if weighted and i.weight != 1 else "")
        for n, i in enumerate(measures, 1)
    ]
    kind = "rating.legend.index" if rating.methodology.is_index else "rating.legend"
    return words.say(kind, legend=", ".join(dict.fromkeys(parts)))


def rules_line(rating: Rating, words: Catalogue) -> str:
    """Return the rules for ties, missing figures and zones, and the population table, in one line."""
    methodology = rating.methodology
    broken = ""
    if methodology.tie_break:
        labels: Mapping[str, str] = {i.key: i.says(words.lang) for i in methodology.measures}
        keys = [
            words.say("rules.tie_break.countback") if key == COUNTBACK else labels[key] for key in methodology.tie_break
        ]
        broken = words.say("rules.tie_break", keys=", ".join(keys))
    zones = ""
    if methodology.zones:
        worst = sorted({int(possible) for possible in rating.worst.tolist()})
        shares = [
            words.say("rules.zone", sign=band.sign, label=band.says(words.lang), upto=band.upto).strip()
            for band in methodology.zones
        ]
        zones = words.say(
            "rules.zones.index" if methodology.is_index else "rules.zones",
            worst=", ".join(number_text(w, words.lang) for w in worst[:3]),
            zones=", ".join(shares),
        )
        if any(len(pages) == 1 for pages in rating.leagues.values()):
            zones += " " + words.say("rules.zones.alone")
    edition = rating.edition
    population = ""
    if edition.population:
        kind = "rules.population.dated" if edition.population_date else "rules.population"
        population = words.say(kind, name=population_title(edition, words), date=edition.population_date)
    line = words.say(
        "rules.line",
        title=methodology_title(rating, words),
        name=methodology.name,
        version=methodology.version,
        ties=words.say("rules.index", formula=index_formula(methodology, words), source=methodology.source)
        if methodology.is_index
        else words.say(f"rules.ties.{methodology.ties}"),
        place_ties=words.say(f"rules.place_ties.{methodology.place_ties}"),
        tie_break=broken,
        missing=words.say(f"rules.missing.{methodology.missing}"),
        zones=zones,
        population=population,
    )
    line = f"{line} {league_text(methodology, words)} {engaged_text(rating, words)}"
    return " ".join(f"{line} {footnote_text(methodology, words)}".split())


def engaged_text(rating: Rating, words: Catalogue) -> str:
    """Return what stands in for engaged users where the file does not count them; an empty text where it does."""
    parts = rating.pages.sums.get("engaged", ())
    if not parts or not rating.methodology.uses("engaged"):
        return ""
    said = " + ".join(count_name(part, words) for part in parts)
    return words.say("rules.engaged", parts=f" ({said})" if len(parts) > 1 else "")


def excluded_lines(rating: Rating, words: Catalogue) -> list[str]:
    """Return who is left out and why, a line each."""
    lines = []
    for out in rating.excluded:
        page = shown_name(out.page, out.platform)
        network = platform_label(out.platform)
        named = page == usual_name(out.region, network)  # its name says both
        where = "" if named else ", ".join(part for part in (out.region, network) if part)
        lines.append(f"{page}{f' ({where})' if where else ''}: {reason_text(out.reason, words)}")
    return lines


def absent_line(rating: Rating, words: Catalogue) -> str:
    """Return which region has no page on which network; an empty text where all have."""
    parts = [f"{platform}: {', '.join(regions)}" for platform, regions in sorted(absent_parts(rating).items())]
    return words.say("rating.absent") + "; ".join(parts).removesuffix(".") + "." if parts else ""


def movement_lines(rating: Rating, movement: Movement, words: Catalogue) -> list[str]:
    """Return what the moves are against, whose name or league is another, who left, and why unlike editions pass."""
    lines = [words.say("move.against", period=movement.previous.edition.period)]
    if movement.common is not None:
        lines[0] += " " + words.say(league_key("move.common", movement))
    by_region = movement.matches.by_region
    if by_region:
        said = "; ".join(_renamed_texts(rating, movement, words))
        lines.append(words.say("move.by_region", n=len(by_region), pages=said))
    switched = _switched_texts(rating, movement, words)
    if switched:
        lines.append(words.say("move.switched.note", sign=Move("switched").text, pages="; ".join(switched)))
    if movement.left:
        lines.append(words.say("move.left", pages="; ".join(left_texts(movement, words))))
    lines += [words.say("move.forced", why=problem_message(problem, words)) for problem in movement.forced]
    return lines


def left_texts(movement: Movement, words: Catalogue) -> list[str]:
    """Return the pages that left, each with its network, its last place and, of several, the league of that."""
    label = movement.previous.methodology.league_label
    return [
        words.say(
            league_key("move.left.page", movement),
            page=out.page,
            platform=platform_label(out.platform),
            place=out.previous,
            league=label(out.league),
        )
        if out.platform and not says_network(out.page, out.platform)
        else words.say(
            league_key("digest.placed.before", movement),
            page=shown_name(out.page, out.platform),
            place=out.previous,
            league=label(out.league),
        )
        for out in movement.left
    ]


def _renamed_texts(rating: Rating, movement: Movement, words: Catalogue) -> list[str]:
    old, pairs = movement.previous.pages, movement.matches.pairs
    return [
        words.say(
            "move.by_region.page",
            before=shown_name(old.names[pair], old.platforms[pair]),
            now=shown_name(rating.pages.names[i], rating.pages.platforms[i]),
        )
        for i in movement.matches.by_region
        if (pair := pairs[i]) is not None
    ]


def _switched_texts(rating: Rating, movement: Movement, words: Catalogue) -> list[str]:
    label, pages = movement.previous.methodology.league_label, rating.pages
    return [
        words.say(
            "move.switched.page",
            page=on_network(pages.names[i], pages.platforms[i], "{} · {}"),
            place=move.previous,
            league=label(move.league),
        )
        for i, move in enumerate(movement.moves)
        if move.state == "switched"
    ]
