"""PDF documents: taken unless they hold programs, files, or what cannot be checked.

Programs that show a PDF find its objects in many ways, forgiving damage, so nothing here trusts the file's own index.
Names that mean harm are looked for in every byte, however they are spelt; then every object that could pack others is
unpacked, and looked through as well.
"""

import re
import zlib
from collections.abc import Iterable, Iterator

from coopcouncil.data.documents.given import AGAIN, Given
from coopcouncil.data.documents.pdf_objects import BLANK, PackedObjects, objects_of
from coopcouncil.data.documents.zips import inflated

MOST_PACKED = 20_000  # streams of packed objects; each holds a hundred or so
SLACK_BYTES = 32  # what may follow the end of the file, besides white space
_HEADER = re.compile(rb"%PDF-\d\.\d")
_BOUNDARY = rb"(?=[\0\t\n\f\r ()<>\[\]{}/%])"
_PRINTED = f"Print it to a new PDF {AGAIN}"
_UNPROTECTED = f"Save a copy without protection, or print it to a new PDF, {AGAIN}"
_PROGRAM = ("holds a program (JavaScript)", _PRINTED)
_FILES = ("has other files attached inside it", f"Save it without them, add each as a file of its own, {AGAIN}")
_MEDIA = ("plays media or programs", _PRINTED)

# name -> what is found, what to do. All are looked for in every byte of the file and of its packed objects.
_HARMFUL: dict[str, tuple[str, str]] = {
    "JavaScript": _PROGRAM,
    "OnInstantiate": _PROGRAM,
    "XFA": ("is a form that holds a program (XFA)", _PRINTED),
    "Launch": ("holds a link that starts a program", _PRINTED),
    "EmbeddedFile": _FILES,
    "EmbeddedFiles": _FILES,
    "FileAttachment": _FILES,
    "GoToE": _FILES,
    "RichMedia": _MEDIA,
    "Rendition": _MEDIA,
    "Encrypt": ("is protected or encrypted, so it cannot be checked", _UNPROTECTED),
}
# Names so short that a large picture may hold them by chance: they count among an object's keys, not in every byte.
_SHORT: dict[str, tuple[str, str]] = {"JS": _PROGRAM, "EF": _FILES}


def _spelt(name: str) -> bytes:
    """A pattern for a name with any of its letters written as #xx, as /J#61vaScript."""
    return b"".join(b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in name.encode())


def _finder(names: Iterable[str]) -> re.Pattern[bytes]:
    return re.compile(rb"/(?:" + b"|".join(map(_spelt, names)) + rb")" + _BOUNDARY)


_ANYWHERE = _finder(_HARMFUL)
_AMONG_OBJECTS = _finder([*_HARMFUL, *_SHORT])
_LONGEST_SPELLING = 64  # of a harmful name, in bytes: pieces are looked through with that much overlap


def check_pdf(given: Given) -> None:
    """Raise RefusedDocumentError for a PDF that holds programs, attachments or encryption, or is not whole."""
    data = given.data
    if not _HEADER.match(data):
        raise given.damaged()
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise given.damaged()
    if len(data[end + 5 :].strip(BLANK)) > SLACK_BYTES:
        raise given.refused("holds something else after the end of the PDF", _PRINTED)
    _refuse_names(given, _ANYWHERE, data)
    packs = 0
    for found in objects_of(given):
        for name in found.names & _SHORT.keys():
            raise given.refused(*_SHORT[name])
        if found.packed is not None:
            packs += 1
            _check_packed(given, found.packed, packs)


def _check_packed(given: Given, packed: PackedObjects, place: int) -> None:
    if packed.odd or place > MOST_PACKED:
        raise given.refused("packs its objects in a way that cannot be checked", _PRINTED)
    if not packed.deflated:
        stop = given.data.find(b"endstream", packed.start)
        plain = given.data[packed.start : stop if stop >= 0 else None]
        given.spend(unpacked=len(plain))
        _refuse_names(given, _AMONG_OBJECTS, plain + b" ")
        return
    rest = b""
    for piece in _counted(given, packed):
        _refuse_names(given, _AMONG_OBJECTS, rest + piece)
        rest = piece[-_LONGEST_SPELLING:]
    _refuse_names(given, _AMONG_OBJECTS, rest + b" ")


def _counted(given: Given, packed: PackedObjects) -> Iterator[bytes]:
    for piece in inflated(given, packed.start, len(given.data), zlib.decompressobj(), whole=False):
        given.spend(unpacked=len(piece))
        yield piece


def _refuse_names(given: Given, finder: re.Pattern[bytes], data: bytes) -> None:
    found = finder.search(data)
    if found:
        name = re.sub(rb"#(..)", lambda spelt: bytes([int(spelt.group(1), 16)]), found.group(0)[1:]).decode("ascii")
        raise given.refused(*(_HARMFUL | _SHORT)[name])
