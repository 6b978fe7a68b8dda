"""The pages of people: lists, what each role sees and is offered, and changes made on them."""

import csv
import io
import re
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings
from tests.support.people import body, person
from tests.support.recording import entries_made
from tests.support.site import client, visitor

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.invitations.operations import invite
from coopcouncil.web.people.models import Body, BodyKind, Grant, Invitation, Person
from coopcouncil.web.people.operations import end_access
from coopcouncil.web.subjects import SUBJECTS, find

BROKEN_MAIL = "tests.support.broken_mail.NobodyAnswers"


def main(browser: Client, address: str, status: int = 200) -> str:
    """What the page says between the ways around it."""
    response = browser.get(address)
    assert response.status_code == status, address
    return unescape(response.content.decode()).split("<main")[1].split("</main>")[0]


def rows(page: str) -> list[str]:
    """What the first cell of each row says on its first line."""
    cells = re.findall(r'<th scope="row"[^>]*>(.*?)(?:<br>|</th>)', page, re.S)
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells]


def test_people_are_found_by_name_address_role_body_and_access() -> None:
    adults = body("Adult Services")
    person(Role.OFFICER, at=adults, name="Ada Pole")
    person(Role.COUNCILLOR, name="Bert Quill")
    end_access(person=person(Role.OFFICER, name="Cora Rook"), by=None)
    browser = client(Role.ADMINISTRATOR)
    for asked, expected in {
        "text=ada": ["Ada Pole"],
        "text=BERT.QUILL@": ["Bert Quill"],
        "role=councillor": ["Bert Quill"],
        "body=adult-services": ["Ada Pole"],
        "role=councillor&body=adult-services": [],
        "standing=left": ["Cora Rook"],
        "standing=all": ["Ada Pole", "Administrator", "Bert Quill", "Cora Rook"],
        "role=nonsense&sort=joined": ["Bert Quill", "Ada Pole", "Administrator"],
    }.items():
        found = rows(main(browser, f"/people/?{asked}"))
        assert sorted(found) == sorted(expected), asked
    assert rows(main(browser, "/people/?standing=all")) == ["Ada Pole", "Administrator", "Bert Quill", "Cora Rook"]
    assert "Nobody fits." in main(browser, "/people/?text=zebra")


def test_people_are_paged_by_25_and_the_file_holds_all() -> None:
    for number in range(30):
        person(Role.COUNCILLOR, name=f"Person {number:02}")
    browser = client(Role.ADMINISTRATOR)
    assert len(rows(main(browser, "/people/?sort=name"))) == 25
    assert len(rows(main(browser, "/people/?sort=name&page=2"))) == 6
    assert len(rows(main(browser, "/people/?page=99"))) == 6
    text = b"".join(browser.get("/people.csv?text=person").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    listed = list(csv.DictReader(io.StringIO(text)))
    assert len(listed) == 30
    assert listed[0]["roles"] == "councillor for the whole council"
    assert listed[0]["has_access"] == "yes"


def test_list_of_people_asks_the_database_no_more_for_more_people(django_assert_max_num_queries: Any) -> None:
    for number in range(24):
        person(Role.COUNCILLOR, name=f"Person {number:02}")
    browser = client(Role.ADMINISTRATOR)
    with django_assert_max_num_queries(12):
        browser.get("/people/")


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.MONITORING_OFFICER])
def test_auditor_and_monitoring_officer_look_and_are_offered_no_change(role: Role) -> None:
    found, adults = person(Role.OFFICER), body("Adult Services")
    invite(email="new@example.org", name="New", role=Role.OFFICER, body=None, by=None, send=False)
    invitation = Invitation.objects.get()
    browser = client(role)
    for address in (
        "/people/",
        f"/people/{found.public_id}/",
        "/people/invitations/",
        f"/people/invitations/{invitation.public_id}/",
        "/people/bodies/",
        f"/people/bodies/{adults.slug}/",
    ):
        page = main(browser, address)
        assert '<form method="post"' not in page, address
        assert not re.search(r"invite/|add-a-body|rename|end-access", page), address
    assert browser.post(f"/people/{found.public_id}/end-access/").status_code == 403


def test_role_is_given_and_ended_on_the_page_of_a_person() -> None:
    found = person(Role.COUNCILLOR)
    body("Adult Services")
    browser = client(Role.ADMINISTRATOR)
    address = f"/people/{found.public_id}/"
    browser.post(f"{address}give-role/", {"role": "officer", "body": "adult-services"})
    page = main(browser, address)
    assert "Councillor is now officer for Adult Services." in page
    assert "Officer for Adult Services" in rows(page)
    grant = Grant.objects.get(role=Role.OFFICER, person=found)
    browser.post(f"{address}roles/{grant.pk}/end/")
    page = main(browser, address)
    assert "Officer for Adult Services" not in rows(page)
    assert "Roles held before" in page
    other = person(Role.OFFICER)
    browser.post(f"{address}roles/{other.grants.get().pk}/end/")
    assert "never held that role" in main(browser, address)
    assert other.grants.get().ended_at is None


def test_role_that_does_not_fit_is_refused_beside_the_form() -> None:
    found = person(Role.COUNCILLOR)
    browser = client(Role.ADMINISTRATOR)
    page = browser.post(f"/people/{found.public_id}/give-role/", {"role": "supplier", "body": ""}).content.decode()
    assert "There is a problem" in page
    assert "Choose which one." in page
    page = browser.post(f"/people/{found.public_id}/give-role/", {"role": "", "body": "nowhere"}).content.decode()
    assert "Choose a role." in page
    assert found.grants.count() == 1


def test_access_is_ended_after_a_question_and_given_back() -> None:
    found = person(Role.COUNCILLOR)
    browser = client(Role.ADMINISTRATOR)
    address = f"/people/{found.public_id}/"
    assert "signed out everywhere" in main(browser, f"{address}end-access/")
    browser.post(f"{address}end-access/", {"why": "Moved away"})
    page = main(browser, address)
    assert "no longer has access" in page
    assert "Let Councillor back in" in page
    browser.post(f"{address}end-access/", {})
    assert "was ended before" in main(browser, address)
    browser.post(f"{address}let-back-in/")
    assert "has access again" in main(browser, address)
    assert Person.objects.get(pk=found.pk).is_active


def test_last_administrator_is_told_why_instead_of_offered_to_leave() -> None:
    last = person(Role.ADMINISTRATOR)
    browser = client(Role.ADMINISTRATOR)
    address = f"/people/{last.public_id}/"
    assert "Give somebody else that role first." in main(browser, address)
    for leaving in (f"{address}end-access/", f"{address}roles/{last.grants.get().pk}/end/"):
        response = browser.post(leaving)
        assert response.status_code == 403
        assert "only administrator of the whole council" in response.content.decode()


def test_administrator_of_one_directorate_sees_and_gives_for_it_alone() -> None:
    adults, places = body("Adult Services"), body("Places")
    theirs, other = person(Role.OFFICER, at=adults), person(Role.OFFICER, at=places)
    person(Role.COUNCILLOR)
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(person(Role.ADMINISTRATOR, at=adults))
    assert set(rows(main(browser, "/people/"))) == {"Officer", "Administrator", "Councillor"}
    assert theirs.email in main(browser, "/people/")
    assert other.email not in main(browser, "/people/")
    main(browser, f"/people/{other.public_id}/", status=404)
    page = main(browser, f"/people/{theirs.public_id}/")
    offered = re.findall(r'<option value="([^"]*)"', page.split('name="body"')[1])
    assert offered == ["adult-services"]
    assert "End the access" not in page
    given = {"role": "councillor", "body": "places"}
    browser.post(f"/people/{theirs.public_id}/give-role/", given)
    assert theirs.grants.count() == 1
    main(browser, "/people/add-a-body/", status=403)


def test_somebody_is_invited_on_the_pages_and_the_invitation_seen_through() -> None:
    browser = client(Role.ADMINISTRATOR)
    given = {"name": "New Person", "email": "New@Example.org", "role": "officer", "body": ""}
    with entries_made() as made:
        browser.post("/people/invite/", given)
    assert len(made.told) == 1
    page = main(browser, "/people/invitations/")
    assert "New Person was sent an invitation" in page
    assert rows(page) == ["New Person"]
    invitation = Invitation.objects.get(email="new@example.org")
    address = f"/people/invitations/{invitation.public_id}/"
    browser.post(f"{address}send/")
    assert "was sent a new link" in main(browser, address)
    browser.post(f"{address}revoke/")
    assert "No open invitation" in main(browser, "/people/invitations/")
    assert rows(main(browser, "/people/invitations/?state=revoked")) == ["New Person"]
    browser.post(f"{address}send/")
    page = main(browser, address)
    assert "This invitation was revoked." in page
    assert "Send it again" not in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("email", "nobody", "Enter an e-mail address, such as name@example.org."),
        ("name", "", "Enter the person's name."),
        ("role", "", "Choose a role."),
        ("role", "supplier", "The role supplier is held for a supplier."),
    ],
)
def test_invitation_form_says_what_is_wrong(field: str, value: str, said: str) -> None:
    given = {"name": "New", "email": "new@example.org", "role": "officer", "body": "", field: value}
    assert said in unescape(client(Role.ADMINISTRATOR).post("/people/invite/", given).content.decode())
    assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_invitation_whose_letter_cannot_be_handed_over_is_kept_and_said_so() -> None:
    browser = client(Role.ADMINISTRATOR)
    given = {"name": "New", "email": "new@example.org", "role": "officer", "body": ""}
    with override_settings(EMAIL_BACKEND=BROKEN_MAIL):
        browser.post("/people/invite/", given)
    page = main(browser, "/people/invitations/")
    assert "the e-mail could not be handed over" in page
    assert "govuk-notification-banner--success" not in page
    assert rows(page) == ["New"]
    assert mail.outbox == []


def test_body_is_added_renamed_and_ended_on_the_pages() -> None:
    browser = client(Role.ADMINISTRATOR)
    assert "There is none yet." in main(browser, "/people/bodies/")
    given = {"name": "Ambleford Bakers", "kind": "supplier", "org_id": "nonsense"}
    assert "no org-id of a register" in browser.post("/people/add-a-body/", given).content.decode()
    done = browser.post("/people/add-a-body/", {**given, "org_id": "GB-COH-01234567"})
    address = done["Location"]
    person(Role.SUPPLIER, at=Body.objects.get())
    assert rows(main(browser, address)) == ["Supplier"]
    browser.post(f"{address}rename/", {"name": "Ambleford Bakery"})
    assert "is now called Ambleford Bakery" in main(browser, address)
    browser.post(f"{address}end/", {})
    page = main(browser, address)
    assert "Ended on" in page
    assert "rename/" not in page
    main(browser, "/people/bodies/nowhere/", status=404)


def test_people_are_on_the_way_round_for_those_who_may_see_them_alone() -> None:
    assert ">People<" in re.sub(r"\s+", "", client(Role.AUDITOR).get("/help/about/").content.decode())
    assert 'href="/people/"' not in client(Role.OFFICER).get("/help/about/").content.decode()


def test_subjects_are_found_by_those_who_may_see_them() -> None:
    found = person(Role.OFFICER)
    adults = body("Adult Services", BodyKind.DIRECTORATE)
    invite(email="new@example.org", name="New", role=Role.OFFICER, body=None, by=None, send=False)
    invitation = Invitation.objects.get()
    sees, does_not = person(Role.AUDITOR), person(Role.COUNCILLOR)
    for about in (f"person:{found.public_id}", f"body:{adults.slug}", f"invitation:{invitation.public_id}"):
        shown = find(sees, about)
        assert shown is not None
        assert client(Role.AUDITOR).get(shown.address).status_code == 200
        assert find(does_not, about) is None
        assert find(sees, f"{about.partition(':')[0]}:nonsense") is None
    for kind, words in (("person", "OFFICER@ex"), ("body", "adult"), ("invitation", "new@")):
        search = SUBJECTS[kind].search
        assert search is not None
        [hit] = search(sees, words, 5)
        assert client(Role.AUDITOR).get(hit.address).status_code == 200
        assert search(does_not, words, 5) == []


def test_nobody_signed_in_finds_nothing() -> None:
    found = person(Role.OFFICER)
    request_user = visitor().get("/help/about/").wsgi_request.user  # type: ignore[attr-defined]
    assert find(request_user, f"person:{found.public_id}") is None
    assert find(request_user, "delegation:00000000-0000-4000-8000-000000000000") is None
