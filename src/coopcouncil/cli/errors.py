"""How a command ends badly: one clear sentence on standard error and exit status 2, never a traceback."""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
import duckdb

from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.data.snapshots import StoreError
from coopcouncil.data.snapshots.store import UNCHANGED
from coopcouncil.web.environment import UnsafeSettingError

EXIT_STATUS = 2
FULL = "The disk is full. Free some space and try again."


def say_error(message: str) -> None:
    """Say `message` on standard error."""
    click.echo(message, err=True)


@contextmanager
def ending_clearly(tell: Callable[[str], None] = say_error) -> Iterator[None]:
    """Turn what can go wrong around a command into a sentence, told by `tell`, and exit status 2."""
    try:
        yield
    except (UnreadableFileError, StoreError, UnsafeSettingError) as error:
        _end(tell, str(error))
    except KeyboardInterrupt:
        _end(tell, f"Stopped. {UNCHANGED}")
    except OSError as error:
        _end(tell, f"{_in_words(error)} {UNCHANGED}")
    except duckdb.IOException as error:
        _end(tell, f"{_disk_in_words(error)} {UNCHANGED}")


def _end(tell: Callable[[str], None], message: str) -> None:
    tell(message)
    sys.exit(EXIT_STATUS)


def _in_words(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno == errno.ENOSPC:
        return FULL
    return f"{error.strerror or error}{where}."


def _disk_in_words(error: duckdb.IOException) -> str:
    if os.strerror(errno.ENOSPC) in str(error):
        return FULL
    return f"The disk did not take what was written: {str(error).splitlines()[0]}"
