"""A redline with **additions in bold** and ~~deletions struck through~~, as plain text and as a Word document.

Councils print amendments so, below a legend. `rules.motions.marked_text.read_marked` reads the plain text back.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree import ElementTree as Xml

from coopcouncil.papers.redlines import summary
from coopcouncil.papers.word_parts import packed_document, paragraph_element, property_element, run_element
from coopcouncil.rules.motions.marked_text import GLYPHS, read_marked
from coopcouncil.rules.motions.redline import Redline, RedlineParagraph
from coopcouncil.rules.motions.segments import Mark, Segment, Segments, joined, new_text, old_text

LEGEND = "Additions are in bold, deletions are struck through."
_WRITTEN = {Mark.EQUAL: "{}", Mark.DELETED: "~~{}~~", Mark.INSERTED: "**{}**"}
_LIST_MARK = re.compile(rf"\s*(?:[-*+](?=\s|$)|[{GLYPHS}])\s*|\s+")


class MarkedText(NamedTuple):
    """The text, and the places (from 1) of the paragraphs whose own ** or ~~ keep them from being read back."""

    text: str
    unreadable: list[int]


def redline_marked(change: Redline) -> MarkedText:
    """The redline as plain text with marks, a paragraph a line, below the legend."""
    lines, unreadable = [LEGEND, ""], []
    for place, paragraph in enumerate(change.paragraphs, start=1):
        written = next(filter(_Reading(paragraph).is_right, _ways(paragraph)), None)
        if written is None:
            unreadable.append(place)
            written = _line(paragraph.segments)
        lines.append(written)
    return MarkedText("\n".join(lines) + "\n", unreadable)


def marked_document(change: Redline, notes: Sequence[str] = ()) -> bytes:
    """The redline as a Word document: additions bold, deletions struck through, a legend, no tracked changes."""
    legend = [Segment(Mark.INSERTED, "Additions are in bold"), Segment(Mark.EQUAL, ", ")]
    legend += [Segment(Mark.DELETED, "deletions are struck through"), Segment(Mark.EQUAL, ".")]
    plain = [(Segment(Mark.EQUAL, text),) for text in (summary(change), *notes)]
    texts = [tuple(legend), *plain, *(each.segments for each in change.paragraphs)]
    return packed_document(map(_word_paragraph, texts))


def _word_paragraph(segments: Segments) -> Xml.Element:
    element = paragraph_element(segments)
    for mark, text in segments:
        style = {Mark.EQUAL: None, Mark.INSERTED: "b", Mark.DELETED: "strike"}[mark]
        run = run_element(text, "t")
        if style:
            run.insert(0, property_element(style))
        element.append(run)
    return element


def _ways(paragraph: RedlineParagraph) -> Iterator[str]:
    """The ways to write a paragraph, the most natural first."""
    yield _line(paragraph.segments)
    yield _line(_shifted(paragraph.segments))
    old, new = old_text(paragraph.segments), new_text(paragraph.segments)
    prefix, rest, other = _list_mark(old), old[len(_list_mark(old)) :], new[len(_list_mark(new)) :]
    yield f"{prefix}~~{rest}~~**{other}**"
    yield "\n".join(_whole(mark, text) for mark, text in ((Mark.DELETED, old), (Mark.INSERTED, new)) if text.strip())


def _line(segments: Segments) -> str:
    """One line; a list mark stands before the marks, where a reader looks for it."""
    if len(segments) == 1:
        return _whole(*segments[0])
    return "".join(_WRITTEN[mark].format(text) for mark, text in segments)


def _whole(mark: Mark, text: str) -> str:
    prefix = _list_mark(text)
    rest = text[len(prefix) :].rstrip()
    return prefix + (_WRITTEN[mark].format(rest) if rest else "")


def _list_mark(text: str) -> str:
    found = _LIST_MARK.match(text)
    return found[0] if found else ""


def _shifted(segments: Segments) -> Segments:
    """The segments with the space before a change put after it, where the text after begins with the same space."""
    found = list(segments)
    for place in range(1, len(found) - 1):
        (mark, text), before, after = found[place], found[place - 1], found[place + 1]
        if mark is Mark.EQUAL or before.mark is not Mark.EQUAL or after.mark is not Mark.EQUAL:
            continue
        if text[0].isspace() and after.text.startswith(text[0]):
            found[place - 1 : place + 2] = [
                Segment(Mark.EQUAL, before.text + text[0]),
                Segment(mark, text[1:] + text[0]),
                Segment(Mark.EQUAL, after.text[1:]),
            ]
    return joined(found)


class _Reading:
    """Whether a way to write a paragraph is read back as the paragraph."""

    def __init__(self, paragraph: RedlineParagraph) -> None:
        self._old = [] if paragraph.old is None else _plain(old_text(paragraph.segments))
        self._new = [] if paragraph.new is None else _plain(new_text(paragraph.segments))

    def is_right(self, written: str) -> bool:
        motion = read_marked(f"{LEGEND}\n{written}")
        old, new = ([(each.level, each.text) for each in side[1:]] for side in (motion.before, motion.after))
        return (old, new) == (self._old, self._new)


def _plain(text: str) -> list[tuple[int, str]]:
    """The levels and texts of the paragraphs that are read where nothing is marked."""
    return [(each.level, each.text) for each in read_marked(text).before]
