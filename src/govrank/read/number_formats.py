"""Number formats of a workbook that show other digits than a cell holds."""

from __future__ import annotations

import re

_PARTS = re.compile(r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^]]*)\]|(?P<plain>.)', re.DOTALL)
_CURRENCY = "$"  # what a bracket with a literal begins with: [$₸-43F]
_MULTIPLIERS = frozenset(("k", "к", "тыс", "мың", "m", "м", "млн", "000"))


def shows_other_digits(code: str) -> bool:
    r"""Say whether a number above 0 is shown with other digits than it has: with some in quotes, scaled, or not at all.

    Rounding, grouping, units and percent are usual.

    >>> [shows_other_digits(code) for code in ('0"000"', '"-"0', ";;;", "0.0,", "#,##0", '0" чел."', "0.0%")]
    [True, True, True, True, False, False, False]
    """
    literals, plain = [""], ""
    for part in _PARTS.finditer(code):
        if part["plain"] == ";":
            break  # what follows is for other numbers
        if part["plain"] is not None:
            plain += part["plain"]
            literals.append("")
        elif (bracket := part["bracket"]) is not None:
            literals.append(bracket[1:].partition("-")[0] if bracket.startswith(_CURRENCY) else "")
        else:
            literals[-1] += part["quoted"] or part["escaped"] or ""
    if "general" in plain.casefold() or "@" in plain:
        plain = "0"
    if not code.strip():
        return False
    if re.match(r"\s*-", plain) or (re.search("[1-9]", plain) and "/" not in plain):
        return True
    if not re.search("[0#?]", plain) or re.search("[0#?],+(?![0#?,])", plain):
        return True
    return any(
        re.search(r"\d|[-\u2212\u2013]", text) or text.strip(" .\u00a0").casefold() in _MULTIPLIERS for text in literals
    )
