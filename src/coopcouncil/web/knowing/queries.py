"""Reads of how we know beside those of `data.spending.grounds`."""

from coopcouncil.data.snapshots import Snapshot
from coopcouncil.web.snapshots import Reading, Row, store

PAGE_SIZE = 100
DUPLICATES = """
SELECT p.council, coalesce(f.file_name, p.file_id) AS file_name, p.sheet, p.line, p.supplier, p.amount_gbp, p.paid_on,
    p.duplicate_of
FROM payments p
LEFT JOIN (SELECT council, file_id, min(file_name) AS file_name FROM payment_files GROUP BY ALL) f
    ON f.council = p.council AND f.file_id = p.file_id
WHERE p.duplicate_of IS NOT NULL
ORDER BY 1, 2, 3 NULLS FIRST, 4 LIMIT ? OFFSET ?
"""


def list_duplicates(reading: Reading, page: int) -> list[Row]:
    """One page of the payments that an earlier file holds too."""
    return reading.rows(DUPLICATES, [PAGE_SIZE, (page - 1) * PAGE_SIZE])


def count_refusals(reading: Reading, file_id: str | None) -> int:
    """How many refused records there are, in all or in one file."""
    if file_id:
        return reading.number("SELECT count(*) FROM refusals WHERE file_id = ?", [file_id])
    return reading.number("SELECT count(*) FROM refusals")


def other_snapshots(reading: Reading) -> list[Snapshot]:
    """Every snapshot but the current one, latest first."""
    kept = store()
    ids = reversed(kept.snapshot_ids())
    return [kept.get(each) for each in ids if each != reading.snapshot.snapshot_id]
