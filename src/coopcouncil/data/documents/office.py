"""Word, Excel and PowerPoint documents (Office Open XML): taken unless something in them could run or fetch."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import unquote

from coopcouncil.data.documents.fields import FieldReader
from coopcouncil.data.documents.given import AGAIN, Given
from coopcouncil.data.documents.kinds import OFFICE_KINDS, DocumentKind
from coopcouncil.data.documents.markup import Element, read_markup
from coopcouncil.data.documents.names import plain_name
from coopcouncil.data.documents.starts import OLE_START, PROGRAM_STARTS
from coopcouncil.data.documents.zips import Entry, pieces_of, unpacked

CONTENT_TYPES = "[content_types].xml"
Judge = Callable[[Given], DocumentKind]
DEEPEST = 2  # a zip, a document in it, and a workbook behind a chart in that

# The content type of the part that a document begins with, where the document can hold no macros.
_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DocumentKind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": DocumentKind.XLSX,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": DocumentKind.PPTX,
}
_OTHER_MAIN = {
    "wordprocessingml.template.main+xml": ("is a Word template", "Save it as a Word document (.docx)"),
    "spreadsheetml.template.main+xml": ("is an Excel template", "Save it as an Excel workbook (.xlsx)"),
    "presentationml.template.main+xml": ("is a PowerPoint template", "Save it as PowerPoint slides (.pptx)"),
    "presentationml.slideshow.main+xml": ("is a PowerPoint show", "Save it as PowerPoint slides (.pptx)"),
}
_MACROS = ("holds macros", "a plain document without macros (.docx, .xlsx or .pptx)")
_OBJECT = ("holds an embedded object", "a copy with the object put in as a picture, or as PDF")
_CONTROL = ("holds an ActiveX control", "a copy without the control, or as PDF")
_PASTED = ("holds a web page or another document pasted in whole", "a PDF")
# What may not stand in a content type or at the end of a relationship's type -> what that is, and what to save as.
_WORDS: tuple[tuple[str, tuple[str, str]], ...] = (
    ("macroenabled", _MACROS),
    ("vbaproject", _MACROS),
    ("vbadata", _MACROS),
    ("macrosheet", _MACROS),
    ("dialogsheet", _MACROS),
    ("attachedtoolbars", _MACROS),
    ("activex", _CONTROL),
    ("oleobject", _OBJECT),
    ("afchunk", _PASTED),
)
# Relationships that may lead out of the document: followed only when somebody clicks or agrees.
_LEAD_OUT = frozenset(
    {
        "hyperlink",
        "externallinkpath",
        "externallinklongpath",
        "xlpathmissing",
        "xlstartup",
        "xlalternatestartup",
        "xllibrary",
    }
)
_PIECE = re.compile(r"/\[\d+\](?:\.last)?\.piece\Z")
_STARTING = ("ppaction://program", "ppaction://macro", "ppaction://ole")
_DDE = ("holds a link that starts another program (DDE)", "a copy without that link, or as PDF")


@dataclass(slots=True)
class _Types:
    """The content types a document declares: by part, and by ending."""

    by_part: dict[str, str] = field(default_factory=dict)
    by_ending: dict[str, str] = field(default_factory=dict)

    def add(self, element: Element) -> None:
        """Take in one declaration."""
        declared = element.attributes.get("ContentType", "").strip().lower()
        if element.name == "Override":
            self.by_part[element.attributes.get("PartName", "").lstrip("/").lower()] = declared
        elif element.name == "Default":
            self.by_ending[element.attributes.get("Extension", "").lower()] = declared

    def of(self, name: str) -> str:
        """The content type of a part; empty when none is declared."""
        return self.by_part.get(name.lower()) or self.by_ending.get(name.rpartition(".")[2].lower(), "")

    def all(self) -> Iterator[str]:
        """Every content type that is declared."""
        return chain(self.by_part.values(), self.by_ending.values())


def check_office(given: Given, entries: list[Entry], judge: Judge) -> DocumentKind:
    """The kind of an Office document, once every part was looked at.

    `judge` checks a document embedded in this one. Raises RefusedDocumentError for macros, embedded objects, ActiveX,
    links that fetch or start something by themselves, programs among the parts, and damage.
    """
    types = _Types()
    listing = next(entry for entry in entries if entry.name.casefold() == CONTENT_TYPES)
    read_markup(given, pieces_of(given, listing), size=listing.size, opened=types.add)
    for declared in types.all():
        _refuse_words(given, declared)
    kind = _main_kind(given, types)
    for entry in entries:
        if entry is not listing:
            _check_part(given, entry, types.of(unquote(entry.name)), judge)
    return kind


def _main_kind(given: Given, types: _Types) -> DocumentKind:
    kinds = {_MAIN[declared] for declared in types.all() if declared in _MAIN}
    if len(kinds) == 1:
        return kinds.pop()
    for ending, (found, advice) in _OTHER_MAIN.items():
        if any(declared.endswith(ending) for declared in types.all()):
            raise given.refused(found, f"{advice} {AGAIN}")
    raise given.refused("is an Office file of a kind that cannot be checked", f"Save it as PDF {AGAIN}")


def _check_part(given: Given, entry: Entry, declared: str, judge: Judge) -> None:
    name = unquote(entry.name).lower()
    if _PIECE.search(name):
        raise given.refused("keeps its parts in pieces, which cannot be checked", f"Save a new copy {AGAIN}")
    pieces = pieces_of(given, entry)
    first = next(pieces, b"")
    if first.startswith(OLE_START):
        raise _refusal(given, _MACROS if "vba" in name else _OBJECT)
    if first.startswith(PROGRAM_STARTS):
        raise given.refused(f"holds a program ({plain_name(entry.name)})", f"Take it out {AGAIN}")
    if first.startswith(b"PK\x03\x04"):
        _check_embedded(given, entry, judge)
    rest = chain((first,), pieces)
    if name.endswith(".rels"):
        read_markup(given, rest, size=entry.size, opened=lambda element: _check_relationship(given, element))
    elif "wordprocessingml" in declared and declared.endswith("+xml"):
        _check_fields(given, rest, entry.size)
    elif "presentationml" in declared and declared.endswith("+xml"):
        read_markup(given, rest, size=entry.size, opened=lambda element: _check_action(given, element))
    elif "externallink" in declared:
        read_markup(given, rest, size=entry.size, opened=lambda element: _check_external_link(given, element))
    else:
        for _ in rest:  # to the end, so that sizes and sums are checked
            pass


def _check_embedded(given: Given, entry: Entry, judge: Judge) -> None:
    """A chart keeps its figures in a workbook inside the document: it is checked as any other."""
    inner = given.inside(plain_name(entry.name), unpacked(given, entry))
    if inner.depth > DEEPEST:
        raise given.refused("holds a document in a document in a document", f"Save it as PDF {AGAIN}")
    if judge(inner) not in OFFICE_KINDS:
        raise _refusal(given, _OBJECT)


def _check_relationship(given: Given, element: Element) -> None:
    if element.name != "Relationship":
        return
    link = element.attributes.get("Type", "").strip().lower().rpartition("/")[2]
    _refuse_words(given, link)
    if link == "control":
        raise _refusal(given, _CONTROL)
    if element.attributes.get("TargetMode", "").strip().lower() != "external" or link in _LEAD_OUT:
        return
    if link == "attachedtemplate":
        # Word fetches it, with what macros it holds, only for whoever opens the file: one that is kept and served later
        # is refused; one of which the text alone is taken is not
        if given.only_read:
            return
        raise given.refused(
            "fetches a template from elsewhere when it is opened", f"Detach the template, or save it as PDF, {AGAIN}"
        )
    raise given.refused(
        f"fetches something from elsewhere when it is opened ({plain_name(link)})",
        f"Put it into the document itself, or save it as PDF, {AGAIN}",
    )


def _check_external_link(given: Given, element: Element) -> None:
    if element.name == "ddeLink":
        raise _refusal(given, _DDE)
    if element.name == "oleLink":
        raise _refusal(given, _OBJECT)


def _check_action(given: Given, element: Element) -> None:
    """A button or a text on a slide may start a program or a macro when it is clicked or pointed at."""
    if element.attributes.get("action", "").strip().lower().startswith(_STARTING):
        raise given.refused("holds a button that starts a program", f"Save it as a copy without it, or as PDF, {AGAIN}")


def _check_fields(given: Given, pieces: Iterable[bytes], size: int) -> None:
    reader = FieldReader()
    read_markup(given, pieces, size=size, opened=reader.opened, text=reader.text, closed=reader.closed)
    if reader.starts_programs:
        raise _refusal(given, _DDE)


def _refuse_words(given: Given, declared: str) -> None:
    for word, why in _WORDS:
        if word in declared:
            raise _refusal(given, why)


def _refusal(given: Given, why: tuple[str, str]) -> Exception:
    found, better = why
    return given.refused(found, f"Save it as {better}, {AGAIN}")
