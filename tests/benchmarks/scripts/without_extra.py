"""govrank as it is where the extra `large` is not installed."""

import sys

sys.modules["polars"] = None

from govrank.__main__ import main  # noqa: E402  # polars must be gone first

main()
