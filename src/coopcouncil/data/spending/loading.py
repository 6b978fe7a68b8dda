"""Loading payments files into a new snapshot.

Good files are loaded even when others cannot be read; a payment that an earlier file already holds is kept, marked
and never counted twice.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import polars as pl

from coopcouncil.data.matching.judgements import Judgements
from coopcouncil.data.matching.names import fold_column
from coopcouncil.data.snapshots import Draft, Store, StoreError
from coopcouncil.data.snapshots.store import UNCHANGED
from coopcouncil.data.spending.reading.files import Reading, read_file
from coopcouncil.data.spending.recounts import SheetId, mark_recounted
from coopcouncil.data.spending.suppliers import settle
from coopcouncil.evidence.sources import Source, sha256_of
from coopcouncil.vocabulary.progress import Progress, silent

LICENCE = "Not stated in the file; councils mostly publish under the Open Government Licence"
ROWS_A_PART = 200_000
FILE_ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one load did: a reading for each file and sheet, and what was counted.

    `skipped` names files that the snapshot already held, byte for byte. `snapshot_id` is None when nothing could be
    loaded, so that nothing changed.
    """

    readings: tuple[Reading, ...]
    skipped: tuple[str, ...]
    duplicates: Mapping[SheetId, int]
    snapshot_id: str | None

    @property
    def errors(self) -> tuple[str, ...]:
        """One message for each file that could not be read."""
        return tuple(reading.error for reading in self.readings if reading.error)

    def in_words(self) -> str:
        """What the load did, in sentences a line each."""
        lines = [f"{name} was loaded before, byte for byte: left out." for name in self.skipped]
        if self.snapshot_id is None:
            return "\n".join([*lines, "Nothing new was loaded; the current snapshot is as it was."])
        good = [reading for reading in self.readings if reading.error is None]
        refused = sum(each.refused for each in good)
        recounted = sum(self.duplicates.values())
        lines.append(
            f"Read {sum(r.rows_read for r in good):,} rows: {sum(r.payments for r in good):,} payments of "
            f"£{sum(r.total_gbp for r in good):,.2f}, {refused:,} {'row' if refused == 1 else 'rows'} refused."
        )
        if recounted:
            lines.append(f"{recounted:,} of the payments stand in an earlier file too: they are counted once.")
        return "\n".join([*lines, f"The current snapshot is {self.snapshot_id}."])


@dataclass
class _Intake:
    """Payments of one council on their way into the draft, gathered so that small files do not make small parts."""

    draft: Draft
    council: str
    waiting: list[pl.DataFrame] = field(default_factory=list)
    rows: int = 0
    parts: list[Path] = field(default_factory=list)

    def take(self, batch: pl.DataFrame, *, file_id: str) -> None:
        """Add a batch of payments of a file."""
        self.waiting.append(
            batch.with_columns(
                pl.lit(self.council).alias("council"),
                pl.lit(file_id).alias("file_id"),
                fold_column(pl.col("supplier").fill_null("")).alias("supplier_key"),
                pl.lit(None, dtype=pl.String).alias("duplicate_of"),
            )
        )
        self.rows += len(batch)
        if self.rows >= ROWS_A_PART:
            self.flush()

    def flush(self) -> None:
        """Write what waits as one more part of the table."""
        if self.waiting:
            self.parts.append(self.draft.new_part("payments"))
            try:
                pl.concat(self.waiting, how="diagonal").write_parquet(self.parts[-1])
            except (OSError, pl.exceptions.PolarsError) as error:
                # told apart from an OSError of the file being read, which costs that file alone
                raise StoreError(f"The payments could not be written: {error}. {UNCHANGED}") from error
        self.waiting, self.rows = [], 0


def load_payments(
    store: Store,
    files: Sequence[Path],
    *,
    council: str,
    judgements: Judgements,
    overrides: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> Loaded:
    """Read `files` as payments of `council` and make a new snapshot with them, its suppliers settled.

    Files that cannot be read are reported in the readings and left out. Raises StoreBusyError while another load
    writes, and OSError when the disk is full; the earlier snapshot is intact in either case.
    """
    with store.draft() as draft:
        draft.carry_all_but("suppliers")
        intake = _Intake(draft, council)
        readings, skipped = _read_all(intake, files, overrides or {}, progress)
        if not any(reading.rows_read for reading in readings):
            draft.abandon()
            return Loaded(tuple(readings), tuple(skipped), {}, None)
        progress("Looking for payments already loaded", 0, 0)
        names = {_file_id(each): Path(each.file).name for each in readings if each.error is None}
        duplicates = mark_recounted(draft, council=council, new_files=names, new_parts=intake.parts)
        _write_reports(draft, council, readings, duplicates)
        settle(draft, judgements.read()[0], progress=progress)
    current = store.current()
    return Loaded(tuple(readings), tuple(skipped), duplicates, current.snapshot_id if current else None)


def _read_all(
    intake: _Intake, files: Sequence[Path], overrides: Mapping[str, str], progress: Progress
) -> tuple[list[Reading], list[str]]:
    """Read every file into the draft; the readings, and the files that were loaded before, byte for byte."""
    known = _known_files(intake.draft, intake.council)
    readings: list[Reading] = []
    skipped: list[str] = []
    for number, path in enumerate(files):
        progress("Reading payments files", number, len(files))
        digest = sha256_of(path) if path.is_file() else None
        file_id = (digest or "")[:FILE_ID_DIGITS]
        if file_id in known:
            skipped.append(str(path))
            continue
        sink = partial(intake.take, file_id=file_id)
        found = read_file(path, given=str(path), overrides=overrides, sink=sink)
        # a member of a zip has a digest of its own; what is loaded, and known again, is the file that was given
        readings += [replace(each, sha256=digest) for each in found]
        if any(each.error is None for each in found):  # what could not be read has not been loaded
            known.add(file_id)
    intake.flush()
    progress("Reading payments files", len(files), len(files))
    return readings, skipped


def _known_files(draft: Draft, council: str) -> set[str]:
    rows = draft.connect().execute("SELECT DISTINCT file_id FROM payment_files WHERE council = ?", [council])
    return {file_id for (file_id,) in rows.fetchall()}


def _file_id(reading: Reading) -> str:
    return (reading.sha256 or "")[:FILE_ID_DIGITS]


def _write_reports(draft: Draft, council: str, readings: Sequence[Reading], duplicates: Mapping[SheetId, int]) -> None:
    """Write what was read and what was refused, and add each file to the snapshot's sources."""
    connection = draft.connect()
    loaded_at = datetime.now(UTC).replace(tzinfo=None)
    good = [reading for reading in readings if reading.error is None]
    files = [_file_row(each, council, duplicates.get((_file_id(each), each.sheet), 0), loaded_at) for each in good]
    refusals = [row for each in good for row in _refusal_rows(each, council)]
    connection.register("file_rows", pl.DataFrame(files, infer_schema_length=None).to_arrow())
    draft.write("payment_files", "SELECT * FROM file_rows", connection)
    if refusals:
        connection.register("refusal_rows", pl.DataFrame(refusals, infer_schema_length=None).to_arrow())
        draft.write("refusals", "SELECT * FROM refusal_rows", connection)
    for file_id in dict.fromkeys(_file_id(each) for each in good):
        draft.sources.append(_source([each for each in good if _file_id(each) == file_id], council, loaded_at))


def _file_row(reading: Reading, council: str, duplicates: int, loaded_at: datetime) -> dict[str, object]:
    return {
        "council": council,
        "file_id": _file_id(reading),
        "file_name": Path(reading.file).name,
        "sheet": reading.sheet,
        "encoding": reading.encoding,
        "header_row": reading.header_row,
        "columns": json.dumps(dict(reading.columns), ensure_ascii=False),
        "rows_read": reading.rows_read,
        "payments": reading.payments,
        "refused": reading.refused,
        "duplicates": duplicates,
        "redacted": reading.redacted,
        "total_gbp": reading.total_gbp,
        "first_on": reading.first_on,
        "last_on": reading.last_on,
        "warnings": json.dumps(list(reading.warnings), ensure_ascii=False),
        "loaded_at": loaded_at,
    }


def _refusal_rows(reading: Reading, council: str) -> list[dict[str, object]]:
    return [
        {
            "council": council,
            "file_id": _file_id(reading),
            "sheet": reading.sheet,
            "line": refusal.line,
            "column": refusal.column,
            "value": refusal.value,
            "reason": refusal.reason,
        }
        for refusal in reading.refusals
    ]


def _source(readings: Sequence[Reading], council: str, loaded_at: datetime) -> Source:
    """One source for a file, whatever number of sheets it has."""
    first = readings[0]
    name = Path(first.file).name
    return Source(
        source_id=_file_id(first),
        kind="payments",
        title=f"Payments published by {council}: {name}",
        file_name=name,
        sha256=first.sha256 or "",
        licence=LICENCE,
        retrieved_on=loaded_at.date(),
        rows_read=sum(reading.rows_read for reading in readings),
        rows_refused=sum(reading.refused for reading in readings),
    )
