"""Votes: counting them, ties and casting votes, and what is wrong with one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcouncil.evidence.findings import Outcome
from coopcouncil.rules.motions.voting import Ballot, Count, Method, PersonVote, Result, Vote, count, judge_vote, result

MEMBERS = frozenset({"ada", "ben", "cat", "dev", "eve"})


def recorded(casting: Ballot | None = None, **ballots: str) -> Vote:
    votes = tuple(PersonVote(member, Ballot(ballot)) for member, ballot in ballots.items())
    return Vote(Method.RECORDED, votes=votes, casting=casting)


def hands(votes_for: int | None, votes_against: int | None, casting: Ballot | None = None) -> Vote:
    return Vote(Method.SHOW_OF_HANDS, votes_for, votes_against, casting=casting)


@pytest.mark.parametrize(
    ("vote", "expected"),
    [
        (Vote(Method.ASSENT), Result.CARRIED),
        (hands(3, 1), Result.CARRIED),
        (hands(1, 3), Result.LOST),
        (hands(2, 2), Result.TIED),
        (hands(0, 0), Result.TIED),
        (hands(None, None), None),
        (hands(2, 2, Ballot.FOR), Result.CARRIED),
        (hands(2, 2, Ballot.AGAINST), Result.LOST),
        (recorded(ada="for", ben="against", cat="abstain"), Result.TIED),
        (recorded(ada="for", ben="abstain", cat="abstain"), Result.CARRIED),
    ],
)
def test_result_of_a_vote(vote: Vote, expected: Result | None) -> None:
    assert result(vote) is expected


def test_recorded_vote_is_counted_by_name() -> None:
    assert count(recorded(ada="for", ben="for", cat="against", dev="abstain")) == Count(2, 1, 1)


@pytest.mark.parametrize(
    ("vote", "says"),
    [
        (recorded(Ballot.FOR, ada="for", ben="for"), "only on a tie"),
        (hands(2, 2, Ballot.ABSTAIN), "for or against"),
        (Vote(Method.ASSENT, casting=Ballot.FOR), "only on a tie"),
        (Vote(Method.RECORDED, votes=(PersonVote("ada", Ballot.FOR),) * 2), "ada is recorded 2 times"),
        (recorded(zoe="for"), "zoe is not a member"),
        (recorded(eve="for", ada="for"), "eve is recorded as voting and as absent"),
        (hands(4, 1), "5 votes are counted, but there were only 4 members"),
        (hands(-1, 1), "below nought"),
        (Vote(Method.RECORDED, votes_for=3), "A count of hands is given"),
        (Vote(Method.ASSENT, votes=(PersonVote("ada", Ballot.FOR),)), "not a recorded vote"),
    ],
)
def test_vote_that_is_wrong_fails_and_says_why(vote: Vote, says: str) -> None:
    findings = judge_vote(vote, MEMBERS, MEMBERS - {"eve"})
    assert {finding.outcome for finding in findings} == {Outcome.FAIL}
    assert any(says in finding.reason for finding in findings)


@pytest.mark.parametrize(
    ("vote", "present", "outcome"),
    [
        (recorded(ada="for", ben="against", cat="for"), MEMBERS, Outcome.PASS),
        (recorded(Ballot.FOR, ada="for", ben="against"), MEMBERS, Outcome.PASS),
        (recorded(ada="for"), None, Outcome.CHECK),
        (hands(2, 2), MEMBERS, Outcome.CHECK),
        (hands(None, None), MEMBERS, Outcome.CHECK),
        (Vote(Method.ASSENT), None, Outcome.PASS),
    ],
)
def test_vote_that_is_not_wrong_passes_or_is_to_be_checked(
    vote: Vote, present: frozenset[str] | None, outcome: Outcome
) -> None:
    (finding,) = judge_vote(vote, MEMBERS, present)
    assert finding.outcome is outcome


@given(st.dictionaries(st.sampled_from(sorted(MEMBERS)), st.sampled_from(list(Ballot))), st.sampled_from(list(Ballot)))
def test_casting_vote_decides_exactly_the_ties(ballots: dict[str, Ballot], casting: Ballot) -> None:
    without = recorded(**ballots)
    with_casting = recorded(casting, **ballots)
    fails = any(each.outcome is Outcome.FAIL for each in judge_vote(with_casting, MEMBERS, MEMBERS))
    assert fails == (result(without) is not Result.TIED or casting is Ballot.ABSTAIN)
    assert fails or result(with_casting) is not Result.TIED
