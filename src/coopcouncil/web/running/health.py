"""Whether each part that the service needs is well, with what to do where it is not. Nothing secret is said."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import duckdb
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from coopcouncil.data.snapshots import StoreError
from coopcouncil.web.snapshots import current

LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Part:
    """One part of the service. `well` is None where it is not known."""

    name: str
    well: bool | None
    says: str


def parts_now() -> list[Part]:
    """Every part, looked at now."""
    return [look() for look in _LOOKS]


def is_ready(parts: list[Part]) -> bool:
    """Whether none of the parts is unwell."""
    return all(part.well is not False for part in parts)


def _database() -> Part:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Part("database", False, "The database cannot be reached. Look at DATABASE_URL and at its server.")
    return Part("database", True, "reachable")


def _migrations() -> Part:
    try:
        done = _has_every_migration()
    except DatabaseError:
        return Part("migrations", None, "not known: the database cannot be reached")
    if not done:
        return Part("migrations", False, "The database is older than this version. Run: coopcouncil migrate")
    return Part("migrations", True, "applied")


_databases_up_to_date: set[str] = set()


def _has_every_migration() -> bool:
    """Once true it stays true for this process, which therefore looks no more."""
    name = str(connection.settings_dict["NAME"])
    if name not in _databases_up_to_date:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _databases_up_to_date.add(name)
    return True


def _folder() -> Part:
    try:
        with tempfile.TemporaryFile(dir=settings.COOPCOUNCIL_DATA) as file:
            file.write(b"well")
            file.flush()
    except OSError as error:
        return Part("data folder", False, f"The data folder cannot be written to: {error.strerror}.")
    return Part("data folder", True, "writable")


def _snapshot() -> Part:
    try:
        found = current()
        if found is None:
            return Part("snapshot", True, "nothing is loaded yet")
        found.number("SELECT count(*) FROM (SELECT 1 FROM payments LIMIT 1)")
    except (StoreError, duckdb.Error, OSError):
        return Part("snapshot", False, "The current snapshot cannot be read. Restore the data folder from a backup.")
    return Part("snapshot", True, "readable")


def _worker() -> Part:
    """Work that nobody takes for a while means that the worker is not there; without work, nothing is known of it."""
    oldest = timezone.now() - LONGEST_WAIT
    try:
        waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=oldest, run_after__lt=oldest) | (
            DBTaskResult.objects.ready().filter(enqueued_at__lt=oldest, run_after__year=9999)
        )
        if not waiting.exists():
            return Part("worker", None, "nothing waits for it")
        if DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).exists():
            return Part("worker", True, "busy")
    except DatabaseError:
        return Part("worker", None, "not known: the database cannot be reached")
    return Part("worker", False, "Work has waited for 15 minutes and nobody takes it. Start: coopcouncil worker")


def _disk() -> Part:
    try:
        free = shutil.disk_usage(settings.COOPCOUNCIL_DATA).free
    except OSError:
        return Part("disk", False, "The data folder is not there.")
    if free < settings.COOPCOUNCIL_FREE_BYTES:
        return Part("disk", False, f"Only {free // 1_000_000:,} MB are free on the data folder's disk. Make room.")
    return Part("disk", True, "enough room")


_LOOKS: tuple[Callable[[], Part], ...] = (_database, _migrations, _folder, _snapshot, _worker, _disk)
