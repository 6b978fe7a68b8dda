"""Pages of reports: one for each committee that is told of actions, as it would read today, and its files."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopcouncil.papers.committee_report.document import report_document
from coopcouncil.papers.committee_report.headings import default_headings
from coopcouncil.papers.committee_report.page import report_fragment, report_page
from coopcouncil.papers.committee_report.pdf import report_pdf
from coopcouncil.papers.committee_report.structure import Report
from coopcouncil.web.meetings.models import Meeting, MeetingState
from coopcouncil.web.pages import council_name, page
from coopcouncil.web.people.models import Body, BodyKind
from coopcouncil.web.promises.queries import actions_for_report, facts_of_all
from coopcouncil.web.reports.assembling import Draft, Occasion, assemble

_EVERYBODY = AnonymousUser()  # a paper is public: it tells what everybody may know
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FILES: dict[str, tuple[str, Callable[[Report], Any]]] = {
    "docx": (_WORD, report_document),
    "pdf": ("application/pdf", report_pdf),
    "html": ("text/html; charset=utf-8", report_page),
}


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The committees, each with its report."""
    committees = Body.objects.filter(kind=BodyKind.COMMITTEE).order_by("name")
    return page(
        request,
        "reports/list.html",
        title="Reports to committees",
        here="reports",
        trail=(("Reports", ""),),
        committees=committees,
    )


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The report to one committee, from what is recorded now."""
    committee = _committee(slug)
    made = _made(request, committee)
    return page(
        request,
        "reports/report.html",
        title=made.title,
        here="reports",
        trail=(("Reports", "/reports/"), (str(committee), "")),
        fragment=report_fragment(made),
        slug=slug,
        files=[("Word", "docx"), ("PDF", "pdf"), ("HTML", "html")],
    )


@require_safe
def report_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The same report as a file."""
    if ending not in _FILES:
        raise Http404("A report comes as docx, pdf or html.")
    content_type, write = _FILES[ending]
    response = HttpResponse(write(_made(request, _committee(slug))), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="report-to-{slug}.{ending}"'
    return response


def _committee(slug: str) -> Body:
    return get_object_or_404(Body, slug=slug, kind=BodyKind.COMMITTEE)


def _made(request: HttpRequest, committee: Body) -> Report:
    planned = Meeting.objects.filter(body=committee, state=MeetingState.PLANNED, starts_at__gte=timezone.now())
    meeting = planned.order_by("starts_at").first()
    actions = facts_of_all(actions_for_report(committee, meeting), _EVERYBODY)
    site = request.build_absolute_uri("/").rstrip("/")
    occasion = Occasion(str(committee), council_name(), site, meeting)
    return assemble(Draft(occasion, actions), default_headings())
