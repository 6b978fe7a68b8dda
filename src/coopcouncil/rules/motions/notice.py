"""Notice of motions: by when a text must be in, and whether it was in time.

How many working days, to which hour, and how they are counted is each council's own (its constitution's procedure
rules): a `NoticeProfile`. Two ways of counting are in use and differ by a day, so a profile must name its own.
Explained in docs/explanation/notice-periods.md.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from coopcouncil.evidence.findings import Finding, Outcome
from coopcouncil.vocabulary.working_days import Calendar

LONDON = ZoneInfo("Europe/London")
RULE, VERSION = "motion-notice", "1"


class Counting(StrEnum):
    """How working days before a meeting are counted; the day of the meeting never counts."""

    NTH_DAY = "nth-day"  # "by noon on the 8th working day before": the working day before the meeting is the 1st
    CLEAR_DAYS = "clear-days"  # "8 clear working days": 8 whole ones lie between the last day for it and the meeting


@dataclass(frozen=True, slots=True)
class NoticeProfile:
    """One council's rule: `days` working days before the meeting, counted by `counting`.

    `until` is the last moment on that day, local time; None is the end of the day. `source` says where the council
    has set it out. ValueError when `days` is below 1.
    """

    days: int
    counting: Counting
    until: time | None
    source: str

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError(f"Notice is of at least 1 working day, not {self.days}.")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day, and its last moment (None: its end). `certain` is False where a holiday may yet be proclaimed."""

    on: date
    until: time | None
    certain: bool

    @property
    def label(self) -> str:
        """The deadline in words: 'noon on Thursday 5 March 2026'."""
        day = f"{self.on:%A} {self.on.day} {self.on:%B %Y}"
        return f"{_hour(self.until)} on {day}" if self.until else f"the end of {day}"

    def met_by(self, moment: datetime) -> bool:
        """Whether something received at this moment is in time; at the very moment of the deadline, it is.

        ValueError when the moment does not say its time zone.
        """
        local = _local(moment)
        return local.date() < self.on or (
            local.date() == self.on and (self.until is None or local.time() <= self.until)
        )


def deadline(meeting_on: date, profile: NoticeProfile, calendar: Calendar) -> Deadline:
    """By when a motion for the meeting must be in."""
    back = profile.days + (profile.counting is Counting.CLEAR_DAYS)
    on = calendar.working_day_before(meeting_on, back)
    return Deadline(on, profile.until, calendar.knows(on) and calendar.knows(meeting_on))


def judge_notice(received_at: datetime, meeting_on: date, profile: NoticeProfile, calendar: Calendar) -> Finding:
    """Whether a motion was in time: PASS, FAIL, or CHECK where a holiday proclaimed later would move the deadline.

    A further holiday can only make the deadline earlier, so what is late is late. ValueError when `received_at` does
    not say its time zone.
    """
    last = deadline(meeting_on, profile, calendar)
    local = _local(received_at)
    came = f"It came at {local:%H.%M} on {local.day} {local:%B %Y}"
    if not last.met_by(received_at):
        outcome, reason = Outcome.FAIL, f"{came}, after {last.label}."
    elif last.certain:
        outcome, reason = Outcome.PASS, f"{came}, by {last.label}."
    else:
        outcome = Outcome.CHECK
        reason = f"{came}, by {last.label} as far as bank holidays are known. Check for one proclaimed since."
    return Finding(outcome, reason, (f"{profile.days} {profile.counting}",), RULE, VERSION, profile.source)


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("The moment of receipt does not say its time zone.")
    return moment.astimezone(LONDON)


def _hour(until: time) -> str:
    return "noon" if until == time(12) else f"{until:%H.%M}"
