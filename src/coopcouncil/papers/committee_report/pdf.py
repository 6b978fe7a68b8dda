"""A report to a committee as a tagged PDF (PDF/UA-1)."""

from typing import Any

from coopcouncil.papers.committee_report.drawing import png
from coopcouncil.papers.committee_report.layout import (
    Heading,
    Paragraph,
    Picture,
    Piece,
    head_lines,
    laid_out,
    title_of,
)
from coopcouncil.papers.committee_report.structure import Report
from coopcouncil.papers.typesetting import typeset


def report_pdf(report: Report) -> bytes:
    """The PDF; the same report gives the same bytes."""
    data: dict[str, Any] = {
        "title": title_of(report),
        "council": report.council,
        "head": [list(each) for each in head_lines(report)],
        "pieces": [_piece(each) for each in laid_out(report)],
    }
    return typeset("committee_report", data)


def _piece(piece: Piece) -> dict[str, Any]:
    if isinstance(piece, Heading):
        return {"kind": "heading", "text": f"{piece.number} {piece.text}"}
    if isinstance(piece, Paragraph):
        runs = [{"text": run.text, "href": run.href if "://" in run.href else ""} for run in piece.runs]
        return {"kind": "paragraph", "number": piece.number, "runs": runs, "gap": piece.is_gap}
    if isinstance(piece, Picture):
        return {"kind": "picture", "png": list(png(piece.svg)), "words": piece.words}
    return {
        "kind": "table",
        "caption": piece.caption,
        "head": list(piece.head),
        "rows": [list(row) for row in piece.rows],
        "alignment": [each.value for each in piece.aligned()],
    }
