"""Loads registers into a new snapshot: a register loaded before is replaced whole, the others stay as they were."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.data.registers.accredited import write_accreditations_of
from coopcouncil.data.registers.building import Judge, write_organisations
from coopcouncil.data.registers.earlier import TABLES, mount_earlier
from coopcouncil.data.registers.entries import Refusal
from coopcouncil.data.registers.gathering import mount_staged
from coopcouncil.data.registers.joining import join_entries
from coopcouncil.data.registers.staged import Staged
from coopcouncil.data.registers.staging import stage_file
from coopcouncil.data.snapshots.store import Draft, Store
from coopcouncil.evidence.sources import Source
from coopcouncil.vocabulary.progress import Progress, silent

WRITTEN = ("organisations", *TABLES)
SUPPLIERS = "suppliers"
Settle = Callable[[Draft], object]


@dataclass(slots=True)
class FileReport:
    """What became of one file: a source for each register in it, the rows refused, or why it could not be used.

    `replaces` names the files, loaded before, whose place this one takes.
    """

    path: Path
    sources: list[Source] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    problem: str = ""
    replaces: tuple[str, ...] = ()


def load_registers(
    store: Store,
    paths: Sequence[Path],
    *,
    judge: Judge,
    retrieved_on: date | None = None,
    scheme: str = "",
    licence: str = "",
    settle: Settle | None = None,
    progress: Progress = silent,
) -> list[FileReport]:
    """Load each register in `paths` into a new snapshot of `store`; one report for each path, in order.

    `judge` says who owns an organisation from what the registers say. `retrieved_on` is the day the files were had, by
    default each file's own day. `scheme` names the scheme of accreditation lists, `licence` overrides what is known of
    the licence. `settle`, where given, writes the draft's suppliers anew once its organisations are written; without
    it they are carried as they were. When no file can be used there is no new snapshot. Raises StoreError when the
    store cannot be written.
    """
    with store.draft() as draft:
        reading = draft.folder / "reading"
        reading.mkdir()
        reports: list[FileReport] = []
        staged: list[Staged] = []
        for number, path in enumerate(paths):
            report = FileReport(path)
            tell = partial(progress, f"Reading {path.name}")
            try:
                sha256, tables = stage_file(path, reading / f"file-{number}", scheme=scheme, tell=tell)
                day = retrieved_on or datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
                _fill(report, sha256, tables, day, licence)
                staged += tables
            except UnreadableFileError as error:
                report.problem = str(error)
            reports.append(report)
        if staged:
            _write(draft, staged, reports, judge, progress)
            draft.carry_all_but(*WRITTEN, *([SUPPLIERS] if settle else []))
            if settle and any((draft.folder / "payments").glob("*.parquet")):
                settle(draft)
        else:
            draft.abandon()
        shutil.rmtree(reading)
    return reports


def _fill(report: FileReport, sha256: str, tables: list[Staged], day: date, licence: str) -> None:
    for table in tables:
        report.refusals += table.refusals
        report.sources.append(
            Source(
                source_id=table.source_id,
                kind="register",
                title=table.title[:1].upper() + table.title[1:] + (f" ({table.where})" if table.where else ""),
                file_name=report.path.name,
                sha256=sha256,
                licence=licence or table.licence,
                retrieved_on=day,
                rows_read=table.rows_read,
                rows_refused=len(table.refusals),
            )
        )


def _write(draft: Draft, staged: list[Staged], reports: list[FileReport], judge: Judge, progress: Progress) -> None:
    replaced = sorted({table.source_id for table in staged})
    for report in reports:
        mine = {source.source_id for source in report.sources}
        report.replaces = tuple(sorted({s.file_name for s in draft.sources if s.source_id in mine}))
    draft.sources = [source for source in draft.sources if source.source_id not in replaced]
    draft.sources += [source for report in reports for source in report.sources]
    connection = draft.connect()
    try:
        mount_earlier(connection, draft.base, replaced)
        draft.notes = mount_staged(connection, staged)
        joined = join_entries(connection)
        draft.notes += joined.notes
        write_organisations(draft, connection, chosen=joined.chosen, judge=judge, progress=progress)
        write_accreditations_of(draft, connection)
    finally:
        connection.close()
