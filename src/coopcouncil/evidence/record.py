"""The record's hash chain: each entry carries the fingerprint of the one before, so that nothing can change unseen.

The content of an entry (names, before and after, why) is kept apart and bound by its own fingerprint: it can be
redacted while the chain stays whole. `docs/reference/record.md` has the recipe by which an outsider verifies an export.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

FIRST = "0" * 64  # what the first entry names as its predecessor
# what an entry says was done when it redacts another's content, or that of all entries by and about a person
REDACTED_ONE = "redacted the content of"
REDACTED_PERSON = "redacted the entries of"
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


@dataclass(frozen=True, slots=True)
class Link:
    """What one entry binds: its place, when (UTC, ISO 8601 with microseconds), by whom, what, about what.

    `by` and `about` are ids that say nothing of a person; `content_sha256` is of the content's exact text.
    """

    number: int
    at: str
    by: str
    what: str
    about: str
    content_sha256: str
    previous_sha256: str


_LINK = tuple(field.name for field in fields(Link))


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry as it is stored: the link, the fingerprint it was given, and its content.

    Once redacted the content is None and `redacted_by` is the number of the later entry that says so.
    """

    link: Link
    sha256: str
    content: str | None
    redacted_by: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that cannot be as it was written: at which entry, and what is wrong, in words."""

    number: int
    reason: str


def canonical(value: Any) -> str:
    """The one JSON text of a value: keys sorted, no spaces, characters as they are. ValueError for a NaN."""
    return _ENCODER.encode(value)


def sha256_text(text: str) -> str:
    """SHA-256 of a text's UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def seal(link: Link) -> str:
    """The fingerprint of an entry: SHA-256 of the canonical JSON of its link."""
    return sha256_text(canonical({name: getattr(link, name) for name in _LINK}))


def explains(redaction: Link, redacted: Link) -> bool:
    """Whether one entry says that the content of an earlier one was redacted.

    It does so by its link alone, so that its own content may be redacted too: it is about that entry, or about the
    person by whom or about whom that entry is.
    """
    if redaction.number <= redacted.number:
        return False
    if redaction.what == REDACTED_ONE:
        return redaction.about == f"entry:{redacted.number}"
    return redaction.what == REDACTED_PERSON and redaction.about in (f"person:{redacted.by}", redacted.about)


class Walk:
    """Goes through entries that should be whole and in order, once, and finds every fault.

    `first` is the number of the entry that should come first: for a part of a record, whose first entry's predecessor
    is taken on trust. Afterwards `count`, `begins` and `ends` tell what was walked.
    """

    def __init__(self, *, first: int = 1) -> None:
        self.first = first
        self.count = 0
        self.begins: Sealed | None = None
        self.ends: Sealed | None = None
        self._unexplained: dict[int, list[Sealed]] = {}  # number of a redaction to come -> what it has to explain

    def faults(self, entries: Iterable[Sealed], *, of_links_alone: bool = False) -> Iterator[Fault]:
        """Every fault among the entries, as they go by. Entries whose redaction is yet to come are all it remembers."""
        for entry in entries:
            yield from self._faults_of_place(entry)
            if not of_links_alone:
                yield from self._faults_of_content(entry)
            self.begins = self.begins or entry
            self.ends = entry
            self.count += 1
        for waiting in self._unexplained.values():
            for entry in waiting:
                yield from faults_of_content(entry, None)

    def faults_of_end(self, head: tuple[int, str]) -> Iterator[Fault]:
        """Whether the last entry walked is the one that `head`, kept apart from the entries, says it should be."""
        ends = (self.ends.link.number, self.ends.sha256) if self.ends else (0, FIRST)
        if head[0] > ends[0]:
            yield Fault(head[0], f"The record should end with entry {head[0]} and ends with entry {ends[0]}.")
        elif head[0] < ends[0]:
            yield Fault(ends[0], f"Entry {ends[0]} stands behind entry {head[0]}, with which the record should end.")
        elif head != ends:
            yield Fault(head[0], f"The record should end with the fingerprint {head[1][:12]}…, not {ends[1][:12]}….")

    def _faults_of_place(self, entry: Sealed) -> Iterator[Fault]:
        number = entry.link.number
        expected = self.ends.link.number + 1 if self.ends else self.first
        if number > expected:
            missing = f"Entry {expected} is" if number == expected + 1 else f"Entries {expected} to {number - 1} are"
            yield Fault(expected, f"{missing} missing.")
        elif number < expected:
            yield Fault(number, f"Entry {number} stands where entry {expected} should be.")
        if seal(entry.link) != entry.sha256:
            yield Fault(number, f"Entry {number} was altered: its fingerprint is not that of what it says.")
        elif number == expected and entry.link.previous_sha256 != self._previous(entry):
            yield Fault(number, f"Entry {number} does not follow the entry before it: one of them was replaced.")

    def _previous(self, entry: Sealed) -> str:
        if self.ends:
            return self.ends.sha256
        return FIRST if self.first == 1 else entry.link.previous_sha256

    def _faults_of_content(self, entry: Sealed) -> Iterator[Fault]:
        for waiting in self._unexplained.pop(entry.link.number, []):
            yield from faults_of_content(waiting, entry.link)
        if entry.content is None and entry.redacted_by is not None and entry.redacted_by > entry.link.number:
            self._unexplained.setdefault(entry.redacted_by, []).append(entry)
        else:
            yield from faults_of_content(entry, None)


def faults_of_content(entry: Sealed, redaction: Link | None) -> Iterator[Fault]:
    """What is wrong with the content of one entry; `redaction` is the entry that `redacted_by` names."""
    number = entry.link.number
    if entry.content is not None:
        if sha256_text(entry.content) != entry.link.content_sha256:
            yield Fault(number, f"The content of entry {number} was altered.")
        if entry.redacted_by is not None:
            yield Fault(number, f"Entry {number} is said to be redacted, and its content is there.")
    elif redaction is None:
        yield Fault(number, f"The content of entry {number} is gone and no later entry says why.")
    elif not explains(redaction, entry.link):
        yield Fault(number, f"The content of entry {number} is gone and entry {redaction.number} does not say why.")


def faults(entries: Iterable[Sealed], *, head: tuple[int, str] | None = None) -> Iterator[Fault]:
    """Every fault in a whole record; none when it is as it was written.

    `head` is the number and fingerprint that the last entry should have, as kept apart from the entries: with it, a
    tail that was cut off is found too.
    """
    walk = Walk()
    yield from walk.faults(entries)
    if head is not None:
        yield from walk.faults_of_end(head)
