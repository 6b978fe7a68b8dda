"""A worker's heart: while it beats, the runs of this process are alive; when it stops, `Job.condition` tells."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.utils import timezone

from coopcouncil.web.work.models import Job, State

SECONDS_BETWEEN_BEATS = 3.0
_runs: set[str] = set()
logger = logging.getLogger(__name__)


@contextmanager
def beating_for(run: str) -> Iterator[None]:
    """Count this run among those that the heart beats for."""
    _runs.add(run)
    try:
        yield
    finally:
        _runs.discard(run)


def start_heart() -> threading.Thread:
    """Beat beside the work: a step that says nothing for minutes is alive all the same."""
    thread = threading.Thread(target=_beat, name="heart", daemon=True)
    thread.start()
    return thread


def beat_once() -> None:
    """Say that this process's runs are alive."""
    if _runs:
        Job.objects.filter(run__in=list(_runs), state=State.RUNNING).update(seen_at=timezone.now())


def _beat() -> None:
    waiting = threading.Event()
    while not waiting.wait(SECONDS_BETWEEN_BEATS):
        try:
            beat_once()
        except DatabaseError as error:
            logger.warning("The database did not hear that work goes on: %s", error)
            connection.close()
