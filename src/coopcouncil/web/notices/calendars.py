"""A person's deadlines as a calendar (iCalendar, RFC 5545)."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from coopcouncil import __version__
from coopcouncil.web.subjects import Duty


def calendar_of(duties: Iterable[Duty], *, name: str, address: str, now: datetime) -> bytes:
    """The duties that have a day, each as an event of that whole day; `address` is that of the site."""
    made = Calendar()
    made.add("prodid", f"-//coopcouncil//{__version__}//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    made.add("refresh-interval;value=duration", "PT6H")
    for duty in duties:
        if duty.due_on is not None:
            made.add_component(_event(duty, address, now))
    written: bytes = made.to_ical()
    return written


def _event(duty: Duty, address: str, now: datetime) -> Event:
    event = Event()
    # the place where it is done stays the same when the day moves, so that a calendar moves its event too
    event.add("uid", f"{hashlib.sha256(duty.address.encode()).hexdigest()[:32]}@{urlsplit(address).hostname}")
    event.add("dtstamp", now)
    event.add("dtstart", duty.due_on)
    event.add("dtend", duty.due_on + timedelta(days=1) if duty.due_on else None)
    event.add("summary", f"Late: {duty.words}" if duty.late else duty.words)
    event.add("description", "\n".join(filter(None, (duty.more, address + duty.address))))
    event.add("url", address + duty.address)
    event.add("transp", "TRANSPARENT")
    return event
