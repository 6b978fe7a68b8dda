"""What reading one table of payments found, as it is shown, printed and stored."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that is not taken as a payment: where it stands, what stood there and why."""

    line: int
    column: str | None
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, sheet or member of a zip as it was read.

    `rows_read` is always `payments` + `refused`. `header_row` is the physical line of the headings, None when there
    are none; `columns` maps our names to the headings taken. When the file cannot be read `error` says why and the
    rest is nought.
    """

    file: str
    sheet: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    columns: dict[str, str] = field(default_factory=dict)
    rows_read: int = 0
    payments: int = 0
    refused: int = 0
    refusals: tuple[Refusal, ...] = ()
    redacted: int = 0
    total_gbp: Decimal = Decimal("0.00")
    first_on: date | None = None
    last_on: date | None = None
    warnings: tuple[str, ...] = ()
    error: str | None = None
    sha256: str | None = None
    card: bool = False


def reading_to_dict(reading: Reading) -> dict[str, Any]:
    """The reading for JSON: money as text with two decimals, days as ISO text; `error` only where it was not read."""
    found: dict[str, Any] = {
        "file": reading.file,
        "sheet": reading.sheet,
        "encoding": reading.encoding,
        "header_row": reading.header_row,
        "columns": reading.columns,
        "rows_read": reading.rows_read,
        "payments": reading.payments,
        "refused": reading.refused,
        "refusals": [
            {"line": each.line, "column": each.column, "value": each.value, "reason": each.reason}
            for each in reading.refusals
        ],
        "redacted": reading.redacted,
        "total_gbp": f"{reading.total_gbp:.2f}",
        "first_on": reading.first_on.isoformat() if reading.first_on else None,
        "last_on": reading.last_on.isoformat() if reading.last_on else None,
        "warnings": list(reading.warnings),
    }
    return found if reading.error is None else {**found, "error": reading.error}
