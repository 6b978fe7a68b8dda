"""What can go wrong around a load, in a sentence each: for whoever runs loads, in a terminal or in the background."""

import errno
import os

import duckdb

from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.data.snapshots.store import UNCHANGED, StoreError

FULL = "The disk is full. Free some space and try again."
FAILURES = (UnreadableFileError, StoreError, OSError, duckdb.IOException)


def in_words(failure: BaseException) -> str:
    """A sentence for one of `FAILURES`, and that data loaded earlier is unchanged where that is not plain."""
    if isinstance(failure, UnreadableFileError | StoreError):
        return str(failure)
    said = _system(failure) if isinstance(failure, OSError) else _disk(failure)
    return f"{said} {UNCHANGED}"


def _system(failure: OSError) -> str:
    where = f" ({failure.filename})" if failure.filename else ""
    return FULL if failure.errno == errno.ENOSPC else f"{failure.strerror or failure}{where}."


def _disk(failure: BaseException) -> str:
    if os.strerror(errno.ENOSPC) in str(failure):
        return FULL
    return f"The disk did not take what was written: {str(failure).splitlines()[0]}"
