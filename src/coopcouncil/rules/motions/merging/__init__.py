"""Merging amendments: several to one text, one to another, and open ones on a text that has changed."""

from coopcouncil.rules.motions.merging.amendments import Amended, MergeError
from coopcouncil.rules.motions.merging.collisions import KEEP_BASE, Choice, Collision, Decision, Kind, Rival
from coopcouncil.rules.motions.merging.merge import Merged, decide, merge
from coopcouncil.rules.motions.merging.rebasing import Rebased, amend_amendment, rebase

__all__ = [
    "KEEP_BASE",
    "Amended",
    "Choice",
    "Collision",
    "Decision",
    "Kind",
    "MergeError",
    "Merged",
    "Rebased",
    "Rival",
    "amend_amendment",
    "decide",
    "merge",
    "rebase",
]
