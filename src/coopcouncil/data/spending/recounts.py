"""The same payment in two files: found when loading, marked, and left out of every sum.

Councils publish a corrected month again, a quarter over its months, or one file under two names. Two rows are the
same payment when supplier, amount, day, reference and purpose agree and either a day or a reference is known. Equal
rows inside one file are separate payments: the third such row of a file is a recount only if an earlier file holds
three as well.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from coopcouncil.data.snapshots import Draft
from coopcouncil.data.snapshots.tables import cast_select

SheetId = tuple[str, str | None]  # file_id and sheet

KEY = "supplier_key, amount_gbp, paid_on, reference, purpose"

# Payments of the council that may be twins of the new ones; `nth` tells equal rows of one file apart.
COUNTED = f"""
CREATE TEMP TABLE counted AS
WITH span AS (
    SELECT min(paid_on) AS first_on, max(paid_on) AS last_on FROM payments SEMI JOIN new_files USING (file_id)
)
SELECT p.file_id, p.sheet, p.line, {KEY}, coalesce(n.position, -1) AS position, n.file_id IS NOT NULL AS is_new,
    row_number() OVER (PARTITION BY p.file_id, {KEY} ORDER BY p.sheet, p.line) AS nth
FROM payments p LEFT JOIN new_files n USING (file_id)
WHERE p.council = ? AND (
    (p.paid_on IS NULL AND p.reference IS NOT NULL)
    OR p.paid_on BETWEEN (SELECT first_on FROM span) AND (SELECT last_on FROM span)
)
"""

# The first of several twins stands; each later one that is new is a recount of it.
RECOUNTED = f"""
CREATE TEMP TABLE recounted AS
SELECT t.file_id, t.sheet, t.line, coalesce(f.file_name, n.file_name) || ' line ' || t.first_line AS duplicate_of
FROM (
    SELECT *, row_number() OVER twins AS turn,
        first_value(file_id) OVER twins AS first_file, first_value(line) OVER twins AS first_line
    FROM counted
    WINDOW twins AS (PARTITION BY {KEY}, nth ORDER BY position, file_id, sheet, line)
) t
LEFT JOIN (SELECT file_id, any_value(file_name) AS file_name FROM payment_files GROUP BY file_id) f
    ON f.file_id = t.first_file
LEFT JOIN new_files n ON n.file_id = t.first_file
WHERE t.turn > 1 AND t.is_new
"""

MARKED = """
SELECT p.* REPLACE (r.duplicate_of AS duplicate_of)
FROM {part} p LEFT JOIN recounted r
    ON p.file_id = r.file_id AND p.line = r.line AND p.sheet IS NOT DISTINCT FROM r.sheet
"""


def mark_recounted(
    draft: Draft, *, council: str, new_files: Mapping[str, str], new_parts: Sequence[Path]
) -> dict[SheetId, int]:
    """Mark the payments in `new_parts` that another file holds already, and count them by file and sheet.

    `new_files` maps file_id to file name in the order in which the files were given; files loaded before come first.
    """
    connection = draft.connect()
    names = pa.table(
        {
            "file_id": pa.array(new_files.keys(), pa.string()),
            "file_name": pa.array(new_files.values(), pa.string()),
            "position": pa.array(range(len(new_files)), pa.int64()),
        }
    )
    connection.register("new_files", names)
    connection.execute(COUNTED, [council])
    connection.execute(RECOUNTED)
    rows = connection.execute("SELECT file_id, sheet, count(*) FROM recounted GROUP BY ALL ORDER BY ALL").fetchall()
    if rows:
        for part in new_parts:
            _rewrite(connection, part)
    return {(file_id, sheet): count for file_id, sheet, count in rows}


def _rewrite(connection: duckdb.DuckDBPyConnection, part: Path) -> None:
    marked = part.with_suffix(".marked")
    source = f"(SELECT {cast_select('payments')} FROM read_parquet('{_quoted(part)}'))"
    target = _quoted(marked)
    connection.execute(f"COPY ({MARKED.format(part=source)}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    marked.replace(part)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
