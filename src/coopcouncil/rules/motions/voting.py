"""Votes on motions and amendments: by assent, by show of hands, or recorded by name; and what is wrong with one.

Set out in: Local Government Act 1972, Schedule 12, paragraph 39: a question is decided by a majority of the members
present and voting, and in the case of an equality of votes the person presiding has a second or casting vote.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from coopcouncil.evidence.findings import Finding, Outcome

RULE, VERSION = "vote", "1"
SOURCE = "Local Government Act 1972, Schedule 12, paragraph 39"


class Method(StrEnum):
    """How the vote was taken."""

    ASSENT = "assent"
    SHOW_OF_HANDS = "show-of-hands"
    RECORDED = "recorded"


class Ballot(StrEnum):
    """What a member did in a recorded vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Result(StrEnum):
    """What became of the question. TIED: as many for as against, and no casting vote was given."""

    CARRIED = "carried"
    LOST = "lost"
    TIED = "tied"


@dataclass(frozen=True, slots=True)
class PersonVote:
    """One member's vote, by the member's stable id."""

    member: str
    ballot: Ballot


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote as it was taken. Counts are of a show of hands; `votes` are those of a recorded vote, by name.

    `casting` is the second vote of the person presiding, None when none was given.
    """

    method: Method
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    votes: tuple[PersonVote, ...] = ()
    casting: Ballot | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many were for, against, and abstained."""

    votes_for: int
    votes_against: int
    abstentions: int

    @property
    def is_tie(self) -> bool:
        """As many for as against."""
        return self.votes_for == self.votes_against


def count(vote: Vote) -> Count | None:
    """The votes counted, without a casting vote; None for assent, or a show of hands that was not counted."""
    if vote.method is Method.RECORDED:
        ballots = Counter(each.ballot for each in vote.votes)
        return Count(ballots[Ballot.FOR], ballots[Ballot.AGAINST], ballots[Ballot.ABSTAIN])
    if vote.method is Method.ASSENT or vote.votes_for is None or vote.votes_against is None:
        return None
    return Count(vote.votes_for, vote.votes_against, vote.abstentions or 0)


def result(vote: Vote) -> Result | None:
    """What became of the question; None for a show of hands whose count is not stated: nothing is guessed."""
    if vote.method is Method.ASSENT:
        return Result.CARRIED
    counted = count(vote)
    if counted is None:
        return None
    if counted.is_tie:
        return {Ballot.FOR: Result.CARRIED, Ballot.AGAINST: Result.LOST}.get(
            vote.casting or Ballot.ABSTAIN, Result.TIED
        )
    return Result.CARRIED if counted.votes_for > counted.votes_against else Result.LOST


def judge_vote(vote: Vote, members: Collection[str], present: Collection[str] | None = None) -> tuple[Finding, ...]:
    """All that is wrong with a vote, each as a FAIL; one CHECK where something needed is not stated; or one PASS.

    `members` are the ids of all members of the body, `present` of those at the meeting, None when that is not known.
    """
    wrong = [*_wrong_names(vote, members, present), *_wrong_counts(vote, len(members), present), *_wrong_casting(vote)]
    if wrong:
        return tuple(_finding(Outcome.FAIL, reason) for reason in wrong)
    outcome = result(vote)
    if outcome is None:
        return (_finding(Outcome.CHECK, "The count of this show of hands is not stated."),)
    if outcome is Result.TIED:
        return (_finding(Outcome.CHECK, "The votes are equal and no casting vote is stated: nothing is decided."),)
    if present is None and vote.method is Method.RECORDED:
        return (_finding(Outcome.CHECK, "Who was present is not stated, so that absent members cannot be ruled out."),)
    return (_finding(Outcome.PASS, f"The vote is in order: {outcome.value}."),)


def _wrong_names(vote: Vote, members: Collection[str], present: Collection[str] | None) -> Iterable[str]:
    times = Counter(each.member for each in vote.votes)
    for member in sorted(times):
        if times[member] > 1:
            yield f"{member} is recorded {times[member]} times. Keep one vote."
        if member not in members:
            yield f"{member} is not a member of this body."
        elif present is not None and member not in present:
            yield f"{member} is recorded as voting and as absent."
    if vote.votes and vote.method is not Method.RECORDED:
        yield "Votes are given by name, but this was not a recorded vote."


def _wrong_counts(vote: Vote, members: int, present: Collection[str] | None) -> Iterable[str]:
    stated = (vote.votes_for, vote.votes_against, vote.abstentions)
    if vote.method is not Method.SHOW_OF_HANDS:
        if any(each is not None for each in stated):
            yield f"A count of hands is given, but the vote was {IN_WORDS[vote.method]}."
        return
    if any(each is not None and each < 0 for each in stated):
        yield "A count of votes is below nought."
    hands, most = sum(each or 0 for each in stated), members if present is None else len(present)
    if hands > most:
        yield f"{hands} votes are counted, but there {'were' if present is not None else 'are'} only {most} members."


def _wrong_casting(vote: Vote) -> Iterable[str]:
    if vote.casting is None:
        return
    counted = count(vote)
    if counted is None or not counted.is_tie:
        yield "A casting vote is given, but the votes were not equal. It counts only on a tie."
    if vote.casting is Ballot.ABSTAIN:
        yield "A casting vote is for or against."


IN_WORDS = {Method.ASSENT: "by assent", Method.SHOW_OF_HANDS: "by show of hands", Method.RECORDED: "recorded by name"}


def _finding(outcome: Outcome, reason: str) -> Finding:
    return Finding(outcome, reason, (), RULE, VERSION, SOURCE)
