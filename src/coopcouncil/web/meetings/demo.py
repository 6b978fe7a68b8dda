"""Invented meetings of the fictional council: one held and minuted, others to come, a committee under two names."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings.agendas.operations import ItemSaid, add_item, enter_minute
from coopcouncil.web.meetings.bodies.operations import add_alias, begin_office
from coopcouncil.web.meetings.models import Meeting
from coopcouncil.web.meetings.operations import MeetingSaid, add_meeting, hold_meeting, publish_agenda
from coopcouncil.web.people.demo import CABINET, SCRUTINY
from coopcouncil.web.people.models import Body, Person

CHAMBER = "Council Chamber, Fenmarsh Shire Hall"
PROCEDURE = """# The fictional council's rules of procedure; docs/how-to/meetings.md tells what can stand here.
[notice]
days = 8
counting = "nth-day"
until = "12:00"
source = "Constitution of the fictional council, Council Procedure Rule 12"
"""
# title of each item, and its minute where the meeting was held
HELD = (
    ("Apologies for absence", "Apologies were received from one member."),
    ("Minutes of the last meeting", "RESOLVED: that the minutes be approved as a correct record."),
    ("Petitions", "None were received."),
    ("Motions on notice", "RESOLVED: that the motion be taken at the next meeting."),
)
COMING = ("Apologies for absence", "Minutes of the last meeting", "Declarations of interest", "Motions on notice")


@transaction.atomic
def make_demo_meetings() -> int:
    """Make the demo's meetings where there are none; how many were made."""
    clerk = Person.objects.filter(grants__role=Role.DEMOCRATIC_SERVICES, grants__body=None).first()
    if clerk is None or Meeting.objects.exists():
        return 0
    bodies = {each.name: each for each in Body.objects.filter(name__in=[SCRUTINY, CABINET], ended_at=None)}
    scrutiny, cabinet = bodies[SCRUTINY], bodies[CABINET]
    held = _meeting(None, -21, clerk, HELD)
    publish_agenda(meeting=held, by=clerk)
    hold_meeting(meeting=held, by=clerk)
    for item, (_, minute) in zip(held.items.all(), HELD, strict=True):
        enter_minute(item=item, version=item.version, words=minute, by=clerk)
    coming = _meeting(None, 28, clerk, tuple((title, "") for title in COMING))
    publish_agenda(meeting=coming, by=clerk)
    _meeting(scrutiny, 12, clerk, (("Work programme", ""), ("Social value in procurement", "")))
    _meeting(cabinet, 35, clerk, ())
    _names_and_offices(scrutiny, cabinet, clerk)
    return 4


def _meeting(body: Body | None, days: int, clerk: Person, items: tuple[tuple[str, str], ...]) -> Meeting:
    on = timezone.localdate() + timedelta(days=days)
    on += timedelta(days=(2 - on.weekday()) % 7)  # Wednesdays; the held one must still lie in the past
    starts_at = timezone.make_aware(datetime.combine(on, time(19)))
    made = add_meeting(said=MeetingSaid(body, starts_at, "", CHAMBER), by=clerk)
    for number, (title, _) in enumerate(items, 1):
        add_item(meeting=made, said=ItemSaid(title, str(number)), by=clerk)
    return made


def _names_and_offices(scrutiny: Body, cabinet: Body, clerk: Person) -> None:
    add_alias(body=scrutiny, name="Overview and Scrutiny Panel", by=clerk)
    for body, title, holder in (
        (None, "Mayor", "Cllr Jocelyn Attenbury"),
        (scrutiny, "Chair", "Cllr Samir Holloworth"),
        (cabinet, "Leader of the council", "Cllr Bettany Thornquist"),
    ):
        begin_office(body=body, title=title, holder=holder, starts_on=None, by=clerk)
