"""What the feed tells of promises: what was done, and what is late."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from coopcouncil.papers.words import day
from coopcouncil.rules.motions.states import ActionState
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.published.queries import promised
from coopcouncil.web.promises.queries import address_of
from coopcouncil.web.promises.standing import late_on, next_day
from coopcouncil.web.subjects import News

KIND = "promises"  # of the feed


def news(most: int) -> list[News]:
    """What was discharged and what became late last."""
    actions = promised().select_related("resolution__motion")
    done = actions.filter(state=ActionState.DISCHARGED).order_by("-state_at", "-pk")[:most]
    late = actions.filter(late_on(timezone.localdate())).order_by("-due_on", "-pk")
    return [*map(_done, done), *sorted(map(_late, late), key=lambda each: each.at, reverse=True)[:most]]


def _done(action: Action) -> News:
    return News(KIND, f"Done: {action}", address_of(action), action.state_at, str(action.resolution))


def _late(action: Action) -> News:
    due = next_day(action)
    assert due is not None  # noqa: S101 - what is late has a day
    what = "its review was due" if action.review_on == due else "it was due"
    return News(KIND, f"Late: {action}", address_of(action), _morning_after(due), f"{what.capitalize()} on {day(due)}.")


def _morning_after(due: date) -> datetime:
    """When it became late: as its day was over."""
    return timezone.make_aware(datetime.combine(due + timedelta(days=1), time.min))
