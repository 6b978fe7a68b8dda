"""OpenDocument texts, spreadsheets and slides: taken unless something in them could run or fetch."""

import re
from itertools import chain

from coopcouncil.data.documents.given import AGAIN, Given
from coopcouncil.data.documents.kinds import DocumentKind
from coopcouncil.data.documents.markup import Element, read_markup
from coopcouncil.data.documents.names import plain_name
from coopcouncil.data.documents.starts import OLE_START, PROGRAM_STARTS
from coopcouncil.data.documents.zips import Entry, pieces_of, unpacked

MEDIA_TYPE_ENTRY = "mimetype"
_LONGEST_MEDIA_TYPE = 200
_KINDS = {kind.media_type: kind for kind in (DocumentKind.ODT, DocumentKind.ODS, DocumentKind.ODP)}
_MACRO_FOLDERS = ("basic/", "scripts/")
_PLAIN = f"Save a copy without it, or as PDF, {AGAIN}"
# Elements that hold or start what is no document, and elements that show what their link leads to.
_REFUSED_ELEMENTS = {
    "object-ole": "an embedded object",
    "plugin": "a plug-in",
    "applet": "a Java applet",
    "floating-frame": "a web page inside it",
    "dde-source": "a link that starts another program (DDE)",
    "dde-connection-decl": "a link that starts another program (DDE)",
    "dde-link": "a link that starts another program (DDE)",
}
_SHOWING = frozenset(
    {"image", "fill-image", "background-image", "object", "section-source", "table-source", "cell-range-source"}
)
_LEADS_OUT = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.\-]*:|//|\\\\|/|\.\./)")
_MACRO_LINK = re.compile(r"(?i)\s*(?:vnd\.sun\.star\.script|macro|script|javascript):")


def check_open_document(given: Given, entries: list[Entry]) -> DocumentKind:
    """The kind of an OpenDocument file, once every part was looked at.

    Raises RefusedDocumentError for macros, embedded objects, passwords, links that fetch or start something by
    themselves, programs among the parts, other kinds of OpenDocument, and damage.
    """
    kind = _kind(given, next(entry for entry in entries if entry.name == MEDIA_TYPE_ENTRY))
    for entry in entries:
        if entry.name.lower().startswith(_MACRO_FOLDERS):
            raise given.refused("holds macros", f"Save a copy without macros {AGAIN}")
        _check_part(given, entry)
    return kind


def _kind(given: Given, entry: Entry) -> DocumentKind:
    declared = b"" if entry.size > _LONGEST_MEDIA_TYPE else unpacked(given, entry).strip()
    kind = _KINDS.get(declared.decode("ascii", "replace"))
    if kind is None:
        raise given.refused(
            "is neither an OpenDocument text, spreadsheet nor slides", f"Save it as one of these, or as PDF, {AGAIN}"
        )
    return kind


def _check_part(given: Given, entry: Entry) -> None:
    pieces = pieces_of(given, entry)
    first = next(pieces, b"")
    if first.startswith((OLE_START, b"PK\x03\x04")):
        raise given.refused("holds an embedded object", _PLAIN)
    if first.startswith(PROGRAM_STARTS):
        raise given.refused(f"holds a program ({plain_name(entry.name)})", f"Take it out {AGAIN}")
    rest = chain((first,), pieces)
    if entry.name.lower().endswith((".xml", ".rdf")) and entry.size:
        read_markup(given, rest, size=entry.size, opened=lambda element: _check_element(given, element))
    else:
        for _ in rest:  # to the end, so that sizes and sums are checked
            pass


def _check_element(given: Given, element: Element) -> None:
    attributes = element.attributes
    if element.name in _REFUSED_ELEMENTS:
        raise given.refused(f"holds {_REFUSED_ELEMENTS[element.name]}", _PLAIN)
    if element.name == "encryption-data":
        raise given.refused("is protected by a password, so it cannot be checked", f"Save a copy without one {AGAIN}")
    if attributes:
        _check_links(given, element)


def _check_links(given: Given, element: Element) -> None:
    attributes = element.attributes
    href = attributes.get("href", "")
    if (element.name == "event-listener" and ":script:" in element.namespace) or _MACRO_LINK.match(href):
        raise given.refused("starts a macro", f"Save a copy without macros {AGAIN}")
    if attributes.get("action") == "execute":
        raise given.refused("holds a button that starts a program", _PLAIN)
    if href and element.name in _SHOWING and _LEADS_OUT.match(href):
        raise given.refused(
            f"fetches something from elsewhere when it is opened ({href[:80]})",
            f"Put it into the document itself, or save it as PDF, {AGAIN}",
        )
