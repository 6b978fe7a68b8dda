"""A source: one file that figures rest on, with what a reader needs to find it and check it again."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was read.

    `source_id` is short and stable ("mutuals", "companies-house", or a payments file's name); `kind` is "register",
    "payments", "places" or "survey"; `rows_refused` counts rows that could not be used, each told apart elsewhere.
    """

    source_id: str
    kind: str
    title: str
    file_name: str
    sha256: str
    licence: str
    retrieved_on: date
    rows_read: int
    rows_refused: int


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal, read in pieces so that size does not matter."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
