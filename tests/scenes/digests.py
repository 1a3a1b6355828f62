"""The digest of small editions; the example as an article and as a page."""

from digests import EDITIONS, made, sentences
from editions import example
from rendered import published


def small(lang):
    """Return what each of the small editions says."""
    for name in EDITIONS:
        rating, movement = made(name)
        yield f"# {name}"
        yield from sentences(rating, lang, movement)


def july(form):
    """Return July with its movement against June in a format."""
    rating, movement = example()
    return lambda lang: published(rating, form, lang, movement)
