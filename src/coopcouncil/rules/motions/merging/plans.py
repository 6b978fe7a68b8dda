"""All that amendments do to one base text, side by side, with what collides set apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopcouncil.rules.motions.merging.amendments import Paragraphs
from coopcouncil.rules.motions.merging.changes import Block, Changes
from coopcouncil.rules.motions.merging.collisions import Collision
from coopcouncil.rules.motions.merging.finding import paragraph_collisions, place_collisions, word_collisions


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes in amendment order; `agreed` are clashes in form only, where all want the same in the end."""

    base: Paragraphs
    changes: Sequence[Changes]
    collisions: tuple[Collision, ...]
    agreed: tuple[Collision, ...]

    @property
    def blocks(self) -> dict[int, Block]:
        """Replacements and strikings-out by their first paragraph."""
        return {block.first: block for each in self.changes for block in each.blocks.values()}


def plan_of(base: Paragraphs, changes: Sequence[Changes]) -> Plan:
    """The plan, its collisions in the order of the text."""
    found = paragraph_collisions(base, changes)
    settled = {i for each in found for i in range(each.first, each.last)}
    found += place_collisions(base, changes, settled)
    for i in sorted({i for each in changes for i in each.words} - settled):
        found += word_collisions(base, changes, i)
    found.sort(key=lambda each: (each.first, each.start, each.kind))
    agreed = tuple(each for each in found if len(each.rivals) == 1)
    return Plan(base, changes, tuple(each for each in found if len(each.rivals) > 1), agreed)
