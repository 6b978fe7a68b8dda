"""When an agenda must be public: five clear days before the meeting.

Local Government Act 1972, section 100B(3): copies of the agenda and of the reports are open to inspection by the public
"at least five clear days before the meeting" (five since SI 2002/715), or from when the meeting is convened where that
is at shorter notice. Clear days are days on which the office is open: R v Swansea City Council, ex parte Elitestone
(1993) 66 P & CR 422. Neither the day of publication nor that of the meeting counts.
"""

from datetime import date

from coopcouncil.rules.motions.notice import Counting, Deadline, NoticeProfile, deadline
from coopcouncil.vocabulary.working_days import Calendar

AGENDA = NoticeProfile(5, Counting.CLEAR_DAYS, None, "Local Government Act 1972, section 100B(3)")


def agenda_by(meeting_on: date, calendar: Calendar) -> Deadline:
    """The last day on which the agenda of a meeting can be published in time."""
    return deadline(meeting_on, AGENDA, calendar)
