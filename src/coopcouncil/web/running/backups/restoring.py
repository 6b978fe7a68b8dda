"""Restoring a backup: the database brought to what the archive holds, the files unpacked into a staging folder."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import IO

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from coopcouncil.evidence.record import faults
from coopcouncil.vocabulary.progress import Progress, silent
from coopcouncil.web.people.models import Person
from coopcouncil.web.record.guards import drop_guards, raise_guards
from coopcouncil.web.record.models import Entry, Head
from coopcouncil.web.record.operations import enter
from coopcouncil.web.running.backups.archive import CHUNK, MANIFEST, ArchiveError, Kept, Manifest, clear_errors, members
from coopcouncil.web.running.backups.database import applied_migrations, models_after
from coopcouncil.web.running.backups.making import FILES, TABLES
from coopcouncil.web.running.backups.rows import Model, read_rows, reset_sequences


class Restored:
    """The subject of the record's entry about a restore: the moment the backup was made."""

    subject_kind = "backup"

    def __init__(self, made_at: str) -> None:
        self.subject_ref = made_at


def database_in_use() -> bool:
    """Whether the database holds people or a record already."""
    tables = connection.introspection.table_names()
    return any(model._meta.db_table in tables and model._base_manager.exists() for model in (Person, Entry))


def restore(archive: Path, manifest: Manifest, staging: Path, *, progress: Progress = silent) -> None:
    """Bring the database to what the archive holds, and its files into `staging`. The archive must be verified.

    Whatever is in the database goes; PostgreSQL keeps it when anything fails, and SQLite is restored into a new file.
    Raises ArchiveError for an archive of a newer version, before anything is changed, and for a record that is not
    whole afterwards.
    """
    loader, _ = applied_migrations(connection.alias)
    every = {each._meta.db_table: each for each in models_after(loader, manifest.migrations)}
    missing = sorted(manifest.tables.keys() - every.keys())
    if missing:
        raise ArchiveError(f"The backup holds the table {missing[0]}, which this version does not know.")
    with clear_errors(archive), _told_as_archive_errors(), _all_or_nothing():
        _empty_database()
        progress("Making the tables", 0, 0)
        _migrate_to(manifest)
        drop_guards(connection)  # what was entered before comes back as it was, and not one after the other
        _restore_rows(archive, manifest, staging, every, progress)
        progress("Bringing the database up to this version", 0, 0)
        call_command("migrate", verbosity=0, interactive=False)
        raise_guards(connection)
        call_command("createcachetable", verbosity=0)
        check_record(manifest)
        _enter_restore(manifest)
    connection.close()  # SQLite then folds what it wrote beside the database into it


def check_record(manifest: Manifest) -> None:
    """Raises ArchiveError unless the record in the database is whole and ends as the manifest says."""
    head = Head.objects.first()
    found = (head.number, head.sha256) if head else (0, "")
    entries = Entry.objects.select_related("content").order_by("number").iterator(chunk_size=1000)
    wrong = [fault.reason for fault in faults((each.sealed() for each in entries), head=found if head else None)]
    if found != manifest.record:
        wrong.append(f"It ends with entry {found[0]}; the backup's ends with entry {manifest.record[0]}.")
    if wrong:
        raise ArchiveError("The record is not whole: " + " ".join(wrong[:5]))


@transaction.atomic
def _enter_restore(manifest: Manifest) -> None:
    """Say in the record that the service went back to a backup: what happened since then is not in it."""
    enter(
        by=None,
        what="restored everything from",
        about=Restored(manifest.made_at),
        after={"record restored up to entry": manifest.record[0], "backup made by version": manifest.software_version},
    )


@contextmanager
def _told_as_archive_errors() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise ArchiveError(f"The database does not take what the backup holds: {str(error).splitlines()[0]}") from error


def _all_or_nothing() -> AbstractContextManager[None]:
    """SQLite cannot remake tables inside a transaction; there the database is a new file, put in place at the end."""
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


def _restore_rows(
    archive: Path, manifest: Manifest, staging: Path, every: dict[str, Model], progress: Progress
) -> None:
    with transaction.atomic():
        _check_links_at_the_end()
        for done, (name, file) in enumerate(_unpack(archive, manifest, staging)):
            progress("Restoring", done, len(manifest.tables))
            table = name.removeprefix(f"{TABLES}/").removesuffix(".jsonl")
            count = read_rows(every[table], file)
            if count != manifest.tables[table]:
                raise ArchiveError(f"{table}: {count:,} rows were found and {manifest.tables[table]:,} are named.")
        reset_sequences(list(every.values()))
        connection.check_constraints()


def _check_links_at_the_end() -> None:
    """Let rows come before those that they name. PostgreSQL's migrations leave that off for the same transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _unpack(archive: Path, manifest: Manifest, staging: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Write the files, and give each table to be read as it comes by."""
    by_path = {each.path: each for each in manifest.files}
    for name, file, _size in members(archive):
        if name.startswith(f"{TABLES}/"):
            yield name, file
        elif name != MANIFEST:
            _write_file(_place(staging, name), file, by_path[name])
    for each in manifest.files:
        if each.same_as:
            place = _place(staging, each.path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.hardlink_to(_place(staging, each.same_as))


def _place(staging: Path, name: str) -> Path:
    return staging / name.removeprefix(f"{FILES}/")


def _write_file(path: Path, file: IO[bytes], kept: Kept) -> None:
    """Raises ArchiveError when the archive changed since it was verified."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("xb") as target:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    if digest.hexdigest() != kept.sha256:
        raise ArchiveError(f"{kept.path} changed while it was read. Nothing was put in place.")


def _empty_database() -> None:
    """Drop every table, also those that refuse to be emptied: only what asked for a restore comes here."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
            return
        cursor.execute("PRAGMA foreign_keys = OFF")
        for table in tables:
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)}")
        cursor.execute("PRAGMA foreign_keys = ON")


def _migrate_to(manifest: Manifest) -> None:
    """Make the tables as they were when the backup was made: to the last of its migrations in each app."""
    executor = MigrationExecutor(connection)
    applied = {(app, name) for app, names in manifest.migrations.items() for name in names}
    nodes = applied & set(executor.loader.graph.nodes)
    last = [node for node in nodes if not any(child in nodes for child in _children(executor, node))]
    executor.migrate(sorted(last))


def _children(executor: MigrationExecutor, node: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (each.key[0], each.key[1]) for each in executor.loader.graph.node_map[node].children if each.key[0] == node[0]
    ]
