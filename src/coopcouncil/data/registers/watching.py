"""How far a long DuckDB statement is, told from a second thread while it runs."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

SECONDS_BETWEEN = 0.5


@contextmanager
def watched(connection: duckdb.DuckDBPyConnection, tell: Callable[[float], None]) -> Iterator[None]:
    """While the block runs statements on `connection`, call `tell` with the share done of the current one, 0 to 1."""
    connection.execute("SET enable_progress_bar = true")
    connection.execute("SET enable_progress_bar_print = false")
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(connection, tell, over), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _watch(connection: duckdb.DuckDBPyConnection, tell: Callable[[float], None], over: threading.Event) -> None:
    while not over.wait(SECONDS_BETWEEN):
        percent = connection.query_progress()
        if percent >= 0:
            tell(min(percent / 100, 1.0))
