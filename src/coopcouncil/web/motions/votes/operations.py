"""Writes on votes: each checks a right, is one transaction, and makes one entry in the record."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from coopcouncil.rules.motions import voting
from coopcouncil.rules.motions.states import AmendmentState, MotionState, may_follow
from coopcouncil.rules.motions.voting import Ballot, Method, PersonVote, Result
from coopcouncil.web.meetings.models import Meeting
from coopcouncil.web.motions.adopted import ADOPTED
from coopcouncil.web.motions.amendments import permissions
from coopcouncil.web.motions.amendments.adopting import NotYetError, adopt, set_state
from coopcouncil.web.motions.amendments.board import Board, board_of
from coopcouncil.web.motions.amendments.meanwhile import check_unchanged
from coopcouncil.web.motions.amendments.operations import lock_motion
from coopcouncil.web.motions.models import Amendment, Motion, Text, Vote
from coopcouncil.web.motions.models import PersonVote as NamedVote
from coopcouncil.web.motions.votes.judging import judge
from coopcouncil.web.motions.votes.queries import last_vote, members_of
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import Held, check_may
from coopcouncil.web.record.operations import enter
from coopcouncil.web.rights import Right


class VoteError(ValueError):
    """The vote cannot be entered as given; `wrong` must be mended, `checks` can be gone on with."""

    def __init__(self, wrong: Sequence[str], checks: Sequence[str] = ()) -> None:
        super().__init__(" ".join((*wrong, *checks)))
        self.wrong, self.checks = tuple(wrong), tuple(checks)


@dataclass(frozen=True)
class Taken:
    """A vote as it was taken: how, when, in which meeting, and what the chair declared where hands were not counted.

    `go_on` says that whoever enters it has seen what is to be checked.
    """

    method: Method
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    names: tuple[tuple[str, Ballot], ...] = ()
    casting: Ballot | None = None
    stated: Result | None = None
    meeting: Meeting | None = None
    taken_at: datetime = field(default_factory=timezone.now)
    go_on: bool = False

    @property
    def vote(self) -> voting.Vote:
        """The same as the rules take it."""
        by_name = tuple(PersonVote(name, ballot) for name, ballot in self.names)
        return voting.Vote(
            self.method, self.votes_for, self.votes_against, self.abstentions, by_name, self.casting
        )  # fmt: skip


@transaction.atomic
def enter_vote(*, about: Motion | Amendment, version: int, taken: Taken, by: Person) -> Vote:
    """Enter a vote on a motion or an amendment as read at `version`, and do what follows from its result.

    An amendment that is carried goes into the text; a motion that is carried is adopted, and whatever waits for that
    (`motions.adopted.ADOPTED`) is called. A tie without a casting vote decides nothing. Raises NotAllowedError,
    ChangedMeanwhileError, VoteError, and NotYetError when something else has to be decided first.
    """
    check_may(by, Right.ENTER_VOTE)
    motion = about.motion if isinstance(about, Amendment) else about
    board = board_of(lock_motion(motion))
    now = board.find(about).amendment if isinstance(about, Amendment) else board.motion
    check_unchanged(now, version)
    held = permissions.check_can_vote(by, now)
    outcome = _judged(taken, motion)
    _check_in_turn(board, now)
    text = board.find(now).text if isinstance(now, Amendment) else board.text
    vote = _keep(now, text, taken, outcome, by)
    before = {"state": now.state}
    told = _follow(board, now, outcome, by)
    _enter(vote, now, told=told, before=before, what="entered a vote on", by=by, held=held)
    return vote


@transaction.atomic
def correct_vote(*, about: Motion | Amendment, taken: Taken, why: str, by: Person) -> Vote:
    """Enter a vote again that was entered wrongly: its counts, names or how it was taken, not what came of it.

    The vote as first entered stays, marked as corrected. Raises NotAllowedError, VoteError; with another result too,
    for what followed from the first (texts, resolutions) cannot be taken back by a number.
    """
    board = board_of(lock_motion(about.motion if isinstance(about, Amendment) else about))
    now = board.find(about).amendment if isinstance(about, Amendment) else board.motion
    held = permissions.check_can_correct(by, now)
    wrong = last_vote(now)
    if wrong is None:
        raise VoteError(["No vote on this was entered yet."])
    if not why.strip():
        raise VoteError(["Say what was wrong: the reason stays with the vote."])
    outcome = _judged(taken, board.motion)
    if outcome.value != wrong.result:
        raise VoteError(
            [
                f"By these votes it would be {outcome.value}, but {wrong.result} was entered and acted on. A correction"
                " cannot change that: bring the text or the motion back to a meeting, and minute what went wrong."
            ]
        )
    vote = _keep(now, wrong.text, taken, outcome, by)
    _enter(
        vote, now, told={}, before=_counts(wrong), what="corrected the vote on", by=by, held=held, why=why.strip()
    )  # fmt: skip
    return vote


def _judged(taken: Taken, motion: Motion) -> Result:
    judged = judge(taken.vote, [each.name for each in members_of(motion)], taken.stated)
    if judged.wrong or (judged.checks and not taken.go_on):
        raise VoteError(judged.wrong, judged.checks)
    assert judged.outcome is not None  # noqa: S101 - without one it is wrong
    return judged.outcome


def _check_in_turn(board: Board, now: Motion | Amendment) -> None:
    """Raise NotYetError when a vote on it is out of turn."""
    motion = MotionState(board.motion.state)
    if motion not in (MotionState.SECONDED, MotionState.AMENDED):
        raise NotYetError(
            f"The motion is {motion.label.lower()}. Votes are taken once it was moved and seconded: say so first."
        )
    if isinstance(now, Amendment):
        state = AmendmentState(now.state)
        if not may_follow(state, AmendmentState.CARRIED):
            raise NotYetError(f"{now} is {state.label.lower()}. Say first that it was moved and seconded.")
        if now.amends is not None and board.find(now.amends).is_settled:
            raise NotYetError(f"{now.amends} was decided already, so nothing can be voted on that amends it.")
        return
    before_it = [each.name for each in board.walk() if each.amendment.state in ("moved", "seconded")]
    if before_it:
        raise NotYetError(
            f"Amendment {', '.join(before_it)} was moved and is not decided. Enter the vote on it, or say that it was"
            " withdrawn or lapsed, before the vote on the motion."
        )


def _keep(about: Motion | Amendment, text: Text, taken: Taken, outcome: Result, by: Person) -> Vote:
    vote = Vote.objects.create(
        motion=about.motion if isinstance(about, Amendment) else about,
        amendment=about if isinstance(about, Amendment) else None,
        text=text,
        meeting=taken.meeting,
        method=taken.method,
        votes_for=taken.votes_for,
        votes_against=taken.votes_against,
        abstentions=taken.abstentions,
        casting=taken.casting or "",
        result=outcome,
        taken_at=taken.taken_at,
        entered_by=by,
    )
    people = {each.name: each.person for each in members_of(vote.motion)}
    NamedVote.objects.bulk_create(
        NamedVote(vote=vote, name=name, ballot=ballot, person=people.get(name)) for name, ballot in taken.names
    )
    return vote


def _follow(board: Board, now: Motion | Amendment, outcome: Result, by: Person) -> dict[str, Any]:
    """Do what follows from the result; what was done, as the record keeps it."""
    if outcome is Result.TIED:
        return {}
    if isinstance(now, Amendment):
        to = AmendmentState(outcome.value)
        if outcome is Result.CARRIED:
            return {"state": to.label, **adopt(board, now, to=to, by=by).told}
        set_state(now, to)
        return {"state": to.label}
    now.state, now.state_at = MotionState(outcome.value), timezone.now()
    now.version += 1
    now.save(update_fields=["state", "state_at", "version"])
    if outcome is Result.CARRIED:
        for hook in ADOPTED:
            hook(now, board.text, by)
    return {"state": MotionState(outcome.value).label}


def _enter(
    vote: Vote, now: Motion | Amendment, *, told: dict[str, Any], before: dict[str, Any], what: str, by: Person,
    held: Held, why: str = "",
) -> None:  # fmt: skip
    enter(by=by, what=what, about=now, why=why, before=before, after={**_counts(vote), **told}, held=held)


def _counts(vote: Vote) -> dict[str, Any]:
    """The vote as the record keeps it: how it was taken, its counts, and what came of it. Names are with the vote."""
    said = {
        "method": voting.IN_WORDS[Method(vote.method)],
        "for": vote.votes_for,
        "against": vote.votes_against,
        "abstained": vote.abstentions,
        "casting vote": vote.casting,
        "result": vote.result,
    }
    if vote.method == Method.RECORDED:
        ballots = list(vote.by_name.values_list("ballot", flat=True))
        said |= {
            "for": ballots.count("for"),
            "against": ballots.count("against"),
            "abstained": ballots.count("abstain"),
        }
    return {field: value for field, value in said.items() if value not in (None, "")}
