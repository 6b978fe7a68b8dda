"""Access tokens for tests, and calls of the API with them."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.api.operations import make_token
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.people.models import Person
from tests.support.people import person

HOST = {"host": "127.0.0.1"}


def token_of(somebody: Person, *scopes: Scope) -> str:
    """A token of this person that works for a month; for everything when no scopes are named."""
    last_day = timezone.localdate() + timedelta(days=30)
    return make_token(by=somebody, name="Made up for a test", scopes=scopes or tuple(Scope), last_day=last_day)[1]


def bearer(*roles: Role, scopes: tuple[Scope, ...] = ()) -> dict[str, str]:
    """The headers of a call by somebody with these roles."""
    name = "Every Role" if len(roles) == len(Role) else ""  # all of them would be too long a name
    return {"Authorization": f"Bearer {token_of(person(*roles, name=name), *scopes)}"}


def caller(*roles: Role, scopes: tuple[Scope, ...] = ()) -> Client:
    """Another system that calls with the token of somebody with these roles; without roles, with no token."""
    return Client(headers={**HOST, **(bearer(*roles, scopes=scopes) if roles else {})})


def said(response: Any, status: int) -> dict[str, Any]:
    """What is answered with this status: JSON, or a problem from 400 on."""
    assert response.status_code == status, response.content.decode()
    expected = "application/problem+json" if status >= 400 else "application/json"
    assert response["Content-Type"].split(";")[0] == expected
    answer: dict[str, Any] = response.json()
    if status >= 400:
        assert answer["status"] == status
        assert answer["title"]
        assert answer["detail"]
    return answer
