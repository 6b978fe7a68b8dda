"""What is answered when a call cannot be: application/problem+json (RFC 9457), with what to do next in words."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"
DOCUMENTATION = "/api/"


@dataclass(frozen=True)
class Kind:
    """One kind of problem: its status, its title, and when it is met."""

    status: HTTPStatus
    title: str
    meaning: str


KINDS: dict[str, Kind] = {
    "unreadable": Kind(HTTPStatus.BAD_REQUEST, "The call could not be read", "The body is not JSON."),
    "token": Kind(
        HTTPStatus.UNAUTHORIZED,
        "A token that works is needed",
        "No token was sent where one is needed, or it is unknown, expired or revoked, or its person has no access.",
    ),
    "not-allowed": Kind(
        HTTPStatus.FORBIDDEN, "You may not do that", "The token's person lacks the right; the detail says who has it."
    ),
    "scope": Kind(HTTPStatus.FORBIDDEN, "The token may not be used for that", "The token lacks the scope."),
    "not-found": Kind(HTTPStatus.NOT_FOUND, "Not found", "Nothing is at this address, or nothing you may see."),
    "nothing-published": Kind(
        HTTPStatus.NOT_FOUND, "No figures yet", "The council has published no figures, or has loaded none."
    ),
    "method": Kind(HTTPStatus.METHOD_NOT_ALLOWED, "This address does not take that method", "See the Allow header."),
    "not-acceptable": Kind(HTTPStatus.NOT_ACCEPTABLE, "Only JSON is spoken here", "The Accept header excludes JSON."),
    "withdrawn": Kind(HTTPStatus.GONE, "It was withdrawn", "What was published was taken back; the detail says why."),
    "changed": Kind(
        HTTPStatus.PRECONDITION_FAILED,
        "It has changed since you read it",
        "If-Match names a version that is not the present one. Read again, then decide again.",
    ),
    "too-large": Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too large", "A body takes up to 64 KB."),
    "media-type": Kind(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON", "Send it with Content-Type: application/json."
    ),
    "fields": Kind(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Some of what was sent makes no sense",
        "Errors names each field, where it stands (query, path or body), and what would make sense.",
    ),
    "too-many": Kind(HTTPStatus.TOO_MANY_REQUESTS, "Too many calls", "Wait as many seconds as Retry-After says."),
    "broken": Kind(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here", "Nothing was changed. Try again."),
    "figures": Kind(HTTPStatus.SERVICE_UNAVAILABLE, "The figures cannot be read", "The store of snapshots is amiss."),
}
_BY_STATUS = {kind.status: name for name, kind in reversed(KINDS.items())}


@dataclass
class ProblemError(Exception):
    """A call cannot be answered. `kind` is a key of KINDS; `errors` names fields; `headers` are added to the answer."""

    kind: str
    detail: str
    errors: list[dict[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)


def problem(kind: str, detail: str = "", *, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """The answer that tells of a problem."""
    known = KINDS[kind]
    said: dict[str, Any] = {
        "type": f"{DOCUMENTATION}#problem-{kind}",
        "title": known.title,
        "status": known.status.value,
        "detail": detail or known.meaning,
    }
    if errors:
        said["errors"] = errors
    return HttpResponse(
        json.dumps(said), status=known.status, content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"}
    )


def problem_of_status(status: int) -> HttpResponse:
    """The problem that a status alone tells of."""
    kind = _BY_STATUS.get(HTTPStatus(status))
    if kind is None:
        kind = "unreadable" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "broken"
    return problem(kind)
