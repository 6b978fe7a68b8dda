"""A text as people edit it in a page: a paragraph a line, an item of a list with a dash, as motions are sent."""

import re
from collections.abc import Iterable, Sequence

from coopcouncil.rules.motions.marked_text import read_marked
from coopcouncil.rules.motions.paragraphs import Paragraph, split_lines
from coopcouncil.rules.motions.successors import succeed
from coopcouncil.rules.motions.written_text import as_lines

BREAK = "\u23ce"  # stands for a line break inside a paragraph, which has none of its own in a field of lines
_ENDS = re.compile(r"\r\n|\r|\n")


def to_lines(paragraphs: Iterable[Paragraph]) -> str:
    """The paragraphs as lines."""
    return "\n".join(map(_line, paragraphs))


def read_lines(given: str, base: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs that somebody made of `base`, which stood there as lines; empty lines are none.

    A line left alone is the very paragraph of the base, to the character.
    """
    left_alone = {_line(each).strip(): each.text for each in base}
    read = read_marked(given)
    levels = {each.id: each for each in read.after}
    full = [line for line in read.lines if line.role is not None]
    source = [
        Paragraph(found.id, found.level, found.role, left_alone.get(line.raw.strip(), found.text.replace(BREAK, "\n")))
        for place, line in enumerate(full, start=1)
        if (found := levels.get(f"p{place}")) is not None
    ]
    return succeed(base, [each.text for each in source], [source])


def own_words(given: str) -> tuple[str, ...]:
    """Words to stand in place of others, a paragraph a line; empty lines at the end are none."""
    texts = [text.replace(BREAK, "\n") for text in split_lines(given).texts]
    while texts and not texts[-1].strip():
        texts.pop()
    return tuple(texts)


def own_lines(texts: Sequence[str]) -> str:
    """The same, as a field holds it."""
    return "\n".join(_ENDS.sub(BREAK, text) for text in texts)


def _line(paragraph: Paragraph) -> str:
    return _ENDS.sub(BREAK, as_lines([paragraph]))
