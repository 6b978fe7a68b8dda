"""Single fields of a register, read the same way in every register."""

import re
from datetime import UTC, date, datetime

from coopcouncil.data.registers.entries import RefusedRowError
from coopcouncil.vocabulary.org_ids import org_id

_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_RARE_DAY_SHAPES = ("%d %B %Y", "%d-%b-%Y", "%d %b %Y", "%d/%m/%y", "%d-%b-%y", "%y-%b-%d")
_ACTIVE = ("registered", "live", "active", "open", "received", "overdue", "yes", "true", "new", "submission")
_REMOVED = ("removed", "dead", "deregistered", "dissolved", "closed", "merged", "ceased", "no", "false", "cancelled")
_NOTHING = frozenset({"", "-", "-, -", "0", "none", "n/a", "na", "null", "no data", "—", "not available", "unknown"})


def given(text: str) -> str | None:
    """The text, or None when it is blank or one of the ways to say "none"."""
    return None if text.strip().lower() in _NOTHING else text.strip()


def day(text: str) -> date | None:
    """The day in any of the shapes that registers use, or None.

    A two-digit year that would lie ahead of today is one of the century before: no register lists what is to come.
    """
    text = re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", text.strip())
    if not text or text == "01/01/1970":
        return None
    numbers = _SLASHED.fullmatch(text)
    try:
        if numbers:
            return date(int(numbers[3]), int(numbers[2]), int(numbers[1]))
        return date.fromisoformat(text)
    except ValueError:
        return _rare_day(text)


def _rare_day(text: str) -> date | None:
    for shape in _RARE_DAY_SHAPES:
        try:
            found = datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        ahead = "%y" in shape and found > datetime.now(UTC).date()
        return found.replace(year=found.year - 100) if ahead else found
    return None


def status(text: str) -> str:
    """'active', 'removed' or 'unknown' from a register's word, of which only the beginning counts."""
    folded = text.strip().lower()
    if folded.startswith(_REMOVED):
        return "removed"
    return "active" if folded.startswith(_ACTIVE) else "unknown"


def sic(text: str) -> str | None:
    """A five-digit SIC 2007 code from '47110 - Retail ...', '01110', 'UKSIC07-4711' or '47.11/0', or None.

    A class of four digits is written with a final 0, as the company register's condensed list writes one.
    """
    if re.match(r"\s*UKSIC(?!07)", text):
        return None
    digits = re.sub(r"[./]", "", re.sub(r"^\s*UKSIC07-", "", text).split(" - ")[0]).strip()
    if not digits.isdigit() or len(digits) not in {4, 5}:
        return None
    return digits.ljust(5, "0")


def own_id(scheme: str, number: str, *, column: str) -> str:
    """The org-id of the row itself. Raises RefusedRowError when there is no number or not one of that shape."""
    if not number.strip():
        raise RefusedRowError(column, "", "there is no number")
    found = org_id(scheme, number)
    if found is None:
        raise RefusedRowError(column, number, f"“{number}” is not a number of this register")
    return found


def own_name(name: str, *, column: str) -> str:
    """The name of the row itself, on one line. Raises RefusedRowError when there is none."""
    if not name.strip():
        raise RefusedRowError(column, "", "there is no name")
    return " ".join(name.split())


def other_names(name: str, *pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Those of the (name, kind) pairs that hold a name other than `name`, each once."""
    folded = {name.casefold()}
    kept: list[tuple[str, str]] = []
    for other, kind in pairs:
        text = " ".join(other.split())
        if given(text) and text.casefold() not in folded:
            folded.add(text.casefold())
            kept.append((text, kind))
    return tuple(kept)


def links(*ids: str | None, besides: str) -> tuple[str, ...]:
    """The org-ids that are there, each once, without the entry's own."""
    return tuple(dict.fromkeys(each for each in ids if each and each != besides))
