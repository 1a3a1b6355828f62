"""`python -m govrank`."""

from govrank.cli import main

main()
