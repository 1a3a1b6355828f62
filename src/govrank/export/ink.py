"""The colour of letters on a colour."""

from __future__ import annotations


def ink_on(color: str) -> str:
    """Return black or white, whichever is read better on a colour; the contrast is never below 4.5 : 1.

    >>> ink_on("#c6efce"), ink_on("#1f5a99")
    ('#000000', '#ffffff')
    """
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    # relative luminance of WCAG 2; 0.179 is where white and black are equally readable
    return "#000000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else "#ffffff"
