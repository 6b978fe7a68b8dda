"""The agenda of an imported meeting, brought up to date item by item."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from coopcouncil.data.meetings.values import ReadItem
from coopcouncil.web.meetings.importing.merging import merge
from coopcouncil.web.meetings.importing.summary import Summary
from coopcouncil.web.meetings.models import AgendaItem, Meeting, MeetingState

FIELDS = {"number": "the number", "title": "the title", "minute": "the minute", "papers": "the papers"}


def bring_agenda_up_to_date(
    meeting: Meeting, found: Sequence[ReadItem], *, is_new: bool, summary: Summary
) -> dict[str, int]:
    """Add, change and take off items as the other system did; how many of each, without those that are none.

    The order is theirs unless it was changed here. The caller has locked the meeting.
    """
    here = {} if is_new else {each.source_ref: each for each in meeting.items.exclude(source_ref="")}
    added = [_added(meeting, each, place) for place, each in enumerate(found, 1) if each.ref not in here]
    known = [(here[each.ref], each, place) for place, each in enumerate(found, 1) if each.ref in here]
    AgendaItem.objects.bulk_create(added)
    changed = sum(_changed(item, each, place, summary) for item, each, place in known)
    refs = {each.ref for each in found}
    removed = sum(_removed(meeting, item, summary) for ref, item in here.items() if found and ref not in refs)
    summary.items_added += len(added)
    summary.items_changed += changed
    summary.items_removed += removed
    counts = {"items added": len(added), "items changed": changed, "items taken off": removed}
    return {name: count for name, count in counts.items() if count}


def _added(meeting: Meeting, found: ReadItem, place: int) -> AgendaItem:
    said = _imported(found, place)
    minuted_at = timezone.now() if found.minute else None
    return AgendaItem(meeting=meeting, source_ref=found.ref, imported=said, minuted_at=minuted_at, **said)


def _changed(item: AgendaItem, found: ReadItem, place: int, summary: Summary) -> bool:
    """Set what only the other system changed, tell what both did; whether anything was set."""
    theirs = _imported(found, place)
    merged = merge({name: getattr(item, name) for name in theirs}, item.imported, theirs)
    for name in merged.kept:
        if name != "place":
            summary.notes.append(f"{item} ({item.meeting}): {FIELDS[name]} was changed here and there. Ours stays.")
    for name, new in merged.take.items():
        setattr(item, name, new)
    if "minute" in merged.take:
        item.minuted_at, item.minuted_by = (timezone.now() if item.minute else None), None
    if not merged.take and item.imported == theirs:
        return False
    item.imported = theirs
    if merged.take:
        item.version += 1
        item.changed_by, item.changed_at = None, timezone.now()
    item.save()
    return bool(merged.take)


def _removed(meeting: Meeting, item: AgendaItem, summary: Summary) -> bool:
    """Take an item off that is not there any more, unless somebody has worked on it or the meeting is over."""
    ours = {name: getattr(item, name) for name in item.imported}
    if meeting.state == MeetingState.PLANNED and ours == item.imported and not item.about:
        try:
            with transaction.atomic():
                item.delete()
        except ProtectedError:
            pass  # something was decided under it: told below
        else:
            return True
    summary.notes.append(f"{item} ({meeting}) is not on the agenda there any more. It stays on the one here.")
    return False


def _imported(found: ReadItem, place: int) -> dict[str, Any]:
    return {
        "number": found.number,
        "title": found.title,
        "minute": found.minute,
        "papers": [[each.title, each.address] for each in found.papers],
        "place": place,
    }
