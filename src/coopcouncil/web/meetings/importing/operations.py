"""Taking in committees, meetings and agendas of another system: as often as wanted, each meeting as one change.

What a clerk changed here is never overwritten: a difference is told instead. Reading comes before each transaction, so
that nobody waits for the other system while something is locked.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from coopcouncil.data.meetings.moderngov import ModernGovError
from coopcouncil.data.meetings.values import ReadCommittee, ReadMeeting, Standing
from coopcouncil.rules.motions.naming import names_the_council
from coopcouncil.vocabulary.progress import Progress, silent
from coopcouncil.web.meetings import permissions
from coopcouncil.web.meetings.importing.agendas import bring_agenda_up_to_date
from coopcouncil.web.meetings.importing.merging import merge
from coopcouncil.web.meetings.importing.summary import Summary
from coopcouncil.web.meetings.models import Meeting, MeetingState, SourceBody
from coopcouncil.web.meetings.queries import body_named
from coopcouncil.web.people.bodies.operations import add_body
from coopcouncil.web.people.models import Body, BodyKind, Person
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import Held
from coopcouncil.web.record.operations import enter
from coopcouncil.web.words import moment

MOST_MEETINGS = 5000
LONGEST_SPAN = timedelta(days=366 * 20)
MOST_FAILURES = 5  # one after the other, after which the system is left alone
FIELDS = {"starts_at": "the hour", "place": "the place", "state": "whether it takes place", "body": "the committee"}


class Reader(Protocol):
    """A committee system that can be read: see `data.meetings.moderngov.ModernGov`."""

    @property
    def source(self) -> str:
        """Its name in what is imported."""

    def committees(self) -> list[ReadCommittee]:
        """Every committee."""

    def meetings(self, committee_ref: str, first: date, last: date) -> list[ReadMeeting]:
        """A committee's meetings between two days."""

    def meeting(self, listed: ReadMeeting) -> ReadMeeting:
        """A meeting with its agenda."""


def import_meetings(
    *, reader: Reader, first: date, last: date, by: Person | None, progress: Progress = silent
) -> Summary:
    """Bring the meetings of these days, both included, up to date; what could not be read is told and left.

    Raises NotAllowedError, RefusedError for days that make no sense, ModernGovError when nothing can be read.
    """
    permissions.check_can_keep(by, None)
    if last < first or last - first > LONGEST_SPAN:
        raise RefusedError("Give a first day and a last day after it, no more than twenty years apart.")
    summary = Summary()
    committees = reader.committees()
    reading = _Reading(reader, summary)
    for number, committee in enumerate(committees, 1):
        progress("Reading committees and their meetings", number, len(committees))
        for listed in reading.listed(committee, first, last):
            if reading.seen >= MOST_MEETINGS:
                summary.notes.append(f"Stopped after {MOST_MEETINGS:,} meetings. Import fewer days at a time.")
                return summary
            found = reading.whole(listed)
            if found is not None:
                known = _known_body(committee, source=reader.source, summary=summary)
                _take_in(found, known, by=by, summary=summary)
    return summary


class _Reading:
    """Reads one thing after the other, and gives up when nothing can be read any more."""

    def __init__(self, reader: Reader, summary: Summary) -> None:
        self.reader, self.summary = reader, summary
        self.seen = self.in_a_row = 0

    def listed(self, committee: ReadCommittee, first: date, last: date) -> list[ReadMeeting]:
        """A committee's meetings; none where they cannot be read, which the summary says."""
        try:
            found = self.reader.meetings(committee.ref, first, last)
        except ModernGovError as error:
            self._failed(f"{committee.name} was left out. {error}", error)
            return []
        self.in_a_row = 0
        return found

    def whole(self, listed: ReadMeeting) -> ReadMeeting | None:
        """A meeting with its agenda; None where it cannot be read, which the summary says."""
        self.seen += 1
        try:
            found = self.reader.meeting(listed)
        except ModernGovError as error:
            self._failed(str(error), error)
            return None
        self.in_a_row = 0
        return found

    def _failed(self, told: str, error: ModernGovError) -> None:
        self.summary.failures.append(told)
        self.in_a_row += 1
        if self.in_a_row >= MOST_FAILURES:
            raise ModernGovError(
                f"{MOST_FAILURES} answers in a row could not be read, so the import stopped. What was imported before "
                f"stays. The last: {error}"
            ) from error


@transaction.atomic
def _take_in(found: ReadMeeting, known: SourceBody, *, by: Person | None, summary: Summary) -> None:
    """Add or change one meeting with its agenda, and make one entry where anything changed.

    What says which body it is of is locked, so that two imports at once take their turns.
    """
    held = permissions.check_can_keep(by, None)
    known = SourceBody.objects.select_for_update(no_key=True).get(pk=known.pk)
    source, body = known.source, known.body
    meeting, is_new = _meeting_of(found, body, source=source)
    before, changes = _fields(meeting), {}
    if not is_new:
        changes = _merged(meeting, found, body, summary)
    items = bring_agenda_up_to_date(meeting, found.items, is_new=is_new, summary=summary)
    if items and not meeting.agenda_published_at:
        meeting.agenda_published_at = timezone.now()  # it is public where it comes from
    summary.added += is_new
    summary.changed += not is_new and bool(changes or items)
    summary.unchanged += not is_new and not (changes or items)
    if is_new or changes or items:
        _keep(meeting, is_new=is_new, before=before, items=items, source=source, by=by, held=held)
    else:
        meeting.save(update_fields=["imported"])


def _keep(
    meeting: Meeting,
    *,
    is_new: bool,
    before: dict[str, Any],
    items: dict[str, int],
    source: str,
    by: Person | None,
    held: Held,
) -> None:
    meeting.version += 0 if is_new else 1
    meeting.changed_by, meeting.changed_at = by, timezone.now()
    meeting.save()
    after = _fields(meeting)
    changed = [name for name in after if is_new or before[name] != after[name]]
    enter(
        by=by,
        what="imported" if is_new else "imported changes of",
        about=meeting,
        before=None if is_new else {name: before[name] for name in changed} or None,
        after={**{name: after[name] for name in changed}, **items, "from": source},
        held=held,
    )


@transaction.atomic
def _known_body(committee: ReadCommittee, *, source: str, summary: Summary) -> SourceBody:
    """Which body a committee of that system is here: as known, else by its exact name, else a new one.

    A transaction of its own: that of the meeting takes locks, which must not come after the entry of a new body.
    """
    known = SourceBody.objects.filter(source=source, source_ref=committee.ref).first()
    if known is not None:
        return known
    body = None if names_the_council(committee.name) else _named_or_new(committee, summary)
    return SourceBody.objects.create(source=source, source_ref=committee.ref, name=committee.name, body=body)


def _named_or_new(committee: ReadCommittee, summary: Summary) -> Body:
    named = body_named(committee.name)
    if named.one:
        return named.one
    made = add_body(name=committee.name, kind=BodyKind.COMMITTEE, by=None)
    summary.committees += 1
    if named.near:
        alike = " or ".join(str(each) for each in named.near)
        summary.notes.append(f"{made} was added as a committee of its own. Look whether it is the same as {alike}.")
    return made


def _meeting_of(found: ReadMeeting, body: Body | None, *, source: str) -> tuple[Meeting, bool]:
    """The meeting here, locked, and whether it is new: the one imported before, or one planned here for that moment."""
    starts_at = _moment(found.starts_at)
    locked = Meeting.objects.select_for_update(no_key=True)
    known = locked.filter(source=source, source_ref=found.ref).first()
    if known is None:
        same = list(locked.filter(source="", body=body, starts_at=starts_at)[:2])
        if len(same) == 1:
            known = same[0]
            known.source, known.source_ref, known.source_address = source, found.ref, found.address
    if known is not None:
        return known, False
    made = Meeting.objects.create(
        body=body,
        starts_at=starts_at,
        place=found.place,
        state=_state(found, starts_at),
        source=source,
        source_ref=found.ref,
        source_address=found.address[:500],
        imported=_imported(found, body),
    )
    return made, True


def _merged(meeting: Meeting, found: ReadMeeting, body: Body | None, summary: Summary) -> dict[str, Any]:
    """Set what only the other system changed, tell what both did; what was set."""
    theirs = _imported(found, body)
    ours = {
        "body": meeting.body.slug if meeting.body else "",
        "starts_at": meeting.starts_at.isoformat(),
        "place": meeting.place,
        "state": meeting.state,
    }
    merged = merge(ours, meeting.imported, theirs)
    for name, (mine, new) in merged.kept.items():
        told = moment(datetime.fromisoformat(new)) if name == "starts_at" else new or "nothing"
        kept = moment(meeting.starts_at) if name == "starts_at" else mine or "nothing"
        summary.notes.append(f"{meeting}: {FIELDS[name]} was changed here ({kept}) and there ({told}). Ours stays.")
    for name, new in merged.take.items():
        setattr(meeting, name, {"starts_at": _moment(found.starts_at), "body": body}.get(name, new))
    meeting.imported = theirs
    return merged.take


def _imported(found: ReadMeeting, body: Body | None) -> dict[str, Any]:
    starts_at = _moment(found.starts_at)
    return {
        "body": body.slug if body else "",
        "starts_at": starts_at.isoformat(),
        "place": found.place,
        "state": str(_state(found, starts_at)),
    }


def _state(found: ReadMeeting, starts_at: datetime) -> MeetingState:
    """A meeting whose minutes are published was held; of others only a person says so."""
    if found.standing == Standing.CANCELLED:
        return MeetingState.CANCELLED
    return MeetingState.HELD if found.minuted and starts_at < timezone.now() else MeetingState.PLANNED


def _moment(local: datetime) -> datetime:
    """A moment on the clocks here, in UTC as the database gives it back."""
    return timezone.make_aware(local).astimezone(UTC)


def _fields(meeting: Meeting) -> dict[str, Any]:
    return {
        "of": meeting.of,
        "begins": moment(meeting.starts_at),
        "place": meeting.place,
        "state": meeting.state,
    }
