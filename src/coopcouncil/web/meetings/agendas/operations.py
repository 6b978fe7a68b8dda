"""Writes on agendas: each checks a right, is one transaction, and makes one entry in the record."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone

from coopcouncil.web.meetings import permissions
from coopcouncil.web.meetings.models import AgendaItem, Meeting
from coopcouncil.web.meetings.operations import check_unchanged, locked, save
from coopcouncil.web.people.models import Person
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.record.operations import enter
from coopcouncil.web.subjects import find

NOT_THERE = "What this item should be about is not here any more, or you may not see it. Find it again."


@dataclass(frozen=True)
class ItemSaid:
    """What a clerk says of an item: its printed number, its title, and the thing (kind:ref) it is about."""

    title: str
    number: str = ""
    about: str = ""


@transaction.atomic
def add_item(*, meeting: Meeting, said: ItemSaid, by: Person) -> AgendaItem:
    """Put an item at the end of the agenda. Raises NotAllowedError, RefusedError."""
    now = locked(meeting)
    held = permissions.check_can_change_agenda(by, now)
    _check_about(said.about, by)
    last = now.items.aggregate(last=Max("place"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=now, place=last + 1, number=said.number, title=said.title, about=said.about, changed_by=by
    )
    save(now, by=by)
    enter(by=by, what="added", about=item, after={"meeting": str(now), **_fields(item)}, held=held)
    return item


@transaction.atomic
def change_item(*, item: AgendaItem, version: int, said: ItemSaid, by: Person) -> AgendaItem:
    """Change an item that was read at `version`. Raises NotAllowedError, RefusedError, ChangedMeanwhileError."""
    now = _locked_item(item)
    held = permissions.check_can_change_agenda(by, now.meeting)
    check_unchanged(now, version)
    if said.about != now.about:
        _check_about(said.about, by)
    before = _fields(now)
    now.number, now.title, now.about = said.number, said.title, said.about
    after = _fields(now)
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
def move_item(*, item: AgendaItem, up: bool, version: int, by: Person) -> None:
    """Move an item one place up or down in the order that was read at the meeting's `version`.

    At the end of the agenda nothing changes. Raises NotAllowedError, RefusedError, ChangedMeanwhileError.
    """
    meeting = locked(item.meeting)
    held = permissions.check_can_change_agenda(by, meeting)
    check_unchanged(meeting, version)
    order = list(meeting.items.all())
    at = next((place for place, each in enumerate(order) if each.pk == item.pk), None)
    if at is None:
        raise RefusedError("This item is not on the agenda any more.")
    to = at - 1 if up else at + 1
    if not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    for place, each in enumerate(order, 1):
        each.place = place
    AgendaItem.objects.bulk_update(order, ["place"])
    save(meeting, by=by)
    moved = {"item": str(order[to]), "place": to + 1}
    enter(by=by, what="reordered the agenda of", about=meeting, before={"place": at + 1}, after=moved, held=held)


@transaction.atomic
def remove_item(*, item: AgendaItem, why: str, by: Person) -> Meeting:
    """Take an item off an agenda, for good. Raises NotAllowedError, RefusedError once the meeting was held."""
    now = _locked_item(item)
    held = permissions.check_can_remove(by, now)
    meeting, before = now.meeting, {"item": str(now), **_fields(now)}
    try:
        with transaction.atomic():
            now.delete()
    except ProtectedError:
        raise RefusedError("Something was decided under this item, so that it stays on the agenda.") from None
    save(meeting, by=by)
    enter(by=by, what="took an item off the agenda of", about=meeting, why=why, before=before, held=held)
    return meeting


@transaction.atomic
def enter_minute(*, item: AgendaItem, version: int, words: str, by: Person) -> AgendaItem:
    """Enter what the meeting decided or noted under an item, or correct it.

    Raises NotAllowedError, RefusedError without words or before the meeting was held, ChangedMeanwhileError.
    """
    now = _locked_item(item)
    held = permissions.check_can_minute(by, now)
    check_unchanged(now, version)
    if not words.strip():
        raise RefusedError("Enter what the meeting decided or noted.")
    if words.strip() == now.minute:
        return now
    before = now.minute
    now.minute, now.minuted_at, now.minuted_by = words.strip(), timezone.now(), by
    save(now, by=by)
    enter(
        by=by,
        what="corrected the minute of" if before else "minuted",
        about=now,
        before={"minute": before} if before else None,
        after={"minute": now.minute},
        held=held,
    )
    return now


def _locked_item(item: AgendaItem) -> AgendaItem:
    """The item as it is now under its meeting, both locked, the meeting first as everywhere."""
    meeting = locked(item.meeting)
    found = AgendaItem.objects.select_for_update(no_key=True).filter(pk=item.pk).first()
    if found is None:
        raise RefusedError("Somebody took this item off the agenda in the meantime.")
    found.meeting = meeting
    return found


def _check_about(about: str, by: Person) -> None:
    if about and not find(by, about):
        raise RefusedError(NOT_THERE)


def _fields(item: AgendaItem) -> dict[str, str]:
    """The fields that people change, as the record keeps them."""
    return {"number": item.number, "title": item.title, "about": item.about}
