"""What waits for whom: owners' actions by their day, the clerk's confirmations and decisions, a committee's votes.

`due_to_remind` says to whom a digest goes besides their usual days: a fortnight and three days before an action is due,
and every week after it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from coopcouncil.papers.words import counted
from coopcouncil.rules.motions.clauses import ActionKind
from coopcouncil.rules.motions.states import ActionState
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.permissions import may, reach, roles_held
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.queries import address_of
from coopcouncil.web.promises.standing import LIVE, is_late, next_day
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Duty

BEFORE = (14, 3)  # days before the day
EVERY = 7  # days, after it
IN_HAND = (ActionState.OPEN, ActionState.BLOCKED, ActionState.CONTINUING)


def duties(person: Any, today: date) -> list[Duty]:
    """What this person's actions and rights ask of them."""
    return [*_own(person, today), *_to_confirm(person), *_to_decide(person), *_of_committees(person)]


def due_to_remind(today: date) -> set[int]:
    """The keys of the people who answer for an action of which today is a day to remind them."""
    days = [today + timedelta(days=before) for before in BEFORE]
    soon_or_late = Q(due_on__in=days) | Q(due_on__lt=today) | Q(review_on__in=days) | Q(review_on__lt=today)
    found = Action.objects.filter(soon_or_late, state__in=IN_HAND, owner__isnull=False)
    return {each.owner_id for each in found if each.owner_id and is_day_to_remind(next_day(each), today)}


def is_day_to_remind(due: date | None, today: date) -> bool:
    """Whether today is 14 or 3 days before the day, or a whole number of weeks after it."""
    if due is None:
        return False
    days = (due - today).days
    return days in BEFORE or (days < 0 and -days % EVERY == 0)


def _own(person: Any, today: date) -> Iterator[Duty]:
    mine = Action.objects.filter(owner=person, state__in=IN_HAND).select_related("resolution__motion")
    for each in mine.order_by(F("due_on").asc(nulls_last=True), "pk"):
        yield Duty(_asks(each), address_of(each), next_day(each), is_late(each, today), _more(each, today))


def _asks(action: Action) -> str:
    continuing = action.kind == ActionKind.CONTINUING
    return f"{'Review' if continuing else 'Unblock' if action.state == ActionState.BLOCKED else 'Do'}: {action}"


def _more(action: Action, today: date) -> str:
    due = next_day(action)
    if due is None:
        return "The next review is not stated" if action.kind == ActionKind.CONTINUING else "By when is not stated"
    days = (due - today).days
    away = f"{counted(-days, 'day')} late" if days < 0 else f"In {counted(days, 'day')}" if days else "Today"
    return f"{away}. Blocked: {action.reason}" if action.state == ActionState.BLOCKED else away


def _to_confirm(person: Any) -> Iterator[Duty]:
    if not may(person, Right.CONFIRM_ACTIONS):
        return
    everywhere, bodies = reach(person, Right.CONFIRM_ACTIONS)
    waiting = Count("resolutions", filter=Q(resolutions__confirmed_at=None))
    motions = Motion.objects.annotate(waiting=waiting).filter(waiting__gt=0).order_by("state_at", "pk")
    for each in motions if everywhere else motions.filter(body_id__in=bodies):
        words = f"Confirm {counted(each.waiting, 'resolution')} of {each.title}"
        yield Duty(words, reverse("promises-confirm", args=[each.public_id]))
    bare = Action.objects.filter(state__in=LIVE, owner=None).exclude(state=ActionState.AWAITING_DISCHARGE)
    if everywhere and (count := bare.count()):
        yield Duty(f"Say who answers for {counted(count, 'action')}", reverse("promises"))


def _to_decide(person: Any) -> Iterator[Duty]:
    if not may(person, Right.DECIDE_DISCHARGE):
        return
    everywhere, bodies = reach(person, Right.DECIDE_DISCHARGE)
    waiting = Action.objects.filter(state=ActionState.AWAITING_DISCHARGE).order_by("state_at", "pk")
    for each in waiting if everywhere else waiting.filter(body_id__in=bodies):
        since = timezone.localdate(each.state_at)
        yield Duty(
            f"Enter what the committee decided: {each}", address_of(each), more=f"Proposed as done on {since:%-d %B %Y}"
        )


def _of_committees(person: Any) -> Iterator[Duty]:
    """For councillors: what their committees are asked to decide."""
    bodies = {
        held.body_id: held.body_name for held in roles_held(person) if held.role is Role.COUNCILLOR and held.body_id
    }
    if not bodies:
        return
    waiting = Action.objects.filter(state=ActionState.AWAITING_DISCHARGE, body_id__in=bodies)
    counts = waiting.order_by().values_list("body__slug", "body__name").annotate(count=Count("pk"))
    for slug, name, count in counts:
        words = f"Decide whether {counted(count, 'action')} of {name} {'is' if count == 1 else 'are'} done"
        yield Duty(words, f"{reverse('promises')}?of={slug}&state={ActionState.AWAITING_DISCHARGE}")
