"""An amendment to be merged: a name that orders it, and the base text as it would have it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

Paragraphs = tuple[str, ...]


class MergeError(ValueError):
    """What cannot be merged or decided as asked, with what to do instead."""


@dataclass(frozen=True, slots=True)
class Amended:
    """One amendment: `name` is its number or name, `paragraphs` the whole base text as it would have it."""

    name: str
    paragraphs: Paragraphs


Part = tuple[bool, int, str]


def order_of(name: str) -> tuple[tuple[Part, ...], str]:
    """The place of a name in amendment order: numbers by their size, so 2 comes before 2A, and 2A before 10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return tuple((not p.isdigit(), int(p) if p.isdigit() else 0, "" if p.isdigit() else p) for p in parts), name


def in_order(amendments: Iterable[Amended]) -> tuple[Amended, ...]:
    """The amendments in amendment order, however they were listed. MergeError when two have one name."""
    ordered = tuple(sorted(amendments, key=lambda each: order_of(each.name)))
    for one, next_one in pairwise(ordered):
        if one.name == next_one.name:
            raise MergeError(f'Two amendments are called "{one.name}". Give each a name or number of its own.')
    return ordered
