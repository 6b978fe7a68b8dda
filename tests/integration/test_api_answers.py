"""How the API answers: pages of lists, versions, limits, problems, and what hostile input comes to."""

import json
import shutil
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.support.people import person
from tests.support.site import client, make_tiny, site_over
from tests.support.tokens import caller, said

from coopcouncil.data.snapshots import Snapshot, Store
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.api.shape import MOST_BODY_BYTES
from coopcouncil.web.publishing.models import Publication
from coopcouncil.web.publishing.operations import publish_spending

JSON = "application/json"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def snapshot(store: Store) -> Snapshot:
    found = store.current()
    assert found is not None
    return found


@pytest.fixture
def api(store: Store, snapshot: Snapshot) -> Iterator[Client]:
    """The API over the small snapshot, published, for callers without a token."""
    with site_over(store.root):
        publish_spending(snapshot=snapshot, by=person(Role.OFFICER))
        cache.clear()
        yield caller()


@pytest.fixture
def own_store(api: Client, store: Store, tmp_path: Path) -> Iterator[Store]:
    """A copy of the store for a test that changes it, served instead."""
    copied = Path(shutil.copytree(store.root, tmp_path / "own"))
    with site_over(copied):
        yield Store(copied)


def _get(system: Client, path: str, status: int = 200, **headers: str) -> dict[str, Any]:
    return said(system.get(f"/api/v1{path}", headers=headers), status)


# ---- pages, versions, limits


def test_pages_of_a_list_lead_to_each_other(api: Client) -> None:
    response = api.get("/api/v1/payments/?page=2&per_page=10&place=inside")
    assert 'payments/?page=1&per_page=10&place=inside>; rel="prev"' in response["Link"]
    assert 'payments/?page=3&per_page=10&place=inside>; rel="next"' in response["Link"]
    answer = said(response, 200)
    assert (answer["page"], answer["per_page"], len(answer["rows"])) == (2, 10, 10)
    amounts = [Decimal(row["amount_gbp"]) for row in answer["rows"]]
    assert all(one >= other for one, other in pairwise(amounts))


def test_page_beyond_the_last_says_how_many_there_are(api: Client) -> None:
    assert "There are" in _get(api, "/payments/?page=1000000", 404)["detail"]


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=1000001", "page=" + "9" * 400, "per_page=101"])
def test_page_that_makes_no_sense_is_refused_by_its_name(api: Client, query: str) -> None:
    (error,) = _get(api, f"/payments/?{query}", 422)["errors"]
    assert (error["in"], error["field"]) == ("query", query.partition("=")[0])


def test_answer_that_the_caller_has_is_not_worked_out_again(api: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = api.get("/api/v1/spending/?place=inside")["ETag"]

    def work_out(*_: object) -> None:
        raise AssertionError("it is worked out again")

    monkeypatch.setattr("coopcouncil.web.api.spending.picture_of", work_out)
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        response = api.get("/api/v1/spending/?place=inside", headers={"If-None-Match": known})
        assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)


def test_answer_to_another_question_has_another_version(api: Client) -> None:
    paths = ["/spending/", "/spending/?place=inside", "/spending/?place=region", "/payments/", "/payments/?page=2"]
    assert len({api.get(f"/api/v1{path}")["ETag"] for path in paths}) == len(paths)


def test_published_figures_can_be_read_by_pages_of_other_sites_without_a_token(api: Client) -> None:
    response = api.get("/api/v1/spending/")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert response["Cache-Control"] == "public, no-cache"
    asked = api.options("/api/v1/spending/")
    assert asked.status_code == 204
    assert "Authorization" not in asked["Access-Control-Allow-Headers"]


def test_answer_to_a_token_is_for_its_person_alone(api: Client) -> None:
    response = caller(Role.OFFICER).get("/api/v1/spending/")
    assert "Access-Control-Allow-Origin" not in response
    assert response["Cache-Control"] == "private, no-cache"
    assert "Authorization" in response["Vary"]
    assert "Access-Control-Allow-Origin" not in api.options("/api/v1/record/")


def test_caller_who_asks_too_often_is_told_how_long_to_wait(api: Client, store: Store) -> None:
    with site_over(store.root, COOPCOUNCIL_API_A_MINUTE=2):
        assert "r=1;" in api.get("/api/v1/publication/")["RateLimit"]
        assert "r=0;" in api.get("/api/v1/publication/")["RateLimit"]
        response = api.get("/api/v1/publication/")
        assert "2 calls a minute" in said(response, 429)["detail"]
        assert 1 <= int(response["Retry-After"]) <= 61
        elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
        assert api.get("/api/v1/publication/", **elsewhere).status_code == 200  # type: ignore[arg-type]
        officer = caller(Role.OFFICER)
        assert [officer.get("/api/v1/me/").status_code for _ in range(3)] == [200, 200, 429]


def test_tokens_cannot_be_guessed_without_end(api: Client, store: Store) -> None:
    with site_over(store.root, COOPCOUNCIL_API_A_MINUTE=2):
        wrong = {"Authorization": "Bearer coop_wrong"}
        assert [api.get("/api/v1/me/", headers=wrong).status_code for _ in range(3)] == [401, 401, 429]


def test_addresses_of_one_network_of_version_6_are_counted_together(api: Client, store: Store) -> None:
    with site_over(store.root, COOPCOUNCIL_API_A_MINUTE=1):
        answers = [
            api.get("/api/v1/publication/", REMOTE_ADDR=address).status_code  # type: ignore[arg-type]
            for address in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")
        ]
        assert answers == [200, 429, 200]


def test_address_behind_a_proxy_is_the_one_that_the_proxy_saw(api: Client, store: Store) -> None:
    proxied = {"COOPCOUNCIL_API_A_MINUTE": 1, "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https")}
    with site_over(store.root, **proxied):
        answers = [
            api.get("/api/v1/publication/", headers={"X-Forwarded-For": seen}).status_code
            for seen in ("192.0.2.1", "192.0.2.9, 192.0.2.1", "192.0.2.1, 192.0.2.2")
        ]
        assert answers == [200, 429, 200]


# ---- problems and hostile input


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/spending/?place=mars", 422, "'mars' is not a known place"),
        ("/spending/?financial_year=2025-27", 422, "Write it as 2025-26"),
        ("/spending/?month=2025-13", 422, "Write it as 2025-04"),
        ("/spending/?place= inside", 422, "is not a known place"),
        ("/spending/?plaec=inside", 422, "knows no such parameter. Known: council"),
        ("/spending/?place=inside&place=region", 422, "Give it once"),
        ("/spending/?council=", 422, "at least 1 character"),
        ("/spending/?text=" + "x" * 5000, 422, "at most 200 characters"),
        ("/spending/?text=a%00b", 422, "pattern"),
        ("/me/?anything=1", 422, "It takes none"),
        ("/spending/breakdowns/nothing/", 422, "Input should be"),
        ("/suppliers/000000000000/", 404, "No supplier has this number"),
        ("/suppliers/%00/", 404, "No supplier has this number"),
        ("/suppliers/%ff%fe/", 404, "No supplier has this number"),
        ("/suppliers/" + "x" * 4000 + "/", 404, "No supplier has this number"),
        ("/organisations/GB-COH-%F0%9F%92%A3/", 404, "No organisation has this number"),
        ("/organisations/a'; DROP TABLE suppliers; --/", 404, "No organisation has this number"),
        ("/record/?after=99999999999999999999", 422, "less than or equal"),
        ("/nowhere/", 404, "Nothing is at this address"),
        ("/", 404, "Nothing is at this address"),
    ],
)
def test_call_that_makes_no_sense_is_answered_with_what_would(api: Client, path: str, status: int, detail: str) -> None:
    system = caller(*Role) if path.startswith(("/me/", "/record/")) else api
    assert detail in _get(system, path, status)["detail"]


def test_lone_surrogate_in_an_address_is_no_trouble(api: Client) -> None:
    assert _get(api, "/payments/?text=%ED%A0%80")["total"] == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 30_000, 400),
        (b'{"snapshot_id": ' + b"9" * 5000 + b"}", 400),
        (b'{"snapshot_id": NaN}', 422),
        (b"null", 422),
        (b"[]", 422),
        (b'"text"', 422),
        (b'{"snapshot_id": 1}', 422),
        (b'{"snapshot_id": null}', 422),
        (b'{"snapshot_id": "\\ud800"}', 422),
        (b'{"snapshot_id": "a\\u0000b"}', 422),
        (b'{"snapshot_id": "../../etc"}', 422),
        (b'{"snapshot_id": "' + b"x" * 5000 + b'"}', 422),
        (b'{"snapshot_id": "CURRENT", "more": 1}', 422),
        (b'{"snapshot_id": "CURRENT", "why": {"deep": [[[[]]]]}}', 422),
        (b'{"snapshot_id": "' + b"x" * MOST_BODY_BYTES + b'"}', 413),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_body_that_makes_no_sense_changes_nothing(api: Client, body: bytes, status: int) -> None:
    response = caller(Role.OFFICER).generic("POST", "/api/v1/publication/", body, JSON, CONTENT_TYPE=JSON)
    problem = said(response, status)
    if status == 422:
        assert all(each["in"] == "body" and each["message"] for each in problem["errors"])
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_body_that_is_not_called_json_is_refused(api: Client, media_type: str) -> None:
    response = caller(Role.OFFICER).generic("POST", "/api/v1/publication/", b"{}", media_type)
    assert "Content-Type: application/json" in said(response, 415)["detail"]


def test_caller_who_takes_no_json_is_refused(api: Client) -> None:
    _get(api, "/spending/", 406, Accept="text/html")
    _get(api, "/spending/", 200, Accept="text/html, application/json;q=0.1")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_method_that_an_address_does_not_take_names_those_it_does(api: Client, method: str) -> None:
    response = api.generic(method, "/api/v1/spending/")
    said(response, 405)
    assert {each.strip() for each in response["Allow"].split(",")} == {"GET", "HEAD"}


def test_head_is_answered_as_get_without_its_body(api: Client) -> None:
    response = api.head("/api/v1/spending/")
    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == api.get("/api/v1/spending/")["ETag"]


def test_operation_that_fails_tells_nothing_of_the_cause(api: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("made up")

    monkeypatch.setattr("coopcouncil.web.api.spending.picture_of", fail)
    api.raise_request_exception = False
    response = api.get("/api/v1/spending/")
    said(response, 500)
    assert b"made up" not in response.content


def test_figures_that_cannot_be_read_are_said_to_be_so(own_store: Store) -> None:
    (own_store.root / "CURRENT").write_text("20260101T000000-abcdef\n")
    problem = _get(caller(Role.OFFICER), "/spending/", 503)
    assert str(own_store.root) not in json.dumps(problem)


def test_problem_leads_to_its_place_in_the_documentation(api: Client) -> None:
    address, _, place = _get(api, "/nowhere/", 404)["type"].partition("#")
    assert f'id="{place}"' in client().get(address).content.decode()


def test_address_without_its_last_slash_leads_to_the_right_one(api: Client) -> None:
    response = api.get("/api/v1/spending?place=inside")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/spending/?place=inside")
