"""Pages of meetings that are looked at: the list, one meeting, and their calendars."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from coopcouncil.web.meetings import permissions, queries
from coopcouncil.web.meetings.calendars import calendar_of
from coopcouncil.web.meetings.deadlines import deadlines_of
from coopcouncil.web.meetings.forms import MeetingSearch
from coopcouncil.web.meetings.models import FULL_COUNCIL, Meeting, MeetingState
from coopcouncil.web.meetings.popolo import popolo
from coopcouncil.web.pages import council_name, page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.record.queries import history_of
from coopcouncil.web.subjects import find_all, label

TRAIL = ("Meetings", "/meetings/")
MOST_IN_A_CALENDAR = 1000
KEPT_SECONDS = 300


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Meetings that are coming, the next one first; past ones by a filter."""
    form = MeetingSearch(request.GET)
    asked = form.asked()
    listed = queries.list_meetings(queries.search_meetings(**asked), page_number(request))
    return page(
        request,
        "meetings/list.html",
        title="Meetings",
        here="meetings",
        trail=(("Meetings", ""),),
        form=form,
        asked=asked,
        when=asked.get("when", queries.COMING),
        listed=listed,
        pagination=pagination(request, page=listed.page, pages=listed.pages),
        may_add=any(queries.bodies_kept_by(request.user)),
    )


@require_safe
def meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """One meeting: when and where, its agenda and minutes, and what is due before it."""
    found = queries.get_meeting(public_id)
    shown = permissions.can_see_agenda(request.user, found)
    items = list(found.items.all()) if shown else []
    return page(
        request,
        "meetings/meeting.html",
        title=str(found),
        here="meetings",
        trail=(TRAIL, (str(found), "")),
        meeting=found,
        items=items,
        about=find_all(request.user, [item.about for item in items if item.about]),
        label=label,
        shown=shown,
        is_public=permissions.is_public(found),
        deadlines=deadlines_of(found),
        keeps=permissions.can_keep(request.user, found.body_id),
        begun=found.starts_at <= timezone.now(),
        state=MeetingState,
        body_address=body_address(found),
        history=history_of(found.subject_kind, found.subject_ref),
    )


def body_address(found: Meeting) -> str:
    """The page of the committee or of the full council."""
    return reverse("committee", args=[found.body.slug]) if found.body else reverse("full-council")


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view takes the request
    """Every meeting as a calendar (iCalendar)."""
    return _calendar(queries.search_meetings(when=queries.ALL), "Meetings")


@require_safe
def council_calendar(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view takes the request
    """The full council's meetings as a calendar."""
    return _calendar(queries.meetings_of(None), FULL_COUNCIL)


@require_safe
def committee_calendar(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - every view takes the request
    """A committee's meetings as a calendar."""
    body = queries.get_committee(slug)
    return _calendar(queries.meetings_of(body), body.name)


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Bodies, offices, meetings, motions and votes as Popolo-shaped JSON, for whoever asks and for caches between."""
    content = json.dumps(popolo(council_name()), ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()}"'
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"  # open data: pages elsewhere may read it
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _calendar(found: Any, name: str) -> HttpResponse:
    made = calendar_of(
        found[:MOST_IN_A_CALENDAR],
        name=f"{name}: {council_name()}",
        address=settings.COOPCOUNCIL_ADDRESS,
    )
    return HttpResponse(made, content_type="text/calendar; charset=utf-8")
