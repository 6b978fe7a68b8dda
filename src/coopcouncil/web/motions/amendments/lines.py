"""A text as people edit it in a page: a paragraph a line."""

import re
from collections.abc import Sequence

from coopcouncil.rules.motions.paragraphs import split_lines

BREAK = "\u23ce"  # stands for a line break inside a paragraph, which has none of its own in a field of lines


def to_lines(paragraphs: Sequence[str]) -> str:
    """The paragraphs as lines."""
    return "\n".join(re.sub(r"\r\n|\r|\n", BREAK, text) for text in paragraphs)


def from_lines(given: str) -> tuple[str, ...]:
    """The paragraphs of what somebody wrote; empty lines at its end are none."""
    texts = [text.replace(BREAK, "\n") for text in split_lines(given).texts]
    while texts and not texts[-1].strip():
        texts.pop()
    return tuple(texts)


def like(paragraphs: Sequence[str], base: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs, with the empty ones at the base's end, which no field of lines shows."""
    kept = len(base)
    while kept and not base[kept - 1].strip():
        kept -= 1
    return (*paragraphs, *base[kept:])
