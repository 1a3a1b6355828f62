"""The example as an article and as a page."""

from editions import example
from rendered import published


def july(form):
    """Return July with its movement against June in a format."""
    rating, movement = example()
    return lambda lang: published(rating, form, lang, movement)
