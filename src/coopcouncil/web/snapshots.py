"""The current snapshot, opened once for a process and read by every request."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import duckdb
from django.conf import settings
from django.http import HttpRequest

from coopcouncil.data.snapshots import Snapshot, Store, StoreError
from coopcouncil.web.permissions import may
from coopcouncil.web.publishing.queries import published_snapshot_id
from coopcouncil.web.rights import Right

KEPT_OPEN = 3  # the current one, the published one, and the one before while a page still reads it
ANSWERS_KEPT = 256
Answer = TypeVar("Answer")
Row = dict[str, Any]


@dataclass
class _Opened:
    """A snapshot's connection, and answers worked out from it: a snapshot never changes, so they stay true.

    The answers used last are kept. One is worked out at a time, so that many who ask for the same wait for one.
    """

    connection: duckdb.DuckDBPyConnection
    answers: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    working_out: threading.RLock = field(default_factory=threading.RLock)  # an answer may be made of others

    def remember(self, question: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer to `question`, worked out now or before."""
        found: tuple[Answer] | None = self._kept(question)
        if found is None:
            with self.working_out:
                found = self._kept(question) or self._keep(question, work_out())
        return found[0]

    def _kept(self, question: Hashable) -> tuple[Any] | None:
        with _lock:
            if question not in self.answers:
                return None
            self.answers.move_to_end(question)
            return (self.answers[question],)

    def _keep(self, question: Hashable, answer: Answer) -> tuple[Answer]:
        with _lock:
            self.answers[question] = answer
            while len(self.answers) > ANSWERS_KEPT:
                self.answers.popitem(last=False)
        return (answer,)


_lock = threading.Lock()
_open: OrderedDict[str, _Opened] = OrderedDict()


@dataclass(frozen=True)
class Reading:
    """A snapshot, and this request's own cursor over its tables."""

    snapshot: Snapshot
    cursor: duckdb.DuckDBPyConnection
    opened: _Opened

    @property
    def holds_payments(self) -> bool:
        """Whether any payments are in it."""
        return bool(self.snapshot.manifest.tables.get("payments"))

    def remember(self, question: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer to `question`, worked out once for this snapshot."""
        return self.opened.remember(question, work_out)

    def rows(self, query: str, parameters: list[Any] | None = None) -> list[Row]:
        """Run a query; each row is a dict by column name."""
        done = self.cursor.execute(query, parameters or [])
        names = [column[0] for column in done.description or ()]
        return [dict(zip(names, row, strict=True)) for row in done.fetchall()]

    def row(self, query: str, parameters: list[Any] | None = None) -> Row | None:
        """The first row, or None."""
        found = self.rows(query, parameters)
        return found[0] if found else None

    def number(self, query: str, parameters: list[Any] | None = None) -> int:
        """The one whole number that the query counts."""
        found = self.cursor.execute(query, parameters or []).fetchone()
        return int(found[0]) if found else 0


class NothingLoadedError(Exception):
    """No payments have been loaded yet: the page that says what to do next is shown."""


class NothingPublishedError(Exception):
    """The council has published no figures yet, and this reader sees what is published."""


class PublishedGoneError(Exception):
    """The published snapshot is not on the disk any more: the public is told so, and officers publish again."""


def store() -> Store:
    """The store that the pages read."""
    return Store(settings.COOPCOUNCIL_DATA)


def current() -> Reading | None:
    """The current snapshot, or None before the first load."""
    snapshot = store().current()
    return None if snapshot is None else open_snapshot(snapshot)


def published() -> Reading | None:
    """The snapshot that the council has published last, or None before it published one.

    Raises PublishedGoneError when it is not on the disk.
    """
    snapshot_id = published_snapshot_id()
    if snapshot_id is None:
        return None
    try:
        return open_snapshot(store().get(snapshot_id))
    except StoreError as error:
        raise PublishedGoneError(snapshot_id) from error


def is_on_disk(snapshot_id: str) -> bool:
    """Whether the store still has this snapshot."""
    return snapshot_id in store().snapshot_ids()


def reading(request: HttpRequest) -> Reading:
    """The snapshot that this reader sees: people of the council the current one, everybody else the published one.

    Raises NothingLoadedError before the first load of payments, NothingPublishedError before the first publication.
    """
    return reading_of(request.user)


def reading_of(user: Any) -> Reading:
    """The snapshot that this user sees. Raises as `reading` does."""
    if may(user, Right.SEE_UNPUBLISHED_SPENDING):
        found = current()
        if found is None or not found.holds_payments:
            raise NothingLoadedError
        return found
    found = published()
    if found is None:
        raise NothingPublishedError
    return found


def open_snapshot(snapshot: Snapshot) -> Reading:
    """The snapshot, opened now or before."""
    key = str(snapshot.folder.resolve())
    with _lock:
        if key not in _open:
            _open[key] = _Opened(snapshot.connect())
            while len(_open) > KEPT_OPEN:
                _open.popitem(last=False)
        _open.move_to_end(key)
        opened = _open[key]
        return Reading(snapshot, opened.connection.cursor(), opened)
