"""Zips read strictly: every byte belongs to one entry, every entry is what the directory says, none is a trap.

Programs disagree about zips that are not so, and what one of them hides another one opens.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from coopcouncil.data.documents.given import AGAIN, Given, in_megabytes
from coopcouncil.data.documents.names import plain_name
from coopcouncil.data.files.archives import FREE_BYTES, MAX_RATIO

PIECE_BYTES = 1 << 16
ANEW = f"Make it anew with the program it came from {AGAIN}"
_DIRECTORY, _END = b"PK\x01\x02", b"PK\x05\x06"
_LOCAL = struct.Struct("<4s2xHH8xII2H")  # mark, flags, method, packed and unpacked size, lengths of name and extra
_ENCRYPTED, _SIZES_FOLLOW, _MASKED = 0x1, 0x8, 0x2000
_LONGEST_END = 22 + 0xFFFF
_LARGEST_GAP = 64  # the sizes that may follow an entry take 24 bytes at most
_UNSAFE = re.compile(r"[\0-\x1f\x7f]|\A[/\\]|\A[A-Za-z]:|(?:\A|[/\\])\.\.(?:[/\\]|\Z)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a zip: its name there, where its packed bytes lie, and what they must unpack to."""

    name: str
    start: int
    end: int
    deflated: bool
    size: int
    crc: int


def ends_as_zip(data: bytes) -> bool:
    """Whether a program that looks for a zip from the end would find one in `data`."""
    return _END in data[-_LONGEST_END:] and _DIRECTORY in data


def entries_of(given: Given) -> list[Entry]:
    """The files in a zip, folders left out, in the order in which they lie there.

    Raises RefusedDocumentError for a zip that is damaged, encrypted, a bomb, or arranged so that programs could
    disagree about what it holds; nothing is unpacked yet.
    """
    infos, directory_at = _directory(given)
    for info in infos:
        _check_entry(given, info)
    names = [info.filename.casefold() for info in infos]
    if len(set(names)) < len(names):
        raise given.refused("holds two files of the same name", ANEW)
    _check_size(given, infos)
    entries = [_located(given, info) for info in infos]
    _check_no_gap(given, infos, entries, directory_at)
    return [entry for info, entry in zip(infos, entries, strict=True) if not info.is_dir()]


def pieces_of(given: Given, entry: Entry) -> Iterator[bytes]:
    """What an entry unpacks to, in pieces, counted against the limits.

    Raises RefusedDocumentError where that is not what the zip's directory promised.
    """
    size, crc = 0, 0
    for piece in _inflated(given, entry) if entry.deflated else _stored(given, entry):
        size += len(piece)
        if size > entry.size:
            break
        given.spend(unpacked=len(piece))
        crc = zlib.crc32(piece, crc)
        yield piece
    if size != entry.size or crc != entry.crc:
        raise given.damaged()


def unpacked(given: Given, entry: Entry) -> bytes:
    """A whole entry. Raises RefusedDocumentError when it is larger than one document may be."""
    if entry.size > given.limits.largest_bytes:
        raise given.refused(
            f"holds {plain_name(entry.name)}, which is larger than {in_megabytes(given.limits.largest_bytes)}",
            f"Make that file smaller {AGAIN}",
        )
    return b"".join(pieces_of(given, entry))


def _directory(given: Given) -> tuple[list[zipfile.ZipInfo], int]:
    """The zip's entries by their place in the file, and where its directory begins."""
    marks = given.data.count(_DIRECTORY)  # before zipfile makes an object of each
    if marks > given.limits.most_entries:
        given.spend(entries=marks)
    try:
        with zipfile.ZipFile(io.BytesIO(given.data)) as archive:
            infos, directory_at, comment = archive.infolist(), archive.start_dir, archive.comment
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, struct.error) as error:
        raise given.damaged() from error
    if not infos:
        raise given.refused("is a zip that holds no files", "Leave it out.")
    if given.data.rfind(_END) + 22 + len(comment) != len(given.data):
        raise given.refused("holds something else after the end of the zip", ANEW)
    given.spend(entries=len(infos))
    return sorted(infos, key=lambda info: info.header_offset), directory_at


def _check_entry(given: Given, info: zipfile.ZipInfo) -> None:
    if info.flag_bits & (_ENCRYPTED | _MASKED):
        raise given.refused("is protected by a password, so it cannot be checked", f"Save a copy without one {AGAIN}")
    if _UNSAFE.search(info.orig_filename):
        shown = info.orig_filename.encode("unicode_escape").decode("ascii")[:80]
        raise given.refused(f"holds a file whose name leads out of the zip ({shown})", ANEW)
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise given.refused("holds a link in place of a file", f"Put the file itself there {AGAIN}")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise given.refused(f"holds {plain_name(info.filename)}, packed in a way that cannot be checked", ANEW)
    if info.is_dir() and info.file_size:
        raise given.refused(f"holds a folder that hides a file ({plain_name(info.filename)})", ANEW)


def _check_size(given: Given, infos: list[zipfile.ZipInfo]) -> None:
    total = sum(info.file_size for info in infos)
    packed = max(1, sum(info.compress_size for info in infos))
    too_big = total + given.spent.unpacked > given.limits.most_unpacked_bytes
    if too_big or (total > FREE_BYTES and total / packed > MAX_RATIO):
        raise given.refused(
            f"would unpack to {in_megabytes(total)} from {in_megabytes(packed)}, so it was not opened",
            f"Split it into smaller files {AGAIN}",
        )


def _located(given: Given, info: zipfile.ZipInfo) -> Entry:
    """The entry, once what stands before its bytes agrees with the directory."""
    header = given.data[info.header_offset : info.header_offset + _LOCAL.size]
    if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        raise given.damaged()
    _, flags, method, packed, size, name_length, extra_length = _LOCAL.unpack(header)
    name_at = info.header_offset + _LOCAL.size
    start = name_at + name_length + extra_length
    name = given.data[name_at : name_at + name_length].decode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")
    sizes_agree = flags & _SIZES_FOLLOW or (
        packed in (info.compress_size, 0xFFFFFFFF) and size in (info.file_size, 0xFFFFFFFF)
    )
    if name != info.orig_filename or method != info.compress_type or flags & _ENCRYPTED or not sizes_agree:
        raise given.refused(f"says two things about what it holds ({plain_name(info.filename)})", ANEW)
    deflated = info.compress_type == zipfile.ZIP_DEFLATED
    return Entry(info.filename, start, start + info.compress_size, deflated, info.file_size, info.CRC)


def _check_no_gap(given: Given, infos: list[zipfile.ZipInfo], entries: list[Entry], directory_at: int) -> None:
    """Entries lie side by side from the first byte to the directory: none shares another's bytes, nothing is hidden."""
    starts = [info.header_offset for info in infos]
    if starts[0] != 0:
        raise given.refused("holds something else before the zip begins", ANEW)
    for entry, following in zip(entries, [*starts[1:], directory_at], strict=True):
        if entry.end > following:
            raise given.refused("holds files that share the same bytes, as a trap does", ANEW)
        if following - entry.end > _LARGEST_GAP:
            raise given.refused("hides something between the files of the zip", ANEW)


def _stored(given: Given, entry: Entry) -> Iterator[bytes]:
    for at in range(entry.start, entry.end, PIECE_BYTES):
        yield given.data[at : min(at + PIECE_BYTES, entry.end)]


def _inflated(given: Given, entry: Entry) -> Iterator[bytes]:
    yield from inflated(given, entry.start, entry.end, zlib.decompressobj(-zlib.MAX_WBITS), whole=True)


def inflated(given: Given, start: int, end: int, inflater: "zlib._Decompress", *, whole: bool) -> Iterator[bytes]:
    """What the bytes from `start` to `end` unpack to, in pieces of at most `PIECE_BYTES`.

    Raises RefusedDocumentError where they are damaged or incomplete and, if `whole`, where they hold more than that.
    """
    at = start
    try:
        while not inflater.eof:
            source = inflater.unconsumed_tail or given.data[at : min(at + PIECE_BYTES, end)]
            at += 0 if inflater.unconsumed_tail else len(source)
            piece = inflater.decompress(source, PIECE_BYTES)
            if not (source or piece):
                break
            yield piece
    except zlib.error as error:
        raise given.damaged() from error
    if not inflater.eof or (whole and (inflater.unused_data or at < end)):
        raise given.damaged()
