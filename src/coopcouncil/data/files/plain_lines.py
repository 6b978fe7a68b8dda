"""A plain text file, whole, and what was odd about it. For papers of which each line is a paragraph."""

import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from coopcouncil.data.files.texts import Text, scan_text
from coopcouncil.data.files.unreadable import UnreadableFileError

LARGEST = 100 << 20
MOST_ODD_SHARE = 0.005  # control characters that stray into real texts, of all bytes
_ODD = bytes(each for each in range(32) if each not in b"\t\n\v\f\r")
_OR_CP1252 = "coopcouncil-cp1252"  # registered by data.files.texts
_ADVICE = "Save it as plain text in UTF-8, a paragraph a line, and give that file."
# first bytes -> what such a file is, in words
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a Word document, a workbook or a zip"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "compressed with gzip"),
)


@dataclass(frozen=True, slots=True)
class PlainFile:
    """The text of a file, without a byte order mark and otherwise as it stands; `notes` say what was odd."""

    text: str
    notes: tuple[str, ...]


def read_plain_file(path: Path) -> PlainFile:
    """The text of the file at `path`, in UTF-8, UTF-16 or Windows-1252; an empty file is an empty text.

    Raises UnreadableFileError for a missing file, a folder, a pipe, a file without permission, one that is no text, and
    one of more than `LARGEST` bytes.
    """
    data = _bytes_of(path)
    for start, what in _STARTS:
        if data.startswith(start):
            raise UnreadableFileError(f"{path}: this is {what}, not plain text. {_ADVICE}")
    facts = scan_text(lambda: closing(BytesIO(data)))
    text = _decoded(data, facts, path)
    return PlainFile(text, tuple(f"{path.name}: {note}" for note in _notes(facts)))


def _bytes_of(path: Path) -> bytes:
    with _saying(path):
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableFileError(f"{path}: this is a folder. Give a plain text file.")
        if not stat.S_ISREG(mode):
            raise UnreadableFileError(f"{path}: this is a pipe or a device. Save what it gives as a file.")
        if path.stat().st_size > LARGEST:
            raise UnreadableFileError(f"{path}: this file is larger than {LARGEST >> 20} MB. Give one paper at a time.")
        return path.read_bytes()


@contextmanager
def _saying(path: Path) -> Iterator[None]:
    """Turn failures to open a file into sentences."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableFileError(f"{path}: there is no such file. Look at the spelling of its path.") from None
    except PermissionError:
        raise UnreadableFileError(f"{path}: you have no permission to read this file.") from None
    except OSError as error:
        raise UnreadableFileError(f"{path}: the file cannot be opened ({error.strerror}).") from error


def _decoded(data: bytes, facts: Text, path: Path) -> str:
    binary = UnreadableFileError(f"{path}: this is a binary file, not plain text. {_ADVICE}")
    if facts.encoding.startswith("utf-16"):
        try:
            text = data.decode(facts.encoding)
        except UnicodeDecodeError:
            raise binary from None
        if "\0" in text:
            raise binary
        return text
    odd = len(data) - len(data.translate(None, _ODD))
    if facts.nuls or odd > MOST_ODD_SHARE * len(data) or facts.undefined > MOST_ODD_SHARE * len(data):
        raise binary
    return data.decode("utf-8-sig" if facts.encoding == "utf-8-sig" else "utf-8", _OR_CP1252)


def _notes(facts: Text) -> list[str]:
    notes = []
    if facts.encoding == "cp1252":
        notes.append("this is not UTF-8 and was read as Windows-1252. If letters look wrong, save it as UTF-8.")
    elif facts.encoding.startswith("utf-16"):
        notes.append("this is UTF-16, and was read as such.")
    if facts.odd_bytes:
        notes.append(
            f"{facts.odd_bytes} bytes are not UTF-8 and were read as Windows-1252. Look at accents and quotes."
        )
    if facts.undefined:
        notes.append(f"{facts.undefined} bytes stand for no character and are shown as �.")
    return notes
