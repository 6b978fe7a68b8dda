"""A motion's text as paragraphs, and plain text as lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


class ParagraphRole(StrEnum):
    """What a paragraph is in a motion, in words."""

    HEADER = "header"  # the meeting, the item, who moves and seconds
    LEGEND = "legend"  # how additions and deletions are marked
    HEADING = "heading"  # "This Council notes:"
    ITEM = "item"  # what the council notes or welcomes
    CLAUSE = "resolves clause"
    SUB_ITEM = "sub-item"
    ADVICE = "advice"  # the Monitoring Officer's note
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of one version.

    `id` is stable: a paragraph keeps it in later versions. `level` is 0 for what is no list item, 1 for an item, 2 for
    an item of an item. `text` is plain, without list marks.
    """

    id: str
    level: int
    role: ParagraphRole
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A plain text, a paragraph a line: the texts of the lines, and what ends each ("" only for the last)."""

    texts: tuple[str, ...]
    ends: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The text these lines were split from, character for character."""
        return "".join(text + end for text, end in zip(self.texts, self.ends, strict=True))


def split_lines(text: str) -> Lines:
    """The lines of a text. A line ends with a line feed, a carriage return, or both; a last end starts no new line."""
    found = [match.groups() for match in _LINE.finditer(text)]
    if found[-1] == ("", ""):
        found.pop()
    return Lines(tuple(text for text, _ in found), tuple(end for _, end in found))


def plain_paragraphs(texts: Sequence[str]) -> tuple[Paragraph, ...]:
    """Paragraphs for plain texts, numbered from p1."""
    return tuple(Paragraph(f"p{place}", 0, ParagraphRole.TEXT, text) for place, text in enumerate(texts, start=1))
