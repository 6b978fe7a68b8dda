"""What Word makes of a document with tracked changes: the paragraphs when all are accepted, or all rejected."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree as Xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\r"}


def document(data: bytes) -> Xml.Element:
    """The root of the document's XML."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        return Xml.fromstring(package.read("word/document.xml"))  # noqa: S314 - written by us


def resolved(data: bytes, *, accept: bool) -> list[str]:
    """The paragraphs when every change is accepted, or rejected: a mark that goes joins its paragraph to the next."""
    dropped = f"{W}del" if accept else f"{W}ins"
    found: list[str] = []
    text = ""
    paragraphs = document(data).findall(f"{W}body/{W}p")
    for paragraph in paragraphs:
        for child in paragraph:
            if child.tag not in (dropped, f"{W}pPr"):
                text += "".join(map(_said, child.iter()))
        mark_goes = paragraph.find(f"{W}pPr/{W}rPr/{dropped}") is not None
        assert not (mark_goes and paragraph is paragraphs[-1]), "the last mark of a document cannot go"
        if not mark_goes:
            found.append(text)
            text = ""
    return found


def _said(element: Xml.Element) -> str:
    return _SIGNS.get(element.tag, element.text or "")
