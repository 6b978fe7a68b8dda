"""Reads of the answer, the picture and the payments beneath it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coopcouncil.data.spending.picture.drawing import draw_picture
from coopcouncil.data.spending.picture.figures import Picture
from coopcouncil.data.spending.picture.filters import COUNTED, NOT_STATED, UNDATED, Filters, predicate
from coopcouncil.data.spending.picture.payments import PAGE_SIZE, PaymentPage, payments_under
from coopcouncil.data.spending.picture.words import ABSENT_LABELS
from coopcouncil.web.snapshots import Reading

YEARS = """
SELECT DISTINCT CASE WHEN paid_on IS NULL THEN ? ELSE
    printf('%d-%02d', year(paid_on - INTERVAL 3 MONTH), (year(paid_on - INTERVAL 3 MONTH) + 1) % 100) END AS value
FROM payments WHERE duplicate_of IS NULL ORDER BY value DESC
"""
AREAS = """
SELECT coalesce(service_area, ?) AS value FROM payments WHERE duplicate_of IS NULL
GROUP BY ALL ORDER BY sum(amount_gbp) DESC LIMIT 300
"""
COUNCILS = "SELECT DISTINCT council AS value FROM payment_files ORDER BY value"
DOWNLOAD = f"""
SELECT p.council, f.file_name, p.sheet, p.line, p.supplier, s.supplier_id, s.org_id, s.matched_name, p.amount_gbp,
    p.paid_on, p.service_area, p.purpose, p.reference, s.ownership_model, s.legal_form, s.place, s.outcome
FROM {COUNTED}
LEFT JOIN (SELECT council, file_id, min(file_name) AS file_name FROM payment_files GROUP BY ALL) f
    ON f.council = p.council AND f.file_id = p.file_id
"""
DOWNLOAD_ORDER = "ORDER BY p.council, p.file_id, p.sheet NULLS FIRST, p.line"
ROWS_AT_A_TIME = 2000


@dataclass(frozen=True)
class Choices:
    """What the payments of a snapshot can be filtered by: pairs of a value and its words."""

    financial_years: list[tuple[str, str]]
    service_areas: list[tuple[str, str]]
    councils: list[tuple[str, str]]


def picture_of(reading: Reading, filters: Filters) -> Picture:
    """The picture under these filters."""
    return reading.remember(("picture", filters), lambda: draw_picture(reading.snapshot, filters))


def payments_of(
    reading: Reading, filters: Filters, *, page: int = 1, page_size: int = PAGE_SIZE, order: str = "amount"
) -> PaymentPage:
    """One page of the payments under these filters, as `payments_under` lists them."""
    return reading.remember(
        ("payments", filters, page, page_size, order),
        lambda: payments_under(reading.cursor, filters, page=page, page_size=page_size, order=order),
    )


def choices(reading: Reading) -> Choices:
    """What the filters offer."""
    return reading.remember(
        "choices",
        lambda: Choices(
            _pairs(reading, YEARS, [UNDATED]), _pairs(reading, AREAS, [NOT_STATED]), _pairs(reading, COUNCILS, [])
        ),
    )


def every_payment(reading: Reading, filters: Filters) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """The headings and all rows of the payments that these filters let through, in the order of their files."""
    condition, values = predicate(filters)
    done = reading.cursor.execute(f"{DOWNLOAD} WHERE {condition} {DOWNLOAD_ORDER}", values)
    return [column[0] for column in done.description or ()], _batches(done)


def _batches(done: Any) -> Iterator[tuple[Any, ...]]:
    while batch := done.fetchmany(ROWS_AT_A_TIME):
        yield from batch


def _pairs(reading: Reading, query: str, parameters: list[Any]) -> list[tuple[str, str]]:
    values = [str(row["value"]) for row in reading.rows(query, parameters)]
    return [(value, ABSENT_LABELS.get(value, value)) for value in values]
