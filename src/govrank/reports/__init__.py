"""The tables of each result: typed columns, notes and paragraphs, the same for every output."""
