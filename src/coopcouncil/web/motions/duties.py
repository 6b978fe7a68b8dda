"""What waits on open motions: advice, warnings to decide, and a motion that came back to its mover."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max
from django.urls import reverse
from django.utils import timezone

from coopcouncil.papers.words import counted
from coopcouncil.rules.motions.states import MotionState, is_final
from coopcouncil.web.meetings.deadlines import deadlines_of
from coopcouncil.web.meetings.models import Meeting, MeetingState
from coopcouncil.web.motions import permissions
from coopcouncil.web.motions.models import Advice, Motion, Text, WarningDecision
from coopcouncil.web.motions.queries import visible_to
from coopcouncil.web.motions.reading import warnings_on
from coopcouncil.web.permissions import may, reach
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Duty

MOST_LOOKED_AT = 20  # open motions looked through for what waits; each is read
MOST_MEETINGS = 20
_OPEN = [each for each in MotionState if not is_final(each)]
_TO_ADVISE_ON = (MotionState.SUBMITTED, MotionState.IN_ORDER, MotionState.ON_ORDER_PAPER)


@dataclass(frozen=True)
class _Looked:
    """An open motion with its newest text, the fingerprints advised on, and the decisions on warnings by their keys."""

    motion: Motion
    newest: Text
    advised: frozenset[str]
    decided: frozenset[str]

    @property
    def due_on(self) -> date | None:
        """The day of its meeting."""
        return timezone.localdate(self.motion.meeting.starts_at) if self.motion.meeting else None

    @property
    def address(self) -> str:
        """Its page."""
        return reverse("motion", args=[self.motion.public_id])


def duties(person: Any, today: date) -> list[Duty]:
    """What waits for this person on open motions; a handful of questions to the database, however many there are."""
    if not any(may(person, right) for right in (Right.ADVISE, Right.DECIDE_ON_TEXT, Right.ADD_MOTION)):
        return []
    motions = list(visible_to(person).filter(state__in=_OPEN).order_by("-added_at")[:MOST_LOOKED_AT])
    found = _last_day_of_notice(person, today)
    for each in _looked_at(motions):
        found += [*_to_advise_on(person, each), *_to_decide(person, each), *_came_back(person, each)]
    return found


def _looked_at(motions: Sequence[Motion]) -> list[_Looked]:
    newest_ids = Text.objects.filter(motion__in=motions).order_by().values("motion").annotate(last=Max("pk"))
    newest = {each.motion_id: each for each in Text.objects.filter(pk__in=newest_ids.values("last"))}
    advised = _gathered(
        Advice.objects.filter(text__motion__in=motions).values_list("text__motion", "text__fingerprint")
    )
    made = WarningDecision.objects.filter(text__motion__in=motions).order_by("id")
    last = {(text, key): decision for text, key, decision in made.values_list("text", "key", "decision")}
    motion_of = dict(Text.objects.filter(motion__in=motions).values_list("pk", "motion"))
    # "to be mended" holds for the version that it was said of, "leave it" for every later one
    current = {each.pk for each in newest.values()}
    decided = _gathered(
        (motion_of[text], key) for (text, key), said in last.items() if said == "leave" or text in current
    )
    none: frozenset[str] = frozenset()
    return [_Looked(each, newest[each.pk], advised.get(each.pk, none), decided.get(each.pk, none)) for each in motions]


def _gathered(pairs: Any) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for motion, value in pairs:
        found.setdefault(motion, set()).add(value)
    return {motion: frozenset(values) for motion, values in found.items()}


def _to_advise_on(person: Any, looked: _Looked) -> list[Duty]:
    motion, newest = looked.motion, looked.newest
    if motion.state not in _TO_ADVISE_ON or newest.fingerprint in looked.advised:
        return []
    if not permissions.can_advise(person, motion):
        return []
    again = " again: its text has changed" if looked.advised else ""
    return [
        Duty(f"Advise on the motion {motion.title}{again}", reverse("advise", args=[newest.public_id]), looked.due_on)
    ]


def _to_decide(person: Any, looked: _Looked) -> list[Duty]:
    motion = looked.motion
    if motion.state == MotionState.DRAFT or not permissions.can_decide(person, motion):
        return []
    open_still = sum(key not in looked.decided for key, _ in warnings_on(looked.newest, motion))
    words = f"Decide {counted(open_still, 'warning')} on the text of {motion.title}"
    return [Duty(words, f"{looked.address}#warnings", looked.due_on)] if open_still else []


def _came_back(person: Any, looked: _Looked) -> list[Duty]:
    motion = looked.motion
    if motion.state != MotionState.OUT_OF_ORDER or not permissions.is_mover(person, motion):
        return []
    words = f"Your motion {motion.title} was ruled out of order: change it, or withdraw it"
    return [Duty(words, looked.address, looked.due_on)]


def _last_day_of_notice(person: Any, today: date) -> list[Duty]:
    """By when motions for the next meeting that takes them must be in, for the clerks of that meeting."""
    everywhere, bodies = reach(person, Right.DECIDE_ON_TEXT)
    planned = Meeting.objects.select_related("body").filter(state=MeetingState.PLANNED, starts_at__gt=timezone.now())
    meetings = planned if everywhere else planned.filter(body__in=bodies)
    full_council_first = meetings.order_by(F("body").asc(nulls_first=True), "starts_at")
    for meeting in full_council_first[:MOST_MEETINGS]:
        last = deadlines_of(meeting).motions
        if last is not None and last.on >= today:
            words = f"Motions for {meeting} must be in by {last.label}"
            return [Duty(words, reverse("meeting", args=[meeting.public_id]), last.on)]
    return []
