"""The rules of a rating: what they may say, and the files they are read from."""
