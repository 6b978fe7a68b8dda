"""Writes on meetings: each checks a right, is one transaction, and makes one entry in the record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from coopcouncil.web.meetings import permissions
from coopcouncil.web.meetings.models import FULL_COUNCIL, Meeting, MeetingState
from coopcouncil.web.meetings.states import may_move
from coopcouncil.web.people.models import Body, Person
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.record.operations import enter
from coopcouncil.web.words import moment


@dataclass(frozen=True)
class MeetingSaid:
    """What a clerk says of a meeting; `body` None is the full council."""

    body: Body | None
    starts_at: datetime
    title: str = ""
    place: str = ""


class ChangedMeanwhileError(Exception):
    """Somebody else changed the meeting or the item since it was read; `now` is what it is. Nothing was written."""

    def __init__(self, now: Any) -> None:
        super().__init__(f"{now.changed_by or 'Somebody'} changed this in the meantime.")
        self.now = now


@transaction.atomic
def add_meeting(*, said: MeetingSaid, by: Person | None) -> Meeting:
    """Plan a meeting. Raises NotAllowedError, RefusedError for a body that has ended."""
    held = permissions.check_can_keep(by, said.body.pk if said.body else None)
    _check_open(said.body)
    meeting = Meeting.objects.create(body=said.body, starts_at=said.starts_at, title=said.title, place=said.place)
    stated = {name: value for name, value in fields_of(meeting).items() if value}
    enter(by=by, what="planned", about=meeting, after=stated, held=held)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, version: int, said: MeetingSaid, by: Person) -> Meeting:
    """Change a meeting that was read at `version`.

    Raises NotAllowedError, RefusedError for a cancelled one, ChangedMeanwhileError when somebody else changed it since.
    """
    now = locked(meeting)
    held = permissions.check_can_change_agenda(by, now)
    permissions.check_can_keep(by, said.body.pk if said.body else None)
    check_unchanged(now, version)
    if said.body != now.body:
        _check_open(said.body)
    before = fields_of(now)
    now.body, now.starts_at, now.title, now.place = said.body, said.starts_at, said.title, said.place
    after = fields_of(now)
    changed = [name for name in before if before[name] != after[name]]
    if not changed:
        return now
    save(now, by=by)
    enter(
        by=by,
        what="changed",
        about=now,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        held=held,
    )
    return now


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, why: str, by: Person) -> Meeting:
    """Cancel a planned meeting; it stays listed as cancelled. Raises NotAllowedError, RefusedError."""
    return _move(meeting, MeetingState.CANCELLED, by=by, what="cancelled", why=why)


@transaction.atomic
def plan_again(*, meeting: Meeting, by: Person) -> Meeting:
    """Plan a cancelled meeting again, or one that was said to be held by mistake.

    Raises NotAllowedError, RefusedError once anything of it is minuted.
    """
    if meeting.items.exclude(minute="").exists():
        raise RefusedError("This meeting has minutes, so that it was held.")
    return _move(meeting, MeetingState.PLANNED, by=by, what="planned again")


@transaction.atomic
def hold_meeting(*, meeting: Meeting, by: Person) -> Meeting:
    """Say that a meeting was held. Raises NotAllowedError, RefusedError before it begins."""
    if meeting.starts_at > timezone.now():
        raise RefusedError(f"This meeting begins on {moment(meeting.starts_at)}. Say that it was held when it was.")
    return _move(meeting, MeetingState.HELD, by=by, what="said that it was held:")


@transaction.atomic
def publish_agenda(*, meeting: Meeting, by: Person) -> Meeting:
    """Let everybody see the agenda from now on.

    Raises NotAllowedError, RefusedError for an empty agenda, or one that is published or cancelled.
    """
    now = locked(meeting)
    held = permissions.check_can_change_agenda(by, now)
    if now.agenda_published_at:
        raise RefusedError(f"The agenda was published on {moment(now.agenda_published_at)}.")
    items = now.items.count()
    if not items:
        raise RefusedError("There is nothing on the agenda yet. Add its items first.")
    now.agenda_published_at = timezone.now()
    save(now, by=by)
    enter(by=by, what="published the agenda of", about=now, after={"items": items}, held=held)
    return now


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now; nobody else writes it or its agenda until this transaction ends."""
    return Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)


def check_unchanged(now: Any, version: int) -> None:
    """Raises ChangedMeanwhileError when the meeting or item is not as it was at `version`."""
    if now.version != version:
        raise ChangedMeanwhileError(now)


def save(now: Any, *, by: Person | None) -> None:
    """Write a meeting or an item as its next version."""
    now.version += 1
    now.changed_by, now.changed_at = by, timezone.now()
    now.save()


def fields_of(meeting: Meeting) -> dict[str, Any]:
    """The fields that people change, as the record keeps them."""
    return {
        "of": str(meeting.body) if meeting.body else FULL_COUNCIL,
        "begins": moment(meeting.starts_at),
        "title": meeting.title,
        "place": meeting.place,
    }


def _check_open(body: Body | None) -> None:
    if body and body.ended_at:
        raise RefusedError(f"{body} has ended, so that it has no more meetings. Choose another committee.")


def _move(meeting: Meeting, to: MeetingState, *, by: Person, what: str, why: str = "") -> Meeting:
    now = locked(meeting)
    held = permissions.check_can_keep(by, now.body_id)
    if not may_move(now.state, to):
        raise RefusedError(f"A meeting that is {now.get_state_display().lower()} cannot become {to.label.lower()}.")
    before = now.state
    now.state = to
    save(now, by=by)
    enter(by=by, what=what, about=now, why=why, before={"state": before}, after={"state": str(to)}, held=held)
    return now
