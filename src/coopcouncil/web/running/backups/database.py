"""The database as it stood at one moment, while people go on writing to it."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections, transaction
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.loader import MigrationLoader

from coopcouncil.web.running.backups.archive import ArchiveError
from coopcouncil.web.running.backups.rows import Model, models_of

COPY = "backup"


@contextmanager
def as_it_stands(folder: Path) -> Iterator[str]:
    """The alias of a connection over which nothing changes any more; a copy of a SQLite database is made in `folder`.

    On PostgreSQL it is one transaction that sees the database as it stood at its start.
    """
    if connection.vendor == "sqlite":
        with _copied(folder) as alias:
            yield alias
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield connection.alias


@contextmanager
def _copied(folder: Path) -> Iterator[str]:
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".database-", suffix=".sqlite3") as file:
        connection.ensure_connection()
        with sqlite3.connect(file.name) as target:
            connection.connection.backup(target)  # all pages in one go: nobody's write can come between
        target.close()
        copy = connection.copy(COPY)
        copy.settings_dict["NAME"] = file.name
        copy.settings_dict["OPTIONS"] = {}
        connections[COPY] = copy
        try:
            yield COPY
        finally:
            copy.close()
            del connections[COPY]


def applied_migrations(alias: str) -> tuple[MigrationLoader, dict[str, list[str]]]:
    """What has been applied, by app, and the loader that knows it."""
    loader = MigrationLoader(connections[alias])
    applied: dict[str, list[str]] = {}
    for app, name in sorted(loader.applied_migrations):
        applied.setdefault(app, []).append(name)
    return loader, applied


def models_after(loader: MigrationLoader, migrations: dict[str, list[str]]) -> list[Model]:
    """The models as these migrations left them. Raises ArchiveError when this version does not know one."""
    nodes = [(app, name) for app, names in migrations.items() for name in names]
    unknown = [f"{app}.{name}" for app, name in nodes if (app, name) not in loader.disk_migrations]
    if unknown:
        raise ArchiveError(
            f"The data is of a newer version than this one, which does not know {unknown[0]}. Install that version "
            "or a later one, then try again."
        )
    try:
        return models_of(loader, [node for node in nodes if node in loader.graph.nodes])
    except NodeNotFoundError as error:
        raise ArchiveError(f"The database's migrations do not fit together: {error}") from None
