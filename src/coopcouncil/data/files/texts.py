"""The text of a file: which encoding it has, and its bytes as UTF-8 in blocks of whole lines.

UTF-8 and UTF-16 are recognised by their marks or by being valid; anything else is read as Windows-1252, the encoding
in which Excel writes CSV in Britain, and only where the bytes are not valid UTF-8, so that a file pasted together from
both is read right.
"""

import codecs
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from coopcouncil.data.files.kinds import looks_utf16

BLOCK_BYTES = 8 << 20
LONGEST_LINE = 64 << 20
Opener = Callable[[], AbstractContextManager[IO[bytes]]]
_HANDLER = "coopcouncil-cp1252"
# the table of the Unicode Standard (3-7): no half of a surrogate pair, no character written longer than it need be
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]"
    rb"|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_ASCII = re.compile(rb"[\x00-\x7f]+")
_UNDEFINED = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_HANDLER, _as_cp1252)


@dataclass(frozen=True, slots=True)
class Text:
    """What a pass over a text file found.

    `encoding` is utf-8, utf-8-sig, utf-16 or cp1252; `size` counts its bytes; `odd_bytes` those that were read as
    Windows-1252 inside UTF-8; `undefined` those that stand for no character; `nuls` the nought bytes, left out;
    `cr_only` that lines end with a carriage return alone.
    """

    opener: Opener
    encoding: str
    sha256: str
    size: int
    odd_bytes: int = 0
    undefined: int = 0
    nuls: int = 0
    cr_only: bool = False
    ends_line: bool = True


def scan_text(opener: Opener) -> Text:
    """Read a file once from end to end: its SHA-256, its encoding and what is odd about its bytes."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    head, size, valid, last = b"", 0, True, b""
    nuls, has_feed, has_return = 0, False, False
    with opener() as file:
        while chunk := file.read(BLOCK_BYTES):
            head = head or chunk[:65_536]
            digest.update(chunk)
            size += len(chunk)
            last = chunk[-1:]
            nuls += chunk.count(b"\0") if b"\0" in chunk else 0
            has_feed = has_feed or b"\n" in chunk
            has_return = has_return or b"\r" in chunk
            valid = valid and _is_valid(decoder, chunk)
    valid = valid and not decoder.getstate()[0]
    facts = _Facts(head, valid, *((0, 0, 0) if valid else _high_bytes(opener)))
    encoding = facts.encoding()
    utf16 = encoding.startswith("utf-16")
    return Text(
        opener,
        encoding,
        digest.hexdigest(),
        size,
        odd_bytes=facts.odd() if not utf16 else 0,
        undefined=facts.undefined if encoding == "cp1252" else 0,
        nuls=0 if utf16 else nuls,
        cr_only=has_return and not has_feed,
        ends_line=last in (b"\n", b"\r", b"") or utf16,
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    head: bytes
    valid: bool
    multibyte: int
    high: int
    undefined: int

    def encoding(self) -> str:
        if looks_utf16(self.head):
            if self.head.startswith((b"\xff\xfe", b"\xfe\xff")):
                return "utf-16"
            return "utf-16-le" if self.head[1:2] == b"\0" else "utf-16-be"
        if self.head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        return "utf-8" if self.valid or self.multibyte * 2 > self.high else "cp1252"

    def odd(self) -> int:
        if self.valid:
            return 0
        odd = self.high - self.multibyte
        return odd if self.encoding() in ("utf-8", "utf-8-sig") else 0


def _high_bytes(opener: Opener) -> tuple[int, int, int]:
    """Of the bytes beyond ASCII: how many are in UTF-8 characters, how many there are, how many cp1252 lacks."""
    multibyte = high = undefined = 0
    with opener() as file:
        while chunk := file.read(BLOCK_BYTES):
            beyond = _ASCII.sub(b" ", chunk)
            multibyte += sum(map(len, _MULTIBYTE.findall(beyond)))
            high += len(beyond) - beyond.count(b" ")
            undefined += sum(beyond.count(each) for each in _UNDEFINED)
    return multibyte, high, undefined


def _is_valid(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def utf8_blocks(text: Text, *, size: int = BLOCK_BYTES) -> Iterator[bytes]:
    """The file as UTF-8, without byte order mark and noughts, in blocks of about `size` bytes that end with a line.

    Only the last block may lack its line end. A single line longer than `LONGEST_LINE` is cut.
    """
    rest = b""
    for chunk in _decoded(text, size):
        rest = rest + chunk if rest else chunk
        # a line may end with CR alone and hold LF inside quotes; a last CR may be half of CR LF
        cut = max(rest.rfind(b"\n"), rest.rfind(b"\r", 0, -1)) + 1
        if cut:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > LONGEST_LINE:
            yield rest
            rest = b""
    if rest:
        yield rest


def _decoded(text: Text, size: int) -> Iterator[bytes]:
    plain = text.encoding in ("utf-8", "utf-8-sig") and not text.odd_bytes
    decoder = codecs.getincrementaldecoder("utf-8-sig" if text.encoding.startswith("utf-8") else text.encoding)(
        _HANDLER if text.encoding.startswith("utf-8") else "replace"
    )
    if text.encoding == "cp1252":  # valid UTF-8 pairs inside are UTF-8 all the same
        decoder = codecs.getincrementaldecoder("utf-8")(_HANDLER)
    first = True
    with text.opener() as file:
        while chunk := file.read(size):
            if not plain:
                chunk = decoder.decode(chunk).encode("utf-8", "replace")
            elif first:
                chunk = chunk.removeprefix(codecs.BOM_UTF8)
            first = False
            yield _cleaned(chunk, text)
    if not plain:
        yield _cleaned(decoder.decode(b"", True).encode("utf-8", "replace"), text)


def _cleaned(chunk: bytes, text: Text) -> bytes:
    if text.nuls:
        chunk = chunk.replace(b"\0", b"")
    return chunk.replace(b"\r", b"\n") if text.cr_only else chunk


def open_text(path: Path) -> tuple[IO[str], str]:
    """A stream of the decoded text, lines kept as they are, and the name of its encoding.

    For files of modest size or line-by-line readers such as `csv.reader`; raises OSError as opening does.
    """
    text = scan_text(file_opener(path))
    stream = io.BufferedReader(_Joined(utf8_blocks(text)))
    return io.TextIOWrapper(stream, encoding="utf-8", newline=""), text.encoding


def file_opener(path: Path) -> Opener:
    """An opener of a file on disk, for `scan_text`."""

    @contextmanager
    def opened() -> Iterator[IO[bytes]]:
        with path.open("rb") as file:
            yield file

    return opened


class _Joined(io.RawIOBase):
    """Blocks of bytes as one readable stream."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = memoryview(block)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count
