"""A result in a format, through the registry, as commands write it."""

import io

from inside import FORMATS, EditionResult
from said import words


def rendered(result, key, lang="en"):
    """Return a result's text in a format, its bytes if binary, or its files if there may be several."""
    how = FORMATS[key]
    if how.several:
        return how.files(result, words(lang))
    stream = io.BytesIO() if how.binary else io.StringIO()
    how.write(result, words(lang), stream)
    return stream.getvalue()


def published(rating, key, lang="en", movement=None, robustness=None, **shown):
    """Return a rating as `export` writes it."""
    shown = {"indicators": True, "digest": True, **shown}
    return rendered(EditionResult(rating, movement, robustness, **shown), key, lang)
