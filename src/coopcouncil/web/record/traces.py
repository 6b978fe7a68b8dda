"""Where a person's name stands beside the record, so that redacting a person reaches it.

An app that keeps a person's name, address or words adds a `Trace` to TRACES when it starts (`apps.py`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone

from coopcouncil.web.people.models import Person

FORMER_NAME = "A former member of staff"
FORMER_DOMAIN = "@former.invalid"


@dataclass(frozen=True)
class Trace:
    """What one app holds of a person.

    `subjects` gives the things (kind:ref) that are the person's own, such as an invitation to them: what the record
    says about these is emptied too. `erase` takes the name, address and words out of the app's own tables.
    """

    subjects: Callable[[Person], Iterable[str]]
    erase: Callable[[Person], None]


TRACES: list[Trace] = []


def is_former(person: Person) -> bool:
    """Whether the person's name was taken out."""
    return person.email.endswith(FORMER_DOMAIN)


def take_out_name(person: Person) -> None:
    """Put plain words in the place of the name, and an address that reaches nobody in that of the e-mail address."""
    person.name = FORMER_NAME
    person.email = f"{person.public_id}{FORMER_DOMAIN}"
    person.set_unusable_password()
    person.left_at = person.left_at or timezone.now()
    person.save()
