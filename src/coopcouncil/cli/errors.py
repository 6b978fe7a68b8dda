"""How a command ends badly: one clear sentence on standard error and exit status 2, never a traceback."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from coopcouncil.data.snapshots.failures import FAILURES, in_words
from coopcouncil.data.snapshots.store import UNCHANGED
from coopcouncil.web.environment import UnsafeSettingError

EXIT_STATUS = 2


def say_error(message: str) -> None:
    """Say `message` on standard error."""
    click.echo(message, err=True)


@contextmanager
def ending_clearly(tell: Callable[[str], None] = say_error) -> Iterator[None]:
    """Turn what can go wrong around a command into a sentence, told by `tell`, and exit status 2."""
    try:
        yield
    except FAILURES as error:
        _end(tell, in_words(error))
    except UnsafeSettingError as error:
        _end(tell, str(error))
    except KeyboardInterrupt:
        _end(tell, f"Stopped. {UNCHANGED}")


def _end(tell: Callable[[str], None], message: str) -> None:
    tell(message)
    sys.exit(EXIT_STATUS)
