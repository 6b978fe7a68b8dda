"""Writes on reports: each checks a right, is one transaction, and makes one entry in the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from coopcouncil.papers.committee_report.kept import as_json
from coopcouncil.papers.words import counted
from coopcouncil.web.evidence.permissions import Place
from coopcouncil.web.evidence.states import State
from coopcouncil.web.meetings.models import Meeting
from coopcouncil.web.people.models import Body, Person
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import check_may
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.standing import PROMISED
from coopcouncil.web.record.operations import enter
from coopcouncil.web.reports import permissions
from coopcouncil.web.reports.drafting import drafted
from coopcouncil.web.reports.files import keep_files
from coopcouncil.web.reports.models import Report, Words
from coopcouncil.web.rights import Right

LONGEST_WORDS = 20_000  # letters under one heading


@dataclass(frozen=True)
class Chosen:
    """What is chosen for a report: its title, its meeting, whose report it is, and the ids of its actions."""

    title: str
    meeting: Meeting | None
    author: str
    actions: tuple[str, ...]


class ChangedMeanwhileError(Exception):
    """Somebody else changed what was read; `now` is what it is. Nothing was written."""

    def __init__(self, now: Report | Words) -> None:
        super().__init__(f"{now.changed_by or 'Somebody'} changed this report in the meantime.")
        self.now = now


class LooksDifferentError(Exception):
    """The report is not any more what was looked at before it was published. Nothing was written."""


@transaction.atomic
def start_report(*, body: Body | None, chosen: Chosen, by: Person) -> Report:
    """Keep a new draft to a committee, None being the full council. Raises NotAllowedError, RefusedError."""
    held = check_may(by, Right.WRITE_REPORT, Place(body.pk if body else None))
    _check_fits(body, chosen)
    report = Report.objects.create(
        body=body,
        title=chosen.title,
        meeting=chosen.meeting,
        author=chosen.author,
        actions=list(chosen.actions),
        added_by=by,
    )
    enter(by=by, what="started", about=report, after={"to": report.committee, **_choice(report)}, held=held)
    return report


@transaction.atomic
def choose_again(*, report: Report, choice_version: int, chosen: Chosen, by: Person) -> Report:
    """Change the title, the meeting, the author or the actions of a draft, as they were read at `choice_version`.

    Raises NotAllowedError, RefusedError, ChangedMeanwhileError.
    """
    now = _locked(report)
    held = permissions.check_can_write(by, now)
    if now.choice_version != choice_version:
        raise ChangedMeanwhileError(now)
    _check_fits(now.body, chosen)
    before = _choice(now)
    now.title, now.meeting, now.author, now.actions = chosen.title, chosen.meeting, chosen.author, list(chosen.actions)
    after = _choice(now)
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        return now
    now.choice_version += 1
    _save(now, by=by)
    enter(by=by, what="changed", about=now, before={name: before[name] for name in changed},
          after={name: after[name] for name in changed}, held=held)  # fmt: skip
    return now


@transaction.atomic
def write_section(*, report: Report, key: str, heading: str, version: int, text: str, by: Person) -> Words | None:
    """Write the words under one heading of a draft, as they were read at `version`; 0 is that there were none.

    Returns what stands there, None while nothing does. Raises NotAllowedError, RefusedError, ChangedMeanwhileError.
    """
    now = _locked(report)
    held = permissions.check_can_write(by, now)
    found = now.words.select_related("changed_by").filter(key=key).first()
    if (found.version if found else 0) != version:
        raise ChangedMeanwhileError(found or now)
    text = text.replace("\r\n", "\n").strip()
    if len(text) > LONGEST_WORDS:
        raise RefusedError(f"These are more than {LONGEST_WORDS:,} letters. Shorten them, or put them in an appendix.")
    before = found.text if found else ""
    if text == before:
        return found
    written = found or Words(report=now, key=key, version=0)
    written.text, written.version, written.changed_by, written.changed_at = text, version + 1, by, timezone.now()
    written.save()
    _save(now, by=by)
    enter(by=by, what="wrote a section of", about=now, before={heading: before} if before else None,
          after={heading: text}, held=held)  # fmt: skip
    return written


def publish_report(*, report: Report, version: int, seen: str, by: Person) -> Report:
    """Let everybody see the report as it was looked at: `seen` is the fingerprint of its paper.

    Its files are written first, since that takes a second or two; the report is not locked so long.
    Raises NotAllowedError, ChangedMeanwhileError, LooksDifferentError, RefusedError.
    """
    permissions.check_can_publish(by, report)
    made = drafted(report)
    if made.trouble:
        raise RefusedError(made.trouble)
    if made.seen != seen:
        raise LooksDifferentError
    files = keep_files(made.paper)
    gaps = counted(len(made.gaps), "gap")
    return _publish(report=report, version=version, structure=as_json(made.paper), files=files, gaps=gaps, by=by)


@transaction.atomic
def _publish(
    *, report: Report, version: int, structure: dict[str, Any], files: dict[str, Any], gaps: str, by: Person
) -> Report:
    now = _locked(report)
    held = permissions.check_can_publish(by, now)
    if now.version != version:
        raise ChangedMeanwhileError(now)
    now.structure, now.files, now.state = structure, files, State.PUBLISHED
    now.published_by, now.published_at = by, timezone.now()
    now.version += 1
    now.save()
    hashes = {ending: kept["sha256"] for ending, kept in files.items()}
    enter(by=by, what="published", about=now, before={"state": State.DRAFT.value},
          after={"state": now.state, "gaps": gaps, **hashes}, held=held)  # fmt: skip
    return now


@transaction.atomic
def withdraw_report(*, report: Report, why: str, by: Person) -> Report:
    """Take the report back, with a reason that stays. Raises NotAllowedError, RefusedError without a reason."""
    if not why.strip():
        raise RefusedError("Say why it is withdrawn.")
    now = _locked(report)
    held = permissions.check_can_withdraw(by, now)
    before = now.state
    now.state, now.withdrawn_by, now.withdrawn_at = State.WITHDRAWN, by, timezone.now()
    now.withdrawn_because = why.strip()
    now.version += 1
    now.save()
    enter(by=by, what="withdrew", about=now, why=why.strip(), before={"state": before}, after={"state": now.state},
          held=held)  # fmt: skip
    return now


def _locked(report: Report) -> Report:
    """The report as it is now; nobody else writes it until this transaction ends."""
    return Report.objects.select_for_update(no_key=True).get(pk=report.pk)


def _save(now: Report, *, by: Person) -> None:
    now.version += 1
    now.changed_by, now.changed_at = by, timezone.now()
    now.save()


def _check_fits(body: Body | None, chosen: Chosen) -> None:
    if chosen.meeting and chosen.meeting.body_id != (body.pk if body else None):
        raise RefusedError("That is a meeting of another body. Choose one of the committee that the report is to.")
    _check_promised(chosen.actions)


def _check_promised(actions: Sequence[str]) -> None:
    if Action.objects.filter(public_id__in=actions, state__in=PROMISED).count() != len(set(actions)):
        raise RefusedError("One of these actions is not a promise of the council any more. Look at the list again.")


def _choice(report: Report) -> dict[str, Any]:
    """What is chosen, as the record keeps it."""
    meeting = str(report.meeting) if report.meeting else ""
    words = dict(Action.objects.filter(public_id__in=report.actions).values_list("public_id", "words"))
    actions = [words.get(UUID(ref), ref) for ref in report.actions]
    return {"title": report.title, "meeting": meeting, "report of": report.author, "actions": actions}
