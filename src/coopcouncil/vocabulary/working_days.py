"""Working days: Monday to Friday without bank holidays and the days on which an office is closed.

A calendar knows the proclaimed holidays up to a day; later it goes by the usual ones, and says that it does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from coopcouncil.vocabulary.bank_holidays import SATURDAY, usual_bank_holidays


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are not worked.

    `holidays` holds every bank holiday from `known_from` to `known_until`, both included, with its name; `closed` are
    other days on which the office is closed, such as those between Christmas and New Year, by the council's own rule.
    """

    holidays: Mapping[date, str]
    known_from: date
    known_until: date
    closed: Mapping[date, str] = field(default_factory=dict)

    def why_not_worked(self, day: date) -> str | None:
        """Why the day is not a working day, in words, or None when it is one."""
        if day.weekday() >= SATURDAY:
            return day.strftime("%A")
        if day in self.closed:
            return self.closed[day]
        return self.holidays.get(day) if self.knows(day) else usual_bank_holidays(day.year).get(day)

    def is_working_day(self, day: date) -> bool:
        """Whether the day is a working day."""
        return self.why_not_worked(day) is None

    def knows(self, day: date) -> bool:
        """Whether every proclaimed holiday around this day is known, so that the answer is certain."""
        return self.known_from <= day <= self.known_until

    def working_day_before(self, day: date, number: int) -> date:
        """The `number`-th working day before `day`: 1 is the last working day before it. ValueError below 1."""
        return self._step(day, number, -1)

    def working_day_after(self, day: date, number: int) -> date:
        """The `number`-th working day after `day`: 1 is the next working day. ValueError below 1."""
        return self._step(day, number, 1)

    def between(self, first: date, last: date) -> int:
        """How many working days lie strictly between two days; 0 when there is no day between them."""
        days = (last - first).days
        return sum(self.is_working_day(first + timedelta(days=step)) for step in range(1, days))

    def _step(self, day: date, number: int, direction: int) -> date:
        if number < 1:
            raise ValueError(f"Working days are counted from 1, not {number}.")
        while number:
            day += timedelta(days=direction)
            number -= self.is_working_day(day)
        return day
