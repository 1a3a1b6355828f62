"""What small editions say; the example as an article and as a page."""

from digests import EDITIONS, made, story
from editions import example
from rendered import published


def small(lang):
    """Return what each of the small editions says, part by part."""
    for name in EDITIONS:
        told = story(*made(name), lang)
        yield f"# {name}"
        yield from (f"{part}: {' '.join(said)}" for part, said in _parts(told) if any(said))


def _parts(told):
    yield "headline", [told.headline]
    for part in ("lead", "moves", "bottom"):
        yield part, getattr(told, part)
    for key, comment in told.comments.items():
        yield key, [comment]
    yield "facts", [fact for fact in told.facts if fact not in (*told.moves, *told.bottom)]


def july(form):
    """Return July with its movement against June in a format."""
    rating, movement = example()
    return lambda lang: published(rating, form, lang, movement)
