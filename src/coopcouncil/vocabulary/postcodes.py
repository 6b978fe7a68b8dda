"""Postcodes: their one written form, and the outcode in front.

Shapes are those of BS 7666 as Royal Mail publishes them: outcode of two to four characters, incode of a digit and
two letters that are never C, I, K, M, O or V.
"""

import re

_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][ABD-HJLNP-UW-Z]{2})\b")


def written_postcode(text: str | None) -> str | None:
    """The last postcode in `text` as 'CB1 2AB', or None when it holds none ('XX0 0XX' is a withheld one)."""
    if not text:
        return None
    found = _POSTCODE.findall(text.upper())
    if not found or found[-1][0] == "XX0":
        return None
    return " ".join(found[-1])


def outcode(postcode: str) -> str:
    """The part before the space: 'CB1' of 'CB1 2AB'."""
    return postcode.partition(" ")[0]
