"""Writes on evidence: each checks a right, is one transaction, and makes one entry in the record."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from coopcouncil.web.evidence import permissions
from coopcouncil.web.evidence.kinds.registry import KINDS, Checked
from coopcouncil.web.evidence.models import Check, Evidence, Support
from coopcouncil.web.evidence.states import State, may_move
from coopcouncil.web.people.models import Body, Person
from coopcouncil.web.permissions import Held, NotAllowedError
from coopcouncil.web.record.operations import enter
from coopcouncil.web.subjects import find

LONGEST_SAID = 500
FIELDS = ("title", "shows", "body", "holds")


@dataclass(frozen=True)
class Said:
    """What a person says of a piece of evidence: the fields of its form, with what its kind holds."""

    title: str
    shows: str
    body: Body | None
    holds: dict[str, Any]


class ChangedMeanwhileError(Exception):
    """Somebody else changed the item since it was read; `now` is what it is. Nothing was written."""

    def __init__(self, now: Evidence) -> None:
        super().__init__(f"{now.changed_by or 'Somebody'} changed this evidence in the meantime.")
        self.now = now


class NotReadyError(Exception):
    """The item cannot be published as it is; `faults` say why, in words."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


class UnknownSubjectError(Exception):
    """The thing named is not there, or this person may not see it."""


@transaction.atomic
def add_evidence(*, kind: str, said: Said, by: Person, about: str = "") -> Evidence:
    """Keep a new draft of this kind, which supports the thing named (kind:ref) where one is.

    Raises NotAllowedError, ValueError for a kind that nobody registered, UnknownSubjectError.
    """
    held = permissions.check_can_add(by, said.body.pk if said.body else None)
    if kind not in KINDS:
        raise ValueError(f"no kind of evidence is called {kind}")
    if about and not find(by, about):
        raise UnknownSubjectError(about)
    evidence = Evidence.objects.create(
        kind=kind, title=said.title, shows=said.shows, body=said.body, holds=said.holds, added_by=by
    )
    after = {"kind": kind, **_fields(evidence)}
    if about:
        Support.objects.create(evidence=evidence, about=about, added_by=by)
        after["supports"] = about
    enter(by=by, what="added", about=evidence, after=after, held=held)
    return evidence


@transaction.atomic
def change_evidence(*, evidence: Evidence, version: int, said: Said, by: Person) -> Evidence:
    """Change a draft that was read at `version`.

    Raises NotAllowedError, ChangedMeanwhileError when somebody else changed it since.
    """
    now = _locked(evidence)
    held = permissions.check_can_change(by, now)
    permissions.check_can_add(by, said.body.pk if said.body else None)
    _check_unchanged(now, version)
    before = _fields(now)
    now.title, now.shows, now.body, now.holds = said.title, said.shows, said.body, said.holds
    after = _fields(now)
    changed = [name for name in FIELDS if before[name] != after[name]]
    if not changed:
        return now
    now.changed_by, now.changed_at = by, timezone.now()
    _save(now)
    enter(
        by=by,
        what="changed",
        about=now,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        held=held,
    )
    return now


@transaction.atomic
def publish_evidence(*, evidence: Evidence, version: int, by: Person) -> Evidence:
    """Let everybody see the item, as it was at `version`.

    Raises NotAllowedError, ChangedMeanwhileError, NotReadyError with what is missing.
    """
    now = _locked(evidence)
    held = permissions.check_can_publish(by, now)
    _check_unchanged(now, version)
    if faults := faults_of(now):
        raise NotReadyError(faults)
    now.published_by, now.published_at = by, timezone.now()
    _move(now, State.PUBLISHED, by=by, held=held)
    return now


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, why: str, by: Person) -> Evidence:
    """Take the item back, with a reason that stays. Raises NotAllowedError, ValueError without a reason."""
    if not why.strip():
        raise ValueError("Say why it is withdrawn.")
    now = _locked(evidence)
    held = permissions.check_can_withdraw(by, now)
    now.withdrawn_by, now.withdrawn_at, now.withdrawn_because = by, timezone.now(), why.strip()
    _move(now, State.WITHDRAWN, by=by, held=held, why=why.strip())
    return now


@transaction.atomic
def connect_evidence(*, evidence: Evidence, about: str, by: Person) -> None:
    """Say that the item supports the thing named (kind:ref); saying it again changes nothing.

    Raises NotAllowedError, UnknownSubjectError when there is no such thing that this person may see.
    """
    now = _locked(evidence)
    held = permissions.check_can_connect(by, now)
    if not find(by, about):
        raise UnknownSubjectError(about)
    _, made = Support.objects.get_or_create(evidence=now, about=about, defaults={"added_by": by})
    if made:
        enter(by=by, what="connected", about=now, after={"supports": about}, held=held)


@transaction.atomic
def disconnect_evidence(*, evidence: Evidence, about: str, by: Person) -> None:
    """Say that the item does not support the thing named. Raises NotAllowedError."""
    now = _locked(evidence)
    held = permissions.check_can_connect(by, now)
    deleted, _ = Support.objects.filter(evidence=now, about=about).delete()
    if deleted:
        enter(by=by, what="disconnected", about=now, before={"supports": about}, held=held)


def check_evidence(*, evidence: Evidence, by: Person) -> Check:
    """Look at the item again and keep what came of it.

    The look itself may take seconds, so that it comes before the transaction. Raises NotAllowedError.
    """
    permissions.check_can_check(by, evidence)
    look = KINDS[evidence.kind].check
    assert look is not None  # noqa: S101 - checked above
    return _keep_check(evidence=evidence, checked=look(evidence, by), by=by)


@transaction.atomic
def _keep_check(*, evidence: Evidence, checked: Checked, by: Person) -> Check:
    held = permissions.check_can_check(by, evidence)
    check = Check.objects.create(
        evidence=evidence, checked_by=by, outcome=checked.outcome, said=checked.said[:LONGEST_SAID], found=checked.found
    )
    after = {"outcome": checked.outcome.label, "said": checked.said, "found": checked.found}
    enter(by=by, what="checked again", about=evidence, after=after, held=held)
    return check


def faults_of(evidence: Evidence) -> list[str]:
    """Why the item cannot be published as it is, in words; none when it can."""
    kind = KINDS.get(evidence.kind)
    return kind.faults(evidence) if kind else ["Its kind is not known here any more, so it cannot be shown."]


def _locked(evidence: Evidence) -> Evidence:
    """The item as it is now; nobody else writes it until this transaction ends."""
    return Evidence.objects.select_for_update().get(pk=evidence.pk)


def _check_unchanged(now: Evidence, version: int) -> None:
    if now.version != version:
        raise ChangedMeanwhileError(now)


def _move(now: Evidence, to: State, *, by: Person, held: Held, why: str = "") -> None:
    if not may_move(now.state, to):
        raise NotAllowedError(f"Evidence that is {now.state} cannot become {to}.")
    before = now.state
    now.state = to
    _save(now)
    enter(by=by, what=str(to), about=now, why=why, before={"state": before}, after={"state": str(to)}, held=held)


def _save(now: Evidence) -> None:
    now.version += 1
    now.save()


def _fields(evidence: Evidence) -> dict[str, Any]:
    """The fields that people change, as the record keeps them."""
    body = str(evidence.body) if evidence.body else "the whole council"
    return {"title": evidence.title, "shows": evidence.shows, "body": body, "holds": evidence.holds}
