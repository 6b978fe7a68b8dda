"""Making a backup: written under another name, read back, and only then renamed."""

import os
import re
import secrets
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.db import connections

from coopcouncil import __version__
from coopcouncil.data.snapshots import Store
from coopcouncil.data.snapshots.store import POINTER
from coopcouncil.vocabulary.progress import Progress, silent
from coopcouncil.web.record.models import Head
from coopcouncil.web.running.backups.archive import Manifest, Writer, verify
from coopcouncil.web.running.backups.database import applied_migrations, as_it_stands, models_after
from coopcouncil.web.running.backups.rows import write_rows

TABLES, FILES = "database", "files"
COMPRESSED = (".gz", ".tgz")
SNAPSHOT_ID = re.compile(rb"\d{8}T\d{6}\.\d{6}-[0-9a-f]{4}")
# in the data folder, but no part of what is kept: the database itself, uploads not yet loaded, what restores set aside
NOT_KEPT = ("coopcouncil.sqlite3", "uploads", "before-restore-")


def make_backup(
    data: Path, target: Path, *, used_snapshots_only: bool = False, progress: Progress = silent
) -> Manifest:
    """Write everything that the data folder and the database hold to `target`; the manifest, when it was read back.

    With `used_snapshots_only` the snapshots left out are those that are neither current nor named anywhere in the
    database. The database comes first, and files only ever grow in number: what a row names is there.
    Raises ArchiveError, OSError.
    """
    draft = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    mode = "w:gz" if target.suffix in COMPRESSED else "w"
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode=mode, format=tarfile.PAX_FORMAT) as tar:  # type: ignore[call-overload]
                _write(tar, data, target, used_snapshots_only, progress)
            file.flush()
            os.fsync(file.fileno())
        progress("Reading the backup back", 0, 0)
        manifest = verify(draft)
        draft.replace(target)
        _sync_folder(target.parent)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _write(tar: tarfile.TarFile, data: Path, target: Path, used_only: bool, progress: Progress) -> None:
    named: set[str] = set()
    with as_it_stands(target.parent) as alias:
        loader, migrations = applied_migrations(alias)
        manifest = Manifest(
            software_version=__version__,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            database=connections[alias].vendor,
            migrations=migrations,
        )
        writer = Writer(tar, manifest)
        every = models_after(loader, migrations)
        for done, model in enumerate(every):
            progress("Copying the database", done, len(every))
            with tempfile.TemporaryFile(dir=target.parent) as spool:
                manifest.tables[model._meta.db_table] = write_rows(model, alias, spool)
                named |= _snapshots_in(spool)
                size = spool.tell()
                spool.seek(0)
                writer.add(f"{TABLES}/{model._meta.db_table}.jsonl", spool, size)
        head = Head.objects.using(alias).first() if "record" in migrations else None
        manifest.record = (head.number, head.sha256) if head else (0, "")
    _write_files(writer, data, target, named if used_only else None, progress)
    writer.finish()


def _write_files(writer: Writer, data: Path, target: Path, named: set[str] | None, progress: Progress) -> None:
    """Copy the data folder; the pointer first, so that the snapshot that it names is among those listed after it."""
    pointer = data / POINTER
    if pointer.is_file():
        writer.add_file(f"{FILES}/{POINTER}", pointer)
    current = pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else ""
    snapshots = [each for each in Store(data).snapshot_ids() if named is None or each in {*named, current}]
    paths = [*_files_of(data, snapshots, but=target)]
    for done, path in enumerate(paths):
        progress("Copying files", done, len(paths))
        writer.add_file(f"{FILES}/{path.relative_to(data).as_posix()}", path)


def _files_of(data: Path, snapshots: Iterable[str], *, but: Path) -> Iterator[Path]:
    for top in sorted(data.iterdir()):
        kept = not top.name.startswith((".", *NOT_KEPT)) and top.suffix != ".lock"
        if kept and top.name not in ("snapshots", POINTER):
            yield from (each for each in _walk(top) if each.resolve() != but.resolve())
    for snapshot in snapshots:
        yield from _walk(data / "snapshots" / snapshot)


def _walk(top: Path) -> Iterator[Path]:
    """Every real file at or below `top`: links lead elsewhere and are left out."""
    if top.is_symlink():
        return
    if top.is_file():
        yield top
    elif top.is_dir():
        for each in sorted(top.iterdir()):
            if not each.name.startswith("."):
                yield from _walk(each)


def _snapshots_in(spool: IO[bytes]) -> set[str]:
    """Every snapshot's id in what was written; the place in the file is at its end again afterwards."""
    spool.seek(0)
    found = {each.decode() for line in spool for each in SNAPSHOT_ID.findall(line)}
    spool.seek(0, os.SEEK_END)
    return found


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
