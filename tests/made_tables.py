"""Tables made by hand, row by row, for tests of the outputs that render them."""

from inside import Table, plain_table, text_column


def table_of_rows(rows, headings, *, numeric=(), brief=(), roles=(), colors=(), title="", more=0) -> Table:
    """Return a table whose values are its texts, each row of one colour; the roles default to the headings."""
    columns = []
    for n, heading in enumerate(headings):
        role = roles[n] if roles else heading.casefold()
        kind = "figure" if numeric and numeric[n] else role if role in ("page", "zone", "line") else "text"
        column = text_column(role, heading, [row[n] for row in rows], kind)
        columns.append(column.showing(column.texts, brief=brief[n] if brief else "", colors=colors))
    return plain_table(title, columns, more)
