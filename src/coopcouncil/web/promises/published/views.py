"""Public pages of what the council has promised, and the same as open data."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopcouncil.web.downloads import csv_response
from coopcouncil.web.pages import page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.promises.published import queries
from coopcouncil.web.promises.published.files import COLUMNS, csv_rows, json_lines
from coopcouncil.web.promises.published.forms import PromiseSearch
from coopcouncil.web.subjects import find

TITLE = "What the council has promised"
TRAIL = ("Promises", "/promises/")


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Every confirmed resolution: what was resolved, what has been done, with what proof, what is late."""
    form, today = PromiseSearch(request.GET), timezone.localdate()
    asked = form.asked()
    found = queries.search_promised(asked, today)
    listed = queries.list_promises(found, page_number(request), request.user, today, narrowed=bool(asked))
    query = f"?{urlencode(asked)}" if asked else ""
    return page(
        request,
        "promises/promised.html",
        title=TITLE,
        here="promises",
        trail=(("Promises", ""),),
        form=form,
        asked=asked,
        counts=queries.count_promised(found, today),
        listed=listed,
        csv=reverse("promises-csv") + query,
        json=reverse("promises-json") + query,
        pagination=pagination(request, page=listed.page, pages=listed.pages),
    )


@require_safe
def promises_motion(request: HttpRequest, public_id: str) -> HttpResponse:
    """What one motion promised, and what has become of it."""
    found, today = queries.motion_with_promises(public_id), timezone.localdate()
    return page(
        request,
        "promises/of_motion.html",
        title=found.title,
        here="promises",
        trail=(TRAIL, (found.title, "")),
        motion=find(request.user, found.about),
        counts=queries.count_promised(queries.promised().filter(resolution__motion=found), today),
        rows=queries.promises_of(found, request.user, today),
    )


@require_safe
def promises_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same actions, all of them, as everybody sees them, as CSV."""
    today = timezone.localdate()
    found = queries.search_promised(PromiseSearch(request.GET).asked(), today)
    return csv_response("promises.csv", COLUMNS, csv_rows(queries.facts_for_files(found, today)))


@require_safe
def promises_json(request: HttpRequest) -> StreamingHttpResponse:
    """The same as JSON."""
    today = timezone.localdate()
    found = queries.search_promised(PromiseSearch(request.GET).asked(), today)
    lines = json_lines(queries.facts_for_files(found, today), queries.count_promised(found, today), today)
    response = StreamingHttpResponse(lines, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="promises.json"'
    return response
