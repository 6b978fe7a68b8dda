"""What every write on an action shares: the lock, the version that was seen, and the moves between states."""

from django.utils import timezone

from coopcouncil.rules.motions.states import NEEDS_REASON, ActionState, may_follow, may_move
from coopcouncil.web.people.models import Person
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import Held, NotAllowedError
from coopcouncil.web.promises.models import Action


class ChangedMeanwhileError(Exception):
    """Somebody else changed the action since it was read; `now` is what it is. Nothing was written."""

    def __init__(self, now: Action) -> None:
        super().__init__(f"{now.changed_by or 'Somebody'} changed this action in the meantime. Look at it again.")
        self.now = now


def locked(action: Action, version: int | None = None) -> Action:
    """The action as it is now; nobody else writes it until this transaction ends.

    Raises ChangedMeanwhileError when it is not as it was at `version`, where one is given.
    """
    now = Action.objects.select_for_update(of=("self",)).select_related("resolution__motion").get(pk=action.pk)
    if version is not None and now.version != version:
        raise ChangedMeanwhileError(now)
    return now


def save(now: Action, *, by: Person) -> None:
    """Write the action as its next version."""
    now.version += 1
    now.changed_by, now.changed_at = by, timezone.now()
    now.save()


def move(now: Action, to: ActionState, *, held: Held, reason: str = "") -> dict[str, str]:
    """Bring the action into a state, unsaved; the state before, as the record keeps it.

    Raises RefusedError where the state cannot follow or its reason is missing, NotAllowedError for a role that may not.
    """
    state = ActionState(now.state)
    if not may_follow(state, to):
        raise RefusedError(f"An action that is {state.label.lower()} cannot become {to.label.lower()}.")
    if held.role is None or not may_move(held.role, state, to):
        raise NotAllowedError(f"Your role may not bring an action from {state.label.lower()} to {to.label.lower()}.")
    if to in NEEDS_REASON and not reason.strip():
        raise RefusedError("Say why: the reason is shown with the action.")
    before = {"state": state.label}
    now.state, now.state_at, now.reason = to, timezone.now(), reason.strip()
    return before


def begins_as(action: Action) -> ActionState:
    """The state in which a confirmed action begins, and to which it comes back: a continuing duty is not open."""
    return ActionState.CONTINUING if action.kind == "continuing" else ActionState.OPEN
