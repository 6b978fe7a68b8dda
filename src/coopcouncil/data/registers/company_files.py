"""Stages a file of the company register: reads it with DuckDB and accounts for every line."""

import duckdb

from coopcouncil.data.registers.companies import stage_companies
from coopcouncil.data.registers.entries import Refusal
from coopcouncil.data.registers.opening import Tell
from coopcouncil.data.registers.staged import NotARegisterError, Staged
from coopcouncil.data.registers.tables import Table
from coopcouncil.data.registers.watching import watched
from coopcouncil.data.snapshots.store import connect


def stage_company_file(table: Table, staged: Staged, tell: Tell) -> Staged:
    """Stage the table's companies at `staged.parquet` and count its rows.

    Raises NotARegisterError when the table is not text or cannot be read as CSV.
    """
    if table.text is None:
        raise NotARegisterError("the company register is read only from CSV or a zip of CSV: use it as published.")
    size = table.text.stat().st_size
    connection = connect(spill_folder=staged.parquet.parent / "spill")
    connection.execute("SET preserve_insertion_order = true")
    try:
        with watched(connection, lambda share: tell(int(size * share), size)):
            staged.refusals = stage_companies(connection, table, staged.parquet)
        kept = connection.execute("SELECT count(*) FROM read_parquet(?)", [str(staged.parquet)]).fetchone()
    except duckdb.InvalidInputException as error:
        raise NotARegisterError(f"it cannot be read as CSV: {str(error).splitlines()[0]}") from None
    finally:
        connection.close()
    staged.rows_read = (int(kept[0]) if kept else 0) + len(staged.refusals)
    _account_for_lines(table, staged)
    return staged


def _account_for_lines(table: Table, staged: Staged) -> None:
    """Refuse, as one, the lines that were not read as rows: a stray quote swallows some, a cut file breaks the last."""
    if table.text is None or table.lines - table.lines_to_skip <= staged.rows_read:
        return
    with table.text.open("rb") as file:
        filled = sum(1 for number, line in enumerate(file, start=1) if number > table.lines_to_skip and line.strip())
    missing = filled - staged.rows_read
    if missing > 0:
        reason = f"{missing:,} lines could not be told apart as rows; the file may be cut short or damaged near its end"
        staged.refusals.append(Refusal(table.lines, "", "", reason))
        staged.rows_read += 1
