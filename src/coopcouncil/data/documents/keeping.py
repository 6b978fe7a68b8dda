"""Kept documents: a folder in which each file lies under its own SHA-256, whole or not at all."""

import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from coopcouncil.evidence.sources import CHUNK_BYTES, sha256_of

_INCOMING = ".incoming"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class KeepingError(Exception):
    """A document cannot be kept or found; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with what is kept: the file, and a sentence on it."""

    path: Path
    reason: str


class Documents:
    """A folder of kept documents. Files are written beside and renamed when whole, and only their owner may read them.

    `aa/bbbb...` holds the file whose SHA-256 is `aabbbb...`. Nothing is ever deleted but by `remove`.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, source: Path | IO[bytes], *, sha256: str | None = None) -> str:
        """Keep a file or what is left of a stream; when this returns it is on the disk. Returns its SHA-256.

        Keeping the same content again changes nothing. `sha256` is what it must be, as when it was checked before:
        raises KeepingError when it is not, and OSError when it cannot be read or written.
        """
        self._make_folders()
        self.sweep()
        with _incoming(self.root / _INCOMING) as (path, file):
            found = _copied(source, file)
            if sha256 not in (None, found):
                raise KeepingError("The file changed after it was checked, and was not kept. Add it again.")
            target = self.path(found)
            _make_folder(target.parent)
            path.replace(target)
            _sync(target.parent)
        return found

    def path(self, sha256: str) -> Path:
        """Where the document with this hash lies, or would lie. Raises KeepingError for what is no SHA-256."""
        if not _SHA256.fullmatch(sha256):
            raise KeepingError(f"'{sha256[:80]}' is no SHA-256: 64 figures and letters from a to f.")
        return self.root / sha256[:2] / sha256[2:]

    def open(self, sha256: str) -> IO[bytes]:
        """The document, open for reading. Raises KeepingError when it is not kept here."""
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError:
            raise KeepingError(
                f"The document {sha256} is not kept here. Look in the backup, or add the file again."
            ) from None

    def __contains__(self, sha256: str) -> bool:
        return _SHA256.fullmatch(sha256) is not None and self.path(sha256).is_file()

    def __iter__(self) -> Iterator[str]:
        """The hash of every document kept, in order."""
        for path in sorted(self.root.glob("[0-9a-f][0-9a-f]/*")):
            if _SHA256.fullmatch(path.parent.name + path.name):
                yield path.parent.name + path.name

    def verify(self) -> Iterator[Fault]:
        """Read every document again: those whose content no longer has its hash, and files that have no place here."""
        for path in sorted(self.root.glob("*/*")):
            if path.parent.name == _INCOMING:
                continue
            sha256 = path.parent.name + path.name
            if not _SHA256.fullmatch(sha256) or path.is_symlink() or not path.is_file():
                yield Fault(path, f"{path} is none of the documents kept here. Find out who put it there.")
            elif sha256_of(path) != sha256:
                yield Fault(
                    path, f"{path} is no longer what was kept: its content changed. Restore it from the backup."
                )

    def remove(self, sha256: str) -> None:
        """Delete a document for good, as a redaction asks. Raises KeepingError when it is not kept here."""
        path = self.path(sha256)
        try:
            path.unlink()
        except FileNotFoundError:
            raise KeepingError(f"The document {sha256} is not kept here, so it cannot be removed.") from None
        _sync(path.parent)

    def sweep(self) -> int:
        """Remove what writers left that were cut off; files that are being written stay. Returns how many."""
        return sum(_removed_if_left(path) for path in (self.root / _INCOMING).glob("*"))

    def _make_folders(self) -> None:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_folder(self.root / _INCOMING)


@contextmanager
def _incoming(folder: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """A new file, locked while its writer lives; removed unless it was renamed."""
    while True:
        path = folder / secrets.token_hex(16)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:  # else it was swept between these two lines
            break
        os.close(handle)
    with open(handle, "wb") as file:  # noqa: PTH123 - a handle has no path
        try:
            yield path, file
        finally:
            path.unlink(missing_ok=True)


def _copied(source: Path | IO[bytes], target: IO[bytes]) -> str:
    """Copy to the disk; the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    if isinstance(source, Path):
        with source.open("rb") as file:
            return _copied(file, target)
    while chunk := source.read(CHUNK_BYTES):
        digest.update(chunk)
        target.write(chunk)
    target.flush()
    os.fchmod(target.fileno(), 0o600)
    os.fsync(target.fileno())
    return digest.hexdigest()


def _removed_if_left(path: Path) -> bool:
    """Remove a file that no writer holds; the kernel lets go of a lock when its writer ends, however it ends."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        path.unlink(missing_ok=True)
        return True
    finally:
        os.close(handle)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
