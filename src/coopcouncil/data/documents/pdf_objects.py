"""The objects of a PDF that are dictionaries, found wherever one could begin, and those that pack others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coopcouncil.data.documents.given import AGAIN, Given

BLANK = b"\0\t\n\f\r "
# What reading may cost, so that objects which seem to begin inside each other are not read for ever.
MOST_OBJECTS = 500_000
MOST_TOKENS = 5_000_000
READ_AGAIN = 4  # times the size of the file
DEEPEST = 100  # dictionaries in each other

_OBJECT = re.compile(rb"obj(?=[\0\t\n\f\r %<])")
_BLANKS = re.compile(rb"(?:[\0\t\n\f\r ]+|%[^\r\n]*)*")
_TOKEN = re.compile(
    rb"(?P<open><<)|(?P<close>>>)|(?P<string>\()|<[^>]*>?|/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|(?:[\0\t\n\f\r ]+|%[^\r\n]*)+|[^\0\t\n\f\r ()<>\[\]{}/%]+|."
)
_IN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
# What an object that packs others must have; then filters and predictors under which its names could not be seen.
_PACKING = frozenset({"N", "First"})
_SEEN_THROUGH = frozenset({"FlateDecode", "Fl"})
_UNSEEN = frozenset(
    {
        *("ASCIIHexDecode", "AHx", "ASCII85Decode", "A85", "LZWDecode", "LZW", "RunLengthDecode", "RL", "Crypt"),
        *("DCTDecode", "DCT", "CCITTFaxDecode", "CCF", "JBIG2Decode", "JPXDecode", "BrotliDecode"),
        *("DecodeParms", "DP", "F", "FFilter"),
    }
)


@dataclass(frozen=True, slots=True)
class PackedObjects:
    """A stream of packed objects: where its bytes begin, whether they are deflated, or `odd`: not to be read here."""

    start: int
    deflated: bool
    odd: bool


@dataclass(frozen=True, slots=True)
class PdfObject:
    """A dictionary: every name in it, and the objects that it packs."""

    names: frozenset[str]
    packed: PackedObjects | None


def objects_of(given: Given) -> Iterator[PdfObject]:
    """Every dictionary that follows the word `obj`, whatever the file's index says, in strings and streams too.

    Raises RefusedDocumentError when there are more than a document has, or they lie inside each other.
    """
    return _Reader(given).objects()


class _Reader:
    """Reads one PDF and keeps account of what that costs."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.data = given.data
        self.objects_left = MOST_OBJECTS
        self.tokens_left = MOST_TOKENS
        self.bytes_left = READ_AGAIN * len(given.data) + (1 << 20)

    def objects(self) -> Iterator[PdfObject]:
        for mark in _OBJECT.finditer(self.data):
            self.objects_left -= 1
            start = self._after_blanks(mark.end())
            if self.data.startswith(b"<<", start):
                names, end = self._dictionary(start)
                yield PdfObject(names, self._packed(names, end))
            self._refuse_if(self.objects_left < 0)

    def _refuse_if(self, is_odd: bool) -> None:
        if is_odd or self.tokens_left < 0 or self.bytes_left < 0:
            raise self.given.refused("is built in a way that cannot be checked", f"Print it to a new PDF {AGAIN}")

    def _dictionary(self, start: int) -> tuple[frozenset[str], int]:
        """The names in the dictionary that opens at `start`, nested ones included, and where it ends."""
        names, depth, at = set(), 0, start
        while found := _TOKEN.match(self.data, at):
            at = found.end()
            what = found.lastgroup
            self.tokens_left -= 1
            if what == "name":
                names.add(_ESCAPE.sub(_unescaped, found.group("name")).decode("latin-1"))
            elif what == "string":
                at = self._after_string(at)
            elif what == "open":
                depth += 1
            elif what == "close":
                depth -= 1
                if not depth:
                    break
            self._refuse_if(depth > DEEPEST)
        self.bytes_left -= at - start
        return frozenset(names), at

    def _after_string(self, at: int) -> int:
        depth = 1
        for found in _IN_STRING.finditer(self.data, at):
            self.tokens_left -= 1
            depth += {b"(": 1, b")": -1}.get(found.group(0), 0)
            if not depth:
                return found.end()
            self._refuse_if(False)
        return len(self.data)

    def _packed(self, names: frozenset[str], end: int) -> PackedObjects | None:
        """The packed objects that follow a dictionary; None when it is not of that kind.

        Not every program asks for the type /ObjStm; all need to know how many objects there are and where the first is.
        """
        if not (names >= _PACKING or "ObjStm" in names):
            return None
        at = self._after_blanks(end)
        if not self.data.startswith(b"stream", at):
            return None
        line = _LINE_END.search(self.data, at)
        deflated = bool(names & _SEEN_THROUGH)
        odd = bool(names & _UNSEEN) or ("Filter" in names and not deflated)
        return PackedObjects(line.end() if line else len(self.data), deflated, odd)

    def _after_blanks(self, at: int) -> int:
        found = _BLANKS.match(self.data, at)
        end = found.end() if found else at
        self.bytes_left -= end - at
        return end


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found.group(1), 16)])
