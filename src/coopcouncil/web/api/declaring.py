"""Declaring operations: each says, where it is written, which right and which scope it takes; one check asks for both.

`api_operations()` lists them all, for the documentation and for the test that calls each as everybody.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja import Router

from coopcouncil.web.api.callers import REALM, Caller, caller_of, no_token
from coopcouncil.web.api.limits import count_call
from coopcouncil.web.api.problems import ProblemError
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.api.shape import check_shape
from coopcouncil.web.permissions import SignInFirstError, check_may
from coopcouncil.web.permissions import may as user_may
from coopcouncil.web.rights import RIGHTS, Right

View = TypeVar("View", bound=Callable[..., Any])
READS = ("GET", "HEAD")
CONVERTER = re.compile(r"\{[a-z]+:")  # {uuid:item_id}: what an address takes in this place


@dataclass(frozen=True)
class ApiOperation:
    """One thing that can be asked of the API.

    `path` begins after /api/v1; `name` is the operation's id and that of its address; `problems` are the kinds of
    problem of its own that it can answer with, beside those that all share; `versioned` says that its answer carries an
    ETag (a read) or minds If-Match (a write); `anybody` lets it be called without a token whatever the right.
    """

    method: str
    path: str
    name: str
    address_name: str
    may: Right
    scope: Scope | None
    problems: tuple[str, ...]
    versioned: bool
    query: frozenset[str]

    @property
    def is_public(self) -> bool:
        """Whether everybody may call it, without a token: for all that there is, or for what is published."""
        rule = RIGHTS[self.may]
        return rule.public or bool(rule.public_in)

    @property
    def has_body(self) -> bool:
        """Whether it takes a body."""
        return self.method not in READS


_DECLARED: dict[tuple[str, str], ApiOperation] = {}


def api_operations() -> list[ApiOperation]:
    """Every operation, by path and method."""
    return [_DECLARED[key] for key in sorted(_DECLARED)]


def operations_at(address_name: str) -> dict[str, ApiOperation]:
    """The operations of one address, by method."""
    return {each.method: each for each in _DECLARED.values() if each.address_name == address_name}


def api_route(
    router: Router,
    method: str,
    path: str,
    *,
    may: Right,
    scope: Scope | None,
    answer: Any,
    status: HTTPStatus = HTTPStatus.OK,
    problems: tuple[str, ...] = (),
    versioned: bool = True,
) -> Callable[[View], View]:
    """Declare the decorated view as the operation of `method` at `path`, with the right and the scope that it takes.

    A read answers to HEAD too. `answer` is the schema of what is answered with `status`.
    """

    def declare(view: View) -> View:
        check = _Check()
        shown = CONVERTER.sub("{", path)
        address_name = "api_" + "".join(c if c.isalnum() else "_" for c in shown.strip("/"))
        router.api_operation(
            list(READS) if method == "GET" else [method],
            path,
            auth=check,
            response={status.value: answer},
            operation_id=view.__name__,
            summary=(view.__doc__ or "").partition("\n")[0].rstrip("."),
            description=(view.__doc__ or "").partition("\n")[2].strip() or " ",
            url_name=address_name,
        )(view)
        check.operation = _DECLARED[shown, method] = ApiOperation(
            method=method,
            path=shown,
            name=view.__name__,
            address_name=address_name,
            may=may,
            scope=scope,
            problems=problems,
            versioned=versioned,
            query=_query_names(view),
        )
        return view

    return declare


def usable_scopes(user: Any) -> list[Scope]:
    """The scopes that open something to this user today: others would only disappoint."""
    opened = {each.scope for each in api_operations() if user_may(user, each.may)}
    return [scope for scope in Scope if scope in opened]


class _Check:
    """The one check before every operation: how often, who, which right, which scope, and whether it can be read."""

    operation: ApiOperation

    def __call__(self, request: HttpRequest) -> Caller:
        """The caller, as whom the request is then answered. Raises ProblemError or NotAllowedError."""
        request.user = AnonymousUser()
        try:
            caller = caller_of(request)
        except ProblemError:
            self._count(request, None)  # so that tokens cannot be guessed without end
            raise
        self._count(request, caller)
        request.user = caller.user
        self._check_allowed(caller)
        check_shape(request, has_body=self.operation.has_body, query=self.operation.query)
        return caller

    def _count(self, request: HttpRequest, caller: Caller | None) -> None:
        allowance = count_call(request, caller.token if caller else None)
        request.api_allowance = allowance  # type: ignore[attr-defined]
        if allowance.is_spent:
            raise ProblemError(
                "too-many", f"{allowance.most} calls a minute are taken. Call again in {allowance.seconds} seconds."
            )

    def _check_allowed(self, caller: Caller) -> None:
        """The right is asked of the person as they are today, then the scope of the token."""
        try:
            check_may(caller.user, self.operation.may)
        except SignInFirstError:
            raise no_token(f"Send a token of somebody who may {self.operation.may}.") from None
        scope = self.operation.scope
        if caller.token is not None and scope is not None and scope not in caller.token.scopes:
            given = ", ".join(sorted(caller.token.scopes)) or "none"
            raise ProblemError(
                "scope",
                f"This takes a token with the scope {scope}. The scopes of this token: {given}.",
                headers={"WWW-Authenticate": f'{REALM}, error="insufficient_scope", scope="{scope}"'},
            )


def _query_names(view: Any) -> frozenset[str]:
    """The names that may stand in the address of the operation."""
    models = [each for each in view._ninja_operation.models if each.__ninja_param_source__ == "query"]
    return frozenset(name for each in models for name in each.__ninja_flatten_map__)
