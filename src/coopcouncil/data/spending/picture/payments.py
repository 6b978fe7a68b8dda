"""The payments beneath a figure: listed in pages, or written whole, by the predicate that the figure was summed by."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from coopcouncil.data.spending.picture.figures import Coverage
from coopcouncil.data.spending.picture.filters import COUNTED, Filters, predicate

PAGE_SIZE = 25
ORDERS = {
    "amount": "p.amount_gbp DESC",
    "date": "p.paid_on NULLS LAST",
    "supplier": "p.supplier",
}
TOTAL_ORDER = "p.council, p.file_id, p.sheet NULLS FIRST, p.line"


@dataclass(frozen=True, slots=True)
class ListedPayment:
    """One payment and where it stands in its file. `supplier_id` is None only for a payment not yet settled."""

    council: str
    file_id: str
    file_name: str | None
    sheet: str | None
    line: int
    supplier: str
    supplier_id: str | None
    amount_gbp: Decimal
    paid_on: date | None
    date_basis: str
    service_area: str | None
    purpose: str | None
    reference: str | None
    redacted: bool
    card: bool
    ownership_model: str
    place: str


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """One page of payments. `payments` and `total_gbp` are of the whole list; `page` counts from 1."""

    rows: tuple[ListedPayment, ...]
    payments: int
    total_gbp: Decimal
    page: int
    pages: int


_SELECT = f"""
SELECT p.council, p.file_id, f.file_name, p.sheet, p.line, p.supplier, s.supplier_id, p.amount_gbp, p.paid_on,
    p.date_basis, p.service_area, p.purpose, p.reference, p.redacted, p.card,
    coalesce(s.ownership_model, 'unknown') AS ownership_model, coalesce(s.place, 'unknown') AS place
FROM {COUNTED}
LEFT JOIN (SELECT council, file_id, min(file_name) AS file_name FROM payment_files GROUP BY ALL) f
    ON f.council = p.council AND f.file_id = p.file_id
"""


def payments_under(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    *,
    page: int = 1,
    page_size: int = PAGE_SIZE,
    order: str = "amount",
) -> PaymentPage:
    """One page of the payments that a figure with these filters counts. `order` is a key of ORDERS.

    A page beyond the last is the last. Raises FilterError when a filter's value makes no sense.
    """
    condition, values = predicate(filters)
    payments, total_gbp = _sum(connection, condition, values)
    pages = max(1, -(-payments // page_size))
    page = min(max(1, page), pages)
    found = connection.execute(
        f"{_SELECT} WHERE {condition} ORDER BY {ORDERS.get(order, ORDERS['amount'])}, {TOTAL_ORDER} LIMIT ? OFFSET ?",
        [*values, page_size, (page - 1) * page_size],
    ).fetchall()
    return PaymentPage(tuple(ListedPayment(*row) for row in found), payments, total_gbp, page, pages)


def sum_under(connection: duckdb.DuckDBPyConnection, filters: Filters) -> tuple[int, Decimal]:
    """How many payments these filters let through, and their sum."""
    return _sum(connection, *predicate(filters))


def matched_under(connection: duckdb.DuckDBPyConnection, filters: Filters) -> Coverage:
    """How much of the money of these payments went to suppliers that are matched to a register."""
    _, total_gbp = sum_under(connection, filters)
    _, matched_gbp = sum_under(connection, filters.within("outcome", "match"))
    return Coverage(matched_gbp, total_gbp, "matched to a register")


def _sum(connection: duckdb.DuckDBPyConnection, condition: str, values: list[Any]) -> tuple[int, Decimal]:
    row = connection.execute(
        f"SELECT count(*), coalesce(sum(p.amount_gbp), 0)::DECIMAL(18,2) FROM {COUNTED} WHERE {condition}", values
    ).fetchone()
    assert row is not None  # noqa: S101 - sums without groups yield one row
    return int(row[0]), row[1]
