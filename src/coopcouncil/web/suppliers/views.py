"""Pages of suppliers, organisations and reviews."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from coopcouncil.data.spending.payees import Payee
from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.data.spending.picture.lists import Supplier
from coopcouncil.web.downloads import csv_response
from coopcouncil.web.evidence.queries import beneath
from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.pages import page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.permissions import may, person_of
from coopcouncil.web.record.queries import history_of
from coopcouncil.web.rights import Right
from coopcouncil.web.snapshots import Reading, reading
from coopcouncil.web.spending.queries import payments_of
from coopcouncil.web.suppliers import queries
from coopcouncil.web.suppliers.forms import RUNNER_UP, SAME, JudgementForm, SupplierSearch
from coopcouncil.web.suppliers.operations import judge_supplier
from coopcouncil.web.words import JUDGEMENTS, NO_NAME

LATEST_PAYMENTS = 10
TRAIL = ("Suppliers", "/suppliers/")
CSV_FIELDS = (
    *("org_id", "supplier_id", "name", "printed_as", "council", "kind", "outcome", "legal_form", "ownership_model"),
    *("ownership_reason", "place", "payments", "total_gbp", "first_on", "last_on"),
)


@require_safe
def suppliers(request: HttpRequest) -> HttpResponse:
    """Search, filter and sort: one row for an organisation, whatever the council prints, or for a name not matched."""
    now = reading(request)
    form = SupplierSearch(request.GET)
    asked = form.asked()
    listed = queries.search_suppliers(now, asked, page=page_number(request))
    return page(
        request,
        "suppliers/suppliers.html",
        title="Suppliers",
        here="suppliers",
        trail=(("Suppliers", ""),),
        snapshot=now.snapshot,
        form=form,
        asked={name: value for name, value in asked.items() if name != "sort"},
        listed=listed,
        download=f"{reverse('suppliers-csv')}?{request.GET.urlencode()}",
        pagination=pagination(request, page=listed.page, pages=listed.pages),
    )


@require_safe
def suppliers_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same suppliers, all of them, as CSV."""
    found = queries.search_suppliers(reading(request), SupplierSearch(request.GET).asked(), page_size=None).rows
    return csv_response("suppliers.csv", CSV_FIELDS, map(_csv_row, found))


def _csv_row(payee: Payee) -> list[Any]:
    together = {
        "supplier_id": None if payee.org_id else payee.supplier_id,
        "printed_as": "; ".join(dict.fromkeys(each.name for each in payee.printings)),
        "council": "; ".join(payee.councils),
        "place": "; ".join(payee.places),
    }
    return [together[name] if name in together else getattr(payee, name) for name in CSV_FIELDS]


@require_safe
def supplier(request: HttpRequest, supplier_id: str) -> HttpResponse:
    """One supplier: who it is and why, and what it was paid."""
    now = reading(request)
    found = queries.find_supplier(now, supplier_id)
    return _supplier_page(request, now, found, _form(request, now, found))


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """The supplier that waits for a person's word with most money behind it."""
    now = reading(request)
    found = queries.next_to_review(now, request.GET.get("after"))
    if found is None:
        return page(
            request, "suppliers/reviewed.html", title="Nothing is waiting for review", here="review",
            snapshot=now.snapshot,
        )  # fmt: skip
    return _review_page(request, now, found, _form(request, now, found))


@require_POST
def judge(request: HttpRequest, supplier_id: str) -> HttpResponse:
    """Keep a person's answer, then show the next supplier to review, or the same one again."""
    now = reading(request)
    found = queries.find_supplier(now, supplier_id)
    form = _form(request, now, found)
    then = request.POST.get("then")
    answers = queries.answers_on(now, found, inside=True)
    if not form.is_valid() or form.cleaned_data["org_id"] not in queries.judgeable(found, answers):
        return (_review_page if then == "review" else _supplier_page)(request, now, found, form)
    answer, org_id = form.cleaned_data["answer"], form.cleaned_data["org_id"]
    if answer == RUNNER_UP:
        answer, org_id = SAME, str(found.runner_up_id)
    judge_supplier(now, supplier=found, org_id=org_id, answer=answer, by=person_of(request))
    messages.success(request, _kept(found, answer, [each["said"] for each in answers], org_id))
    if then == "review":
        return redirect(f"{reverse('review')}?after={supplier_id}")
    return redirect("supplier", supplier_id)


def _kept(found: Supplier, answer: str, said: list[queries.Said], org_id: str) -> str:
    """That the answer is kept, and whose answer it replaces."""
    before = next((each for each in said if each.judgement.org_id == org_id), None)
    replaced = f" Until now: {JUDGEMENTS[before.judgement.verdict]}, {before.signature}." if before else ""
    return f"Kept: {found.name or NO_NAME} is {JUDGEMENTS[answer]}. The figures follow in a moment.{replaced}"


@require_safe
def organisation(request: HttpRequest, org_id: str) -> HttpResponse:
    """One organisation on the registers, and the suppliers that are matched to it."""
    now = reading(request)
    found = queries.find_organisation(now, org_id)
    under = payments_of(now, Filters(org_id=found.org_id))
    return page(
        request,
        "suppliers/organisation.html",
        title=found.name,
        here="suppliers",
        trail=(TRAIL, (found.name, "")),
        snapshot=now.snapshot,
        organisation=found,
        payments=under.payments,
        total_gbp=under.total_gbp,
        support=beneath(f"organisation:{found.org_id}", request.user),
        titles=queries.source_titles(now),
    )


def _form(request: HttpRequest, now: Reading, found: Supplier) -> JudgementForm:
    """The question, with the answer given before."""
    form = JudgementForm(request.POST if request.method == "POST" else None, initial={"answer": found.judgement})
    runner_up = queries.organisation_or_none(now, found.runner_up_id)
    if runner_up and runner_up.org_id != found.org_id:
        form.offer(runner_up.name)
    return form


def _supplier_page(request: HttpRequest, now: Reading, found: Supplier, form: JudgementForm) -> HttpResponse:
    under = payments_of(now, Filters(supplier_id=found.supplier_id), page_size=LATEST_PAYMENTS, order="date")
    return page(
        request,
        "suppliers/supplier.html",
        title=found.name or NO_NAME,
        here="suppliers",
        trail=(TRAIL, (found.name or NO_NAME, "")),
        snapshot=now.snapshot,
        years=queries.paid_by_year(now, found),
        area=queries.area_name(now, found.area_code),
        under=under,
        support=beneath(f"supplier:{found.supplier_id}", request.user),
        history=history_of("supplier", found.supplier_id),
        **_compared(request, now, found, form),
    )


def _review_page(request: HttpRequest, now: Reading, found: Supplier, form: JudgementForm) -> HttpResponse:
    return page(
        request,
        "suppliers/review.html",
        title=f"Who is {found.name or NO_NAME}?",
        here="review",
        trail=(("To review", ""),),
        snapshot=now.snapshot,
        left=queries.review_left(now),
        **_compared(request, now, found, form),
    )


def _compared(request: HttpRequest, now: Reading, found: Supplier, form: JudgementForm) -> dict[str, Any]:
    """The supplier, what it is compared with, and the form to settle it."""
    runner_up = found.runner_up_id if found.runner_up_id != found.org_id else None
    return {
        "supplier": found,
        "organisation": queries.organisation_or_none(now, found.org_id),
        "runner_up": queries.organisation_or_none(now, runner_up),
        "answers": queries.answers_on(now, found, inside=may(request.user, Right.SEE_UNPUBLISHED_SPENDING)),
        "titles": queries.source_titles(now),
        "form": form,
        "problems": error_summary(form) if form.is_bound else None,
    }
