"""The archive: a tar file whose last member, the manifest, names every other member with its size and SHA-256.

An archive is read as a stranger's: names that lead out of the folder, links, members that the manifest does not name
and contents that are not what it says are refused.
"""

import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

FORMAT = 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 256 * 1024 * 1024
CHUNK = 1024 * 1024


class ArchiveError(Exception):
    """The archive cannot be read, or is not what it says; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One file as the manifest names it. `same_as` is the path whose member holds the content, where that is shared."""

    path: str
    size: int
    sha256: str
    same_as: str = ""


@dataclass
class Manifest:
    """What an archive holds.

    `migrations` are the applied migrations by app; `tables` counts the rows of each; `record` is the number and
    fingerprint of the record's last entry, 0 and empty where there is none.
    """

    software_version: str
    made_at: str
    database: str
    migrations: dict[str, list[str]]
    tables: dict[str, int] = field(default_factory=dict)
    record: tuple[int, str] = (0, "")
    files: list[Kept] = field(default_factory=list)
    format: int = FORMAT


class Writer:
    """Writes an archive; `manifest.files` grows with each file."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self.tar = tar
        self.manifest = manifest
        self._by_inode: dict[tuple[int, int], Kept] = {}

    def add_file(self, path: str, source: Path) -> None:
        """Add a file as long as it is now; one that is the same file on the disk as another is kept once."""
        with source.open("rb") as file:
            found = os.fstat(file.fileno())
            inode = (found.st_dev, found.st_ino)
            before = self._by_inode.get(inode) if found.st_nlink > 1 else None
            if before:
                self.manifest.files.append(Kept(path, before.size, before.sha256, same_as=before.path))
            else:
                self._by_inode[inode] = self.add(path, file, found.st_size)

    def add(self, path: str, file: IO[bytes], size: int) -> Kept:
        """Add the next `size` bytes of an open file under this path."""
        reader = _Hashing(file)
        self.tar.addfile(_member(path, size), reader)
        kept = Kept(path, size, reader.digest.hexdigest())
        self.manifest.files.append(kept)
        return kept

    def finish(self) -> None:
        """Add the manifest, which says that the archive is whole."""
        text = json.dumps(asdict(self.manifest), ensure_ascii=False, indent=1).encode()
        self.tar.addfile(_member(MANIFEST, len(text)), io.BytesIO(text))


def verify(path: Path) -> Manifest:
    """Read the whole archive, and give its manifest when all of it is as that says. Raises ArchiveError."""
    with clear_errors(path):
        return _verified(path)


def _verified(path: Path) -> Manifest:
    seen: dict[str, tuple[int, str]] = {}
    manifest: Manifest | None = None
    for name, file, size in members(path):
        if manifest is not None:
            raise ArchiveError(f"{path} goes on after its manifest. It was altered: use another copy.")
        if name == MANIFEST:
            manifest = _read_manifest(path, file, size)
        elif name in seen:
            raise ArchiveError(f"{path} holds {name} twice. It was altered: use another copy.")
        else:
            seen[name] = (size, _sha256(file))
    if manifest is None:
        raise ArchiveError(f"{path} is cut off: it has no manifest. Use another copy.")
    _compare(path, manifest, seen)
    return manifest


def members(path: Path) -> Iterator[tuple[str, IO[bytes], int]]:
    """Each member's name, content and size, in order; the content must be read before the next is asked for.

    Raises ArchiveError for what no archive of ours holds. What `clear_errors` turns into one can be raised too.
    """
    with tarfile.open(path, "r:*") as tar:
        for member in tar:
            if not member.isreg() or not is_safe(member.name):
                raise ArchiveError(
                    f"{path} holds {member.name!r}, which no backup does: a link, or a name that leads elsewhere. "
                    "Nothing was written. Do not use this file."
                )
            file = tar.extractfile(member)
            assert file is not None  # noqa: S101 - it is a regular file
            yield member.name, file, member.size
            tar.members.clear()  # type: ignore[attr-defined]  # else every header read stays in memory
        while tar.fileobj and tar.fileobj.read(CHUNK):
            pass  # to the end, where a compressed archive has its own sum


def is_safe(name: str) -> bool:
    """Whether a name stays below the folder it is unpacked into."""
    path = PurePosixPath(name)
    return (
        bool(name)
        and str(path) == name
        and not path.is_absolute()
        and not {"..", "."} & set(path.parts)
        and ("\\" not in name and "\0" not in name)
    )


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Turn what reading a damaged archive raises into an ArchiveError."""
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise ArchiveError(f"{path} is cut off, or no backup ({error}). Use another copy.") from None


def _read_manifest(path: Path, file: IO[bytes], size: int) -> Manifest:
    if size > LARGEST_MANIFEST:
        raise ArchiveError(f"{path} has a manifest of {size:,} bytes, which no backup has.")
    try:
        raw: dict[str, Any] = json.loads(file.read())
        if raw["format"] > FORMAT:
            raise ArchiveError(f"{path} was made by a newer version ({raw['software_version']}). Install that first.")
        files = [Kept(**each) for each in raw.pop("files")]
        return Manifest(**{**raw, "files": files, "record": tuple(raw["record"])})
    except (ValueError, KeyError, TypeError):
        raise ArchiveError(f"{path} has a manifest that cannot be read. Use another copy.") from None


def _compare(path: Path, manifest: Manifest, seen: dict[str, tuple[int, str]]) -> None:
    named = {each.path: each for each in manifest.files}
    held = {each.path: (each.size, each.sha256) for each in manifest.files if not each.same_as}
    for name in sorted(seen.keys() - held.keys()):
        raise ArchiveError(f"{path} holds {name}, which its manifest does not name. It was altered: use another copy.")
    for name, said in held.items():
        if name not in seen:
            raise ArchiveError(f"{path} lacks {name}, which its manifest names. Use another copy.")
        if seen[name] != said:
            raise ArchiveError(f"{name} in {path} is not what its manifest says. It was altered: use another copy.")
    for each in manifest.files:
        if not is_safe(each.path) or (each.same_as and each.same_as not in held) or named[each.path] is not each:
            raise ArchiveError(f"{path} has a manifest that cannot be right about {each.path}. Use another copy.")


def _member(path: str, size: int) -> tarfile.TarInfo:
    """A member that says nothing of whose machine it was made on."""
    member = tarfile.TarInfo(path)
    member.size, member.mode = size, 0o600
    return member


def _sha256(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


class _Hashing:
    """Reads from a file and works out the fingerprint of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        found = self.file.read(size)
        self.digest.update(found)
        return found
