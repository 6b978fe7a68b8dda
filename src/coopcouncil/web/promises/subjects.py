"""Resolutions and actions as search, the record and evidence find them; duties of owners and clerks; and news."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from coopcouncil.papers.words import counted
from coopcouncil.rules.motions.clauses import ActionKind
from coopcouncil.rules.motions.states import ActionState
from coopcouncil.vocabulary.roles import COUNCIL_ROLES
from coopcouncil.web.permissions import may, reach, roles_held
from coopcouncil.web.promises.confirming.queries import to_confirm
from coopcouncil.web.promises.models import Action, Discharge, Resolution
from coopcouncil.web.promises.queries import address_of
from coopcouncil.web.promises.standing import LIVE, PROMISED, TO_DO, is_late, next_day, not_stated
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Duty, Found, Hit, News, Subject

KIND = "promises"  # of the feed
SOON = timedelta(days=30)


def _actions_seen_by(user: Any) -> QuerySet[Action]:
    """The actions that this user may see: everybody the confirmed ones, the council what is proposed too."""
    found = Action.objects.select_related("resolution__motion", "body")
    if any(held.role in COUNCIL_ROLES and held.body_id is None for held in roles_held(user)):
        return found
    _, bodies = reach(user, Right.SEE_ACTION)
    seen = Q(state__in=PROMISED)
    if bodies:
        seen |= Q(body_id__in=bodies) | Q(body=None)
    return found.filter(seen)


def _resolutions_seen_by(user: Any) -> QuerySet[Resolution]:
    """The resolutions that this user may see: everybody the confirmed ones, the council what is proposed too."""
    found = Resolution.objects.select_related("motion")
    if any(held.role in COUNCIL_ROLES for held in roles_held(user)):
        return found
    return found.filter(confirmed_at__isnull=False)


def find_actions(user: Any, refs: Sequence[str]) -> dict[str, Found]:
    """Actions by their ids."""
    found = _actions_seen_by(user).filter(public_id__in=filter(_is_uuid, refs))
    return {each.subject_ref: Found(str(each), address_of(each)) for each in found}


def search_actions(user: Any, words: str, most: int) -> list[Hit]:
    """Actions by their words and those of their motion's title."""
    found = _actions_seen_by(user).exclude(state=ActionState.REJECTED)
    for word in words.split():
        found = found.filter(Q(words__icontains=word) | Q(resolution__motion__title__icontains=word))
    return [
        Hit("Action", str(each), address_of(each), f"{each.get_state_display()}, {each.resolution}", each.subject_ref)
        for each in found.order_by("-resolution__motion__state_at", "resolution", "place")[:most]
    ]


def content_of_action(user: Any, ref: str) -> str:
    """What an action says of itself: it changes when its words, its day, its state or its reason do."""
    found = _actions_seen_by(user).filter(public_id=ref).first() if _is_uuid(ref) else None
    if found is None:
        return ""
    days = [each.isoformat() if each else "" for each in (found.due_on, found.review_on)]
    return "\n".join(
        [found.words, found.kind, found.state, found.reason, str(found.body or ""), *days, *found.evidence]
    )


def find_resolutions(user: Any, refs: Sequence[str]) -> dict[str, Found]:
    """Resolutions by their ids."""
    found = _resolutions_seen_by(user).filter(public_id__in=filter(_is_uuid, refs))
    return {each.subject_ref: Found(str(each), _resolution_address(user, each)) for each in found}


def search_resolutions(user: Any, words: str, most: int) -> list[Hit]:
    """Resolutions by their words and those of their motion's title."""
    found = _resolutions_seen_by(user)
    for word in words.split():
        found = found.filter(Q(words__icontains=word) | Q(motion__title__icontains=word))
    return [
        Hit("Resolution", str(each), _resolution_address(user, each), each.words[:150], each.subject_ref)
        for each in found.order_by("-motion__state_at", "motion", "number")[:most]
    ]


def content_of_resolution(user: Any, ref: str) -> str:
    """What a resolution says of itself, with what stands under it."""
    found = _resolutions_seen_by(user).filter(public_id=ref).first() if _is_uuid(ref) else None
    if found is None:
        return ""
    confirmed = found.confirmed_at.isoformat() if found.confirmed_at else ""
    return "\n".join([found.words, confirmed, *(text for _, text in (*found.questions, *found.parts))])


def duties(person: Any, today: date) -> list[Duty]:
    """What of promises waits for this person: their own actions, and, of a clerk, what to confirm and to decide."""
    return [*_owner_duties(person, today), *_clerk_duties(person)]


def _owner_duties(person: Any, today: date) -> Iterable[Duty]:
    """One's own actions: those with a day, however far, for the calendar has them too; and those without one."""
    mine = Action.objects.filter(owner=person, state__in=(*TO_DO, ActionState.CONTINUING))
    for action in mine.select_related("resolution__motion", "body"):
        when, gaps = next_day(action), not_stated(action)
        words = f"Review: {action}" if action.kind == ActionKind.CONTINUING else str(action)
        more = [str(action.resolution)]
        if action.state == ActionState.BLOCKED:
            more.append(f"blocked: {action.reason}")
        if when is None:
            more.append("its day is not stated")
        elif today <= when <= today + SOON:
            more.append(f"due in {counted((when - today).days, 'day')}")
        if gaps:
            more.append(f"not stated: {', '.join(gaps)}")
        yield Duty(words, address_of(action), when, late=is_late(action, today), more="; ".join(more))


def _clerk_duties(person: Any) -> Iterable[Duty]:
    for motion in to_confirm(person):
        words = f"Confirm {counted(motion.waiting, 'resolution')} of {motion}"  # type: ignore[attr-defined]
        yield Duty(words, reverse("promises-confirm", args=[motion.public_id]))
    if not may(person, Right.DECIDE_DISCHARGE):
        return
    everywhere, bodies = reach(person, Right.DECIDE_DISCHARGE)
    actions = Action.objects.select_related("resolution__motion", "body")
    if not everywhere:
        actions = actions.filter(body_id__in=bodies)
    for action in actions.filter(state=ActionState.AWAITING_DISCHARGE):
        where = f"{action.resolution}; {action.body}" if action.body else str(action.resolution)
        yield Duty(f"Enter the decision on the discharge of: {action}", address_of(action), more=where)
    for action in actions.filter(state__in=LIVE, owner__is_active=False):
        yield Duty(f"Say who answers now for: {action}", reverse("action-change", args=[action.public_id]))


def news(most: int) -> list[News]:
    """What committees discharged last."""
    found = Discharge.objects.filter(granted=True, decided_at__isnull=False, action__state=ActionState.DISCHARGED)
    found = found.select_related("action__resolution__motion", "meeting__body").order_by("-decided_at")[:most]
    return [
        News(
            KIND,
            f"Done: {each.action}",
            address_of(each.action),
            each.decided_at,
            f"{each.meeting}: {each.minute}"[:500],
        )
        for each in found
        if each.decided_at
    ]


def _resolution_address(user: Any, resolution: Resolution) -> str:
    """Where a user reads of a resolution: the clerk, while it is proposed, where it is confirmed."""
    is_to_confirm = resolution.confirmed_at is None and may(user, Right.CONFIRM_ACTIONS, resolution.motion)
    where = "promises-confirm" if is_to_confirm else "promises-motion"
    return f"{reverse(where, args=[resolution.motion.public_id])}#resolution-{resolution.number}"


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
