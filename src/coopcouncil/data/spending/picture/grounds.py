"""How we know: the files, refusals and duplicates beneath a picture, beside the sources in the snapshot's manifest."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb

from coopcouncil.data.spending.picture.named_rows import named_rows

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """One payments file or sheet as it was read. `columns` maps our name to the heading taken for it."""

    council: str
    file_id: str
    file_name: str
    sheet: str | None
    encoding: str | None
    header_row: int | None
    columns: dict[str, str]
    rows_read: int
    payments: int
    refused: int
    duplicates: int
    redacted: int
    total_gbp: Decimal
    first_on: date | None
    last_on: date | None
    warnings: tuple[str, ...]
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class Refusal:
    """One record that is not a payment, and why."""

    council: str
    file_name: str
    sheet: str | None
    line: int
    column: str | None
    value: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class RefusalReason:
    """How many records were refused for one reason."""

    reason: str
    refused: int


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Payments found in two files: counted once, and this often not counted again."""

    payments: int
    total_gbp: Decimal


@dataclass(frozen=True, slots=True)
class CouncilTotal:
    """A council with payments in the snapshot, and what it paid in all."""

    council: str
    payments: int
    total_gbp: Decimal
    first_on: date | None
    last_on: date | None


def list_councils(connection: duckdb.DuckDBPyConnection) -> tuple[CouncilTotal, ...]:
    """Every paying council, by name."""
    rows = connection.execute(
        """
        SELECT council, count(*), sum(amount_gbp)::DECIMAL(18,2), min(paid_on), max(paid_on)
        FROM payments WHERE duplicate_of IS NULL GROUP BY council ORDER BY council
        """
    ).fetchall()
    return tuple(CouncilTotal(*row) for row in rows)


def list_payment_files(connection: duckdb.DuckDBPyConnection, council: str | None = None) -> tuple[PaymentFile, ...]:
    """Every payments file and sheet, by council and name."""
    where, values = _of(council)
    rows = named_rows(
        connection,
        f"""
        SELECT council, file_id, file_name, sheet, encoding, header_row, columns, rows_read, payments, refused,
            duplicates, redacted, total_gbp, first_on, last_on, warnings, loaded_at
        FROM payment_files WHERE {where} ORDER BY council, file_name, sheet NULLS FIRST, file_id
        """,
        values,
    )
    return tuple(
        PaymentFile(
            **{
                **row,
                "columns": json.loads(row["columns"] or "{}"),
                "warnings": tuple(json.loads(row["warnings"] or "[]")),
            }
        )
        for row in rows
    )


def refusal_reasons(connection: duckdb.DuckDBPyConnection, council: str | None = None) -> tuple[RefusalReason, ...]:
    """The reasons for refusing records, the commonest first."""
    where, values = _of(council)
    rows = connection.execute(
        f"SELECT reason, count(*) FROM refusals WHERE {where} GROUP BY reason ORDER BY 2 DESC, 1", values
    ).fetchall()
    return tuple(RefusalReason(*row) for row in rows)


def list_refusals(
    connection: duckdb.DuckDBPyConnection,
    *,
    council: str | None = None,
    file_id: str | None = None,
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> tuple[Refusal, ...]:
    """One page of refused records in the order of their files."""
    where, values = _of(council)
    if file_id:
        where, values = f"{where} AND r.file_id = ?", [*values, file_id]
    rows = connection.execute(
        f"""
        SELECT r.council, coalesce(f.file_name, r.file_id), r.sheet, r.line, r.column, r.value, r.reason
        FROM (SELECT * FROM refusals r WHERE {where}) r
        LEFT JOIN (SELECT council, file_id, min(file_name) AS file_name FROM payment_files GROUP BY ALL) f
            ON f.council = r.council AND f.file_id = r.file_id
        ORDER BY 1, 2, r.sheet NULLS FIRST, r.line LIMIT ? OFFSET ?
        """,
        [*values, page_size, (max(1, page) - 1) * page_size],
    ).fetchall()
    return tuple(Refusal(*row) for row in rows)


def count_duplicates(connection: duckdb.DuckDBPyConnection, council: str | None = None) -> Duplicates:
    """The payments not counted because a file loaded before holds them."""
    where, values = _of(council)
    row = connection.execute(
        f"SELECT count(*), coalesce(sum(amount_gbp), 0)::DECIMAL(18,2) FROM payments "
        f"WHERE duplicate_of IS NOT NULL AND {where}",
        values,
    ).fetchone()
    assert row is not None  # noqa: S101 - sums without groups yield one row
    return Duplicates(*row)


def _of(council: str | None) -> tuple[str, list[Any]]:
    return ("council = ?", [council]) if council else ("true", [])
