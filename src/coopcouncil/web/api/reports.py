"""Operations on reports to committees: which are published, and each as it was published, block by block."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router, Schema

from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.filters import free_text
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.api.values import Paged, PageOut, page_out
from coopcouncil.web.api.versions import check_unknown
from coopcouncil.web.evidence.states import State
from coopcouncil.web.permissions import NotAllowedError
from coopcouncil.web.reports import permissions, queries
from coopcouncil.web.reports.models import Report
from coopcouncil.web.rights import Right

ROUTER = Router(tags=["Reports"])


class ReportSearchIn(Paged):
    """Which reports."""

    words: str = free_text("Words of the title, or of the committee's name.")


class ReportRowOut(Schema):
    """One published report. `body` is the committee's short name, null for the full council."""

    report_id: UUID
    title: str
    body: str | None
    meeting: UUID | None
    author: str
    published_at: datetime


class ReportListOut(PageOut):
    """Published reports, the newest first."""

    rows: list[ReportRowOut]


class ReportFileOut(Schema):
    """One file of a report, kept under its SHA-256; `size` in bytes."""

    form: str
    address: str
    media_type: str
    sha256: str
    size: int


class ReportSectionOut(Schema):
    """A heading and its blocks.

    The `kind` of a block is prose, statement, figure, table, chart or gap; what is missing is a gap, or among the
    `gaps` of a statement.
    """

    heading: str
    blocks: list[dict[str, Any]]


class ReportOut(ReportRowOut):
    """A published report, as it was published."""

    actions: list[UUID]
    item_number: str
    files: list[ReportFileOut]
    sections: list[ReportSectionOut]


@api_route(ROUTER, "GET", "/reports/", may=Right.SEE_REPORT, scope=Scope.READ, answer=ReportListOut)
def reports(request: HttpRequest, asked: Query[ReportSearchIn]) -> Any:
    """The reports that are published."""
    found = queries.search_reports(request.user, asked.words or "").filter(state=State.PUBLISHED)
    placed = page_out(request, asked, found.count())
    start = (asked.page - 1) * asked.per_page
    answer = {**placed, "rows": [_row(each) for each in found[start : start + asked.per_page]]}
    check_unknown(request, answer)
    return answer


@api_route(ROUTER, "GET", "/reports/{uuid:report_id}/", may=Right.SEE_REPORT, scope=Scope.READ, answer=ReportOut,
           problems=("not-found", "not-allowed"))  # fmt: skip
def report_item(request: HttpRequest, report_id: UUID) -> Any:
    """One published report: its sections with their blocks, and its files."""
    found = queries.get_report(report_id)
    permissions.check_can_see(request.user, found)
    if found.state != State.PUBLISHED:
        raise NotAllowedError("This report is not published, so it is read on its page alone.")
    answer = {
        **_row(found),
        "actions": found.actions,
        "item_number": found.structure["item_number"],
        "files": [_file(found, ending, kept) for ending, kept in found.files.items()],
        "sections": found.structure["sections"],
    }
    check_unknown(request, answer)
    return answer


def _row(found: Report) -> dict[str, Any]:
    return {
        "report_id": found.public_id,
        "title": found.title,
        "body": found.body.slug if found.body else None,
        "meeting": found.meeting.public_id if found.meeting else None,
        "author": found.author,
        "published_at": found.published_at,
    }


def _file(found: Report, ending: str, kept: dict[str, Any]) -> dict[str, Any]:
    address = reverse("report-file", args=[found.public_id, ending])
    return {"form": ending, "address": address, **{name: kept[name] for name in ("media_type", "sha256", "size")}}
