"""A redline as a Word document with tracked changes, written with the standard library.

WordprocessingML, ECMA-376 part 1, 17.13.5: `w:ins` and `w:del` around runs, and inside a paragraph's `w:rPr` for its
end mark, which is what makes accepting or rejecting a whole paragraph leave no empty one behind.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree as Xml

from coopcouncil.rules.motions.redline import Redline, RedlineParagraph
from coopcouncil.rules.motions.segments import Mark, Segments

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# what XML 1.0 cannot hold
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("([\t\n\r])")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_STAMP = (1980, 1, 1, 0, 0, 0)  # one time for all members, so that the same redline is the same file

_CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONSHIPS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
Target="word/document.xml"/></Relationships>"""

Xml.register_namespace("w", W)


def redline_document(change: Redline, *, author: str, changed_at: datetime) -> bytes:
    """The .docx file: accepting all changes gives the new paragraphs, rejecting all the old ones.

    `author` and `changed_at` are what Word shows beside each change. A code point that XML cannot hold is written �.
    """
    body = Xml.Element(_tag("body"))
    writer = _Writer(author, changed_at)
    for paragraph in _tracked(change.paragraphs):
        body.append(writer.paragraph(paragraph))
    Xml.SubElement(body, _tag("sectPr"))
    document = Xml.Element(_tag("document"))
    document.append(body)
    return _packed(Xml.tostring(document, encoding="utf-8", xml_declaration=True))


def unwritable(change: Redline) -> int:
    """How many code points of the redline XML cannot hold."""
    return sum(len(_UNWRITABLE.findall(text)) for each in change.paragraphs for _, text in each.segments)


@dataclass(frozen=True, slots=True)
class _Tracked:
    """A paragraph of the document: its runs, and what happens to the mark that ends it (EQUAL: it stays)."""

    segments: Segments
    end: Mark


def _tracked(paragraphs: Sequence[RedlineParagraph]) -> list[_Tracked]:
    """The paragraphs with their marks.

    The last mark of a document cannot come in or go out. So what comes in or goes out at the very end shares its last
    paragraph, or gives its mark to the paragraph before.
    """
    found = [_Tracked(each.segments, _end(each)) for each in paragraphs] or [_Tracked((), Mark.EQUAL)]
    if found[-1].end is Mark.EQUAL:
        return found
    start = max((place for place, each in enumerate(found) if each.end is Mark.EQUAL), default=-1) + 1
    gone = [each for each in found[start:] if each.end is Mark.DELETED]
    come = [each for each in found[start:] if each.end is Mark.INSERTED]
    if gone and come:
        last = _Tracked((*gone[-1].segments, *come[-1].segments), Mark.EQUAL)
        return [*found[:start], *gone[:-1], *come[:-1], last]
    marks = [*(each.end for each in found[:start][:-1]), *(each.end for each in found[start:]), Mark.EQUAL]
    return [replace(each, end=mark) for each, mark in zip(found, marks[-len(found) :], strict=True)]


def _end(paragraph: RedlineParagraph) -> Mark:
    if paragraph.old is None:
        return Mark.INSERTED
    return Mark.DELETED if paragraph.new is None else Mark.EQUAL


class _Writer:
    """Writes paragraphs; numbers the changes as it goes."""

    def __init__(self, author: str, changed_at: datetime) -> None:
        self._author = _UNWRITABLE.sub("\ufffd", author)
        self._date = changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._changes = 0

    def paragraph(self, paragraph: _Tracked) -> Xml.Element:
        """The `w:p` of a paragraph."""
        element = Xml.Element(_tag("p"))
        properties = Xml.SubElement(element, _tag("pPr"))
        if any(_RIGHT_TO_LEFT.search(text) for _, text in paragraph.segments):
            Xml.SubElement(properties, _tag("bidi"))
        if paragraph.end is not Mark.EQUAL:
            Xml.SubElement(properties, _tag("rPr")).append(self._change(paragraph.end))
        for mark, text in paragraph.segments:
            if text:
                run = _run(text, "delText" if mark is Mark.DELETED else "t")
                if mark is Mark.EQUAL:
                    element.append(run)
                else:
                    change = self._change(mark)
                    change.append(run)
                    element.append(change)
        return element

    def _change(self, mark: Mark) -> Xml.Element:
        self._changes += 1
        given = {"id": str(self._changes), "author": self._author, "date": self._date}
        return Xml.Element(_tag(mark.value), {_tag(key): value for key, value in given.items()})


def _run(text: str, holder: str) -> Xml.Element:
    run = Xml.Element(_tag("r"))
    for piece in _pieces(text):
        if piece in ("\t", "\n", "\r"):
            Xml.SubElement(run, _tag({"\t": "tab", "\n": "br", "\r": "cr"}[piece]))
        else:
            Xml.SubElement(run, _tag(holder), {XML_SPACE: "preserve"}).text = piece
    return run


def _pieces(text: str) -> Iterator[str]:
    return (piece for piece in _BREAKS.split(_UNWRITABLE.sub("\ufffd", text)) if piece)


def _tag(name: str) -> str:
    return f"{{{W}}}{name}"


def _packed(document: bytes) -> bytes:
    file = BytesIO()
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES.encode(),
        "_rels/.rels": _RELATIONSHIPS.encode(),
        "word/document.xml": document,
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return file.getvalue()
