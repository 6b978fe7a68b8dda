"""Operations on meetings: which there are, and what is on an agenda."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.filters import free_text, one_of
from coopcouncil.web.api.problems import ProblemError
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.api.values import Paged, PageOut, page_out
from coopcouncil.web.meetings import permissions, queries
from coopcouncil.web.meetings.models import AgendaItem, Meeting
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import find_all

ROUTER = Router(tags=["Meetings"])
WHEN = (queries.COMING, queries.PAST, queries.ALL)


class MeetingSearchIn(Paged):
    """Which meetings: those to come, the next one first, or past ones or all, the last one first."""

    when: str = one_of(*WHEN, description="Without it, those to come.")
    of: str = free_text("A committee by its short name, or council for the full council.")
    words: str = free_text("Words of its title, its committee or its place.")


class MeetingRowOut(Schema):
    """One meeting. `body` is the committee's short name, null for the full council."""

    meeting_id: UUID
    title: str
    body: str | None
    of: str
    starts_at: datetime
    place: str
    state: str
    agenda_published_at: datetime | None
    version: int


class MeetingListOut(PageOut):
    """Meetings."""

    rows: list[MeetingRowOut]


class PaperOut(Schema):
    """A document of an item."""

    title: str
    address: str


class AgendaItemOut(Schema):
    """One item in the order of the agenda. `about` is what it is about, as kind:ref, where you may see that."""

    item_id: UUID
    number: str
    title: str
    about: str
    minute: str
    minuted_at: datetime | None
    papers: list[PaperOut]


class MeetingOut(MeetingRowOut):
    """A meeting with its agenda, which is empty until it is published."""

    items: list[AgendaItemOut]


@api_route(ROUTER, "GET", "/meetings/", may=Right.SEE_MEETINGS, scope=Scope.READ, answer=MeetingListOut,
           versioned=False)  # fmt: skip
def meetings(request: HttpRequest, asked: Query[MeetingSearchIn]) -> Any:
    """Meetings of the full council and of committees."""
    given = asked.model_dump(exclude_none=True, exclude={"page", "per_page"})
    if given.get("when", queries.COMING) not in WHEN:
        said = f"There is no such time. Known: {', '.join(WHEN)}."
        raise ProblemError("fields", said, errors=[{"in": "query", "field": "when", "message": said}])
    found = queries.search_meetings(**given)
    placed = page_out(request, asked, found.count())
    start = (asked.page - 1) * asked.per_page
    return {**placed, "rows": [_row(each) for each in found[start : start + asked.per_page]]}


@api_route(ROUTER, "GET", "/meetings/{uuid:meeting_id}/", may=Right.SEE_MEETINGS, scope=Scope.READ, answer=MeetingOut,
           versioned=False, problems=("not-found",))  # fmt: skip
def meeting(request: HttpRequest, meeting_id: UUID) -> Any:
    """One meeting with its agenda and minutes."""
    found = queries.get_meeting(meeting_id)
    items = list(found.items.all()) if permissions.can_see_agenda(request.user, found) else []
    seen = find_all(request.user, [each.about for each in items if each.about])
    return {**_row(found), "items": [_item(each, seen=each.about in seen) for each in items]}


def _row(found: Meeting) -> dict[str, Any]:
    names = ("title", "of", "starts_at", "place", "state", "agenda_published_at", "version")
    return {
        "meeting_id": found.public_id,
        "body": found.body.slug if found.body else None,
        **{name: getattr(found, name) for name in names},
    }


def _item(found: AgendaItem, *, seen: bool) -> dict[str, Any]:
    return {
        "item_id": found.public_id,
        "number": found.number,
        "title": found.title,
        "about": found.about if seen else "",
        "minute": found.minute,
        "minuted_at": found.minuted_at,
        "papers": [{"title": title, "address": address} for title, address in found.papers],
    }
