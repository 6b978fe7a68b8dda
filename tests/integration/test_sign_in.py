"""Signing in with a password: who gets in, what is said to who does not, and what is entered in the record."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone
from tests.support.people import PASSWORD, person
from tests.support.signing import entered, give, heading, link_in_last_mail, words
from tests.support.site import site_over, visitor

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import Person
from coopcouncil.web.record.models import Content

WRONG = "The e-mail address or the password is wrong"
NEW = "three other quiet words"


@pytest.fixture(autouse=True)
def _nothing_loaded(tmp_path: Path) -> Iterator[None]:
    cache.clear()
    with site_over(tmp_path, COOPCOUNCIL_NAME="Ambleford", COOPCOUNCIL_ADDRESS="https://coop.example.gov.uk"):
        yield


@pytest.fixture
def officer() -> Person:
    return person(Role.OFFICER)


def _is_in(browser: Client) -> bool:
    return browser.get("/account/").status_code == 200


def test_person_signs_in_and_comes_to_the_page_they_wanted(officer: Person) -> None:
    browser = visitor()
    wanted = browser.get("/upload/")
    assert wanted["Location"] == "/account/login/?next=%2Fupload%2F"
    assert give(browser, officer, to="/upload/").redirect_chain == [("/upload/", 302)]  # type: ignore[attr-defined]
    assert _is_in(browser)


def test_sign_in_leads_to_no_other_site(officer: Person) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        browser = visitor()
        answer = browser.post("/account/login/", {"login": officer.email, "password": PASSWORD, "next": elsewhere})
        assert answer["Location"] == "/"


@pytest.mark.parametrize("email", ["officer@example.org", "nobody@example.org"])
def test_wrong_password_says_the_same_whether_or_not_there_is_an_account(officer: Person, email: str) -> None:
    answer = visitor().post("/account/login/", {"login": email, "password": "not this one"})
    said = words(answer)
    assert said.count(WRONG) == 2, "in the summary and at the field"
    assert '<a href="#id_login">' in said
    assert "<title>Error: Sign in - Ambleford</title>" in said
    assert "not this one" not in said


def test_empty_form_names_what_is_missing() -> None:
    said = words(visitor().post("/account/login/", {"login": "nonsense", "password": ""}))
    assert "Enter an e-mail address, such as" in said
    assert "Enter your password" in said


def test_person_whose_access_has_ended_is_told_so_only_with_the_right_password(officer: Person) -> None:
    Person.objects.filter(pk=officer.pk).update(is_active=False, left_at=timezone.now())
    assert heading(give(visitor(), officer)) == "Your access has ended"
    assert WRONG in words(give(visitor(), officer, "not this one"))
    assert entered() == ["refused the sign-in of"] * 2


def test_signing_in_gives_the_session_a_new_key(officer: Person) -> None:
    browser = visitor()
    browser.get("/account/login/")
    session = browser.session
    session["planted"] = True
    session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    give(browser, officer)
    assert browser.session.session_key != session.session_key
    assert not visitor().session.exists(session.session_key)


def test_signing_out_takes_a_form_and_ends_the_session(officer: Person) -> None:
    browser = visitor()
    give(browser, officer)
    browser.get("/account/logout/")
    assert _is_in(browser)
    key = browser.session.session_key
    said = words(browser.post("/account/logout/", follow=True))  # type: ignore[arg-type]
    assert "You are signed out." in said
    assert not _is_in(browser)
    assert not visitor().session.exists(key)


def test_password_is_set_anew_by_the_link_in_an_e_mail_once(officer: Person) -> None:
    stolen, browser = visitor(), visitor()
    give(stolen, officer)
    browser.post("/account/password/reset/", {"email": officer.email})
    sent = mail.outbox[-1]
    assert sent.subject == "Set a new password - Ambleford"
    assert "https://coop.example.gov.uk/account/password/reset/key/" in str(sent.body)
    assert "&#" not in str(sent.body)
    link = link_in_last_mail()
    form = browser.get(link, follow=True)
    assert heading(form) == "Set a new password"  # type: ignore[arg-type]
    answer = browser.post(form.redirect_chain[-1][0], {"password1": NEW}, follow=True)
    assert heading(answer) == "Your new password is set"  # type: ignore[arg-type]
    assert mail.outbox[-1].subject == "A new password was set - Ambleford"
    assert not _is_in(stolen), "who was signed in with the old password is out"
    assert not _is_in(browser), "one signs in with the new one"
    assert heading(visitor().get(link)) == "That link no longer works"
    give(browser, officer, NEW)
    assert _is_in(browser)


def test_reset_says_the_same_whether_or_not_there_is_an_account(officer: Person) -> None:
    for email in (officer.email, "nobody@example.org"):
        answer = visitor().post("/account/password/reset/", {"email": email}, follow=True)
        assert heading(answer) == "Look at your e-mail"  # type: ignore[arg-type]
    assert [each.subject.partition(" - ")[0] for each in mail.outbox] == [
        "Set a new password",
        "No account with this e-mail address",
    ]


def test_person_whose_access_has_ended_gets_no_link(officer: Person) -> None:
    Person.objects.filter(pk=officer.pk).update(is_active=False)
    visitor().post("/account/password/reset/", {"email": officer.email})
    assert "key" not in str(mail.outbox[-1].body)


def test_changed_password_signs_out_every_other_browser(officer: Person) -> None:
    here, elsewhere = visitor(), visitor()
    give(here, officer)
    give(elsewhere, officer)
    key = here.session.session_key
    answer = here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW}, follow=True)
    assert "Your password is changed." in words(answer)  # type: ignore[arg-type]
    assert _is_in(here)
    assert here.session.session_key != key
    assert not _is_in(elsewhere)
    assert mail.outbox[-1].subject == "Your password was changed - Ambleford"


def test_new_password_has_to_be_long_and_not_the_name(officer: Person) -> None:
    browser = visitor()
    give(browser, officer)
    for weak, why in (("short", "at least 12"), ("officer@example", "too similar"), ("password1234", "too common")):
        answer = browser.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": weak})
        assert why in words(answer)
    answer = browser.post("/account/password/change/", {"oldpassword": "no", "password1": NEW})
    assert "That is not your password now" in words(answer)


def test_sessions_are_listed_and_every_other_one_can_be_ended(officer: Person) -> None:
    here, elsewhere = visitor(), visitor()
    give(elsewhere, officer)
    agent = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"
    here.defaults["HTTP_USER_AGENT"] = agent
    give(here, officer)
    assert "Firefox on Windows (this one)" in words(here.get("/account/sessions/"))
    assert "In 2 browsers" in words(here.get("/account/"))
    answer = here.post("/account/sessions/", follow=True)
    assert "Every other browser is signed out." in words(answer)  # type: ignore[arg-type]
    assert _is_in(here)
    assert not _is_in(elsewhere)


@pytest.mark.parametrize(
    ("key", "ago", "said"),
    [("seen_at", 3700, "60 minutes without use"), ("began_at", 12 * 3600 + 60, "after 12 hours")],
)
def test_session_ends_without_use_and_after_a_working_day(officer: Person, key: str, ago: int, said: str) -> None:
    browser = visitor()
    give(browser, officer)
    session = browser.session
    session[key] = time.time() - ago
    session.save()
    answer = browser.get("/account/", follow=True)
    assert heading(answer) == "Sign in"  # type: ignore[arg-type]
    assert said in words(answer)  # type: ignore[arg-type]
    assert entered() == ["signed in as", "signed out as"]


def test_use_keeps_a_session_but_not_past_its_day(officer: Person) -> None:
    browser = visitor()
    give(browser, officer)
    session = browser.session
    session["seen_at"] = time.time() - 3000
    session.save()
    assert _is_in(browser)
    assert browser.session["seen_at"] > time.time() - 60
    assert browser.session["began_at"] == session["began_at"]


def test_five_wrong_passwords_shut_the_account_for_a_while_for_everybody(officer: Person) -> None:
    for _ in range(5):
        assert WRONG in words(give(visitor(), officer, "not this one"))
    said = words(give(visitor(), officer))
    assert "That was wrong too often. Wait 5 minutes" in said
    assert entered() == ["refused the sign-in of"] * 5, "what is not tried is not entered"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] >= 2, "they are counted where every worker sees them"
    assert heading(give(visitor(), person(Role.AUDITOR))) != "Sign in", "others can still sign in"


def test_new_password_opens_an_account_that_wrong_ones_had_shut(officer: Person) -> None:
    for _ in range(5):
        give(visitor(), officer, "not this one")
    browser = visitor()
    browser.post("/account/password/reset/", {"email": officer.email})
    form = browser.get(link_in_last_mail(), follow=True)
    browser.post(form.redirect_chain[-1][0], {"password1": NEW})
    give(browser, officer, NEW)
    assert _is_in(browser)


def test_too_many_resets_say_how_long_to_wait(officer: Person) -> None:
    answers = [visitor().post("/account/password/reset/", {"email": officer.email}) for _ in range(4)]
    assert [each.status_code for each in answers] == [302, 302, 302, 429]
    assert heading(answers[-1]) == "Wait a minute"
    assert answers[-1]["Retry-After"] == "60"


def test_forwarded_address_counts_only_behind_a_proxy() -> None:
    with override_settings(ACCOUNT_RATE_LIMITS={"reset_password": "2/m/ip"}):
        ask = [{"HTTP_X_FORWARDED_FOR": f"6.6.6.6, 192.0.2.{last}"} for last in (1, 2, 3)]
        answers = [visitor().post("/account/password/reset/", {"email": "a@example.org"}, **each) for each in ask]
        assert [each.status_code for each in answers] == [302, 302, 429], "without a proxy the header is a claim"
        cache.clear()
        with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
            answers = [visitor().post("/account/password/reset/", {"email": "a@example.org"}, **each) for each in ask]
            assert [each.status_code for each in answers] == [302, 302, 302]


def test_record_tells_of_signing_in_without_secrets_or_addresses(officer: Person) -> None:
    browser = visitor()
    give(browser, officer, "not this one")
    give(browser, officer)
    browser.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW})
    browser.post("/account/logout/")
    give(browser, person(Role.AUDITOR, name="Somebody Else"), "unknown here")
    assert entered() == [
        "refused the sign-in of",
        "signed in as",
        "changed the password of",
        "signed out as",
        "refused the sign-in of",
    ]
    kept = "".join(Content.objects.values_list("text", flat=True))  # type: ignore[arg-type]
    assert '"by":["password"]' in kept.replace(" ", "")
    for secret in (PASSWORD, NEW, "not this one", "127.0.0.1", officer.email):
        assert secret not in kept


def test_failed_sign_in_of_a_stranger_leaves_no_entry() -> None:
    visitor().post("/account/login/", {"login": "stranger@example.org", "password": "not this one"})
    assert entered() == []
