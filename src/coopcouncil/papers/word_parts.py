"""What every Word document of ours is made of: paragraphs, runs, and the package that holds them (ECMA-376)."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from xml.etree import ElementTree as Xml

from coopcouncil.rules.motions.segments import Segments

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
_BREAKS = re.compile("([\t\n\r])")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_STAMP = (1980, 1, 1, 0, 0, 0)  # one time for all members, so that the same redline is the same file

_CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
<Override PartName="/word/settings.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/></Types>"""
_RELATIONSHIPS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
Target="word/document.xml"/></Relationships>"""
_DOCUMENT_RELATIONSHIPS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" \
Target="settings.xml"/></Relationships>"""

Xml.register_namespace("w", W)


def packed_document(paragraphs: Iterable[Xml.Element], *, tracks: bool = False) -> bytes:
    """The .docx file of these paragraphs; where it `tracks`, Word goes on tracking what is changed in it."""
    body = Xml.Element(tag("body"))
    body.extend(paragraphs)
    Xml.SubElement(body, tag("sectPr"))
    document = Xml.Element(tag("document"))
    document.append(body)
    settings = Xml.Element(tag("settings"))
    if tracks:
        Xml.SubElement(settings, tag("trackChanges"))
    return _packed(_bytes(document), _bytes(settings))


def paragraph_element(segments: Segments) -> Xml.Element:
    """A `w:p` with its properties and no runs yet; one with right-to-left letters is laid out so."""
    element = Xml.Element(tag("p"))
    properties = Xml.SubElement(element, tag("pPr"))
    if any(_RIGHT_TO_LEFT.search(text) for _, text in segments):
        Xml.SubElement(properties, tag("bidi"))
    return element


def property_element(name: str) -> Xml.Element:
    """The `w:rPr` of a run that is `b`, bold, or `strike`, struck through."""
    element = Xml.Element(tag("rPr"))
    Xml.SubElement(element, tag(name))
    return element


def run_element(text: str, holder: str) -> Xml.Element:
    """The `w:r` of a text; `holder` is `t`, or `delText` inside a deletion."""
    run = Xml.Element(tag("r"))
    for piece in _pieces(text):
        if piece in ("\t", "\n", "\r"):
            Xml.SubElement(run, tag({"\t": "tab", "\n": "br", "\r": "cr"}[piece]))
        else:
            Xml.SubElement(run, tag(holder), {XML_SPACE: "preserve"}).text = piece
    return run


def _pieces(text: str) -> Iterator[str]:
    return (piece for piece in _BREAKS.split(UNWRITABLE.sub("\ufffd", text)) if piece)


def tag(name: str) -> str:
    """A name of WordprocessingML as ElementTree writes it."""
    return f"{{{W}}}{name}"


def _bytes(element: Xml.Element) -> bytes:
    written: bytes = Xml.tostring(element, encoding="utf-8", xml_declaration=True)
    return written


def _packed(document: bytes, settings: bytes) -> bytes:
    file = BytesIO()
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES.encode(),
        "_rels/.rels": _RELATIONSHIPS.encode(),
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONSHIPS.encode(),
        "word/document.xml": document,
        "word/settings.xml": settings,
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return file.getvalue()
