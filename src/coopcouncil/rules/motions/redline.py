"""What changed between two versions of a text: paragraph by paragraph, then word by word.

The law of the redline: rejecting every change gives the old paragraphs, accepting every change gives the new ones,
character for character.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coopcouncil.rules.motions.alignment import Alignment, align
from coopcouncil.rules.motions.segments import Mark, Segment, Segments, joined, new_text, old_text
from coopcouncil.rules.motions.tokens import count_words
from coopcouncil.rules.motions.word_changes import changed_words


class Status(StrEnum):
    """What happens to a paragraph."""

    EQUAL = "equal"
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class RedlineParagraph:
    """A paragraph of a redline.

    `old` and `new` are its places (from 0) in the two versions, None where it has none. A paragraph that moves stands
    in two places: where it was, wholly deleted, and where it is, wholly inserted; `counterpart` is then its place in
    the other version, and `within`, where it is now, tells the words that changed on the way.
    """

    status: Status
    segments: Segments
    old: int | None
    new: int | None
    counterpart: int | None = None
    within: Segments = ()

    @property
    def edits(self) -> Segments:
        """The changes to count and to read: those inside for what moved, else its segments."""
        return self.within if self.status is Status.MOVED else self.segments


@dataclass(frozen=True, slots=True)
class Counts:
    """How many runs of words come in and go out, and how many words they hold. What only moves is not counted."""

    insertions: int
    inserted_words: int
    deletions: int
    deleted_words: int


@dataclass(frozen=True, slots=True)
class Redline:
    """Every paragraph of both versions, in the order to read them."""

    paragraphs: tuple[RedlineParagraph, ...]

    @property
    def counts(self) -> Counts:
        """Insertions and deletions; those of white space alone count as none."""
        edits = [each for paragraph in self.paragraphs for each in paragraph.edits]
        come = [count_words(text) for mark, text in edits if mark is Mark.INSERTED]
        gone = [count_words(text) for mark, text in edits if mark is Mark.DELETED]
        return Counts(sum(map(bool, come)), sum(come), sum(map(bool, gone)), sum(gone))


def redline(old: Sequence[str], new: Sequence[str]) -> Redline:
    """The redline between two versions, each given as the texts of its paragraphs."""
    return Redline(tuple(_paragraphs(old, new, align(old, new))))


def rejected(change: Redline) -> list[str]:
    """The old paragraphs: what is left when every change is rejected."""
    return [old_text(each.segments) for each in change.paragraphs if each.old is not None]


def accepted(change: Redline) -> list[str]:
    """The new paragraphs: what is left when every change is accepted."""
    return [new_text(each.segments) for each in change.paragraphs if each.new is not None]


def _paragraphs(old: Sequence[str], new: Sequence[str], aligned: Alignment) -> Iterator[RedlineParagraph]:
    came_from = {after: before for before, after in aligned.moved.items()}
    old_at = new_at = 0
    for old_next, new_next in [*aligned.pairs, (len(old), len(new))]:
        for place in range(old_at, old_next):
            yield _gone(old[place], place, aligned.moved.get(place))
        for place in range(new_at, new_next):
            before = came_from.get(place)
            yield _come(new[place], place, before, "" if before is None else old[before])
        if old_next < len(old):
            yield _stayed(old[old_next], new[new_next], old_next, new_next)
        old_at, new_at = old_next + 1, new_next + 1


def _stayed(old: str, new: str, old_place: int, new_place: int) -> RedlineParagraph:
    if old == new:
        return RedlineParagraph(Status.EQUAL, joined([(Mark.EQUAL, old)]), old_place, new_place)
    return RedlineParagraph(Status.CHANGED, changed_words(old, new), old_place, new_place)


def _gone(text: str, place: int, goes_to: int | None) -> RedlineParagraph:
    status = Status.DELETED if goes_to is None else Status.MOVED
    return RedlineParagraph(status, (Segment(Mark.DELETED, text),), place, None, goes_to)


def _come(text: str, place: int, comes_from: int | None, was: str) -> RedlineParagraph:
    segments = (Segment(Mark.INSERTED, text),)
    if comes_from is None:
        return RedlineParagraph(Status.INSERTED, segments, None, place)
    within = joined([(Mark.EQUAL, text)]) if was == text else changed_words(was, text)
    return RedlineParagraph(Status.MOVED, segments, None, place, comes_from, within)
