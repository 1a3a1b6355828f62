"""A small edition in words: a card, a comparison, the robustness of the places."""

from dataclasses import replace

from analysed import SMALL, as_text, edition, july_edition, july_movement, july_robustness
from cards import explain_page
from inside import card_report, movement_report, robustness_report, rules_line
from said import words


def small(lang):
    rating, catalogue = july_edition(), words(lang)
    worst = SMALL.model_copy(update={"ties": "max"})
    behind = edition("july", ("Abai", "Абай", "vk", 9, 9, 1), ("Dawn", "Абай", "ok", 7, 2, 1), methodology=worst)
    for title, report in (
        ("the card of the first", card_report(rating, explain_page(rating, 0), catalogue)),
        ("the card of the second", card_report(rating, explain_page(rating, 1), catalogue)),
        ("a card where to draw level gains nothing", card_report(behind, explain_page(behind, 1), catalogue)),
        ("a comparison", movement_report(rating, july_movement(), catalogue)),
        ("robustness", robustness_report(rating, july_robustness(), catalogue)),
    ):
        yield f"# {title}"
        yield from as_text(report, lang).splitlines()
    mapped = replace(rating.edition, columns={"followers": "Fan Count", "region": "Where"})
    yield from ("# rules with a mapping", rules_line(replace(rating, edition=mapped), catalogue))
