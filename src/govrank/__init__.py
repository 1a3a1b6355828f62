"""govrank: rates official social-media pages by places, penalty points and zones.

>>> import govrank
>>> rating = govrank.rate_file("examples/july.xlsx")
>>> rating.table.loc[0, "region"], int(rating.totals[0])
('Атырауская область', 19)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govrank.methodology.file import load_methodology as load_methodology
    from govrank.methodology.rules import Methodology as Methodology
    from govrank.population.file import load_population as load_population
    from govrank.population.table import PopulationTable as PopulationTable
    from govrank.problem import CommandError as CommandError
    from govrank.problem import DataError as DataError
    from govrank.problem import GovrankError as GovrankError
    from govrank.problem import OutputError as OutputError
    from govrank.problem import Problem as Problem
    from govrank.rating import Rating as Rating
    from govrank.rating import rate_file as rate_file
    from govrank.rating import rate_frames as rate_frames
    from govrank.sentences import problem_text as problem_text

_HOMES = {
    "CommandError": "problem",
    "DataError": "problem",
    "GovrankError": "problem",
    "Methodology": "methodology.rules",
    "OutputError": "problem",
    "PopulationTable": "population.table",
    "Problem": "problem",
    "Rating": "rating",
    "load_methodology": "methodology.file",
    "problem_text": "sentences",
    "load_population": "population.file",
    "rate_file": "rating",
    "rate_frames": "rating",
}
__all__ = sorted(_HOMES)  # the table above is the only list of names


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: `govrank --help` must not wait for pandas."""
    if name not in _HOMES:
        raise AttributeError(f"module 'govrank' has no attribute {name!r}")
    return getattr(import_module(f"govrank.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
