"""The table of rights, and how it is asked."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser

from coopcouncil.vocabulary.roles import COUNCIL_ROLES, OUTSIDE_ROLES, Role
from coopcouncil.web.permissions import Held, NotAllowedError, SignInFirstError, check_may, may, reach
from coopcouncil.web.rights import ANY_STATE, RIGHTS, Right

PLACE, ADULTS = 1, 2


class Somebody:
    """A signed-in person with these roles."""

    is_authenticated = True

    def __init__(self, *held: Held) -> None:
        self.held_today = list(held)


@dataclass(frozen=True)
class Thing:
    """Something in a state that belongs to a body."""

    state: str = ANY_STATE
    body_id: int | None = None


def _refusal(user: object, right: Right, about: Thing | None = None) -> str:
    with pytest.raises(NotAllowedError) as refused:
        check_may(user, right, about)
    return str(refused.value)


def test_every_right_has_a_rule_and_every_rule_a_right() -> None:
    assert set(RIGHTS) == set(Right)


def test_every_right_is_held_by_somebody() -> None:
    assert all(rule.public or rule.signed_in or rule.any_roles for rule in RIGHTS.values())


def test_auditor_reads_and_changes_nothing() -> None:
    held = {right for right, rule in RIGHTS.items() if Role.AUDITOR in rule.any_roles}
    assert held
    assert all(RIGHTS[right].reads for right in held)


def test_people_outside_the_council_hold_rights_over_evidence_only() -> None:
    held = {right for right, rule in RIGHTS.items() if rule.any_roles & OUTSIDE_ROLES}
    evidence = {right for right in Right if right.name.endswith("_EVIDENCE")}
    assert held == evidence - {Right.PUBLISH_EVIDENCE}


def test_nobody_signed_in_is_asked_to_sign_in() -> None:
    with pytest.raises(SignInFirstError, match="Sign in to add payments files"):
        check_may(AnonymousUser(), Right.LOAD_PAYMENTS)


def test_refusal_says_who_may_and_who_is_asking() -> None:
    said = _refusal(Somebody(Held(Role.COUNCILLOR)), Right.REVIEW_SUPPLIERS)
    assert said.startswith("Only people with the role commissioner or officer may say who a supplier is.")
    assert "You are signed in as councillor." in said


def test_somebody_without_a_role_is_told_to_ask_for_one() -> None:
    assert "You hold no role yet." in _refusal(Somebody(), Right.REVIEW_SUPPLIERS)


def test_state_decides_who_may() -> None:
    officer = Somebody(Held(Role.OFFICER))
    assert check_may(officer, Right.CHANGE_EVIDENCE, Thing("draft")).role is Role.OFFICER
    assert _refusal(officer, Right.CHANGE_EVIDENCE, Thing("published")) == (
        "Nobody may change evidence that is published."
    )


def test_role_for_one_body_reaches_that_body_alone() -> None:
    officer = Somebody(Held(Role.OFFICER, PLACE, "Place"))
    assert may(officer, Right.CHANGE_EVIDENCE, Thing("draft", PLACE))
    said = _refusal(officer, Right.CHANGE_EVIDENCE, Thing("draft", ADULTS))
    assert said == "You may change evidence for Place; this belongs elsewhere."
    assert not may(officer, Right.CHANGE_EVIDENCE, Thing("draft", None))


def test_council_role_for_one_body_reads_what_belongs_to_the_whole_council() -> None:
    assert may(Somebody(Held(Role.OFFICER, PLACE, "Place")), Right.SEE_EVIDENCE, Thing("draft", None))


@pytest.mark.parametrize("role", sorted(OUTSIDE_ROLES))
def test_role_outside_the_council_sees_its_own_and_what_is_published(role: Role) -> None:
    outsider = Somebody(Held(role, PLACE, "A group"))
    assert may(outsider, Right.SEE_EVIDENCE, Thing("draft", PLACE))
    assert may(outsider, Right.SEE_EVIDENCE, Thing("published", ADULTS))
    assert not may(outsider, Right.SEE_EVIDENCE, Thing("draft", None))
    assert not may(outsider, Right.SEE_EVIDENCE, Thing("draft", ADULTS))


def test_role_by_which_it_was_done_is_the_one_that_reaches_it() -> None:
    both = Somebody(Held(Role.OFFICER, PLACE, "Place"), Held(Role.COMMISSIONER, ADULTS, "Adults", "B. Head"))
    held = check_may(both, Right.CHANGE_EVIDENCE, Thing("draft", ADULTS))
    assert (held.role, held.for_whom) == (Role.COMMISSIONER, "B. Head")


def test_reach_tells_everywhere_from_some_bodies() -> None:
    assert reach(Somebody(Held(Role.OFFICER)), Right.SEE_EVIDENCE) == (True, [])
    assert reach(Somebody(Held(Role.OFFICER, PLACE, "Place")), Right.SEE_EVIDENCE) == (False, [PLACE])
    assert reach(Somebody(Held(Role.SUPPLIER, ADULTS, "A firm")), Right.LOAD_PAYMENTS) == (False, [])


def test_roles_are_inside_the_council_or_outside_it() -> None:
    assert set(Role) == COUNCIL_ROLES | OUTSIDE_ROLES
    assert not COUNCIL_ROLES & OUTSIDE_ROLES
