"""A text written out as lines that `marked_text.read_marked` reads again, and a clean copy of one."""

from collections.abc import Iterable

from coopcouncil.rules.motions.marked_text import LEVEL_INDENT
from coopcouncil.rules.motions.paragraphs import Paragraph, ParagraphRole


def as_lines(paragraphs: Iterable[Paragraph]) -> str:
    """The text, a paragraph a line; an item of a list begins with a dash, set in by its level."""
    return "\n".join(f"{_list_mark(each.level)}{each.text}" for each in paragraphs)


def _list_mark(level: int) -> str:
    return " " * (LEVEL_INDENT * (level - 1)) + "- " if level else ""


def without_legend(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs for a clean copy, in which nothing is marked that a legend would explain."""
    return tuple(each for each in paragraphs if each.role is not ParagraphRole.LEGEND)
