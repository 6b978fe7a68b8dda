"""Who may do what with a motion: the table of rights, whose motion it is, and where it stands."""

from typing import Any

from coopcouncil.rules.motions.states import MOTION_MAY_MOVE, MOTION_MOVES, MotionState
from coopcouncil.vocabulary.roles import COUNCIL_ROLES, Role
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.permissions import Held, NotAllowedError, allows, check_may, roles_held
from coopcouncil.web.rights import Right

# what nobody brings about by saying so: a vote does, or an amendment
NOT_BY_HAND = frozenset({MotionState.CARRIED, MotionState.LOST, MotionState.AMENDED})
_CLERK_ROLES = frozenset({Role.DEMOCRATIC_SERVICES})


def check_can_see(user: Any, motion: Motion) -> None:
    """Raise NotAllowedError unless this user sees the motion. What was once published stays so.

    A draft is seen by its mover, the clerks, and whoever reads all; not by other councillors.
    """
    if motion.published_at is not None:
        return
    check_may(user, Right.SEE_MOTION, motion)
    others = {held.role for held in roles_held(user)} - {Role.COUNCILLOR}
    if motion.state == MotionState.DRAFT and not others & COUNCIL_ROLES and not is_mover(user, motion):
        raise NotAllowedError("This motion is a draft of another councillor. You will see it once it is handed in.")


def can_see(user: Any, motion: Motion) -> bool:
    """Whether this user sees the motion."""
    return allows(check_can_see, user, motion)


def check_can_change(user: Any, motion: Motion) -> Held:
    """The role by which this user may change the motion's text or details: its mover while a draft, else the clerk."""
    held = check_may(user, Right.CHANGE_MOTION, motion)
    return _own(user, motion, held, Right.CHANGE_MOTION)


def can_change(user: Any, motion: Motion) -> bool:
    """Whether this user may change the motion."""
    return allows(check_can_change, user, motion)


def check_can_decide(user: Any, motion: Motion) -> Held:
    """The role by which this user may decide on a warning about the motion's text."""
    return check_may(user, Right.DECIDE_ON_TEXT, motion)


def can_decide(user: Any, motion: Motion) -> bool:
    """Whether this user may decide on a warning."""
    return allows(check_can_decide, user, motion)


def check_can_advise(user: Any, motion: Motion) -> Held:
    """The role by which this user may advise on the motion or an amendment to it."""
    if motion.state == MotionState.DRAFT:
        raise NotAllowedError("The motion is a draft. Advise on it once it is handed in.")
    return check_may(user, Right.ADVISE, motion)


def can_advise(user: Any, motion: Motion) -> bool:
    """Whether this user may advise."""
    return allows(check_can_advise, user, motion)


def check_can_move(user: Any, motion: Motion, to: MotionState) -> Held:
    """The role by which this user may bring the motion there, by the table of moves; a councillor, their own.

    Raises NotAllowedError with the reason.
    """
    check_may(user, Right.MOVE_MOTION, motion)
    now = MotionState(motion.state)
    if to not in MOTION_MOVES[now]:
        raise NotAllowedError(f"The motion is {now.label.lower()}, so it cannot become {to.label.lower()}.")
    if to in NOT_BY_HAND:
        raise NotAllowedError("Enter the vote: that is what carries a motion, loses it or amends it.")
    # the mover hands it in; what was ruled on, or is public, only the clerk sends back to be advised on again
    may_bring = MOTION_MAY_MOVE[to] if now is MotionState.DRAFT or to is not MotionState.SUBMITTED else _CLERK_ROLES
    fitting = [held for held in roles_held(user) if held.role in may_bring]
    for held in fitting:
        if held.body_id in (None, motion.body_id) and (held.role is not Role.COUNCILLOR or is_mover(user, motion)):
            return held
    if fitting:
        raise NotAllowedError("Only the motion's mover or the clerk may do that.")
    who = " or ".join(sorted(role.label for role in may_bring))
    raise NotAllowedError(f"Only people with the role {who} may say that a motion is {to.label.lower()}.")


def moves_for(user: Any, motion: Motion) -> list[MotionState]:
    """Where this user may bring the motion now, in the order of the states; where it was before comes last."""
    states, now = list(MotionState), MotionState(motion.state)
    back = {MotionState.DRAFT, MotionState.SUBMITTED} & set(states[: states.index(now)])
    following = sorted(MOTION_MOVES[now] - NOT_BY_HAND, key=lambda to: (to in back, states.index(to)))
    return [to for to in following if allows(check_can_move, user, motion, to)]


def is_mover(user: Any, motion: Motion) -> bool:
    """Whether the motion is this user's own, or they added it."""
    return bool(user.is_authenticated) and user.pk in (motion.mover_person_id, motion.added_by_id)


def _own(user: Any, motion: Motion, held: Held, right: Right) -> Held:
    if held.role is not Role.COUNCILLOR or is_mover(user, motion):
        return held
    clerk = next((each for each in roles_held(user) if each.role in _CLERK_ROLES), None)
    if clerk is not None:
        return clerk
    raise NotAllowedError(f"Only its mover or the clerk may {right} that is a draft.")
