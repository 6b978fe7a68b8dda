"""Motions as a subject of their own: found by search and the record, what waits, and what was published."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from coopcouncil.papers.words import counted
from coopcouncil.rules.motions.states import MotionState, is_final
from coopcouncil.web.meetings.deadlines import deadlines_of
from coopcouncil.web.meetings.models import Meeting, MeetingState
from coopcouncil.web.motions import permissions
from coopcouncil.web.motions.amendments.texts import current_text, motion_of
from coopcouncil.web.motions.models import Advice, Motion, Text
from coopcouncil.web.motions.queries import search_motions, visible_to, warned
from coopcouncil.web.permissions import may, reach
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Duty, Found, Hit, News, Subject

NEWS_KIND = "motions"
MOST_MEETINGS = 3  # coming meetings looked through for one whose notice still runs
MOST_LOOKED_AT = 20  # open motions looked through for what waits; each is read
_OPEN = [each for each in MotionState if not is_final(each)]
_TO_ADVISE_ON = (MotionState.SUBMITTED, MotionState.IN_ORDER, MotionState.ON_ORDER_PAPER)


def find_many(user: Any, refs: Sequence[str]) -> dict[str, Found]:
    """The motions with these ids that this user may see."""
    try:
        rows = visible_to(user).filter(public_id__in=refs).values_list("public_id", "title")
        return {str(ref): Found(title, reverse("motion", args=[ref])) for ref, title in rows}
    except ValidationError:  # one of them is no id at all
        return {}


def search(user: Any, words: str, most: int) -> list[Hit]:
    """Motions by their titles, movers and seconders."""
    return [
        Hit("Motion", each.title, _address(each), MotionState(each.state).label, each.subject_ref)
        for each in search_motions(user, words=words)[:most]
    ]


def content(user: Any, ref: str) -> str:
    """Where the motion stands and the fingerprint of its newest text: what changes when the motion does."""
    found = visible_to(user).filter(public_id=ref).first()
    return f"{found.state} {current_text(found).fingerprint}" if found else ""


def duties(person: Any, today: date) -> list[Duty]:
    """What waits on open motions: advice, warnings to decide, and one that came back to its mover."""
    found: list[Duty] = []
    if not any(may(person, right) for right in (Right.ADVISE, Right.DECIDE_ON_TEXT, Right.ADD_MOTION)):
        return found
    found += _last_day_of_notice(person, today)
    for motion in visible_to(person).filter(state__in=_OPEN).order_by("-added_at")[:MOST_LOOKED_AT]:
        found += _of(person, motion)
    return found


def news(most: int) -> list[News]:
    """The motions that were put on an order paper last."""
    rows = Motion.objects.select_related("meeting__body").filter(published_at__isnull=False)
    return [
        News(NEWS_KIND, each.title, _address(each), each.published_at, _summary(each))
        for each in rows.order_by("-published_at")[:most]
        if each.published_at is not None
    ]


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


def _of(person: Any, motion: Motion) -> list[Duty]:
    due_on = timezone.localdate(motion.meeting.starts_at) if motion.meeting else None
    found = []
    if motion.state in _TO_ADVISE_ON and permissions.can_advise(person, motion):
        newest = current_text(motion)
        given = Advice.objects.filter(text__motion=motion)
        if not given.filter(text__fingerprint=newest.fingerprint).exists():
            again = " again: its text has changed" if given.exists() else ""
            address = reverse("advise", args=[newest.public_id])
            found.append(Duty(f"Advise on the motion {motion.title}{again}", address, due_on))
    if motion.state != MotionState.DRAFT and permissions.can_decide(person, motion):
        open_still = sum(each.decision is None for each in warned(motion, current_text(motion)))
        if open_still:
            words = f"Decide {counted(open_still, 'warning')} on the text of {motion.title}"
            found.append(Duty(words, f"{_address(motion)}#warnings", due_on))
    if motion.state == MotionState.OUT_OF_ORDER and permissions.is_mover(person, motion):
        found.append(Duty(f"Your motion {motion.title} was ruled out of order: change it, or withdraw it",
                          _address(motion), due_on))  # fmt: skip
    return found


def _summary(motion: Motion) -> str:
    of = f"To be moved at {motion.meeting}" if motion.meeting else "On the order paper"
    return f"{of}. It is {MotionState(motion.state).label.lower()}."


def _address(motion: Motion) -> str:
    return reverse("motion", args=[motion.public_id])


def find_texts(user: Any, refs: Sequence[str]) -> dict[str, Found]:
    """The versions of texts of motions with these ids whose motion this user may see."""
    try:
        rows = Text.objects.select_related("motion").filter(public_id__in=refs, motion__in=visible_to(user))
        return {each.subject_ref: _text_found(each, motion_of(each)) for each in rows}
    except ValidationError:  # one of them is no id at all
        return {}


def text_content(user: Any, ref: str) -> str:
    """The fingerprint of a version, which never changes; empty where the user may not see it."""
    if not find_texts(user, [ref]):
        return ""
    return Text.objects.get(public_id=ref).fingerprint


def _text_found(text: Text, motion: Motion) -> Found:
    return Found(f"{text} of {motion.title}", reverse("motion-text", args=[motion.public_id, text.number]))


TEXT = Subject(
    kind="text",
    label="Text of a motion",
    find=lambda user, ref: find_texts(user, [ref]).get(ref),
    find_many=find_texts,
    content=text_content,
)
MOTION = Subject(
    kind="motion",
    label="Motion",
    find=lambda user, ref: find_many(user, [ref]).get(ref),
    search=search,
    find_many=find_many,
    content=content,
)
