"""A redline in each form that can be asked for, and what the form could not say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from coopcouncil.papers.akoma_ntoso import PaperName, clean_akn, redline_akn
from coopcouncil.papers.marked_redlines import marked_document, redline_marked
from coopcouncil.papers.redline_document import redline_document, unwritable
from coopcouncil.papers.redline_page import redline_page
from coopcouncil.papers.redline_pdf import numbered_pdf, redline_pdf
from coopcouncil.papers.redlines import redline_json, redline_text
from coopcouncil.rules.motions.redline import Redline, accepted

FORMS = ("text", "json", "marked", "html", "docx", "docx-marked", "pdf", "akn")
CLEAN_FORMS = ("pdf", "akn")
BINARY = {"docx": "Word document", "docx-marked": "Word document", "pdf": "PDF document"}
_XML_FORMS = ("docx", "docx-marked", "akn")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a form says of the paper besides its text."""

    title: str
    author: str
    locality: str
    day: date


def written(
    change: Redline, form: str, paper: Paper, warnings: Sequence[str], *, clean: bool = False
) -> tuple[bytes, list[str]]:
    """The file of a form of FORMS, and the warnings that it does not hold itself.

    `clean` writes the new text without marks, for CLEAN_FORMS.
    """
    match form:
        case "docx":
            noon = datetime.combine(paper.day, time(12), UTC)
            content = redline_document(change, author=paper.author, changed_at=noon)
        case "docx-marked":
            content = marked_document(change)
        case "pdf" if clean:
            content = numbered_pdf(accepted(change), title=paper.title)
        case "pdf":
            content = redline_pdf(change, warnings, title=paper.title)
        case "akn":
            name = PaperName(paper.title, paper.day, paper.locality)
            content = (clean_akn(accepted(change), name) if clean else redline_akn(change, name)).encode()
        case _:
            return _text(change, form, paper, warnings)
    told = [] if form == "pdf" and not clean else list(warnings)
    if form in _XML_FORMS and (lost := unwritable(change)):
        told.append(f"{lost} characters cannot stand in {_holder(form)} and are written as \ufffd.")
    return content, told


def _text(change: Redline, form: str, paper: Paper, warnings: Sequence[str]) -> tuple[bytes, list[str]]:
    """The forms that are text; all but `marked` hold the warnings themselves."""
    if form == "marked":
        text, unreadable = redline_marked(change)
        return text.encode("utf-8", "replace"), [*warnings, *map(_unreadable, unreadable)]
    if form == "html":
        text = redline_page(change, warnings, title=paper.title)
    else:
        text = {"json": redline_json, "text": redline_text}[form](change, warnings)
    return f"{text}\n".encode("utf-8", "replace"), []


def _holder(form: str) -> str:
    return "XML" if form == "akn" else "a Word document"


def _unreadable(place: int) -> str:
    return f"Paragraph {place} holds ** or ~~ of its own, so that its marks cannot be read back. Check it by eye."
