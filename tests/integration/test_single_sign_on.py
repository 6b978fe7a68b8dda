"""Single sign-on against a real server of OpenID Connect on this machine, over HTTP: who is let in, and who is not."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from pytest_django.live_server_helper import LiveServer
from tests.support.identity_provider import CLIENT, PASSWORD, SECRET, identity_provider
from tests.support.people import person
from tests.support.signing import entered, protect
from tests.support.site import site_over

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.environment import Environment, single_sign_on
from coopcouncil.web.people.invitations.operations import invite
from coopcouncil.web.people.models import Person
from coopcouncil.web.record.models import Content

pytestmark = pytest.mark.django_db(transaction=True)

CALLBACK = "/account/oidc/council/login/callback/"
PEOPLE = {
    "officer@example.org": True,
    "unchecked@example.org": False,
    "silent@example.org": False,
    "stranger@example.org": True,
    "wrong.issuer@example.org": True,
    "wrong.nonce@example.org": True,
    "wrong.audience@example.org": True,
    "two.people@example.org": True,
}


@pytest.fixture(scope="module")
def issuer(live_server: LiveServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("identity")
    with identity_provider(folder, callback=live_server.url + CALLBACK, people=PEOPLE) as served:
        yield served


@pytest.fixture(autouse=True)
def _site(issuer: str, tmp_path: Path) -> Iterator[None]:
    cache.clear()
    with site_over(tmp_path, COOPCOUNCIL_NAME="Ambleford", **_trusting(issuer)):
        yield


def _trusting(server: str, domains: str = "") -> dict[str, object]:
    given = Environment(
        {
            "COOPCOUNCIL_OIDC_SERVER": server,
            "COOPCOUNCIL_OIDC_NAME": "your Ambleford account",
            "COOPCOUNCIL_OIDC_CLIENT": CLIENT,
            "COOPCOUNCIL_OIDC_SECRET": SECRET,
            "COOPCOUNCIL_OIDC_DOMAINS": domains,
        }
    )
    apps = single_sign_on(given)
    return {"SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}}


def _person(email: str) -> Person:
    """An officer with this address and no password."""
    found = person(Role.OFFICER, name=email.partition("@")[0].replace(".", " "))
    Person.objects.filter(pk=found.pk).update(email=email)
    return Person.objects.get(pk=found.pk)


def _come(site: str, email: str, *, to: str = "/help/about/") -> requests.Response:
    """Press the button on the sign-in page and sign in at the server; the page that one ends at."""
    browser = requests.Session()
    page = browser.get(f"{site}/account/login/?next={to}", timeout=20).text
    assert "Sign in with your Ambleford account" in page
    link = re.search(r'href="(/account/oidc/[^"]+)"', page)
    assert link
    asked = browser.get(site + unescape(link[1]), timeout=20)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', asked.text)
    assert token, asked.text
    hidden = re.search(r'name="next" value="([^"]+)"', asked.text)
    assert hidden
    form = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token[1], "next": unescape(hidden[1])}
    return browser.post(asked.url, data=form, timeout=20)


def _heading(answer: requests.Response) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.S)
    assert found, answer.text
    return unescape(found[1].strip())


def test_person_with_the_same_checked_address_is_signed_in_and_brought_back(live_server: LiveServer) -> None:
    someone = _person("officer@example.org")
    answer = _come(live_server.url, "officer@example.org")
    assert answer.url == f"{live_server.url}/help/about/"
    assert "Your account" in answer.text
    assert SocialAccount.objects.get().user == someone
    assert entered() == ["connected single sign-on to", "signed in as"]
    kept = "".join(each.text or "" for each in Content.objects.all())
    assert '"by":["single sign-on"]' in kept
    assert "officer@example.org" not in str(SocialAccount.objects.get().extra_data)


def test_person_is_known_again_by_the_servers_id_when_their_address_here_has_changed(live_server: LiveServer) -> None:
    someone = _person("officer@example.org")
    _come(live_server.url, "officer@example.org")
    Person.objects.filter(pk=someone.pk).update(email="new.name@example.org")
    answer = _come(live_server.url, "officer@example.org")
    assert answer.url == f"{live_server.url}/help/about/"
    assert entered().count("signed in as") == 2


def test_question_to_the_server_carries_pkce_and_a_nonce_and_nothing_that_a_visitor_adds(
    live_server: LiveServer,
) -> None:
    asked = "?scope=offline_access&auth_params=prompt%3Dnone%26nonce%3Dmine"
    answer = requests.get(f"{live_server.url}/account/oidc/council/login/{asked}", allow_redirects=False, timeout=20)
    sent = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert sent["code_challenge_method"] == ["S256"]
    assert len(sent["nonce"][0]) > 20
    assert set(sent["scope"][0].split()) == {"openid", "profile", "email"}
    assert "prompt" not in sent


@pytest.mark.parametrize("fault", ["wrong.issuer", "wrong.nonce", "wrong.audience", "two.people"])
def test_answer_with_a_fault_signs_nobody_in(live_server: LiveServer, fault: str) -> None:
    _person(f"{fault}@example.org")
    answer = _come(live_server.url, f"{fault}@example.org")
    assert (answer.status_code, _heading(answer)) == (401, "Single sign-on did not work")
    assert not SocialAccount.objects.exists()
    assert entered() == []


def test_answer_to_another_browser_signs_nobody_in(live_server: LiveServer) -> None:
    _person("officer@example.org")
    answer = requests.get(f"{live_server.url}{CALLBACK}?state=guessed&code=stolen", timeout=20)
    assert (answer.status_code, _heading(answer)) == (401, "Single sign-on did not work")


@pytest.mark.parametrize("email", ["unchecked@example.org", "silent@example.org"])
def test_address_that_the_server_has_not_checked_signs_nobody_in(live_server: LiveServer, email: str) -> None:
    _person(email)
    answer = _come(live_server.url, email)
    assert (answer.status_code, _heading(answer)) == (403, "You are not signed in")
    assert "has checked your e-mail address" in answer.text
    assert not SocialAccount.objects.exists()


def test_address_in_a_domain_that_the_council_vouches_for_counts_as_checked(
    live_server: LiveServer, issuer: str, tmp_path: Path
) -> None:
    _person("silent@example.org")
    with site_over(tmp_path, **_trusting(issuer, "ambleford.gov.uk, Example.org")):
        answer = _come(live_server.url, "silent@example.org")
    assert answer.url == f"{live_server.url}/help/about/"


def test_nobody_new_is_made(live_server: LiveServer) -> None:
    answer = _come(live_server.url, "stranger@example.org")
    assert (answer.status_code, _heading(answer)) == (403, "You are not signed in")
    assert "People are invited to these pages first" in answer.text
    assert not Person.objects.exists()


def test_stranger_with_an_open_invitation_comes_in_by_it(live_server: LiveServer) -> None:
    invite(email="stranger@example.org", name="A. Stranger", role=Role.COUNCILLOR, body=None, by=None, send=False)
    answer = _come(live_server.url, "stranger@example.org")
    assert answer.url == f"{live_server.url}/help/about/"
    come = Person.objects.get()
    assert (come.name, come.has_usable_password()) == ("A. Stranger", False)
    assert [grant.role for grant in come.grants.all()] == [Role.COUNCILLOR]


def test_person_whose_access_has_ended_is_told_so(live_server: LiveServer) -> None:
    someone = _person("officer@example.org")
    _come(live_server.url, "officer@example.org")
    Person.objects.filter(pk=someone.pk).update(is_active=False)
    answer = _come(live_server.url, "officer@example.org")
    assert (answer.status_code, _heading(answer)) == (403, "You are not signed in")
    assert "Your access to these pages has ended." in answer.text
    assert entered()[-1] == "refused the sign-in of"


def test_second_account_of_the_server_with_the_same_address_does_not_take_over(live_server: LiveServer) -> None:
    someone = _person("officer@example.org")
    SocialAccount.objects.create(user=someone, provider="council", uid="the-first-one")
    answer = _come(live_server.url, "officer@example.org")
    assert (answer.status_code, _heading(answer)) == (403, "You are not signed in")
    assert "signed in to before with another account" in answer.text


def test_single_sign_on_is_trusted_for_the_second_factor(live_server: LiveServer, tmp_path: Path) -> None:
    someone = _person("officer@example.org")
    with site_over(tmp_path, COOPCOUNCIL_SECOND_FACTOR=True):
        assert _come(live_server.url, "officer@example.org", to="/account/").url == f"{live_server.url}/account/"
        protect(someone)
        assert _come(live_server.url, "officer@example.org", to="/account/").url == f"{live_server.url}/account/"


def test_server_that_does_not_answer_is_said_to(live_server: LiveServer, tmp_path: Path) -> None:
    browser = requests.Session()
    asked = browser.get(f"{live_server.url}/account/oidc/council/login/", allow_redirects=False, timeout=20)
    state = parse_qs(urlsplit(asked.headers["Location"]).query)["state"][0]
    with site_over(tmp_path, **_trusting("http://localhost:9")):
        for path in ("/account/oidc/council/login/", f"{CALLBACK}?state={state}&code=any"):
            answer = browser.get(live_server.url + path, timeout=20)
            assert (answer.status_code, _heading(answer)) == (503, "Single sign-on does not answer"), path


def test_addresses_of_single_sign_on_are_not_found_where_none_is_set_up(
    live_server: LiveServer, tmp_path: Path
) -> None:
    nowhere = {"SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": []}}}
    with site_over(tmp_path, **nowhere):
        assert requests.get(f"{live_server.url}/account/oidc/council/login/", timeout=20).status_code == 404
        assert "/oidc/" not in requests.get(f"{live_server.url}/account/login/", timeout=20).text
