"""The payments beneath each figure, one CSV file a figure: `payments/<breakdown>/<value>.csv`."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
from pyarrow import csv as arrow_csv

from coopcouncil.data.spending.picture.figures import PaidSupplier, Picture
from coopcouncil.data.spending.picture.filters import COUNTED, Filters, predicate
from coopcouncil.papers.spreadsheets import safe_text_sql

MOST_LETTERS = 60

_MATCHED = "CASE WHEN s.outcome = 'match' THEN s.org_id END"
_SELECT = f"""
SELECT {safe_text_sql("p.council")} AS council, {safe_text_sql("p.supplier")} AS supplier, s.supplier_id,
    {_MATCHED} AS org_id, p.amount_gbp,
    p.paid_on, p.date_basis, {safe_text_sql("p.service_area")} AS service_area, {safe_text_sql("p.purpose")} AS purpose,
    {safe_text_sql("p.reference")} AS reference, coalesce(s.ownership_model, 'unknown') AS ownership_model,
    coalesce(s.place, 'unknown') AS place, p.redacted, p.card, p.file_id, {safe_text_sql("p.sheet")} AS sheet, p.line
FROM {COUNTED} WHERE {{condition}} ORDER BY p.council, p.file_id, p.sheet NULLS FIRST, p.line
"""


def payments_file(breakdown: str, value: str) -> str:
    """The path, from the page, of the payments beneath one value of a breakdown.

    Values of plain letters, digits and hyphens are their own file name; any other has a digest added, so that two
    values never share a file.
    """
    name = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:MOST_LETTERS]
    if name != value:
        name = f"{name}-{hashlib.sha256(value.encode()).hexdigest()[:8]}".lstrip("-")
    return f"payments/{breakdown}/{name}.csv"


def supplier_file(supplier: PaidSupplier) -> str:
    """The path, from the page, of the payments of one supplier."""
    if supplier.org_id:
        return payments_file("org_id", supplier.org_id)
    return payments_file("supplier_id", str(supplier.supplier_id))


def figures_with_payments(picture: Picture) -> Iterator[tuple[str, Filters]]:
    """Every figure of the picture that has payments beneath it: their file, and the filters that yield them."""
    for breakdown in picture.breakdowns.values():
        for row in breakdown.rows:
            yield payments_file(breakdown.name, row.value), row.filters
    paid = (*picture.largest_suppliers, *picture.cooperatives_paid)
    yield from {supplier_file(each): each.filters for each in paid}.items()


def write_payments(connection: duckdb.DuckDBPyConnection, path: Path, filters: Filters) -> None:
    """Write the payments that these filters let through as CSV, in the order of their files."""
    condition, values = predicate(filters)
    path.parent.mkdir(parents=True, exist_ok=True)
    reader = connection.sql(_SELECT.format(condition=condition), params=values).to_arrow_reader(100_000)
    with arrow_csv.CSVWriter(path, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)
