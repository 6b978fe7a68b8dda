"""The council's own rules of procedure, from a small file: how long notice of a motion is, when its office is closed.

The file is TOML; docs/how-to/meetings.md shows one. Without it nothing is assumed: pages say that it is not set.
"""

import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any

from django.conf import settings

from coopcouncil.data.calendars.bank_holidays import CalendarError, shipped_calendar
from coopcouncil.data.calendars.refreshing import calendar_in
from coopcouncil.rules.motions.notice import Counting, NoticeProfile
from coopcouncil.vocabulary.working_days import Calendar

FILE = "procedure.toml"
_TABLES = {"notice", "closed"}
_NOTICE = {"days", "counting", "until", "source"}
MOST_DAYS = 60  # more working days of notice than this are a slip of the pen


class ProcedureError(ValueError):
    """The file of the council's rules cannot be used; the message names the file, the line's key, and what to write."""


def procedure_path() -> Path:
    """Where the council's rules are."""
    return Path(settings.COOPCOUNCIL_PROCEDURE or settings.COOPCOUNCIL_DATA / FILE)


def notice_profile() -> NoticeProfile | None:
    """The council's rule of notice for motions, None while it is not set. Raises ProcedureError."""
    notice = _read(procedure_path()).get("notice")
    return _profile(procedure_path(), notice) if notice is not None else None


def council_calendar() -> Calendar:
    """Bank holidays as known here, with the days on which the council's office is closed. Raises ProcedureError."""
    path = procedure_path()
    closed = _closed(path, _read(path).get("closed", {}))
    try:
        known = calendar_in(Path(settings.COOPCOUNCIL_DATA))
    except CalendarError as error:
        raise ProcedureError(str(error)) from error
    return Calendar(known.holidays, known.known_from, known.known_until, closed)


def usual_calendar() -> Calendar:
    """The calendar that is shipped, for pages that still answer while the council's own file is broken."""
    return shipped_calendar()


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ProcedureError(f"{path} cannot be read as TOML: {error}.") from error
    if strange := sorted(set(found) - _TABLES):
        raise ProcedureError(f"{path}: [{strange[0]}] is not known. Known tables: [notice] and [closed].")
    for name, table in found.items():
        if not isinstance(table, dict):
            raise ProcedureError(f"{path}: {name} is no table. Write [{name}] on a line of its own.")
    return found


def _profile(path: Path, notice: dict[str, Any]) -> NoticeProfile:
    if strange := sorted(set(notice) - _NOTICE):
        raise ProcedureError(f"{path}: [notice] {strange[0]} is not known. Known: {', '.join(sorted(_NOTICE))}.")
    days = notice.get("days")
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= MOST_DAYS:
        raise ProcedureError(f"{path}: [notice] days must be a whole number from 1 to {MOST_DAYS}, such as days = 8.")
    ways = " or ".join(f'"{each}"' for each in Counting)
    if notice.get("counting") not in set(Counting):
        raise ProcedureError(f"{path}: [notice] counting must be {ways}: the two differ by a day.")
    source = notice.get("source")
    if not isinstance(source, str) or not source.strip():
        raise ProcedureError(f"{path}: [notice] source must say where the constitution sets this out.")
    return NoticeProfile(days, Counting(notice["counting"]), _until(path, notice.get("until")), source.strip())


def _until(path: Path, given: Any) -> time | None:
    """The last moment of the day; None is its end."""
    if given is None:
        return None
    if isinstance(given, time):
        return given
    try:
        return time.fromisoformat(given)
    except (ValueError, TypeError):
        raise ProcedureError(f'{path}: [notice] until must be an hour, such as until = "12:00".') from None


def _closed(path: Path, given: dict[str, Any]) -> dict[date, str]:
    closed = {}
    for day, name in given.items():
        try:
            closed[date.fromisoformat(day)] = str(name)
        except ValueError:
            raise ProcedureError(
                f'{path}: [closed] {day} is no date. Write a line such as 2026-12-29 = "Christmas closure".'
            ) from None
    return closed
