"""How often the statements of `robustness` about chance hold in simulated months: the figures of examples/chance.md.

    python tests/benchmarks/coverage.py [--months 1000] [--draws 1000] [apart|close|alike …]

A made-up month has 25 pages, each with followers, a population, 8 to 119 posts, and a mean number of interactions a
post. Posts differ as much as their mean (a geometric distribution). The truth is each page's place by its mean total
over many such months; a set is right where it holds it. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import statistics
from dataclasses import replace

import numpy as np
import pandas as pd

from govrank.analysis.chance import compare_counts, measure_chance
from govrank.pipeline import rate_frames

PAGES = 25
MONTHS = 4000  # of which a true mean is taken


def ranks(values: np.ndarray) -> np.ndarray:
    return 1 + (values[..., None, :] > values[..., :, None]).sum(axis=-1)


class World:
    """The true pages: `apart`, as different as in the example; `close`, nearly equal; or `alike`."""

    def __init__(self, kind: str, random: np.random.Generator) -> None:
        self.random = random
        spread = {"apart": 1.1, "close": 0.25, "alike": 0}[kind]
        self.followers = np.exp(random.normal(9.5, 1.2, PAGES)).astype(int) + 200
        self.population = np.exp(random.normal(13.6, 0.45, PAGES)).astype(int)
        self.posts = random.integers(8, 120, PAGES)
        if kind == "alike":  # identical pages: only chance differs
            self.followers, self.population = 10_000 + np.arange(PAGES), 700_000 + np.arange(PAGES)
            self.posts = np.full(PAGES, 40)
        self.mean = np.exp(random.normal(4.2, spread, PAGES))
        if kind == "apart":
            self.mean *= (self.followers / self.followers.mean()) ** 0.4

    def totals(self, interactions: np.ndarray) -> np.ndarray:
        """Return totals of the rules `akimats`, shape (months, pages), without govrank."""
        known = ranks(self.followers) + ranks(self.followers / self.population)
        per_post = interactions / self.posts
        moved = (interactions, per_post, interactions / self.population, per_post / self.followers)
        return known + sum(ranks(values) for values in moved)

    def months(self, number: int) -> np.ndarray:
        """Return interactions of so many months: a sum of geometric posts is negative binomial."""
        return self.random.negative_binomial(self.posts, 1 / (1 + self.mean), (number, PAGES))

    def true_places(self) -> np.ndarray:
        return ranks(-np.concatenate([self.totals(self.months(MONTHS // 8)) for _ in range(8)]).mean(axis=0))


def measure(kind: str, months: int, draws: int) -> None:
    random = np.random.default_rng(20200731)
    tables, firsts, shares, next_months, widths, chances, tests = [], [], [], [], [], [], []
    for month in range(months):
        world = World(kind, random)
        posts = [
            random.geometric(1 / (1 + mean), number) - 1 for mean, number in zip(world.mean, world.posts, strict=True)
        ]
        frame = pd.DataFrame(
            {
                "page": [f"Page {n}" for n in range(PAGES)],
                "region": [f"Region {n}" for n in range(PAGES)],
                "platform": "vk",
                "followers": world.followers,
                "population": world.population,
                "posts": world.posts,
                "interactions": [int(own.sum()) for own in posts],
            }
        )
        rating = rate_frames(frame)
        order = [int(name.split()[1]) for name in rating.pages.names]
        rating = replace(rating, pages=replace(rating.pages, posts=[posts[n] for n in order]))
        (league,) = measure_chance(rating, draws, month).leagues
        true, other = world.true_places()[order], ranks(-world.totals(world.months(1)))[0][order]
        held = [own.set_low <= int(place) <= own.set_high for own, place in zip(league.pages, true, strict=True)]
        tables.append(all(held))
        shares.append(statistics.mean(held))
        firsts.append({*np.flatnonzero(true == 1).tolist()} <= {*league.first})
        next_months.append(
            statistics.mean(own.low <= int(place) <= own.high for own, place in zip(league.pages, other, strict=True))
        )
        widths.append(statistics.mean(own.high - own.low + 1 for own in league.pages))
        chances.append(statistics.mean(own.set_high - own.set_low + 1 for own in league.pages))
        # counts as counts: Poisson by the same true means
        expected = world.mean * world.posts
        _sure, sets = compare_counts(random.poisson(expected).tolist())
        below = (expected[None, :] > expected[:, None] * (1 + 1e-9)).sum(axis=1) + 1
        last = PAGES - (expected[None, :] < expected[:, None] * (1 - 1e-9)).sum(axis=1)
        tests.append(
            all(bool(low <= worst and best <= high) for (low, high), best, worst in zip(sets, below, last, strict=True))
        )
    print(
        f"{kind}: {months} months; all sets of a table right in {100 * statistics.mean(tables):.1f} %, single sets in "
        f"{100 * statistics.mean(shares):.2f} %, the true first among those that may be first in "
        f"{100 * statistics.mean(firsts):.1f} %; another month's place within the interval of chance in "
        f"{100 * statistics.mean(next_months):.1f} %; mean width {statistics.mean(widths):.1f} and "
        f"{statistics.mean(chances):.1f} places; all pair tests of counts right in "
        f"{100 * statistics.mean(tests):.1f} %",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", nargs="*", default=["apart", "close", "alike"])
    parser.add_argument("--months", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=1000)
    asked = parser.parse_args()
    for kind in asked.what:
        measure(kind, asked.months, asked.draws)


if __name__ == "__main__":
    main()
