"""Suppliers and organisations as subjects: found by their numbers and by words of their names."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from django.urls import reverse

from coopcouncil.data.spending.picture.lists import get_organisation, get_supplier
from coopcouncil.evidence.record import canonical
from coopcouncil.papers.words import counted, exact_gbp
from coopcouncil.web.snapshots import NothingLoadedError, NothingPublishedError, Reading, reading_of
from coopcouncil.web.subjects import Found, Hit, Subject
from coopcouncil.web.suppliers.queries import search_suppliers
from coopcouncil.web.words import NO_NAME

SUPPLIER_NAMES = "SELECT supplier_id AS ref, name FROM suppliers WHERE list_contains(?::VARCHAR[], supplier_id)"
ORGANISATION_NAMES = "SELECT org_id AS ref, name FROM organisations WHERE list_contains(?::VARCHAR[], org_id)"
# What each is paid is a figure, which is kept as one: here only who it is counts as a change.
SUPPLIER_FIELDS = ("supplier_id", "council", "name", "kind", "outcome", "org_id", "ownership_model", "place")
ORGANISATION_FIELDS = ("org_id", "name", "legal_form", "status", "postcode", "sic", "ownership_model")


def _seen_by(user: Any) -> Reading | None:
    try:
        return reading_of(user)
    except (NothingLoadedError, NothingPublishedError):
        return None


def _finder(query: str, page: str) -> Callable[[Any, Sequence[str]], dict[str, Found]]:
    def find_many(user: Any, refs: Sequence[str]) -> dict[str, Found]:
        now = _seen_by(user)
        rows = now.rows(query, [list(refs)]) if now and refs else []
        return {row["ref"]: Found(row["name"] or NO_NAME, reverse(page, args=[row["ref"]])) for row in rows}

    return find_many


_suppliers = _finder(SUPPLIER_NAMES, "supplier")
_organisations = _finder(ORGANISATION_NAMES, "organisation")


def _search_suppliers(user: Any, words: str, most: int) -> list[Hit]:
    """Names that no register knows: those that one does are found as organisations."""
    now = _seen_by(user)
    if now is None:
        return []
    listed = search_suppliers(now, {"text": words}, page_size=most).rows
    return [
        Hit(
            "Supplier",
            each.name or NO_NAME,
            reverse("supplier", args=[each.supplier_id]),
            _paid(each),
            each.supplier_id,
        )
        for each in listed
        if not each.org_id
    ]


def _search_organisations(user: Any, words: str, most: int) -> list[Hit]:
    now = _seen_by(user)
    if now is None:
        return []
    listed = search_suppliers(now, {"text": words}, page_size=most).rows
    return [
        Hit("Organisation", each.name, reverse("organisation", args=[each.org_id]), _paid(each), each.org_id)
        for each in listed
        if each.org_id
    ]


def _paid(payee: Any) -> str:
    return f"{exact_gbp(payee.total_gbp)} in {counted(payee.payments, 'payment')}"


def _supplier_content(user: Any, ref: str) -> str:
    now = _seen_by(user)
    found = get_supplier(now.cursor, ref) if now else None
    return _canonical(found, SUPPLIER_FIELDS)


def _organisation_content(user: Any, ref: str) -> str:
    now = _seen_by(user)
    found = get_organisation(now.cursor, ref) if now else None
    return _canonical(found, ORGANISATION_FIELDS)


def _canonical(found: Any, names: tuple[str, ...]) -> str:
    fields = asdict(found) if found else {}
    return canonical({name: fields.get(name) for name in names})


SUPPLIER = Subject(
    kind="supplier",
    label="Supplier",
    find=lambda user, ref: _suppliers(user, [ref]).get(ref),
    search=_search_suppliers,
    find_many=_suppliers,
    content=_supplier_content,
)
ORGANISATION = Subject(
    kind="organisation",
    label="Organisation",
    find=lambda user, ref: _organisations(user, [ref]).get(ref),
    search=_search_organisations,
    find_many=_organisations,
    content=_organisation_content,
)
