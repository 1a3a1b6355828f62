"""Reading: files that a human hand has touched become tables of cells, each with its address."""
