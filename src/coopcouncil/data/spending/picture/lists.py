"""Suppliers to review, and one supplier with its organisation: what the pages show beside the picture.

Totals here are over the whole snapshot; a total under filters is the picture's.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from coopcouncil.data.spending.picture.named_rows import named_rows

PAGE_SIZE = 50
_FIELDS = """supplier_id, council, name, names, kind, outcome, org_id, matched_name, score, reason, runner_up_id,
    runner_up_score, judgement, legal_form, ownership_model, ownership_reason, ownership_source, sic, postcode, place,
    place_reason, area_code, payments, total_gbp, first_on, last_on"""


@dataclass(frozen=True, slots=True)
class Supplier:
    """One row of the snapshot's `suppliers`, as its table describes it."""

    supplier_id: str
    council: str
    name: str
    names: tuple[str, ...]
    kind: str
    outcome: str
    org_id: str | None
    matched_name: str | None
    score: float
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
    total_gbp: Decimal
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True, slots=True)
class SupplierPage:
    """One page of suppliers. `suppliers` and `total_gbp` are of the whole list; `page` counts from 1."""

    rows: tuple[Supplier, ...]
    suppliers: int
    total_gbp: Decimal
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What one register says of an organisation. `line` is the line or row of the register's file."""

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


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """A name an organisation has or had; `kind` is current, previous, trading or working."""

    name: str
    kind: str
    source_id: str


@dataclass(frozen=True, slots=True)
class OrganisationNumber:
    """An org-id by which an organisation is known, and the source that says so."""

    other_id: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Accreditation:
    """A scheme's word on an organisation, valid on and between two days where they are given."""

    scheme: str
    name: str
    valid_from: date | None
    valid_until: date | None
    source_id: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation with all that the registers say of it, and the suppliers matched to it."""

    org_id: str
    name: str
    legal_form: str
    status: str
    postcode: str | None
    sic: str | None
    ownership_model: str
    ownership_reason: str
    ownership_source: str | None
    entries: tuple[RegisterEntry, ...]
    names: tuple[OrganisationName, ...]
    numbers: tuple[OrganisationNumber, ...]
    accreditations: tuple[Accreditation, ...]
    suppliers: tuple[Supplier, ...]


def suppliers_to_review(
    connection: duckdb.DuckDBPyConnection, *, council: str | None = None, page: int = 1, page_size: int = PAGE_SIZE
) -> SupplierPage:
    """Suppliers whose match a person has to settle, those paid most first; those called unsure come after them."""
    values: list[Any] = [council] if council else []
    where = "outcome = 'review'" + (" AND council = ?" if council else "")
    order = "judgement IS NOT NULL, total_gbp DESC, supplier_id"
    return _page(connection, where, values, order, page, page_size)


def get_supplier(connection: duckdb.DuckDBPyConnection, supplier_id: str) -> Supplier | None:
    """The supplier with this id, or None."""
    found = _suppliers(connection, "supplier_id = ?", [supplier_id], "supplier_id")
    return found[0] if found else None


def get_organisation(connection: duckdb.DuckDBPyConnection, org_id: str) -> Organisation | None:
    """The organisation known by this org-id, chosen or other, with everything the registers say; or None."""
    found = named_rows(
        connection,
        """
        SELECT org_id, name, legal_form, status, postcode, sic, ownership_model, ownership_reason, ownership_source
        FROM organisations
        WHERE org_id = ? OR org_id IN (SELECT org_id FROM organisation_ids WHERE other_id = ?)
        ORDER BY org_id = ? DESC, org_id LIMIT 1
        """,
        [org_id, org_id, org_id],
    )
    if not found:
        return None
    chosen = found[0]["org_id"]
    return Organisation(
        **found[0],
        entries=tuple(RegisterEntry(**each) for each in named_rows(connection, _ENTRIES, [chosen])),
        names=tuple(OrganisationName(**each) for each in named_rows(connection, _NAMES, [chosen])),
        numbers=tuple(OrganisationNumber(**each) for each in named_rows(connection, _NUMBERS, [chosen])),
        accreditations=tuple(Accreditation(**each) for each in named_rows(connection, _ACCREDITATIONS, [chosen])),
        suppliers=tuple(
            _suppliers(connection, "org_id = ? AND outcome = 'match'", [chosen], "total_gbp DESC, supplier_id")
        ),
    )


_ENTRIES = """
SELECT entry_id, source_id, name, legal_form, printed_form, classification, status, postcode, sic, registered_on,
    removed_on, line
FROM register_entries WHERE org_id = ? ORDER BY source_id, entry_id, line
"""
_NAMES = "SELECT DISTINCT name, kind, source_id FROM organisation_names WHERE org_id = ? ORDER BY kind, name, source_id"
_NUMBERS = "SELECT DISTINCT other_id, source_id FROM organisation_ids WHERE org_id = ? ORDER BY other_id, source_id"
_ACCREDITATIONS = """
SELECT scheme, name, valid_from, valid_until, source_id FROM accreditations WHERE org_id = ? ORDER BY ALL
"""


def _page(  # noqa: PLR0917 - called only from above
    connection: duckdb.DuckDBPyConnection, where: str, values: list[Any], order: str, page: int, page_size: int
) -> SupplierPage:
    counted = connection.execute(
        f"SELECT count(*), coalesce(sum(total_gbp), 0)::DECIMAL(18,2) FROM suppliers WHERE {where}", values
    ).fetchone()
    suppliers, total_gbp = counted if counted else (0, Decimal(0))
    pages = max(1, -(-suppliers // page_size))
    page = min(max(1, page), pages)
    limit = f"{order} LIMIT {int(page_size)} OFFSET {int((page - 1) * page_size)}"
    return SupplierPage(tuple(_suppliers(connection, where, values, limit)), suppliers, total_gbp, page, pages)


def _suppliers(connection: duckdb.DuckDBPyConnection, where: str, values: list[Any], order: str) -> list[Supplier]:
    rows = named_rows(connection, f"SELECT {_FIELDS} FROM suppliers WHERE {where} ORDER BY {order}", values)
    return [Supplier(**{**row, "names": tuple(row["names"] or ())}) for row in rows]
