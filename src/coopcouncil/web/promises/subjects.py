"""Resolutions and actions as search, the record and evidence find them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from coopcouncil.evidence.record import canonical
from coopcouncil.rules.motions.states import ActionState
from coopcouncil.vocabulary.roles import COUNCIL_ROLES
from coopcouncil.web.permissions import reach, roles_held
from coopcouncil.web.promises.models import Action, Resolution
from coopcouncil.web.promises.queries import address_of
from coopcouncil.web.rights import RIGHTS, Right
from coopcouncil.web.subjects import Found, Hit, Subject

FIELDS = ("words", "kind", "state", "reason", "owner_words", "body_words", "due_words", "trigger", "review_words")


def visible_to(user: Any) -> QuerySet[Action]:
    """Every action that this user may see, as the table of rights says: the public once it is confirmed."""
    found = Action.objects.select_related("resolution__motion")
    everywhere, bodies = reach(user, Right.SEE_ACTION)
    if everywhere:
        return found
    seen = Q(state__in=RIGHTS[Right.SEE_ACTION].public_in)
    if _is_of_the_council(user):
        seen |= Q(body=None) | Q(body_id__in=bodies)
    return found.filter(seen)


def resolutions_visible_to(user: Any) -> QuerySet[Resolution]:
    """Every resolution that this user may see: the council all, the public those that the clerk has confirmed."""
    found = Resolution.objects.select_related("motion")
    return found if _is_of_the_council(user) else found.filter(confirmed_at__isnull=False)


def find_actions(user: Any, refs: Sequence[str]) -> dict[str, Found]:
    """Actions by their ids."""
    found = visible_to(user).filter(public_id__in=filter(_is_uuid, refs))
    return {each.subject_ref: Found(str(each), address_of(each)) for each in found}


def search_actions(user: Any, words: str, most: int) -> list[Hit]:
    """Actions by words of their own or of their clause; the newest first."""
    found = visible_to(user).exclude(state=ActionState.REJECTED)
    for word in words.split():
        found = found.filter(Q(words__icontains=word) | Q(resolution__words__icontains=word))
    return [
        Hit("Action", str(each), address_of(each), f"{each.resolution}: {each.get_state_display()}", each.subject_ref)
        for each in found.order_by("-pk")[:most]
    ]


def content_of_action(user: Any, ref: str) -> str:
    """What an action says of itself: it changes when that does."""
    found = visible_to(user).filter(public_id=ref).first() if _is_uuid(ref) else None
    if found is None:
        return ""
    said = {name: getattr(found, name) for name in FIELDS}
    days = {name: str(getattr(found, name) or "") for name in ("due_on", "review_on", "review_months")}
    return canonical({**said, **days, "evidence": found.evidence, "resolution": found.resolution.words})


def find_resolutions(user: Any, refs: Sequence[str]) -> dict[str, Found]:
    """Resolutions by their ids: what was confirmed leads to its public page."""
    found = resolutions_visible_to(user).filter(public_id__in=filter(_is_uuid, refs))
    return {each.subject_ref: Found(str(each), resolution_address(each)) for each in found}


def search_resolutions(user: Any, words: str, most: int) -> list[Hit]:
    """Resolutions by words of their own or of their motion's title; the newest first."""
    found = resolutions_visible_to(user)
    for word in words.split():
        found = found.filter(Q(words__icontains=word) | Q(motion__title__icontains=word))
    return [
        Hit("Resolution", str(each), resolution_address(each), each.words[:200], each.subject_ref)
        for each in found.order_by("-pk")[:most]
    ]


def content_of_resolution(user: Any, ref: str) -> str:
    """The words of a resolution with what stands under it."""
    found = resolutions_visible_to(user).filter(public_id=ref).first() if _is_uuid(ref) else None
    if found is None:
        return ""
    return "\n".join([found.words, *(words for _, words in [*found.questions, *found.parts])])


def resolution_address(resolution: Resolution) -> str:
    """Where a resolution is read: on the public page of its motion once it is confirmed, else in its first action."""
    if resolution.confirmed_at is not None:
        page = reverse("promises-motion", args=[resolution.motion.public_id])
        return f"{page}#resolution-{resolution.public_id}"
    return reverse("promises-confirm", args=[resolution.motion.public_id])


def _is_of_the_council(user: Any) -> bool:
    return any(held.role in COUNCIL_ROLES for held in roles_held(user))


def _is_uuid(ref: str) -> bool:
    try:
        UUID(ref)
    except ValueError:
        return False
    return True


ACTION = Subject(
    kind="action",
    label="Action",
    find=lambda user, ref: find_actions(user, [ref]).get(ref),
    search=search_actions,
    find_many=find_actions,
    content=content_of_action,
)
RESOLUTION = Subject(
    kind="resolution",
    label="Resolution",
    find=lambda user, ref: find_resolutions(user, [ref]).get(ref),
    search=search_resolutions,
    find_many=find_resolutions,
    content=content_of_resolution,
)
