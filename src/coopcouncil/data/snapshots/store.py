"""The store: one folder of snapshots and the pointer that says which is current.

A draft is written beside the snapshots and renamed when whole; only then does the pointer move. Readers never wait,
a killed load leaves the earlier snapshot as it was, and a sweeper process removes what it left behind.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import duckdb

from coopcouncil import __version__
from coopcouncil.data.snapshots.sweeper import sweeping
from coopcouncil.data.snapshots.tables import TABLES, cast_select, empty_select
from coopcouncil.evidence.manifests import Manifest, manifest_from_json, manifest_to_json
from coopcouncil.evidence.sources import Source

POINTER = "CURRENT"
MANIFEST = "manifest.json"
UNCHANGED = "Data loaded earlier is unchanged."
MEMORY_LIMIT = "3GB"


class StoreError(Exception):
    """The store cannot be read or written; the message says what to do."""


class StoreBusyError(StoreError):
    """Another load is writing to this store."""


def connect(*, spill_folder: Path | None = None) -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB that stays under `MEMORY_LIMIT` and never reaches for the network."""
    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET preserve_insertion_order = false")
    if spill_folder is not None:
        connection.execute("SET temp_directory = ?", [str(spill_folder)])
    return connection


class Snapshot:
    """One finished snapshot: its manifest and its tables, never to change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def snapshot_id(self) -> str:
        """The snapshot's name, which figures quote."""
        return self.folder.name

    @cached_property
    def manifest(self) -> Manifest:
        """What the snapshot rests on."""
        return manifest_from_json((self.folder / MANIFEST).read_text(encoding="utf-8"))

    def parts(self, table: str) -> list[Path]:
        """The Parquet files of a table, in order; none when the table is absent."""
        return sorted((self.folder / table).glob("*.parquet"))

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection with one view for each table in `TABLES`; absent tables are empty."""
        connection = connect()
        for table in TABLES:
            mount(connection, table, self.parts(table))
        return connection


def mount(connection: duckdb.DuckDBPyConnection, table: str, parts: Iterable[Path], *, like: str = "") -> None:
    """Create the view `table` over Parquet files of that table, or of the table `like`; empty where there are none."""
    names = ", ".join("'" + str(part).replace("'", "''") + "'" for part in parts)
    query = (
        f"SELECT {cast_select(like or table)} FROM read_parquet([{names}])" if names else empty_select(like or table)
    )
    connection.execute(f'CREATE OR REPLACE VIEW "{table}" AS {query}')


class Draft:
    """A snapshot being written. Tables of `base` are kept only when carried."""

    def __init__(self, folder: Path, base: Snapshot | None) -> None:
        self.folder = folder
        self.base = base
        self.sources: list[Source] = []
        self.notes: list[str] = []
        self.judgements = 0
        self.abandoned = False
        if base is not None:
            self.sources.extend(base.manifest.sources)
            self.notes.extend(base.manifest.notes)
            self.judgements = base.manifest.judgements

    def abandon(self) -> None:
        """Make no snapshot of this draft: there was nothing worth keeping."""
        self.abandoned = True

    def carry(self, *tables: str) -> None:
        """Keep the base snapshot's parts of these tables, as hard links where the disk allows it."""
        for table in tables:
            for part in self.base.parts(table) if self.base else ():
                target = self.folder / table / part.name
                target.parent.mkdir(exist_ok=True)
                _link_or_copy(part, target)

    def carry_all_but(self, *tables: str) -> None:
        """Keep every table of the base snapshot except these."""
        self.carry(*(table for table in TABLES if table not in tables))

    def new_part(self, table: str) -> Path:
        """A path for one more Parquet file of `table`."""
        if table not in TABLES:
            raise StoreError(f"no table is called {table}")
        folder = self.folder / table
        folder.mkdir(exist_ok=True)
        return folder / f"part-{len(list(folder.glob('*.parquet'))):05}.parquet"

    def write(self, table: str, query: str, connection: duckdb.DuckDBPyConnection) -> int:
        """Write the rows of `query`, run on `connection`, as one more part of `table`; return how many."""
        target = str(self.new_part(table)).replace("'", "''")
        connection.execute(
            f"COPY (SELECT {cast_select(table)} FROM ({query})) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
        )
        ((counted,),) = connection.execute(f"SELECT count(*) FROM read_parquet('{target}')").fetchall()
        return int(counted)

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A connection that sees the tables as drafted so far; spills into the draft's own folder."""
        connection = connect(spill_folder=self.folder / "spill")
        for table in TABLES:
            mount(connection, table, sorted((self.folder / table).glob("*.parquet")))
        return connection


class Store:
    """A folder of snapshots."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Snapshot | None:
        """The current snapshot, or None before the first load.

        Raises StoreError when the pointer names a snapshot that is not there.
        """
        try:
            name = (self.root / POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        return self.get(name)

    def get(self, snapshot_id: str) -> Snapshot:
        """The snapshot with this id. Raises StoreError when there is none."""
        folder = self.root / "snapshots" / snapshot_id
        if Path(snapshot_id).name != snapshot_id or not (folder / MANIFEST).is_file():
            raise StoreError(f"There is no snapshot {snapshot_id} in {self.root}.")
        return Snapshot(folder)

    def snapshot_ids(self) -> list[str]:
        """Every finished snapshot, oldest first."""
        folder = self.root / "snapshots"
        return sorted(path.parent.name for path in folder.glob(f"[!.]*/{MANIFEST}"))

    @contextmanager
    def draft(self) -> Iterator[Draft]:
        """Write a new snapshot on top of the current one; it becomes current when the block ends well.

        Raises StoreBusyError when another process is writing. Whatever goes wrong inside the block, the draft is
        removed and the current snapshot stays.
        """
        (self.root / "snapshots").mkdir(parents=True, exist_ok=True)
        with _alone(self.root):
            _remove_leftovers(self.root)
            name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{secrets.token_hex(2)}"
            folder = self.root / "snapshots" / f".draft-{name}"
            folder.mkdir()
            with sweeping(folder):
                draft = Draft(folder, self.current())
                yield draft
                if not draft.abandoned:
                    _finish(draft, name, self.root)


def _finish(draft: Draft, name: str, root: Path) -> None:
    shutil.rmtree(draft.folder / "spill", ignore_errors=True)
    manifest = replace(
        Manifest(snapshot_id=name, made_at=datetime.now(UTC), software_version=__version__),
        sources=tuple(draft.sources),
        notes=tuple(dict.fromkeys(draft.notes)),
        judgements=draft.judgements,
        tables=_count_rows(draft.folder),
    )
    _write_durably(draft.folder / MANIFEST, manifest_to_json(manifest))
    for part in draft.folder.glob("*/*.parquet"):
        if part.stat().st_nlink == 1:  # a carried part is on the disk already
            _sync(part)
    draft.folder.rename(root / "snapshots" / name)
    _sync(root / "snapshots")
    pointer = root / f".{POINTER}-{name}"
    _write_durably(pointer, name + "\n")
    pointer.replace(root / POINTER)
    _sync(root)


def _count_rows(folder: Path) -> dict[str, int]:
    connection = duckdb.connect()
    counts: dict[str, int] = {}
    for table in TABLES:
        pattern = str(folder / table / "*.parquet").replace("'", "''")
        if any((folder / table).glob("*.parquet")):
            query = f"SELECT sum(num_rows) FROM parquet_file_metadata('{pattern}')"
            ((rows,),) = connection.execute(query).fetchall()
            counts[table] = int(rows or 0)
    return counts


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the store's folder for writing; the kernel lets go when the process ends, however it ends."""
    handle = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreBusyError(
                f"Another load is writing to {root}. Wait until it has finished, then try again."
            ) from None
        yield
    finally:
        os.close(handle)


def _remove_leftovers(root: Path) -> None:
    for draft in (root / "snapshots").glob(".draft-*"):
        shutil.rmtree(draft)
    for pointer in root.glob(f".{POINTER}-*"):
        pointer.unlink()


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
