"""Zips written byte by byte, so that their records can lie."""

import struct
import zlib
from dataclasses import dataclass, field


@dataclass
class Record:
    """One entry, as its own header and the directory tell of it; what the two say may differ."""

    name: bytes
    data: bytes
    method: int = 8
    flags: int = 0
    attributes: int = 0
    local_name: bytes | None = None
    size: int | None = None  # what the directory says it unpacks to
    offset: int | None = None
    stored: bytes = field(init=False)

    def __post_init__(self) -> None:
        deflater = zlib.compressobj(9, wbits=-15)
        self.stored = deflater.compress(self.data) + deflater.flush() if self.method == 8 else self.data

    def local(self) -> bytes:
        """The entry as it lies in the file."""
        name = self.name if self.local_name is None else self.local_name
        head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, self.flags, self.method, 0, 33, *self._sizes(), len(name), 0)
        return head + name + self.stored

    def central(self, offset: int) -> bytes:
        """The entry as the directory tells of it."""
        return (
            struct.pack("<4s6H3I", b"PK\1\2", 0x314, 20, self.flags, self.method, 0, 33, *self._sizes())
            + struct.pack("<5H2I", len(self.name), 0, 0, 0, 0, self.attributes, offset)
            + self.name
        )

    def _sizes(self) -> tuple[int, int, int]:
        return zlib.crc32(self.data), len(self.stored), len(self.data) if self.size is None else self.size


def raw_zip(*records: Record, between: bytes = b"", comment: bytes = b"") -> bytes:
    """A zip of these records, with `between` after each entry's bytes."""
    body, directory = b"", b""
    for record in records:
        offset = len(body) if record.offset is None else record.offset
        directory += record.central(offset)
        if record.offset is None:
            body += record.local() + between
    return body + directory + _end(len(records), len(directory), len(body), comment)


def _end(count: int, size: int, offset: int, comment: bytes) -> bytes:
    return struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, size, offset, len(comment)) + comment


def overlapping() -> bytes:
    """Two entries of which the first holds the second's header and bytes as its own."""
    inner = Record(b"b.txt", b"b" * 100, method=0)
    outer = Record(b"a.txt", inner.local(), method=0)
    inner.offset = len(outer.local()) - len(inner.local())
    return raw_zip(outer, inner)
