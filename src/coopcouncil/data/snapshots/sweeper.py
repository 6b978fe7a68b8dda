"""Removes a draft folder when its writer ends, even by kill -9.

A small process waits on a pipe that only the writer holds open. When the writer finishes it has renamed the folder,
so there is nothing to remove; when it dies, the pipe closes and the folder goes.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_WAIT_THEN_REMOVE = "import shutil, sys; sys.stdin.read(); shutil.rmtree(sys.argv[1], ignore_errors=True)"


@contextmanager
def sweeping(folder: Path) -> Iterator[None]:
    """See to it that `folder` is gone after the block, unless the block renamed it, however the process ends."""
    sweeper = subprocess.Popen(
        [sys.executable, "-S", "-c", _WAIT_THEN_REMOVE, str(folder)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield
    finally:
        sweeper.communicate()
