"""The picture, and the payments that every figure is made of."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from coopcouncil.data.spending.picture.figures import Picture
from coopcouncil.data.spending.picture.filters import Filters, filters_from_query
from coopcouncil.data.spending.picture.payments import ORDERS
from coopcouncil.papers.local_multipliers import local_multipliers
from coopcouncil.papers.words import answer, period_words
from coopcouncil.web.downloads import csv_response
from coopcouncil.web.pages import one_council, page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.publishing.notes import unpublished
from coopcouncil.web.snapshots import Reading, reading
from coopcouncil.web.spending import parts
from coopcouncil.web.spending.charts import charts_of
from coopcouncil.web.spending.forms import FiltersForm, in_words
from coopcouncil.web.spending.queries import choices, every_payment, payments_of, picture_of
from coopcouncil.web.suppliers.queries import organisation_name, supplier_name

NAMED = {"supplier_id": supplier_name, "org_id": organisation_name}  # filters that hold a number


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """The figures under the filters in the address."""
    now = reading(request)
    filters = filters_from_query(request.GET.dict())
    drawn = picture_of(now, filters)
    return page(
        request,
        "spending/picture.html",
        title="The picture",
        here="picture",
        trail=(("The picture", ""),),
        snapshot=now.snapshot,
        form=FiltersForm(request.GET or None, choices=choices(now)),
        filtered=_in_words(now, filters, reverse("picture")),
        answer=answer_of(drawn.headline, filters),
        picture=drawn,
        charts=charts_of(now, drawn),
        unpublished=unpublished(request, now),
        multipliers=local_multipliers(drawn, ()),
        titles=parts.TITLES,
        most=parts.MOST_ROWS,
        shortened=parts.shortened,
        part_address=partial(_part_address, "picture-part", filters),
        evidence_address=f"{reverse('evidence-add-kind', args=['figure'])}?{urlencode(filters.as_query())}",
        payments_address=payments_address,
    )


@require_safe
def picture_part(request: HttpRequest, name: str) -> HttpResponse:
    """One table of the picture, all of it, under the filters in the address."""
    now = reading(request)
    filters = filters_from_query(request.GET.dict())
    drawn, title = _part(now, filters, name)
    rows = parts.rows_of(drawn, name)
    pages = max(1, -(-len(rows) // parts.ROWS_A_PAGE))
    number = min(page_number(request), pages)
    return page(
        request,
        "spending/part.html",
        title=title,
        here="picture",
        trail=(("The picture", reverse("picture")), (title, "")),
        snapshot=now.snapshot,
        name=name,
        breakdown=drawn.breakdowns.get(name),
        count=len(rows),
        rows=rows[(number - 1) * parts.ROWS_A_PAGE : number * parts.ROWS_A_PAGE],
        coverage=parts.coverage_of(drawn, name),
        filtered=_in_words(now, filters, reverse("picture-part", args=[name])),
        back=f"{reverse('picture')}?{urlencode(filters.as_query())}",
        download=_part_address("picture-csv", filters, name),
        pagination=pagination(request, page=number, pages=pages),
        payments_address=payments_address,
    )


@require_safe
def picture_csv(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """The same table as CSV, with the headings that the papers give it."""
    now = reading(request)
    drawn, _ = _part(now, filters_from_query(request.GET.dict()), name)
    table = parts.table_of(drawn, name)
    return csv_response(f"{name}.csv", table.headings, table.rows)


def _part(now: Reading, filters: Filters, name: str) -> tuple[Picture, str]:
    drawn = picture_of(now, filters)
    title = parts.title_of(drawn, name)
    if title is None:
        raise Http404("The picture has no such table.")
    return drawn, title


def _part_address(kind: str, filters: Filters, name: str) -> str:
    return f"{reverse(kind, args=[name])}?{urlencode(filters.as_query())}"


@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """The payments under the filters in the address, which add up to the figure that led here."""
    now = reading(request)
    filters = filters_from_query(request.GET.dict())
    order = request.GET.get("order", "amount")
    listed = payments_of(now, filters, page=page_number(request), order=order if order in ORDERS else "amount")
    return page(
        request,
        "spending/payments.html",
        title="Payments",
        here="picture",
        trail=(("The picture", reverse("picture")), ("Payments", "")),
        snapshot=now.snapshot,
        filtered=_in_words(now, filters, reverse("payments")),
        listed=listed,
        order=order,
        filters=filters,
        download=f"{reverse('payments-csv')}?{urlencode(filters.as_query())}",
        pagination=pagination(request, page=listed.page, pages=listed.pages),
        address=payments_address,
    )


@require_safe
def payments_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same payments, all of them, as CSV."""
    headings, rows = every_payment(reading(request), filters_from_query(request.GET.dict()))
    return csv_response("payments.csv", headings, rows)


def payments_address(filters: Filters, **more: str) -> str:
    """Where the payments beneath a figure are listed."""
    return f"{reverse('payments')}?{urlencode({**filters.as_query(), **more})}"


def answer_of(headline: Any, filters: Filters) -> str:
    """The answer in a sentence, with its coverage."""
    return answer(
        headline, filters.council or one_council() or "the councils", period_words(headline, filters.financial_year)
    )


def _in_words(now: Reading, filters: Filters, here: str) -> list[dict[str, str]]:
    """Each filter in words, with the address that lifts it."""
    said = []
    for name, what, value in in_words(filters.as_query()):
        lifted = urlencode(filters.narrowed(**{name: None}).as_query())
        named = NAMED[name](now, value) if name in NAMED else value
        said.append({"what": what, "value": named, "lift": f"{here}?{lifted}"})
    return said
