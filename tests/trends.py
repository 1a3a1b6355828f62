"""Trends written as the pages of each edition, best first."""

import pandas as pd

from editions import parse_methodology
from govrank import rate_frames
from inside import trend_of

REACH = parse_methodology(
    'name = "r"\nversion = "1"\n[[indicators]]\nkey = "r"\nlabel = "Reach"\nof = ["reach"]', "r.toml"
)


def followed(*places, by="", platforms=None, region="", least=1):
    """Return the trend of editions that are written as their pages, best first."""
    ratings = []
    for n, pages in enumerate(places, 1):
        frame = pd.DataFrame({"page": list(pages), "reach": range(len(pages), 0, -1)})
        if platforms:
            frame["platform"] = [platforms[page] for page in pages]
        if region:
            frame["region"] = region
        ratings.append(rate_frames(frame, methodology=REACH, period=f"2020-{n:02d}", by=by))
    return trend_of(ratings, least)


def many(count, months=12):
    """Return the trend of pages that take turns, a step in each month."""
    names = [f"Акимат области №{n}" for n in range(count)]
    return followed(*([*names[month:], *names[:month]] for month in range(months)))
