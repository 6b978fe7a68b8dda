"""Who may redact what from the record: what the table of rights cannot say by itself."""

from typing import Any

from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import Held, NotAllowedError, allows, check_may
from coopcouncil.web.record.models import Entry
from coopcouncil.web.record.traces import is_former
from coopcouncil.web.rights import Right


def check_can_redact(user: Any, entry: Entry) -> Held:
    """The role by which this user may empty the content of the entry. Raises NotAllowedError with the reason."""
    held = check_may(user, Right.REDACT_RECORD)
    if entry.content.text is None:
        raise NotAllowedError(f"The content of entry {entry.number} was redacted before: there is nothing left to go.")
    return held


def can_redact(user: Any, entry: Entry) -> bool:
    """Whether this user may empty the content of the entry: for templates."""
    return allows(check_can_redact, user, entry)


def check_can_redact_person(user: Any, person: Person) -> Held:
    """The role by which this user may redact a person. Raises NotAllowedError with the reason."""
    held = check_may(user, Right.REDACT_RECORD)
    if person.is_active:
        raise NotAllowedError(f"{person} can still sign in. End their access first: then they can be redacted.")
    if is_former(person):
        raise NotAllowedError("This person was redacted before: there is nothing left to go.")
    return held


def can_redact_person(user: Any, person: Person) -> bool:
    """Whether this user may redact the person: for templates."""
    return allows(check_can_redact_person, user, person)
