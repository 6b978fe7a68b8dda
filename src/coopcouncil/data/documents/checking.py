"""What a handed-in file is, told from its content, and whether it may be kept."""

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

from coopcouncil.data.documents.given import AGAIN, USUAL_LIMITS, Given, Limits, RefusedDocumentError, in_megabytes
from coopcouncil.data.documents.kinds import DocumentKind
from coopcouncil.data.documents.names import ending_of, plain_name, safe_name
from coopcouncil.data.documents.office import CONTENT_TYPES, check_office
from coopcouncil.data.documents.open_documents import MEDIA_TYPE_ENTRY, check_open_document
from coopcouncil.data.documents.pdfs import check_pdf
from coopcouncil.data.documents.pictures import check_picture, picture_kind
from coopcouncil.data.documents.plain_text import check_text
from coopcouncil.data.documents.starts import OLE_START, REFUSED_STARTS
from coopcouncil.data.documents.zips import Entry, ends_as_zip, entries_of, unpacked
from coopcouncil.data.files.kinds import ENCRYPTED_PACKAGE

_BLANK = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
_PDF_START = b"%PDF-"
_HEADER_BYTES = 1024  # how far into a file programs look for the start of a PDF
_ZIP_START = b"PK\x03\x04"
_OLD_OFFICE: tuple[tuple[str, str, str], ...] = (
    ("WordDocument", "is an old Word document (.doc)", "Save it as .docx"),
    ("Workbook", "is an old Excel workbook (.xls)", "Save it as .xlsx"),
    ("Book", "is an old Excel workbook (.xls)", "Save it as .xlsx"),
    ("PowerPoint Document", "is old PowerPoint slides (.ppt)", "Save it as .pptx"),
    ("__properties_version1.0", "is an Outlook message (.msg)", "Save it as PDF, and what is attached as files,"),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A document that may be kept: what it is, its size and SHA-256, the name to keep it under, and notes in words.

    The hash is that of the very bytes that were checked: compare it with what was kept.
    """

    kind: DocumentKind
    size_bytes: int
    sha256: str
    safe_name: str
    notes: tuple[str, ...] = ()


def check_document(path: Path, *, name: str, limits: Limits = USUAL_LIMITS) -> Checked:
    """Check the file at `path`; `name` is what the person called it, for messages and for the name to keep.

    Raises RefusedDocumentError, with what was found and what to do, for whatever is not taken or cannot be checked;
    OSError when the file cannot be read.
    """
    given = Given(plain_name(name), read_within(path, plain_name(name), limits), limits)
    judged = _judge(given, ending_of(name))
    kept, renamed = safe_name(name, judged.kind)
    return Checked(
        judged.kind,
        len(given.data),
        hashlib.sha256(given.data).hexdigest(),
        kept,
        tuple(note for note in (renamed, *judged.notes) if note),
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    kind: DocumentKind
    notes: tuple[str | None, ...] = ()


def read_within(path: Path, name: str, limits: Limits) -> bytes:
    """The bytes of a file. Raises RefusedDocumentError when it is larger than `limits` allow, OSError when it fails."""
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):  # a pipe would wait, a device never end
        raise RefusedDocumentError(name, "is not a file", "Choose a file, not a folder or a device.")
    with path.open("rb") as file:
        data = file.read(min(about.st_size, limits.largest_bytes) + 1)
    if len(data) > limits.largest_bytes:
        raise RefusedDocumentError(
            name,
            f"is larger than {in_megabytes(limits.largest_bytes)}",
            f"Make it smaller, or split it into several files, {AGAIN}",
        )
    return data


def _judge(given: Given, ending: str) -> _Judged:
    data = given.data
    if not data.strip(_BLANK):
        raise given.refused("is empty", "Look whether it was saved, and add it again, or leave it out.")
    if data.startswith(_ZIP_START):
        return _judge_zip(given)
    if ends_as_zip(data):
        raise given.refused("hides a zip inside it", f"Open it, save it as a new file, {AGAIN}")
    if data.find(_PDF_START, 1, _HEADER_BYTES + len(_PDF_START)) > 0:
        raise given.refused("hides a PDF behind something else", f"Print the PDF to a new PDF {AGAIN}")
    if data.startswith(_PDF_START):
        check_pdf(given)
        return _Judged(DocumentKind.PDF)
    if picture := picture_kind(data):
        return _Judged(picture, (check_picture(given, picture),))
    _refuse_starts(given)
    kind, note = check_text(given, ending=ending)
    return _Judged(kind, (note,))


def _refuse_starts(given: Given) -> None:
    if given.data.startswith(OLE_START):
        raise _old_office(given)
    begun = given.data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    for start, found, advice in REFUSED_STARTS:
        if begun.startswith(start):
            raise given.refused(found, advice)


def _old_office(given: Given) -> RefusedDocumentError:
    if ENCRYPTED_PACKAGE in given.data:
        return given.refused("is protected by a password, so it cannot be checked", f"Save a copy without one {AGAIN}")
    for stream, found, advice in _OLD_OFFICE:
        if stream.encode("utf-16-le") in given.data:
            return given.refused(f"{found}, in which macros cannot be ruled out", f"{advice} {AGAIN}")
    return given.refused("is an old Office file, in which macros cannot be ruled out", f"Save it as PDF {AGAIN}")


def _judge_zip(given: Given) -> _Judged:
    entries = entries_of(given)
    names = {entry.name.casefold() for entry in entries}
    if CONTENT_TYPES in names:
        return _Judged(check_office(given, entries, kind_of))
    if any(entry.name == MEDIA_TYPE_ENTRY for entry in entries):
        return _Judged(check_open_document(given, entries))
    if given.depth:
        raise given.refused("is a zip inside another file", f"Unpack it, and put its files there, {AGAIN}")
    return _Judged(DocumentKind.ZIP, _check_members(given, entries))


def kind_of(given: Given) -> DocumentKind:
    """What a file is. Raises RefusedDocumentError as `check_document` does."""
    return _judge(given, "").kind


def _check_members(given: Given, entries: list[Entry]) -> tuple[str, ...]:
    """What is to be said of the files in a zip, once each was checked as if it had been handed in alone."""
    if not entries:
        raise given.refused("is a zip that holds no files", "Leave it out.")
    notes = []
    for entry in entries:
        member = given.inside(plain_name(entry.name), unpacked(given, entry))
        if not _is_left_by_system(entry, member.data):
            notes += [f"{member.name}: {note}" for note in _judge(member, ending_of(entry.name)).notes if note]
    return tuple(notes)


def _is_left_by_system(entry: Entry, data: bytes) -> bool:
    """Whether this is what a Mac puts into a zip: it has both the name and the content of that."""
    last = entry.name.rpartition("/")[2]
    return (last.startswith("._") and data.startswith(b"\0\x05\x16\x07")) or (
        last == ".DS_Store" and data.startswith(b"\0\0\0\x01Bud1")
    )
