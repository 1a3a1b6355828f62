"""As many random numbers as `robustness` ranks, sorted: 6 indicators, PAGES DRAWS."""

import sys

import numpy as np

pages, draws = map(int, sys.argv[1:])
part = np.random.default_rng(1).random((50, 6, pages))  # six indicators
for _ in range(draws // 50):
    np.sort(part, axis=2)
