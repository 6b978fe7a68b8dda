"""Amendments from end to end: added, merged, decided on where they collide, adopted, and carried onto the new text."""

import pytest
from tests.support.amendments import (
    FIRST,
    NOTES,
    SECOND,
    THIRD,
    WELCOMES,
    WORDS,
    adviser,
    amendment,
    brought,
    clerk,
    motion,
    seconded,
    words_of,
)
from tests.support.people import person

from coopcouncil.rules.motions.states import AmendmentState, MotionState
from coopcouncil.rules.motions.successors import succeed
from coopcouncil.rules.motions.voting import Method
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.motions.amendments.adopting import NotYetError
from coopcouncil.web.motions.amendments.board import board_of, next_name
from coopcouncil.web.motions.amendments.consolidating import consolidate
from coopcouncil.web.motions.amendments.deciding import Wanted, decide_collision, settle_amendment, stamp
from coopcouncil.web.motions.amendments.meanwhile import ChangedMeanwhileError
from coopcouncil.web.motions.amendments.operations import (
    AmendmentError,
    add_amendment,
    change_amendment_text,
    move_amendment,
)
from coopcouncil.web.motions.amendments.rebasing import rebasing_of
from coopcouncil.web.motions.amendments.texts import current_text
from coopcouncil.web.motions.models import Advice, Amendment, CollisionDecision, Motion, Text
from coopcouncil.web.motions.votes.operations import Taken, enter_vote
from coopcouncil.web.permissions import NotAllowedError
from coopcouncil.web.record.models import Entry

pytestmark = pytest.mark.django_db

MORE = FIRST.replace("£10,000", "£20,000")
LESS = FIRST.replace("£10,000", "£5,000")


def carry(given: Amendment) -> Amendment:
    """The amendment, carried by assent."""
    given.refresh_from_db()
    enter_vote(about=given, version=given.version, taken=Taken(Method.ASSENT), by=clerk())
    given.refresh_from_db()
    return given


def entries(about: Motion | Amendment) -> list[str]:
    return list(
        Entry.objects.filter(about=f"{about.subject_kind}:{about.subject_ref}")
        .order_by("number")
        .values_list("what", flat=True)
    )


# ---- adding
def test_amendment_is_kept_as_a_draft_with_its_text_and_one_entry() -> None:
    made = amendment(motion(), "1", {FIRST: MORE})
    assert made.state == AmendmentState.DRAFT
    assert words_of(made) == tuple(MORE if text == FIRST else text for text in WORDS)
    assert entries(made) == ["added"]


def test_names_are_suggested_by_number_and_by_letter_under_another() -> None:
    moved = motion()
    first = amendment(moved, "1", {FIRST: MORE})
    assert next_name(board_of(moved)) == "2"
    assert next_name(board_of(moved), first) == "1A"
    child = amendment(first, "1A", {SECOND: None})
    assert next_name(board_of(moved), first) == "1B"
    assert next_name(board_of(moved), child) == "1A1"


def test_amendment_that_says_what_the_text_says_is_not_kept() -> None:
    with pytest.raises(AmendmentError, match="says the same"):
        amendment(motion(), "1", {})


def test_second_amendment_of_a_name_is_refused_whatever_its_case() -> None:
    moved = motion()
    amendment(moved, "2a", {FIRST: MORE})
    with pytest.raises(AmendmentError, match="an amendment 2A"):
        amendment(moved, "2A", {FIRST: LESS})


def test_nothing_amends_a_motion_that_is_carried() -> None:
    with pytest.raises(NotAllowedError, match="carried"):
        amendment(motion(state=MotionState.CARRIED), "1", {FIRST: MORE})


def test_councillor_who_adds_one_moves_it_and_changes_only_their_own_draft() -> None:
    moved = motion()
    mine = amendment(moved, "1", {FIRST: MORE}, by=person(Role.COUNCILLOR))
    theirs = amendment(moved, "2", {FIRST: LESS}, by=person(Role.COUNCILLOR, name="Another Councillor"))
    assert mine.mover_person == person(Role.COUNCILLOR)
    base = current_text(moved)
    new = succeed(base.read, [*WORDS, "And a shed."])
    change_amendment_text(amendment=mine, version=1, paragraphs=new, why="a shed", by=person(Role.COUNCILLOR))
    assert words_of(mine)[-1] == "And a shed."
    with pytest.raises(NotAllowedError, match="mover of amendment 2"):
        change_amendment_text(amendment=theirs, version=1, paragraphs=new, why="", by=person(Role.COUNCILLOR))


def test_amendment_made_to_an_older_text_is_carried_onto_the_newest_at_once() -> None:
    moved = motion()
    old = current_text(moved)
    carry(seconded(amendment(moved, "1", {THIRD: None})))
    late = add_amendment(
        motion=moved,
        base=old,
        paragraphs=succeed(old.read, [MORE if text == FIRST else text for text in old.plain]),
        name="2",
        mover="Late",
        seconder="",
        received_at=None,
        by=clerk(),
    )
    assert words_of(late) == tuple(MORE if text == FIRST else text for text in WORDS if text != THIRD)
    assert late.texts.count() == 2


# ---- the consolidated text
def test_amendments_apart_are_merged_and_each_change_is_attributed() -> None:
    moved = motion()
    for name, change in (("1", {FIRST: MORE}), ("2", {THIRD: None}), ("3", {FIRST: MORE})):
        brought(amendment(moved, name, change), AmendmentState.SUBMITTED)
    made = consolidate(board_of(moved))
    assert made.paragraphs == tuple(MORE if text == FIRST else text for text in WORDS if text != THIRD)
    assert not made.clashes
    assert made.attribution.changed == {3: ("1", "3"), 5: ("2",)}


def test_collision_has_one_key_in_whatever_order_the_amendments_came() -> None:
    keys = []
    for order in (("1", "2"), ("2", "1")):
        moved = motion()
        changes = {"1": {FIRST: MORE}, "2": {FIRST: LESS}}
        for name in order:
            brought(amendment(moved, name, changes[name]), AmendmentState.SUBMITTED)
        (clash,) = consolidate(board_of(moved)).clashes
        keys.append(clash.key)
    assert keys[0] == keys[1]
    assert keys[0].startswith("4-")


def colliding() -> Motion:
    """A motion whose amendments 1 and 2 collide in the fourth paragraph."""
    moved = motion()
    brought(amendment(moved, "1", {FIRST: MORE}), AmendmentState.SUBMITTED)
    brought(amendment(moved, "2", {FIRST: LESS, THIRD: None}), AmendmentState.SUBMITTED)
    return moved


@pytest.mark.parametrize(
    ("amendment_name", "words", "expected"),
    [("1", None, MORE), ("2", None, LESS), (None, ("15,000",), "£15,000"), (None, None, FIRST)],
)
def test_decision_gives_the_words_that_were_chosen(
    amendment_name: str | None, words: tuple[str, ...] | None, expected: str
) -> None:
    moved = colliding()
    (clash,) = consolidate(board_of(moved)).open_clashes
    if words is not None:
        words = (clash.collision.base[0].replace("10,000", words[0]),)
    decide_collision(motion=moved, wanted=Wanted(clash.key, "As agreed.", amendment_name, words), by=clerk())
    made = consolidate(board_of(moved))
    assert not made.open_clashes
    assert expected in made.paragraphs[3]
    assert THIRD not in made.paragraphs
    assert entries(moved) == ["decided a collision in"]


def test_decision_lapses_when_a_rival_is_changed_and_stands_beside_the_new_collision() -> None:
    moved = colliding()
    (clash,) = consolidate(board_of(moved)).clashes
    decide_collision(motion=moved, wanted=Wanted(clash.key, "The group asked.", "1"), by=clerk())
    second = moved.amendments.get(name="2")
    new = [FIRST.replace("£10,000", "£7,000") if text == FIRST else text for text in WORDS]
    change_amendment_text(
        amendment=second,
        version=second.version,
        paragraphs=succeed(current_text(moved).read, new),
        why="Less, but not so little.",
        by=clerk(),
    )
    made = consolidate(board_of(moved))
    (again,) = made.open_clashes
    assert again.key != clash.key
    assert again.before is not None
    assert again.before.why == "The group asked."
    assert [each.why for each in made.lapsed] == ["The group asked."]
    assert CollisionDecision.objects.count() == 1


def test_collision_with_one_more_amendment_chosen_is_asked_anew_and_without_it_still_decided() -> None:
    moved = colliding()
    (clash,) = consolidate(board_of(moved)).clashes
    decide_collision(motion=moved, wanted=Wanted(clash.key, "So.", "1"), by=clerk())
    brought(amendment(moved, "3", {FIRST: FIRST.replace("£10,000", "£1")}), AmendmentState.SUBMITTED)
    assert consolidate(board_of(moved)).open_clashes
    first_two = list(moved.amendments.filter(name__in=("1", "2")).values_list("pk", flat=True))
    assert not consolidate(board_of(moved), first_two).open_clashes


def test_decision_needs_a_reason_and_a_choice_that_is_offered() -> None:
    moved = colliding()
    (clash,) = consolidate(board_of(moved)).clashes
    with pytest.raises(AmendmentError, match="Say why"):
        decide_collision(motion=moved, wanted=Wanted(clash.key, "  ", "1"), by=clerk())
    with pytest.raises(AmendmentError, match="no part in this collision"):
        decide_collision(motion=moved, wanted=Wanted(clash.key, "So.", "7"), by=clerk())
    assert not CollisionDecision.objects.exists()


def test_second_clerk_is_told_what_the_first_decided_and_overwrites_nothing_unseen() -> None:
    moved = colliding()
    (clash,) = consolidate(board_of(moved)).clashes
    first = decide_collision(motion=moved, wanted=Wanted(clash.key, "One.", "1"), by=clerk())
    other = person(Role.DEMOCRATIC_SERVICES, name="Other Clerk")
    with pytest.raises(ChangedMeanwhileError, match=r"in the meantime: the words of amendment 1 \(One\.\)"):
        decide_collision(motion=moved, wanted=Wanted(clash.key, "Two.", "2"), by=other)
    decide_collision(motion=moved, wanted=Wanted(clash.key, "Two.", "2", seen=stamp(first)), by=other)
    assert CollisionDecision.objects.get().why == "Two."


def test_only_the_clerk_decides_collisions() -> None:
    moved = colliding()
    (clash,) = consolidate(board_of(moved)).clashes
    for role in set(Role) - {Role.DEMOCRATIC_SERVICES}:
        with pytest.raises(NotAllowedError):
            decide_collision(motion=moved, wanted=Wanted(clash.key, "So.", "1"), by=person(role))


def test_amendments_to_an_amendment_are_merged_into_it_first_and_can_collide_there() -> None:
    moved = motion()
    first = brought(amendment(moved, "1", {FIRST: MORE}), AmendmentState.SUBMITTED)
    for name, month in (("1A", "May"), ("1B", "July")):
        brought(amendment(first, name, {SECOND: SECOND.replace("June", month)}), AmendmentState.SUBMITTED)
    (clash,) = consolidate(board_of(moved)).open_clashes
    assert clash.of == "1"
    decide_collision(motion=moved, wanted=Wanted(clash.key, "Sooner.", "1A"), by=clerk())
    made = consolidate(board_of(moved))
    assert made.paragraphs == (NOTES, WELCOMES, WORDS[2], MORE, SECOND.replace("June", "May"), THIRD)


# ---- adoption and what follows
def test_carried_amendment_makes_the_next_text_and_the_others_follow() -> None:
    moved = motion()
    first = seconded(amendment(moved, "1", {FIRST: MORE}))
    second = seconded(amendment(moved, "2", {THIRD: None}))
    third = seconded(amendment(moved, "3", {NOTES: NOTES.replace("full", "long full")}))
    under = brought(amendment(third, "3A", {WELCOMES: None}), AmendmentState.SUBMITTED)
    Advice.objects.create(text=current_text(second), in_order=True, words="Fine.", given_by=adviser())
    carry(first)
    moved.refresh_from_db()
    text = current_text(moved)
    assert (moved.state, text.number, text.adopted, text.because) == ("amended", 2, first, "amendment 1 carried")
    for open_one in (second, third, under):
        assert MORE in words_of(open_one)
        assert current_text(open_one).because.startswith("re-based after ")
    assert THIRD not in words_of(second)
    assert WELCOMES not in words_of(under)
    assert WELCOMES in words_of(third)
    assert current_text(under).base == current_text(third)
    assert entries(first)[-1] == "entered a vote on"


def test_three_amendments_carried_one_after_the_other_give_the_consolidated_text() -> None:
    moved = motion()
    changes = {"1": {FIRST: MORE}, "2": {THIRD: None}, "3": {SECOND: SECOND.replace("June", "May")}}
    made = [seconded(amendment(moved, name, change)) for name, change in changes.items()]
    together = consolidate(board_of(moved)).paragraphs
    for each in made:
        carry(each)
    assert words_of(moved) == together
    assert current_text(moved).number == 4
    assert [each.id for each in current_text(moved).read] == ["p1", "p2", "p3", "p4", "p5"]


def test_open_amendment_that_collides_stays_as_it_is_until_it_is_settled() -> None:
    moved = motion()
    first, second = seconded(amendment(moved, "1", {FIRST: MORE})), seconded(amendment(moved, "2", {FIRST: LESS}))
    before = words_of(second)
    carry(first)
    standing = board_of(moved).find(second)
    assert standing.is_behind
    assert words_of(second) == before
    with pytest.raises(NotYetError, match="collides with the text as it now stands in 1 place"):
        carry(second)
    rebasing = rebasing_of(standing)
    (collision,) = rebasing.merged.collisions
    wanted = Wanted(rebasing.key(collision), "It still wants less.", "2")
    second.refresh_from_db()
    settle_amendment(amendment=second, version=second.version, wanted=wanted, by=clerk())
    assert not board_of(moved).find(second).is_behind
    carry(second)
    assert LESS in words_of(moved)
    assert Text.objects.filter(motion=moved).count() == 3


def test_settling_for_the_text_as_it_stands_keeps_the_rest_of_the_amendment() -> None:
    moved = motion()
    first = seconded(amendment(moved, "1", {FIRST: MORE}))
    second = seconded(amendment(moved, "2", {FIRST: LESS, THIRD: None}, by=person(Role.COUNCILLOR)))
    carry(first)
    rebasing = rebasing_of(board_of(moved).find(second))
    (collision,) = rebasing.merged.collisions
    second.refresh_from_db()
    wanted = Wanted(rebasing.key(collision), "Gladly.")
    with pytest.raises(NotAllowedError, match="mover of amendment 2"):
        settle_amendment(
            amendment=second, version=second.version, wanted=wanted, by=person(Role.COUNCILLOR, name="Somebody Else")
        )
    settle_amendment(amendment=second, version=second.version, wanted=wanted, by=person(Role.COUNCILLOR))
    assert words_of(second) == tuple(MORE if text == FIRST else text for text in WORDS if text != THIRD)


def test_decision_on_the_consolidated_text_does_not_settle_the_mover_s_own_amendment() -> None:
    moved = motion()
    first, second = seconded(amendment(moved, "1", {FIRST: MORE})), seconded(amendment(moved, "2", {FIRST: LESS}))
    (clash,) = consolidate(board_of(moved)).clashes
    decide_collision(motion=moved, wanted=Wanted(clash.key, "So.", "1"), by=clerk())
    carry(first)
    assert board_of(moved).find(second).is_behind


def test_amendment_to_an_amendment_carried_changes_that_and_not_the_motion() -> None:
    moved = motion()
    first = seconded(amendment(moved, "1", {FIRST: MORE}))
    under = seconded(amendment(first, "1A", {SECOND: None}))
    other = brought(amendment(first, "1B", {THIRD: None}), AmendmentState.SUBMITTED)
    with pytest.raises(NotYetError, match="1A and 1B to amendment 1 is not decided"):
        carry(first)
    carry(under)
    assert SECOND not in words_of(first)
    assert words_of(moved) == WORDS
    assert SECOND not in words_of(other)
    assert THIRD not in words_of(other)
    brought(other, AmendmentState.WITHDRAWN)
    carry(first)
    assert words_of(moved) == (NOTES, WELCOMES, WORDS[2], MORE, THIRD)


def test_amendment_is_accepted_by_the_mover_of_the_motion_and_by_nobody_else_but_the_clerk() -> None:
    moved = motion(state=MotionState.ON_ORDER_PAPER)
    mover = person(Role.COUNCILLOR, name="Motion Mover")
    Motion.objects.filter(pk=moved.pk).update(mover_person=mover)
    given = brought(amendment(moved, "1", {FIRST: MORE}), AmendmentState.SUBMITTED, AmendmentState.IN_ORDER)
    for other in (person(Role.COUNCILLOR), adviser(), person(Role.OFFICER)):
        with pytest.raises(NotAllowedError):
            move_amendment(amendment=given, version=given.version, to=AmendmentState.ACCEPTED, by=other)
    move_amendment(amendment=given, version=given.version, to=AmendmentState.ACCEPTED, by=mover)
    given.refresh_from_db()
    moved.refresh_from_db()
    assert (given.state, given.accepted_by_mover) == ("accepted", True)
    assert (moved.state, words_of(moved)[3]) == ("on-order-paper", MORE)


def test_reason_is_asked_for_where_an_amendment_is_ruled_out_withdrawn_or_lapses() -> None:
    given = brought(amendment(motion(), "1", {FIRST: MORE}), AmendmentState.SUBMITTED)
    with pytest.raises(AmendmentError, match="Say why the amendment is out of order"):
        move_amendment(amendment=given, version=given.version, to=AmendmentState.OUT_OF_ORDER, by=adviser())


def test_second_of_two_who_move_an_amendment_at_once_is_told_who_did_what() -> None:
    given = amendment(motion(), "1", {FIRST: MORE})
    move_amendment(amendment=given, version=1, to=AmendmentState.SUBMITTED, by=clerk())
    with pytest.raises(ChangedMeanwhileError, match=r"Democratic Services.* submitted amendment 1 in the meantime"):
        move_amendment(amendment=given, version=1, to=AmendmentState.WITHDRAWN, by=clerk(), why="No.")
