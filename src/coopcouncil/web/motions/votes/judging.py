"""What is wrong with a vote before it is entered: what must be mended, and what can be gone on with."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from coopcouncil.evidence.findings import Outcome
from coopcouncil.rules.motions.voting import Method, Result, Vote, count, judge_vote, result

BY_THE_LIST = "By the list of members kept here:"


@dataclass(frozen=True)
class Judged:
    """`outcome` is what became of the question, None while that is not known; `wrong` must be mended first."""

    outcome: Result | None
    wrong: tuple[str, ...]
    checks: tuple[str, ...]


def judge(vote: Vote, known: Collection[str], stated: Result | None = None) -> Judged:
    """Judge a vote. `known` are the members that are known here; `stated` is the result that the chair declared.

    The list of members here may not be whole, so what speaks against it is for a person to look at, and never wrong
    by itself.
    """
    worked_out = result(vote)
    findings = judge_vote(vote, _everybody(vote))
    wrong = [each.reason for each in findings if each.outcome is Outcome.FAIL]
    checks = [each.reason for each in findings if each.outcome is Outcome.CHECK]
    if known:
        against = judge_vote(vote, known)
        found = [each.reason for each in against if each.outcome is Outcome.FAIL and each.reason not in wrong]
        checks += [f"{BY_THE_LIST} {reason}" for reason in found]
    wrong += _of_result(vote, worked_out, stated)
    return Judged(worked_out or stated, tuple(wrong), tuple(dict.fromkeys(checks)))


def _everybody(vote: Vote) -> list[str]:
    """Members enough for this vote: those named in it, and one for each hand."""
    hands = sum(each or 0 for each in (vote.votes_for, vote.votes_against, vote.abstentions))
    named = {each.member for each in vote.votes}
    return [*named, *(f"hand {number}" for number in range(hands))]


def _of_result(vote: Vote, worked_out: Result | None, stated: Result | None) -> Iterator[str]:
    if worked_out is None and stated not in (Result.CARRIED, Result.LOST):
        yield "The hands were not counted. Say what the chair declared: carried or lost."
    if worked_out is not None and stated is not None and stated is not worked_out:
        yield f"The chair is said to have declared it {stated.value}, but by these votes it is {worked_out.value}."
    if vote.method is Method.RECORDED and not vote.votes:
        yield "A recorded vote needs the names. Enter how each member voted."
    if vote.method is Method.SHOW_OF_HANDS and (vote.votes_for is None) != (vote.votes_against is None):
        yield "Give both counts, for and against, or neither."
    counted = count(vote)
    if counted is not None and vote.votes_for == vote.votes_against == 0 and vote.method is Method.SHOW_OF_HANDS:
        yield "Nobody voted, by these counts. Leave both empty when the hands were not counted."
