"""One file a format, each from a rating."""
