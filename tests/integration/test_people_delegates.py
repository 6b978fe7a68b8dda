"""Delegates: who can be one, on which days, what they may do then, and what the record says of it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.support.people import person
from tests.support.recording import entries_made
from tests.support.site import client

from coopcouncil.data.snapshots import Snapshot
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.delegations.operations import end_delegation, name_delegate
from coopcouncil.web.people.models import Delegation, Person
from coopcouncil.web.people.operations import end_access, give_role
from coopcouncil.web.people.queries import held_today
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import NotAllowedError, check_may
from coopcouncil.web.publishing.operations import publish_spending
from coopcouncil.web.rights import Right


def today() -> date:
    return timezone.localdate()


def named(by: Person, delegate: Person, *, first: int = 0, last: int = 7) -> Delegation:
    """A delegation whose days are counted from today."""
    return name_delegate(
        by=by,
        delegate=delegate,
        starts_on=today() + timedelta(days=first),
        ends_on=today() + timedelta(days=last),
        reason="On leave",
    )


def stood_in_for(delegate: Person) -> set[tuple[Role | None, str]]:
    """The roles held in another's name, and in whose."""
    held = held_today(Person.objects.get(pk=delegate.pk))
    return {(each.role, each.for_whom) for each in held if each.for_whom}


def test_delegate_holds_the_roles_of_the_other_and_the_record_names_both() -> None:
    officer, councillor = person(Role.OFFICER), person(Role.COUNCILLOR)
    with entries_made() as made:
        delegation = named(officer, councillor)
    assert made.told == [("named as delegate", f"delegation:{delegation.public_id}")]
    assert made.contents[0]["why"] == "On leave"
    assert stood_in_for(councillor) == {(Role.OFFICER, "Officer")}
    assert check_may(Person.objects.get(pk=councillor.pk), Right.LOAD_PAYMENTS).for_whom == "Officer"


def test_act_of_a_delegate_is_entered_with_whom_they_stood_in_for() -> None:
    officer, councillor = person(Role.OFFICER), person(Role.COUNCILLOR)
    named(officer, councillor)
    snapshot = Snapshot(Path("snapshots") / "20260317T000000.000000-0000")
    with entries_made() as made:
        publish_spending(snapshot=snapshot, by=Person.objects.get(pk=councillor.pk))
    assert (made.contents[0]["who"], made.contents[0]["for"]) == ("Councillor", "Officer")


@pytest.mark.parametrize(("first", "last", "holds"), [(0, 0, True), (1, 7, False), (0, 7, True)])
def test_delegate_stands_in_on_both_ends_of_the_days_and_not_before(first: int, last: int, holds: bool) -> None:
    officer, councillor = person(Role.OFFICER), person(Role.COUNCILLOR)
    named(officer, councillor, first=first, last=last)
    assert bool(stood_in_for(councillor)) is holds


def test_delegate_stands_in_no_longer_after_the_last_day() -> None:
    officer, councillor = person(Role.OFFICER), person(Role.COUNCILLOR)
    named(officer, councillor)
    Delegation.objects.update(starts_on=today() - timedelta(days=7), ends_on=today() - timedelta(days=1))
    assert stood_in_for(councillor) == set()


def test_administrator_auditor_and_roles_outside_the_council_are_not_handed_on() -> None:
    busy = person(Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR, Role.COMMUNITY_GROUP)
    councillor = person(Role.COUNCILLOR)
    named(busy, councillor)
    assert {role for role, _ in stood_in_for(councillor)} == {Role.OFFICER}


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        ((Role.AUDITOR,), "Auditors cannot stand in"),
        ((Role.AUDITOR, Role.OFFICER), "Auditors cannot stand in"),
        ((Role.SUPPLIER,), "Only people of the council"),
        ((Role.COMMUNITY_GROUP,), "Only people of the council"),
        ((), "Only people of the council"),
    ],
)
def test_auditors_and_people_outside_the_council_cannot_be_delegates(roles: tuple[Role, ...], said: str) -> None:
    with entries_made() as made, pytest.raises(RefusedError, match=said):
        named(person(Role.OFFICER), person(*roles))
    assert made.told == []


def test_delegate_who_becomes_an_auditor_stands_in_for_nobody() -> None:
    officer, councillor = person(Role.OFFICER), person(Role.COUNCILLOR)
    named(officer, councillor)
    give_role(person=councillor, role=Role.AUDITOR, body=None, by=None)
    assert stood_in_for(councillor) == set()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SUPPLIER, Role.COMMUNITY_GROUP])
def test_only_people_of_the_council_who_audit_nothing_name_delegates(role: Role) -> None:
    with pytest.raises(NotAllowedError, match="may name a delegate"):
        named(person(role), person(Role.OFFICER))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(-1, 3, "in the past"), (3, 2, "comes before the first"), (0, 400, "for a year at most")],
)
def test_days_that_make_no_sense_are_refused(first: int, last: int, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        named(person(Role.OFFICER), person(Role.COUNCILLOR), first=first, last=last)


def test_delegate_named_for_the_same_days_twice_and_oneself_are_refused() -> None:
    officer, councillor = person(Role.OFFICER), person(Role.COUNCILLOR)
    named(officer, councillor)
    with pytest.raises(RefusedError, match="stands in for you already"):
        named(officer, councillor, first=7, last=9)
    with pytest.raises(RefusedError, match="yourself"):
        named(officer, officer)


def test_delegation_is_ended_early_by_its_two_people_alone() -> None:
    officer, councillor = person(Role.OFFICER), person(Role.COUNCILLOR)
    delegation = named(officer, councillor)
    with pytest.raises(NotAllowedError, match="Only the person who named"):
        end_delegation(delegation=delegation, by=person(Role.COMMISSIONER))
    with entries_made() as made:
        end_delegation(delegation=delegation, by=officer)
    assert [what for what, _ in made.told] == ["ended early"]
    assert stood_in_for(councillor) == set()
    with pytest.raises(RefusedError, match="no longer stands in"):
        end_delegation(delegation=delegation, by=officer)
    end_delegation(delegation=named(officer, councillor), by=councillor)


def test_delegations_end_when_either_leaves() -> None:
    officer, councillor = person(Role.OFFICER), person(Role.COUNCILLOR)
    named(officer, councillor)
    named(councillor, officer)
    end_access(person=officer, by=None)
    assert stood_in_for(councillor) == set()
    assert Delegation.objects.filter(ended_at=None).count() == 0


def test_delegate_is_named_and_ended_on_the_pages() -> None:
    officer, councillor = person(Role.OFFICER), person(Role.COUNCILLOR)
    given = {
        "delegate": councillor.email,
        "starts_on": f"{today():%d/%m/%Y}",
        "ends_on": f"{today() + timedelta(days=7):%d %B %Y}",
        "reason": "On leave",
    }
    browser = client(Role.OFFICER)
    done = browser.post("/account/delegates/name/", given)
    assert done["Location"] == "/account/"
    delegation = Delegation.objects.get()
    assert "End this for Councillor" in browser.get("/account/").content.decode()
    other = client(Role.COUNCILLOR)
    page = other.get("/account/").content.decode()
    assert "You stand in for" in page
    assert "Officer, for the whole council, standing in for Officer" in page
    assert other.get("/upload/").status_code == 200
    other.post(f"/account/delegates/{delegation.public_id}/end/")
    assert other.get("/upload/").status_code == 403
    assert officer.delegations_given.get().ended_at is not None


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("delegate", "nobody@example.org", "Nobody here signs in with this address"),
        ("starts_on", "soon", "Enter a day such as 17 March 2026"),
        ("reason", "", "Say why somebody stands in for you."),
        ("delegate", "supplier@example.org", "Only people of the council"),
    ],
)
def test_delegate_form_says_what_is_wrong_with_a_field(field: str, value: str, said: str) -> None:
    person(Role.SUPPLIER)
    good = {
        "delegate": person(Role.COUNCILLOR).email,
        "starts_on": f"{today():%Y-%m-%d}",
        "ends_on": f"{today():%Y-%m-%d}",
        "reason": "On leave",
    }
    page = client(Role.OFFICER).post("/account/delegates/name/", {**good, field: value}).content.decode()
    assert "There is a problem" in page
    assert said in page
    assert not Delegation.objects.exists()
