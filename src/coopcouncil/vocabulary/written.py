"""A written document as neutral values: paragraphs in reading order, their runs, and the changes tracked in them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Change(StrEnum):
    """What a tracked change does to a run or to the end of a paragraph."""

    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Tracked:
    """One tracked change. `author` is "" where the file does not say; `moved` is for text that was moved, not typed."""

    change: Change
    author: str
    at: datetime | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look, and the changes it stands in, outermost first: put in by one author, struck by another."""

    text: str
    bold: bool = False
    strike: bool = False
    tracked: tuple[Tracked, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenParagraph:
    """A paragraph.

    `level` is 0 outside a list, else 1, 2, ...; `closed` tells that it ends a table cell, a text box or the document,
    so that no change can join it to what follows; `end` are the changes of the mark that ends it.
    """

    runs: tuple[Run, ...]
    style: str = ""
    level: int = 0
    is_heading: bool = False
    in_table: bool = False
    closed: bool = False
    end: tuple[Tracked, ...] = ()

    @property
    def text(self) -> str:
        """All its text, whether put in, struck out or neither."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """The paragraphs of a document, and notes in words on what was left out of them or read in another way."""

    paragraphs: tuple[WrittenParagraph, ...]
    notes: tuple[str, ...] = ()

    @property
    def has_changes(self) -> bool:
        """Whether any change is tracked in it."""
        return any(each.end or any(run.tracked for run in each.runs) for each in self.paragraphs)
