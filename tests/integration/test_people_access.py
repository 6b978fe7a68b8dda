"""Giving and ending roles and access: who may, what is refused and in which words, and what the record says."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, transaction
from tests.support.people import PASSWORD, body, person, signed_in
from tests.support.recording import entries_made
from tests.support.site import visitor

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import BodyKind, Grant, Person
from coopcouncil.web.people.operations import end_access, end_role, give_role, let_back_in
from coopcouncil.web.people.queries import held_today
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import NotAllowedError


def administrator() -> Person:
    return person(Role.ADMINISTRATOR)


def again(found: Person) -> Person:
    """The person as the database has them now, with nothing remembered of what they may do."""
    return Person.objects.get(pk=found.pk)


def test_role_given_is_held_at_once_and_entered_once() -> None:
    somebody, adults = person(), body("Adult Services")
    with entries_made() as made:
        give_role(person=somebody, role=Role.OFFICER, body=adults, by=administrator(), why="New post")
    [held] = held_today(again(somebody))
    assert (held.role, held.body_name) == (Role.OFFICER, "Adult Services")
    assert made.told == [("gave a role to", f"person:{somebody.public_id}")]
    assert made.contents[0]["after"] == {"role": "officer", "for": "Adult Services"}
    assert made.contents[0]["why"] == "New post"
    assert made.contents[0]["role"] == "administrator"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_but_an_administrator_gives_roles(role: Role) -> None:
    with entries_made() as made, pytest.raises(NotAllowedError, match="role administrator"):
        give_role(person=person(), role=Role.OFFICER, body=None, by=person(role))
    assert made.told == []


def test_administrator_of_one_directorate_gives_roles_for_it_alone() -> None:
    adults, places = body("Adult Services"), body("Places")
    local = person(Role.ADMINISTRATOR, at=adults)
    somebody = person()
    give_role(person=somebody, role=Role.OFFICER, body=adults, by=local)
    for elsewhere in (places, None):
        with pytest.raises(NotAllowedError, match="for Adult Services; this belongs elsewhere"):
            give_role(person=somebody, role=Role.OFFICER, body=elsewhere, by=local)
    with pytest.raises(NotAllowedError, match="this belongs elsewhere"):
        end_access(person=somebody, by=local)


@pytest.mark.parametrize(
    ("role", "kind", "said"),
    [
        (Role.SUPPLIER, BodyKind.DIRECTORATE, "It is held for a supplier"),
        (Role.COMMUNITY_GROUP, BodyKind.SUPPLIER, "It is held for a community group"),
        (Role.OFFICER, BodyKind.SUPPLIER, "It is held for a directorate or a committee"),
        (Role.SUPPLIER, None, "Choose which one"),
    ],
)
def test_role_is_refused_for_a_body_of_another_kind(role: Role, kind: BodyKind | None, said: str) -> None:
    at = body(f"Some {kind}", kind) if kind else None
    with pytest.raises(RefusedError, match=said):
        give_role(person=person(), role=role, body=at, by=administrator())


def test_role_held_already_is_refused_for_a_body_and_for_the_whole_council() -> None:
    somebody = person()
    for at in (None, body("Adult Services")):
        give_role(person=somebody, role=Role.OFFICER, body=at, by=administrator())
        with entries_made() as made, pytest.raises(RefusedError, match="Nobody Yet is officer for"):
            give_role(person=somebody, role=Role.OFFICER, body=at, by=administrator())
        assert made.told == []


def test_database_itself_keeps_a_role_from_being_held_twice() -> None:
    somebody = person(Role.OFFICER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(person=somebody, role=Role.OFFICER)


def test_role_for_an_ended_body_is_refused() -> None:
    from coopcouncil.web.people.bodies.operations import end_body

    old = body("Old Directorate")
    end_body(body=old, by=administrator())
    old.refresh_from_db()
    with pytest.raises(RefusedError, match="Old Directorate has ended"):
        give_role(person=person(), role=Role.OFFICER, body=old, by=administrator())


def test_role_ended_is_no_longer_held_and_entered_once() -> None:
    somebody = person(Role.OFFICER, Role.COUNCILLOR)
    with entries_made() as made:
        end_role(grant=somebody.grants.get(role=Role.OFFICER), by=administrator())
    assert [held.role for held in held_today(again(somebody))] == [Role.COUNCILLOR]
    assert [what for what, _ in made.told] == ["ended a role of"]
    with pytest.raises(RefusedError, match="ended before"):
        end_role(grant=somebody.grants.get(role=Role.OFFICER), by=administrator())


def test_last_administrator_can_neither_end_that_role_nor_leave() -> None:
    last = administrator()
    person(Role.ADMINISTRATOR, at=body("Adult Services"))  # of one directorate: no way in for anybody else
    with pytest.raises(NotAllowedError, match="only administrator of the whole council"):
        end_role(grant=last.grants.get(), by=last)
    with pytest.raises(NotAllowedError, match="Give somebody else that role first"):
        end_access(person=last, by=last)
    with pytest.raises(NotAllowedError, match="only administrator"):
        end_access(person=last, by=None)
    give_role(person=person(), role=Role.ADMINISTRATOR, body=None, by=last)
    end_access(person=last, by=last)
    assert not again(last).is_active


def test_leaving_ends_sessions_for_good_and_keeps_the_person() -> None:
    somebody = person(Role.OFFICER)
    browser = signed_in(visitor(), Role.OFFICER)
    assert browser.get("/account/").status_code == 200
    with entries_made() as made:
        end_access(person=somebody, by=administrator(), why="Retired")
    assert made.told == [("ended the access of", f"person:{somebody.public_id}")]
    assert made.contents[0]["before"] == {"roles": ["officer for the whole council"], "delegations": 0}
    assert browser.get("/account/").status_code == 302
    assert not visitor().login(email=somebody.email, password=PASSWORD)
    left = again(somebody)
    assert (left.name, left.is_active, held_today(left)) == ("Officer", False, [])
    assert left.left_at is not None
    let_back_in(person=left, by=administrator())
    assert browser.get("/account/").status_code == 302, "a session of before comes back"
    assert not visitor().login(email=somebody.email, password=PASSWORD)
    with pytest.raises(RefusedError, match="has access"):
        let_back_in(person=left, by=administrator())


def test_somebody_let_back_in_holds_no_role_until_one_is_given() -> None:
    somebody = person(Role.OFFICER)
    end_access(person=somebody, by=administrator())
    with pytest.raises(RefusedError, match="Let them back in first"):
        give_role(person=somebody, role=Role.OFFICER, body=None, by=administrator())
    with entries_made() as made:
        let_back_in(person=somebody, by=administrator())
    assert [what for what, _ in made.told] == ["let back in"]
    assert held_today(again(somebody)) == []
    give_role(person=somebody, role=Role.OFFICER, body=None, by=administrator())
    assert [held.role for held in held_today(again(somebody))] == [Role.OFFICER]


def test_access_ended_twice_is_refused() -> None:
    somebody = person(Role.OFFICER)
    end_access(person=somebody, by=administrator())
    with entries_made() as made, pytest.raises(RefusedError, match="was ended before"):
        end_access(person=somebody, by=administrator())
    assert made.told == []


def test_somebody_let_back_in_chooses_a_new_password_by_e_mail() -> None:
    somebody = person(Role.OFFICER)
    EmailAddress.objects.create(user=somebody, email=somebody.email, verified=True, primary=True)
    end_access(person=somebody, by=administrator())
    visitor().post("/account/password/reset/", {"email": somebody.email})
    assert not any("/password/reset/key/" in letter.body for letter in mail.outbox), "somebody who left"
    let_back_in(person=somebody, by=administrator())
    visitor().post("/account/password/reset/", {"email": somebody.email})
    assert any("/password/reset/key/" in letter.body for letter in mail.outbox)
