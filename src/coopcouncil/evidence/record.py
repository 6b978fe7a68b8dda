"""The record's hash chain: each entry carries the fingerprint of the one before, so that nothing can change unseen.

The content of an entry (names, before and after, why) is kept apart and bound by its own fingerprint: it can be
redacted while the chain stays whole. `docs/reference/record.md` has the recipe by which an outsider verifies an export.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

FIRST = "0" * 64  # what the first entry names as its predecessor


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


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry as it is stored: the link, the fingerprint it was given, and its content, None once redacted."""

    link: Link
    sha256: str
    content: str | None
    redacted: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that cannot be as it was written: at which entry, and what is wrong, in words."""

    number: int
    reason: str


def canonical(value: Any) -> str:
    """The one JSON text of a value: keys sorted, no spaces, characters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256_text(text: str) -> str:
    """SHA-256 of a text's UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def seal(link: Link) -> str:
    """The fingerprint of an entry: SHA-256 of the canonical JSON of its link."""
    return sha256_text(canonical(asdict(link)))


def faults(entries: Iterable[Sealed], *, head: tuple[int, str] | None = None) -> Iterator[Fault]:
    """Every fault in entries that should be whole and in order; none when the record is as it was written.

    `head` is the number and fingerprint that the last entry should have, as kept apart from the entries: with it, a
    tail that was cut off is found too.
    """
    number, previous = 0, FIRST
    for entry in entries:
        yield from _faults_of(entry, expected=number + 1, previous=previous)
        number, previous = entry.link.number, entry.sha256
    if head is not None and head != (number, previous if number else FIRST):
        yield Fault(
            head[0], f"The record should end with entry {head[0]} ({head[1][:12]}…) and ends with entry {number}."
        )


def _faults_of(entry: Sealed, *, expected: int, previous: str) -> Iterator[Fault]:
    number = entry.link.number
    if number > expected:
        missing = f"Entry {expected} is" if number == expected + 1 else f"Entries {expected} to {number - 1} are"
        yield Fault(expected, f"{missing} missing.")
    elif number < expected:
        yield Fault(number, f"Entry {number} stands where entry {expected} should be.")
    if seal(entry.link) != entry.sha256:
        yield Fault(number, f"Entry {number} was altered: its fingerprint is not that of what it says.")
    elif number == expected and entry.link.previous_sha256 != previous:
        yield Fault(number, f"Entry {number} does not follow the entry before it: one of them was replaced.")
    if entry.content is None:
        if not entry.redacted:
            yield Fault(number, f"The content of entry {number} is gone and no redaction explains it.")
    elif sha256_text(entry.content) != entry.link.content_sha256:
        yield Fault(number, f"The content of entry {number} was altered.")
