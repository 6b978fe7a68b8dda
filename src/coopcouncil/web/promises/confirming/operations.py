"""Writes of the clerk on what a motion asks for: each checks a right, is one transaction, and makes one entry."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from coopcouncil.papers.words import counted, day
from coopcouncil.rules.motions.states import ActionState, is_final
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.people.models import Body, Person
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import Held
from coopcouncil.web.promises import permissions
from coopcouncil.web.promises.models import Action, Resolution
from coopcouncil.web.promises.moving import begins_as, locked, move, save
from coopcouncil.web.promises.standing import NOT_STATED
from coopcouncil.web.record.operations import enter


@dataclass(frozen=True)
class ActionSaid:
    """What a clerk says of an action. None and empty are not stated."""

    kind: str
    words: str
    owner: Person | None = None
    body: Body | None = None
    due_on: date | None = None
    trigger: str = ""
    review_months: int | None = None
    review_on: date | None = None
    evidence: tuple[str, ...] = ()


@transaction.atomic
def change_action(*, action: Action, version: int, said: ActionSaid, by: Person) -> Action:
    """Set what is known of an action that was read at `version`, proposed or in hand.

    Raises NotAllowedError, ChangedMeanwhileError, RefusedError for one that is over, or whose kind would change after
    it was confirmed.
    """
    held = permissions.check_can_confirm(by, action.resolution.motion)
    now = locked(action, version)
    if is_final(ActionState(now.state)):
        raise RefusedError(f"It is {ActionState(now.state).label.lower()}, so that nothing of it can be changed.")
    if said.kind != now.kind and now.state != ActionState.PROPOSED:
        raise RefusedError("It is confirmed as it is. Supersede it by another action if it is of another kind.")
    before = fields_of(now)
    _set(now, said)
    after = fields_of(now)
    changed = [name for name in before if before[name] != after[name]]
    if not changed:
        return now
    save(now, by=by)
    was, became = ({name: values[name] for name in changed} for values in (before, after))
    enter(by=by, what="changed", about=now, before=was, after=became, held=held)
    return now


@transaction.atomic
def add_action(*, resolution: Resolution, said: ActionSaid, by: Person) -> Action:
    """Add an action that the clause asks for and was not proposed. It is confirmed with its resolution.

    Raises NotAllowedError.
    """
    held = permissions.check_can_confirm(by, resolution.motion)
    _lock(resolution)
    last = resolution.actions.aggregate(last=Max("place"))["last"] or 0
    made = Action(resolution=resolution, place=last + 1, changed_by=by, changed_at=timezone.now())
    _set(made, said)
    resolution.refresh_from_db()
    if resolution.confirmed_at:
        move(made, begins_as(made), held=held)
    made.save()
    enter(by=by, what="added", about=made, after=fields_of(made), held=held)
    return made


@transaction.atomic
def reject_action(*, action: Action, version: int, why: str, by: Person) -> Action:
    """Say that the clause does not ask for a proposed action.

    Raises NotAllowedError, ChangedMeanwhileError, RefusedError without a reason or for a confirmed one.
    """
    held = permissions.check_can_confirm(by, action.resolution.motion)
    now = locked(action, version)
    before = move(now, ActionState.REJECTED, held=held, reason=why)
    save(now, by=by)
    enter(by=by, what="rejected", about=now, why=now.reason, before=before, after={"state": now.state}, held=held)
    return now


@transaction.atomic
def confirm_resolution(*, resolution: Resolution, by: Person) -> Resolution:
    """Confirm a resolution with its proposed actions, gaps and all: what is not stated stays so, and is shown.

    Raises NotAllowedError, RefusedError when it is confirmed already.
    """
    held = permissions.check_can_confirm(by, resolution.motion)
    _lock(resolution)
    resolution.refresh_from_db()
    if resolution.confirmed_at:
        raise RefusedError(f"Resolution {resolution.number} was confirmed by {resolution.confirmed_by or 'somebody'}.")
    after = _confirm(resolution, by, held)
    enter(by=by, what="confirmed", about=resolution, after=after, held=held)
    return resolution


@transaction.atomic
def confirm_motion(*, motion: Motion, by: Person) -> int:
    """Confirm every resolution of a motion that is not confirmed yet; how many those were.

    Raises NotAllowedError, RefusedError when none is left.
    """
    held = permissions.check_can_confirm(by, motion)
    waiting = list(Resolution.objects.select_for_update().filter(motion=motion, confirmed_at=None))
    if not waiting:
        raise RefusedError("Every resolution of this motion is confirmed.")
    after = {f"resolution {each.number}": _confirm(each, by, held)["actions"] for each in waiting}
    enter(by=by, what="confirmed the resolutions of", about=motion, after=after, held=held)
    return len(waiting)


def _confirm(resolution: Resolution, by: Person, held: Held) -> dict[str, Any]:
    proposed = resolution.actions.select_for_update().filter(state=ActionState.PROPOSED)
    count = 0
    for action in proposed.order_by("pk"):
        move(action, begins_as(action), held=held)
        save(action, by=by)
        count += 1
    resolution.confirmed_at, resolution.confirmed_by = timezone.now(), by
    resolution.save(update_fields=["confirmed_at", "confirmed_by"])
    return {"number": resolution.number, "actions": counted(count, "action")}


def _lock(resolution: Resolution) -> None:
    Resolution.objects.select_for_update().get(pk=resolution.pk)


def _set(action: Action, said: ActionSaid) -> None:
    action.kind, action.words, action.owner, action.body = said.kind, said.words, said.owner, said.body
    action.due_on, action.trigger = said.due_on, said.trigger
    action.review_months, action.review_on = said.review_months, said.review_on
    action.evidence = list(said.evidence)


def fields_of(action: Action) -> dict[str, Any]:
    """The fields that a clerk sets, as the record keeps them; a person is named by their id alone."""
    return {
        "kind": action.kind,
        "words": action.words,
        "owner": action.owner.subject_ref if action.owner else NOT_STATED,
        "body": str(action.body) if action.body else NOT_STATED,
        "due": day(action.due_on) if action.due_on else NOT_STATED,
        "trigger": action.trigger or NOT_STATED,
        "reviewed every": counted(action.review_months, "month") if action.review_months else NOT_STATED,
        "next review": day(action.review_on) if action.review_on else NOT_STATED,
        "evidence": ", ".join(action.evidence) or NOT_STATED,
    }
