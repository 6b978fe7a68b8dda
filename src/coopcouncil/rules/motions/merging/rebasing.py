"""Amendments that meet a changed text: an amendment to an amendment, and open ones after another was adopted."""

from collections.abc import Iterable
from dataclasses import dataclass

from coopcouncil.rules.motions.merging.amendments import Amended, MergeError
from coopcouncil.rules.motions.merging.collisions import Choice, Collision, Decision
from coopcouncil.rules.motions.merging.merge import Merged, merge


@dataclass(frozen=True, slots=True)
class Rebased:
    """An open amendment on the newly adopted text. Where it collides, the adopted words stand until its mover acts."""

    amendment: Amended
    collisions: tuple[Collision, ...]
    warnings: tuple[str, ...]


def rebase(base: Iterable[str], adopted: Amended, still_open: Amended) -> Rebased:
    """The open amendment as it would have the adopted text, or with the collisions it meets there.

    MergeError when both have one name.
    """
    met = merge(base, [adopted, still_open])
    for_adopted = [Decision(each, Choice(amendment=adopted.name)) for each in met.collisions]
    settled = merge(met.base, met.amendments, for_adopted)
    return Rebased(Amended(still_open.name, settled.paragraphs), met.collisions, settled.warnings)


def amend_amendment(amendment: Amended, its_amendments: Iterable[Amended]) -> tuple[Amended, Merged]:
    """An amendment after amendments to itself, each given as its whole text as that one would have it.

    Where those collide, the amendment's own words stand until a person decides.
    """
    its = tuple(its_amendments)
    if any(each.name == amendment.name for each in its):
        raise MergeError(f'An amendment to "{amendment.name}" needs a name of its own.')
    merged = merge(amendment.paragraphs, its)
    return Amended(amendment.name, merged.paragraphs), merged
