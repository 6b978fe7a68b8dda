"""Writes on collisions: a person decides, with a reason; each is one transaction and one entry in the record."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from coopcouncil.rules.motions.merging import Choice, Collision, Decision, MergeError, check_choice
from coopcouncil.web.motions.amendments import permissions
from coopcouncil.web.motions.amendments.board import Board, board_of
from coopcouncil.web.motions.amendments.consolidating import consolidate
from coopcouncil.web.motions.amendments.meanwhile import ChangedMeanwhileError, check_unchanged, who_changed
from coopcouncil.web.motions.amendments.operations import AmendmentError, lock_motion
from coopcouncil.web.motions.amendments.rebasing import carry_over, make_rebased, rebasing_of
from coopcouncil.web.motions.models import Amendment, CollisionDecision, Motion, Text
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import check_may
from coopcouncil.web.record.operations import enter
from coopcouncil.web.rights import Right

LONGEST_WHY = 500
NONE_SEEN = ""


@dataclass(frozen=True)
class Wanted:
    """What a person decides on the collision of this key, and why.

    `amendment` is the name of the one whose words stand, `words` are a person's own, neither is the base text. `seen`
    is the stamp of the decision that they saw there, NONE_SEEN when there was none.
    """

    key: str
    why: str
    amendment: str | None = None
    words: tuple[str, ...] | None = None
    seen: str = NONE_SEEN

    @property
    def choice(self) -> Choice:
        """The same as the rules take it."""
        return Choice(self.amendment, self.words)


@transaction.atomic
def decide_collision(
    *, motion: Motion, wanted: Wanted, by: Person, chosen: Collection[int] | None = None
) -> CollisionDecision:
    """Decide where amendments to a motion collide, `chosen` being those put together (all open ones without it).

    Deciding again takes the place of the earlier decision, which the record keeps. Raises NotAllowedError,
    AmendmentError for what cannot be chosen, ChangedMeanwhileError when somebody else decided or changed a text.
    """
    now = lock_motion(motion)
    held = permissions.check_can_decide(by, now)
    board = board_of(now)
    clash = consolidate(board, chosen).find(wanted.key)
    if clash is None:
        raise ChangedMeanwhileError(f"This collision is not there any more. {_last_of(board)}")
    _check_wanted(clash.collision, wanted)
    before = stamp_words(clash.decision)
    decision = _keep(clash.base, clash.decision, wanted, board, by)
    told = {"where": f"paragraph {clash.collision.paragraph}", "decided": in_words(wanted)}
    enter(by=by, what="decided a collision in", about=now, why=decision.why, before=before, after=told, held=held)
    return decision


@transaction.atomic
def settle_amendment(*, amendment: Amendment, version: int, wanted: Wanted, by: Person) -> Amendment:
    """Settle one thing in which an amendment collides with the text as it now stands.

    With the last one settled the amendment is carried onto that text, and those to it follow. `wanted.amendment` is
    its own name to keep its words; neither that nor words of one's own lets the text stand as it is. Raises
    NotAllowedError, AmendmentError, ChangedMeanwhileError.
    """
    check_may(by, Right.SETTLE_AMENDMENT)
    board = board_of(lock_motion(amendment.motion))
    standing = board.find(amendment)
    now = standing.amendment
    check_unchanged(now, version)
    held = permissions.check_can_settle(by, now)
    if not standing.is_behind:
        raise ChangedMeanwhileError(f"{who_changed(now)} Nothing is left to settle.")
    decision = _settle(board, amendment=now, wanted=wanted, by=by)
    rebasing = rebasing_of(standing)
    told = {"decided": in_words(wanted, otherwise="the text as it stands"), "left": len(rebasing.merged.collisions)}
    if rebasing.is_clear:
        made = make_rebased(rebasing, because="its collisions were settled", by=by)
        told |= {"text": str(made), **carry_over(board, because=f"amendment {now.name} was re-based", by=by).told}
    else:
        now.version += 1
        now.save(update_fields=["version"])
    enter(by=by, what="settled a collision of", about=now, why=decision.why, after=told, held=held)
    return now


def _settle(board: Board, *, amendment: Amendment, wanted: Wanted, by: Person) -> CollisionDecision:
    rebasing = rebasing_of(board.find(amendment))
    known = {rebasing.key(each): each for each in (*rebasing.merged.collisions, *_decided(rebasing.merged.decisions))}
    if wanted.key not in known:
        raise ChangedMeanwhileError(f"This collision is not there any more. {who_changed(amendment)}")
    if wanted.amendment not in (None, amendment.name):
        raise AmendmentError("Choose the amendment's words, the text as it stands, or words of your own.")
    _check_wanted(known[wanted.key], wanted)
    base = rebasing.standing.text.base
    assert base is not None  # noqa: S101 - an amendment's text has the text it amends
    existing = base.collision_decisions.filter(key=wanted.key).first()
    return _keep(base, existing, wanted, board, by)


def _decided(decisions: Collection[Decision]) -> list[Collision]:
    return [each.collision for each in decisions]


def _check_wanted(collision: Collision, wanted: Wanted) -> None:
    if not wanted.why.strip():
        raise AmendmentError("Say why: the reason stays with the decision.")
    try:
        check_choice(collision, wanted.choice)
    except MergeError as error:
        raise AmendmentError(str(error)) from error


def _keep(
    base: Text, existing: CollisionDecision | None, wanted: Wanted, board: Board, by: Person
) -> CollisionDecision:
    if stamp(existing) != wanted.seen:
        who = (existing and existing.decided_by) or "Somebody"
        raise ChangedMeanwhileError(
            f"{who} decided this in the meantime: {_said(existing)}. Your choice is below, not saved: save again to put"
            " it in the place of theirs."
        )
    named = {each.name: each.amendment for each in board.walk()}
    decision = existing or CollisionDecision(base=base, key=wanted.key)
    decision.amendment = named[wanted.amendment] if wanted.amendment is not None else None
    decision.words = list(wanted.words) if wanted.words is not None else None
    decision.why, decision.decided_by, decision.decided_at = wanted.why.strip()[:LONGEST_WHY], by, timezone.now()
    decision.save()
    return decision


def stamp(decision: CollisionDecision | None) -> str:
    """What tells one state of a decision from the next; NONE_SEEN when there is none."""
    return f"{decision.pk}-{decision.decided_at.isoformat()}" if decision else NONE_SEEN


def stamp_words(decision: CollisionDecision | None) -> dict[str, str] | None:
    """What was decided before, as the record keeps it."""
    return {"decided": _said(decision)} if decision else None


def in_words(wanted: Wanted, otherwise: str = "the text before any amendment") -> str:
    """What is decided, for the record and for pages."""
    if wanted.words is not None:
        return f"words of their own: {' / '.join(wanted.words)}"
    return f"the words of amendment {wanted.amendment}" if wanted.amendment is not None else otherwise


def _said(decision: CollisionDecision | None) -> str:
    if decision is None:
        return "it was taken back"
    words = tuple(decision.words) if decision.words is not None else None
    name = decision.amendment.name if decision.amendment else None
    return f"{in_words(Wanted(decision.key, '', name, words))} ({decision.why})"


def _last_of(board: Board) -> str:
    """What changed last among the amendments."""
    amendments = [each.amendment for each in board.walk()]
    newest = max(amendments, key=lambda each: each.texts.order_by("-pk").values_list("pk", flat=True)[0], default=None)
    return who_changed(newest) if newest else ""
