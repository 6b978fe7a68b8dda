"""Names of bodies compared: which are the same but for how they are written, and which are only alike.

Only names that are the same stand for one body without a person; those that are alike are a question.
"""

import re

from rapidfuzz import fuzz

ALIKE = 80  # of 100: how alike two names must be to be offered for a choice
_COUNCIL = frozenset({"council", "full council", "council meeting", "meeting of council", "meeting of full council"})
_WORD = re.compile(r"[^\W_]+")


def plain_name(name: str) -> str:
    """The name without case, punctuation and "the", with "and" for "&": equal for names that differ in nothing else."""
    words = _WORD.findall(re.sub(r"['’‘]", "", name.casefold()).replace("&", " and "))
    return " ".join(word for word in words if word != "the")


def names_the_council(name: str) -> bool:
    """Whether a name means the full council, and no body of it."""
    return plain_name(name) in _COUNCIL


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 100, whatever the order of their words."""
    plain = plain_name(one), plain_name(other)
    return max(fuzz.ratio(*plain), fuzz.token_sort_ratio(*plain))


def are_alike(one: str, other: str) -> bool:
    """Whether somebody may have meant the one by the other, so that it is worth asking."""
    return likeness(one, other) >= ALIKE
