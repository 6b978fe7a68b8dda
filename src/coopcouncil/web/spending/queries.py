"""Reads of the answer, the picture and the payments beneath it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from coopcouncil.data.spending.picture.drawing import draw_picture
from coopcouncil.data.spending.picture.figures import Picture
from coopcouncil.data.spending.picture.filters import COUNTED, NOT_STATED, UNDATED, Filters, predicate
from coopcouncil.data.spending.picture.words import ABSENT_LABELS
from coopcouncil.evidence.sources import Source
from coopcouncil.web.snapshots import Reading
from coopcouncil.web.suppliers.queries import review_left

# Registers change weekly or monthly: after a quarter, organisations that registered since are missed.
REGISTER_GROWS_OLD = timedelta(days=92)

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


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody."""

    to_review: int
    to_review_gbp: Decimal
    warned_files: int
    refused: int
    old_registers: list[Source]
    no_registers: bool


def picture_of(reading: Reading, filters: Filters) -> Picture:
    """The picture under these filters."""
    return reading.remember(("picture", filters), lambda: draw_picture(reading.snapshot, filters))


def choices(reading: Reading) -> Choices:
    """What the filters offer."""
    return reading.remember(
        "choices",
        lambda: Choices(
            _pairs(reading, YEARS, [UNDATED]), _pairs(reading, AREAS, [NOT_STATED]), _pairs(reading, COUNCILS, [])
        ),
    )


def waiting(reading: Reading, today: date) -> Waiting:
    """What waits for somebody, as of `today`."""
    review = review_left(reading)
    files = reading.rows(
        "SELECT count(*) FILTER (warnings <> '[]') AS warned, coalesce(sum(refused), 0)::BIGINT AS refused "
        "FROM payment_files"
    )[0]
    registers = [each for each in reading.snapshot.manifest.sources if each.kind == "register"]
    return Waiting(
        to_review=review["suppliers"],
        to_review_gbp=review["total_gbp"],
        warned_files=files["warned"],
        refused=files["refused"],
        old_registers=[each for each in registers if today - each.retrieved_on > REGISTER_GROWS_OLD],
        no_registers=not registers,
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
