"""Opens a register's file and finds the tables in it: text made UTF-8, workbooks, JSON, and zips of these."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from io import FileIO
from pathlib import Path

from coopcouncil.data.files.archives import members_of, open_member
from coopcouncil.data.files.kinds import FileKind, kind_of
from coopcouncil.data.files.texts import Text, file_opener, scan_text, utf8_blocks
from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.data.files.workbooks import sheets_of
from coopcouncil.data.registers.tables import Recognises, Table, json_table, sheet_table, text_table
from coopcouncil.evidence.sources import sha256_of

COPY_BYTES = 4 << 20
LONGEST_LINE = 1 << 20
Tell = Callable[[int, int], None]


@dataclass(slots=True)
class Opened:
    """A file on disk being read: `named` for messages, `tell` hears how far it is (bytes done, bytes in all).

    `scratch` is a folder for what has to be unpacked; `line_ends` counts those of the text that was scanned last.
    """

    path: Path
    named: str
    scratch: Path
    tell: Tell
    line_ends: int = field(default=0, init=False)


def sha256_and_tables(opened: Opened, recognises: Recognises) -> tuple[str, Iterator[Table]]:
    """The file's SHA-256 and, one after another, its tables.

    A table is to be read before the next is asked for: what a zip unpacks to is removed again. Raises
    UnreadableFileError for a file that cannot hold a table, at once or when the table is reached.
    """
    kind = _kind(opened)
    if kind is FileKind.ZIP:
        return sha256_of(opened.path), _tables_of_zip(opened, recognises)
    if kind in {FileKind.XLSX, FileKind.XLS, FileKind.ODS} and kind is not None:
        sheets = sheets_of(opened.path, kind, named=opened.named)
        return sha256_of(opened.path), (sheet_table(sheet.name, sheet.rows, recognises) for sheet in sheets)
    text = scan_text(lambda: _Counted(opened))
    if kind is not None and text.size > LONGEST_LINE and not (opened.line_ends or text.cr_only):
        raise UnreadableFileError(f"{opened.named}: this is one line of {text.size:,} bytes, not a table.")
    path = _as_utf8(opened, text)
    if kind is None:
        return text.sha256, iter([json_table(path)])
    table = text_table(path, recognises)
    return text.sha256, iter([replace(table, lines=opened.line_ends + (not text.ends_line))])


class _Counted(FileIO):
    """A file read once from end to end while its line ends are counted and `tell` is told."""

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened.path)
        self.opened = opened
        self.bytes_in_all = opened.path.stat().st_size

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes."""
        chunk = super().read(size) or b""
        self.opened.line_ends += chunk.count(b"\n")
        self.opened.tell(self.tell(), self.bytes_in_all)
        return chunk


def _kind(opened: Opened) -> FileKind | None:
    """The kind of the file, None for JSON, which only registers come in."""
    if opened.path.is_file():
        with opened.path.open("rb") as file:
            start = file.read(512).lstrip(b"\xef\xbb\xbf \t\r\n")
        if start.startswith((b"[", b"{")) and not start.startswith(b"{\\rtf"):
            return None
    return kind_of(opened.path, named=opened.named)


def _as_utf8(opened: Opened, text: Text) -> Path:
    """A path where the text is UTF-8 and nothing else: the file itself, or a copy of it in the scratch folder."""
    if text.encoding.startswith("utf-8") and not (text.odd_bytes or text.nuls or text.cr_only):
        return opened.path
    target = opened.scratch / f"{opened.path.name}.utf8"
    with target.open("wb") as file:
        file.writelines(utf8_blocks(replace(text, opener=file_opener(opened.path))))
    return target


def _tables_of_zip(opened: Opened, recognises: Recognises) -> Iterator[Table]:
    for number, member in enumerate(members_of(opened.path, named=opened.named)):
        target = opened.scratch / f"member-{number}"
        inside = Opened(target, f"{opened.named}, {member.name}", opened.scratch, opened.tell)
        with open_member(opened.path, member, named=opened.named) as packed, target.open("wb") as file:
            while chunk := packed.read(COPY_BYTES):
                file.write(chunk)
                opened.tell(file.tell(), member.size)
        if _kind(inside) is FileKind.ZIP:
            raise UnreadableFileError(f"{inside.named}: this is a zip inside a zip. Unpack it first.")
        for table in sha256_and_tables(inside, recognises)[1]:
            yield replace(table, where=", ".join(filter(None, (member.name, table.where))))
        target.unlink()
