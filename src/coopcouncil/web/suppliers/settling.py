"""Taking people's answers into the figures: a process of its own, so that nobody waits for it on a page.

`python -m coopcouncil.web.suppliers.settling DATA` settles the suppliers anew as long as there are answers that the
current snapshot has not taken in, then ends. One such process runs at a time; a load that is writing is waited for.
"""

import fcntl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from coopcouncil.data.matching.judgements import Judgements
from coopcouncil.data.snapshots import Store, StoreBusyError
from coopcouncil.data.spending.suppliers import settle_again

LOCK = "settling.lock"
SECONDS_BETWEEN_TRIES = 1.0
MOST_TRIES = 7200


def start_settling(data: Path) -> None:
    """Start the process, or leave the work to the one that runs."""
    subprocess.Popen(
        [sys.executable, "-m", "coopcouncil.web.suppliers.settling", str(data.resolve())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


@contextmanager
def turn(data: Path) -> Iterator[None]:
    """Wait until no answers are being taken in, and keep it so until the block ends."""
    with (data / LOCK).open("wb") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def answered_since(data: Path, moment: datetime) -> bool:
    """Whether somebody answered at or after this moment."""
    return any(each.judged_at >= moment for each in Judgements(data).effective())


def settle_answers(data: Path) -> int:
    """Settle until no answer is new; return how many snapshots were made."""
    made, taken_in = 0, -1
    # asked again after the lock is given back: an answer may have come while another process could not have it
    while (given := _answers(data)) != taken_in:
        with _alone(data) as alone:
            if not alone:
                return made
            _settle_once(data)
        made, taken_in = made + 1, given
    return made


def _answers(data: Path) -> int:
    return len(Judgements(data).read()[0])


def _settle_once(data: Path) -> None:
    store = Store(data)
    for _ in range(MOST_TRIES):
        try:
            settle_again(store, Judgements(data).read()[0])
            return
        except StoreBusyError:
            time.sleep(SECONDS_BETWEEN_TRIES)


@contextmanager
def _alone(data: Path) -> Iterator[bool]:
    """Whether this is the only such process; the kernel forgets it when the process ends, however it ends."""
    with (data / LOCK).open("wb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


if __name__ == "__main__":
    settle_answers(Path(sys.argv[1]))
