"""Access tokens: made and revoked on a page, entered in the record, and never more than their person."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from tests.support.people import body, person
from tests.support.site import client, make_tiny, site_over, visitor
from tests.support.tokens import HOST, said, token_of

from coopcouncil.evidence.record import sha256_text
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.api.models import Token
from coopcouncil.web.api.operations import make_token
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.people.models import Delegation, Grant
from coopcouncil.web.record.models import Entry


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny(tmp_path_factory.mktemp("tiny")).root


@pytest.fixture(autouse=True)
def _site(root: Path) -> Iterator[None]:
    with site_over(root):
        yield


def _me(text: str, scheme: str = "Bearer") -> object:
    return Client(headers={**HOST, "Authorization": f"{scheme} {text}"}).get("/api/v1/me/")


def _make(site: Client, **changed: object) -> str:
    given = {"name": "Finance reports", "scopes": ["read"], "days": "30", **changed}
    response = site.post("/account/tokens/", given)
    assert response.status_code == 200
    return unescape(response.content.decode())


def _shown(page: str) -> str:
    found = re.search(r'id="token">(coop_[\w-]+)<', page)
    assert found, page
    return found[1]


def test_token_is_shown_once_and_only_its_fingerprint_is_kept() -> None:
    site = client(Role.OFFICER)
    text = _shown(_make(site))
    assert text not in site.get("/account/tokens/").content.decode()
    (kept,) = Token.objects.all()
    assert kept.token_sha256 == sha256_text(text)
    assert kept.scopes == ["read"]
    assert timezone.localdate(kept.expires_at) == timezone.localdate() + timedelta(days=30)


def test_token_page_is_kept_by_no_cache() -> None:
    response = client(Role.OFFICER).post("/account/tokens/", {"name": "Once", "scopes": ["read"], "days": "30"})
    assert response["Cache-Control"] == "no-store"


def test_token_opens_what_its_person_is() -> None:
    answer = said(_me(_shown(_make(client(Role.OFFICER)))), 200)
    assert answer["email"] == person(Role.OFFICER).email
    assert answer["roles"] == [{"role": "officer", "body": "", "for_whom": ""}]
    assert answer["token"]["scopes"] == ["read"]


def test_use_of_a_token_is_kept_by_the_day() -> None:
    said(_me(token_of(person(Role.OFFICER))), 200)
    assert Token.objects.get().last_used_on == timezone.localdate()


def test_token_is_entered_in_the_record_without_its_text() -> None:
    site = client(Role.OFFICER)
    text = _shown(_make(site))
    token = Token.objects.get()
    site.post(f"/account/tokens/{token.public_id}/revoke/")
    made, revoked = Entry.objects.filter(about=f"token:{token.public_id}")
    assert (made.what, revoked.what) == ("made the access token", "revoked the access token")
    assert "Finance reports" in (made.content.text or "")
    assert text not in (made.content.text or "")


def test_revoked_token_opens_nothing() -> None:
    site = client(Role.OFFICER)
    text = _shown(_make(site))
    response = site.post(f"/account/tokens/{Token.objects.get().public_id}/revoke/", follow=True)
    assert "works no more" in response.content.decode()
    assert "No: revoked on" in response.content.decode()
    assert said(_me(text), 401)["type"].endswith("#problem-token")


def test_token_revoked_twice_is_entered_once() -> None:
    site = client(Role.OFFICER)
    _make(site)
    for _ in range(2):
        site.post(f"/account/tokens/{Token.objects.get().public_id}/revoke/")
    assert Entry.objects.filter(what="revoked the access token").count() == 1


def test_token_of_somebody_else_cannot_be_revoked() -> None:
    token_of(person(Role.AUDITOR))
    token = Token.objects.get()
    assert client(Role.OFFICER).post(f"/account/tokens/{token.public_id}/revoke/").status_code == 404
    assert Token.objects.get().revoked_at is None


def test_expired_token_opens_nothing() -> None:
    text = make_token(
        by=person(Role.OFFICER),
        name="Old",
        scopes=[Scope.READ],
        last_day=timezone.localdate() - timedelta(days=1),
    )[1]
    response = _me(text)
    assert "has expired" in said(response, 401)["detail"]
    assert 'error="invalid_token"' in response["WWW-Authenticate"]  # type: ignore[index]


def test_token_of_somebody_whose_access_ended_opens_nothing() -> None:
    officer = person(Role.OFFICER)
    text = token_of(officer)
    officer.is_active = False
    officer.save()
    said(_me(text), 401)


def test_token_loses_what_its_person_loses() -> None:
    officer = person(Role.OFFICER)
    system = Client(headers={**HOST, "Authorization": f"Bearer {token_of(officer)}"})
    assert system.get("/api/v1/spending/").status_code == 200
    Grant.objects.filter(person=officer).update(ended_at=timezone.now())
    said(system.get("/api/v1/spending/"), 404)  # nothing is published, and unpublished figures are for the council
    problem = said(system.post("/api/v1/publication/", {"snapshot_id": "x"}, content_type="application/json"), 403)
    assert "You hold no role yet" in problem["detail"]


def test_token_of_a_delegate_may_what_the_delegate_may() -> None:
    delegate, officer = person(Role.COUNCILLOR), person(Role.OFFICER)
    today = timezone.localdate()
    Delegation.objects.create(person=officer, delegate=delegate, starts_on=today, ends_on=today)
    held = said(_me(token_of(delegate)), 200)["roles"]
    assert {"role": "officer", "body": "", "for_whom": str(officer)} in held


@pytest.mark.parametrize(
    "text",
    ["", "coop_", "coop_wrong", "nonsense", "coop_" + "x" * 5000, "coop_\u00e9", "coop_ a b", "coop_\x00"],
)
def test_text_that_is_no_token_is_refused_with_the_way_to_one(text: str) -> None:
    response = _me(text)
    problem = said(response, 401)
    assert response["WWW-Authenticate"].startswith('Bearer realm="coopcouncil"')  # type: ignore[index]
    assert problem["detail"]


def test_other_ways_of_signing_in_are_refused() -> None:
    said(_me(token_of(person(Role.OFFICER)), scheme="Basic"), 401)


def test_session_is_no_way_into_the_api() -> None:
    said(client(Role.OFFICER).get("/api/v1/me/"), 401)
    response = client(Role.OFFICER).post("/api/v1/publication/", {"snapshot_id": "x"}, content_type="application/json")
    said(response, 401)


def test_wrong_token_is_refused_even_where_none_is_needed() -> None:
    said(Client(headers={**HOST, "Authorization": "Bearer coop_wrong"}).get("/api/v1/openapi.json"), 401)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": ""}, "Say what the token is for."),
        ({"name": "x" * 81}, "in 80 characters or fewer"),
        ({"name": "nul \x00"}, "Null characters are not allowed"),
        ({"scopes": []}, "Choose at least one thing"),
        ({"scopes": ["read:record"]}, "Choose from the list what the token may be used for."),
        ({"scopes": ["everything"]}, "Choose from the list what the token may be used for."),
        ({"days": "9999"}, "Choose from the list how long the token works."),
        ({"days": ""}, "Choose how long the token works."),
    ],
)
def test_token_that_makes_no_sense_is_not_made(changed: dict[str, object], message: str) -> None:
    page = _make(client(Role.OFFICER), **changed)
    assert "There is a problem" in page
    assert message in page
    assert not Token.objects.exists()


def test_scopes_are_offered_that_open_something_to_the_person() -> None:
    offered = client(Role.AUDITOR).get("/account/tokens/").content.decode()
    assert 'value="read:record"' in offered
    assert 'value="write:suppliers"' not in offered
    everything = client(Role.OFFICER).get("/account/tokens/").content.decode()
    assert 'value="write:suppliers"' in everything
    assert 'value="read:record"' not in everything


def test_tokens_page_asks_to_sign_in() -> None:
    response = visitor().get("/account/tokens/")
    assert response.status_code == 302
    assert "/account/login/" in response["Location"]


def test_markup_in_the_name_of_a_token_is_shown_as_text() -> None:
    site = client(Role.OFFICER)
    _make(site, name="<script>alert(1)</script>")
    assert b"<script>alert" not in site.get("/account/tokens/").content


def test_token_at_one_body_reads_what_its_role_reads() -> None:
    housing = body("Housing")
    assert said(_me(token_of(person(Role.OFFICER, at=housing))), 200)["roles"][0]["body"] == "Housing"
