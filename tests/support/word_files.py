"""Word documents of made-up XML, as Word or LibreOffice would write it."""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from tests.support.documents import zipped

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="LB2"><w:name w:val="List Bullet 2"/>'
    '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)


def word_file(
    body: str, parts: Mapping[str, str] | None = None, links: Mapping[str, str] | None = None, template: str = ""
) -> bytes:
    """A document with this body; `parts` are others by kind ("comments"), `links` addresses by relationship id.

    `template` is the address of the template that its settings name.
    """
    given = {"styles": f"<w:styles {_NAMES}>{STYLES}</w:styles>"}
    given |= {kind: f"<w:{_root(kind)} {_NAMES}>{xml}</w:{_root(kind)}>" for kind, xml in (parts or {}).items()}
    if template:
        given["settings"] = f"<w:settings {_NAMES}/>"
    relations = [(f"p{kind}", kind, f"{kind}.xml", "") for kind in given]
    relations += [(key, "hyperlink", address, ' TargetMode="External"') for key, address in (links or {}).items()]
    overrides = {"document": "document.main", **{kind: kind for kind in given}}
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}{kind}+xml"/>' for part, kind in overrides.items()
    )
    document = f"<w:document {_NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": _relationships([("d", "officeDocument", "word/document.xml", "")]),
        "word/_rels/document.xml.rels": _relationships(relations),
        "word/document.xml": document,
        **_template(template),
        **{f"word/{kind}.xml": xml for kind, xml in given.items()},
    }
    return zipped({name: f"{_HEAD}{xml}".encode() for name, xml in files.items()})


def _template(address: str) -> dict[str, str]:
    given = ("t", "attachedTemplate", address, ' TargetMode="External"')
    return {"word/_rels/settings.xml.rels": _relationships([given])} if address else {}


def p(*content: str, style: str = "", level: int | None = None, end: str = "") -> str:
    """A paragraph; `level` is Word's list level from 0; `end` the changes of its mark."""
    properties = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    if level is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}<w:rPr>{end}</w:rPr></w:pPr>{''.join(content)}</w:p>"


def r(text: str, look: str = "") -> str:
    """A run; `look` names its switches: "b", "strike", "vanish"."""
    switches = "".join(f"<w:{each}/>" for each in look.split())
    return f'<w:r><w:rPr>{switches}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def change(kind: str, content: str = "", author: str = "A. Clerk") -> str:
    """A tracked change around runs, or, without content, of a paragraph's mark."""
    inside = content.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>") if kind == "del" else content
    return f'<w:{kind} w:id="1" w:author={quoteattr(author)} w:date="2026-03-01T09:00:00Z">{inside}</w:{kind}>'


def ins(text: str, author: str = "A. Clerk") -> str:
    """Inserted text."""
    return change("ins", r(text), author)


def gone(text: str, author: str = "A. Clerk") -> str:
    """Deleted text."""
    return change("del", r(text), author)


def table(*rows: list[str]) -> str:
    """A table of rows of cells, each cell the XML of its content."""
    written = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{written}</w:tbl>"


def _root(kind: str) -> str:
    return {"header": "hdr", "footer": "ftr"}.get(kind, kind)


def _relationships(given: list[tuple[str, str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
        for key, kind, target, mode in given
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
