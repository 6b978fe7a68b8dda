"""Meetings for tests: made the way a clerk makes them."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings.agendas.operations import ItemSaid, add_item
from coopcouncil.web.meetings.bodies.operations import add_alias, begin_office
from coopcouncil.web.meetings.models import AgendaItem, Meeting
from coopcouncil.web.meetings.operations import MeetingSaid, add_meeting, hold_meeting, publish_agenda
from coopcouncil.web.people.models import Body, BodyKind, Person
from tests.support.people import body, person

MEETING = uuid.UUID("6f1d2f6e-0000-4000-8000-000000003ee7")  # the one that `every_page` looks at
AT = uuid.UUID("6f1d2f6e-0000-4000-8000-0000000017e3")  # its first item
COMMITTEE = "made-up-scrutiny"


def clerk() -> Person:
    """Somebody who keeps every meeting."""
    return person(Role.DEMOCRATIC_SERVICES)


def committee(name: str = "Made-up Scrutiny") -> Body:
    """A committee of this name."""
    return body(name, BodyKind.COMMITTEE)


def in_days(days: float) -> datetime:
    """A moment so many days from now, at a whole minute."""
    return (timezone.now() + timedelta(days=days)).replace(second=0, microsecond=0)


def meeting(of: Body | None = None, *, days: float = 30, title: str = "", items: tuple[str, ...] = ()) -> Meeting:
    """A meeting planned so many days from now, with items of these titles on its agenda."""
    made = add_meeting(said=MeetingSaid(of, in_days(days), title, "Town Hall"), by=clerk())
    for number, each in enumerate(items, 1):
        item(made, each, number=str(number))
    return fresh(made)


def item(of: Meeting, title: str = "A motion", *, number: str = "", about: str = "") -> AgendaItem:
    """An item at the end of the agenda."""
    return add_item(meeting=of, said=ItemSaid(title, number, about), by=clerk())


def published(of: Meeting) -> Meeting:
    """The meeting, its agenda published."""
    return publish_agenda(meeting=of, by=clerk())


def held(of: Meeting) -> Meeting:
    """The meeting, held: moved into the past where it lies ahead."""
    if of.starts_at > timezone.now():
        Meeting.objects.filter(pk=of.pk).update(starts_at=in_days(-1))
    return hold_meeting(meeting=fresh(of), by=clerk())


def fresh(of: Meeting) -> Meeting:
    """The meeting as it is now."""
    return Meeting.objects.select_related("body").get(pk=of.pk)


def meeting_to_look_at() -> Meeting:
    """The held meeting under the address that `every_page` names, of a committee with a name and an office."""
    found = Meeting.objects.filter(public_id=MEETING).first()
    if found is None:
        at = committee()
        add_alias(body=at, name="Scrutiny Spokes", by=clerk())
        begin_office(body=at, title="Chair", holder="A. Made-up", starts_on=None, by=clerk())
        found = published(meeting(at, items=("Apologies", "Co-op report")))
        Meeting.objects.filter(pk=found.pk).update(public_id=MEETING)
        AgendaItem.objects.filter(meeting=found, place=1).update(public_id=AT)
    return fresh(found)
