"""Pages that stand in a file twice."""

from __future__ import annotations

from collections.abc import Sequence

from govrank.validate.checked import Checked
from govrank.validate.columns import Columns
from govrank.validate.row_names import Names


def find_duplicates(names: Names, keys: Sequence[str], columns: Columns, checked: Checked) -> None:
    """Add to `checked` each row whose region, network and name another row above has; rows that are left out have none.

    Args:
        keys: shape (rows,), the key of each row's region.
    """
    folded = [*map(str.casefold, names.page)]
    for i in names.unnamed:
        folded[i] = ""  # known by its region, however that is spelled, and its network
    if len(set(folded)) == len(folded):
        return  # every page has a name of its own, as in a large file
    rows = list(zip(keys, names.platform, folded, strict=True))
    if len(set(rows)) == len(rows):
        return
    first: dict[tuple[str, str, str], int] = {}
    column = next(name for name in ("page", "region", "platform") if name in columns)
    at = columns.at[column]
    for i, row in enumerate(rows):
        if i in checked.aside:
            continue
        nameless = any((i, name) in checked.wrong for name in ("region", "platform", "page"))
        if i in names.out or nameless or first.setdefault(row, i) == i:
            continue
        other = first[row]
        checked.add("duplicate-page", i, at, column, page=names.page[i], row=int(checked.table.rows[other]))
        # neither row can be trusted where the two disagree, so with --skip-invalid both are left out
        if other not in checked.bad:
            checked.bad[other] = checked.table.problem(
                "duplicate-page", other, at, column, page=names.page[other], row=int(checked.table.rows[i])
            )
