"""What one amendment does to the paragraphs of the base text.

A gap is a place between paragraphs: gap 3 is before paragraph 3 (counted from 0), the last gap is the end. Paragraphs
struck out where others were put in are one replacement, so that a rival rewriting is seen as a rival.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from coopcouncil.rules.motions.merging.aligning import Pair, paired
from coopcouncil.rules.motions.merging.amendments import Amended, Paragraphs
from coopcouncil.rules.motions.merging.words import WordEdit, word_edits


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """Paragraphs `first` up to `last` become `texts`; without texts they are struck out."""

    first: int
    last: int
    texts: Paragraphs


@dataclass(frozen=True, slots=True, order=True)
class Arrival:
    """What stands in a gap: a new paragraph's `text`, or base paragraph `moved` that was put here."""

    text: str
    moved: int | None = None


@dataclass(slots=True)
class Changes:
    """All that the amendment `name` does: `leaves` tells to which gap a moved paragraph goes."""

    name: str
    blocks: list[Block] = field(default_factory=list)
    words: dict[int, tuple[WordEdit, ...]] = field(default_factory=dict)
    leaves: dict[int, int] = field(default_factory=dict)
    gaps: dict[int, tuple[Arrival, ...]] = field(default_factory=dict)

    def touches(self, first: int, last: int) -> bool:
        """Whether it changes, moves, or inserts strictly inside, paragraphs `first` up to `last`."""
        return (
            any(block.first < last and first < block.last for block in self.blocks)
            or any(i in self.words or i in self.leaves for i in range(first, last))
            or any(gap in self.gaps for gap in range(first + 1, last))
        )


def changes_of(base: Paragraphs, amended: Amended) -> Changes:
    """What the amendment does; made alone, it gives exactly its text."""
    changes = Changes(amended.name)
    pairs = paired(base, amended.paragraphs)
    for pair in pairs:
        if base[pair.old] != amended.paragraphs[pair.new]:
            changes.words[pair.old] = word_edits(base[pair.old], amended.paragraphs[pair.new])
    kept = [pair for pair in pairs if not pair.moved]
    fences = [Pair(-1, -1, moved=False), *kept, Pair(len(base), len(amended.paragraphs), moved=False)]
    moved = {pair.new: pair.old for pair in pairs if pair.moved}
    for before, after in pairwise(fences):
        arrivals = [
            Arrival(amended.paragraphs[new] if new not in moved else "", moved.get(new))
            for new in range(before.new + 1, after.new)
        ]
        gone = [old for old in range(before.old + 1, after.old) if old not in moved.values()]
        _note(changes, before.old + 1, gone, arrivals)
    return changes


def _note(changes: Changes, gap: int, gone: Sequence[int], arrivals: Sequence[Arrival]) -> None:
    """Note what happened between two paragraphs that stayed: `gone` were struck out, `arrivals` stand there now."""
    texts = tuple(each.text for each in arrivals)
    only_new = all(each.moved is None for each in arrivals)
    if only_new and texts and len(gone) == len(texts):
        changes.blocks.extend(Block(old, old + 1, (text,)) for old, text in zip(gone, texts, strict=True))
    elif only_new and texts and gone and gone[-1] - gone[0] + 1 == len(gone):
        changes.blocks.append(Block(gone[0], gone[-1] + 1, texts))
    else:
        changes.blocks.extend(Block(old, old + 1, ()) for old in gone)
        if arrivals:
            changes.gaps[gap] = tuple(arrivals)
            changes.leaves.update({each.moved: gap for each in arrivals if each.moved is not None})
