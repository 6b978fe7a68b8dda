"""Every page of signing in is ours: its heading, its title, and that allauth's own templates are out of reach."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.template.loader import get_template
from django.test import Client, override_settings
from tests.support.people import person
from tests.support.routes import every_route
from tests.support.signing import (
    FOR_PEOPLE,
    FOR_PROTECTED,
    FOR_VISITORS,
    add_passkey,
    code_now,
    give,
    heading,
    protect,
    words,
)
from tests.support.site import client, site_over, visitor

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web import signing_in
from coopcouncil.web.people.models import Person
from coopcouncil.web.signing_in.wording import ACCOUNT_ERRORS, FACTOR_ERRORS, MAILS, MESSAGES

OURS = Path(signing_in.__file__).parent / "templates"
THEIRS = Path(allauth.__file__).parent / "templates"
# a view's template -> why nobody sees it
NEVER_SHOWN = {
    "account/signup.html": "sign-up is closed",
    "socialaccount/signup.html": "nobody new is made by single sign-on",
    "account/email.html": "our page stands at its address, as FOR_VISITORS shows",
    "account/email_confirm.html": "our page stands at its address, as FOR_VISITORS shows",
    "account/confirm_login_code.html": "nobody signs in by a code in an e-mail",
}
NEVER_SENT = {"base", "account_already_exists", "email_changed", "email_confirm", "email_confirmation", "login_code"}
NEVER_SENT |= {"email_confirmation_signup", "email_deleted", "password_reset_code"}


@pytest.fixture(autouse=True)
def _no_figures(tmp_path: Path) -> object:
    with site_over(tmp_path, COOPCOUNCIL_NAME="Ambleford"):
        yield


def _signed_in(officer: Person) -> Client:
    made = visitor()
    give(made, officer)
    return made


def _protected() -> tuple[Client, int]:
    officer = person(Role.OFFICER)
    protect(officer)
    key = add_passkey(officer)
    made = _signed_in(officer)
    made.post("/account/2fa/authenticate/", {"code": code_now()})
    return made, key


def _check(browser: Client, address: str, said: str) -> None:
    answer = browser.get(address)
    assert answer.status_code in ((401,) if address.endswith("/login/error/") else (200,)), address
    assert heading(answer) == said
    page = answer.content.decode()
    assert f"<title>{said} - Ambleford</title>" in words(answer)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:|data:image", page)
    assert re.findall(r"<script[^>]*>", page) == re.findall(r'<script type="module" src="/static/[^"]+">', page)


@pytest.mark.parametrize("address", FOR_VISITORS)
def test_page_for_visitors_is_drawn_by_us(address: str) -> None:
    _check(visitor(), address, FOR_VISITORS[address])


@pytest.mark.parametrize("address", FOR_PEOPLE)
def test_page_for_people_is_drawn_by_us(address: str) -> None:
    _check(_signed_in(person(Role.OFFICER)), address, FOR_PEOPLE[address])


@pytest.mark.parametrize("address", FOR_PROTECTED)
def test_page_for_people_with_a_second_factor_is_drawn_by_us(address: str) -> None:
    browser, _ = _protected()
    _check(browser, address, FOR_PROTECTED[address])


def test_pages_of_one_passkey_are_drawn_by_us() -> None:
    browser, key = _protected()
    _check(browser, f"/account/2fa/webauthn/keys/{key}/edit/", "Rename the passkey")
    _check(browser, f"/account/2fa/webauthn/keys/{key}/remove/", "Remove the passkey")


def test_page_of_the_second_factor_is_drawn_by_us() -> None:
    officer = person(Role.OFFICER)
    protect(officer)
    browser = visitor()
    give(browser, officer)
    _check(browser, "/account/2fa/authenticate/", "Second factor")


def test_page_to_set_a_first_password_is_for_people_without_one() -> None:
    officer = person(Role.OFFICER)
    officer.set_unusable_password()
    officer.save()
    _check(client(Role.OFFICER), "/account/password/set/", "Set a password")


def test_no_template_of_allauth_can_be_found() -> None:
    assert [each["BACKEND"].rsplit(".", 1)[-1] for each in settings.TEMPLATES] == ["Jinja2"]
    for route in every_route():
        name = getattr(getattr(route.view, "view_class", None), "template_name", None)
        if name and not route.is_ours and name not in NEVER_SHOWN:
            assert (OURS / name).is_file(), f"{route.pattern} has no page of ours: {name}"
            assert get_template(name).origin.name == str(OURS / name)


def test_every_address_of_allauth_is_answered_by_us_or_shut() -> None:
    """Nobody signed in: each address leads to the sign-in page, shows a page of ours, or is refused."""
    for route in every_route():
        if route.is_ours or "<" in route.pattern or "(" in route.pattern:
            continue
        answer = visitor().get("/" + route.pattern)
        assert answer.status_code in (200, 302, 401, 403), route.pattern
        if answer.status_code == 302:
            assert answer["Location"].startswith(("/account/", "/")), route.pattern
        else:
            assert " - Ambleford</title>" in answer.content.decode(), route.pattern


def test_every_mail_that_allauth_may_send_has_our_words() -> None:
    sent = {
        str(path.relative_to(THEIRS)).removesuffix("_subject.txt")
        for app in ("account", "mfa", "socialaccount")
        for path in (THEIRS / app / "email").glob("*_subject.txt")
    }
    assert {name for name in sent if name.rsplit("/", 1)[-1] not in NEVER_SENT} == set(MAILS)


def test_words_stand_for_messages_and_errors_that_allauth_has() -> None:
    assert {name for name in MESSAGES if not (THEIRS / name).is_file()} == set()
    assert set(ACCOUNT_ERRORS) <= set(DefaultAccountAdapter.error_messages)
    assert set(FACTOR_ERRORS) <= set(DefaultMFAAdapter.error_messages)


def test_demo_offers_to_step_in_as_somebody() -> None:
    said = "Step in as one of the made-up people"
    with override_settings(COOPCOUNCIL_DEMO=True):
        assert f'href="/demo/people/">{said}</a>' in words(visitor().get("/account/login/"))
    with override_settings(COOPCOUNCIL_DEMO=False):
        assert said not in words(visitor().get("/account/login/"))


def test_account_page_says_how_one_signs_in() -> None:
    browser, _ = _protected()
    said = words(browser.get("/account/"))
    for part in (
        "officer@example.org",
        "Officer, for the whole council",
        "Set up",
        "Work laptop",
        "10 left",
        "Sign out",
    ):
        assert part in said
    assert "Single sign-on" not in said
