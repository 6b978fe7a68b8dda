"""An amendment is carried or accepted: what it amends gets its next text, and the open amendments follow."""

from dataclasses import dataclass

from django.utils import timezone

from coopcouncil.rules.motions.states import AmendmentState, MotionState, may_follow
from coopcouncil.web.motions.amendments.board import Board, Standing
from coopcouncil.web.motions.amendments.rebasing import Followed, carry_over, rebasing_of
from coopcouncil.web.motions.amendments.texts import next_text
from coopcouncil.web.motions.models import Advice, Amendment, Text
from coopcouncil.web.people.models import Person


class NotYetError(Exception):
    """It cannot be done before something else is; the message says what."""


@dataclass(frozen=True)
class Adopted:
    """The new text of what was amended, what became of the other amendments, and how much advice lapsed by it."""

    text: Text
    followed: Followed
    lapsed: int

    @property
    def told(self) -> dict[str, str]:
        """The same as the record keeps it."""
        lapsed = {"advice that lapsed": str(self.lapsed)} if self.lapsed else {}
        return {"text": str(self.text), **self.followed.told, **lapsed}


def adopt(board: Board, amendment: Amendment, *, to: AmendmentState, by: Person) -> Adopted:
    """Take the amendment into the text that it amends, and carry the open ones onto the new text.

    To be called in a transaction that holds the lock on the motion; makes no entry in the record. Raises NotYetError
    when it collides with the text as it stands, or amendments to it are not decided.
    """
    standing = board.find(amendment)
    check_can_be_adopted(standing)
    if standing.is_behind:
        carry_over(board, because="what it amends had changed", by=by)
    before = _texts(board, standing)
    because = f"amendment {amendment.name} {to.value}"
    made = _next(board, standing, because=because, by=by)
    set_state(standing.amendment, to)
    _amend_motion(board, standing)
    followed = carry_over(board, because=because, by=by)
    given_way = before - _texts(board, standing)
    return Adopted(made, followed, Advice.objects.filter(text__in=given_way).count())


def check_can_be_adopted(standing: Standing) -> None:
    """Raise NotYetError with what has to be decided first."""
    undecided = [each.name for each in standing.its if not each.is_settled]
    if undecided:
        raise NotYetError(
            f"Amendment {' and '.join(undecided)} to amendment {standing.name} is not decided. Decide on that first, or"
            " say that it was withdrawn or lapsed."
        )
    if standing.is_behind and not (rebasing := rebasing_of(standing)).is_clear:
        count = len(rebasing.merged.collisions)
        raise NotYetError(
            f"Amendment {standing.name} collides with the text as it now stands in"
            f" {count} {'place' if count == 1 else 'places'}. Settle that first."
        )


def set_state(amendment: Amendment, to: AmendmentState) -> None:
    """Write where the amendment stands from now on."""
    amendment.state, amendment.state_at = to, timezone.now()
    amendment.version += 1
    amendment.save(update_fields=["state", "state_at", "version"])


def _next(board: Board, standing: Standing, *, because: str, by: Person) -> Text:
    """The next text of the motion, or of the amendment that was amended, in the adopted words."""
    target, was, paragraphs = standing.amendment.amends, standing.target, standing.text.read
    base = was if target is None else was.base
    assert base is not None  # noqa: S101 - an amendment's text has the text it amends
    made = next_text(
        of=target or board.motion, paragraphs=paragraphs, base=base, because=because, by=by, adopted=standing.amendment
    )
    siblings = board.top
    if target is None:
        board.text = made
    else:
        parent = board.find(target)
        parent.text, siblings = made, parent.its
        target.version += 1
        target.save(update_fields=["version"])
    for each in siblings:
        each.target = made
    return made


def _amend_motion(board: Board, standing: Standing) -> None:
    """The motion is amended from now on; one that was not moved and seconded yet stays where it is, with new words."""
    motion = board.motion
    if standing.amendment.amends is not None:
        return
    if may_follow(MotionState(motion.state), MotionState.AMENDED):
        motion.state, motion.state_at = MotionState.AMENDED, timezone.now()
    motion.version += 1
    motion.save(update_fields=["state", "state_at", "version"])


def _texts(board: Board, adopted: Standing) -> set[int]:
    """The current texts: of the motion, and of each amendment that is not settled but for the adopted one."""
    return {board.text.pk, *(each.text.pk for each in board.walk() if each is not adopted and not each.is_settled)}
