"""Opens a register's file, whatever it is: its kind by its first bytes, its encoding by decoding all of it."""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineError, CalamineWorkbook

from coopcouncil.data.registers.tables import Recognises, Table, json_table, sheet_table, text_table

CHUNK = 1 << 22
LARGEST_UNPACKED = 16 << 30  # the company register unpacks to under 3 GB
MOST_TIMES_LARGER = 200  # text packs some ten times; far more is a bomb
Tell = Callable[[int, int], None]


class UnusableFileError(Exception):
    """A file that cannot be read as a register; the message says why, without the file's name."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What one pass over a file's bytes found: its digest, its encoding and how many line ends it holds."""

    sha256: str
    encoding: str
    line_ends: int
    ends_with_line_end: bool


def inspect(path: Path, tell: Tell) -> Inspection:
    """Read the whole file once. `tell` is called with bytes done and bytes in all."""
    digest, utf8 = hashlib.sha256(), _Utf8Check()
    size, done, line_ends, last = path.stat().st_size, 0, 0, b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            utf8.feed(chunk)
            line_ends += chunk.count(b"\n")
            done, last = done + len(chunk), chunk
            tell(done, size)
    encoding = "utf-8-sig" if utf8.holds() else "cp1252"
    return Inspection(digest.hexdigest(), encoding, line_ends, last.endswith(b"\n"))


def tables_of(path: Path, inspection: Inspection, scratch: Path, recognises: Recognises, tell: Tell) -> Iterator[Table]:
    """Every table of the file. Raises UnusableFileError when it holds none, with a reason in words."""
    start = _first_bytes(path)
    if not start.strip():
        raise UnusableFileError("it is empty")
    if start.startswith(b"PK\x03\x04") and not _is_workbook(path):
        yield from _tables_of_zip(path, scratch, recognises, tell)
    elif start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        yield from _tables_of_workbook(path, recognises)
    elif reason := _reason_not_text(start):
        raise UnusableFileError(reason)
    elif start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"[", b"{")):
        yield json_table(path, encoding=inspection.encoding)
    else:
        yield text_table(path, encoding=inspection.encoding, recognises=recognises)


class _Utf8Check:
    """Whether bytes that come in pieces are UTF-8."""

    def __init__(self) -> None:
        self.left, self.broken = b"", False

    def feed(self, chunk: bytes) -> None:
        if self.broken:
            return
        data = self.left + chunk
        cut = len(data) - next((back for back in (1, 2, 3) if data[-back:][:1] >= b"\xc0"), 0)
        self.left = data[cut:]
        try:
            data[:cut].decode("utf-8")
        except UnicodeDecodeError:
            self.broken = True

    def holds(self) -> bool:
        return not self.broken and not self.left


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4096)


def _reason_not_text(start: bytes) -> str:
    if start.startswith(b"%PDF"):
        return "it is a PDF; ask for the table itself as CSV"
    if start.lstrip(b"\xef\xbb\xbf \r\n\t")[:14].lower().startswith((b"<!doctype html", b"<html", b"<?xml", b"<head")):
        return "it is a web page, not a table; the download may have answered with an error page"
    if start.startswith(b"PAR1") or start.count(b"\0") > len(start) // 20:
        return "it is not text, a workbook, JSON or a zip of these"
    return ""


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise UnusableFileError(f"it is a zip that cannot be read: {error}") from None
    return bool(names & {"[Content_Types].xml", "content.xml"})


def _tables_of_workbook(path: Path, recognises: Recognises) -> Iterator[Table]:
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        for name in workbook.sheet_names:
            yield sheet_table(name, workbook.get_sheet_by_name(name).to_python(), recognises)
    except (CalamineError, ParseError, ValueError) as error:
        raise UnusableFileError(f"it is a workbook that cannot be read: {error}") from None


def _tables_of_zip(path: Path, scratch: Path, recognises: Recognises, tell: Tell) -> Iterator[Table]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [each for each in archive.infolist() if not each.is_dir() and "__MACOSX" not in each.filename]
            if not members:
                raise UnusableFileError("it is a zip with nothing in it")
            for number, member in enumerate(members):
                yield from _tables_of_member(archive, member, scratch / f"member-{number}", recognises, tell)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise UnusableFileError(f"it is a zip that cannot be read: {error}") from None


def _tables_of_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, recognises: Recognises, tell: Tell
) -> Iterator[Table]:
    packed = max(member.compress_size, 1)
    if member.file_size > LARGEST_UNPACKED or member.file_size > max(packed * MOST_TIMES_LARGER, CHUNK):
        raise UnusableFileError(
            f"its member {member.filename} unpacks to {member.file_size:,} bytes, which is too much"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as packed_file, target.open("wb") as file:
        while chunk := packed_file.read(CHUNK):
            file.write(chunk)
            tell(file.tell(), member.file_size)
    inspection = inspect(target, lambda _done, _size: None)
    if _first_bytes(target).startswith(b"PK\x03\x04") and not _is_workbook(target):
        raise UnusableFileError(f"its member {member.filename} is a zip again; unpack it first")
    for table in tables_of(target, inspection, target.parent, recognises, tell):
        yield replace(table, where=f"{member.filename}{', ' * bool(table.where)}{table.where}")
    target.unlink()
