"""Asking the table of rights: may this person do this, over this thing, and if not, why not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from coopcouncil.vocabulary.roles import COUNCIL_ROLES, Role
from coopcouncil.web.people.models import Person
from coopcouncil.web.rights import ANY_STATE, RIGHTS, Right, Rule

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Held:
    """A role that somebody holds just now: for which body (None is the whole council), and for whom as a delegate."""

    role: Role | None
    body_id: int | None = None
    body_name: str = ""
    for_whom: str = ""


class Guarded(Protocol):
    """A thing whose state and body decide who may do what with it."""

    @property
    def state(self) -> str:
        """Its state now, or ANY_STATE."""

    @property
    def body_id(self) -> int | None:
        """The body it belongs to; None is the whole council."""


class NotAllowedError(PermissionDenied):
    """Somebody may not do this; the message says who may, in words to show."""


class SignInFirstError(NotAllowedError):
    """Nobody is signed in, and somebody who is might be allowed."""


def check_may(user: Any, right: Right, about: Guarded | None = None) -> Held:
    """The role by which this user holds the right, over `about` where given. Raises NotAllowedError with the reason."""
    rule = RIGHTS[right]
    if rule.public:
        return Held(None)
    if rule.public_in and (about is None or about.state in rule.public_in):
        return Held(None)
    if not user.is_authenticated:
        raise SignInFirstError(f"Sign in to {right}.")
    if rule.signed_in:
        return Held(None)
    held = roles_held(user)
    fitting = [each for each in held if each.role in rule.any_roles]
    if not fitting:
        raise NotAllowedError(f"{_who(rule.any_roles)} may {right}. {_you(held)}")
    if about is None:
        return fitting[0]
    return _check_over(right, rule, fitting, about)


def may(user: Any, right: Right, about: Guarded | None = None) -> bool:
    """Whether this user holds the right: for templates, which hide what is not offered."""
    try:
        check_may(user, right, about)
    except NotAllowedError:
        return False
    return True


def allows(check: Callable[..., object], *about: Any) -> bool:
    """Whether a check lets it pass: makes a `can_x` of a `check_can_x`."""
    try:
        check(*about)
    except NotAllowedError:
        return False
    return True


def person_of(request: HttpRequest) -> Person:
    """Who is signed in. Raises SignInFirstError when nobody is."""
    if not isinstance(request.user, Person):
        raise SignInFirstError("Sign in first.")
    return request.user


def roles_held(user: Any) -> list[Held]:
    """The roles this user holds today, their own first, then those held as a delegate; worked out once a request."""
    from coopcouncil.web.people.queries import held_today  # noqa: PLC0415 - people's tables come after this one

    if not user.is_authenticated:
        return []
    if not hasattr(user, "held_today"):
        user.held_today = held_today(user)
    held: list[Held] = user.held_today
    return held


def reach(user: Any, right: Right) -> tuple[bool, list[int]]:
    """Over which bodies this user holds the right, for lists: (everywhere, the bodies otherwise).

    A right that only reads, held for one body by a role of the council, reaches what belongs to the whole council
    too: `body_id IS NULL`.
    """
    fitting = [each for each in roles_held(user) if each.role in RIGHTS[right].any_roles]
    everywhere = any(each.body_id is None for each in fitting)
    return everywhere, [each.body_id for each in fitting if each.body_id is not None]


def _check_over(right: Right, rule: Rule, fitting: list[Held], about: Guarded) -> Held:
    state = about.state if about.state in rule.roles else ANY_STATE
    allowed = rule.roles.get(state, frozenset())
    in_state = [each for each in fitting if each.role in allowed]
    if not in_state:
        who = f"{_who(allowed)} may {right} that is {state}." if allowed else f"Nobody may {right} that is {state}."
        raise NotAllowedError(who)
    for each in in_state:
        if _covers(each, rule, about.body_id):
            return each
    where = ", ".join(sorted({each.body_name for each in in_state}))
    raise NotAllowedError(f"You may {right} for {where}; this belongs elsewhere.")


def _covers(held: Held, rule: Rule, body_id: int | None) -> bool:
    if held.body_id is None or held.body_id == body_id:
        return True
    return rule.reads and body_id is None and held.role in COUNCIL_ROLES


def _who(roles: Iterable[Role]) -> str:
    named = sorted(role.label for role in roles)
    words = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"
    return f"Only people with the role {words}"


def _you(held: list[Held]) -> str:
    named = sorted({each.role.label for each in held if each.role})
    if not named:
        return "You hold no role yet. Ask an administrator."
    return f"You are signed in as {' and '.join(named)}. Ask an administrator if you should have that role."


def route(address: str, view: View, *, name: str, may: Right) -> URLPattern:
    """An address of the site and the right that it takes; the gate (`web.gate`) asks before the view runs."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    marked.right = may  # type: ignore[attr-defined]
    return path(address, marked, name=name)
