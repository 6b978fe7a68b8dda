"""What one amendment does to the paragraphs of the base text.

A gap is a place between paragraphs: gap 3 is before paragraph 3 (counted from 0), the last gap is the end. Paragraphs
struck out where others were put in are one replacement, so that a rival rewriting is seen as a rival.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from coopcouncil.rules.motions.alignment import align
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
    """All that the amendment `name` does, by paragraph or gap.

    `blocks` has each block under every paragraph that it takes away; `leaves` tells to which gap a moved one goes.
    """

    name: str
    blocks: dict[int, Block] = field(default_factory=dict)
    words: dict[int, tuple[WordEdit, ...]] = field(default_factory=dict)
    leaves: dict[int, int] = field(default_factory=dict)
    gaps: dict[int, tuple[Arrival, ...]] = field(default_factory=dict)

    def touches(self, first: int, last: int) -> bool:
        """Whether it changes, moves, or inserts strictly inside, paragraphs `first` up to `last`."""
        changed = any(i in self.blocks or i in self.words or i in self.leaves for i in range(first, last))
        return changed or any(gap in self.gaps for gap in range(first + 1, last))

    def add(self, block: Block) -> None:
        """Add a block, which must share no paragraph with another."""
        self.blocks.update(dict.fromkeys(range(block.first, block.last), block))


def changes_of(base: Paragraphs, amended: Amended) -> Changes:
    """What the amendment does; made alone, it gives exactly its text."""
    changes = Changes(amended.name)
    aligned = align(base, amended.paragraphs)
    for old, new in (*aligned.pairs, *aligned.moved.items()):
        if base[old] != amended.paragraphs[new]:
            changes.words[old] = word_edits(base[old], amended.paragraphs[new])
    came_from = {new: old for old, new in aligned.moved.items()}
    fences = [(-1, -1), *aligned.pairs, (len(base), len(amended.paragraphs))]
    for (old_before, new_before), (old_after, new_after) in pairwise(fences):
        arrivals = [
            Arrival("" if new in came_from else amended.paragraphs[new], came_from.get(new))
            for new in range(new_before + 1, new_after)
        ]
        gone = [old for old in range(old_before + 1, old_after) if old not in aligned.moved]
        _note(changes, old_before + 1, gone, arrivals)
    return changes


def _note(changes: Changes, gap: int, gone: Sequence[int], arrivals: Sequence[Arrival]) -> None:
    """Note what happened between two paragraphs that stayed: `gone` were struck out, `arrivals` stand there now."""
    texts = tuple(each.text for each in arrivals)
    only_new = all(each.moved is None for each in arrivals)
    if only_new and texts and len(gone) == len(texts):
        for old, text in zip(gone, texts, strict=True):
            changes.add(Block(old, old + 1, (text,)))
    elif only_new and texts and gone and gone[-1] - gone[0] + 1 == len(gone):
        changes.add(Block(gone[0], gone[-1] + 1, texts))
    else:
        for old in gone:
            changes.add(Block(old, old + 1, ()))
        if arrivals:
            changes.gaps[gap] = tuple(arrivals)
            changes.leaves.update({each.moved: gap for each in arrivals if each.moved is not None})
