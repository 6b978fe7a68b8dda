"""What is due before a meeting: its agenda, and motions for it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from coopcouncil.rules.motions.agenda_notice import AGENDA, agenda_by
from coopcouncil.rules.motions.notice import Deadline, deadline
from coopcouncil.web.meetings.models import Meeting
from coopcouncil.web.meetings.procedure import (
    ProcedureError,
    council_calendar,
    notice_profile,
    procedure_path,
    usual_calendar,
)

NOT_SET = "The council's rule of notice is not set. Write it into {path}, as docs/how-to/meetings.md shows."


@dataclass(frozen=True)
class Deadlines:
    """By when the agenda is public and motions are in; `motions` is None where `trouble` says why it is not known."""

    agenda: Deadline
    agenda_source: str
    motions: Deadline | None
    motions_source: str
    trouble: str


def deadlines_of(meeting: Meeting) -> Deadlines:
    """The deadlines of a meeting, with why one is not known, in words for the clerk."""
    on = meeting_day(meeting)
    try:
        calendar, profile = council_calendar(), notice_profile()
    except ProcedureError as error:
        return Deadlines(agenda_by(on, usual_calendar()), AGENDA.source, None, "", str(error))
    if profile is None:
        return Deadlines(agenda_by(on, calendar), AGENDA.source, None, "", NOT_SET.format(path=procedure_path()))
    return Deadlines(agenda_by(on, calendar), AGENDA.source, deadline(on, profile, calendar), profile.source, "")


def meeting_day(meeting: Meeting) -> date:
    """The day here on which a meeting begins."""
    return timezone.localdate(meeting.starts_at)
