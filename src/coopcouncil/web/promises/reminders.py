"""Reminders of actions: on which days their owners are written to, what committees are asked to decide, what is late.

An owner reads a digest on the days that they chose, and besides a fortnight and three days before an action is due, and
every week after it.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from coopcouncil.papers.words import counted, day
from coopcouncil.rules.motions.clauses import ActionKind
from coopcouncil.rules.motions.states import ActionState
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.permissions import may, reach, roles_held
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.queries import address_of
from coopcouncil.web.promises.standing import late_on, next_day
from coopcouncil.web.promises.subjects import KIND
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Duty, News

BEFORE = (14, 3)  # days before the day
EVERY = 7  # days, after it
IN_HAND = (ActionState.OPEN, ActionState.BLOCKED, ActionState.CONTINUING)


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


def duties(person: Any, _today: date) -> list[Duty]:
    """What councillors are asked to decide on their committee, and for which actions a clerk finds nobody answering."""
    return [*_of_committees(person), *_without_owner(person)]


def _of_committees(person: Any) -> Iterator[Duty]:
    bodies = {held.body_id for held in roles_held(person) if held.role is Role.COUNCILLOR and held.body_id}
    if not bodies:
        return
    waiting = Action.objects.filter(state=ActionState.AWAITING_DISCHARGE, body_id__in=bodies)
    for slug, name, count in waiting.order_by().values_list("body__slug", "body__name").annotate(count=Count("pk")):
        words = f"Decide whether {counted(count, 'action')} of {name} {'is' if count == 1 else 'are'} done"
        yield Duty(words, f"{reverse('promises')}?body={slug}&state={ActionState.AWAITING_DISCHARGE}")


def _without_owner(person: Any) -> Iterator[Duty]:
    if not may(person, Right.CONFIRM_ACTIONS) or not reach(person, Right.CONFIRM_ACTIONS)[0]:
        return
    count = Action.objects.filter(state__in=IN_HAND, owner=None).count()
    if count:
        yield Duty(f"Say who answers for {counted(count, 'action')}", reverse("promises"))


def late_news(most: int) -> list[News]:
    """What became late last: as its day was over."""
    late = Action.objects.filter(late_on(timezone.localdate()), resolution__confirmed_at__isnull=False)
    found = [_became_late(each, due) for each in late if (due := next_day(each))]
    return sorted(found, key=lambda each: each.at, reverse=True)[:most]


def _became_late(action: Action, due: date) -> News:
    what = "Its review was due" if action.kind == ActionKind.CONTINUING else "It was due"
    since = timezone.make_aware(datetime.combine(due + timedelta(days=1), time.min))
    return News(KIND, f"Late: {action}", address_of(action), since, f"{what} on {day(due)}.")
