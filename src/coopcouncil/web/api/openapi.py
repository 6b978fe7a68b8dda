"""The OpenAPI document: ninja's, with what it does not know of: problems, headers, rights, scopes, tokens."""

from functools import cache
from typing import Any

from ninja import NinjaAPI

from coopcouncil.web.api import problems
from coopcouncil.web.api.answers import ADDRESS
from coopcouncil.web.api.declaring import ApiOperation, api_operations
from coopcouncil.web.api.scopes import SCOPES

# beside its own, every operation can answer with these; those with a body with the others too
SHARED = ("token", "not-acceptable", "fields", "too-many", "broken", "figures")
OF_BODIES = ("unreadable", "too-large", "media-type")
PROBLEM = {
    "type": "object",
    "description": "What went wrong and what to do next (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "The kind of problem, as an address within the documentation."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["in", "field", "message"],
                "properties": {
                    "in": {"type": "string", "enum": ["query", "path", "body"]},
                    "field": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
}


@cache
def document(api: NinjaAPI) -> dict[str, Any]:
    """The document of the whole API."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=ADDRESS))
    made["components"]["schemas"]["Problem"] = PROBLEM
    made["components"]["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "A token made at /account/tokens/. Scopes: "
            + "; ".join(f"{scope}: {words}" for scope, words in SCOPES.items())
            + ".",
        }
    }
    for operation in api_operations():
        methods = made["paths"][ADDRESS.rstrip("/") + operation.path]
        methods.pop("head", None)
        _complete(methods[operation.method.lower()], operation)
    return made


def problems_of(operation: ApiOperation) -> list[str]:
    """The kinds of problem that the operation can answer with."""
    kinds = {*SHARED, *operation.problems}
    if operation.has_body:
        kinds.update(OF_BODIES)
    if not operation.is_public:
        kinds.add("not-allowed")
    if operation.scope:
        kinds.add("scope")
    if "page" in operation.query:
        kinds.add("not-found")
    if operation.has_body and operation.versioned:
        kinds.add("changed")
    return [kind for kind in problems.KINDS if kind in kinds]


def _complete(described: dict[str, Any], operation: ApiOperation) -> None:
    token: list[dict[str, list[str]]] = [{"token": [operation.scope] if operation.scope else []}]
    described["security"] = [{}, *token] if operation.is_public else token
    described["x-right"] = str(operation.may)
    described["x-scope"] = str(operation.scope or "")
    described["description"] = described["description"].strip()
    responses = described["responses"]
    for response in responses.values():
        response["headers"] = _headers(operation)
    if operation.versioned:
        described["parameters"].append(_precondition(operation))
        if not operation.has_body:
            responses[304] = {"description": "You have this answer: If-None-Match holds its ETag."}
    for kind in problems_of(operation):
        known = problems.KINDS[kind]
        given = responses.setdefault(known.status.value, {"description": ""})
        given["description"] = f"{given['description']} {known.title}: {known.meaning}".strip()
        given["content"] = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    described["responses"] = {str(status): responses[status] for status in sorted(responses)}


def _precondition(operation: ApiOperation) -> dict[str, Any]:
    name = "If-Match" if operation.has_body else "If-None-Match"
    return {"in": "header", "name": name, "required": False, "schema": {"type": "string"},
            "description": "The ETag of an answer that you have."}  # fmt: skip


def _headers(operation: ApiOperation) -> dict[str, Any]:
    text = {"schema": {"type": "string"}}
    headers = {"RateLimit-Policy": text, "RateLimit": text}
    if operation.versioned and not operation.has_body:
        headers["ETag"] = text
    if "page" in operation.query:
        headers["Link"] = text
    return headers
