"""Reads of the record from its beginning to its end: to verify it, and to hand it out."""

from collections.abc import Iterable, Iterator
from datetime import UTC

from django.db import connection

from coopcouncil.evidence.record import FIRST, Link, Sealed, Walk
from coopcouncil.evidence.record_lines import differences
from coopcouncil.web.record.guards import faults_of_guards
from coopcouncil.web.record.models import Entry, Head

BATCH = 2000
COLUMNS = ("number", "at", "by", "what", "about", "content_sha256", "previous_sha256", "sha256")


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
        everything = Entry.objects.order_by("number").values_list(*COLUMNS, "content__text", "content__redacted_by")
        rest = everything if self.first is None else everything.filter(number__gte=self.first)
        while True:
            self.head = head()
            batch = list(rest[:BATCH])
            if not batch:
                return
            for number, at, by, what, about, content_sha256, previous, sha256, text, redacted_by in batch:
                when = at.astimezone(UTC).isoformat(timespec="microseconds")
                yield Sealed(Link(number, when, by, what, about, content_sha256, previous), sha256, text, redacted_by)
            rest = everything.filter(number__gt=batch[-1][0])


def fingerprints() -> Iterator[tuple[int, str]]:
    """Each entry's number and fingerprint, in order, a batch at a time."""
    everything = Entry.objects.order_by("number").values_list("number", "sha256")
    batch = list(everything[:BATCH])
    while batch:
        yield from batch
        batch = list(everything.filter(number__gt=batch[-1][0])[:BATCH])


def faults_of_record(walk: Walk, *, exported: Iterable[Sealed] | None = None) -> Iterator[str]:
    """Every fault in the record and in what guards it, in words, as they are found; `walk` then tells what was read.

    `exported` is an earlier export, whose every entry must still be there as it was.
    """
    reader = Reader()
    for fault in walk.faults(reader):
        yield fault.reason
    for fault in walk.faults_of_end(reader.head):
        yield fault.reason
    if exported is not None:
        for fault in differences(fingerprints(), exported):
            yield fault.reason
    yield from faults_of_guards(connection)
