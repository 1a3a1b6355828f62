"""The proof: every value, place and total once more, by live formulas from the counts, with TRUE where they agree.

The formulas name cells of the sheet and nothing else. They do what the rating does: one division of products of
whole numbers, so that a spreadsheet program gets the same floating-point number; places by counting how many
pages of the league are better; totals by SUMPRODUCT with the weights above.

A spreadsheet program takes numbers for equal that agree in some fifteen digits, the rating compares quotients
exactly. Where that makes a difference the cell has the rating's own figure, and a dash in place of TRUE.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from govrank.export.cells import letters, texts_width
from govrank.export.columns_of import points_column
from govrank.export.spreadsheet import BOLD, FIGURE, HEADING, PLAIN, TEXT, Column, Formula, Sheet, Style
from govrank.language import Catalogue
from govrank.measure import EXACT, Measured
from govrank.methodology import COUNTBACK, Indicator, Methodology, Term
from govrank.pages import BoolArray, Count
from govrank.platforms import platform_label
from govrank.rank import Array
from govrank.rating import Rating
