"""Writes on motions: each checks a right, is one transaction, and makes one entry in the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from coopcouncil.rules.motions.paragraphs import Paragraph
from coopcouncil.rules.motions.states import MOTION_NEEDS_REASON, MotionState
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings.models import AgendaItem, Meeting, MeetingState
from coopcouncil.web.motions import permissions
from coopcouncil.web.motions.amendments.board import board_of
from coopcouncil.web.motions.amendments.meanwhile import check_unchanged
from coopcouncil.web.motions.amendments.operations import lock_motion
from coopcouncil.web.motions.amendments.rebasing import carry_over
from coopcouncil.web.motions.amendments.texts import Source, current_text, motion_of, next_text
from coopcouncil.web.motions.models import Advice, Motion, Text, WarningDecision
from coopcouncil.web.motions.queries import cautions
from coopcouncil.web.motions.ruling import keep_ruling
from coopcouncil.web.people.models import Body, Person
from coopcouncil.web.permissions import check_may
from coopcouncil.web.record.operations import enter
from coopcouncil.web.rights import Right

LONGEST_WHY = 500


class MotionError(ValueError):
    """What was asked for cannot be done; the message says why, and what to do."""


@dataclass(frozen=True)
class Details:
    """What is said of a motion besides its text; an empty name is not stated, `body` None is the full council."""

    title: str
    body: Body | None = None
    mover: str = ""
    mover_person: Person | None = None
    seconder: str = ""
    received_at: datetime | None = None
    meeting: Meeting | None = None


@transaction.atomic
def take_in(
    *,
    details: Details,
    paragraphs: Sequence[Paragraph],
    by: Person,
    source: Source | None = None,
) -> Motion:
    """Keep a new motion as a draft, with the first version of its text. A councillor who takes one in moves it.

    Raises NotAllowedError.
    """
    held = check_may(by, Right.ADD_MOTION, None)
    mover = by if held.role is Role.COUNCILLOR else details.mover_person
    made = Motion.objects.create(
        title=details.title.strip(),
        body=details.body,
        mover=details.mover.strip() or (str(by) if mover == by else ""),
        mover_person=mover,
        seconder=details.seconder.strip(),
        received_at=details.received_at,
        meeting=details.meeting,
        added_by=by,
    )
    text = next_text(of=made, paragraphs=paragraphs, base=None, because="as received", by=by, source=source)
    enter(by=by, what="took in", about=made, after={**_said(made), "text": str(text)}, held=held)
    return made


@transaction.atomic
def change_details(*, motion: Motion, version: int, details: Details, by: Person) -> Motion:
    """Change the title, who moves and seconds it, its meeting or when it came, as read at `version`.

    Raises NotAllowedError, ChangedMeanwhileError.
    """
    now = lock_motion(motion)
    check_unchanged(now, version)
    held = permissions.check_can_change(by, now)
    before = _said(now)
    now.title, now.body, now.mover = details.title.strip(), details.body, details.mover.strip()
    now.seconder, now.received_at, now.meeting = details.seconder.strip(), details.received_at, details.meeting
    if held.role is not Role.COUNCILLOR:
        now.mover_person = details.mover_person
    after = _said(now)
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        return now
    now.version += 1
    now.save()
    enter(
        by=by, what="changed", about=now, before={name: before[name] for name in changed},
        after={name: after[name] for name in changed}, held=held,
    )  # fmt: skip
    return now


@transaction.atomic
def change_text(
    *, motion: Motion, base: Text, paragraphs: Sequence[Paragraph], why: str, by: Person, source: Source | None = None
) -> Text:
    """Keep the next version of a motion's text, made from `base`, which must be the newest.

    Advice on the text lapses, and open amendments are carried onto it. Raises NotAllowedError, TextChangedError,
    MotionError when nothing was changed or no reason is given.
    """
    now = lock_motion(motion)
    held = permissions.check_can_change(by, now)
    newest = current_text(now)
    if newest.pk != base.pk:
        raise TextChangedError(newest)
    if not why.strip():
        raise MotionError("Say why the text is changed: the reason stays with the new version.")
    if tuple(each.text for each in paragraphs) == base.plain:
        raise MotionError("Nothing was changed.")
    if not paragraphs:
        raise MotionError("There is no text left. Withdraw the motion instead.")
    made = next_text(of=now, paragraphs=paragraphs, base=base, because=why.strip()[:200], by=by, source=source)
    now.version += 1
    now.save(update_fields=["version"])
    followed = carry_over(board_of(now), because="the motion's text was changed", by=by)
    after = {"text": str(made), **followed.told}
    enter(by=by, what="changed the text of", about=now, why=why.strip(), before={"text": str(base)}, after=after,
          held=held)  # fmt: skip
    return made


class TextChangedError(Exception):
    """Somebody made a newer version since the text was read. Nothing was written; `now` is the newest."""

    def __init__(self, now: Text) -> None:
        super().__init__(f"{now.added_by or 'Somebody'} changed the text in the meantime.")
        self.now = now


@transaction.atomic
def move_motion(*, motion: Motion, version: int, to: MotionState, by: Person, why: str = "") -> Motion:
    """Say where a motion stands, as read at `version`. On an order paper it needs a meeting, and becomes public.

    While something speaks against that (`queries.cautions`), a reason is needed. Who rules it in or out of order
    advises on its text by that.

    Raises NotAllowedError, ChangedMeanwhileError, MotionError.
    """
    check_may(by, Right.MOVE_MOTION)
    now = lock_motion(motion)
    check_unchanged(now, version)
    held = permissions.check_can_move(by, now, to)
    if to in MOTION_NEEDS_REASON and not why.strip():
        raise MotionError(f"Say why the motion is {to.label.lower()}: the reason stays with it.")
    before = MotionState(now.state).label
    if to is MotionState.ON_ORDER_PAPER:
        _put_on_order_paper(now)
        if not why.strip() and (open_still := cautions(now, current_text(now))):
            raise MotionError(f"Say why it goes on the order paper as it is. {' '.join(open_still)}")
    now.state, now.state_at = to, timezone.now()
    now.version += 1
    now.save()
    keep_ruling(to=to, text=current_text(now), why=why, by=by)
    enter(by=by, what=_done(to), about=now, why=why.strip()[:LONGEST_WHY], before={"state": before},
          after={"state": to.label}, held=held)  # fmt: skip
    return now


@transaction.atomic
def advise(*, text: Text, in_order: bool, words: str, by: Person) -> Advice:
    """Keep the Monitoring Officer's advice on one version of a text: of a motion, or of an amendment to one.

    Raises NotAllowedError, MotionError when the text is not the newest any more.
    """
    motion = lock_motion(motion_of(text))
    held = permissions.check_can_advise(by, motion)
    about = text.amendment or motion
    if current_text(about).pk != text.pk:
        raise MotionError("The text was changed in the meantime. Read the newest version, then advise on that.")
    made = Advice.objects.create(text=text, in_order=in_order, words=words.strip(), given_by=by)
    enter(by=by, what="advised on", about=about, after={"advice": f"{made}: {made.words}", "on": str(text)}, held=held)
    return made


@transaction.atomic
def decide_warning(*, text: Text, key: str, rule: str, decision: str, why: str, by: Person) -> None:
    """Keep what a clerk decides about a warning: "leave" it as it is, or "mend" it in a next version.

    Raises NotAllowedError, MotionError.
    """
    motion = lock_motion(motion_of(text))
    held = permissions.check_can_decide(by, motion)
    if decision not in ("leave", "mend"):
        raise MotionError("Say whether to leave it as it is or to have it mended.")
    WarningDecision.objects.update_or_create(
        text=text, key=key,
        defaults={"rule": rule, "decision": decision, "why": why.strip()[:LONGEST_WHY], "decided_by": by,
                  "decided_at": timezone.now()},
    )  # fmt: skip
    said = "leave as it is" if decision == "leave" else "have mended"
    enter(by=by, what="decided on a warning about", about=text.amendment or motion, why=why.strip()[:LONGEST_WHY],
          after={"warning": rule.removeprefix("motion-").replace("-", " "), "decision": said}, held=held)  # fmt: skip


def _put_on_order_paper(motion: Motion) -> None:
    """Give the motion its place on the agenda of its meeting; from then on it is public."""
    if motion.meeting is None or motion.meeting.state != MeetingState.PLANNED:
        raise MotionError("Say first at which coming meeting it will be moved: change the motion's details.")
    listed = motion.meeting.items.filter(about=motion.about).first()
    if listed is None:
        last = motion.meeting.items.aggregate(last=Max("place"))["last"] or 0
        title = f"Motion: {motion.title}"
        listed = AgendaItem.objects.create(meeting=motion.meeting, place=last + 1, title=title, about=motion.about)
    motion.item = listed
    motion.published_at = motion.published_at or timezone.now()


def _done(to: MotionState) -> str:
    """The state as a past participle that reads after a name."""
    return {
        MotionState.DRAFT: "sent back for changes",
        MotionState.SUBMITTED: "handed in",
        MotionState.IN_ORDER: "ruled in order",
        MotionState.OUT_OF_ORDER: "ruled out of order",
        MotionState.ON_ORDER_PAPER: "put on the order paper",
    }.get(to, to.value)


def _said(motion: Motion) -> dict[str, Any]:
    """The fields that people change, as the record keeps them."""
    received = timezone.localtime(motion.received_at) if motion.received_at else None
    return {
        "title": motion.title,
        "to": str(motion.body) if motion.body else "the full council",
        "mover": motion.mover,
        "seconder": motion.seconder,
        "received": f"{received:%d %B %Y, %H.%M}" if received else "",
        "meeting": str(motion.meeting) if motion.meeting else "",
    }
