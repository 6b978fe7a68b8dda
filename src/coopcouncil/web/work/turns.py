"""Writing to the store of snapshots in turn: another writer is waited for."""

import time
from collections.abc import Callable
from typing import TypeVar

from coopcouncil.data.snapshots import StoreBusyError
from coopcouncil.vocabulary.progress import Progress

SECONDS_BETWEEN_TRIES = 1.0
MOST_TRIES = 3600
Answer = TypeVar("Answer")


def in_turn(write: Callable[[], Answer], progress: Progress) -> Answer:
    """Do `write` as soon as nobody else writes. Raises StoreBusyError after an hour."""
    for _ in range(MOST_TRIES):
        try:
            return write()
        except StoreBusyError:
            progress("Waiting for another load to finish", 0, 0)
            time.sleep(SECONDS_BETWEEN_TRIES)
    return write()
