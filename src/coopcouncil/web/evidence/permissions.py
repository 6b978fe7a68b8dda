"""Who may do what with a piece of evidence: the table of rights, and what a kind or a state does not allow."""

from dataclasses import dataclass
from typing import Any

from coopcouncil.vocabulary.roles import COUNCIL_ROLES
from coopcouncil.web.evidence.kinds.registry import KINDS, Kind
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.evidence.states import State
from coopcouncil.web.permissions import Held, NotAllowedError, allows, check_may, may, roles_held
from coopcouncil.web.rights import Right


@dataclass(frozen=True)
class Place:
    """Where a piece of evidence would belong, before there is one."""

    body_id: int | None
    state: str = State.DRAFT


def check_can_see(user: Any, evidence: Evidence) -> Held:
    """The role by which this user sees the item. Raises NotAllowedError with the reason."""
    return check_may(user, Right.SEE_EVIDENCE, evidence)


def can_see(user: Any, evidence: Evidence) -> bool:
    """Whether this user sees the item."""
    return may(user, Right.SEE_EVIDENCE, evidence)


def can_see_that_it_was_withdrawn(evidence: Evidence) -> bool:
    """Whether everybody may read that it was withdrawn, when and why: what was public does not vanish."""
    return evidence.state == State.WITHDRAWN and evidence.published_at is not None


def can_see_names(user: Any) -> bool:
    """Whether pages name the people who added, published and checked evidence to this user: not to the public."""
    return bool(user.is_authenticated)


def can_see_as_council(user: Any) -> bool:
    """Whether this user is of the council, and sees what checks found in figures that are not published."""
    return any(held.role in COUNCIL_ROLES for held in roles_held(user))


def check_can_add(user: Any, body_id: int | None) -> Held:
    """The role by which this user may add evidence for this body, None being the whole council."""
    return check_may(user, Right.ADD_EVIDENCE, Place(body_id))


def check_can_change(user: Any, evidence: Evidence) -> Held:
    """The role by which this user may change the item. Raises NotAllowedError with the reason."""
    return check_may(user, Right.CHANGE_EVIDENCE, evidence)


def can_change(user: Any, evidence: Evidence) -> bool:
    """Whether this user may change the item."""
    return may(user, Right.CHANGE_EVIDENCE, evidence)


def check_can_publish(user: Any, evidence: Evidence) -> Held:
    """The role by which this user may let everybody see the item. Raises NotAllowedError with the reason."""
    return check_may(user, Right.PUBLISH_EVIDENCE, evidence)


def can_publish(user: Any, evidence: Evidence) -> bool:
    """Whether this user may publish the item."""
    return may(user, Right.PUBLISH_EVIDENCE, evidence)


def check_can_withdraw(user: Any, evidence: Evidence) -> Held:
    """The role by which this user may withdraw the item. Raises NotAllowedError with the reason."""
    return check_may(user, Right.WITHDRAW_EVIDENCE, evidence)


def can_withdraw(user: Any, evidence: Evidence) -> bool:
    """Whether this user may withdraw the item."""
    return may(user, Right.WITHDRAW_EVIDENCE, evidence)


def check_can_connect(user: Any, evidence: Evidence) -> Held:
    """The role by which this user may say what the item supports. Raises NotAllowedError with the reason."""
    return check_may(user, Right.CONNECT_EVIDENCE, evidence)


def can_connect(user: Any, evidence: Evidence) -> bool:
    """Whether this user may say what the item supports."""
    return may(user, Right.CONNECT_EVIDENCE, evidence)


def check_can_check(user: Any, evidence: Evidence) -> Held:
    """The role by which this user may check the item again. Raises NotAllowedError with the reason."""
    kind = kind_of(evidence)
    if kind is None or kind.check is None or not kind.can_check(evidence):
        raise NotAllowedError("There is nothing in this evidence that can be looked at again.")
    return check_may(user, Right.CHECK_EVIDENCE, evidence)


def can_check(user: Any, evidence: Evidence) -> bool:
    """Whether this user may check the item again."""
    return allows(check_can_check, user, evidence)


def kind_of(evidence: Evidence) -> Kind | None:
    """The item's kind; None when the app that registered it is not installed any more."""
    return KINDS.get(evidence.kind)
