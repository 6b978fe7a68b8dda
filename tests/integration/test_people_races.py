"""Two at once: one is done, the other is refused in words, and the record tells of one."""

import pytest
from tests.support.people import person
from tests.support.racing import race
from tests.support.recording import entries_made

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.invitations.operations import accept_as_new, invite
from coopcouncil.web.people.models import Grant, Invitation, Person
from coopcouncil.web.people.operations import end_access, end_role, give_role
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import NotAllowedError

pytestmark = pytest.mark.django_db(transaction=True)


def accept(token_sha256: str, name: str) -> None:
    accept_as_new(token_sha256=token_sha256, name=name, password="three odd words")  # noqa: S106 - made up


def test_one_invitation_accepted_twice_at_once_makes_one_person() -> None:
    invite(email="new@example.org", name="New", role=Role.OFFICER, body=None, by=None, send=False)
    token_sha256 = Invitation.objects.get().token_sha256
    with entries_made() as made:
        ended = race(
            lambda: accept(token_sha256, "First"), lambda: accept(token_sha256, "Second"), expecting=RefusedError
        )
    assert sum(error is None for error in ended) == 1
    assert "not open any more" in str(next(error for error in ended if error))
    assert Person.objects.count() == 1
    assert [what for what, _ in made.told] == ["accepted", "joined"]


def test_two_invitations_of_one_person_accepted_at_once_make_one_person() -> None:
    for role in (Role.OFFICER, Role.COUNCILLOR):
        invite(email="new@example.org", name="New", role=role, body=None, by=None, send=False)
    first, second = Invitation.objects.values_list("token_sha256", flat=True)
    ended = race(lambda: accept(first, "First"), lambda: accept(second, "Second"), expecting=RefusedError)
    assert "has an account already" in str(next(error for error in ended if error))
    assert Person.objects.count() == Grant.objects.count() == 1


def test_one_role_given_twice_at_once_is_held_once() -> None:
    somebody = person()
    with entries_made() as made:
        ended = race(
            *[lambda: give_role(person=somebody, role=Role.OFFICER, body=None, by=None)] * 3, expecting=RefusedError
        )
    assert sum(error is None for error in ended) == 1
    assert Grant.objects.count() == 1
    assert [what for what, _ in made.told] == ["gave a role to"]


def test_two_administrators_who_end_each_other_at_once_leave_one() -> None:
    first, second = (person(Role.ADMINISTRATOR, name=name) for name in ("First", "Second"))
    ended = race(
        lambda: end_role(grant=second.grants.get(), by=first),
        lambda: end_access(person=first, by=second),
        expecting=NotAllowedError,
    )
    assert sum(error is None for error in ended) == 1
    assert Grant.objects.filter(role=Role.ADMINISTRATOR, ended_at=None, person__is_active=True).count() == 1
