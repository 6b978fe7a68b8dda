"""The record as lines of JSON, for somebody outside to keep; and the record of today held against such an export."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any

from coopcouncil.evidence.record import Fault, Link, Sealed, canonical, seal, sha256_text

_LINK = {field.name: field.type for field in fields(Link)}


class BadLineError(ValueError):
    """A line that no export of the record holds; the message says which and what to do."""


def line_of(entry: Sealed) -> str:
    """One entry as a line of JSON: its link's fields, its fingerprint, and its content, null once redacted."""
    said = {**asdict(entry.link), "sha256": entry.sha256, "content": entry.content, "redacted_by": entry.redacted_by}
    return canonical(said)


def entries_in(lines: Iterable[str]) -> Iterator[Sealed]:
    """The entries that an export holds. Raises BadLineError at the first line that is none."""
    for place, line in enumerate(lines, start=1):
        if line.strip():
            yield _entry(line, place)


def differences(fingerprints: Iterable[tuple[int, str]], exported: Iterable[Sealed]) -> Iterator[Fault]:
    """Where the record of today is not the one that was exported.

    `fingerprints` are the numbers of today's entries and what they are sealed with, both lists in order. A history
    that was rewritten with all its fingerprints, or a tail that was cut off, is found by this alone: the chain is whole
    either way. An entry of the export that is not as it was exported is a fault too.
    """
    today = iter(fingerprints)
    entry = next(today, None)
    for kept in exported:
        number = kept.link.number
        while entry is not None and entry[0] < number:
            entry = next(today, None)
        if seal(kept.link) != kept.sha256 or (kept.content and sha256_text(kept.content) != kept.link.content_sha256):
            yield Fault(number, f"The export itself was altered at entry {number}: compare with another copy.")
        elif entry is None or entry[0] != number:
            yield Fault(number, f"Entry {number} is in the export and not in the record: it was removed.")
        elif entry[1] != kept.sha256:
            yield Fault(number, f"Entry {number} is not the one that was exported: the record was rewritten.")


def _entry(line: str, place: int) -> Sealed:
    try:
        said: dict[str, Any] = json.loads(line)
        link = Link(**{name: said[name] for name in _LINK})
        found = Sealed(link, said["sha256"], said["content"], said["redacted_by"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadLineError(
            f"Line {place} is not an entry of the record. Give a file that `coopcouncil record export` wrote."
        ) from error
    if not (isinstance(link.number, int) and isinstance(found.content, str | None)):
        raise BadLineError(f"Line {place} is not an entry of the record: number or content is of another kind.")
    return found
