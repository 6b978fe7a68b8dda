"""Which kinds of long work there are: an app registers its own when it starts (`apps.py`)."""

from collections.abc import Callable
from dataclasses import dataclass

from coopcouncil.vocabulary.progress import Progress
from coopcouncil.web.rights import Right
from coopcouncil.web.work.models import Job


@dataclass(frozen=True)
class Done:
    """What came of a job: a sentence or more, a line each, and the address that it leads to with its words."""

    message: str
    result: str = ""


class JobFailedError(Exception):
    """A job cannot do what was asked; the message says why and what to do, a line each."""


@dataclass(frozen=True)
class Kind:
    """One kind of long work.

    `right` is what it takes to start it, and to see it. `then` are the words of the link to the result. `run` does
    the work: (job, progress) -> Done; it raises JobFailedError, or one of `data.failures.FAILURES`.
    """

    kind: str
    right: Right
    run: Callable[[Job, Progress], Done]
    then: str = "See the result"


KINDS: dict[str, Kind] = {}
# what a worker does before it takes up work: mending what a death left half done
AT_WORKER_START: list[Callable[[], None]] = []


def register(kind: Kind) -> None:
    """Make a kind of work known. Raises ValueError when another has the name."""
    if KINDS.get(kind.kind, kind) is not kind:
        raise ValueError(f"two kinds of work are called {kind.kind}")
    KINDS[kind.kind] = kind
