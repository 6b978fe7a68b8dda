"""Reads bank holidays in the form of https://www.gov.uk/bank-holidays.json, the shipped list among them.

The shipped list (bank_holidays.json) says under "about" where its days come from and when it was made.
"""

import json
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from coopcouncil.vocabulary.working_days import Calendar

DIVISION = "england-and-wales"
FEWEST_IN_A_YEAR = 8  # a year with fewer is not whole, so that the list is not relied on for it


class CalendarError(ValueError):
    """A list of bank holidays cannot be used; the message says why and what to do."""


@cache
def shipped_calendar() -> Calendar:
    """The calendar that comes with this version."""
    return read_bank_holidays(resources.files(__package__).joinpath("bank_holidays.json").read_text(encoding="utf-8"))


def read_bank_holidays(text: str) -> Calendar:
    """The calendar of a list in GOV.UK's form, known for the unbroken run of whole years that the list begins with.

    CalendarError when the text is not such a list, or holds no whole year.
    """
    holidays = dict(sorted(_days(text)))
    years = sorted({day.year for day in holidays})
    whole = [year for year in years if sum(day.year == year for day in holidays) >= FEWEST_IN_A_YEAR]
    if not whole:
        raise CalendarError("The list of bank holidays holds no whole year. Get the list from GOV.UK again.")
    last = whole[0]
    while last + 1 in whole:
        last += 1
    known = {day: title for day, title in holidays.items() if whole[0] <= day.year <= last}
    return Calendar(known, date(whole[0], 1, 1), date(last, 12, 31))


def _days(text: str) -> list[tuple[date, str]]:
    try:
        events = json.loads(text)[DIVISION]["events"]
        return [(date.fromisoformat(event["date"]), _title(event)) for event in events]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CalendarError(
            f"This is not a list of bank holidays as GOV.UK publishes it ({DIVISION}, events, date and title). "
            "Get bank-holidays.json from GOV.UK again."
        ) from error


def _title(event: dict[str, Any]) -> str:
    notes = str(event.get("notes") or "")
    return f"{event['title']} ({notes[0].lower()}{notes[1:]})" if notes else str(event["title"])
