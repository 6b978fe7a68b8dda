"""The life of an invitation: made, sent, accepted once, sent again, revoked, expired; and who may do which."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.support.people import body, person
from tests.support.recording import entries_made
from tests.support.site import client, visitor

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.invitations.operations import accept_as, accept_as_new, invite, revoke, send_again
from coopcouncil.web.people.models import Invitation, InvitationState, Person
from coopcouncil.web.people.operations import end_access
from coopcouncil.web.people.queries import held_today
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import NotAllowedError

SECRET = "three odd words together"  # noqa: S105 - of people who exist in tests only
EMAIL = "wilma.newcomer@example.org"


def invited(role: Role = Role.OFFICER, **more: Any) -> str:
    """A link of this site, made by an administrator."""
    given = {"email": EMAIL, "name": "Wilma Newcomer", "body": None, "by": person(Role.ADMINISTRATOR), **more}
    return invite(role=role, **given).removeprefix("http://localhost:8000")


def the_invitation() -> Invitation:
    return Invitation.objects.get()


def opened(link: str, browser: Client | None = None) -> tuple[Client, Any]:
    """A browser that followed the link, and the page it ended on."""
    browser = browser or visitor()
    return browser, browser.get(link, follow=True)


def test_invitation_is_sent_with_a_link_of_which_only_the_fingerprint_is_kept(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True), entries_made() as made:
        link = invited(body=body("Adult Services"))
    [letter] = mail.outbox
    assert letter.to == [EMAIL]
    assert f"http://localhost:8000{link}" in letter.body
    assert "as officer for Adult Services" in letter.body
    assert "Administrator (administrator@example.org)" in letter.body
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert len(token) >= 43
    kept = the_invitation()
    assert token not in "".join(str(value) for value in vars(kept).values())
    assert made.told == [("invited", f"invitation:{kept.public_id}")]
    assert token not in str(made.contents)
    assert EMAIL not in str(made.contents)


def test_letter_keeps_an_apostrophe_and_its_subject_one_line(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invited(name="Siobhan O'Hara & Co")
    assert "Hello Siobhan O'Hara & Co," in mail.outbox[0].body
    assert mail.outbox[0].subject == "You are invited to Co-operative council's co-operative pages"


def test_nothing_is_sent_when_the_invitation_is_not_kept(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True) as called, pytest.raises(NotAllowedError):
        invited(by=person(Role.OFFICER))
    assert called == []
    assert mail.outbox == []


def test_somebody_new_accepts_and_is_signed_in_with_the_role() -> None:
    link = invited()
    browser, page = opened(link)
    assert page.redirect_chain == [("/invitation/", 302)]
    said = page.content.decode()
    assert "Administrator invites you (wilma.newcomer@example.org)" in said
    assert "officer for the whole council" in said
    with entries_made() as made:
        done = browser.post("/invitation/", {"name": "Wilma Newcomer", "password": SECRET})
    assert (done.status_code, done["Location"]) == (302, "/")
    joined = Person.objects.get(email=EMAIL)
    assert made.told == [
        ("accepted", f"invitation:{the_invitation().public_id}"),
        ("joined", f"person:{joined.public_id}"),
        ("signed in as", f"person:{joined.public_id}"),
    ]
    assert [held.role for held in held_today(joined)] == [Role.OFFICER]
    assert joined.email == EMAIL
    assert "Wilma Newcomer" in browser.get("/account/").content.decode()
    assert the_invitation().state == InvitationState.ACCEPTED
    assert joined.grants.get().given_by == person(Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("", SECRET, "Enter your name."),
        ("Wilma Newcomer", "short", "at least 12 characters"),
        ("Wilma Newcomer", "wilma newcomer", "too similar to the name"),
        ("Wilma Newcomer", "1q2w3e4r5t6y", "too common"),
    ],
)
def test_poor_name_or_password_is_refused_and_never_sent_back(name: str, password: str, said: str) -> None:
    browser, _ = opened(invited())
    page = browser.post("/invitation/", {"name": name, "password": password}).content.decode()
    assert said in page
    assert f'value="{password}"' not in page
    assert not Person.objects.filter(email=EMAIL).exists()


def test_link_works_once() -> None:
    link = invited()
    browser, _ = opened(link)
    other, _ = opened(link)
    browser.post("/invitation/", {"name": "Wilma Newcomer", "password": SECRET})
    late = other.post("/invitation/", {"name": "Somebody Else", "password": SECRET})
    assert late.status_code == 410
    assert "This invitation was used" in late.content.decode()
    _, page = opened(link)
    assert page.status_code == 410
    assert Person.objects.filter(email=EMAIL).count() == 1


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "This invitation has expired"),
        ({"revoked_at": timezone.now()}, "This invitation was withdrawn"),
    ],
)
def test_link_that_no_longer_works_says_why_and_whom_to_ask(changes: dict[str, Any], title: str) -> None:
    link = invited()
    Invitation.objects.update(**changes)
    _, page = opened(link)
    assert page.status_code == 410
    assert title in page.content.decode()
    assert "Ask Administrator (administrator@example.org)" in page.content.decode()
    with pytest.raises(RefusedError, match="not open any more"):
        accept_as_new(token_sha256=the_invitation().token_sha256, name="Late", password=SECRET)


def test_wrong_link_says_nothing_of_anybody() -> None:
    invited()
    _, page = opened("/invitation/never-given-out/")
    assert page.status_code == 404
    assert "This link does not work" in page.content.decode()
    assert "example.org" not in page.content.decode()
    with pytest.raises(RefusedError, match="not known"):
        accept_as_new(token_sha256="0" * 64, name="Nobody", password=SECRET)


@pytest.mark.parametrize("link", ["real", "/invitation/never-given-out/"])
def test_page_of_the_link_is_kept_nowhere_and_named_to_nobody(link: str) -> None:
    response = visitor().get(invited() if link == "real" else link)
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]


def test_page_of_acceptance_is_not_cached_and_its_form_is_protected() -> None:
    browser = visitor(checks_csrf=True)
    _, page = opened(invited(), browser)
    assert "no-store" in page["Cache-Control"]
    given = {"name": "Wilma Newcomer", "password": SECRET}
    assert browser.post("/invitation/", given).status_code == 403
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())[0]
    assert browser.post("/invitation/", {**given, "csrfmiddlewaretoken": token}).status_code == 302


def test_acceptance_without_a_link_is_refused() -> None:
    assert visitor().post("/invitation/", {"name": "Wilma", "password": SECRET}).status_code == 404


def test_somebody_with_an_account_signs_in_first_then_takes_up_the_role() -> None:
    known = person(Role.COUNCILLOR)
    link = invited(email=known.email)
    _, page = opened(link)
    assert "Sign in" in page.content.decode()
    assert "?next=/invitation/" in page.content.decode()
    assert "password" not in page.content.decode().split("<main")[1].split("</main>")[0].lower()
    browser, page = opened(link, client(Role.COUNCILLOR))
    with entries_made() as made:
        done = browser.post("/invitation/")
    assert done["Location"] == "/account/"
    assert made.told == [
        ("accepted", f"invitation:{the_invitation().public_id}"),
        ("took up a role", f"person:{known.public_id}"),
    ]
    assert {held.role for held in held_today(known)} == {Role.COUNCILLOR, Role.OFFICER}
    assert Person.objects.filter(email=known.email).count() == 1


def test_invitation_of_somebody_else_is_not_accepted_by_whoever_is_signed_in() -> None:
    link = invited()
    browser, page = opened(link, client(Role.COUNCILLOR))
    assert "this invitation is for wilma.newcomer@example.org" in page.content.decode()
    browser.post("/invitation/")
    assert the_invitation().state == InvitationState.OPEN
    with pytest.raises(RefusedError, match="for another e-mail address"):
        accept_as(token_sha256=the_invitation().token_sha256, person=person(Role.COUNCILLOR))


def test_somebody_whose_access_was_ended_is_not_let_in_by_a_link_of_before() -> None:
    known = person(Role.COUNCILLOR)
    link = invited(email=known.email)
    end_access(person=known, by=person(Role.ADMINISTRATOR))
    _, page = opened(link)
    assert "This invitation was withdrawn" in page.content.decode()
    with pytest.raises(RefusedError, match="Let them back in first"):
        invited(email=known.email)


def test_two_invitations_of_one_new_person_make_one_account() -> None:
    first, second = invited(), invited(Role.COUNCILLOR)
    browser, _ = opened(first)
    browser.post("/invitation/", {"name": "Wilma Newcomer", "password": SECRET})
    unused = Invitation.objects.get(accepted_at=None)
    with pytest.raises(RefusedError, match="Sign in to accept"):
        accept_as_new(token_sha256=unused.token_sha256, name="Wilma Newcomer", password=SECRET)
    opened(second, browser)
    assert browser.post("/invitation/")["Location"] == "/account/"
    assert len(held_today(Person.objects.get(email=EMAIL))) == 2


def test_invited_twice_to_one_role_is_refused() -> None:
    invited()
    with entries_made() as made, pytest.raises(RefusedError, match="Send that invitation again instead"):
        invited(email=EMAIL.upper())
    assert made.told == []


def test_invited_to_a_role_held_already_is_refused() -> None:
    with pytest.raises(RefusedError, match="holds that role already"):
        invited(Role.COUNCILLOR, email=person(Role.COUNCILLOR).email)


def test_sent_again_the_new_link_works_and_the_old_one_does_not(django_capture_on_commit_callbacks: Any) -> None:
    old = invited()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True), entries_made() as made:
        send_again(invitation=the_invitation(), by=person(Role.ADMINISTRATOR))
    assert [what for what, _ in made.told] == ["sent again"]
    found = re.search(r"http://localhost:8000(/invitation/\S+)", mail.outbox[0].body)
    assert found
    assert opened(old)[1].status_code == 404
    assert opened(found[1])[1].status_code == 200
    assert the_invitation().state == InvitationState.OPEN


def test_revoked_it_is_over_and_cannot_be_sent_again() -> None:
    invited()
    with entries_made() as made:
        revoke(invitation=the_invitation(), by=person(Role.ADMINISTRATOR), why="Wrong address")
    assert [what for what, _ in made.told] == ["revoked"]
    for operation in (revoke, send_again):
        with pytest.raises(RefusedError, match="revoked"):
            operation(invitation=the_invitation(), by=person(Role.ADMINISTRATOR))


def test_administrator_of_one_directorate_invites_for_it_alone() -> None:
    adults = body("Adult Services")
    local = person(Role.ADMINISTRATOR, at=adults)
    invited(body=adults, by=local)
    for elsewhere in (body("Places"), None):
        with pytest.raises(NotAllowedError, match="this belongs elsewhere"):
            invited(body=elsewhere, by=local)
    elsewhere_link = Invitation.objects.create(
        email="x@example.org", role=Role.OFFICER, token_sha256="f" * 64, expires_at=timezone.now() + timedelta(days=1)
    )
    for operation in (revoke, send_again):
        with pytest.raises(NotAllowedError, match="this belongs elsewhere"):
            operation(invitation=elsewhere_link, by=local)


def test_body_that_ended_meanwhile_gives_no_role() -> None:
    from coopcouncil.web.people.bodies.operations import end_body

    adults = body("Adult Services")
    link = invited(body=adults)
    end_body(body=adults, by=person(Role.ADMINISTRATOR))
    assert "This invitation was withdrawn" in opened(link)[1].content.decode()
