"""Which pages of a rating a name means, as people write it."""

from __future__ import annotations

from govrank.gazetteer import known_regions
from govrank.pages import Pages
from govrank.problem import CommandError
from govrank.rating import Rating
from govrank.spelling import look_alike_key, similar_names


def find_pages(rating: Rating, name: str) -> list[int]:
    """Return the indexes of the pages that a name means: one page may live on several networks.

    A name is the page's, or its region's, or either with the network, as in `Акимат … · facebook`.

    Raises:
        CommandError: there is none; the near names are in the error.
    """
    wanted = look_alike_key(name)
    pages = rating.pages
    for spellings in (_full_names(pages), [[n] for n in pages.names], [[r] for r in pages.regions]):
        found = [i for i, names in enumerate(spellings) if any(look_alike_key(text) == wanted for text in names)]
        if found:
            return found
    regions = known_regions(name)
    if len(regions) == 1:
        known_at = {region: known_regions(region) for region in set(pages.regions) if region}
        found = [i for i, region in enumerate(pages.regions) if known_at.get(region) == regions]
        if found:
            return found
    for excluded in rating.excluded:
        who = (excluded.page, excluded.region, *_with_network(excluded.page, excluded.region, excluded.platform))
        if wanted in map(look_alike_key, who) or (len(regions) == 1 and known_regions(excluded.region) == regions):
            raise CommandError("page-left-out", name=name)
    full = [text for names in _full_names(pages) for text in names[:2]]
    known = list(dict.fromkeys([*pages.names, *(region for region in pages.regions if region), *full]))
    raise CommandError("no-such-page", name=name, near=similar_names(name, known), known=known[:2])


def _full_names(pages: Pages) -> list[list[str]]:
    return [_with_network(*who) for who in zip(pages.names, pages.regions, pages.platforms, strict=True)]


def _with_network(name: str, region: str, platform: str) -> list[str]:
    return [f"{name} · {platform}", f"{region} · {platform}", f"{name}, {platform}", f"{name} ({platform})"]
