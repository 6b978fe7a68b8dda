"""Pictures: walked from end to end, so that nothing else hides in or after one."""

import re
import struct
import zlib

from coopcouncil.data.documents.given import AGAIN, Given
from coopcouncil.data.documents.kinds import DocumentKind

MOST_MARKS = 100_000  # in a JPEG; real ones have some dozens
SLACK_BYTES = 32  # after the end of a picture, as some programs pad
_AGAIN = f"Open it, save it as a new picture, {AGAIN}"
_PNG_START = b"\x89PNG\r\n\x1a\n"
_JPEG_START = b"\xff\xd8\xff"
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_JPEG_SCAN, _JPEG_END = 0xDA, 0xD9
_AFTER_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_FROM_CAMERA = "It holds more after the picture, as phones add it; that part was not looked into."


def picture_kind(data: bytes) -> DocumentKind | None:
    """The kind of picture that `data` begins as; None when it begins as none of those taken."""
    if data.startswith(_PNG_START):
        return DocumentKind.PNG
    if data.startswith(_JPEG_START):
        return DocumentKind.JPEG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return DocumentKind.GIF
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return DocumentKind.WEBP
    return None


def check_picture(given: Given, kind: DocumentKind) -> str | None:
    """A note on the picture, or None. Raises RefusedDocumentError for one that is not whole, huge, or holds more."""
    walk = {
        DocumentKind.PNG: _walk_png,
        DocumentKind.JPEG: _walk_jpeg,
        DocumentKind.GIF: _walk_gif,
        DocumentKind.WEBP: _walk_webp,
    }[kind]
    try:
        width, height, end = walk(given.data)
    except (struct.error, IndexError, _BrokenError):
        raise given.damaged() from None
    if not 0 < width * height <= given.limits.most_pixels:
        raise given.refused(f"is a picture of {width:,} by {height:,} points", f"Make it smaller {AGAIN}")
    rest = given.data[end:]
    if len(rest.strip(b"\0\t\n\r ")) <= SLACK_BYTES:
        return None
    if kind is DocumentKind.JPEG and _is_from_camera(rest):
        return _FROM_CAMERA
    raise given.refused("holds something else after the end of the picture", _AGAIN)


class _BrokenError(Exception):
    """The picture is not built as its kind is."""


def _require(is_so: bool) -> None:
    if not is_so:
        raise _BrokenError


def _walk_png(data: bytes) -> tuple[int, int, int]:
    """Width and height in points, and where the picture ends; so for each of the walks."""
    _require(data[12:16] == b"IHDR")
    width, height = struct.unpack_from(">II", data, 16)
    at, has_data = len(_PNG_START), False
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        body = memoryview(data)[at + 4 : at + 8 + length]
        (crc,) = struct.unpack_from(">I", data, at + 8 + length)
        _require(zlib.crc32(body) == crc)
        at += 12 + length
        has_data = has_data or kind == b"IDAT"
        if kind == b"IEND":
            _require(has_data)
            return width, height, at


def _walk_jpeg(data: bytes) -> tuple[int, int, int]:
    width = height = 0
    at, has_scan = 2, False
    for _ in range(MOST_MARKS):
        _require(data[at] == 0xFF)
        while data[at] == 0xFF:
            at += 1
        mark = data[at]
        at += 1
        if mark == _JPEG_END:
            _require(has_scan)
            return width, height, at
        if mark in _JPEG_BARE:
            continue
        (length,) = struct.unpack_from(">H", data, at)
        _require(length >= 2)
        if mark in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", data, at + 3)
        at += length
        if mark == _JPEG_SCAN:
            has_scan = True
            following = _AFTER_SCAN.search(data, at)
            _require(following is not None)
            at = following.start() if following else at
    raise _BrokenError


def _is_from_camera(rest: bytes) -> bool:
    """Whether this is what phones put after a JPEG: a second picture, a short film, or Samsung's own notes."""
    return rest.startswith(_JPEG_START) or rest[4:8] == b"ftyp" or rest.endswith(b"SEFT")


def _walk_gif(data: bytes) -> tuple[int, int, int]:
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at = 13 + _colours(flags)
    has_frame = False
    while at < len(data) and (mark := data[at]) != 0x3B:  # old programs leave the mark of the end out
        _require(mark in (0x21, 0x2C))
        if mark == 0x21:
            at += 2
        else:
            at += 11 + _colours(data[at + 9])
            has_frame = True
        while data[at]:
            at += 1 + data[at]
        at += 1
    _require(has_frame)
    return width, height, at + 1


def _colours(flags: int) -> int:
    """The size in bytes of the table of colours that follows."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _walk_webp(data: bytes) -> tuple[int, int, int]:
    (size,) = struct.unpack_from("<I", data, 4)
    end = 8 + size + size % 2
    _require(end <= len(data) + size % 2)
    width, height = _webp_size(data)
    at, has_picture = 12, False
    while at < 8 + size:
        kind, length = struct.unpack_from("<4sI", data, at)
        has_picture = has_picture or kind in (b"VP8 ", b"VP8L", b"ANMF")
        at += 8 + length + length % 2
    _require(has_picture and at <= end)
    return width, height, end


def _webp_size(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    _require(kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a")
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF
