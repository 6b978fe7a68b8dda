"""Authenticator apps, recovery codes and passkeys, and who has to have one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from tests.support.people import PASSWORD, person
from tests.support.signing import (
    SECRET,
    add_passkey,
    code_now,
    entered,
    give,
    heading,
    protect,
    recovery_codes,
    words,
)
from tests.support.site import site_over, visitor

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import Person
from coopcouncil.web.record.models import Content

# allauth tells of a new second factor when its transaction ends
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_loaded(tmp_path: Path) -> Iterator[None]:
    cache.clear()
    with site_over(tmp_path, COOPCOUNCIL_NAME="Ambleford"):
        yield


@pytest.fixture
def asked_for() -> Iterator[None]:
    """As in production: people of the council need a second factor."""
    with site_over(Path("/nowhere"), COOPCOUNCIL_NAME="Ambleford", COOPCOUNCIL_SECOND_FACTOR=True):
        yield


def _is_in(browser: Client) -> bool:
    return browser.get("/account/").status_code == 200


def _with_password(someone: Person) -> Client:
    browser = visitor()
    give(browser, someone)
    return browser


def _set_up_app(browser: Client) -> str:
    """Set an authenticator app up as a person would, typing the key that the page shows; the key."""
    page = words(browser.get("/account/2fa/totp/activate/"))
    found = re.search(r'id="totp-key">([A-Z2-7 ]+)<', page)
    assert found
    key = found[1].replace(" ", "")
    answer = browser.post("/account/2fa/totp/activate/", {"code": code_now(key)}, follow=True)
    assert heading(answer) == "Recovery codes"  # type: ignore[arg-type]
    return key


def test_qr_code_is_part_of_the_page_and_the_key_stands_beside_it() -> None:
    page = words(_with_password(person(Role.OFFICER)).get("/account/2fa/totp/activate/"))
    drawn = re.search(r"<svg [^>]*>", page)
    assert drawn
    assert 'aria-label="QR code for an authenticator app"' in drawn[0]
    assert "data:" not in page
    assert "<?xml" not in page


def test_app_is_set_up_and_then_asked_for() -> None:
    officer = person(Role.OFFICER)
    key = _set_up_app(_with_password(officer))
    browser = visitor()
    assert heading(give(browser, officer, to="/help/about/")) == "Second factor"
    assert not _is_in(browser)
    wrong = browser.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "The code or passkey was not accepted" in words(wrong)
    assert "<title>Error: Second factor" in words(wrong)
    answer = browser.post("/account/2fa/authenticate/", {"code": code_now(key, steps=1)})
    assert answer["Location"] == "/help/about/"
    assert _is_in(browser)
    assert [each.subject for each in mail.outbox] == ["Authenticator app set up - Ambleford"]
    assert entered() == [
        "signed in as",
        "added an authenticator app for",
        "added recovery codes for",
        "refused the sign-in of",
        "signed in as",
    ]
    kept = Content.objects.get(entry__number=5).text or ""
    assert '"by":["password","an authenticator app"]' in kept
    assert key not in "".join(each.text or "" for each in Content.objects.all())


def test_wrong_first_code_sets_nothing_up() -> None:
    officer = person(Role.OFFICER)
    browser = _with_password(officer)
    browser.get("/account/2fa/totp/activate/")
    answer = browser.post("/account/2fa/totp/activate/", {"code": "000000"})
    assert "<title>Error: Set up an authenticator app" in words(answer)
    assert not Authenticator.objects.exists()


def test_code_works_once() -> None:
    officer = person(Role.OFFICER)
    protect(officer)
    first, second = _with_password(officer), _with_password(officer)
    code = code_now()
    first.post("/account/2fa/authenticate/", {"code": code})
    second.post("/account/2fa/authenticate/", {"code": code})
    assert _is_in(first)
    assert not _is_in(second)


def test_five_wrong_codes_shut_the_second_factor_for_a_while() -> None:
    officer = person(Role.OFFICER)
    protect(officer)
    browser = _with_password(officer)
    for _ in range(5):
        browser.post("/account/2fa/authenticate/", {"code": "000000"})
    answer = browser.post("/account/2fa/authenticate/", {"code": code_now()})
    assert "That was wrong too often. Wait 5 minutes" in words(answer)
    assert not _is_in(browser)


def test_recovery_code_signs_in_once() -> None:
    officer = person(Role.OFFICER)
    protect(officer)
    code = recovery_codes(officer)[0]
    for allowed in (True, False):
        browser = _with_password(officer)
        browser.post("/account/2fa/authenticate/", {"code": code})
        assert _is_in(browser) is allowed
    assert code not in recovery_codes(officer)


def test_recovery_codes_are_saved_as_a_file_and_made_anew() -> None:
    officer = person(Role.OFFICER)
    browser = _with_password(officer)
    _set_up_app(browser)
    old = recovery_codes(officer)
    file = browser.get("/account/2fa/recovery-codes/download/")
    assert file["Content-Type"] == "text/plain"
    assert file["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert [line for line in file.content.decode().splitlines() if line.isdigit()] == old
    answer = browser.post("/account/2fa/recovery-codes/generate/", follow=True)
    assert old[0] not in words(answer)  # type: ignore[arg-type]
    assert recovery_codes(officer)[0] in words(answer)  # type: ignore[arg-type]


def test_change_of_the_second_factor_asks_who_it_is_and_gives_the_session_a_new_key() -> None:
    officer = person(Role.OFFICER)
    browser = visitor()
    browser.force_login(officer)
    asked = browser.get("/account/2fa/totp/activate/", follow=True)
    assert heading(asked) == "Show that it is you"  # type: ignore[arg-type]
    key = browser.session.session_key
    answer = browser.post(asked.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    assert heading(answer) == "Set up an authenticator app"  # type: ignore[arg-type]
    assert browser.session.session_key != key
    assert not visitor().session.exists(key)
    assert _is_in(browser)


def test_app_is_removed_with_its_recovery_codes() -> None:
    officer = person(Role.OFFICER)
    browser = _with_password(officer)
    _set_up_app(browser)
    browser.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert entered()[-2:] == ["removed an authenticator app of", "removed recovery codes of"]
    assert mail.outbox[-1].subject == "Authenticator app removed - Ambleford"


def test_passkey_is_renamed_and_removed_by_its_owner_alone() -> None:
    officer, other = person(Role.OFFICER), person(Role.AUDITOR)
    key = add_passkey(officer)
    protect(officer)
    browser = _with_password(officer)
    browser.post("/account/2fa/authenticate/", {"code": code_now()})
    browser.post(f"/account/2fa/webauthn/keys/{key}/edit/", {"name": "Old telephone"})
    assert "Old telephone" in words(browser.get("/account/2fa/webauthn/"))
    assert _with_password(other).post(f"/account/2fa/webauthn/keys/{key}/remove/").status_code == 404
    browser.post(f"/account/2fa/webauthn/keys/{key}/remove/")
    assert not Authenticator.objects.filter(type="webauthn").exists()
    assert entered()[-1] == "removed a passkey of"


@pytest.mark.usefixtures("asked_for")
def test_council_person_without_a_second_factor_is_led_to_set_one_up_first() -> None:
    browser = _with_password(person(Role.OFFICER))
    for wanted in ("/", "/upload/", "/account/", "/account/sessions/"):
        answer = browser.get(wanted)
        assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/"), wanted
    assert "Set one of these up before you go on" in words(browser.get("/account/2fa/"))
    assert browser.get("/help/about/").status_code == 200
    _set_up_app(browser)
    assert _is_in(browser)
    browser.post("/account/logout/")
    assert not _is_in(browser)


@pytest.mark.usefixtures("asked_for")
def test_person_outside_the_council_is_not_asked_for_a_second_factor() -> None:
    assert _is_in(_with_password(person(Role.SUPPLIER)))
    assert _is_in(_with_password(person(Role.COMMUNITY_GROUP)))


@pytest.mark.usefixtures("asked_for")
def test_person_with_a_passkey_or_an_app_goes_on_at_once() -> None:
    officer = person(Role.OFFICER)
    protect(officer)
    browser = _with_password(officer)
    browser.post("/account/2fa/authenticate/", {"code": code_now(SECRET)})
    assert _is_in(browser)


def test_passkey_that_was_never_made_here_signs_nobody_in() -> None:
    browser = visitor()
    browser.get("/account/2fa/webauthn/login/", headers={"accept": "application/json"})
    for sent in ("", "{}", "nonsense", '{"id":"AA","rawId":"AA","type":"public-key","response":{}}'):
        answer = browser.post("/account/2fa/webauthn/login/", {"credential": sent}, follow=True)
        assert heading(answer) == "Sign in"  # type: ignore[arg-type]
    assert not _is_in(browser)
