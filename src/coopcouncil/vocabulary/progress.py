"""How long work says how far it is: one function type, so that a terminal bar and a web page can both listen."""

from typing import Protocol


class Progress(Protocol):
    """Called as work goes on."""

    def __call__(self, what: str, done: int, total: int) -> None:
        """Say that `done` of `total` bytes, files or rows of the step `what` are finished; total 0 is unknown."""


def silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""
