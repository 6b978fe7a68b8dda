"""Writes on actions in hand: each checks a right, is one transaction, and makes one entry in the record."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from coopcouncil.papers.words import day
from coopcouncil.rules.motions.clause_words import EvidenceKind
from coopcouncil.rules.motions.states import NEEDS_MINUTE, ActionState
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.meetings.models import AgendaItem, Meeting, MeetingState
from coopcouncil.web.people.models import Person
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.promises import permissions
from coopcouncil.web.promises.models import Action, ActionProof, Discharge, Note, Review
from coopcouncil.web.promises.moving import begins_as, locked, move, save
from coopcouncil.web.promises.proofs import Shown, Tick, evidence_under, ticks_of
from coopcouncil.web.promises.standing import NOT_STATED, add_months
from coopcouncil.web.record.operations import enter


@dataclass(frozen=True)
class Decided:
    """What a committee decided on a discharge, and its minute: the meeting, the item where there is one, the words."""

    granted: bool
    meeting: Meeting
    item: AgendaItem | None
    minute: str


@transaction.atomic
def write_note(*, action: Action, words: str, by: Person) -> Note:
    """Say how far an action is. Raises NotAllowedError, RefusedError without words."""
    now = locked(action)
    held = permissions.check_can_work_on(by, now)
    if not words.strip():
        raise RefusedError("Say how far it is.")
    note = Note.objects.create(action=now, words=words.strip(), written_by=by)
    enter(by=by, what="wrote how far it is:", about=now, after={"note": note.words}, held=held)
    return note


@transaction.atomic
def block(*, action: Action, version: int, why: str, by: Person) -> Action:
    """Say that something holds an action up. Raises NotAllowedError, RefusedError, ChangedMeanwhileError."""
    now = locked(action, version)
    held = permissions.check_can_work_on(by, now)
    before = move(now, ActionState.BLOCKED, held=held, reason=why)
    save(now, by=by)
    enter(by=by, what="blocked", about=now, why=now.reason, before=before, after={"state": "Blocked"}, held=held)
    return now


@transaction.atomic
def unblock(*, action: Action, version: int, by: Person) -> Action:
    """Say that nothing holds an action up any more. Raises NotAllowedError, RefusedError, ChangedMeanwhileError."""
    now = locked(action, version)
    held = permissions.check_can_work_on(by, now)
    if now.state != ActionState.BLOCKED:
        raise RefusedError("It is not blocked.")
    to, reason = begins_as(now), now.reason
    before = {**move(now, to, held=held), "reason": reason}
    save(now, by=by)
    enter(by=by, what="unblocked", about=now, before=before, after={"state": to.label}, held=held)
    return now


@transaction.atomic
def enter_review(
    *, action: Action, version: int, reviewed_on: date, words: str, next_on: date | None, meeting: Meeting | None,
    by: Person,
) -> Review:  # fmt: skip
    """Keep a review of a continuing duty; it goes on, and is reviewed next on `next_on`, else by its frequency.

    Raises NotAllowedError, RefusedError for what is no continuing duty, ChangedMeanwhileError.
    """
    now = locked(action, version)
    held = permissions.check_can_work_on(by, now)
    if now.state != ActionState.CONTINUING:
        raise RefusedError("Only a continuing duty is reviewed.")
    if reviewed_on > timezone.localdate():
        raise RefusedError("The review is of a day that has not come yet. Enter it once it has taken place.")
    if next_on is None and now.review_months:
        next_on = add_months(reviewed_on, now.review_months)
    if next_on and next_on <= reviewed_on:
        raise RefusedError("The next review comes after this one. Enter a later day.")
    review = Review.objects.create(
        action=now, reviewed_on=reviewed_on, words=words, next_on=next_on, meeting=meeting, entered_by=by
    )
    before = day(now.review_on) if now.review_on else NOT_STATED
    now.review_on = next_on
    save(now, by=by)
    after = {"on": day(reviewed_on), "found": words, "next review": day(next_on) if next_on else NOT_STATED}
    enter(by=by, what="reviewed", about=now, before={"next review": before}, after=after, held=held)
    return review


@transaction.atomic
def propose_discharge(*, action: Action, version: int, words: str, gaps: str, by: Person) -> Discharge:
    """Propose to the committee that an action is done. `gaps` says why, where not all that was asked for is shown.

    Raises NotAllowedError, RefusedError, ChangedMeanwhileError.
    """
    now = locked(action, version)
    held = permissions.check_can_work_on(by, now)
    missing = [tick.kind.value for tick in missing_ticks(now, by)]
    if missing and not gaps.strip():
        raise RefusedError(f"Nothing shows this yet: {', '.join(missing)}. Add it, or say why it is done without.")
    before = move(now, ActionState.AWAITING_DISCHARGE, held=held)
    said = words.strip() + (f"\n\nNot shown: {', '.join(missing)}. {gaps.strip()}" if missing else "")
    discharge = Discharge.objects.create(action=now, words=said, proposed_by=by)
    save(now, by=by)
    after = {"state": ActionState.AWAITING_DISCHARGE.label, "words": said}
    enter(by=by, what="proposed the discharge of", about=now, before=before, after=after, held=held)
    return discharge


@transaction.atomic
def decide_discharge(*, action: Action, version: int, decided: Decided, by: Person) -> Discharge:
    """Enter what the committee decided, with its minute: granted, it is discharged; else it is open again.

    Raises NotAllowedError, RefusedError, ChangedMeanwhileError.
    """
    now = locked(action, version)
    held = permissions.check_can_decide(by, now)
    to = ActionState.DISCHARGED if decided.granted else ActionState.OPEN
    _check_minute(decided, to)
    discharge = now.discharges.select_for_update().get(granted=None)
    discharge.granted, discharge.meeting, discharge.item = decided.granted, decided.meeting, decided.item
    discharge.minute, discharge.decided_by, discharge.decided_at = decided.minute.strip(), by, timezone.now()
    discharge.save()
    before = move(now, to, held=held)
    save(now, by=by)
    after = {"state": to.label, "meeting": str(decided.meeting), "minute": discharge.minute}
    what = "discharged" if decided.granted else "did not discharge"
    enter(by=by, what=what, about=now, before=before, after=after, held=held)
    return discharge


@transaction.atomic
def supersede(*, action: Action, version: int, why: str, by_action: Action | None, by: Person) -> Action:
    """Say that an action is overtaken, by another one where that is named.

    Raises NotAllowedError, RefusedError, ChangedMeanwhileError.
    """
    held = permissions.check_can_confirm(by, action.resolution.motion)
    now = locked(action, version)
    if by_action is not None and by_action.pk == now.pk:
        raise RefusedError("An action cannot be superseded by itself. Choose another one, or none.")
    before = move(now, ActionState.SUPERSEDED, held=held, reason=why)
    now.superseded_by = by_action
    save(now, by=by)
    after = {"state": "Superseded", **({"by": by_action.about} if by_action else {})}
    enter(by=by, what="superseded", about=now, why=now.reason, before=before, after=after, held=held)
    return now


@transaction.atomic
def say_proof(*, action: Action, evidence: Evidence, kind: EvidenceKind, by: Person) -> None:
    """Say that a piece of evidence under an action is of a kind asked for; saying it again changes nothing.

    Raises NotAllowedError, RefusedError for a kind that it cannot be, or evidence that is not under the action.
    """
    now = locked(action)
    held = permissions.check_can_work_on(by, now)
    under = next((each for each in _under(now, by) if each.evidence.pk == evidence.pk), None)
    if under is None:
        raise RefusedError("That evidence is not under this action, was withdrawn, or you may not see it.")
    if kind in under.kinds:
        return
    if kind not in under.possible:
        raise RefusedError(f"{evidence} cannot be what was asked for as {kind.value}.")
    ActionProof.objects.create(action=now, evidence=evidence, as_kind=kind, said_by=by)
    after = {"evidence": evidence.about, "as": kind.value}
    enter(by=by, what="said what shows it done:", about=now, after=after, held=held)


@transaction.atomic
def unsay_proof(*, action: Action, evidence: Evidence, kind: EvidenceKind, by: Person) -> None:
    """Take back that a piece of evidence is of a kind asked for. Raises NotAllowedError."""
    now = locked(action)
    held = permissions.check_can_work_on(by, now)
    gone, _ = now.said_proofs.filter(evidence=evidence, as_kind=kind).delete()
    if gone:
        before = {"evidence": evidence.about, "as": kind.value}
        enter(by=by, what="took back what shows it done:", about=now, before=before, held=held)


def missing_ticks(action: Action, user: Person) -> list[Tick]:
    """The lines of what would discharge an action that nothing shows yet, so far as this user sees."""
    return [tick for tick in ticks_of(action, _under(action, user)) if not tick.is_ticked]


def _under(action: Action, user: Person) -> tuple[Shown, ...]:
    return evidence_under([action], user).get(action.pk, ())


def _check_minute(decided: Decided, to: ActionState) -> None:
    if not decided.minute.strip():
        needed = "it is discharged by them" if to in NEEDS_MINUTE else "they say why it is open again"
        raise RefusedError(f"Enter the words of the minute: {needed}.")
    if decided.meeting.state == MeetingState.CANCELLED or decided.meeting.starts_at > timezone.now():
        raise RefusedError("That meeting was cancelled, or has not been held yet. Choose the one that decided.")
    if decided.item is not None and decided.item.meeting_id != decided.meeting.pk:
        raise RefusedError("That item is of another meeting. Choose one of its own items.")
