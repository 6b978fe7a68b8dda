"""The tables of states: whole, reachable, with ends, and who may move what."""

from datetime import date

import pytest

from coopcouncil.evidence.findings import Outcome
from coopcouncil.rules.motions.advice import Advice, judge_advice, version_of
from coopcouncil.rules.motions.states import (
    MAY_MOVE,
    MOVES,
    ActionState,
    AmendmentState,
    MotionState,
    State,
    diagram,
    is_final,
    may_follow,
    may_move,
)
from coopcouncil.vocabulary.roles import COUNCIL_ROLES, Role

KINDS = [MotionState, AmendmentState, ActionState]


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_is_in_both_tables_once(kind: type[State]) -> None:
    assert set(MOVES[kind]) == set(kind) == set(MAY_MOVE[kind])
    assert all(type(to) is kind for following in MOVES[kind].values() for to in following)


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_can_be_reached_and_left_for_an_end(kind: type[State]) -> None:
    assert reachable(kind, next(iter(kind))) == set(kind)
    for state in kind:
        assert any(is_final(end) for end in reachable(kind, state))


def reachable(kind: type[State], start: State) -> set[State]:
    seen, waiting = {start}, [start]
    while waiting:
        new = MOVES[kind][waiting.pop()] - seen
        seen |= new
        waiting += new
    return seen


@pytest.mark.parametrize(
    ("kind", "ends"),
    [
        (MotionState, {"carried", "lost", "withdrawn", "lapsed"}),
        (AmendmentState, {"accepted", "carried", "lost", "withdrawn", "lapsed"}),
        (ActionState, {"rejected", "discharged", "superseded"}),
    ],
)
def test_ends_are_these(kind: type[State], ends: set[str]) -> None:
    assert {state.value for state in kind if is_final(state)} == ends


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_outside_the_council_moves_anything_and_somebody_inside_everything(kind: type[State]) -> None:
    assert all(roles and roles <= COUNCIL_ROLES for roles in MAY_MOVE[kind].values())


def test_motion_is_ruled_on_by_the_monitoring_officer_alone() -> None:
    for to in (MotionState.IN_ORDER, MotionState.OUT_OF_ORDER):
        assert [role for role in Role if may_move(role, MotionState.SUBMITTED, to)] == [Role.MONITORING_OFFICER]


def test_motion_is_not_carried_before_it_is_seconded() -> None:
    before = {state for state in MotionState if may_follow(state, MotionState.CARRIED)}
    assert before == {MotionState.SECONDED, MotionState.AMENDED}


def test_continuing_duty_is_never_discharged() -> None:
    assert ActionState.CONTINUING in MOVES[ActionState][ActionState.CONTINUING]
    assert not may_follow(ActionState.CONTINUING, ActionState.AWAITING_DISCHARGE)
    assert not may_follow(ActionState.CONTINUING, ActionState.DISCHARGED)


def test_owner_proposes_discharge_and_does_not_decide_it() -> None:
    assert may_move(Role.OFFICER, ActionState.OPEN, ActionState.AWAITING_DISCHARGE)
    assert not may_move(Role.OFFICER, ActionState.AWAITING_DISCHARGE, ActionState.DISCHARGED)


@pytest.mark.parametrize("kind", KINDS)
def test_diagram_draws_every_move_and_every_end(kind: type[State]) -> None:
    lines = diagram(kind).splitlines()
    ends = sum(is_final(state) for state in kind)
    assert len(lines) == 2 + ends + sum(len(following) for following in MOVES[kind].values())


TEXT = ("This Council resolves to:", "mend the pier.")


def test_advice_holds_for_the_text_it_was_given_on() -> None:
    assert judge_advice(None, TEXT).outcome is Outcome.CHECK
    for in_order, outcome in ((True, Outcome.PASS), (False, Outcome.FAIL)):
        advice = Advice(in_order, date(2026, 3, 9), "In order as drafted.", version_of(TEXT))
        assert judge_advice(advice, TEXT).outcome is outcome


@pytest.mark.parametrize(
    "text", [("This Council resolves to:", "mend the pier!"), TEXT[::-1], ("".join(TEXT),), (*TEXT, "")]
)
def test_advice_lapses_when_the_text_changes(text: tuple[str, ...]) -> None:
    advice = Advice(True, date(2026, 3, 9), "In order as drafted.", version_of(TEXT))
    finding = judge_advice(advice, text)
    assert finding.outcome is Outcome.CHECK
    assert "9 March 2026: that advice has lapsed" in finding.reason
