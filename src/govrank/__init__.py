"""govrank: rates official social-media pages by places, penalty points and zones.

>>> import govrank
>>> rating = govrank.rate_file("examples/july.xlsx")
>>> rating.table.loc[0, "region"], int(rating.totals[0])
('Атырауская область', 19)
"""

from __future__ import annotations

TYPE_CHECKING = False  # checkers take it for typing's, whose import would come before an interrupt can be caught

if TYPE_CHECKING:
    from govrank.methodology.load import load_methodology as load_methodology
    from govrank.methodology.models import Methodology as Methodology
    from govrank.pipeline import rate_file as rate_file
    from govrank.pipeline import rate_frames as rate_frames
    from govrank.population.tables import PopulationTable as PopulationTable
    from govrank.population.tables import load_population as load_population
    from govrank.problems import CommandError as CommandError
    from govrank.problems import DataError as DataError
    from govrank.problems import GovrankError as GovrankError
    from govrank.problems import OutputError as OutputError
    from govrank.problems import Problem as Problem
    from govrank.reports.sentences import problem_text as problem_text
    from govrank.scoring.rating import Rating as Rating

_HOMES = {
    "CommandError": "problems",
    "DataError": "problems",
    "GovrankError": "problems",
    "Methodology": "methodology.models",
    "OutputError": "problems",
    "PopulationTable": "population.tables",
    "Problem": "problems",
    "Rating": "scoring.rating",
    "load_methodology": "methodology.load",
    "problem_text": "reports.sentences",
    "load_population": "population.tables",
    "rate_file": "pipeline",
    "rate_frames": "pipeline",
}
__all__ = sorted(_HOMES)  # the table above is the only list of names


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: `govrank --help` must not wait for pandas."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'govrank' has no attribute {name!r}")
    return getattr(import_module(f"govrank.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
