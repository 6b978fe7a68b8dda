"""Pages of evidence that are looked at: the list, one item, and its file."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from coopcouncil.data.documents.keeping import KeepingError
from coopcouncil.web.downloads import csv_response
from coopcouncil.web.evidence import permissions, queries
from coopcouncil.web.evidence.files import documents
from coopcouncil.web.evidence.forms import EvidenceSearch
from coopcouncil.web.evidence.kinds.registry import KINDS, Kind, Outcome
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.pages import page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.record.queries import history_of
from coopcouncil.web.subjects import find, label

TRAIL = ("Evidence", "/evidence/")
# a file of somebody's making does nothing here, even if a browser were to open it
FILE_POLICY = "sandbox; default-src 'none'"
SUPPORTS_SHOWN = 20
CSV_FIELDS = (
    *("id", "title", "shows", "kind", "what", "state", "body", "added_at", "published_at", "withdrawn_at"),
    "supports",
)


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """The items that this reader may see: search, filters and order; for the public, what is published."""
    form = EvidenceSearch(request.GET, user=request.user)
    asked = form.asked()
    listed = queries.list_evidence(queries.search_evidence(request.user, asked), page_number(request))
    narrowed = {name: value for name, value in asked.items() if name != "sort"}
    return page(
        request,
        "evidence/list.html",
        title="Evidence" if request.user.is_authenticated else "Published evidence",
        here="evidence",
        trail=(("Evidence", ""),),
        form=form,
        asked=narrowed,
        under=_under(request.user, asked.get("about", "")),
        listed=listed,
        kinds=KINDS,
        brief=brief,
        download=f"{reverse('evidence-csv')}?{urlencode(asked)}",
        pagination=pagination(request, page=listed.page, pages=listed.pages),
    )


def _under(user: Any, about: str) -> dict[str, str] | None:
    """The one thing whose evidence is listed, in words; None when it is all."""
    if not about:
        return None
    found = find(user, about)
    return {"label": label(about), "title": found.title if found else "", "address": found.address if found else ""}


@require_safe
def evidence_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same items, all of them, as CSV."""
    asked = EvidenceSearch(request.GET, user=request.user).asked()
    rows = queries.every_row(queries.search_evidence(request.user, asked))
    if permissions.can_see_names(request.user):
        return csv_response("evidence.csv", (*CSV_FIELDS, "added_by"), _csv_rows(rows, names=True))
    return csv_response("evidence.csv", CSV_FIELDS, _csv_rows(rows, names=False))


def _csv_rows(rows: Iterable[Evidence], *, names: bool) -> Iterable[list[Any]]:
    for each in rows:
        supports = "; ".join(support.about for support in each.supports.all())
        instants = [at.isoformat() if at else "" for at in (each.added_at, each.published_at, each.withdrawn_at)]
        body = str(each.body) if each.body else ""
        row = [each.public_id, each.title, each.shows, each.kind, brief(each), each.state, body, *instants, supports]
        yield [*row, str(each.added_by or "")] if names else row


@require_safe
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """One item: what it shows, what it holds, what it supports, and what came of checking it."""
    found = queries.get_evidence(public_id)
    if not permissions.can_see(request.user, found) and permissions.can_see_that_it_was_withdrawn(found):
        return page(
            request,
            "evidence/withdrawn.html",
            title="This evidence was withdrawn",
            here="evidence",
            trail=(TRAIL, ("Withdrawn", "")),
            http_status=410,
            evidence=found,
        )
    permissions.check_can_see(request.user, found)
    return _item_page(request, found)


def _item_page(request: HttpRequest, found: Evidence) -> HttpResponse:
    user, kind = request.user, kind_or_404(found)
    supports = list(found.supports.all()[: SUPPORTS_SHOWN + 1])
    return page(
        request,
        "evidence/item.html",
        title=found.title,
        here="evidence",
        trail=(TRAIL, (found.title, "")),
        evidence=found,
        kind=kind,
        answer=kind.answer(found) if kind.answer else brief(found),
        shown=kind.shown(found, user),
        file=kind.download(found),
        supports=queries.supported_by(user, supports[:SUPPORTS_SHOWN]),
        more_supports=len(supports) > SUPPORTS_SHOWN,
        checks=queries.last_checks(found),
        outcomes={each.value: each.label for each in Outcome},
        names=permissions.can_see_names(user),
        as_council=permissions.can_see_as_council(user),
        offered=_offered(user, found),
        history=history_of(found.subject_kind, found.subject_ref),
    )


def _offered(user: Any, found: Evidence) -> dict[str, bool]:
    """What this reader may do with the item."""
    return {
        "change": permissions.can_change(user, found),
        "publish": permissions.can_publish(user, found),
        "withdraw": permissions.can_withdraw(user, found),
        "connect": permissions.can_connect(user, found),
        "check": permissions.can_check(user, found),
    }


@require_safe
def file(request: HttpRequest, public_id: str) -> FileResponse:
    """The item's file, to be saved and never to be shown as a page of ours."""
    found = queries.get_evidence(public_id)
    permissions.check_can_see(request.user, found)
    download = kind_or_404(found).download(found)
    if download is None:
        raise Http404("This evidence has no file.")
    try:
        opened = documents().open(download.sha256)
    except KeepingError as error:
        raise Http404(str(error)) from error
    response = FileResponse(opened, as_attachment=True, filename=download.name, content_type=download.media_type)
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def kind_or_404(found: Evidence) -> Kind:
    """The item's kind; a page not found when the app that knows it is gone."""
    kind = permissions.kind_of(found)
    if kind is None:
        raise Http404(f"Evidence of the kind {found.kind} cannot be shown: nothing here knows that kind any more.")
    return kind


def brief(found: Evidence) -> str:
    """What the item holds, in a few words."""
    kind = permissions.kind_of(found)
    return kind.brief(found) if kind else ""
