"""Operations on payments: those beneath any figure."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from coopcouncil.data.spending.picture.payments import matched_under, payments_under
from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.filters import PagedFiltersIn
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.api.values import CoverageOut, Money, PageOut, coverage_out, page_out
from coopcouncil.web.api.versions import reading_unless_known
from coopcouncil.web.rights import Right

ROUTER = Router(tags=["Payments"])


class PaymentsIn(PagedFiltersIn):
    """Which payments, in which order. Payments that are alike come in the order of their files."""

    order: Literal["amount", "date", "supplier"] = Field("amount", description="Largest first, by date, or by name.")


class PaymentOut(Schema):
    """One payment, and where it stands in the file that the council published: line 1 is the file's first."""

    council: str
    file_id: str
    file_name: str | None
    sheet: str | None
    line: int
    supplier: str
    supplier_id: str | None
    amount_gbp: Money
    paid_on: date | None
    date_basis: str
    service_area: str | None
    purpose: str | None
    reference: str | None
    redacted: bool
    card: bool
    ownership_model: str
    place: str


class PaymentsOut(PageOut):
    """Payments. `total_gbp` is the sum of the whole list, which is the figure that has these filters."""

    snapshot_id: str
    filters: dict[str, str]
    total_gbp: Money
    coverage: CoverageOut
    rows: list[PaymentOut]


@api_route(
    ROUTER,
    "GET",
    "/payments/",
    may=Right.SEE_PUBLISHED,
    scope=Scope.READ,
    answer=PaymentsOut,
    problems=("nothing-published",),
)
def payments(request: HttpRequest, asked: Query[PaymentsIn]) -> Any:
    """The payments beneath a figure.

    With the filters of a figure, these are the payments that it is the sum of. A payment that stands in two files is
    counted once.
    """
    filters = asked.filters()
    now = reading_unless_known(request)
    listed = payments_under(now.cursor, filters, page=asked.page, page_size=asked.per_page, order=asked.order)
    return {
        "snapshot_id": now.snapshot.snapshot_id,
        "filters": filters.as_query(),
        **page_out(request, asked, listed.payments),
        "total_gbp": listed.total_gbp,
        "coverage": coverage_out(matched_under(now.cursor, filters)),
        "rows": listed.rows,
    }
