"""Several people doing something at the very same moment, each over a connection of their own."""

import threading
from collections.abc import Callable

from django.db import connections


def race(*runners: Callable[[], object], expecting: type[Exception]) -> list[Exception | None]:
    """Let all run at once; for each what it was refused with, or None where it was done.

    Any exception but `expecting` is raised here.
    """
    start = threading.Barrier(len(runners))
    ended: list[Exception | None] = [None] * len(runners)

    def run(place: int, runner: Callable[[], object]) -> None:
        try:
            start.wait()
            runner()
        except Exception as error:  # noqa: BLE001 - looked at below, in the test's own thread
            ended[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in ended:
        if error is not None and not isinstance(error, expecting):
            raise error
    return ended
