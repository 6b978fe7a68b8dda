"""Motions as a subject of their own: found by search and the record, what waits, and what was published."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coopcouncil.papers.words import counted
from coopcouncil.rules.motions.states import MotionState, is_final
from coopcouncil.web.motions import permissions
from coopcouncil.web.motions.amendments.texts import current_text
from coopcouncil.web.motions.models import Advice, Motion
from coopcouncil.web.motions.queries import search_motions, visible_to, warned
from coopcouncil.web.permissions import may
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Duty, Found, Hit, News, Subject

NEWS_KIND = "motions"
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


def duties(person: Any, _today: date) -> list[Duty]:
    """What waits on open motions: advice, warnings to decide, and one that came back to its mover."""
    found: list[Duty] = []
    if not any(may(person, right) for right in (Right.ADVISE, Right.DECIDE_ON_TEXT, Right.ADD_MOTION)):
        return found
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


MOTION = Subject(
    kind="motion",
    label="Motion",
    find=lambda user, ref: find_many(user, [ref]).get(ref),
    search=search,
    find_many=find_many,
    content=content,
)
