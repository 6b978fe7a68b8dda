"""Every address with every role, held against the table of rights: shut exactly where the table refuses."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, resolve
from django.utils import timezone
from tests.support.people import person
from tests.support.routes import Route, every_route
from tests.support.site import make_tiny, site_over, visitor

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web import urls as real
from coopcouncil.web.api.operations import make_token
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.gate import right_of
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import NotAllowedError, SignInFirstError, check_may

UUID = "00000000-0000-4000-8000-000000000000"
DUMMIES = {"uuid": UUID, "uuidstr": UUID, "int": "0", "str": "x", "slug": "x", "path": "x", "": "x"}
WHO: dict[str, tuple[Role, ...] | None] = {
    "nobody": None,
    "no role": (),
    **{role.value: (role,) for role in Role},
}


def unguarded(_: HttpRequest) -> HttpResponse:
    """A view that was added without a right."""
    return HttpResponse("anybody may")


class WithPlanted:
    """The site's addresses and one that carries no right."""

    urlpatterns = (*real.urlpatterns, path("planted/", unguarded, name="planted"))
    handler403 = real.handler403


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny(tmp_path_factory.mktemp("tiny")).root


@pytest.fixture(autouse=True)
def site(store: Path) -> Iterator[None]:
    with site_over(store):
        yield


def address_of(route: Route) -> str:
    """An address of this pattern, with arguments that stand for nothing."""
    plain = re.sub(r"<(?:(\w+):)?\w+>", lambda found: DUMMIES[found[1] or ""], _without_groups(route.pattern))
    address = "/" + re.sub(r"[\^$\\]", "", plain)
    answers = resolve(address).func is route.view or not route.is_ours
    assert answers, f"{address} is not an address of {route.pattern}: teach `address_of`"
    return address


def _without_groups(pattern: str) -> str:
    """A regular expression's named groups, of which libraries make use, filled in."""
    return re.sub(r"\(\?P<\w+>(?:\[[^]]*\]|[^()])*\)", "x", pattern)


def answering() -> list[Route]:
    """The routes that answer: a library's address that the house answers itself is left to the house."""
    return [route for route in every_route() if route.is_ours or resolve(address_of(route)).func is route.view]


def without_right() -> list[str]:
    """Our own addresses that carry no right."""
    return [route.pattern for route in every_route() if route.is_ours and not _has_right(route)]


def _has_right(route: Route) -> bool:
    """Whether the view carries a right, by its mark or by its name, or, an address of the API, one for each method."""
    if getattr(route.view, "rights", None):
        return True
    try:
        right_of(route.view, route.name)
    except NotAllowedError:
        return False
    return True


def refusal(user: Any, route: Route) -> NotAllowedError | None:
    """What the table says against this user using this address."""
    try:
        check_may(user, right_of(route.view, resolve(address_of(route)).url_name))
    except NotAllowedError as error:
        return error
    return None


def ask(who: str, route: Route, method: str) -> tuple[Any, HttpResponse]:
    """The user, and what the address answers: asked anew by each, for an address may sign people out."""
    roles = WHO[who]
    browser: Client = visitor()
    browser.raise_request_exception = False
    user: Any = AnonymousUser() if roles is None else person(*roles)
    if roles is not None:
        browser.force_login(user)
    return user, getattr(browser, method)(address_of(route))


def wrong(who: str, route: Route, method: str) -> str:
    """How the answer differs from what the table says, or nothing."""
    if hasattr(route.view, "rights"):
        return wrong_of_api(who, route, method)
    user, response = ask(who, route, method)
    error = refusal(user, route)
    status = response.status_code
    said = f"{method} {address_of(route)} as {who}: {status}"
    to_sign_in = status == HTTPStatus.FOUND and response["Location"].startswith("/account/login/?next=")
    if isinstance(error, SignInFirstError):
        return "" if to_sign_in else f"{said}, not sent to sign in"
    if error:
        reason = str(error) in unescape(response.content.decode())
        return "" if status == HTTPStatus.FORBIDDEN and reason else f"{said}, not refused with: {error}"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"{said}, broken"
    return f"{said}, sent to sign in" if to_sign_in and route.is_ours else ""


def wrong_of_api(who: str, route: Route, method: str) -> str:
    """The same for an address of the API, which knows people by a token and has a right for each method."""
    roles = WHO[who]
    user: Any = AnonymousUser() if roles is None else person(*roles)
    headers = {} if roles is None else {"Authorization": f"Bearer {token_of(user)}"}
    browser = visitor()
    browser.raise_request_exception = False
    response = getattr(browser, method)(address_of(route), headers=headers)
    said = f"{method} {address_of(route)} as {who}: {response.status_code}"
    right = route.view.rights.get(method.upper())
    if right is None:
        return "" if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED else f"{said}, not refused as a method"
    try:
        check_may(user, right)
    except NotAllowedError as error:
        if isinstance(error, SignInFirstError):
            asked = response.status_code == HTTPStatus.UNAUTHORIZED and "Bearer" in response["WWW-Authenticate"]
            return "" if asked else f"{said}, not asked for a token"
        refused = response.status_code == HTTPStatus.FORBIDDEN and str(error) in response.json()["detail"]
        return "" if refused else f"{said}, not refused with: {error}"
    shut = response.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
    return f"{said}, shut" if shut or response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR else ""


def token_of(user: Person) -> str:
    """A token of this person's for everything."""
    return make_token(by=user, name="All", scopes=list(Scope), last_day=timezone.localdate() + timedelta(days=1))[1]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_route_is_shut_exactly_where_the_table_refuses(who: str, method: str) -> None:
    found = [said for route in answering() if (said := wrong(who, route, method))]
    assert found == []


def test_every_route_of_ours_carries_a_right() -> None:
    assert without_right() == []


def test_route_without_a_right_is_found_and_shut() -> None:
    with override_settings(ROOT_URLCONF=WithPlanted):
        assert without_right() == ["planted/"]
        [planted] = [route for route in every_route() if route.name == "planted"]
        for who in WHO:
            _, response = ask(who, planted, "get")
            assert response.status_code == HTTPStatus.FORBIDDEN, who
            assert "carries no right" in response.content.decode()


def test_route_that_lets_somebody_in_against_the_table_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    [review] = [route for route in every_route() if route.name == "review"]
    assert wrong("nobody", review, "get") == ""
    monkeypatch.setattr("coopcouncil.web.gate.check_may", lambda *_: None)
    assert "not sent to sign in" in wrong("nobody", review, "get")
