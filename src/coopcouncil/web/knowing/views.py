"""Pages that say what the figures rest on."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.data.spending.picture.grounds import (
    count_duplicates,
    list_payment_files,
    list_refusals,
    refusal_reasons,
)
from coopcouncil.web.knowing import queries
from coopcouncil.web.pages import page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.snapshots import reading
from coopcouncil.web.spending.queries import picture_of

HERE = "How do we know?"


@require_safe
def knowing(request: HttpRequest) -> HttpResponse:
    """Coverage, sources, files and snapshots."""
    now = reading(request)
    files = list_payment_files(now.cursor)
    shared = queries.shared_notes(files)
    pages = max(1, -(-len(files) // queries.FILES_A_PAGE))
    number = min(page_number(request), pages)
    sources = now.snapshot.manifest.sources
    return page(
        request,
        "knowing/knowing.html",
        title=HERE,
        here="knowing",
        trail=((HERE, ""),),
        snapshot=now.snapshot,
        manifest=now.snapshot.manifest,
        headline=picture_of(now, Filters()).headline,
        files=files,
        shown=files[(number - 1) * queries.FILES_A_PAGE : number * queries.FILES_A_PAGE],
        shared=shared,
        notes_of=partial(queries.notes_of, shared=dict(shared)),
        sources={each.source_id: each for each in sources if each.kind == "payments"},
        registers=[each for each in sources if each.kind != "payments"],
        several_councils=len({each.council for each in files}) > 1,
        number=number,
        pages=pages,
        pagination=pagination(request, page=number, pages=pages, part="files"),
        rows_read=sum(each.rows_read for each in files),
        rows_kept=sum(each.payments for each in files),
        refused=sum(each.refused for each in files),
        duplicates=count_duplicates(now.cursor),
        older=queries.other_snapshots(now),
    )


@require_safe
def refused(request: HttpRequest) -> HttpResponse:
    """Refused rows with their reasons, of every file or of one."""
    now = reading(request)
    file_id = request.GET.get("file") or None
    count = queries.count_refusals(now, file_id)
    pages = max(1, -(-count // queries.PAGE_SIZE))
    number = min(page_number(request), pages)
    return page(
        request,
        "knowing/refused.html",
        title="Rows that are not payments",
        here="knowing",
        trail=((HERE, reverse("knowing")), ("Refused rows", "")),
        snapshot=now.snapshot,
        count=count,
        one_file=file_id,
        reasons=refusal_reasons(now.cursor),
        refusals=list_refusals(now.cursor, file_id=file_id, page=number, page_size=queries.PAGE_SIZE),
        pagination=pagination(request, page=number, pages=pages),
    )


@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Payments that stand in two files and are counted once."""
    now = reading(request)
    counted = count_duplicates(now.cursor)
    pages = max(1, -(-counted.payments // queries.PAGE_SIZE))
    number = min(page_number(request), pages)
    return page(
        request,
        "knowing/duplicates.html",
        title="Payments counted once",
        here="knowing",
        trail=((HERE, reverse("knowing")), ("Counted once", "")),
        snapshot=now.snapshot,
        counted=counted,
        rows=queries.list_duplicates(now, number),
        pagination=pagination(request, page=number, pages=pages),
    )
