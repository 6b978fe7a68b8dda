"""What kind of file this is, told from its first bytes and never from its name."""

import stat
from enum import StrEnum
from pathlib import Path
from typing import IO

from coopcouncil.data.files.archives import member_names
from coopcouncil.data.files.unreadable import UnreadableFileError

HEAD_BYTES = 65_536
LARGEST_OLE = 1 << 28
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


class FileKind(StrEnum):
    """The kinds of file that can hold tables."""

    TEXT = "text"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    ZIP = "zip"


# first bytes -> what such a file is, in words, for files that hold no table we can read
_REFUSED_BY_START: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"BZh", "compressed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "compressed with xz; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"{\\rtf", "a rich text document"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_ADVICE = "Give tables as CSV, xlsx, xls, ods, or a zip of these."


def kind_of(path: Path, *, named: str | None = None) -> FileKind:
    """The kind of the file at `path`; `named` is the name that messages use.

    Raises UnreadableFileError for a missing file, a folder, a pipe, an empty file, a file without permission, and for
    anything that holds no table: PDF, web page, image, other archive, encrypted workbook, other binary.
    """
    name = named or str(path)
    head = _head(path, name)
    return kind_of_head(head, name, path)


def kind_of_head(head: bytes, name: str, source: Path | IO[bytes]) -> FileKind:
    """The kind that the first bytes `head` show; raises as `kind_of` does. `source` allows a look further in."""
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFileError(f"{name}: the file is empty. Download it again, or leave it out.")
    for start, what in _REFUSED_BY_START:
        if head.startswith(start):
            raise UnreadableFileError(f"{name}: this is {what}, not a table. {_ADVICE}")
    if head.startswith(b"PK"):
        return _kind_of_zip(head, name, source)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _kind_of_ole(name, source)
    _refuse_markup(head, name)
    _refuse_binary(head, name)
    return FileKind.TEXT


def _head(path: Path, name: str) -> bytes:
    try:
        if not path.is_dir() and not stat.S_ISREG(path.stat().st_mode):  # a pipe would wait, a device never end
            raise UnreadableFileError(f"{name}: this is a pipe or a device, not a file. Save what it gives as a file.")
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except FileNotFoundError:
        raise UnreadableFileError(f"{name}: there is no such file. Look at the spelling of its path.") from None
    except IsADirectoryError:
        raise UnreadableFileError(f"{name}: this is a folder, not a file.") from None
    except PermissionError:
        raise UnreadableFileError(f"{name}: you have no permission to read this file.") from None
    except OSError as error:
        raise UnreadableFileError(f"{name}: the file cannot be opened ({error.strerror}).") from error


def _kind_of_zip(head: bytes, name: str, source: Path | IO[bytes]) -> FileKind:
    names = member_names(source, named=name)
    if b"application/vnd.oasis.opendocument.spreadsheet" in head[:200]:
        return FileKind.ODS
    if any(each.startswith("xl/") for each in names):
        return FileKind.XLSX
    if any(each.startswith(("word/", "ppt/")) for each in names):
        raise UnreadableFileError(f"{name}: this is a document or slides, not a table. {_ADVICE}")
    return FileKind.ZIP


def _kind_of_ole(name: str, source: Path | IO[bytes]) -> FileKind:
    whole = _whole(source)
    if ENCRYPTED_PACKAGE in whole:
        raise UnreadableFileError(f"{name}: the workbook is protected by a password. Save a copy without one.")
    if "WordDocument".encode("utf-16-le") in whole:
        raise UnreadableFileError(f"{name}: this is a Word document, not a table. {_ADVICE}")
    return FileKind.XLS


def _whole(source: Path | IO[bytes]) -> bytes:
    if isinstance(source, Path):
        with source.open("rb") as file:
            return file.read(LARGEST_OLE)
    source.seek(0)
    return source.read(LARGEST_OLE)


def _refuse_markup(head: bytes, name: str) -> None:
    start = head[:2048].decode("utf-8", "replace").lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<body", "<script", "<table")) or (
        start.startswith("<") and "<html" in start
    ):
        raise UnreadableFileError(
            f"{name}: this is a web page saved under a table's name, often an error page. Download the file again."
        )
    if start.startswith("<?xml") or (start.startswith("<") and start.rstrip().endswith(">")):
        raise UnreadableFileError(f"{name}: this is an XML document, not a table. {_ADVICE}")
    if start.startswith(("[{", '{"', "[\n", "[\r\n", "{\n", "{\r\n")):
        raise UnreadableFileError(f"{name}: this is JSON, not a table. {_ADVICE}")


def _refuse_binary(head: bytes, name: str) -> None:
    if looks_utf16(head):
        return
    odd = sum(
        head.count(bytes([each])) for each in range(32) if each not in (9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31)
    )
    if (odd > len(head) * 0.02 and odd - head.count(b"\0") > len(head) * 0.005) or head.count(b"\0") > len(head) * 0.2:
        raise UnreadableFileError(f"{name}: this is a binary file, not a table. {_ADVICE}")


def looks_utf16(head: bytes) -> bool:
    """Whether `head` begins UTF-16 text: a byte order mark, or every other byte nought."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = head[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    return len(sample) >= 4 and ((odd > half * 0.7 and even < half * 0.1) or (even > half * 0.7 and odd < half * 0.1))
