"""What an import does to one thing that may have been changed on both sides since the last import."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Merged:
    """The fields to set, and those that both sides changed, each (ours, theirs): ours stay."""

    take: dict[str, Any]
    kept: dict[str, tuple[Any, Any]]


def merge(ours: Mapping[str, Any], before: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """Compare what is here and there with what was there at the last import, field by field.

    What only they changed is taken, what only we changed stays, what both changed to different values stays and is
    told. A field that was never imported is taken where it is empty here.
    """
    take, kept = {}, {}
    for name, new in theirs.items():
        mine, was = ours.get(name), before.get(name, _NEVER)
        if new in (mine, was):
            continue
        if mine == was or (was is _NEVER and not mine):
            take[name] = new
        else:
            kept[name] = (mine, new)
    return Merged(take, kept)


_NEVER = object()
