"""What tells one collision from another, whatever order its amendments are listed in."""

import hashlib
import json
from collections.abc import Mapping

from coopcouncil.rules.motions.merging.collisions import Collision, Rival

LONGEST = 64  # characters of a key
_DIGITS = 48


def key_of(collision: Collision, *, purpose: str = "", called: Mapping[str, str] | None = None) -> str:
    """The key of a collision: its first paragraph, and a fingerprint of where it stands and what each amendment wants.

    `purpose` keeps apart collisions that look the same and are decided for different ends. `called` gives amendments
    whose names may change a name that does not.
    """
    names = called or {}
    parts = sorted(_wanted(rival, names) for rival in collision.rivals)
    place = [collision.kind.value, collision.first, collision.last, collision.start, collision.end]
    whole = json.dumps([purpose, place, list(collision.base), parts], ensure_ascii=True)
    return f"{collision.paragraph}-{hashlib.sha256(whole.encode()).hexdigest()[:_DIGITS]}"


def paragraph_of(key: str) -> int | None:
    """The number, from 1, of the paragraph that a key was made for; None for what is no key."""
    number = key.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() else None


def _wanted(rival: Rival, called: Mapping[str, str]) -> str:
    part = [[arrival.text, arrival.moved] for arrival in rival.part]
    names = sorted(called.get(name, name) for name in rival.amendments)
    return json.dumps([names, part, [list(move) for move in rival.moves]], ensure_ascii=True)
