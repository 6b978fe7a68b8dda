"""Evidence for tests: one item of each state and kind, made the way people make it or straight into its table."""

import uuid
from typing import Any

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.evidence.operations import Said, add_evidence, publish_evidence, withdraw_evidence
from coopcouncil.web.people.models import Body, Person
from tests.support.people import person

ITEM = uuid.UUID("6f1d2f6e-0000-4000-8000-00000000e0e0")  # the one that `every_page` looks at


def note(
    title: str = "A made-up note", *, body: Body | None = None, by: Person | None = None, **holds: Any
) -> Evidence:
    """A draft record of ours, which needs nothing else to exist."""
    kept = {
        "record": "supplier:000000000000",
        "record_title": "Made-up Supplier",
        "fingerprint": "0" * 64,
        "fingerprint_of": "its title",
        "taken_at": "2026-05-01T09:30:00+00:00",
        **holds,
    }
    return add_evidence(kind="record", said=Said(title, "", body, kept), by=by or person(Role.OFFICER))


def published(evidence: Evidence) -> Evidence:
    """The same, published by an officer."""
    return publish_evidence(evidence=evidence, version=evidence.version, by=person(Role.OFFICER))


def withdrawn(evidence: Evidence, why: str = "It was made up.") -> Evidence:
    """The same, withdrawn by an officer."""
    return withdraw_evidence(evidence=evidence, why=why, by=person(Role.OFFICER))


def item_to_look_at() -> Evidence:
    """The item under the address that `every_page` names, made when there is none."""
    found = Evidence.objects.filter(public_id=ITEM).first()
    if found is None:
        found = note("An item to look at")
        Evidence.objects.filter(pk=found.pk).update(public_id=ITEM)
        found.refresh_from_db()
    return found
