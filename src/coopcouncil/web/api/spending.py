"""Operations on the spending picture: the answer, its breakdowns, the suppliers paid most, co-operatives."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from coopcouncil.data.spending.picture.figures import Figure, Headline, Picture
from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.papers.words import answer, period_words
from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.filters import FiltersIn, PagedFiltersIn
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.api.values import CoverageOut, Money, PageOut, Share, coverage_out, page_out, slice_of
from coopcouncil.web.api.versions import reading_unless_known
from coopcouncil.web.pages import one_council
from coopcouncil.web.rights import Right
from coopcouncil.web.spending.queries import picture_of

ROUTER = Router(tags=["Spending"])
FIGURES = (*("whole", "cooperative_and_mutual", "cooperative_economy", "inside", "matched", "refunds", "withheld"),)


class FigureOut(Schema):
    """A sum of payments. `share` is of all the money that was counted."""

    total_gbp: Money
    payments: int
    suppliers: int
    share: Share | None


class FiguresOut(Schema):
    """The figures of the answer."""

    whole: FigureOut
    cooperative_and_mutual: FigureOut
    cooperative_economy: FigureOut
    inside: FigureOut
    matched: FigureOut
    refunds: FigureOut
    withheld: FigureOut


class CoveragesOut(Schema):
    """How much of the money was matched to a register, has a known owner, and has a known place."""

    matched: CoverageOut
    ownership: CoverageOut
    place: CoverageOut


class SpendingOut(Schema):
    """Who the council pays, in words and in figures. `first_on` and `last_on` bound the dated payments."""

    snapshot_id: str
    filters: dict[str, str]
    answer: str
    first_on: str | None
    last_on: str | None
    figures: FiguresOut
    coverage: CoveragesOut


class BreakdownRowOut(Schema):
    """One line of a breakdown: `value` is the word to filter by, `label` the words to show."""

    value: str
    label: str
    total_gbp: Money
    payments: int
    suppliers: int
    total_share: Share | None
    matched_gbp: Money
    placed_gbp: Money
    cooperative_gbp: Money
    inside_gbp: Money


class BreakdownOut(PageOut):
    """The same money, told apart one way; the rows of all pages add up to the whole."""

    snapshot_id: str
    filters: dict[str, str]
    name: str
    title: str
    coverage: CoverageOut
    rows: list[BreakdownRowOut]


class PaidSupplierOut(Schema):
    """A supplier and what it was paid: `org_id` for an organisation, else `supplier_id` for a name not matched."""

    org_id: str | None
    supplier_id: str | None
    name: str
    printings: list[str]
    council: str
    outcome: str
    ownership_model: str
    ownership_reason: str
    legal_form: str
    places: list[str]
    total_gbp: Money
    payments: int
    total_share: Share | None


class PaidSuppliersOut(PageOut):
    """Suppliers, those paid most first."""

    snapshot_id: str
    filters: dict[str, str]
    coverage: CoverageOut
    rows: list[PaidSupplierOut]


class NearbyOut(Schema):
    """A co-operative or mutual nearby that no payment is matched to. `trade_gbp` went to suppliers of its trade."""

    org_id: str
    name: str
    ownership_model: str
    legal_form: str
    postcode: str
    area_name: str
    place: str
    sic: str | None
    trade_digits: int
    trade_gbp: Money
    maybe_supplier_id: str | None


class NearbyListOut(PageOut):
    """Co-operatives and mutuals nearby that are not paid. `note` says why there are none to name, or is null."""

    snapshot_id: str
    filters: dict[str, str]
    note: str | None
    coverage: CoverageOut
    rows: list[NearbyOut]


Part = Literal["ownership_model", "legal_form", "place", "service_area", "financial_year", "month"]


@api_route(ROUTER, "GET", "/spending/", may=Right.SEE_PUBLISHED, scope=Scope.READ, answer=SpendingOut,
           problems=("nothing-published",))  # fmt: skip
def spending(request: HttpRequest, asked: Query[FiltersIn]) -> Any:
    """Who the council pays.

    The answer in a sentence, the figures behind it, and how much of the money they could see.
    """
    filters = asked.filters()
    drawn = picture_of(reading_unless_known(request), filters)
    headline = drawn.headline
    return {
        **_drawn(drawn),
        "answer": _answer(headline, filters),
        "first_on": headline.first_on,
        "last_on": headline.last_on,
        "figures": {name: _figure(headline, getattr(headline, name)) for name in FIGURES},
        "coverage": coverages_out(headline),
    }


@api_route(ROUTER, "GET", "/spending/breakdowns/{name}/", may=Right.SEE_PUBLISHED, scope=Scope.READ,
           answer=BreakdownOut, problems=("nothing-published",))  # fmt: skip
def breakdown(request: HttpRequest, name: Part, asked: Query[PagedFiltersIn]) -> Any:
    """The spending, told apart one way.

    By who owns the suppliers, what they are in law, where they are, which part of the council paid, by year or month.
    """
    drawn = picture_of(reading_unless_known(request), asked.filters())
    found = drawn.breakdowns[name]
    return {
        **_drawn(drawn),
        **page_out(request, asked, len(found.rows)),
        "name": found.name,
        "title": found.title,
        "coverage": coverage_out(found.coverage),
        "rows": slice_of(found.rows, asked),
    }


@api_route(ROUTER, "GET", "/spending/largest-suppliers/", may=Right.SEE_PUBLISHED, scope=Scope.READ,
           answer=PaidSuppliersOut, problems=("nothing-published",))  # fmt: skip
def largest_suppliers(request: HttpRequest, asked: Query[PagedFiltersIn]) -> Any:
    """The twenty suppliers that are paid most."""
    drawn = picture_of(reading_unless_known(request), asked.filters())
    return _suppliers(request, asked, drawn, drawn.largest_suppliers)


@api_route(ROUTER, "GET", "/spending/cooperatives/", may=Right.SEE_PUBLISHED, scope=Scope.READ,
           answer=PaidSuppliersOut, problems=("nothing-published",))  # fmt: skip
def cooperatives_paid(request: HttpRequest, asked: Query[PagedFiltersIn]) -> Any:
    """The co-operatives and mutuals that are paid."""
    drawn = picture_of(reading_unless_known(request), asked.filters())
    return _suppliers(request, asked, drawn, drawn.cooperatives_paid)


@api_route(ROUTER, "GET", "/spending/cooperatives-nearby/", may=Right.SEE_PUBLISHED, scope=Scope.READ,
           answer=NearbyListOut, problems=("nothing-published",))  # fmt: skip
def cooperatives_not_paid(request: HttpRequest, asked: Query[PagedFiltersIn]) -> Any:
    """The co-operatives and mutuals nearby that are not paid."""
    drawn = picture_of(reading_unless_known(request), asked.filters())
    rows = drawn.cooperatives_nearby
    return {
        **_drawn(drawn),
        **page_out(request, asked, len(rows)),
        "note": drawn.nearby_note,
        "coverage": coverage_out(drawn.headline.matched_coverage),
        "rows": slice_of(rows, asked),
    }


def coverages_out(headline: Headline) -> dict[str, Any]:
    """How much of the money the figures could see, in the three ways that they look."""
    return {
        "matched": coverage_out(headline.matched_coverage),
        "ownership": coverage_out(headline.ownership_coverage),
        "place": coverage_out(headline.place_coverage),
    }


def _suppliers(request: HttpRequest, asked: PagedFiltersIn, drawn: Picture, rows: tuple[Any, ...]) -> dict[str, Any]:
    return {
        **_drawn(drawn),
        **page_out(request, asked, len(rows)),
        "coverage": coverage_out(drawn.headline.matched_coverage),
        "rows": slice_of(rows, asked),
    }


def _drawn(drawn: Picture) -> dict[str, Any]:
    return {"snapshot_id": drawn.snapshot_id, "filters": drawn.filters.as_query()}


def _figure(headline: Headline, figure: Figure) -> dict[str, Any]:
    return {
        "total_gbp": figure.total_gbp,
        "payments": figure.payments,
        "suppliers": figure.suppliers,
        "share": headline.share(figure),
    }


def _answer(headline: Headline, filters: Filters) -> str:
    who = filters.council or one_council() or "the councils"
    return answer(headline, who, period_words(headline, filters.financial_year))
