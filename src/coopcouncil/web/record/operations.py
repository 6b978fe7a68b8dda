"""Writing to the record: always in the transaction of the change that the entry tells of."""

import json
import secrets
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from coopcouncil.evidence.record import FIRST, canonical, seal, sha256_text
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import Held
from coopcouncil.web.record.models import Content, Entry, Head

LOCK = 0x636F6F70  # PostgreSQL's advisory lock of the record; any number that nothing else here uses


class Subject(Protocol):
    """Something that the record can tell of: it has a kind and an id that never changes."""

    @property
    def subject_kind(self) -> str:
        """What it is, as in `web.subjects`."""

    @property
    def subject_ref(self) -> str:
        """Its id, which says nothing of a person."""


def enter(
    *,
    by: Person | None,
    what: str,
    about: Subject,
    why: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    held: Held | None = None,
) -> Entry:
    """Append one entry; `by` is None when the system itself acts.

    `what` is a past participle that reads after a name: "published", "ended the access of". `before` and `after` hold
    the fields that changed, by the words a reader knows them under. `held` is the role by which it was done, as the
    permission check returned it. Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("the record is written in the transaction of the change")
    content = _content(by=by, why=why, before=before, after=after, held=held)
    number, previous = _lock_head()
    entry = Entry(
        number=number + 1,
        at=datetime.now(UTC),
        by=str(by.public_id) if by else "",
        what=what,
        about=f"{about.subject_kind}:{about.subject_ref}",
        content_sha256=sha256_text(content),
        previous_sha256=previous,
    )
    entry.sha256 = seal(entry.link())
    entry.save(force_insert=True)
    Content(entry=entry, text=content).save(force_insert=True)
    _move_head(entry)
    return entry


@transaction.atomic
def redact(*, entry: Entry, by: Person, why: str, held: Held | None = None) -> Entry:
    """Empty the content of an entry, for good; the chain keeps its fingerprint, and a new entry says who and why."""
    made = enter(by=by, what="redacted the content of", about=_EntrySubject(entry), why=why, held=held)
    Content.objects.filter(entry=entry).update(text=None, redacted_by=made)
    return made


class _EntrySubject:
    """An entry as the subject of another."""

    subject_kind = "entry"

    def __init__(self, entry: Entry) -> None:
        self.subject_ref = str(entry.number)


def _content(
    *,
    by: Person | None,
    why: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    held: Held | None,
) -> str:
    """The content's text. The salt keeps a redacted content from being guessed by its fingerprint."""
    said: dict[str, Any] = {"who": str(by) if by else "the system", "salt": secrets.token_hex(16)}
    if held and held.role:
        said["role"] = str(held.role)
    if held and held.for_whom:
        said["for"] = held.for_whom
    if why:
        said["why"] = why
    if before is not None:
        said["before"] = _plain(before)
    if after is not None:
        said["after"] = _plain(after)
    return canonical(said)


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    """Values as JSON knows them; anything else as its text."""
    plain: dict[str, Any] = json.loads(json.dumps(fields, default=str))
    return plain


def _lock_head() -> tuple[int, str]:
    """The last entry's number and fingerprint; nobody else appends until this transaction ends.

    On SQLite a transaction holds the only write lock from its start (`transaction_mode` is IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    head = Head.objects.first()
    return (head.number, head.sha256) if head else (0, FIRST)


def _move_head(entry: Entry) -> None:
    if entry.number == 1:
        Head(number=1, sha256=entry.sha256).save(force_insert=True)
    else:
        Head.objects.update(number=entry.number, sha256=entry.sha256)
