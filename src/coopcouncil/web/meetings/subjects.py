"""Meetings, agenda items and offices as search, the record and evidence find them; duties of clerks, and news."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from coopcouncil.papers.words import counted
from coopcouncil.rules.motions.agenda_notice import agenda_by
from coopcouncil.vocabulary.roles import COUNCIL_ROLES
from coopcouncil.web.meetings.bodies.views import address_of
from coopcouncil.web.meetings.deadlines import meeting_day
from coopcouncil.web.meetings.models import AgendaItem, Meeting, MeetingState, Office
from coopcouncil.web.meetings.procedure import ProcedureError, council_calendar, usual_calendar
from coopcouncil.web.meetings.queries import search_meetings
from coopcouncil.web.permissions import may, reach, roles_held
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Duty, Found, Hit, News, Subject

KIND = "meetings"  # of the feed
AHEAD = timedelta(days=21)  # of meetings whose agenda is asked for
BEHIND = timedelta(days=183)  # of meetings whose minutes are asked for
MOST_DUTIES = 10  # of one kind
PUBLIC = Q(meeting__agenda_published_at__isnull=False) | Q(meeting__state=MeetingState.HELD)


def find_meetings(_user: Any, refs: Sequence[str]) -> dict[str, Found]:
    """Meetings by their ids: everybody sees that there are some."""
    found = Meeting.objects.select_related("body").filter(public_id__in=filter(_is_uuid, refs))
    return {str(each.public_id): Found(str(each), reverse("meeting", args=[each.public_id])) for each in found}


def search_for_meetings(_user: Any, words: str, most: int) -> list[Hit]:
    """Meetings by words of their titles, their committees and their places, the last one first."""
    return [
        Hit(
            "Meeting",
            str(each),
            reverse("meeting", args=[each.public_id]),
            each.get_state_display(),
            each.subject_ref,
        )
        for each in search_meetings(when="all", words=words)[:most]
    ]


def content_of_meeting(_user: Any, ref: str) -> str:
    """What a meeting says of itself and its agenda: it changes when they do."""
    found = Meeting.objects.select_related("body").filter(public_id=ref).first() if _is_uuid(ref) else None
    if found is None:
        return ""
    items = found.items.filter(PUBLIC)
    return "\n".join([str(found), found.starts_at.isoformat(), found.place, found.state, *map(str, items)])


def find_items(user: Any, refs: Sequence[str]) -> dict[str, Found]:
    """Agenda items by their ids: everybody once the agenda is published, the council before."""
    found = _items_seen_by(user).filter(public_id__in=filter(_is_uuid, refs))
    return {str(each.public_id): Found(str(each), _item_address(each)) for each in found}


def search_items(user: Any, words: str, most: int) -> list[Hit]:
    """Agenda items by words of their titles and minutes."""
    found = _items_seen_by(user)
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(minute__icontains=word))
    return [
        Hit("Agenda item", str(each), _item_address(each), str(each.meeting), each.subject_ref)
        for each in found.order_by("-meeting__starts_at", "place")[:most]
    ]


def content_of_item(user: Any, ref: str) -> str:
    """An item with its minute: it changes when they do."""
    found = _items_seen_by(user).filter(public_id=ref).first() if _is_uuid(ref) else None
    return "\n".join([str(found.meeting), str(found), found.minute]) if found else ""


def find_offices(_user: Any, refs: Sequence[str]) -> dict[str, Found]:
    """Offices by their ids."""
    found = Office.objects.select_related("body").filter(public_id__in=filter(_is_uuid, refs))
    return {str(each.public_id): Found(str(each), _office_address(each)) for each in found}


def search_offices(_user: Any, words: str, most: int) -> list[Hit]:
    """Offices by words of their title and their holder."""
    found = Office.objects.select_related("body")
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(holder__icontains=word))
    return [
        Hit("Office", str(each), _office_address(each), str(each.body or "The whole council"), each.subject_ref)
        for each in found[:most]
    ]


def duties(person: Any, today: date) -> list[Duty]:
    """Agendas to be published soon and minutes that are missing, of the meetings that this person keeps here.

    Meetings that come from another system are kept there, and wait for nobody here.
    """
    if not may(person, Right.KEEP_MEETINGS):
        return []
    everywhere, bodies = reach(person, Right.KEEP_MEETINGS)
    mine = Meeting.objects.filter(source="").select_related("body")
    if not everywhere:
        mine = mine.filter(body_id__in=bodies)
    asked = (_agendas_due(mine, today), _past(mine, today), _minutes_missing(mine, today))
    return [duty for found in asked for duty in _few(found)]


def news(most: int) -> list[News]:
    """Agendas and minutes that were published last."""
    agendas = Meeting.objects.select_related("body").filter(agenda_published_at__isnull=False)
    minuted = AgendaItem.objects.filter(PUBLIC, minuted_at__isnull=False).exclude(minute="")
    return [
        *(
            News(KIND, f"Agenda: {each}", reverse("meeting", args=[each.public_id]), each.agenda_published_at)
            for each in agendas.order_by("-agenda_published_at")[:most]
            if each.agenda_published_at
        ),
        *(
            News(KIND, f"Minute: {each} ({each.meeting})", _item_address(each), each.minuted_at, each.minute[:300])
            for each in minuted.select_related("meeting__body").order_by("-minuted_at")[:most]
            if each.minuted_at
        ),
    ]


def _few(found: list[Duty]) -> list[Duty]:
    """The first few of one kind, and how many more there are."""
    if len(found) <= MOST_DUTIES:
        return found
    more = Duty(f"And {len(found) - MOST_DUTIES} more meetings like these", f"{reverse('meetings')}?when=all")
    return [*found[:MOST_DUTIES], more]


def _agendas_due(mine: QuerySet[Meeting], today: date) -> list[Duty]:
    soon = mine.filter(
        state=MeetingState.PLANNED,
        agenda_published_at=None,
        starts_at__gte=timezone.now(),
        starts_at__lt=timezone.now() + AHEAD,
    )
    try:
        calendar = council_calendar()
    except ProcedureError:
        calendar = usual_calendar()
    due = [(each, agenda_by(meeting_day(each), calendar).on) for each in soon.order_by("starts_at")]
    return [
        Duty(f"Publish the agenda of {each}", reverse("meeting", args=[each.public_id]), on, late=on < today)
        for each, on in due
    ]


def _past(mine: QuerySet[Meeting], today: date) -> list[Duty]:
    """Meetings of days before today of which nobody has said whether they were held."""
    over = mine.filter(state=MeetingState.PLANNED, starts_at__lt=timezone.now() - timedelta(days=1))
    recent = over.filter(starts_at__gte=timezone.now() - BEHIND).order_by("starts_at")
    return [
        Duty(f"Say whether it was held: {each}", reverse("meeting", args=[each.public_id]))
        for each in recent
        if meeting_day(each) < today
    ]


def _minutes_missing(mine: QuerySet[Meeting], _today: date) -> list[Duty]:
    missing = Count("items", filter=Q(items__minute=""))
    held = mine.filter(state=MeetingState.HELD, starts_at__gte=timezone.now() - BEHIND).annotate(missing=missing)
    return [
        Duty(
            f"Enter the minutes of {each}",
            reverse("meeting", args=[each.public_id]),
            more=f"{counted(each.missing, 'item')} without a minute",
        )
        for each in held.filter(missing__gt=0).order_by("starts_at")
    ]


def _items_seen_by(user: Any) -> QuerySet[AgendaItem]:
    found = AgendaItem.objects.select_related("meeting__body")
    if any(held.role in COUNCIL_ROLES for held in roles_held(user)):
        return found
    return found.filter(PUBLIC)


def _item_address(item: AgendaItem) -> str:
    return f"{reverse('meeting', args=[item.meeting.public_id])}#item-{item.public_id}"


def _office_address(office: Office) -> str:
    return f"{address_of(office.body)}#office-{office.public_id}"


def _is_uuid(ref: str) -> bool:
    try:
        UUID(ref)
    except ValueError:
        return False
    return True


MEETING = Subject(
    kind="meeting",
    label="Meeting",
    find=lambda user, ref: find_meetings(user, [ref]).get(ref),
    search=search_for_meetings,
    find_many=find_meetings,
    content=content_of_meeting,
)
AGENDA_ITEM = Subject(
    kind="agenda-item",
    label="Agenda item",
    find=lambda user, ref: find_items(user, [ref]).get(ref),
    search=search_items,
    find_many=find_items,
    content=content_of_item,
)
OFFICE = Subject(
    kind="office",
    label="Office",
    find=lambda user, ref: find_offices(user, [ref]).get(ref),
    search=search_offices,
    find_many=find_offices,
)
