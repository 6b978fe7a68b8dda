"""What a redline is made of: runs of text that stay, come in, or go out."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Mark(StrEnum):
    """What happens to a run of text."""

    EQUAL = "eq"
    INSERTED = "ins"
    DELETED = "del"


class Segment(NamedTuple):
    """A run of text and what happens to it."""

    mark: Mark
    text: str


Segments = tuple[Segment, ...]


def joined(parts: Iterable[tuple[Mark, str]]) -> Segments:
    """The segments for these parts: neighbours of one mark are one segment, empty ones are left out."""
    found: list[tuple[Mark, list[str]]] = []
    for mark, text in parts:
        if not text:
            continue
        if found and found[-1][0] is mark:
            found[-1][1].append(text)
        else:
            found.append((mark, [text]))
    return tuple(Segment(mark, "".join(texts)) for mark, texts in found)


def old_text(segments: Iterable[Segment]) -> str:
    """The text before: what stays and what goes out."""
    return "".join(text for mark, text in segments if mark is not Mark.INSERTED)


def new_text(segments: Iterable[Segment]) -> str:
    """The text after: what stays and what comes in."""
    return "".join(text for mark, text in segments if mark is not Mark.DELETED)
