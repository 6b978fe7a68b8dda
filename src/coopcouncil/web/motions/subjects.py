"""Motions as a subject of their own: found by search and the record, what waits, and what was published."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from coopcouncil.rules.motions.states import MotionState, is_final
from coopcouncil.web.motions.amendments.texts import current_text, motion_of
from coopcouncil.web.motions.models import Motion, Text
from coopcouncil.web.motions.queries import search_motions, visible_to
from coopcouncil.web.subjects import Found, Hit, News, Subject

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


def news(most: int) -> list[News]:
    """The motions that were put on an order paper last."""
    rows = Motion.objects.select_related("meeting__body").filter(published_at__isnull=False)
    return [
        News(NEWS_KIND, each.title, _address(each), each.published_at, _summary(each))
        for each in rows.order_by("-published_at")[:most]
        if each.published_at is not None
    ]


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
