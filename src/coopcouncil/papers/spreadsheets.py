"""CSV that is safe to open in a spreadsheet.

A cell that begins like a formula is run as one by Excel, LibreOffice and Google Sheets, and a supplier's name
comes from outside. Such text gets an apostrophe in front, as OWASP advises ("CSV Injection"); numbers stay numbers.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

# The full-width signs are read as their narrow twins by some spreadsheets.
FORMULA_START = "^[\\s]*[=+\\-@＝＋－＠]|^[\\t\\r\\n]"
_FORMULA = re.compile(FORMULA_START)

Cell = str | int | Decimal | date | bool | None


def safe_cell(value: Cell) -> str:
    """The value as CSV text; text that a spreadsheet would run as a formula is defused."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and _FORMULA.match(text) else text


def safe_text_sql(column: str) -> str:
    """SQL for a text column with `safe_cell` applied by DuckDB."""
    return f"CASE WHEN regexp_matches({column}, '{FORMULA_START}') THEN '''' || {column} ELSE {column} END"


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write one CSV file: UTF-8, one heading line, lines end with \\n."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows([safe_cell(cell) for cell in row] for row in rows)
