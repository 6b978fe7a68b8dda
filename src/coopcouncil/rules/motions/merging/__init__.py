"""Merging amendments: several to one text, one to another, and open ones on a text that has changed."""

from coopcouncil.rules.motions.merging.amendments import Amended, MergeError
from coopcouncil.rules.motions.merging.attribution import Attribution, Wish, attribute
from coopcouncil.rules.motions.merging.collisions import KEEP_BASE, Choice, Collision, Decision, Kind, Rival
from coopcouncil.rules.motions.merging.keys import key_of, paragraph_of
from coopcouncil.rules.motions.merging.merge import Merged, check_choice, decide, merge, merge_by
from coopcouncil.rules.motions.merging.rebasing import Rebased, amend_amendment, rebase

__all__ = [
    "KEEP_BASE",
    "Amended",
    "Attribution",
    "Choice",
    "Collision",
    "Decision",
    "Kind",
    "MergeError",
    "Merged",
    "Rebased",
    "Rival",
    "Wish",
    "amend_amendment",
    "attribute",
    "check_choice",
    "decide",
    "key_of",
    "merge",
    "merge_by",
    "paragraph_of",
    "rebase",
]
