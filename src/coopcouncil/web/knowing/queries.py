"""Reads of how we know beside those of `data.spending.grounds`."""

from collections import Counter
from collections.abc import Container, Iterable

from coopcouncil.data.snapshots import Snapshot
from coopcouncil.data.spending.picture.grounds import PaymentFile
from coopcouncil.web.snapshots import Reading, Row, store

PAGE_SIZE = 25
FILES_A_PAGE = 20
SHARED_BY = 3  # a note on this many files is said once, above them
DUPLICATES = """
SELECT p.council, coalesce(f.file_name, p.file_id) AS file_name, p.sheet, p.line, p.supplier, p.amount_gbp, p.paid_on,
    p.duplicate_of
FROM payments p
LEFT JOIN (SELECT council, file_id, min(file_name) AS file_name FROM payment_files GROUP BY ALL) f
    ON f.council = p.council AND f.file_id = p.file_id
WHERE p.duplicate_of IS NOT NULL
ORDER BY 1, 2, 3 NULLS FIRST, 4 LIMIT ? OFFSET ?
"""


def list_duplicates(reading: Reading, page: int, *, page_size: int = PAGE_SIZE) -> list[Row]:
    """One page of the payments that an earlier file holds too."""
    return reading.rows(DUPLICATES, [page_size, (page - 1) * page_size])


def shared_notes(files: Iterable[PaymentFile]) -> list[tuple[str, int]]:
    """The notes that several files have word for word, with how many have each, the commonest first."""
    counted = Counter(note for file in files for note in set(file.warnings))
    shared = [(note, count) for note, count in counted.items() if count >= SHARED_BY]
    return sorted(shared, key=lambda each: (-each[1], each[0]))


def notes_of(file: PaymentFile, *, shared: Container[str]) -> list[str]:
    """The notes of one file, each once, without those that are said of several files."""
    return [note for note in dict.fromkeys(file.warnings) if note not in shared]


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
