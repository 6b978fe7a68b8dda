"""A redline as a Word document with tracked changes, written with the standard library.

WordprocessingML, ECMA-376 part 1, 17.13.5: `w:ins` and `w:del` around runs, and inside a paragraph's `w:rPr` for its
end mark, which is what makes accepting or rejecting a whole paragraph leave no empty one behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from coopcouncil.papers.word_parts import UNWRITABLE, packed_document, paragraph_element, run_element, tag
from coopcouncil.rules.motions.redline import Redline, RedlineParagraph
from coopcouncil.rules.motions.segments import Mark, Segments


def redline_document(change: Redline, *, author: str, changed_at: datetime) -> bytes:
    """The .docx file: accepting all changes gives the new paragraphs, rejecting all the old ones.

    `author` and `changed_at` are what Word shows beside each change. A code point that XML cannot hold is written �.
    """
    writer = _Writer(author, changed_at)
    return packed_document(map(writer.paragraph, _tracked(change.paragraphs)), tracks=True)


def unwritable(change: Redline) -> int:
    """How many code points of the redline XML cannot hold."""
    return sum(len(UNWRITABLE.findall(text)) for each in change.paragraphs for _, text in each.segments)


@dataclass(frozen=True, slots=True)
class _Tracked:
    """A paragraph of the document: its runs, and what happens to the mark that ends it (EQUAL: it stays)."""

    segments: Segments
    end: Mark


def _tracked(paragraphs: Sequence[RedlineParagraph]) -> list[_Tracked]:
    """The paragraphs with their marks.

    The last mark of a document cannot come in or go out. So what comes in or goes out at the very end shares its last
    paragraph, or gives its mark to the paragraph before.
    """
    found = [_Tracked(each.segments, _end(each)) for each in paragraphs] or [_Tracked((), Mark.EQUAL)]
    if found[-1].end is Mark.EQUAL:
        return found
    start = max((place for place, each in enumerate(found) if each.end is Mark.EQUAL), default=-1) + 1
    gone = [each for each in found[start:] if each.end is Mark.DELETED]
    come = [each for each in found[start:] if each.end is Mark.INSERTED]
    if gone and come:
        last = _Tracked((*gone[-1].segments, *come[-1].segments), Mark.EQUAL)
        return [*found[:start], *gone[:-1], *come[:-1], last]
    marks = [*(each.end for each in found[:start][:-1]), *(each.end for each in found[start:]), Mark.EQUAL]
    return [replace(each, end=mark) for each, mark in zip(found, marks[-len(found) :], strict=True)]


def _end(paragraph: RedlineParagraph) -> Mark:
    if paragraph.old is None:
        return Mark.INSERTED
    return Mark.DELETED if paragraph.new is None else Mark.EQUAL


class _Writer:
    """Writes paragraphs; numbers the changes as it goes."""

    def __init__(self, author: str, changed_at: datetime) -> None:
        self._author = UNWRITABLE.sub("\ufffd", author)
        self._date = changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._changes = 0

    def paragraph(self, paragraph: _Tracked) -> Xml.Element:
        """The `w:p` of a paragraph."""
        element = paragraph_element(paragraph.segments)
        if paragraph.end is not Mark.EQUAL:
            Xml.SubElement(element[0], tag("rPr")).append(self._change(paragraph.end))
        for mark, text in paragraph.segments:
            if text:
                run = run_element(text, "delText" if mark is Mark.DELETED else "t")
                if mark is Mark.EQUAL:
                    element.append(run)
                else:
                    change = self._change(mark)
                    change.append(run)
                    element.append(change)
        return element

    def _change(self, mark: Mark) -> Xml.Element:
        self._changes += 1
        given = {"id": str(self._changes), "author": self._author, "date": self._date}
        return Xml.Element(tag(mark.value), {tag(key): value for key, value in given.items()})
