"""What a report to a committee is: sections of blocks. What is not known is a block of its own, never left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Run:
    """Words, linked to `href` where it is not empty."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, each of runs; they are numbered."""

    paragraphs: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence. `sha256` is its fingerprint; an address that is not public is never printed."""

    title: str
    kind: str
    shows: str
    snapshot: str = ""
    sha256: str = ""
    address: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """What was promised, where it stands in words, the evidence for that, what is missing, and what else is told."""

    words: str
    state: str
    evidence: tuple[Proof, ...] = ()
    gaps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed figure in a sentence, with its coverage and the snapshot and query that give it again.

    `value` is the figure unrounded, where it is known: what is computed again is held against it.
    """

    sentence: str
    coverage: str
    snapshot: str
    query: str
    value: str = ""


class Alignment(StrEnum):
    """Where the cells of a column stand; figures stand right."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head, each as long as it. `alignment` is one for each column, or empty: all left.

    Raises ValueError where the lengths differ.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    alignment: tuple[Alignment, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a table that could not be drawn."""
        if not self.head:
            raise ValueError(f"The table “{self.caption}” has no head.")
        for place, row in enumerate(self.rows, start=1):
            if len(row) != len(self.head):
                raise ValueError(
                    f"Row {place} of the table “{self.caption}” has {len(row)} cells, its head {len(self.head)}."
                )
        if self.alignment and len(self.alignment) != len(self.head):
            raise ValueError(f"The table “{self.caption}” needs one alignment for each column, or none.")

    def aligned(self) -> tuple[Alignment, ...]:
        """One alignment for each column."""
        return self.alignment or (Alignment.LEFT,) * len(self.head)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing by `papers.charts` and the table of the same figures; `words` say what it shows."""

    svg: str
    words: str
    table: Table


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing, in words: "not stated", "no evidence yet". It is drawn as a gap."""

    words: str


Block = Prose | Statement | Figure | Table | Chart | Gap


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its blocks; one with none says that nothing is written."""

    heading: str
    blocks: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. What is empty or None in its head is printed as not stated."""

    title: str
    committee: str
    council: str
    sections: tuple[Section, ...]
    meeting_at: datetime | None = None
    item_number: str = ""
    author: str = ""
