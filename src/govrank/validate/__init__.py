"""From a table of cells to pages with typed counts; every problem at once."""
