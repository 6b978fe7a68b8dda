"""From a carried motion to discharged actions: what is proposed, confirmed, worked on, shown and decided."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.support import meetings
from tests.support.amendments import motion as seconded
from tests.support.evidence import published as published_evidence
from tests.support.evidence import withdrawn
from tests.support.people import body, person
from tests.support.promises import CLAUSE, ORCHARDS, SUB, carried, clerk, fresh, officer, promised, shown_by, text_of

from coopcouncil.rules.motions.clause_words import EvidenceKind
from coopcouncil.rules.motions.clauses import ActionKind
from coopcouncil.rules.motions.voting import Method
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.motions.votes.operations import Taken, enter_vote
from coopcouncil.web.people.models import BodyKind, Person
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import NotAllowedError
from coopcouncil.web.promises.confirming.operations import (
    ActionSaid,
    add_action,
    change_action,
    confirm_motion,
    confirm_resolution,
    reject_action,
)
from coopcouncil.web.promises.models import Action, Resolution
from coopcouncil.web.promises.moving import ChangedMeanwhileError
from coopcouncil.web.promises.progress.operations import (
    Decided,
    block,
    decide_discharge,
    enter_review,
    propose_discharge,
    say_proof,
    supersede,
    unblock,
    unsay_proof,
    write_note,
)
from coopcouncil.web.promises.proofs import PROOFS, evidence_under, register_proof, ticks_of
from coopcouncil.web.promises.proposing import propose_for
from coopcouncil.web.promises.standing import add_months, not_stated
from coopcouncil.web.record.models import Entry

TODAY = date(2026, 6, 1)


def entries() -> list[str]:
    """What the record says was done, in order."""
    return list(Entry.objects.order_by("number").values_list("what", flat=True))


def ticked(action: Action, user: object) -> dict[str, tuple[bool, bool]]:
    """Kind -> whether it is ticked, and whether by what is published, for this user."""
    shown = evidence_under([action], user).get(action.pk, ())
    return {tick.kind.value: (tick.is_ticked, tick.is_published) for tick in ticks_of(action, shown)}


def as_said(action: Action, **more: object) -> ActionSaid:
    """What is known of an action, with something else."""
    known = {"kind": action.kind, "words": action.words, "evidence": tuple(action.evidence)}
    return ActionSaid(**{**known, **more})  # type: ignore[arg-type]


# ---- proposing
def test_clauses_of_several_shapes_become_resolutions_with_their_own_words() -> None:
    motion = carried()
    first, second, third, fourth = motion.resolutions.all()
    assert [text for _, text in first.questions] == [ORCHARDS[3][1], ORCHARDS[4][1]]
    assert [text for _, text in second.parts] == ["Plant forty trees in Mill Lane.", "Publish a map of every orchard."]
    letter = first.actions.get()
    assert (letter.owner_words, letter.due_on, letter.state) == ("officers", date(2027, 3, 3), "proposed")
    assert {EvidenceKind.LETTER.value, EvidenceKind.ANSWERS.value} <= set(letter.evidence)
    assert [each.words for each in second.actions.all()] == [text for _, text in second.parts]
    assert third.actions.get().kind == ActionKind.CONTINUING
    report = fourth.actions.get(kind=ActionKind.REPORT)
    assert report.body_words == "Made-up Scrutiny Committee"
    assert first.actions.get().owner is None


def test_what_a_clause_does_not_state_is_not_made_up() -> None:
    plain = carried([(CLAUSE, "Look after the hedges.")]).resolutions.get().actions.get()
    assert not_stated(plain) == ("owner", "body", "due date or trigger", "evidence")
    assert (plain.owner, plain.body, plain.due_on, plain.trigger, plain.evidence) == (None, None, None, "", [])


def test_proposing_again_changes_nothing() -> None:
    motion = carried()
    before = list(Action.objects.values_list("pk", flat=True))
    propose_for(motion, motion.texts.get(), clerk())
    assert list(Action.objects.values_list("pk", flat=True)) == before


def test_a_carried_vote_proposes_in_its_own_transaction_and_entry() -> None:
    motion = seconded(("This Council resolves to:",))
    motion.texts.all().delete()
    text_of(motion, [(CLAUSE, "Plant forty trees.")])
    before = Entry.objects.count()
    enter_vote(about=motion, version=motion.version, taken=Taken(Method.SHOW_OF_HANDS, 20, 3, 1), by=clerk())
    assert [each.words for each in Resolution.objects.filter(motion=motion)] == ["Plant forty trees."]
    assert Entry.objects.count() == before + 1


def test_a_body_is_set_only_where_its_name_is_that_of_one_committee() -> None:
    clause = (CLAUSE, "Ask officers to bring a report to the Housing and Land Committee.")
    assert carried([clause], "None").resolutions.get().actions.get().body is None
    land = body("Housing and Land Committee", BodyKind.COMMITTEE)
    assert carried([clause], "One").resolutions.get().actions.get().body == land
    other = [(CLAUSE, "Ask officers to bring a report to the Housing and Lands Committee.")]
    assert carried(other, "Nearly").resolutions.get().actions.get().body is None


# ---- confirming
def test_confirming_opens_once_and_reports_and_lets_duties_continue_with_their_gaps() -> None:
    motion = carried()
    before = Entry.objects.count()
    assert confirm_motion(motion=motion, by=clerk()) == 4
    assert Entry.objects.count() == before + 1
    states = {(each.kind, each.state) for each in Action.objects.filter(resolution__motion=motion)}
    assert states == {("once", "open"), ("report", "open"), ("continuing", "continuing")}
    assert any(not_stated(each) for each in Action.objects.all())
    with pytest.raises(RefusedError, match="is confirmed"):
        confirm_motion(motion=motion, by=clerk())


def test_a_rejected_action_stays_rejected_with_its_reason() -> None:
    motion = carried()
    action = motion.resolutions.get(number=2).actions.first()
    assert action is not None
    with pytest.raises(RefusedError, match="Say why"):
        reject_action(action=action, version=action.version, why=" ", by=clerk())
    reject_action(action=action, version=action.version, why="It is the same as the next.", by=clerk())
    confirm_resolution(resolution=action.resolution, by=clerk())
    assert (fresh(action).state, fresh(action).reason) == ("rejected", "It is the same as the next.")


def test_an_action_added_to_a_confirmed_resolution_is_open_at_once() -> None:
    motion = carried([(CLAUSE, "Plant forty trees.")])
    resolution = motion.resolutions.get()
    early = add_action(resolution=resolution, said=ActionSaid("once", "Dig the holes."), by=clerk())
    assert early.state == "proposed"
    confirm_resolution(resolution=resolution, by=clerk())
    late = add_action(resolution=resolution, said=ActionSaid("continuing", "Water them."), by=clerk())
    assert (fresh(early).state, fresh(late).state, late.place) == ("open", "continuing", 3)


def test_the_second_of_two_editors_learns_what_the_first_one_wrote() -> None:
    action = carried([(CLAUSE, "Plant forty trees.")]).resolutions.get().actions.get()
    seen = action.version
    change_action(action=action, version=seen, said=as_said(action, words="Plant fifty trees."), by=clerk())
    with pytest.raises(ChangedMeanwhileError) as caught:
        change_action(action=action, version=seen, said=as_said(action, words="Plant six trees."), by=clerk())
    assert caught.value.now.words == "Plant fifty trees."
    assert caught.value.now.changed_by == clerk()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COUNCILLOR, Role.MONITORING_OFFICER, Role.AUDITOR])
def test_only_democratic_services_confirm(role: Role) -> None:
    motion = carried()
    with pytest.raises(NotAllowedError):
        confirm_motion(motion=motion, by=person(role))
    assert not motion.resolutions.exclude(confirmed_at=None).exists()


# ---- whose action it is
def test_an_officer_works_on_their_own_actions_and_their_directorates_alone() -> None:
    parks = body("Parks")
    own, other = person(Role.OFFICER, at=parks), person(Role.OFFICER, at=body("Roads"))
    action = promised(owner=officer())
    with pytest.raises(NotAllowedError):
        write_note(action=action, words="Not mine.", by=own)
    Action.objects.filter(pk=action.pk).update(body=parks)
    write_note(action=fresh(action), words="Ours.", by=own)
    with pytest.raises(NotAllowedError):
        write_note(action=fresh(action), words="Not ours.", by=other)
    Action.objects.filter(pk=action.pk).update(body=meetings.committee(), owner=other)
    write_note(action=fresh(action), words="Mine, wherever it goes.", by=other)
    assert [each.words for each in action.notes.all()] == ["Mine, wherever it goes.", "Ours."]


def test_an_officer_of_the_whole_council_has_no_hand_in_what_is_somebody_elses() -> None:
    with pytest.raises(NotAllowedError, match="yours"):
        write_note(action=promised(owner=clerk()), words="Not mine.", by=officer())


def test_who_holds_another_role_besides_democratic_services_still_works_on_every_action() -> None:
    both = person(Role.COMMISSIONER, Role.OFFICER, Role.DEMOCRATIC_SERVICES)
    action = promised(owner=officer())
    write_note(action=action, words="As a clerk.", by=both)
    assert action.notes.get().written_by == both


def test_nobody_works_on_what_is_only_proposed() -> None:
    action = carried([(CLAUSE, "Plant forty trees.")]).resolutions.get().actions.get()
    with pytest.raises(NotAllowedError, match="only proposed"):
        write_note(action=action, words="Done.", by=clerk())


# ---- how far it is
def test_a_blocked_action_says_why_until_its_owner_unblocks_it() -> None:
    action = promised(owner=officer())
    with pytest.raises(RefusedError, match="Say why"):
        block(action=action, version=action.version, why="", by=officer())
    block(action=action, version=action.version, why="The ground is frozen.", by=officer())
    assert (fresh(action).state, fresh(action).reason) == ("blocked", "The ground is frozen.")
    unblock(action=action, version=fresh(action).version, by=officer())
    assert (fresh(action).state, fresh(action).reason) == ("open", "")
    assert entries()[-2:] == ["blocked", "unblocked"]


def test_a_blocked_continuing_duty_goes_on_when_unblocked() -> None:
    duty = promised(kind=ActionKind.CONTINUING, owner=officer())
    block(action=duty, version=duty.version, why="Nobody to do it.", by=officer())
    unblock(action=duty, version=fresh(duty).version, by=officer())
    assert fresh(duty).state == "continuing"


def test_a_review_counts_on_by_its_frequency_and_never_closes_a_duty() -> None:
    duty = promised(kind=ActionKind.CONTINUING, owner=officer(), review_on=date(2026, 5, 1))
    review = enter_review(
        action=duty, version=duty.version, reviewed_on=date(2026, 5, 31), words="All is well.", next_on=None,
        meeting=None, by=officer(),
    )  # fmt: skip
    assert (fresh(duty).state, fresh(duty).review_on, review.next_on) == (
        "continuing", date(2026, 11, 30), date(2026, 11, 30),
    )  # fmt: skip


def test_a_continuing_duty_cannot_be_discharged_and_a_single_action_not_reviewed() -> None:
    duty, once = promised(kind=ActionKind.CONTINUING, owner=officer()), promised(owner=officer(), title="Another")
    with pytest.raises(RefusedError, match="cannot become awaiting discharge"):
        propose_discharge(action=duty, version=duty.version, words="Done.", gaps="All.", by=officer())
    with pytest.raises(RefusedError, match="Only a continuing duty"):
        enter_review(
            action=once, version=once.version, reviewed_on=date(2026, 5, 1), words="x", next_on=None, meeting=None,
            by=officer(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("on", "months", "then"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last_of_the_month(on: date, months: int, then: date) -> None:
    assert add_months(on, months) == then


# ---- what would discharge it
def test_a_file_shows_what_a_person_says_it_is_and_nothing_before() -> None:
    action = promised(owner=officer())
    paper = shown_by(action, "file")
    assert ticked(action, officer()) == {"letter": (False, False), "minute": (False, False)}
    say_proof(action=action, evidence=paper, kind=EvidenceKind.LETTER, by=officer())
    assert ticked(action, officer())["letter"] == (True, False)
    unsay_proof(action=action, evidence=paper, kind=EvidenceKind.LETTER, by=officer())
    assert ticked(action, officer())["letter"] == (False, False)


def test_a_kind_that_evidence_cannot_be_is_refused() -> None:
    action = promised(owner=officer())
    record = shown_by(action, "record")
    with pytest.raises(RefusedError, match="cannot be"):
        say_proof(action=action, evidence=record, kind=EvidenceKind.LETTER, by=officer())
    paper = shown_by(promised(title="Elsewhere"), "file", title="Elsewhere")
    with pytest.raises(RefusedError, match="not under this action"):
        say_proof(action=action, evidence=paper, kind=EvidenceKind.LETTER, by=officer())


def test_a_minute_ticks_by_itself_as_draft_then_published_and_not_once_withdrawn() -> None:
    action = promised(owner=officer())
    paper = shown_by(action, "minute")
    nobody = person()
    assert ticked(action, officer())["minute"] == (True, False)
    assert ticked(action, nobody)["minute"] == (False, False)
    type(paper).objects.filter(pk=paper.pk).update(kind="record")
    published_evidence(paper)
    type(paper).objects.filter(pk=paper.pk).update(kind="minute")
    assert ticked(action, nobody)["minute"] == (True, True)
    withdrawn(paper)
    assert ticked(action, officer())["minute"] == (False, False)


def test_another_app_adds_its_own_proof_under_the_same_name() -> None:
    action = promised(owner=officer())
    shown_by(action, "record", title="An enquiry with its answers")
    before = len(PROOFS)
    register_proof(EvidenceKind.LETTER, lambda evidence: evidence.title.startswith("An enquiry"))
    try:
        assert ticked(action, officer())["letter"] == (True, False)
    finally:
        del PROOFS[before:]


# ---- discharge
def test_a_discharge_with_gaps_says_why_and_a_committee_grants_it_with_its_minute() -> None:
    action = promised(owner=officer())
    with pytest.raises(RefusedError, match="letter, minute"):
        propose_discharge(action=action, version=action.version, words="Planted.", gaps="", by=officer())
    propose_discharge(action=action, version=action.version, words="Planted.", gaps="No letter was sent.", by=officer())
    assert fresh(action).state == "awaiting-discharge"
    assert "No letter was sent." in action.discharges.get().words
    met = meetings.held(meetings.meeting(meetings.committee()))
    decide_discharge(
        action=action, version=fresh(action).version, decided=Decided(True, met, None, "RESOLVED: done."), by=clerk()
    )
    made = action.discharges.get()
    assert (fresh(action).state, made.granted, made.minute) == ("discharged", True, "RESOLVED: done.")
    with pytest.raises(NotAllowedError):
        write_note(action=fresh(action), words="More.", by=clerk())


def test_a_discharge_that_is_not_granted_opens_the_action_again() -> None:
    action = promised(owner=officer(), evidence=())
    propose_discharge(action=action, version=action.version, words="Planted.", gaps="", by=officer())
    met = meetings.held(meetings.meeting(meetings.committee()))
    for minute, wanted in (("", "words of the minute"),):
        with pytest.raises(RefusedError, match=wanted):
            decide_discharge(
                action=action, version=fresh(action).version, decided=Decided(False, met, None, minute), by=clerk()
            )
    decide_discharge(
        action=action, version=fresh(action).version, decided=Decided(False, met, None, "Plant more."), by=clerk()
    )
    assert fresh(action).state == "open"
    propose_discharge(action=action, version=fresh(action).version, words="Planted more.", gaps="", by=officer())
    assert [each.granted for each in action.discharges.all()] == [None, False]


def test_a_decision_is_of_a_meeting_that_was_and_an_item_of_its_own() -> None:
    action = promised(owner=officer(), evidence=())
    propose_discharge(action=action, version=action.version, words="Planted.", gaps="", by=officer())
    ahead, met = meetings.meeting(meetings.committee()), meetings.held(meetings.meeting(meetings.committee(), days=20))
    strange = meetings.item(ahead)
    for meeting, item in ((ahead, None), (met, strange)):
        with pytest.raises(RefusedError):
            decide_discharge(
                action=action, version=fresh(action).version, decided=Decided(True, meeting, item, "Done."), by=clerk()
            )
    assert fresh(action).state == "awaiting-discharge"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COUNCILLOR, Role.AUDITOR])
def test_only_democratic_services_enter_a_decision(role: Role) -> None:
    action = promised(owner=officer(), evidence=())
    propose_discharge(action=action, version=action.version, words="Planted.", gaps="", by=officer())
    met = meetings.held(meetings.meeting(meetings.committee()))
    with pytest.raises(NotAllowedError):
        decide_discharge(
            action=fresh(action), version=fresh(action).version, decided=Decided(True, met, None, "Done."),
            by=person(role),
        )  # fmt: skip


def test_a_superseded_action_says_why_and_by_which_other() -> None:
    action, other = promised(owner=officer(), evidence=()), promised(title="Newer")
    propose_discharge(action=action, version=action.version, words="Planted.", gaps="", by=officer())
    with pytest.raises(RefusedError, match="by itself"):
        supersede(action=action, version=fresh(action).version, why="Newer.", by_action=action, by=clerk())
    supersede(action=action, version=fresh(action).version, why="A newer motion.", by_action=other, by=clerk())
    now = fresh(action)
    assert (now.state, now.reason, now.superseded_by) == ("superseded", "A newer motion.", other)
    assert now.discharges.get().words == "Planted."


def test_each_write_makes_one_entry_and_a_stale_version_none() -> None:
    action = promised(owner=officer(), evidence=())
    before = Entry.objects.count()
    write_note(action=action, words="Half of them.", by=officer())
    propose_discharge(action=action, version=action.version, words="Planted.", gaps="", by=officer())
    assert Entry.objects.count() == before + 2
    with pytest.raises(ChangedMeanwhileError):
        supersede(action=action, version=action.version, why="x", by_action=None, by=clerk())
    assert Entry.objects.count() == before + 2


def test_nobody_can_delete_the_person_who_answers_and_days_ahead_are_no_reviews() -> None:
    duty = promised(kind=ActionKind.CONTINUING, owner=officer())
    with pytest.raises(RefusedError, match="has not come yet"):
        enter_review(
            action=duty, version=duty.version, reviewed_on=timezone.localdate() + timedelta(days=2), words="x",
            next_on=None, meeting=None, by=officer(),
        )  # fmt: skip
    assert Person.objects.filter(actions=duty).exists()


def test_questions_without_a_clause_above_are_left_to_the_clerk() -> None:
    motion = carried([(CLAUSE, "Plant forty trees."), (SUB, "Dig forty holes.")])
    checks = [each.checks for each in motion.resolutions.all()]
    assert any(checks)
