"""Writing to the record: always in the transaction of the change that the entry tells of."""

import json
import secrets
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.models import Q
from django.db.transaction import TransactionManagementError

from coopcouncil.evidence.record import FIRST, REDACTED_ONE, REDACTED_PERSON, canonical, seal, sha256_text
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import Held
from coopcouncil.web.record.models import Content, Entry, Head
from coopcouncil.web.record.permissions import check_can_redact, check_can_redact_person
from coopcouncil.web.record.traces import TRACES, take_out_name

LONGEST = {"what": 60, "about": 160}  # characters, as the columns have them
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
    permission check returned it.

    Call it last in the transaction: whoever appends next waits until that ends, and a transaction that still has to
    wait for somebody else's rows by then could wait for one that waits for it.

    Raises TransactionManagementError outside a transaction, ValueError for what no entry can hold.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("the record is written in the transaction of the change")
    content = _content(by=by, why=why, before=before, after=after, held=held)
    number, previous = _lock_head()
    entry = Entry(
        number=number + 1,
        at=datetime.now(UTC),
        by=str(by.public_id) if by else "",
        what=_fitting("what", what),
        about=_fitting("about", f"{about.subject_kind}:{about.subject_ref}"),
        content_sha256=sha256_text(content),
        previous_sha256=previous,
    )
    entry.sha256 = seal(entry.link())
    entry.save(force_insert=True)
    Content(entry=entry, text=content).save(force_insert=True)
    _move_head(entry)
    return entry


@transaction.atomic
def redact(*, entry: Entry, by: Person, why: str) -> Entry:
    """Empty the content of an entry, for good; the chain keeps its fingerprint, and a new entry says who and why."""
    _lock_head()  # nobody else redacts it between the look and the act
    entry = Entry.objects.select_related("content").get(number=entry.number)
    held = check_can_redact(by, entry)
    made = enter(by=by, what=REDACTED_ONE, about=entry, why=why, held=held)
    _empty(Q(entry=entry), made)
    return made


@transaction.atomic
def redact_person(*, person: Person, by: Person, why: str) -> Entry:
    """Empty the content of every entry by or about a person, and take their name out of every table that holds it.

    One new entry says so, about the person: by its link alone it explains every content that it emptied
    (`evidence.record.explains`). What the record says about other things of theirs (`traces.TRACES`) is emptied by an
    entry each. What other entries say of the person in their own words stays: `queries.mentions_of` finds it.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    held = check_can_redact_person(by, person)
    theirs = [subject for trace in TRACES for subject in trace.subjects(person)]
    for trace in TRACES:
        trace.erase(person)
    take_out_name(person)
    of_theirs = Entry.objects.filter(about__in=theirs, content__text__isnull=False).exclude(by=person.public_id)
    for entry in of_theirs.select_related("content"):
        redact(entry=entry, by=by, why=why)
    made = enter(by=by, what=REDACTED_PERSON, about=person, why=why, held=held)
    about = f"{person.subject_kind}:{person.subject_ref}"
    _empty(Q(entry__by=str(person.public_id)) | Q(entry__about=about), made)
    return made


def _empty(which: Q, made: Entry) -> None:
    """Empty the contents that came before the entry just made, so that nothing of them is left in the file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")  # else the words stay in the file until they are written over
    Content.objects.filter(which, entry__lt=made.number, text__isnull=False).update(text=None, redacted_by=made)
    transaction.on_commit(_clear_log)


def _clear_log() -> None:
    """SQLite's write-ahead log holds pages as they were: move it into the database and cut it off.

    Readers in the way make this do less, and the next checkpoint does the rest.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


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
    if held and held.body_name:
        said["body"] = held.body_name
    if held and held.for_whom:
        said["for"] = held.for_whom
    if why:
        said["why"] = why
    if before is not None:
        said["before"] = before
    if after is not None:
        said["after"] = after
    plain = json.dumps(said, default=str, ensure_ascii=False)
    # a name of a file can hold half a character, which no UTF-8 can write
    return canonical(json.loads(plain.encode("utf-8", "replace")))


def _fitting(name: str, value: str) -> str:
    """The value, if the field takes it: SQLite would keep any length, PostgreSQL would refuse in the middle."""
    longest = LONGEST[name]
    if not 0 < len(value) <= longest:
        raise ValueError(f"'{value}' cannot stand in the record as '{name}': it takes from 1 to {longest} characters")
    return value


def _lock_head() -> tuple[int, str]:
    """The last entry's number and fingerprint; nobody else appends until this transaction ends.

    On SQLite a transaction holds the only write lock from its start (`transaction_mode` is IMMEDIATE). PostgreSQL would
    look for the rows that foreign keys name, and wait for whoever changes them, when the transaction ends: it is made
    to do so before the lock is taken, or two transactions could wait for each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; SELECT pg_advisory_xact_lock({LOCK})")
    head = Head.objects.first()
    return (head.number, head.sha256) if head else (0, FIRST)


def _move_head(entry: Entry) -> None:
    if entry.number == 1:
        Head(number=1, sha256=entry.sha256).save(force_insert=True)
    else:
        Head.objects.update(number=entry.number, sha256=entry.sha256)
