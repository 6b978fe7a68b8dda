"""The kinds of document that are taken as evidence."""

from enum import StrEnum


class DocumentKind(StrEnum):
    """What a document is, told from its content. The value is stored; `label` is shown."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    CSV = "csv"
    TEXT = "text"
    PNG = "png"
    JPEG = "jpeg"
    GIF = "gif"
    WEBP = "webp"
    ZIP = "zip"

    @property
    def label(self) -> str:
        """The kind in words, as a page shows it."""
        return _FACTS[self][0]

    @property
    def media_type(self) -> str:
        """The media type to serve it as."""
        return _FACTS[self][1]

    @property
    def extension(self) -> str:
        """The ending of its kept name, with the dot."""
        return _FACTS[self][2]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

# kind -> label, media type, ending
_FACTS: dict[DocumentKind, tuple[str, str, str]] = {
    DocumentKind.PDF: ("PDF document", "application/pdf", ".pdf"),
    DocumentKind.DOCX: ("Word document", _OFFICE + "wordprocessingml.document", ".docx"),
    DocumentKind.XLSX: ("Excel workbook", _OFFICE + "spreadsheetml.sheet", ".xlsx"),
    DocumentKind.PPTX: ("PowerPoint slides", _OFFICE + "presentationml.presentation", ".pptx"),
    DocumentKind.ODT: ("OpenDocument text", _OPEN_DOCUMENT + "text", ".odt"),
    DocumentKind.ODS: ("OpenDocument spreadsheet", _OPEN_DOCUMENT + "spreadsheet", ".ods"),
    DocumentKind.ODP: ("OpenDocument slides", _OPEN_DOCUMENT + "presentation", ".odp"),
    DocumentKind.CSV: ("CSV table", "text/csv", ".csv"),
    DocumentKind.TEXT: ("plain text", "text/plain", ".txt"),
    DocumentKind.PNG: ("PNG picture", "image/png", ".png"),
    DocumentKind.JPEG: ("JPEG picture", "image/jpeg", ".jpg"),
    DocumentKind.GIF: ("GIF picture", "image/gif", ".gif"),
    DocumentKind.WEBP: ("WebP picture", "image/webp", ".webp"),
    DocumentKind.ZIP: ("zip of documents", "application/zip", ".zip"),
}
OFFICE_KINDS = frozenset({DocumentKind.DOCX, DocumentKind.XLSX, DocumentKind.PPTX})
