"""Who may do what with an action: the table of rights, and whose it is besides."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from coopcouncil.rules.motions.states import ActionState
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.people.queries import standing_in
from coopcouncil.web.permissions import Held, NotAllowedError, allows, check_may, may, reach, roles_held
from coopcouncil.web.promises.models import Action
from coopcouncil.web.rights import Right

NOT_THEIRS = (
    "You may say how far an action is that is yours or your directorate's. Democratic services may for every action."
)


@dataclass(frozen=True)
class _Place:
    state: str
    body_id: int | None


def check_can_see(user: Any, action: Action) -> Held:
    """The role by which this user sees the action. Raises NotAllowedError with the reason."""
    return check_may(user, Right.SEE_ACTION, action)


def can_see(user: Any, action: Action) -> bool:
    """Whether this user sees the action."""
    return may(user, Right.SEE_ACTION, action)


def can_see_names(user: Any) -> bool:
    """Whether pages name the people who answer to this user: not to the public."""
    return may(user, Right.SEE_NAMES)


def check_can_confirm(user: Any, motion: Motion) -> Held:
    """The role by which this user says what a motion asks for. Raises NotAllowedError with the reason."""
    return check_may(user, Right.CONFIRM_ACTIONS, motion)


def can_confirm(user: Any, motion: Motion) -> bool:
    """Whether this user may confirm what the motion asks for."""
    return may(user, Right.CONFIRM_ACTIONS, motion)


def check_can_work_on(user: Any, action: Action) -> Held:
    """The role by which this user says how far the action is.

    Democratic services may for every action; an officer for their own, and for those of the directorate they are an
    officer of. Raises NotAllowedError with the reason.
    """
    everywhere, bodies = reach(user, Right.WORK_ON_ACTION)
    if is_owner(user, action):  # wherever it is done, it is theirs
        held = check_may(
            user, Right.WORK_ON_ACTION, _Place(action.state, None if everywhere or not bodies else bodies[0])
        )
    else:
        held = check_may(user, Right.WORK_ON_ACTION, action)
        clerk = _as_clerk(user, action)
        if clerk is None and (action.body_id is None or action.body_id not in bodies):
            raise NotAllowedError(NOT_THEIRS)
        held = clerk or held
    if action.state == ActionState.PROPOSED:
        raise NotAllowedError("It is only proposed. Democratic services confirms it first.")
    return held


def _as_clerk(user: Any, action: Action) -> Held | None:
    """The role of democratic services by which this user works on every action of the body, if they hold it."""
    reached = (None, action.body_id)
    roles = (each for each in roles_held(user) if each.role is Role.DEMOCRATIC_SERVICES and each.body_id in reached)
    return next(roles, None)


def can_work_on(user: Any, action: Action) -> bool:
    """Whether this user may say how far the action is."""
    return allows(check_can_work_on, user, action)


def check_can_decide(user: Any, action: Action) -> Held:
    """The role by which this user enters what the committee decided. Raises NotAllowedError with the reason."""
    return check_may(user, Right.DECIDE_DISCHARGE, action)


def can_decide(user: Any, action: Action) -> bool:
    """Whether this user may enter what the committee decided."""
    return may(user, Right.DECIDE_DISCHARGE, action)


def is_owner(user: Any, action: Action) -> bool:
    """Whether this person answers for the action, or stands in for whoever does."""
    if action.owner_id is None or not user.is_authenticated:
        return False
    today = timezone.localdate()
    held_for = {each.person_id for each in standing_in(user) if each.starts_on <= today}
    return action.owner_id == user.pk or action.owner_id in held_for
