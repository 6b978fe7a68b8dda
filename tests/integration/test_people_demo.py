"""The invented people: made once, of every role, and stepped in as where the demo is on and nowhere else."""

import pytest
from django.test import Client, override_settings
from tests.support.people import person
from tests.support.recording import entries_made
from tests.support.site import visitor

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.demo import make_demo_people
from coopcouncil.web.people.models import Body, BodyKind, Delegation, Grant, Person

SUPPLIER = {"supplier": "Invented Bakers Limited", "org_id": "GB-COH-99000001"}


@pytest.fixture
def made() -> int:
    return make_demo_people(**SUPPLIER)


def step_in(browser: Client, name: str) -> str:
    """Step in as the demo person of this name; who the account page says is signed in."""
    found = Person.objects.get(name=name)
    browser.post(f"/demo/people/{found.public_id}/")
    return browser.get("/account/").content.decode()


def test_demo_has_somebody_of_every_role_and_bodies_of_every_kind(made: int) -> None:
    assert made == Person.objects.count()
    assert set(Grant.objects.values_list("role", flat=True)) == set(Role)
    kinds = list(Body.objects.values_list("kind", flat=True))
    assert {kind: kinds.count(kind) for kind in BodyKind.values} == {
        "directorate": 2,
        "committee": 2,
        "community-group": 1,
        "supplier": 1,
    }
    assert Body.objects.get(kind=BodyKind.SUPPLIER).org_id == SUPPLIER["org_id"]
    assert Grant.objects.filter(body__kind=BodyKind.DIRECTORATE).count() >= 2
    assert Delegation.objects.count() == 1


def test_demo_made_again_makes_nothing(made: int) -> None:
    with entries_made() as entries:
        assert make_demo_people(**SUPPLIER) == 0
    assert entries.told == []


@override_settings(COOPCOUNCIL_DEMO=True)
def test_anybody_steps_in_as_one_then_as_another(made: int) -> None:
    browser = visitor()
    page = browser.get("/demo/people/").content.decode()
    assert page.count("Step in as ") >= made
    assert "Asha Vellaray" in step_in(browser, "Asha Vellaray")
    assert browser.get("/people/").status_code == 200
    assert "standing in for Idris Penhallard" in step_in(browser, "Tobin Marchwick")
    assert browser.get("/people/").status_code == 403


@override_settings(COOPCOUNCIL_DEMO=True)
def test_nobody_steps_in_as_somebody_who_is_not_of_the_demo(made: int) -> None:
    real = person(Role.ADMINISTRATOR)
    browser = visitor()
    assert browser.post(f"/demo/people/{real.public_id}/").status_code == 404
    assert browser.get("/account/").status_code == 302


def test_without_the_demo_there_is_no_page_and_no_stepping_in(made: int) -> None:
    browser = visitor()
    assert browser.get("/demo/people/").status_code == 404
    assert browser.post(f"/demo/people/{Person.objects.all()[0].public_id}/").status_code == 404
    assert browser.get("/account/").status_code == 302


def test_people_of_the_demo_cannot_sign_in_with_a_password(made: int) -> None:
    assert not any(each.has_usable_password() for each in Person.objects.all())
