"""Innocent documents of every kind that is taken, made up here, and the pieces to make hostile ones of."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import openpyxl
from odf.chart import Chart, PlotArea
from odf.draw import Frame, Image, Object, Page
from odf.opendocument import (
    OpenDocumentChart,
    OpenDocumentPresentation,
    OpenDocumentSpreadsheet,
    OpenDocumentText,
)
from odf.style import MasterPage, PageLayout
from odf.table import Table, TableCell, TableRow
from odf.text import A, H, P
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from coopcouncil.data.documents import Checked, Limits, check_document

MAIN = "application/vnd.openxmlformats-officedocument."
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Parts = dict[str, bytes]


def check(folder: Path, data: bytes, name: str, limits: Limits | None = None) -> Checked:
    """The checker's word on `data`, handed in as `name`."""
    path = folder / "handed-in"
    path.write_bytes(data)
    return check_document(path, name=name, limits=limits or Limits())


def short(value: object) -> str | None:
    """The name of a test's bytes, which themselves would be long and unreadable."""
    return "bytes" if isinstance(value, bytes) else None


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """These parts as a zip, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)  # dated 1980, so that each run makes the same
    return buffer.getvalue()


def parts_of(data: bytes) -> Parts:
    """The parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def relationships(*links: tuple[str, str, bool]) -> bytes:
    """A part that holds relationships: each the end of its type, its target, and whether it leads out."""
    inner = ""
    for place, (kind, target, external) in enumerate(links, start=1):
        mode = ' TargetMode="External"' if external else ""
        inner += f'<Relationship Id="rId{place}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    ).encode()


def content_types(main: str, main_type: str, **endings: str) -> bytes:
    """The part that declares what the others are."""
    defaults = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in endings.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{defaults}'
        f'<Override PartName="/{main}" ContentType="{main_type}"/></Types>'
    ).encode()


def word_body(inner: str = "") -> bytes:
    """The main part of a Word document: a page field, then `inner`."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Minutes, £5 '
        '</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1 of the DDE committee</w:t></w:r>'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>{inner}</w:body></w:document>'
    ).encode()


def docx_parts() -> Parts:
    """A Word document with links, a picture, printer settings and the workbook behind a chart."""
    types = content_types(
        "word/document.xml",
        MAIN + "wordprocessingml.document.main+xml",
        png="image/png",
        bin=MAIN + "wordprocessingml.printerSettings",
        xlsx=MAIN + "spreadsheetml.sheet",
    )
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": relationships(("officeDocument", "word/document.xml", False)),
        "word/document.xml": word_body(),
        "word/_rels/document.xml.rels": relationships(
            ("hyperlink", "https://council.example/minutes", True), ("image", "media/image1.png", False)
        ),
        "word/charts/_rels/chart1.xml.rels": relationships(("package", "../embeddings/Sheet1.xlsx", False)),
        "word/embeddings/Sheet1.xlsx": make_xlsx(),
        "word/media/image1.png": make_png(),
        "word/printerSettings1.bin": b"\\\0\\\0p\0r\0i\0n\0t\0e\0r\0",
    }


def make_docx() -> bytes:
    """`docx_parts` as a document."""
    return zipped(docx_parts())


def make_pptx() -> bytes:
    """Slides."""
    return zipped(
        {
            "[Content_Types].xml": content_types(
                "ppt/presentation.xml", MAIN + "presentationml.presentation.main+xml", jpeg="image/jpeg"
            ),
            "_rels/.rels": relationships(("officeDocument", "ppt/presentation.xml", False)),
            "ppt/presentation.xml": b"<p xmlns='urn:p'/>",
            "ppt/slides/slide1.xml": b"<s xmlns='urn:p'>The co-operative council</s>",
            "docProps/thumbnail.jpeg": make_jpeg(),
        }
    )


def make_xlsx() -> bytes:
    """A workbook with a chart, a formula, a comment, a web link and a link to another workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Supplier", "Amount"])
    for place in range(50):
        sheet.append([f"Café {place}", place * 12.5])
    sheet["C2"] = "=SUM(B2:B51)"
    sheet["A2"].hyperlink = "https://supplier.example/"
    sheet["A3"].comment = Comment("Look again", "Clerk")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=51))
    sheet.add_chart(chart, "E2")
    buffer = io.BytesIO()
    book.save(buffer)
    parts = parts_of(buffer.getvalue())
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = relationships(
        ("externalLinkPath", "file:///C:/Finance/budget.xlsx", True)
    )
    return zipped(parts)


def make_odt() -> bytes:
    """A text with a heading, a link, a picture and a chart."""
    text = OpenDocumentText()
    text.text.addElement(H(outlinelevel=1, text="Minutes"))
    paragraph = P(text="See ")
    paragraph.addElement(A(href="https://council.example/", text="the council"))
    frame = Frame(width="5cm", height="5cm")
    frame.addElement(Image(href=text.addPictureFromString(make_png(), "image/png")))
    paragraph.addElement(frame)
    chart = OpenDocumentChart()
    drawn = Chart(attributes={"class": "chart:bar"})
    drawn.addElement(PlotArea())
    chart.chart.addElement(drawn)
    around = Frame(width="5cm", height="5cm")
    around.addElement(Object(href=text.addObject(chart)))
    paragraph.addElement(around)
    text.text.addElement(paragraph)
    return _saved(text)


def make_ods() -> bytes:
    """A spreadsheet."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="Payments")
    for place in range(20):
        row = TableRow()
        cell = TableCell(valuetype="float", value=str(place), formula="of:=1+1")
        cell.addElement(P(text=str(place)))
        row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    return _saved(book)


def make_odp() -> bytes:
    """Slides."""
    slides = OpenDocumentPresentation()
    layout = PageLayout(name="layout")
    slides.automaticstyles.addElement(layout)
    master = MasterPage(name="plain", pagelayoutname=layout)
    slides.masterstyles.addElement(master)
    slides.presentation.addElement(Page(masterpagename=master))
    return _saved(slides)


def _saved(document: OpenDocumentText) -> bytes:
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def make_pdf(*objects: bytes, root: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of one page with an index; `objects` are numbered from 5, `root` and `trailer` go into those."""
    content = zlib.compress(b"BT /F1 12 Tf (Minutes) Tj ET " * 20)
    numbered = [
        b"<< /Type /Catalog /Pages 2 0 R " + root + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
        *objects,
    ]
    made, offsets = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, each in enumerate(numbered, start=1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    index = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        made
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            len(numbered) + 1,
            index,
            len(numbered) + 1,
            trailer,
            len(made),
        )
    )


def packed_objects(*dictionaries: bytes, extra: bytes = b"", kind: bytes = b"/Type /ObjStm") -> bytes:
    """An object that packs others, deflated; `extra` goes into its dictionary."""
    offsets, body = [], b""
    for number, each in enumerate(dictionaries, start=20):
        offsets.append(b"%d %d" % (number, len(body)))
        body += each + b" "
    head = b" ".join(offsets) + b" "
    data = zlib.compress(head + body)
    return b"<< %s /N %d /First %d /Filter /FlateDecode /Length %d %s>>\nstream\n%s\nendstream" % (
        kind,
        len(dictionaries),
        len(head),
        len(data),
        extra,
        data,
    )


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def make_png(width: int = 2, height: int = 2) -> bytes:
    """A black picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"\0\0\0" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def make_jpeg(width: int = 2, height: int = 2) -> bytes:
    """The outline of a JPEG: sizes, a scan with an escaped mark and a restart in it, an end."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + frame + b"\xff\xda\0\2" + b"a\xff\0b\xff\xd0c\xff\xd9"


def make_gif() -> bytes:
    """A GIF of one point, with a table of colours and a comment."""
    return (
        b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + b"!\xfe\5hello\0" + b",\0\0\0\0\1\0\1\0\0" + b"\2\2D\1\0" + b";"
    )


def make_webp() -> bytes:
    """A lossless WebP of one point."""
    body = b"/" + struct.pack("<I", 0) + b"\x07\x10\x11\x11\x88\x88\xfe\x07"
    piece = b"VP8L" + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(piece)) + b"WEBP" + piece


TEXT = "The café voted £5,000 for naïve “plans” – carried.\r\n"
CSV = "Supplier,Amount\r\nCafé Sorbus,-5.00\r\n@home Ltd,+44 20\r\n"
INNOCENT: dict[str, bytes] = {
    "minutes.pdf": make_pdf(),
    "packed.pdf": make_pdf(
        packed_objects(b"<< /Type /Outlines /First 5 0 R >>", b"<< /S /URI /URI (https://a.example) >>")
    ),
    "minutes.docx": make_docx(),
    "payments.xlsx": make_xlsx(),
    "slides.pptx": make_pptx(),
    "minutes.odt": make_odt(),
    "payments.ods": make_ods(),
    "slides.odp": make_odp(),
    "payments.csv": CSV.encode("cp1252"),
    "minutes.txt": TEXT.encode("cp1252"),
    "map.png": make_png(),
    "photo.jpg": make_jpeg(),
    "chart.gif": make_gif(),
    "logo.webp": make_webp(),
    "bundle.zip": zipped(
        {"2026/minutes.pdf": make_pdf(), "2026/minutes.docx": make_docx(), "notes.txt": TEXT.encode()}
    ),
}
