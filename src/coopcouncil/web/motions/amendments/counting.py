"""How many collisions wait for a decision, for lists of motions: worked out once for the same texts and decisions."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence

from coopcouncil.web.motions.amendments.board import Board, boards_of
from coopcouncil.web.motions.amendments.consolidating import Decisions, consolidate, decisions_of
from coopcouncil.web.motions.models import Motion

MOST_KEPT = 1000
# merging many amendments to a long text takes a third of a second, too long for every look at a home page
_counted: OrderedDict[str, int] = OrderedDict()


def undecided(motions: Sequence[Motion]) -> list[tuple[Motion, int]]:
    """The motions whose open amendments collide, each with how many collisions nobody decided yet."""
    boards = boards_of(motions)
    decisions = decisions_of(boards)
    counts = [(board.motion, _count(board, decisions)) for board in boards]
    return [(motion, count) for motion, count in counts if count]


def _count(board: Board, decisions: Decisions) -> int:
    stamp = _stamp(board, decisions)
    if stamp not in _counted:
        _counted[stamp] = len(consolidate(board, decisions=decisions).open_clashes)
        while len(_counted) > MOST_KEPT:
            _counted.popitem(last=False)
    return _counted[stamp]


def _stamp(board: Board, decisions: Decisions) -> str:
    """What changes when a text, a state, a name or a decision does."""
    parts = [f"{board.text.pk} {board.text.fingerprint}"]
    parts += [f"{each.name} {each.amendment.state} {each.text.pk} {each.text.fingerprint}" for each in board.walk()]
    texts = [board.text.pk, *(each.text.pk for each in board.walk())]
    made = [each for pk in texts for each in decisions.get(pk, [])]
    parts += [f"{each.pk} {each.key} {each.decided_at.isoformat()}" for each in made]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
