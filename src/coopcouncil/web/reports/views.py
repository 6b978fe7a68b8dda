"""Pages of reports that are looked at: the list, one report as a draft or as it was published, and its files."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from coopcouncil.data.documents.keeping import KeepingError
from coopcouncil.papers.committee_report.headings import Holds, TemplateHeading
from coopcouncil.papers.committee_report.layout import section_pieces
from coopcouncil.papers.committee_report.page import pieces_fragment, report_fragment
from coopcouncil.web.downloads import file_response
from coopcouncil.web.evidence.files import documents
from coopcouncil.web.evidence.states import State
from coopcouncil.web.meetings.deadlines import deadlines_of
from coopcouncil.web.pages import page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.permissions import may
from coopcouncil.web.record.queries import history_of
from coopcouncil.web.reports import permissions, queries
from coopcouncil.web.reports.assembling import paragraphs_of
from coopcouncil.web.reports.drafting import Drafted, drafted, paper_of, unpublished_under
from coopcouncil.web.reports.files import FORMS
from coopcouncil.web.reports.forms import WordsForm
from coopcouncil.web.reports.models import Report, Words
from coopcouncil.web.rights import Right

TRAIL = ("Reports to committees", "/reports/")


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The reports that this reader may see, the newest first; for the public, what is published."""
    form = WordsForm(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    listed = queries.list_reports(queries.search_reports(request.user, words), page_number(request))
    return page(
        request,
        "reports/list.html",
        title="Reports to committees",
        here="reports",
        trail=(("Reports to committees", ""),),
        form=form,
        words=words,
        listed=listed,
        pagination=pagination(request, page=listed.page, pages=listed.pages),
    )


@require_safe
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One report: of a draft, what is missing, what is written and what is computed; else as it was published."""
    found = queries.get_report(public_id)
    if not permissions.can_see(request.user, found) and permissions.can_see_that_it_was_withdrawn(found):
        return _withdrawn(request, found)
    permissions.check_can_see(request.user, found)
    if found.state == State.DRAFT:
        return _draft(request, found)
    return page(
        request,
        "reports/report.html",
        title=found.title,
        here="reports",
        trail=(TRAIL, (found.title, "")),
        report=found,
        fragment=report_fragment(paper_of(found)) if found.structure else "",
        files=files_of(found),
        item=queries.item_of(found),
        agenda=agenda_address(request, found),
        history=history_of("report", found.subject_ref),
        offered=offered(request, found),
    )


def _withdrawn(request: HttpRequest, found: Report) -> HttpResponse:
    return page(
        request,
        "reports/withdrawn.html",
        title="This report was withdrawn",
        here="reports",
        trail=(TRAIL, ("Withdrawn", "")),
        http_status=410,
        report=found,
    )


def _draft(request: HttpRequest, found: Report) -> HttpResponse:
    made = drafted(found)
    return page(
        request,
        "reports/draft.html",
        title=found.title,
        here="reports",
        trail=(TRAIL, (found.title, "")),
        report=found,
        made=made,
        parts=_parts(found, made),
        unpublished=unpublished_under(found, request.user),
        files=files_of(found),
        item=queries.item_of(found),
        agenda=agenda_address(request, found),
        deadline=deadlines_of(found.meeting).agenda if found.meeting else None,
        history=history_of("report", found.subject_ref),
        offered=offered(request, found),
    )


def _parts(found: Report, made: Drafted) -> list[dict[str, Any]]:
    """Each heading with what is computed under it and what is written, told apart, both as the paper draws them."""
    written = {each.key: each for each in found.words.select_related("changed_by")}
    return [_part(made, place, written.get(each.key)) for place, each in enumerate(made.headings.headings)]


def _part(made: Drafted, place: int, words: Words | None) -> dict[str, Any]:
    heading, pieces = made.headings.headings[place], section_pieces(made.paper, place)
    count = len(paragraphs_of(words.text)) if words else 0
    computed, by_hand = (pieces[:-count], pieces[-count:]) if count else (pieces, ())
    return {
        "number": place + 1,
        "heading": heading,
        "is_computed": heading.holds is not Holds.WORDS,
        "computed": pieces_fragment(computed) if computed else "",
        "written": pieces_fragment(by_hand) if by_hand else "",
        "words": words,
        "is_missing": heading in made.unwritten,
    }


@require_safe
def preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A draft as it would read if it were published now."""
    found = queries.get_report(public_id)
    permissions.check_can_see(request.user, found)
    return page(
        request,
        "reports/preview.html",
        title=found.title,
        here="reports",
        trail=(TRAIL, (found.title, address_of(found)), ("Preview", "")),
        report=found,
        fragment=report_fragment(paper_of(found)),
        files=files_of(found),
    )


@require_safe
def report_file(request: HttpRequest, public_id: UUID, ending: str) -> HttpResponse | FileResponse:
    """The report as a file: as it was published, or, while a draft, as it would be now."""
    found = queries.get_report(public_id)
    permissions.check_can_see(request.user, found)
    if ending not in FORMS:
        raise Http404("A report comes as docx, pdf or html.")
    name = f"{slugify(found.title)[:60] or 'report'}.{ending}"
    if kept := found.files.get(ending):
        return _kept(kept, name)
    return file_response(f"draft-{name}", FORMS[ending].write(paper_of(found)), FORMS[ending].media_type)


def _kept(kept: dict[str, Any], name: str) -> FileResponse:
    try:
        content = documents().open(kept["sha256"])
    except KeepingError as error:
        raise Http404(str(error)) from error
    return FileResponse(content, as_attachment=True, filename=name, content_type=kept["media_type"])


def files_of(report: Report) -> list[dict[str, Any]]:
    """The files of a report: what they are called, where they are, and, once published, their size and fingerprint."""
    return [
        {
            "words": form.words,
            "address": reverse("report-file", args=[report.public_id, ending]),
            "kept": report.files.get(ending),
        }
        for ending, form in FORMS.items()
    ]


def offered(request: HttpRequest, report: Report) -> dict[str, bool]:
    """What this reader may do with the report."""
    user = request.user
    return {
        "write": permissions.can_write(user, report),
        "publish": permissions.can_publish(user, report),
        "withdraw": permissions.can_withdraw(user, report),
        "compute": report.state != State.WITHDRAWN and may(user, Right.WRITE_REPORT),
    }


def agenda_address(request: HttpRequest, report: Report) -> str:
    """Where the report is put on its meeting's agenda, for somebody who keeps that; empty otherwise."""
    meeting = report.meeting
    if meeting is None or report.state == State.WITHDRAWN or not may(request.user, Right.KEEP_MEETINGS):
        return ""
    return reverse("item-add", args=[meeting.public_id])


def address_of(report: Report) -> str:
    """Where the report's page is."""
    return reverse("report", args=[report.public_id])


def heading_or_404(headings: tuple[TemplateHeading, ...], key: str) -> TemplateHeading:
    """The heading of this key; a page not found when the council's template has none."""
    found = next((each for each in headings if each.key == key), None)
    if found is None:
        raise Http404("There is no such heading in the council's template of reports.")
    return found
