"""A motion as read, as JSON and as text: header, paragraphs, and what a clerk should look at."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from coopcouncil.papers.redlines import summary
from coopcouncil.papers.words import counted
from coopcouncil.rules.motions.marked_text import Header
from coopcouncil.rules.motions.paragraphs import Paragraph, ParagraphRole
from coopcouncil.rules.motions.reading import ReadMotion
from coopcouncil.rules.motions.warnings import TextFinding

_NOT_STATED = "not stated"
_LINE = re.compile(r"\bline (\d+)")


def motion_json(read: ReadMotion, found: Sequence[TextFinding], notes: Sequence[str]) -> str:
    """The motion as JSON: header, the paragraphs without and with the amendment, the author's marks, warnings.

    A warning's `line` is that of the text file, or the place of the paragraph in a Word document, from 1.
    """
    motion = read.marked
    whole = {
        "kind": read.kind.value,
        "header": asdict(motion.header),
        "meeting_on": None if read.meeting_on is None else read.meeting_on.isoformat(),
        "title": read.title,
        "advice": read.advice,
        "before": [asdict(each) for each in motion.before],
        "after": [asdict(each) for each in motion.after],
        "marks": asdict(motion.marks.counts),
        "authors": [asdict(each) for each in read.changes_by_author],
        "warnings": [_warning(each) for each in found],
        "notes": list(notes),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def motion_text(read: ReadMotion, found: Sequence[TextFinding], notes: Sequence[str], unit: str = "Line") -> str:
    """The motion for a terminal: the header, the text as amended, what changed, and what to look at.

    `unit` is what warnings count: the lines of a text file, or the paragraphs of a Word document.
    """
    motion = read.marked
    lines = [*_header(motion.header), "", *map(_paragraph, _below_header(motion.after)), ""]
    if read.old is not None:
        lines += [f"As marked: {summary(motion.marks)}", ""]
    lines.append(f"To look at: {counted(len(found), 'thing')}.")
    lines += [f"  {unit} {each.line}: {_by_unit(each.finding.reason, unit)}\n    {each.words}" for each in found]
    lines += [f"Note: {note}" for note in notes]
    return "\n".join(lines)


def _by_unit(reason: str, unit: str) -> str:
    """The reason, in which other places are counted as this one is."""
    return _LINE.sub(rf"{unit.lower()} \1", reason)


def _warning(found: TextFinding) -> dict[str, Any]:
    finding = found.finding
    return {"line": found.line, "words": found.words, "rule": finding.rule, "reason": finding.reason}


def _header(header: Header) -> list[str]:
    return [
        f"Meeting:  {header.meeting or _NOT_STATED}",
        f"Item:     {header.item or _NOT_STATED}",
        f"Notice:   {header.notice_from or _NOT_STATED}",
        f"Mover:    {header.mover or _NOT_STATED}",
        f"Seconder: {header.seconder or _NOT_STATED}",
    ]


def _below_header(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    above = (ParagraphRole.HEADER, ParagraphRole.LEGEND)
    return (each for each in paragraphs if each.role not in above)


def _paragraph(paragraph: Paragraph) -> str:
    indent = "  " * paragraph.level
    return f"{paragraph.id:>4}  {indent}{'- ' * bool(paragraph.level)}{paragraph.text.strip()}"
