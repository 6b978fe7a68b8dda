"""Who may do what with an amendment: the table of rights, who moved it, and where it stands."""

from collections.abc import Iterator
from typing import Any

from coopcouncil.rules.motions.states import AMENDMENT_MAY_MOVE, AMENDMENT_MOVES, AmendmentState
from coopcouncil.vocabulary.roles import COUNCIL_ROLES, Role
from coopcouncil.web.motions import permissions as motion_permissions
from coopcouncil.web.motions.amendments.standing import PUBLIC
from coopcouncil.web.motions.models import Amendment, Motion
from coopcouncil.web.permissions import Held, NotAllowedError, allows, check_may, roles_held
from coopcouncil.web.rights import RIGHTS, Right

# what people do not bring about by saying so: a vote does, or taking the words into the text
BY_VOTE = frozenset({AmendmentState.CARRIED, AmendmentState.LOST})


def check_can_see(user: Any, amendment: Amendment) -> None:
    """Raise NotAllowedError unless this user sees the amendment.

    The council does, but for another councillor's draft; others once it was moved, where they see the motion.
    """
    motion_permissions.check_can_see(user, amendment.motion)
    roles = {held.role for held in roles_held(user)}
    if not roles & COUNCIL_ROLES:
        if amendment.state not in PUBLIC:
            check_may(user, Right.SEE_MOTION, _Unpublished(amendment.body_id))
        return
    is_theirs = amendment.mover_person_id == user.pk
    if amendment.state == AmendmentState.DRAFT and roles & COUNCIL_ROLES == {Role.COUNCILLOR} and not is_theirs:
        raise NotAllowedError("This is a draft of another councillor. You will see it once it is handed in.")


def can_see(user: Any, amendment: Amendment) -> bool:
    """Whether this user sees the amendment."""
    return allows(check_can_see, user, amendment)


def check_can_see_together(user: Any, motion: Motion) -> None:
    """Raise NotAllowedError unless this user sees what amendments come to before they were moved: the council does."""
    if not can_see_together(user):
        check_may(user, Right.SEE_MOTION, _Unpublished(motion.body_id))
    motion_permissions.check_can_see(user, motion)


def can_see_together(user: Any) -> bool:
    """Whether this user is of the council, and sees what amendments come to before they were moved."""
    return any(held.role in COUNCIL_ROLES for held in roles_held(user))


def check_can_see_motion(user: Any, motion: Motion) -> None:
    """Raise NotAllowedError unless this user sees the motion itself."""
    motion_permissions.check_can_see(user, motion)


def check_can_add(user: Any, motion: Motion) -> Held:
    """The role by which this user may add an amendment to the motion. Raises NotAllowedError with the reason."""
    return check_may(user, Right.ADD_AMENDMENT, motion)


def can_add(user: Any, motion: Motion) -> bool:
    """Whether this user may add an amendment to the motion."""
    return allows(check_can_add, user, motion)


def check_can_change(user: Any, amendment: Amendment) -> Held:
    """The role by which this user may change its text or who moves it: the mover while a draft, else the clerk."""
    return _mover_or_clerk(user, Right.CHANGE_MOTION, amendment)


def can_change(user: Any, amendment: Amendment) -> bool:
    """Whether this user may change the amendment."""
    return allows(check_can_change, user, amendment)


def check_can_settle(user: Any, amendment: Amendment) -> Held:
    """The role by which this user may settle what the amendment collides with: its mover, or the clerk."""
    return _mover_or_clerk(user, Right.SETTLE_AMENDMENT, amendment)


def can_settle(user: Any, amendment: Amendment) -> bool:
    """Whether this user may settle what the amendment collides with."""
    return allows(check_can_settle, user, amendment)


def check_can_decide(user: Any, motion: Motion) -> Held:
    """The role by which this user may decide where amendments collide. Raises NotAllowedError with the reason."""
    return check_may(user, Right.DECIDE_ON_TEXT, motion)


def can_decide(user: Any, motion: Motion) -> bool:
    """Whether this user may decide where amendments collide."""
    return allows(check_can_decide, user, motion)


def check_can_move(user: Any, amendment: Amendment, to: AmendmentState) -> Held:
    """The role by which this user may bring the amendment there, by the tables of moves.

    A councillor may do so with an amendment of their own, and may accept one to a motion or an amendment of their own.
    Raises NotAllowedError with the reason.
    """
    check_may(user, Right.MOVE_MOTION, amendment)
    now = AmendmentState(amendment.state)
    if to not in AMENDMENT_MOVES[now]:
        raise NotAllowedError(f"{amendment} is {now.label.lower()}, so it cannot become {to.label.lower()}.")
    for held in _roles_over(user, amendment.body_id):
        if held.role in AMENDMENT_MAY_MOVE[to] and (held.role is not Role.COUNCILLOR or _is_mover(user, amendment, to)):
            return held
    raise NotAllowedError(_who_may(amendment, to))


def moves_for(user: Any, amendment: Amendment) -> list[AmendmentState]:
    """Where this user may bring the amendment by saying so, without a vote; where it was before comes last."""
    states, now = list(AmendmentState), AmendmentState(amendment.state)
    back = {AmendmentState.DRAFT, AmendmentState.SUBMITTED} & set(states[: states.index(now)])
    following = sorted(AMENDMENT_MOVES[now] - BY_VOTE, key=lambda to: (to in back, states.index(to)))
    return [to for to in following if allows(check_can_move, user, amendment, to)]


def check_can_vote(user: Any, about: Motion | Amendment) -> Held:
    """The role by which this user may enter a vote on it. Raises NotAllowedError with the reason."""
    return check_may(user, Right.ENTER_VOTE, about)


def can_vote(user: Any, about: Motion | Amendment) -> bool:
    """Whether this user may enter a vote on it."""
    return allows(check_can_vote, user, about)


def check_can_correct(user: Any, about: Motion | Amendment) -> Held:
    """The role by which this user may correct a vote that was entered, settled as the thing may be since."""
    return check_may(user, Right.CORRECT_VOTE, about)


def can_correct(user: Any, about: Motion | Amendment) -> bool:
    """Whether this user may correct a vote that was entered."""
    return allows(check_can_correct, user, about)


def is_clerk(user: Any) -> bool:
    """Whether this user acts for democratic services."""
    return any(held.role is Role.DEMOCRATIC_SERVICES for held in roles_held(user))


class _Unpublished:
    """A thing that the public does not see yet."""

    state = "not published"

    def __init__(self, body_id: int | None) -> None:
        self.body_id = body_id


def _mover_or_clerk(user: Any, right: Right, amendment: Amendment) -> Held:
    """The role by which the user holds the right over it; a councillor's counts for their own amendment only."""
    check_may(user, right, amendment)
    rule = RIGHTS[right]
    allowed = rule.roles.get(amendment.state, rule.roles[""])
    for held in _roles_over(user, amendment.body_id):
        if held.role in allowed and (held.role is not Role.COUNCILLOR or amendment.mover_person_id == user.pk):
            return held
    raise NotAllowedError(f"Only the mover of {_name(amendment)} or the clerk may {right}.")


def _roles_over(user: Any, body_id: int | None) -> Iterator[Held]:
    return (held for held in roles_held(user) if held.body_id in (None, body_id))


def _is_mover(user: Any, amendment: Amendment, to: AmendmentState) -> bool:
    if to is AmendmentState.ACCEPTED:
        return bool((amendment.amends or amendment.motion).mover_person_id == user.pk)
    return bool(amendment.mover_person_id == user.pk)


def _who_may(amendment: Amendment, to: AmendmentState) -> str:
    if to is AmendmentState.ACCEPTED:
        what = _name(amendment.amends) if amendment.amends else "the motion"
        return f"Only the mover of {what}, or the clerk for them, may accept {_name(amendment)}."
    if Role.COUNCILLOR in AMENDMENT_MAY_MOVE[to]:
        return f"Only the mover of {_name(amendment)} or the clerk may say that it is {to.label.lower()}."
    who = " or ".join(sorted(role.label for role in AMENDMENT_MAY_MOVE[to]))
    return f"Only people with the role {who} may say that an amendment is {to.label.lower()}."


def _name(amendment: Amendment) -> str:
    return f"amendment {amendment.name}"
