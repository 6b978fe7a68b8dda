"""Operations on suppliers and organisations: who is paid, why we think so, and a person's word on it."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from coopcouncil.data.spending.picture.filters import OUTCOMES, OWNERSHIP_GROUPS, PLACES, Filters
from coopcouncil.data.spending.picture.lists import Supplier
from coopcouncil.data.spending.picture.payments import sum_under
from coopcouncil.vocabulary.ownership_models import OwnershipModel
from coopcouncil.web.api.callers import ApiRequest
from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.filters import check_filters, free_text, one_of
from coopcouncil.web.api.problems import ProblemError
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.api.values import (
    NO_CONTROLS,
    CoverageOut,
    Money,
    Paged,
    PageOut,
    coverage_out,
    page_out,
)
from coopcouncil.web.api.versions import check_unchanged, check_unknown, tag_of
from coopcouncil.web.permissions import may
from coopcouncil.web.rights import Right
from coopcouncil.web.snapshots import Reading, reading
from coopcouncil.web.spending.queries import picture_of
from coopcouncil.web.suppliers import queries
from coopcouncil.web.suppliers.operations import judge_supplier

ROUTER = Router(tags=["Suppliers"])


class SuppliersIn(Paged):
    """Which suppliers, in which order."""

    text: str = free_text("Part of a name.")
    outcome: str = one_of(*OUTCOMES, description="Whether it was matched to a register.")
    ownership_model: str = one_of(*OwnershipModel, *OWNERSHIP_GROUPS)
    place: str = one_of(*PLACES, description="Where it is.")
    sort: Literal["total", "name", "payments"] = Field("total", description="Most money first, by name, or by number.")


class PrintingOut(Schema):
    """One printed name of a supplier."""

    supplier_id: str
    council: str
    name: str
    place: str
    payments: int
    total_gbp: Money


class PayeeOut(Schema):
    """Somebody who is paid: an organisation under all its printed names, or one printed name that is not matched."""

    org_id: str | None
    supplier_id: str
    name: str
    kind: str
    outcome: str
    ownership_model: str
    ownership_reason: str
    legal_form: str
    places: list[str]
    councils: list[str]
    payments: int
    total_gbp: Money
    first_on: date | None
    last_on: date | None
    printings: list[PrintingOut]


class SuppliersOut(PageOut):
    """Suppliers. `total_gbp` is of the whole list; `coverage` is that of all payments."""

    snapshot_id: str
    total_gbp: Money
    coverage: CoverageOut
    rows: list[PayeeOut]


class YearOut(Schema):
    """What a supplier was paid in a financial year; `year` is 2025-26 or undated."""

    year: str
    payments: int
    total_gbp: Money


class JudgementOut(Schema):
    """A person's last word on whether the supplier is an organisation; `counted` once the figures hold it.

    Outside the council `by` is a role, and only what the figures hold is told.
    """

    org_id: str
    verdict: str
    by: str
    judged_at: datetime
    counted: bool


class SupplierRowOut(Schema):
    """One printed name of one council: who it is thought to be, why, and how sure that is (`score`, from 0 to 1)."""

    supplier_id: str
    council: str
    name: str
    names: list[str]
    kind: str
    outcome: str
    org_id: str | None
    matched_name: str | None
    score: float | None
    reason: str
    runner_up_id: str | None
    runner_up_score: float | None
    judgement: str | None
    legal_form: str
    ownership_model: str
    ownership_reason: str
    ownership_source: str | None
    sic: str | None
    postcode: str | None
    place: str
    place_reason: str
    area_code: str | None
    payments: int
    total_gbp: Money
    first_on: date | None
    last_on: date | None


class SupplierOut(SupplierRowOut):
    """A supplier with its years, and people's words on it."""

    snapshot_id: str
    coverage: CoverageOut
    years: list[YearOut]
    judgements: list[JudgementOut]


class EntryOut(Schema):
    """What one register says of an organisation."""

    entry_id: str
    source_id: str
    name: str
    legal_form: str
    printed_form: str | None
    classification: str | None
    status: str
    postcode: str | None
    sic: str | None
    registered_on: date | None
    removed_on: date | None
    line: int


class NameOut(Schema):
    """A name that an organisation has or had."""

    name: str
    kind: str
    source_id: str


class NumberOut(Schema):
    """Another number of an organisation."""

    other_id: str
    source_id: str


class AccreditationOut(Schema):
    """A public scheme's word that an organisation meets its standard."""

    scheme: str
    name: str
    valid_from: date | None
    valid_until: date | None
    source_id: str


class OrganisationOut(Schema):
    """An organisation, all that the registers say of it, and the suppliers that are matched to it."""

    snapshot_id: str
    org_id: str
    name: str
    legal_form: str
    status: str
    postcode: str | None
    sic: str | None
    ownership_model: str
    ownership_reason: str
    ownership_source: str | None
    entries: list[EntryOut]
    names: list[NameOut]
    numbers: list[NumberOut]
    accreditations: list[AccreditationOut]
    suppliers: list[SupplierRowOut]
    payments: int
    total_gbp: Money
    coverage: CoverageOut


class JudgementIn(Schema):
    """Whether the supplier is this organisation: one of the two suggested, or one that was judged before."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"org_id": "GB-COH-01234567", "answer": "same"}]}
    )
    org_id: str = Field(max_length=60, pattern=NO_CONTROLS)
    answer: Literal["same", "not-same", "unsure"]


class KeptOut(Schema):
    """The answer as it was kept. The figures follow in a moment, in a new snapshot."""

    supplier_id: str
    org_id: str
    answer: str


@api_route(ROUTER, "GET", "/suppliers/", may=Right.SEE_PUBLISHED, scope=Scope.READ, answer=SuppliersOut,
           problems=("nothing-published",))  # fmt: skip
def suppliers(request: HttpRequest, asked: Query[SuppliersIn]) -> Any:
    """Who is paid.

    One row for an organisation, whatever the council prints, or for a printed name that is not matched to one.
    """
    now = _reading_unless_known(request)
    given = asked.model_dump(exclude_none=True, exclude={"page", "per_page"})
    check_filters({name: value for name, value in given.items() if name != "sort"})
    listed = queries.search_suppliers(now, given, page=asked.page, page_size=asked.per_page)
    return {
        "snapshot_id": now.snapshot.snapshot_id,
        **page_out(request, asked, listed.suppliers),
        "total_gbp": listed.total_gbp,
        "coverage": _coverage(now),
        "rows": listed.rows,
    }


@api_route(ROUTER, "GET", "/suppliers/{supplier_id}/", may=Right.SEE_PUBLISHED, scope=Scope.READ,
           answer=SupplierOut, problems=("not-found", "nothing-published"))  # fmt: skip
def supplier(request: HttpRequest, supplier_id: str) -> Any:
    """One supplier: who it is thought to be and why, and what it was paid, year by year."""
    now = _reading_unless_known(request)
    found = queries.find_supplier(now, supplier_id)
    answers = queries.answers_on(now, found, inside=_is_inside(request))
    return {
        **{name: getattr(found, name) for name in Supplier.__dataclass_fields__},
        "snapshot_id": now.snapshot.snapshot_id,
        "coverage": _coverage(now),
        "years": queries.paid_by_year(now, found),
        "judgements": [_judgement(each["said"], counted=each["counted"]) for each in answers],
    }


@api_route(ROUTER, "POST", "/suppliers/{supplier_id}/judgements/", may=Right.REVIEW_SUPPLIERS,
           scope=Scope.WRITE_SUPPLIERS, answer=KeptOut, status=HTTPStatus.CREATED,
           problems=("not-found", "nothing-published"))  # fmt: skip
def judge(request: ApiRequest, supplier_id: str, given: JudgementIn) -> Any:
    """Say whether a supplier is an organisation.

    `If-Match` with the ETag of the supplier makes sure that nobody has answered since you looked.
    """
    now = reading(request)
    found = queries.find_supplier(now, supplier_id)
    check_unchanged(request, tag_of(f"/api/v1/suppliers/{supplier_id}/", [], *_state(request, now)))
    judgeable = queries.judgeable(found, queries.answers_on(now, found, inside=True))
    if given.org_id not in judgeable:
        offered = f"Offered: {', '.join(sorted(judgeable))}." if judgeable else "None is offered for this supplier."
        said = f"Only an organisation that was suggested for this supplier can be judged. {offered}"
        raise ProblemError("fields", said, errors=[{"in": "body", "field": "org_id", "message": said}])
    judge_supplier(now, supplier=found, org_id=given.org_id, answer=given.answer, by=request.auth.person)
    return {"supplier_id": supplier_id, "org_id": given.org_id, "answer": given.answer}


@api_route(ROUTER, "GET", "/organisations/{org_id}/", may=Right.SEE_PUBLISHED, scope=Scope.READ,
           answer=OrganisationOut, problems=("not-found", "nothing-published"))  # fmt: skip
def organisation(request: HttpRequest, org_id: str) -> Any:
    """One organisation, by any of its numbers: what the registers say of it, and what it was paid."""
    now = _reading_unless_known(request)
    found = queries.find_organisation(now, org_id)
    payments, total_gbp = sum_under(now.cursor, Filters(org_id=found.org_id))
    return {
        **{name: getattr(found, name) for name in type(found).__dataclass_fields__},
        "snapshot_id": now.snapshot.snapshot_id,
        "payments": payments,
        "total_gbp": total_gbp,
        "coverage": _coverage(now),
    }


def _coverage(now: Reading) -> dict[str, Any]:
    return coverage_out(picture_of(now, Filters()).headline.matched_coverage)


def _judgement(said: queries.Said, *, counted: bool) -> dict[str, Any]:
    kept = said.judgement
    return {
        "org_id": kept.org_id,
        "verdict": kept.verdict,
        "by": said.name,
        "judged_at": kept.judged_at,
        "counted": counted,
    }


def _reading_unless_known(request: HttpRequest) -> Reading:
    now = reading(request)
    check_unknown(request, *_state(request, now))
    return now


def _state(request: HttpRequest, now: Reading) -> tuple[object, ...]:
    """What decides an answer about suppliers: the snapshot, the judgements since, and whether names are told."""
    return now.snapshot.snapshot_id, _is_inside(request), *queries.judgements_version()


def _is_inside(request: HttpRequest) -> bool:
    return may(request.user, Right.SEE_UNPUBLISHED_SPENDING)
