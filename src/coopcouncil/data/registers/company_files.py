"""Stages a file of the company register: makes it UTF-8, reads it with DuckDB, and accounts for every line."""

from dataclasses import replace
from pathlib import Path

import duckdb

from coopcouncil.data.registers.companies import stage_companies
from coopcouncil.data.registers.entries import Refusal
from coopcouncil.data.registers.opening import CHUNK, Inspection, Tell, UnusableFileError
from coopcouncil.data.registers.staged import Staged
from coopcouncil.data.registers.tables import Table
from coopcouncil.data.registers.watching import watched
from coopcouncil.data.snapshots.store import connect


def stage_company_file(table: Table, staged: Staged, inspection: Inspection, tell: Tell) -> Staged:
    """Stage the table's companies at `staged.parquet` and count its rows.

    Raises UnusableFileError when the table is not text or cannot be read as CSV.
    """
    if table.text is None:
        raise UnusableFileError(
            "the company register is read only from CSV or a zip of CSV: use it as it was published"
        )
    if table.encoding == "cp1252":
        table = replace(table, text=_as_utf8(table.text, staged.parquet.with_suffix(".utf8")))
    size = table.text.stat().st_size if table.text else 0
    connection = connect(spill_folder=staged.parquet.parent / "spill")
    connection.execute("SET preserve_insertion_order = true")
    try:
        with watched(connection, lambda share: tell(int(size * share), size)):
            staged.refusals = stage_companies(connection, table, staged.parquet)
        kept = connection.execute("SELECT count(*) FROM read_parquet(?)", [str(staged.parquet)]).fetchone()
    except duckdb.InvalidInputException as error:
        raise UnusableFileError(f"it cannot be read as CSV: {str(error).splitlines()[0]}") from None
    finally:
        connection.close()
    staged.rows_read = (int(kept[0]) if kept else 0) + len(staged.refusals)
    _account_for_lines(table, staged, inspection)
    return staged


def _as_utf8(path: Path, target: Path) -> Path:
    reading = path.open(encoding="cp1252", errors="replace", newline="")
    with reading as source, target.open("w", encoding="utf-8", newline="") as copy:
        while text := source.read(CHUNK):
            copy.write(text.replace("\0", ""))
    return target


def _account_for_lines(table: Table, staged: Staged, inspection: Inspection) -> None:
    """Refuse, as one, the lines that were not read as rows: a stray quote swallows some, a cut file breaks the last."""
    lines = inspection.line_ends + (not inspection.ends_with_line_end)
    if table.where or table.text is None or lines - table.lines_to_skip <= staged.rows_read:
        return
    with table.text.open("rb") as file:
        filled = sum(1 for number, line in enumerate(file, start=1) if number > table.lines_to_skip and line.strip())
    missing = filled - staged.rows_read
    if missing > 0:
        reason = f"{missing:,} lines could not be told apart as rows; the file may be cut short or damaged near its end"
        staged.refusals.append(Refusal(lines, "", "", reason))
        staged.rows_read += 1
