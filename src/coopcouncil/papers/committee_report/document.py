"""A report to a committee as an accessible Word document: real headings, repeated table heads, alt texts, links."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from coopcouncil.papers.committee_report.drawing import png
from coopcouncil.papers.committee_report.layout import Heading, Paragraph, Picture, head_lines, laid_out, title_of
from coopcouncil.papers.committee_report.structure import Alignment, Report, Run, Table

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_INDENT = Cm(1.3)
_TABLE_WIDTH_CM = 16.4
_LEAST_LETTERS, _MOST_LETTERS = 17, 60  # of a column's text that its width is measured by
_STAMP = (1980, 1, 1, 0, 0, 0)  # one time for all parts, so that the same report is the same file


def report_document(report: Report) -> bytes:
    """The .docx file; the same report gives the same bytes. A code point that XML cannot hold is written �."""
    document = docx.Document()
    _set_up(document, report)
    if report.council:
        document.add_paragraph(_writable(report.council))
    document.add_paragraph(_writable(title_of(report)), style="Title")
    for name, value in head_lines(report):
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(3)
        line.add_run(f"{name}: ").bold = True
        line.add_run(_writable(value))
    for piece in laid_out(report):
        if isinstance(piece, Heading):
            document.add_paragraph(_writable(f"{piece.number} {piece.text}"), style="Heading 1")
        elif isinstance(piece, Paragraph):
            _add_paragraph(document, piece)
        elif isinstance(piece, Picture):
            _add_picture(document, piece)
        else:
            _add_table(document, piece)
    file = BytesIO()
    document.save(file)
    return _stamped(file.getvalue())


def _set_up(document: Document, report: Report) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.3)
    about = document.core_properties
    about.title, about.language = _writable(title_of(report))[:255], "en-GB"
    about.author, about.comments = _writable(report.author)[:255], ""
    about.created = about.modified = datetime(1980, 1, 1, tzinfo=UTC)
    for name, size in (("Normal", 11.5), ("Title", 22), ("Heading 1", 14)):
        style: Any = document.styles[name]
        style.font.size = Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for key in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{key}"), "Arial")
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    _number_pages(page.footer.paragraphs[0])


def _number_pages(paragraph: WordParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _add_paragraph(document: Document, piece: Paragraph) -> None:
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent = _INDENT
    shape.widow_control = True
    shape.space_after = Pt(6)
    if piece.number:
        shape.first_line_indent = -_INDENT
        shape.tab_stops.add_tab_stop(_INDENT)
        paragraph.add_run(f"{piece.number}\t")
    if piece.is_gap:
        _draw_bar(paragraph)
    if any(_RIGHT_TO_LEFT.search(run.text) for run in piece.runs):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in piece.runs:
        if run.href and "://" in run.href:
            _add_link(paragraph, run)
        else:
            paragraph.add_run(_writable(run.text)).italic = piece.is_gap or None


def _draw_bar(paragraph: WordParagraph) -> None:
    borders, bar = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for key, value in (("val", "single"), ("sz", "18"), ("space", "6"), ("color", "0B0C0C")):
        bar.set(qn(f"w:{key}"), value)
    borders.append(bar)
    properties: Any = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:bidi", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _add_link(paragraph: WordParagraph, run: Run) -> None:
    target = paragraph.part.relate_to(_writable(run.href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    drawn = paragraph.add_run(_writable(run.text))
    drawn.underline = True
    link.append(drawn._r)
    paragraph._p.append(link)


def _add_picture(document: Document, piece: Picture) -> None:
    drawn = document.add_picture(BytesIO(png(piece.svg)), width=Cm(12))
    drawn._inline.docPr.set("descr", _writable(piece.words))


def _add_table(document: Document, piece: Table) -> None:
    caption = document.add_paragraph()
    caption.add_run(_writable(piece.caption)).bold = True
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=len(piece.head), style="Table Grid")
    table.autofit = False
    aligned, widths = piece.aligned(), _widths(piece)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for place, row in enumerate((piece.head, *piece.rows)):
        cells = table.add_row()
        properties = cells._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if place == 0:
            properties.append(OxmlElement("w:tblHeader"))
        # one look at the row's cells: python-docx counts them anew each time
        for column, cell in enumerate(cells.cells):
            cell.width = widths[column]
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            drawn = paragraph.add_run(_writable(row[column]))
            drawn.font.size, drawn.bold = Pt(10), (place == 0 or None)
            if aligned[column] is Alignment.RIGHT:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def _widths(table: Table) -> list[Cm]:
    """The widths of the columns, by the longest text in each: none below a share that holds a figure."""
    columns = zip(table.head, *table.rows, strict=True)
    longest = [min(max(_LEAST_LETTERS, *(len(text) for text in column)), _MOST_LETTERS) for column in columns]
    return [Cm(_TABLE_WIDTH_CM * each / sum(longest)) for each in longest]


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)


def _stamped(content: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(BytesIO(content)) as written, ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name in written.namelist():
            info = ZipInfo(name, _STAMP)
            info.compress_type = ZIP_DEFLATED
            package.writestr(info, written.read(name))
    return file.getvalue()
