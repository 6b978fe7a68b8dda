"""Reads of amendments for pages: one with all that belongs to it, and the section on the page of a motion."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from coopcouncil.evidence.findings import Finding
from coopcouncil.web.motions.amendments import permissions
from coopcouncil.web.motions.amendments.board import Board, Standing, board_of
from coopcouncil.web.motions.amendments.consolidating import Clash, Consolidated, consolidate
from coopcouncil.web.motions.amendments.rebasing import Rebasing, rebasing_of
from coopcouncil.web.motions.models import Advice, Amendment, Motion, Text
from coopcouncil.web.motions.queries import advice_on
from coopcouncil.web.motions.votes.queries import Shown, every_vote


@dataclass(frozen=True)
class Line:
    """One amendment in a list: where it stands, its votes, and with which others it collides."""

    standing: Standing
    votes: list[Shown]
    collides_with: tuple[str, ...] = ()

    @property
    def amendment(self) -> Amendment:
        """The amendment."""
        return self.standing.amendment


@dataclass(frozen=True)
class Section:
    """The amendments to a motion, as its page lists them; `undecided` counts the collisions that wait for the clerk."""

    motion: Motion
    lines: list[Line]
    undecided: int
    is_open: bool
    can_add: bool
    can_decide: bool
    can_vote: bool
    votes: list[Shown]


@dataclass(frozen=True)
class OfOne:
    """One amendment with all that belongs to it; `rebasing` is None unless what it amends has changed."""

    board: Board
    standing: Standing
    its: list[Standing]
    clashes: list[Clash]
    rebasing: Rebasing | None
    advice: Finding
    given: Advice | None
    votes: list[Shown]


def get_amendment(public_id: Any) -> Amendment:
    """One amendment with its motion and people; a page not found when there is none."""
    named = ("motion__body", "motion__mover_person", "amends", "mover_person", "added_by")
    found = Amendment.objects.select_related(*named).filter(public_id=public_id).first()
    if found is None:
        raise Http404("There is no amendment under this address.")
    return found


def get_motion(public_id: Any) -> Motion:
    """One motion; a page not found when there is none."""
    found = Motion.objects.select_related("body", "mover_person").filter(public_id=public_id).first()
    if found is None:
        raise Http404("There is no motion under this address.")
    return found


def section_of(user: Any, motion: Motion) -> Section:
    """What the page of a motion shows of its amendments, to this user."""
    board = board_of(motion)
    decides = permissions.can_decide(user, motion)
    together = consolidate(board) if decides else None
    votes = every_vote(motion)
    lines = [
        Line(each, _of(votes, each), _rivals(together, each))
        for each in board.walk()
        if permissions.can_see(user, each.amendment)
    ]
    return Section(
        motion=motion,
        lines=lines,
        undecided=len(together.open_clashes) if together else 0,
        is_open=any(line.standing.is_open for line in lines),
        can_add=permissions.can_add(user, motion),
        can_decide=decides,
        can_vote=permissions.can_vote(user, motion),
        votes=[each for each in votes if each.vote.amendment is None],
    )


def of_one(user: Any, amendment: Amendment) -> OfOne:
    """What the page of an amendment shows of it to this user."""
    board = board_of(amendment.motion)
    standing = board.find(amendment)
    clashes = consolidate(board).clashes if standing.is_open and permissions.can_see_together(user) else ()
    given = latest_advice(standing.text)
    return OfOne(
        board=board,
        standing=standing,
        its=[each for each in standing.its if permissions.can_see(user, each.amendment)],
        clashes=[each for each in clashes if amendment.name in each.collision.amendments],
        rebasing=rebasing_of(standing) if standing.is_behind else None,
        advice=advice_on(standing.text),
        given=given,
        votes=[each for each in every_vote(amendment.motion) if each.vote.amendment_id == amendment.pk],
    )


def latest_advice(text: Text) -> Advice | None:
    """The last advice on any text of the same amendment: on this very text, or lapsed."""
    found = Advice.objects.filter(text__amendment=text.amendment_id).select_related("text", "given_by")
    return found.order_by("-given_at", "-pk").first()


def _of(votes: list[Shown], standing: Standing) -> list[Shown]:
    return [each for each in votes if each.vote.amendment_id == standing.amendment.pk and not each.corrected]


def _rivals(together: Consolidated | None, standing: Standing) -> tuple[str, ...]:
    """The names of those that it collides with."""
    if together is None:
        return ()
    found = [each.collision.amendments for each in together.clashes if standing.name in each.collision.amendments]
    return tuple(dict.fromkeys(name for names in found for name in names if name != standing.name))
