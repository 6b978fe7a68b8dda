"""Operations on people: the token's own person."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema

from coopcouncil.web.api.callers import ApiRequest
from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.permissions import roles_held
from coopcouncil.web.rights import Right

ROUTER = Router(tags=["People"])


class HeldOut(Schema):
    """A role held today: for a body, or for the whole council when `body` is empty; as a delegate `for_whom`."""

    role: str
    body: str
    for_whom: str


class TokenOut(Schema):
    """The token that was sent."""

    name: str
    scopes: list[str]
    expires_at: datetime


class MeOut(Schema):
    """Who the token belongs to, and what it may be used for."""

    person_id: str
    name: str
    email: str
    roles: list[HeldOut]
    token: TokenOut | None


@api_route(ROUTER, "GET", "/me/", may=Right.USE_OWN_ACCOUNT, scope=Scope.READ, answer=MeOut, versioned=False)
def me(request: ApiRequest) -> Any:
    """Who you are, and the roles that you hold today."""
    person = request.auth.person
    return {
        "person_id": person.subject_ref,
        "name": person.name,
        "email": person.email,
        "roles": [
            {"role": str(each.role), "body": each.body_name, "for_whom": each.for_whom} for each in roles_held(person)
        ],
        "token": request.auth.token,
    }
