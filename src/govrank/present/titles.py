"""What a table is of: the methodology's title, the period, the league."""

from __future__ import annotations

from govrank.edition import Edition
from govrank.language import Catalogue
from govrank.methodology.rule_values import label_in
from govrank.rating import Rating
from govrank.sentences import count_name


def rating_title(rating: Rating, words: Catalogue) -> str:
    """Return the title of an edition: the methodology's and the period."""
    title, period = methodology_title(rating, words), rating.edition.period
    return words.say("rating.title", title=title, period=period) if period else title


def table_title(rating: Rating, words: Catalogue, league: str = "") -> str:
    """Return the title of the final table: the edition's, of several leagues the one."""
    title = rating_title(rating, words)
    if len(rating.leagues) > 1:
        title += f" · {words.say('rating.league', league=rating.methodology.league_label(league))}"
    return title


def population_title(edition: Edition, words: Catalogue) -> str:
    """Return what the population table is called; where it is a column of the pages' file, the file and that column."""
    if edition.population_file is None:
        return edition.population or ""
    column = count_name("population", words)
    return words.say("rules.population.column", file=edition.population_file, column=column)


def methodology_title(rating: Rating, words: Catalogue) -> str:
    """Return the rules' title in a language, their name where they have none."""
    methodology = rating.methodology
    return label_in(methodology.title, words.lang) if methodology.title else methodology.name
