"""Votes from end to end: by assent, show of hands and name, ties, what follows, and corrections."""

from collections.abc import Iterator

import pytest
from tests.support.amendments import FIRST, THIRD, adviser, amendment, clerk, motion, seconded, words_of
from tests.support.people import person

from coopcouncil.rules.motions.states import MotionState
from coopcouncil.rules.motions.voting import Ballot, Method, Result
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings.models import Office
from coopcouncil.web.motions.adopted import ADOPTED
from coopcouncil.web.motions.amendments.adopting import NotYetError
from coopcouncil.web.motions.amendments.meanwhile import ChangedMeanwhileError
from coopcouncil.web.motions.models import Motion, Text, Vote
from coopcouncil.web.motions.votes.operations import Taken, VoteError, correct_vote, enter_vote
from coopcouncil.web.motions.votes.queries import every_vote, members_of, votes_on
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import NotAllowedError
from coopcouncil.web.record.models import Entry

pytestmark = pytest.mark.django_db

MORE = FIRST.replace("£10,000", "£20,000")
HANDS = Method.SHOW_OF_HANDS
NAMES = (("Ann Able", Ballot.FOR), ("Bob Bray", Ballot.AGAINST), ("Cat Cole", Ballot.FOR), ("Dan Dix", Ballot.ABSTAIN))


@pytest.fixture
def adopted() -> Iterator[list[tuple[Motion, Text, Person]]]:
    """What was called when a motion was carried."""
    called: list[tuple[Motion, Text, Person]] = []

    def note(motion: Motion, text: Text, by: Person) -> None:
        called.append((motion, text, by))

    ADOPTED.append(note)
    yield called
    ADOPTED.remove(note)


def vote(on: Motion, taken: Taken) -> Vote:
    on.refresh_from_db()
    return enter_vote(about=on, version=on.version, taken=taken, by=clerk())


@pytest.mark.parametrize(
    ("taken", "state"),
    [
        (Taken(Method.ASSENT), "carried"),
        (Taken(HANDS, 23, 20, 2), "carried"),
        (Taken(HANDS, 20, 23), "lost"),
        (Taken(HANDS, 20, 20, casting=Ballot.FOR), "carried"),
        (Taken(HANDS, 20, 20, casting=Ballot.AGAINST), "lost"),
        (Taken(HANDS, 20, 20, go_on=True), "seconded"),
        (Taken(HANDS, stated=Result.LOST, go_on=True), "lost"),
        (Taken(Method.RECORDED, names=NAMES, go_on=True), "carried"),
    ],
)
def test_result_of_a_vote_moves_the_motion(
    taken: Taken, state: str, adopted: list[tuple[Motion, Text, Person]]
) -> None:
    moved = motion()
    made = vote(moved, taken)
    moved.refresh_from_db()
    assert moved.state == state
    assert made.result == {"seconded": "tied"}.get(state, state)
    assert [(each, by) for each, _, by in adopted] == ([(moved, clerk())] if state == "carried" else [])
    assert list(Entry.objects.filter(about=moved.about).values_list("what", flat=True)) == ["entered a vote on"]


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        (Taken(HANDS), "Say what the chair declared"),
        (Taken(HANDS, 23), "both counts"),
        (Taken(HANDS, 23, 20, casting=Ballot.FOR), "only on a tie"),
        (Taken(HANDS, 23, 20, stated=Result.LOST), "declared it lost, but by these votes it is carried"),
        (Taken(HANDS, 0, 0), "Nobody voted"),
        (Taken(Method.ASSENT, 1, 0), "the vote was by assent"),
        (Taken(Method.RECORDED), "needs the names"),
        (Taken(Method.RECORDED, names=(*NAMES, NAMES[0])), "recorded 2 times"),
    ],
)
def test_vote_that_cannot_be_is_refused_even_when_gone_on_with(taken: Taken, words: str) -> None:
    moved = motion()
    with pytest.raises(VoteError, match=words):
        vote(moved, Taken(**{**{name: getattr(taken, name) for name in taken.__dataclass_fields__}, "go_on": True}))
    assert not Vote.objects.exists()


def test_uncounted_hands_and_ties_are_asked_about_before_they_are_entered() -> None:
    moved = motion()
    with pytest.raises(VoteError) as caught:
        vote(moved, Taken(HANDS, 20, 20))
    assert caught.value.wrong == ()
    assert caught.value.checks == ("The votes are equal and no casting vote is stated: nothing is decided.",)


def test_tie_is_kept_and_a_later_vote_decides() -> None:
    moved = motion()
    vote(moved, Taken(HANDS, 20, 20, go_on=True))
    vote(moved, Taken(HANDS, 21, 20))
    assert [(each.vote.result, each.corrected) for each in votes_on(moved)] == [("tied", False), ("carried", False)]


def test_members_are_those_with_an_office_and_the_councillors_each_once() -> None:
    councillor = person(Role.COUNCILLOR, name="Ann Able")
    Office.objects.create(title="Mayor", holder="Cllr Ann Able", person=councillor)
    Office.objects.create(title="Councillor", holder="Zed Zeal")
    person(Role.COUNCILLOR, name="Bob Bray")
    assert [each.name for each in members_of(motion())] == ["Cllr Ann Able", "Bob Bray", "Zed Zeal"]


def test_name_that_is_on_no_list_is_asked_about_and_kept_when_gone_on_with() -> None:
    Office.objects.create(title="Councillor", holder="Ann Able")
    moved = motion()
    with pytest.raises(VoteError, match="Dan Dix is not a member of this body") as caught:
        vote(moved, Taken(Method.RECORDED, names=NAMES))
    assert caught.value.wrong == ()
    vote(moved, Taken(Method.RECORDED, names=NAMES, go_on=True))
    (shown,) = every_vote(moved)
    assert shown.counts == (2, 1, 1)
    assert shown.names["for"] == ["Ann Able", "Cat Cole"]


def test_vote_on_an_amendment_makes_the_text_and_one_lost_leaves_it() -> None:
    moved = motion()
    first, second = seconded(amendment(moved, "1", {FIRST: MORE})), seconded(amendment(moved, "2", {THIRD: None}))
    enter_vote(about=first, version=first.version, taken=Taken(HANDS, 10, 12), by=clerk())
    second.refresh_from_db()
    made = enter_vote(about=second, version=second.version, taken=Taken(HANDS, 12, 10), by=clerk())
    moved.refresh_from_db()
    assert (moved.state, THIRD in words_of(moved), MORE in words_of(moved)) == ("amended", False, False)
    assert made.text.amendment == second
    vote(moved, Taken(Method.ASSENT))
    moved.refresh_from_db()
    assert moved.state == "carried"
    assert Vote.objects.get(motion=moved, amendment=None).text.number == 2


def test_motion_is_not_voted_on_before_the_amendments_that_were_moved() -> None:
    moved = motion()
    seconded(amendment(moved, "1", {FIRST: MORE}))
    with pytest.raises(NotYetError, match="Amendment 1 was moved and is not decided"):
        vote(moved, Taken(Method.ASSENT))


def test_nothing_is_voted_on_before_it_was_moved_and_seconded() -> None:
    with pytest.raises(NotYetError, match="on order paper"):
        vote(motion(state=MotionState.ON_ORDER_PAPER), Taken(Method.ASSENT))
    given = amendment(motion(), "1", {FIRST: MORE})
    with pytest.raises(NotYetError, match="Say first that it was moved and seconded"):
        enter_vote(about=given, version=given.version, taken=Taken(Method.ASSENT), by=clerk())


def test_hook_that_fails_leaves_no_trace_of_the_vote() -> None:
    def fail(_motion: Motion, _text: Text, _by: Person) -> None:
        raise RuntimeError("made up")

    ADOPTED.append(fail)
    moved = motion()
    try:
        with pytest.raises(RuntimeError, match="made up"):
            vote(moved, Taken(Method.ASSENT))
    finally:
        ADOPTED.remove(fail)
    moved.refresh_from_db()
    assert moved.state == "seconded"
    assert not Vote.objects.exists()
    assert not Entry.objects.filter(about=moved.about).exists()


def test_only_the_clerk_enters_and_corrects_votes() -> None:
    moved = motion()
    for role in set(Role) - {Role.DEMOCRATIC_SERVICES}:
        with pytest.raises(NotAllowedError):
            enter_vote(about=moved, version=1, taken=Taken(Method.ASSENT), by=person(role))
    vote(moved, Taken(Method.ASSENT))
    with pytest.raises(NotAllowedError):
        correct_vote(about=moved, taken=Taken(HANDS, 3, 2), why="It was counted.", by=adviser())


def test_second_clerk_to_enter_the_vote_is_told_of_the_first() -> None:
    given = seconded(amendment(motion(), "1", {FIRST: MORE}))
    enter_vote(about=given, version=given.version, taken=Taken(HANDS, 1, 2), by=clerk())
    with pytest.raises(ChangedMeanwhileError, match="entered a vote on amendment 1 in the meantime"):
        enter_vote(about=given, version=given.version, taken=Taken(HANDS, 1, 2), by=clerk())
    assert Vote.objects.count() == 1


def test_correction_stands_beside_the_vote_that_it_corrects_and_changes_no_result() -> None:
    moved = motion()
    vote(moved, Taken(HANDS, 23, 20))
    with pytest.raises(VoteError, match="it would be lost, but carried was entered"):
        correct_vote(about=moved, taken=Taken(HANDS, 20, 23), why="Turned round.", by=clerk())
    with pytest.raises(VoteError, match="Say what was wrong"):
        correct_vote(about=moved, taken=Taken(HANDS, 24, 20), why=" ", by=clerk())
    correct_vote(about=moved, taken=Taken(HANDS, 24, 20), why="One hand was missed.", by=clerk())
    assert [(each.counts, each.corrected) for each in votes_on(moved)] == [((23, 20, 0), True), ((24, 20, 0), False)]
    assert Entry.objects.filter(about=moved.about).latest("number").what == "corrected the vote on"
