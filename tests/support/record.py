"""Entries of the record for tests, and the record of the test's database as the chain's check sees it."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from coopcouncil.evidence.record import Fault, Walk
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import Held
from coopcouncil.web.record.models import Entry
from coopcouncil.web.record.operations import Subject, enter
from coopcouncil.web.record.walking import Reader
from tests.support.people import person


@dataclass(frozen=True)
class Thing:
    """Something made up that the record tells of."""

    subject_ref: str = "1"
    subject_kind: str = "thing"


def clerk() -> Person:
    """Whoever makes the entries of these tests."""
    return person(Role.OFFICER, name="A. Clerk")


def write(what: str = "opened", about: Any = Thing(), by: Person | None = None, **said: Any) -> Entry:
    """One entry, by the clerk unless somebody else is named, in a transaction of its own."""
    with transaction.atomic():
        return enter(by=by or clerk(), what=what, about=about, **{"held": Held(Role.OFFICER), **said})


def faults_now() -> list[Fault]:
    """Every fault in the record of the test's database."""
    reader, walk = Reader(), Walk()
    return [*walk.faults(reader), *walk.faults_of_end(reader.head)]


@dataclass(frozen=True)
class Told:
    """One entry, with its content read."""

    what: str
    by: str
    content_said: dict[str, Any]


def entries_about(subject: Subject) -> list[Told]:
    """What the record tells of this thing, oldest first."""
    about = f"{subject.subject_kind}:{subject.subject_ref}"
    found = Entry.objects.filter(about=about).select_related("content")
    return [Told(each.what, each.by, json.loads(each.content.text)) for each in found]
