"""Where amendments cannot all be made. A collision is decided by a person; until then the base text stands there."""

from dataclasses import dataclass
from enum import StrEnum

from coopcouncil.rules.motions.merging.amendments import Paragraphs
from coopcouncil.rules.motions.merging.changes import Arrival


class Kind(StrEnum):
    """What the amendments disagree on."""

    WORDS = "words"  # the same words of one paragraph
    PARAGRAPHS = "paragraphs"  # whether a paragraph stands, or what stands in its place
    PLACE = "place"  # where a paragraph goes


@dataclass(frozen=True, slots=True)
class Rival:
    """One way to have the contested part, and the `amendments` that want it.

    `part` is what would stand there; `moves` are the paragraphs it takes away to another gap, as (paragraph, gap).
    """

    amendments: tuple[str, ...]
    part: tuple[Arrival, ...]
    moves: tuple[tuple[int, int], ...] = ()

    @property
    def texts(self) -> Paragraphs:
        """The new text of the contested part, without the paragraphs moved in from elsewhere."""
        return tuple(each.text for each in self.part if each.moved is None)


@dataclass(frozen=True, slots=True)
class Collision:
    """Amendments that want different things of base paragraphs `first` up to `last` (counted from 0).

    Of words, it is about the tokens `start` to `end` of paragraph `first`. `base` is the contested part as it stands.
    `readings` are the paragraphs as each of `amendments`, in the same order, would have them; empty when struck out.
    """

    kind: Kind
    first: int
    last: int
    start: int
    end: int
    base: Paragraphs
    rivals: tuple[Rival, ...]
    amendments: tuple[str, ...]
    readings: Paragraphs

    @property
    def paragraph(self) -> int:
        """The number of its first paragraph as people count, from 1."""
        return self.first + 1

    def rival_of(self, amendment: str) -> Rival | None:
        """What this amendment wants here, or None if it has no part in the collision."""
        return next((rival for rival in self.rivals if amendment in rival.amendments), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """A person's decision on a collision: one amendment's text, words of their own, or, with neither, the base text."""

    amendment: str | None = None
    words: Paragraphs | None = None


KEEP_BASE = Choice()


@dataclass(frozen=True, slots=True)
class Decision:
    """A collision and what was chosen. Who chose, and when, is for the record to hold."""

    collision: Collision
    choice: Choice
