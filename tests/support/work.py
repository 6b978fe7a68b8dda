"""Background work in tests: done at once by the immediate backend, or by a worker process of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpResponse
from django.test import Client, TestCase


@contextmanager
def worker_at_hand() -> Iterator[None]:
    """What waits for the end of a transaction happens when the block ends, and so does the work asked for in it."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield


def post_and_work(site: Client, address: str, given: dict[str, object] | None = None) -> HttpResponse:
    """Send a form, and do the work that it asks for."""
    with worker_at_hand():
        answered: HttpResponse = site.post(address, given or {})
    return answered
