"""Words, numbers and names as a reader of a language writes them."""
