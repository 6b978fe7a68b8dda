"""Reads of what the council has promised: resolutions with their actions, how many are done or late, and the facts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from coopcouncil.papers.words import counted
from coopcouncil.rules.motions.states import ActionState
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.people.models import Body
from coopcouncil.web.promises.models import Action, Resolution
from coopcouncil.web.promises.queries import ActionFacts, facts_of_all, with_context
from coopcouncil.web.promises.standing import PROMISED, WITHOUT_DATE, late_on

PAGE_SIZE = 10  # resolutions, each with its actions
AT_ONCE = 200  # actions of a file read at a time
WHOLE_COUNCIL = "council"
LATE, NO_DATE = "late", "no-date"
ORDER = ("-resolution__motion__state_at", "resolution__motion", "resolution__number", "place", "id")
EVERYBODY = AnonymousUser()


@dataclass(frozen=True)
class Counts:
    """How many actions there are, and of them how many are done, late, and without a day; some are late and blocked."""

    all: int
    done: int
    late: int
    no_date: int
    superseded: int

    @property
    def words(self) -> str:
        """The answer in a sentence: 'Of 23 actions, 9 are done and 4 are late; 6 have no date.'"""
        if not self.all:
            return "No action has been promised yet."
        late = f"{self.late or 'none'} {'is' if self.late == 1 else 'are'} late"
        said = f"Of {counted(self.all, 'action')}, {self.done or 'none'} {'is' if self.done == 1 else 'are'} done"
        no_date = f"; {self.no_date} {'has' if self.no_date == 1 else 'have'} no date" if self.no_date else ""
        replaced = f" {counted(self.superseded, 'more was', 'more were')} superseded." if self.superseded else ""
        return f"{said} and {late}{no_date}.{replaced}"


@dataclass(frozen=True)
class Promise:
    """One thing resolved, with the facts of what follows from it."""

    resolution: Resolution
    actions: tuple[ActionFacts, ...]


@dataclass(frozen=True)
class Listed:
    """One page of promises: `count` is how many resolutions the whole list has."""

    rows: list[Promise]
    count: int
    page: int
    pages: int


def promised() -> QuerySet[Action]:
    """Every action that the clerk has confirmed: what everybody may read of."""
    return Action.objects.filter(state__in=PROMISED, resolution__confirmed_at__isnull=False)


def search_promised(asked: dict[str, str], today: date) -> QuerySet[Action]:
    """The confirmed actions under the fields of the search, blank ones meaning all."""
    found = promised()
    if words := asked.get("words", "").split():
        found = found.filter(reduce(and_, map(_with_word, words)))
    if of := asked.get("of"):
        found = found.filter(under(None if of == WHOLE_COUNCIL else Body.objects.filter(slug=of).first()))
    if state := asked.get("state"):
        found = found.filter(state=state)
    standing = {LATE: late_on(today), NO_DATE: WITHOUT_DATE}
    if asked.get("standing") in standing:
        found = found.filter(standing[asked["standing"]])
    return found


def _with_word(word: str) -> Q:
    """That a word stands in the action, its clause, its motion, or the names of who it is for."""
    places = ("words", "resolution__words", "resolution__motion__title", "body__name", "body_words", "owner_words")
    return reduce(lambda found, place: found | Q(**{f"{place}__icontains": word}), places, Q())


def under(body: Body | None) -> Q:
    """That an action is done through this body, reported to it, or resolved by it; None is the full council."""
    return Q(body=body) | Q(body=None, resolution__motion__body=body) if body else Q(resolution__motion__body=None)


def count_promised(found: QuerySet[Action], today: date) -> Counts:
    """How these actions stand, in one look; what was superseded is counted apart."""
    live = ~Q(state=ActionState.SUPERSEDED)
    return Counts(
        **found.aggregate(
            all=Count("pk", filter=live),
            done=Count("pk", filter=Q(state=ActionState.DISCHARGED)),
            late=Count("pk", filter=late_on(today)),
            no_date=Count("pk", filter=WITHOUT_DATE),
            superseded=Count("pk", filter=Q(state=ActionState.SUPERSEDED)),
        )
    )


def list_promises(found: QuerySet[Action], page: int, user: Any, today: date, *, narrowed: bool) -> Listed:
    """One page of resolutions with those of their actions that were found; a page beyond the last is the last.

    Not `narrowed`, the list has the resolutions from which no action follows, too.
    """
    resolutions = _resolutions()
    if narrowed:
        resolutions = resolutions.filter(pk__in=found.order_by().values("resolution"))
    count = resolutions.count()
    pages = max(1, -(-count // PAGE_SIZE))
    page = min(page, pages)
    rows = list(resolutions[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    return Listed(_with_actions(rows, found, user, today), count, page, pages)


def promises_of(motion: Motion, user: Any, today: date) -> list[Promise]:
    """Every confirmed resolution of a motion with its actions."""
    return _with_actions(list(_resolutions().filter(motion=motion)), promised(), user, today)


def _resolutions() -> QuerySet[Resolution]:
    found = Resolution.objects.filter(confirmed_at__isnull=False).select_related("motion__body")
    return found.order_by("-motion__state_at", "motion", "number", "pk")


def _with_actions(rows: list[Resolution], found: QuerySet[Action], user: Any, today: date) -> list[Promise]:
    actions = list(with_context(found.filter(resolution__in=rows)).order_by(*ORDER))
    told: dict[int, list[ActionFacts]] = {}
    for action, facts in zip(actions, facts_of_all(actions, user, today), strict=True):
        told.setdefault(action.resolution_id, []).append(shown_to_all(facts))
    return [Promise(each, tuple(told.get(each.pk, ()))) for each in rows]


def shown_to_all(facts: ActionFacts) -> ActionFacts:
    """The same facts with the published evidence only: a public page shows no draft to anybody."""
    return replace(facts, proofs=tuple(each for each in facts.proofs if each.published))


def facts_for_files(found: QuerySet[Action], today: date) -> Iterator[ActionFacts]:
    """What everybody may know of these actions, read a few hundred at a time: open data is the same for all."""
    keys = list(found.order_by(*ORDER).values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        rows = list(with_context(Action.objects.filter(pk__in=keys[start : start + AT_ONCE])).order_by(*ORDER))
        yield from map(shown_to_all, facts_of_all(rows, EVERYBODY, today))


def motion_with_promises(public_id: Any) -> Motion:
    """The motion of this address. Raises Http404 unless something that it resolved was confirmed."""
    found = Motion.objects.select_related("body").filter(public_id=public_id).first()
    if found is None or not found.resolutions.filter(confirmed_at__isnull=False).exists():
        raise Http404("Nothing is promised under this address, or it has not been confirmed yet.")
    return found


def is_known(of: str) -> bool:
    """Whether this is the full council's short name or a body's."""
    return of == WHOLE_COUNCIL or Body.objects.filter(slug=of).exists()


def bodies_with_promises() -> list[Body]:
    """The bodies by which the list can be narrowed: those for which something is to be done."""
    return list(Body.objects.filter(pk__in=promised().exclude(body=None).order_by().values("body")))
