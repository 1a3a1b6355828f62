"""A table of texts with named columns and nothing checked yet, as the parts of the validation get it."""

from govrank import Methodology
from inside import ErrorValue as ErrorValue
from inside import ProblemCollector, Source, names_of_rows, recogniser, resolve_columns, table_from_rows
from inside import Uncalculated as Uncalculated


def rules(*counts, **options):
    """Return a methodology that ranks by each of these counts, a text, or by quotients, a pair of texts."""
    indicators = [
        {"key": f"i{n}", "of": [of], "per": [*per]}
        for n, (of, *per) in enumerate((count,) if isinstance(count, str) else count for count in counts)
    ]
    return Methodology.model_validate({"name": "own", "version": "1", "indicators": indicators} | options)


class Rows:
    """A table, its columns, its names and the problems found so far."""

    def __init__(self, text, methodology, league="", cells=None, **options):
        cells = cells or [line.split(",") for line in text.strip().splitlines()]
        self.methodology = methodology
        self.table = table_from_rows(cells, Source("own.csv", ""), None)
        self.columns = resolve_columns(
            self.table,
            methodology,
            league,
            recogniser(methodology, league),
            own_population="population" in cells[0],
            days=None,
        )
        self.checked = ProblemCollector(self.table, **options)
        self.names = names_of_rows(self.table, self.columns, self.checked, methodology, league, needed=True)

    @property
    def found(self):
        return [(problem.code, problem.row, problem.column) for problem in self.checked.problems()]
