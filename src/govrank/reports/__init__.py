"""What each result's tables are: typed columns, notes and paragraphs, the same for every output."""
