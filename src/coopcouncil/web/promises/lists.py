"""What the council has promised, for everybody: confirmed resolutions with their actions, found, counted and paged."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from coopcouncil.papers.words import counted
from coopcouncil.rules.motions.states import ActionState
from coopcouncil.web.people.models import Body
from coopcouncil.web.promises.models import Action, Resolution
from coopcouncil.web.promises.queries import ActionFacts, facts_of_all, with_context
from coopcouncil.web.promises.standing import PROMISED, WITHOUT_DATE, late_on

PAGE_SIZE = 20
AT_ONCE = 200  # resolutions read at a time, for a file
NO_BODY = "none"
LATE = "late"


@dataclass(frozen=True)
class Counts:
    """How many actions there are, and how they stand."""

    actions: int
    done: int
    late: int
    no_date: int
    superseded: int

    @property
    def sentence(self) -> str:
        """'Of 23 actions, 9 are done and 4 are late; 6 have no date.'"""
        if not self.actions:
            return "There is no action here."
        said = f"Of {counted(self.actions, 'action')}, {_are(self.done)} done and {_are(self.late)} late"
        said += f"; {self.no_date:,} {'has' if self.no_date == 1 else 'have'} no date"
        overtaken = f"; {self.superseded:,} {'was' if self.superseded == 1 else 'were'} overtaken by others"
        return f"{said}{overtaken if self.superseded else ''}."


@dataclass(frozen=True)
class Promise:
    """One resolution with the facts of its actions, as one reader may know them."""

    resolution: Resolution
    actions: list[ActionFacts]


@dataclass(frozen=True)
class Listed:
    """One page of promises; `count` is of all resolutions found, `page` counts from 1."""

    rows: list[Promise]
    count: int
    page: int
    pages: int


def actions_asked(asked: Mapping[str, str], today: date) -> QuerySet[Action]:
    """The confirmed actions under the fields of the search, blank ones meaning all."""
    found = Action.objects.filter(state__in=PROMISED, resolution__confirmed_at__isnull=False)
    for word in asked.get("words", "").split():
        found = found.filter(_has(word, "", "resolution__"))
    if state := asked.get("state"):
        found = found.filter(late_on(today)) if state == LATE else found.filter(state=state)
    if body := asked.get("body"):
        found = found.filter(body=None) if body == NO_BODY else found.filter(body__slug=body)
    return found.filter(resolution__motion__public_id=asked["motion"]) if asked.get("motion") else found


def promises_asked(asked: Mapping[str, str], today: date) -> QuerySet[Resolution]:
    """The confirmed resolutions that have such an action; without a filter those too from which no action follows."""
    found = Resolution.objects.filter(confirmed_at__isnull=False).select_related("motion__body")
    found = found.order_by("-motion__state_at", "motion", "number")
    if motion := asked.get("motion"):
        found = found.filter(motion__public_id=motion)
    having = Exists(actions_asked(asked, today).filter(resolution=OuterRef("pk")))
    if asked.get("state") or asked.get("body"):
        return found.filter(having)
    if words := asked.get("words", "").split():
        of_itself = reduce(and_, (Q(words__icontains=word) | Q(motion__title__icontains=word) for word in words))
        return found.filter(of_itself | Q(having))
    return found


def count_actions(asked: Mapping[str, str], today: date) -> Counts:
    """How the actions found stand; one query."""
    made = actions_asked(asked, today).aggregate(
        actions=Count("pk"),
        done=Count("pk", filter=Q(state=ActionState.DISCHARGED)),
        late=Count("pk", filter=late_on(today)),
        no_date=Count("pk", filter=WITHOUT_DATE),
        superseded=Count("pk", filter=Q(state=ActionState.SUPERSEDED)),
    )
    return Counts(**made)


def list_promises(asked: Mapping[str, str], user: Any, today: date, page: int) -> Listed:
    """One page of promises; a page beyond the last is the last."""
    found = promises_asked(asked, today)
    count = found.count()
    pages = max(1, -(-count // PAGE_SIZE))
    page = min(page, pages)
    rows = list(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    return Listed(with_actions(rows, asked, user, today), count, page, pages)


def every_promise(asked: Mapping[str, str], user: Any, today: date) -> Iterator[Promise]:
    """All promises found, some at a time: for a file, or the page of one motion."""
    found, start = promises_asked(asked, today), 0
    while rows := list(found[start : start + AT_ONCE]):
        yield from with_actions(rows, asked, user, today)
        start += AT_ONCE


def bodies_offered() -> list[Body]:
    """The bodies through which something was promised."""
    return list(Body.objects.filter(actions__state__in=PROMISED).distinct())


def with_actions(rows: list[Resolution], asked: Mapping[str, str], user: Any, today: date) -> list[Promise]:
    """These resolutions with those of their actions that fit the search, as this user may know them."""
    actions = with_context(actions_asked(asked, today).filter(resolution__in=rows)).order_by("place", "id")
    read = list(actions)
    under: dict[int, list[ActionFacts]] = defaultdict(list)
    for action, facts in zip(read, facts_of_all(read, user, today), strict=True):
        under[action.resolution_id].append(facts)
    return [Promise(each, under.get(each.pk, [])) for each in rows]


def _has(word: str, *places: str) -> Q:
    found = (
        Q(resolution__motion__title__icontains=word) | Q(owner_words__icontains=word) | Q(body__name__icontains=word)
    )
    for place in places:
        found |= Q(**{f"{place}words__icontains": word})
    return found


def _are(count: int) -> str:
    return f"{count:,} {'is' if count == 1 else 'are'}"
