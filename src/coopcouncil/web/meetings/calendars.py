"""Meetings as a calendar (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.urls import reverse
from icalendar import Calendar, Event

from coopcouncil import __version__
from coopcouncil.web.meetings.models import Meeting, MeetingState

_STATUS = {MeetingState.CANCELLED: "CANCELLED"}


def calendar_of(meetings: Iterable[Meeting], *, name: str, address: str) -> bytes:
    """The meetings, each as an event that begins when it does; `address` is that of the site."""
    made = Calendar()
    made.add("prodid", f"-//coopcouncil//{__version__}//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    made.add("refresh-interval;value=duration", "PT6H")
    for meeting in meetings:
        made.add_component(_event(meeting, address))
    written: bytes = made.to_ical()
    return written


def _event(meeting: Meeting, address: str) -> Event:
    """One meeting; its version lets a calendar move what it has, and cross out what was cancelled."""
    page = address + reverse("meeting", args=[meeting.public_id])
    cancelled = meeting.state == MeetingState.CANCELLED
    event = Event()
    event.add("uid", f"{meeting.public_id}@{urlsplit(address).hostname}")
    event.add("dtstamp", meeting.changed_at or meeting.made_at)
    event.add("sequence", meeting.version)
    event.add("dtstart", meeting.starts_at)
    event.add("summary", f"Cancelled: {meeting.title or meeting.of}" if cancelled else meeting.title or meeting.of)
    event.add("status", _STATUS.get(MeetingState(meeting.state), "CONFIRMED"))
    if meeting.place:
        event.add("location", meeting.place)
    event.add("url", page)
    event.add("description", page)
    return event
