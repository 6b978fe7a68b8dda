"""A redline as pages show it: what changed with its surroundings, who wants it, and what stays folded away."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from coopcouncil.rules.motions.merging import Attribution, Collision
from coopcouncil.rules.motions.redline import RedlineParagraph, Status, redline
from coopcouncil.rules.motions.segments import Segments
from coopcouncil.rules.motions.word_changes import changed_words

AROUND = 1  # paragraphs shown before and after each change
LEAST_FOLDED = 3  # paragraphs in a row worth folding
WORDS = {
    Status.EQUAL: "",
    Status.CHANGED: "Changed",
    Status.INSERTED: "New",
    Status.DELETED: "Struck out",
}


@dataclass(frozen=True)
class Part:
    """One amendment's own change of a paragraph that several change."""

    amendment: str
    segments: Segments


@dataclass(frozen=True)
class Row:
    """A paragraph: its number in the text before and after, what happens to it, and which amendments want that."""

    old: int | None
    new: int | None
    status: Status
    words: str
    segments: Segments
    wanted_by: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Run:
    """Paragraphs in a row; folded when nothing changes in any of them nor close by."""

    rows: tuple[Row, ...]
    folded: bool


def rows_of(old: Sequence[str], new: Sequence[str], attribution: Attribution | None = None) -> list[Row]:
    """Every paragraph of both texts, in the order to read them."""
    return [_row(each, old, attribution) for each in redline(old, new).paragraphs]


def runs_of(rows: Sequence[Row]) -> list[Run]:
    """The rows in runs, long ones without a change folded."""
    changed = [place for place, row in enumerate(rows) if row.status is not Status.EQUAL]
    near = {near for place in changed for near in range(place - AROUND, place + AROUND + 1)}
    runs: list[Run] = []
    for is_near, group in groupby(enumerate(rows), key=lambda placed: placed[0] in near):
        found = tuple(row for _, row in group)
        if not is_near and len(found) >= LEAST_FOLDED:
            runs.append(Run(found, folded=True))
        elif runs and not runs[-1].folded:
            runs[-1] = Run((*runs[-1].rows, *found), folded=False)
        else:
            runs.append(Run(found, folded=False))
    return runs


@dataclass(frozen=True)
class RivalShown:
    """One rival in a collision: who wants it, the paragraph as it would read, or where it would go."""

    amendments: tuple[str, ...]
    segments: Segments
    moves_to: int | None
    strikes_out: bool


def rivals_of(collision: Collision, base_text: Sequence[str]) -> list[RivalShown]:
    """The rival texts of a collision, each against the whole paragraphs of the base text."""
    readings = dict(zip(collision.amendments, collision.readings, strict=True))
    base = "\n".join(base_text[collision.first : collision.last])
    found = []
    for rival in collision.rivals:
        reading = readings[rival.amendments[0]]
        gap = rival.moves[0][1] if rival.moves else None
        gone = not rival.part and not rival.moves
        found.append(RivalShown(rival.amendments, changed_words(base, reading), gap, gone))
    return found


def _row(paragraph: RedlineParagraph, old: Sequence[str], attribution: Attribution | None) -> Row:
    number = None if paragraph.old is None else paragraph.old + 1
    new = None if paragraph.new is None else paragraph.new + 1
    wanted, parts = _wanted(paragraph, old, attribution) if attribution else ((), ())
    return Row(number, new, paragraph.status, _words(paragraph), paragraph.edits, wanted, parts)


def _wanted(
    paragraph: RedlineParagraph, old: Sequence[str], attribution: Attribution
) -> tuple[tuple[str, ...], tuple[Part, ...]]:
    if paragraph.status is Status.EQUAL:
        return (), ()
    place = paragraph.counterpart if paragraph.old is None else paragraph.old
    if place is None:
        return attribution.put_in.get(paragraph.segments[0].text if paragraph.segments else "", ()), ()
    wanted = attribution.changed.get(place, ())
    wishes = attribution.words.get(place, ())
    parts = tuple(Part(each.amendment, changed_words(old[place], each.text)) for each in wishes)
    return wanted, parts if len(wanted) > 1 else ()


def _words(paragraph: RedlineParagraph) -> str:
    if paragraph.status is not Status.MOVED or paragraph.counterpart is None:
        return WORDS[paragraph.status]
    if paragraph.new is None:
        return f"Moved: now paragraph {paragraph.counterpart + 1}"
    return f"Moved here: was paragraph {paragraph.counterpart + 1}"
