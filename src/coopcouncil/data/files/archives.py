"""Zip files: their members within limits, so that a small hostile file cannot fill the memory or the disk."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from coopcouncil.data.files.unreadable import UnreadableFileError

MAX_MEMBERS = 5_000
MAX_MEMBER_BYTES = 4 << 30
MAX_TOTAL_BYTES = 16 << 30
MAX_WORKBOOK_BYTES = 2 << 30
MAX_RATIO = 300
FREE_BYTES = 32 << 20  # below this unpacked size a high ratio does no harm
_ENCRYPTED_FLAG = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside a zip: its name there, its unpacked size in bytes and its place, as two may have one name."""

    name: str
    size: int
    place: int


Zipped = Path | IO[bytes]


def member_names(zipped: Zipped, *, named: str) -> tuple[str, ...]:
    """The names of a zip's members. Raises UnreadableFileError when the zip is damaged or cut short."""
    with _opened(zipped, named) as archive:
        return tuple(archive.namelist()[: MAX_MEMBERS + 1])


def check_workbook(zipped: Zipped, *, named: str) -> None:
    """Raise UnreadableFileError when a zipped workbook is damaged, encrypted or unpacks beyond reason."""
    with _opened(zipped, named) as archive:
        _check_limits(archive.infolist(), named, most=MAX_WORKBOOK_BYTES)


def members_of(path: Path, *, named: str) -> list[Member]:
    """The files in a zip, folders and hidden system files left out, in the zip's order.

    Raises UnreadableFileError for a damaged, encrypted or empty zip, and for a zip bomb.
    """
    with _opened(path, named) as archive:
        _check_limits(archive.infolist(), named, most=MAX_TOTAL_BYTES)
        found = [
            Member(info.filename, info.file_size, place)
            for place, info in enumerate(archive.infolist())
            if not info.is_dir() and not is_clutter(info.filename)
        ]
    if not found:
        raise UnreadableFileError(f"{named}: the zip holds no files.")
    return found


@contextmanager
def open_member(path: Path, member: Member, *, named: str) -> Iterator[IO[bytes]]:
    """Open one member for reading. Raises UnreadableFileError when it cannot be unpacked."""
    with _opened(path, named) as archive:
        try:
            with archive.open(archive.infolist()[member.place]) as file:
                yield file
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
            raise UnreadableFileError(f"{named}: {member.name} cannot be unpacked ({error}).") from error


@contextmanager
def _opened(zipped: Zipped, named: str) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(zipped)
    except (zipfile.BadZipFile, EOFError, ValueError, OSError) as error:
        raise UnreadableFileError(
            f"{named}: the file is damaged or was cut short while it was copied. Download it again."
        ) from error
    with archive:
        yield archive


def is_clutter(name: str) -> bool:
    """Whether a path inside a zip or a folder is what systems and programs leave there: hidden files, locks, caches."""
    parts = name.split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return hidden or parts[0] == "__MACOSX" or parts[-1].startswith("~$") or parts[-1] in {"Thumbs.db", "desktop.ini"}


def _check_limits(infos: list[zipfile.ZipInfo], named: str, *, most: int) -> None:
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in infos):
        raise UnreadableFileError(
            f"{named}: the zip is protected by a password. Unpack it, or save a copy without one."
        )
    if len(infos) > MAX_MEMBERS:
        raise UnreadableFileError(f"{named}: the zip holds {len(infos):,} files; {MAX_MEMBERS:,} are the most read.")
    total = sum(info.file_size for info in infos)
    packed = max(1, sum(info.compress_size for info in infos))
    too_big = total > most or any(info.file_size > MAX_MEMBER_BYTES for info in infos)
    if too_big or (total > FREE_BYTES and total / packed > MAX_RATIO):
        raise UnreadableFileError(
            f"{named}: the file would unpack to {total:,} bytes from {packed:,}, more than a payments file can be. "
            "It was not opened."
        )
