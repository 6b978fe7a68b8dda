"""Operations on amendments and votes: what may be seen of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.motions.amendments import permissions
from coopcouncil.web.motions.amendments.board import Standing, board_of
from coopcouncil.web.motions.amendments.queries import get_amendment, get_motion
from coopcouncil.web.motions.votes.queries import Shown, every_vote
from coopcouncil.web.rights import Right

ROUTER = Router(tags=["Motions"])


class AmendmentRowOut(Schema):
    """One amendment. `amends` is the amendment that it amends, null when that is the motion itself.

    `needs_rebasing` says that what it amends has changed, and that it collides with the new text.
    """

    amendment_id: UUID
    motion_id: UUID
    amends: UUID | None
    name: str
    mover: str
    seconder: str
    received_at: datetime | None
    state: str
    state_at: datetime
    accepted_by_mover: bool
    needs_rebasing: bool
    version: int


class AmendmentListOut(Schema):
    """The amendments to a motion, in their order."""

    rows: list[AmendmentRowOut]


class AmendmentOut(AmendmentRowOut):
    """An amendment with its text, and the text that it was made to, a paragraph each."""

    base: list[str]
    paragraphs: list[str]
    text_number: int
    because: str


class NamedVoteOut(Schema):
    """How one member voted: for, against or abstain."""

    name: str
    ballot: str


class VoteOut(Schema):
    """One vote: `amendment` is null when it was on the motion itself. Counts are null where hands were not counted.

    `corrected` says that it was entered wrongly, and that a later one holds.
    """

    amendment: UUID | None
    method: str
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    casting: str | None
    result: str
    taken_at: datetime
    corrected: bool
    by_name: list[NamedVoteOut]


class VoteListOut(Schema):
    """The votes on a motion and on its amendments, in the order in which they were entered."""

    rows: list[VoteOut]


@api_route(ROUTER, "GET", "/motions/{uuid:motion_id}/amendments/", may=Right.SEE_MOTION, scope=Scope.READ,
           answer=AmendmentListOut, versioned=False, problems=("not-found", "not-allowed"))  # fmt: skip
def motion_amendments(request: HttpRequest, motion_id: UUID) -> Any:
    """The amendments to a motion that you may see."""
    motion = get_motion(motion_id)
    permissions.check_can_see_motion(request.user, motion)
    seen = [each for each in board_of(motion).walk() if permissions.can_see(request.user, each.amendment)]
    return {"rows": [_row(each) for each in seen]}


@api_route(ROUTER, "GET", "/amendments/{uuid:amendment_id}/", may=Right.SEE_MOTION, scope=Scope.READ,
           answer=AmendmentOut, versioned=False, problems=("not-found", "not-allowed"))  # fmt: skip
def amendment_item(request: HttpRequest, amendment_id: UUID) -> Any:
    """One amendment: the whole text as it would have it."""
    found = get_amendment(amendment_id)
    permissions.check_can_see(request.user, found)
    standing = board_of(found.motion).find(found)
    text = standing.text
    more = {"paragraphs": list(text.plain), "text_number": text.number, "because": text.because}
    return {**_row(standing), **more, "base": list(text.base.plain) if text.base else []}


@api_route(ROUTER, "GET", "/motions/{uuid:motion_id}/votes/", may=Right.SEE_MOTION, scope=Scope.READ,
           answer=VoteListOut, versioned=False, problems=("not-found", "not-allowed"))  # fmt: skip
def motion_votes(request: HttpRequest, motion_id: UUID) -> Any:
    """The votes on a motion and on those of its amendments that you may see, with names where they were recorded."""
    motion = get_motion(motion_id)
    permissions.check_can_see_motion(request.user, motion)
    votes = every_vote(motion)
    seen = [each for each in votes if not each.vote.amendment or permissions.can_see(request.user, each.vote.amendment)]
    return {"rows": [_vote(each) for each in seen]}


def _row(standing: Standing) -> dict[str, Any]:
    found = standing.amendment
    names = ("name", "mover", "seconder", "received_at", "state", "state_at", "accepted_by_mover", "version")
    return {
        "amendment_id": found.public_id,
        "motion_id": found.motion.public_id,
        "amends": found.amends.public_id if found.amends else None,
        "needs_rebasing": standing.is_behind,
        **{name: getattr(found, name) for name in names},
    }


def _vote(shown: Shown) -> dict[str, Any]:
    vote, counts = shown.vote, shown.counts or (None, None, None)
    return {
        "amendment": vote.amendment.public_id if vote.amendment else None,
        **dict(zip(("votes_for", "votes_against", "abstentions"), counts, strict=True)),
        "casting": vote.casting or None,
        "corrected": shown.corrected,
        **{name: getattr(vote, name) for name in ("method", "result", "taken_at")},
        "by_name": [{"name": name, "ballot": ballot} for ballot, names in shown.names.items() for name in names],
    }
