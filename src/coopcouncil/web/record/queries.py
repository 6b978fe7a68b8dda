"""Reads of the record."""

from collections.abc import Iterator

from coopcouncil.evidence.record import FIRST, Sealed
from coopcouncil.web.record.models import Entry, Head

BATCH = 2000


def head() -> tuple[int, str]:
    """The number and fingerprint of the last entry, as kept apart from the entries."""
    found = Head.objects.first()
    return (found.number, found.sha256) if found else (0, FIRST)


class Reader:
    """Every entry in order, a batch at a time: memory stays small and nobody who writes waits.

    `head` is afterwards the head as it was just before the entries had come to their end: what was appended
    while they were read was read too.
    """

    def __init__(self, *, first: int | None = None) -> None:
        self.first = first
        self.head = (0, FIRST)

    def __iter__(self) -> Iterator[Sealed]:
        """The entries from `first` on, or all that there are."""
        everything = Entry.objects.select_related("content").order_by("number")
        rest = everything if self.first is None else everything.filter(number__gte=self.first)
        while True:
            self.head = head()
            batch = list(rest[:BATCH])
            if not batch:
                return
            for entry in batch:
                yield entry.sealed()
            rest = everything.filter(number__gt=batch[-1].number)
