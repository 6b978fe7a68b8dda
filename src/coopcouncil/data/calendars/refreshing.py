"""The list of bank holidays kept in the data folder: fetched from GOV.UK, checked, and joined to the shipped one."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coopcouncil.data.calendars.bank_holidays import CalendarError, read_bank_holidays, shipped_calendar
from coopcouncil.data.documents.addresses import LinkError
from coopcouncil.data.documents.links import LinkLimits, read_page
from coopcouncil.vocabulary.working_days import Calendar

GOV_UK = "https://www.gov.uk/bank-holidays.json"
FILE = "bank-holidays.json"
LIMITS = LinkLimits(largest_bytes=2 << 20, seconds=30.0)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a fetched list changed: days with their names that are new, and that are gone, of what was known before."""

    calendar: Calendar
    added: dict[date, str]
    removed: dict[date, str]


def calendar_in(folder: Path) -> Calendar:
    """The calendar to go by: the list kept in the data folder joined to the shipped one, or that alone.

    Raises CalendarError when the kept list is damaged, OSError when it cannot be read.
    """
    path = folder / FILE
    if not path.is_file():
        return shipped_calendar()
    try:
        return joined(shipped_calendar(), read_bank_holidays(path.read_text(encoding="utf-8")))
    except (CalendarError, UnicodeDecodeError) as error:
        raise CalendarError(
            f"{path} is damaged. Fetch it again with `coopcouncil calendars refresh`, or delete it to go by the list "
            "that is shipped."
        ) from error


def joined(older: Calendar, newer: Calendar) -> Calendar:
    """One calendar of two lists: where both know a day the newer one counts.

    The newer alone, where a gap lies between the two that neither knows.
    """
    if newer.known_from > older.known_until or older.known_from > newer.known_until:
        return newer
    kept = {day: name for day, name in older.holidays.items() if not newer.knows(day)}
    holidays = dict(sorted({**kept, **newer.holidays}.items()))
    return Calendar(
        holidays, min(older.known_from, newer.known_from), max(older.known_until, newer.known_until), older.closed
    )


def refresh(folder: Path, address: str = GOV_UK, *, allow_private: bool = False) -> Refreshed:
    """Fetch the list, check it, keep it in the data folder, and say what changed.

    Raises LinkError when it cannot be had, CalendarError when it is no such list, OSError when it cannot be written;
    the list that was kept before then stays.
    """
    try:
        text = read_page(address, allow_private=allow_private, limits=LIMITS).decode("utf-8")
    except UnicodeDecodeError:
        raise LinkError(f"{address}: this is no text. Look at the address.") from None
    fetched = read_bank_holidays(text)
    before = _known_before(folder)
    now = joined(before, fetched)
    _write(folder / FILE, text)
    return Refreshed(
        now,
        {day: name for day, name in now.holidays.items() if day not in before.holidays},
        {day: name for day, name in before.holidays.items() if day not in now.holidays},
    )


def _known_before(folder: Path) -> Calendar:
    try:
        return calendar_in(folder)
    except CalendarError:
        return shipped_calendar()  # a damaged list is what this mends


def _write(path: Path, text: str) -> None:
    """Put the new list in the place of the old one at once: nobody reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(text)
    Path(file.name).replace(path)
