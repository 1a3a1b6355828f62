"""Small ratings of pages a, b, c … and the cards of their pages."""

from govrank import Methodology, rate_frames
from inside import explain_page, find_pages
from tables import frame_of


def rules(*indicators, **options):
    filled = [{"label": i["key"], "of": [i["key"]]} | i for i in indicators]
    return Methodology.model_validate({"name": "small", "version": "1", "indicators": filled} | options)


def rated(rows, methodology, **options):
    return rate_frames(frame_of(rows), methodology=methodology, **options)


def card(rating, name):
    (page,) = find_pages(rating, name)
    return explain_page(rating, page)


def step(rating, name, count):
    return next(step for step in card(rating, name).steps if step.count == count)


def pages(**columns):
    """Return rows of pages a, b, c … from columns of counts."""
    length = len(next(iter(columns.values())))
    return [{"page": "abcdefgh"[n]} | {name: column[n] for name, column in columns.items()} for n in range(length)]


SMALL = rules(
    {"key": "followers", "weight": 2},
    {"key": "per_post", "of": ["interactions"], "per": ["posts"], "zones": {"green_from": 3, "red_below": 2.5}},
    {"key": "hours", "direction": "lower"},
    norms=[{"indicator": "per_post", "by": "followers", "bands": [{"from": 60, "low": 4}]}],
)
# followers  a 1, b 2, c 3 (×2) · per post 3, 5, 2: b 1, a 2, c 3 · hours, fewest first: c 1, a 2, b 3
# totals: a 2+2+2 = 6, b 4+1+3 = 8, c 6+3+1 = 10
ROWS = pages(followers=[100, 80, 50], interactions=[30, 40, 20], posts=[10, 8, 10], hours=[5, 9, 4])
