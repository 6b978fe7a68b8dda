"""Home, the picture, and the payments that every figure is made of."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopcouncil.data.spending.picture_filters import Filters, filters_from_query
from coopcouncil.data.spending.picture_payments import ORDERS, payments_under
from coopcouncil.papers.words import answer, period_words
from coopcouncil.web.downloads import csv_response
from coopcouncil.web.pages import one_council, page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.snapshots import Reading, reading
from coopcouncil.web.spending.charts import charts_of
from coopcouncil.web.spending.forms import FiltersForm, in_words
from coopcouncil.web.spending.queries import choices, every_payment, picture_of, waiting
from coopcouncil.web.suppliers.queries import supplier_name


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The answer for the latest whole look at the payments, and what needs doing."""
    now = reading()
    picture = picture_of(now, Filters())
    return page(
        request,
        "spending/home.html",
        title="Who does the council pay?",
        here="home",
        snapshot=now.snapshot,
        answer=_answer(picture.headline, Filters()),
        picture=picture,
        waiting=waiting(now, timezone.localdate()),
        payments_address=payments_address,
    )


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """The figures under the filters in the address."""
    now = reading()
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
        filtered=_in_words(now, filters, "picture"),
        answer=_answer(drawn.headline, filters),
        picture=drawn,
        charts=charts_of(now, drawn),
        payments_address=payments_address,
    )


@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """The payments under the filters in the address, which add up to the figure that led here."""
    now = reading()
    filters = filters_from_query(request.GET.dict())
    order = request.GET.get("order", "amount")
    listed = payments_under(
        now.cursor, filters, page=page_number(request), order=order if order in ORDERS else "amount"
    )
    return page(
        request,
        "spending/payments.html",
        title="Payments",
        here="picture",
        trail=(("The picture", reverse("picture")), ("Payments", "")),
        snapshot=now.snapshot,
        filtered=_in_words(now, filters, "payments"),
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
    headings, rows = every_payment(reading(), filters_from_query(request.GET.dict()))
    return csv_response("payments.csv", headings, rows)


def payments_address(filters: Filters, **more: str) -> str:
    """Where the payments beneath a figure are listed."""
    return f"{reverse('payments')}?{urlencode({**filters.as_query(), **more})}"


def _answer(headline: Any, filters: Filters) -> str:
    return answer(
        headline, filters.council or one_council() or "the councils", period_words(headline, filters.financial_year)
    )


def _in_words(now: Reading, filters: Filters, here: str) -> list[dict[str, str]]:
    """Each filter in words, with the address that lifts it."""
    said = []
    for name, what, value in in_words(filters.as_query()):
        lifted = urlencode(filters.narrowed(**{name: None}).as_query())
        if name == "supplier_id":
            value = supplier_name(now, value)  # noqa: PLW2901 - the name instead of the number
        said.append({"what": what, "value": value, "lift": f"{reverse(here)}?{lifted}"})
    return said
