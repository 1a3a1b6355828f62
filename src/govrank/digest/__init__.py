"""A rating in sentences, in the language's grammar."""
