"""Text on a picture: which font has its letters, how wide it is, where its lines break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from govrank.reports.sentences import shown_text

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font


FONT = "DejaVu Sans"  # comes with matplotlib; has Cyrillic with the Kazakh letters, arrows and signs
LINE = 1.3  # height of a line, in font sizes
BASELINE = 0.98  # where letters stand, from the top of the line, in font sizes

# Where names have letters that DejaVu lacks. Colour fonts are not here: matplotlib cannot draw them.
_OTHER_FONTS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Noto Sans SC", "Noto Sans JP", "Noto Sans KR",
    "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback", "Microsoft YaHei", "SimSun", "Yu Gothic",
    "Malgun Gothic", "PingFang SC", "Hiragino Sans GB", "Arial Unicode MS", "Noto Emoji", "Symbola",
    "Segoe UI Symbol", "Apple Symbols", "Noto Sans Symbols", "Noto Sans Symbols 2", "FreeSans", "Unifont",
)  # fmt: skip
_NO_LETTER = "□"
# a line may also break behind a dash or a slash, but not between a sign and its word, nor before a middle dot
_PIECES = re.compile(r" +|(?:[^\w ]{1,3} (?=\w))?(?:[^ \-–—/]+[\-–—/]*|[\-–—/]+)(?: ·(?= ))?")
_GOOD_CUTS = "_.,:;@#|&=?"


class Lettering:
    """Fonts, measures and line breaks; sizes are in the picture's unit."""

    def __init__(self) -> None:
        from matplotlib import get_data_path

        folder = Path(get_data_path(), "fonts", "ttf")
        self._paths = {False: str(folder / "DejaVuSans.ttf"), True: str(folder / "DejaVuSans-Bold.ttf")}
        self._advances: dict[tuple[str, bool], float] = {}
        self._families: dict[str, str | None] = {}
        self._wrapped: dict[tuple[str, float, float, bool], list[str]] = {}

    def shown(self, text: str) -> str:
        """Return a text as it can be drawn: control characters as signs, a box for what no font has."""
        text = shown_text(text)
        return text if all(self._has(letter) for letter in text) else "".join(map(self._drawable, text))

    def _has(self, letter: str) -> bool:
        return letter.isascii() or _char_index(self._paths[False], letter)

    def _drawable(self, letter: str) -> str:
        if self._has(letter):
            return letter
        if 0x2400 <= ord(letter) < 0x2420:  # Unicode's pictures of control codes: ␛ as ^[
            return "^" + chr(ord(letter) - 0x2400 + 0x40)
        if 0xFE00 <= ord(letter) <= 0xFE0F:  # variation selectors have no look of their own
            return ""
        return letter if self._family(letter) else _NO_LETTER

    def _family(self, letter: str) -> str | None:
        """Return an installed font that has a letter which DejaVu lacks."""
        if letter not in self._families:
            script = unicodedata.name(letter, "").split(" ")[0].title()
            candidates = (f"Noto Sans {script}", *_OTHER_FONTS)
            fonts = _installed()
            self._families[letter] = next(
                (name for name in candidates if name in fonts and _char_index(fonts[name], letter)), None
            )
        return self._families[letter]

    def font(self, text: str, size: float, *, bold: bool = False) -> FontProperties:
        """Return the font of a text that `shown` has made; with fallbacks only where it needs them."""
        from matplotlib.font_manager import FontProperties

        others = {self._family(letter) for letter in text if not self._has(letter)}
        if not others:
            return FontProperties(fname=self._paths[bold], size=size)
        families = [FONT, *sorted(family for family in others if family)]
        return FontProperties(family=families, size=size, weight="bold" if bold else "normal")

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return how wide a text is: the sum of its letters, which kerning only makes narrower."""
        advances = self._advances
        total = 0.0
        for letter in text:
            advance = advances.get((letter, bold))
            total += self._advance(letter, bold) if advance is None else advance
        return total * size

    def _advance(self, letter: str, bold: bool) -> float:
        path = self._paths[bold]
        if not self._has(letter):
            family = self._family(letter)
            path = _installed()[family] if family else path
        font = _font(path)
        font.set_size(100, 72)
        advance: float = font.load_char(ord(letter)).linearHoriAdvance / 65536 / 100  # from 16.16 fixed point
        self._advances[letter, bold] = advance
        return advance

    def widest_piece(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the width of the widest part that a line break would not divide."""
        return max((self.width(piece, size, bold=bold) for piece in _PIECES.findall(text)), default=0.0)

    def narrowest(self, texts: Iterable[str], lines: int, size: float, *, share: float = 1) -> int:
        """Return the least width in which a share of the texts take no more than so many lines each."""
        measured = [
            [(self.width(piece, size), piece.isspace()) for piece in _PIECES.findall(text)] for text in set(texts)
        ]
        may_be_longer = len(measured) - ceil(len(measured) * share)
        low, high = 1, 1 + int(max((sum(wide for wide, _space in pieces) for pieces in measured), default=0))
        while low < high:
            middle = (low + high) // 2
            if sum(_line_count(pieces, middle) > lines for pieces in measured) > may_be_longer:
                low = middle + 1
            else:
                high = middle
        return high

    def wrapped(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """Return a text as lines that are no wider than `width`; a word that is wider goes on in the next."""
        known = self._wrapped.get((text, width, size, bold))
        if known is None:
            known = self._wrapped[text, width, size, bold] = self._wrap(text, width, size, bold)
        return known

    def _wrap(self, text: str, width: float, size: float, bold: bool) -> list[str]:
        lines: list[str] = []
        line, used = "", 0.0
        for piece in _PIECES.findall(text):
            wide = self.width(piece, size, bold=bold)
            if used + wide <= width or piece.isspace():
                line, used = line + piece, used + wide
                continue
            if line.strip():
                lines.append(line.strip())
            while wide > width:
                cut = self._cut(piece, width, size, bold)
                lines.append(piece[:cut])
                piece = piece[cut:]
                wide = self.width(piece, size, bold=bold) if len(piece) < 1000 else width + 1
            line, used = piece, wide
        return [*lines, line.strip()] if line.strip() or not lines else lines

    def _cut(self, word: str, width: float, size: float, bold: bool) -> int:
        """Return how many letters of a word fit: up to a mark in it if one is near, never before an accent."""
        used, cut = 0.0, 0
        for letter in word:
            used += self.width(letter, size, bold=bold)
            if used > width:
                break
            cut += 1
        cut = max(cut, 1)
        good = max(word.rfind(mark, cut // 2, cut) for mark in _GOOD_CUTS) + 1
        if good:
            return good
        while cut > 1 and cut < len(word) and unicodedata.combining(word[cut]):
            cut -= 1
        return cut


def _line_count(pieces: Iterable[tuple[float, bool]], width: float) -> int:
    """Return into how many lines pieces break; a word that is divided is taken to fill its lines."""
    lines, used = 1, 0.0
    for wide, space in pieces:
        if used + wide > width and not space:
            parts = ceil(wide / width)
            lines += parts if used else parts - 1
            used = wide - (parts - 1) * width
        else:
            used += wide
    return lines


@cache
def _installed() -> dict[str, str]:
    """Return the installed fonts by their names, of each the one nearest to regular."""
    from matplotlib.font_manager import fontManager

    found: dict[str, tuple[tuple[bool, int, str], str]] = {}
    for entry in fontManager.ttflist:
        weight = entry.weight if isinstance(entry.weight, int) else 400
        rank = (entry.style != "normal", abs(weight - 400), entry.fname)
        if entry.name not in found or rank < found[entry.name][0]:
            found[entry.name] = (rank, entry.fname)
    return {name: path for name, (_rank, path) in found.items()}


def _font(path: str) -> FT2Font:
    from matplotlib.font_manager import get_font

    return get_font(path)


@cache
def _char_index(path: str, letter: str) -> bool:
    return _font(path).get_char_index(ord(letter)) != 0
