"""A redline as JSON and as text for a terminal."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from coopcouncil.papers.words import counted
from coopcouncil.rules.motions.redline import Redline, RedlineParagraph, Status
from coopcouncil.rules.motions.segments import Mark, Segments

_WRITTEN = {Mark.EQUAL: "{}", Mark.DELETED: "[-{}-]", Mark.INSERTED: "{{+{}+}}"}


def redline_json(change: Redline, warnings: Sequence[str]) -> str:
    """The redline as JSON: paragraphs with their segments, counts, warnings.

    What belongs to the old text is what is not inserted; a paragraph that moved stands at both its places.
    """
    paragraphs = [
        {"status": each.status, "segments": [list(part) for part in each.segments]} for each in change.paragraphs
    ]
    whole = {"paragraphs": paragraphs, "counts": asdict(change.counts), "warnings": list(warnings)}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def redline_text(change: Redline, warnings: Sequence[str]) -> str:
    """The redline for a terminal: [-what goes out-], {+what comes in+}, numbered by the lines of the new text."""
    lines = [f"{_number(each)}  {_marked(each)}" for each in change.paragraphs]
    return "\n".join([*lines, "", summary(change), *(f"Note: {warning}" for warning in warnings)])


def summary(change: Redline) -> str:
    """How much changed, as a sentence: '14 insertions (275 words), 4 deletions (141 words).'"""
    counts = change.counts
    moved = sum(each.status is Status.MOVED and each.new is not None for each in change.paragraphs)
    parts = [
        f"{counted(counts.insertions, 'insertion')} ({counted(counts.inserted_words, 'word')})",
        f"{counted(counts.deletions, 'deletion')} ({counted(counts.deleted_words, 'word')})",
    ]
    said = ", ".join([*parts, *([f"{counted(moved, 'paragraph')} moved"] if moved else [])])
    return said[0].upper() + said[1:] + "."


def _number(paragraph: RedlineParagraph) -> str:
    return f"{paragraph.new + 1:4}" if paragraph.new is not None else "   -"


def _marked(paragraph: RedlineParagraph) -> str:
    if paragraph.status is not Status.MOVED:
        return "".join(_runs(paragraph.segments))
    if paragraph.new is None:
        return f"[moved away-{paragraph.segments[0].text}-]"
    return f"{{moved here+{''.join(_runs(paragraph.within))}+}}"


def _runs(segments: Segments) -> Iterator[str]:
    return (_WRITTEN[mark].format(text) for mark, text in segments)
