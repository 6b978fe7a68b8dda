"""The three files of a report: written from its structure, and, once published, kept by their SHA-256."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from coopcouncil.papers.committee_report.document import report_document
from coopcouncil.papers.committee_report.page import report_page
from coopcouncil.papers.committee_report.pdf import report_pdf
from coopcouncil.papers.committee_report.structure import Report as Paper
from coopcouncil.web.evidence.files import documents


@dataclass(frozen=True)
class Form:
    """A form in which a report comes: its name on pages, its media type, and who writes it."""

    words: str
    media_type: str
    write: Callable[[Paper], bytes]


FORMS = {
    "docx": Form("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", report_document),
    "pdf": Form("PDF", "application/pdf", report_pdf),
    "html": Form("HTML", "text/html; charset=utf-8", lambda paper: report_page(paper).encode()),
}


def keep_files(paper: Paper) -> dict[str, Any]:
    """Write the three files and keep them; what a report holds of each, by its ending."""
    kept = {}
    for ending, form in FORMS.items():
        content = form.write(paper)
        sha256 = documents().keep(BytesIO(content))
        kept[ending] = {"sha256": sha256, "media_type": form.media_type, "size": len(content)}
    return kept
