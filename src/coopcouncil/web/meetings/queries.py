"""Reads of meetings: lists of them, one with its agenda, and which body a name means."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from coopcouncil.rules.motions.naming import ALIKE, likeness, names_the_council, plain_name
from coopcouncil.web.meetings.models import AgendaItem, Alias, Meeting, MeetingState, Office
from coopcouncil.web.people.models import Body, BodyKind
from coopcouncil.web.permissions import reach
from coopcouncil.web.rights import Right

PAGE_SIZE = 25
MOST_NEAR = 5
WHOLE_COUNCIL = "council"
COMING, PAST, ALL = "coming", "past", "all"


@dataclass(frozen=True)
class Listed:
    """One page of meetings, and how many there are in all."""

    rows: list[Meeting]
    count: int
    page: int
    pages: int


@dataclass(frozen=True)
class Named:
    """What a name means: `council` the full council, `bodies` those of this name, ended ones last.

    `near` are bodies whose name is only alike, the likest first: for a person to choose from, never to go by.
    """

    council: bool
    bodies: tuple[Body, ...]
    near: tuple[Body, ...]

    @property
    def one(self) -> Body | None:
        """The one body that the name means; None when there is none, or several that have not ended."""
        open_ones = [body for body in self.bodies if body.ended_at is None] or list(self.bodies)
        return open_ones[0] if len(open_ones) == 1 and not self.council else None


class BodyNames:
    """Every name by which a committee is known, read once, to look up many names."""

    def __init__(self) -> None:
        bodies = {each.pk: each for each in committees(with_ended=True)}
        self._names = [(each.name, each) for each in bodies.values()]
        pairs = Alias.objects.filter(body__in=bodies).values_list("name", "body_id")
        self._names += [(name, bodies[body]) for name, body in pairs]

    def named(self, name: str) -> Named:
        """What a name means here."""
        wanted = plain_name(name)
        exact = _ordered(body for known, body in self._names if wanted and plain_name(known) == wanted)
        likest: dict[Body, float] = {}
        for known, body in self._names:
            likest[body] = max(likest.get(body, 0.0), likeness(name, known))
        near = [body for body in sorted(likest, key=lambda each: -likest[each]) if likest[body] >= ALIKE]
        return Named(names_the_council(name), exact, tuple(body for body in near if body not in exact)[:MOST_NEAR])


def body_named(name: str) -> Named:
    """Which committee a text means by this name: case, punctuation and "the" make no difference, aliases count."""
    return BodyNames().named(name)


def committees(*, with_ended: bool = False) -> QuerySet[Body]:
    """The council's committees, those that have not ended first."""
    found = Body.objects.filter(kind=BodyKind.COMMITTEE)
    return (found if with_ended else found.filter(ended_at=None)).order_by(
        F("ended_at").asc(nulls_first=True), "name", "pk"
    )


def listed_committees() -> QuerySet[Body]:
    """Every committee with how many meetings of it are planned in `coming`."""
    coming = Count("meetings", filter=Q(meetings__state=MeetingState.PLANNED, meetings__starts_at__gte=_today()))
    named = Prefetch("aliases", queryset=Alias.objects.order_by("name"))
    return committees(with_ended=True).annotate(coming=coming).prefetch_related(named)


def get_committee(slug: str) -> Body:
    """The committee of this address. Raises Http404 when there is none."""
    found = Body.objects.filter(slug=slug, kind=BodyKind.COMMITTEE).first()
    if found is None:
        raise Http404("There is no committee under this address.")
    return found


def bodies_kept_by(user: Any) -> tuple[bool, list[Body]]:
    """Whose meetings this user keeps: whether the full council's too, and which committees'."""
    everywhere, bodies = reach(user, Right.KEEP_MEETINGS)
    return everywhere, list(committees() if everywhere else committees().filter(pk__in=bodies))


def search_meetings(*, when: str = COMING, of: str = "", words: str = "") -> QuerySet[Meeting]:
    """Meetings that are coming, the next one first; or past ones or all, the last one first."""
    found = Meeting.objects.select_related("body")
    if of:
        found = found.filter(body=None) if of == WHOLE_COUNCIL else found.filter(body__slug=of)
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(body__name__icontains=word) | Q(place__icontains=word))
    if when == COMING:
        return found.filter(starts_at__gte=_today()).exclude(state=MeetingState.HELD).order_by("starts_at", "pk")
    if when == PAST:
        found = found.filter(Q(starts_at__lt=_today()) | Q(state=MeetingState.HELD))
    return found.order_by("-starts_at", "-pk")


def meetings_of(body: Body | None) -> QuerySet[Meeting]:
    """Every meeting of a committee, or of the full council."""
    return Meeting.objects.filter(body=body).select_related("body").order_by("-starts_at", "-pk")


def list_meetings(found: QuerySet[Meeting], page: int) -> Listed:
    """One page of these meetings; a page beyond the last is the last."""
    count = found.count()
    pages = max(1, -(-count // PAGE_SIZE))
    page = min(page, pages)
    return Listed(list(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]), count, page, pages)


def get_meeting(public_id: UUID | str) -> Meeting:
    """One meeting. Raises Http404 when there is none."""
    found = Meeting.objects.select_related("body", "changed_by").filter(public_id=public_id).first()
    if found is None:
        raise Http404("There is no meeting under this address.")
    return found


def get_item(meeting: Meeting, public_id: UUID | str) -> AgendaItem:
    """One item of a meeting's agenda. Raises Http404 when there is none."""
    found = meeting.items.select_related("changed_by").filter(public_id=public_id).first()
    if found is None:
        raise Http404("This item is not on the agenda any more.")
    found.meeting = meeting
    return found


def offices_of(body: Body | None) -> list[Office]:
    """Who holds which office today or will: those without an end, or whose end is yet to come."""
    today = timezone.localdate()
    return list(Office.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), body=body))


def past_offices_of(body: Body | None, most: int = 50) -> list[Office]:
    """Who held which office, the last one first."""
    return list(Office.objects.filter(body=body, ends_on__lt=timezone.localdate()).order_by("-ends_on", "pk")[:most])


def get_office(public_id: UUID | str) -> Office:
    """One office. Raises Http404 when there is none."""
    found = Office.objects.select_related("body").filter(public_id=public_id).first()
    if found is None:
        raise Http404("There is no office under this address.")
    return found


def _today() -> Any:
    """When today began here: a meeting of today is still to come in the evening before its clerk says it was held."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _ordered(bodies: Iterable[Body]) -> tuple[Body, ...]:
    found = list(dict.fromkeys(bodies))
    return tuple(sorted(found, key=lambda body: (body.ended_at is not None, body.name)))
