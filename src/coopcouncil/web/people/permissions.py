"""Who may do what with people: the table's answer, and what hangs on the people concerned.

`by` is None for the command line: whoever runs commands on this machine can reach the database anyway.
"""

from collections.abc import Callable
from dataclasses import dataclass

from coopcouncil.vocabulary.roles import COUNCIL_ROLES, Role
from coopcouncil.web.people.models import Body, Delegation, Grant, Person
from coopcouncil.web.permissions import Held, NotAllowedError, check_may, reach
from coopcouncil.web.rights import ANY_STATE, Right

SYSTEM = Held(None)


@dataclass(frozen=True)
class Within:
    """What belongs to one body, or with None to the whole council."""

    body_id: int | None
    state: str = ANY_STATE


def check_can_give(by: Person | None, body: Body | None) -> Held:
    """The role by which `by` gives and ends roles for this body. Raises NotAllowedError with the reason."""
    return check_may(by, Right.GIVE_ACCESS, Within(body.pk if body else None)) if by else SYSTEM


def can_give(by: Person, body: Body | None) -> bool:
    """Whether `check_can_give` lets them."""
    return _holds(lambda: check_can_give(by, body))


def check_can_end_role(by: Person | None, grant: Grant) -> Held:
    """The role by which `by` ends this role. Raises NotAllowedError, too where no administrator would be left."""
    held = check_can_give(by, grant.body)
    if grant.role == Role.ADMINISTRATOR and grant.body_id is None and grant.ended_at is None:
        _check_another_administrator(grant.person)
    return held


def why_not_end_role(by: Person, grant: Grant) -> str:
    """Why `by` cannot end this role, in words; nothing when they can."""
    return _reason(lambda: check_can_end_role(by, grant))


def check_can_end_access(by: Person | None, person: Person) -> Held:
    """The role by which `by` ends or gives back all access of a person: it takes the whole council's administrator.

    Raises NotAllowedError with the reason.
    """
    held = check_can_give(by, None)
    if person.grants.filter(role=Role.ADMINISTRATOR, body=None, ended_at=None).exists():
        _check_another_administrator(person)
    return held


def why_not_end_access(by: Person, person: Person) -> str:
    """Why `by` cannot end this person's access, in words; nothing when they can."""
    return _reason(lambda: check_can_end_access(by, person))


def check_can_change_bodies(by: Person | None) -> Held:
    """The role by which `by` adds, renames and ends bodies. Raises NotAllowedError with the reason."""
    return check_can_give(by, None)


def can_change_bodies(by: Person) -> bool:
    """Whether `check_can_change_bodies` lets them."""
    return _holds(lambda: check_can_change_bodies(by))


def check_can_delegate(by: Person) -> Held:
    """The role of their own by which `by` names a delegate. Raises NotAllowedError with the reason."""
    held = check_may(by, Right.DELEGATE)
    if held.for_whom:
        raise NotAllowedError("You stand in for somebody. Only they can name another delegate.")
    return held


def check_can_end_delegation(by: Person, delegation: Delegation) -> Held:
    """The role by which `by` ends this delegation: only the two people of it can. Raises NotAllowedError."""
    held = check_may(by, Right.DELEGATE)
    if by.pk not in (delegation.person_id, delegation.delegate_id):
        raise NotAllowedError("Only the person who named the delegate, or the delegate, can end this early.")
    return held


def bodies_within_reach(by: Person) -> tuple[bool, list[int]]:
    """For which bodies `by` gives access: (everywhere, the bodies otherwise)."""
    return reach(by, Right.GIVE_ACCESS)


# Handed on to a delegate: nobody gives access by way of another's name, audits for another, or acts for an
# organisation outside the council that did not choose them.
HANDED_ON = COUNCIL_ROLES - {Role.ADMINISTRATOR, Role.AUDITOR}


def why_not_stand_in(roles: set[Role]) -> str:
    """Why somebody who holds these roles cannot be a delegate, in words; nothing when they can."""
    if Role.AUDITOR in roles:
        return "Auditors cannot stand in for the people whose work they audit."
    if not roles & COUNCIL_ROLES:
        return "Only people of the council can stand in for somebody of the council."
    return ""


def _check_another_administrator(person: Person) -> None:
    others = Grant.objects.filter(role=Role.ADMINISTRATOR, body=None, ended_at=None, person__is_active=True)
    if not others.exclude(person=person).exists():
        raise NotAllowedError(
            f"{person} is the only administrator of the whole council: without one nobody could give access. Give "
            "somebody else that role first."
        )


def _holds(check: Callable[[], Held]) -> bool:
    return not _reason(check)


def _reason(check: Callable[[], Held]) -> str:
    try:
        check()
    except NotAllowedError as error:
        return str(error)
    return ""
