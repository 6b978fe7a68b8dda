"""A redline, or one version, as a tagged PDF with printed line numbers."""

from collections.abc import Sequence
from typing import Any

from coopcouncil.papers.redline_lines import LEGEND, NUMBERING, ShownParagraph, shown_paragraphs
from coopcouncil.papers.redlines import summary
from coopcouncil.papers.typesetting import typeset
from coopcouncil.rules.motions.line_numbers import MEASURE
from coopcouncil.rules.motions.redline import Redline, redline

# setting type takes a minute and a gigabyte for about so much text; pages of a council's papers never hold as much
MOST_CHARACTERS = 1_000_000
_WIDTH = 453.0  # points between the margins of the template
_ADVANCE = 0.6021  # width of a letter of DejaVu Sans Mono, in its size
_LARGEST = 10.0  # points
# lines break where the rule says: a tab or a line break inside a text is set as a space
_SPACES = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))


def characters_of(change: Redline) -> int:
    """How many characters a PDF of a redline has to show; for MOST_CHARACTERS."""
    return sum(len(text) for paragraph in change.paragraphs for _, text in paragraph.segments)


def redline_pdf(change: Redline, notes: Sequence[str], *, title: str = "What changed", measure: int = MEASURE) -> bytes:
    """The PDF of a redline; `notes` are printed above it."""
    about = {"summary": summary(change), "legend": LEGEND, "numbering": NUMBERING}
    return _set(change, about, notes, title, measure)


def numbered_pdf(texts: Sequence[str], *, title: str, measure: int = MEASURE) -> bytes:
    """The PDF of one version, its lines numbered as the redline against it numbers them."""
    return _set(redline(texts, texts), {"summary": "", "legend": "", "numbering": ""}, (), title, measure)


def _set(change: Redline, about: dict[str, str], notes: Sequence[str], title: str, measure: int) -> bytes:
    data: dict[str, Any] = {
        "title": title or "What changed",
        "notes": list(notes),
        "size": min(_LARGEST, _WIDTH / _ADVANCE / measure),
        "paragraphs": [_paragraph(each) for each in shown_paragraphs(change, measure)],
    }
    return typeset("redline", about | data)


def _paragraph(paragraph: ShownParagraph) -> dict[str, Any]:
    runs = [
        {"mark": run.mark.value, "pieces": [{"label": p.label, "text": p.text.translate(_SPACES)} for p in run.pieces]}
        for run in paragraph.runs
    ]
    return {"words": paragraph.words, "runs": runs}
