"""A motion as plain text whose marks say what an amendment adds (**bold**) and takes out (~~struck through~~).

The marks are read so only where a legend in the text says so; without one they are part of the text. Nothing is
repaired: what looks wrong is read as it stands and told by `rules.motions.warnings`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coopcouncil.rules.motions.header import Header, read_header
from coopcouncil.rules.motions.paragraphs import Paragraph, ParagraphRole, split_lines
from coopcouncil.rules.motions.redline import Redline, RedlineParagraph, Status
from coopcouncil.rules.motions.segments import Mark, Segments, joined, new_text, old_text
from coopcouncil.rules.motions.typed_numbers import NumberedLists, without_number

__all__ = ["GLYPHS", "LEVEL_INDENT", "GivenLine", "Header", "MarkedLine", "MarkedMotion", "assembled", "read_marked"]

GLYPHS = "•◦▪‣·●○■"  # list marks that a word processor draws, and that copying turns into text
LEVEL_INDENT = 2  # spaces by which a list inside a list is set in
LONGEST_HEADING = 2_000  # characters of a heading or a legend; what is longer is text
_LEGEND = re.compile(
    r"(?i)(?=.*\b(?:addition|insertion|new text)s?\b.*\bbold\b)"
    r"(?=.*\bdelet\w*\b.*\bstr(?:ike|uck)|.*\bstrikethrough\b)"
)
_ITEM = re.compile(
    rf"(?P<indent>\s*)(?:[-*+](?=\s|$)|[{GLYPHS}])\s*(?P<glyph>(?:o|[{GLYPHS}])(?=\s|$))?\s*(?P<text>(?s:.*))"
)
_MARKS = re.compile(r"\*\*(?P<ins>(?=\S).+?)\*\*|~~(?P<del>(?=\S).+?)~~")
_THINKS = r"(?:notes|welcomes|believes|recogni[sz]es|acknowledges|considers|understands|regrets|supports)"
_ACTS = r"(?:resolve[sd]?|agrees|calls (?:on|upon|for)|requests|instructs|directs|commits|pledges|undertakes)"
_COUNCIL = r"(?:(?:that )?(?:this |the |full )?council,? (?:(?:therefore|further|also|hereby|now),? )*)"
_MOVED = r"it is (?:therefore |hereby |accordingly )*(?:proposed|resolved|recommended|moved)"
_HEADING = re.compile(
    r"(?i)(?:this|that|the|full)?\s*council\b.*:\s*$|.*\b(?:notes|welcomes|believes|resolves)\b.*:\s*$"
    rf"|\W*{_MOVED}\b.*(?::|\bthat|\bto)\W*$"
    rf"|\W*{_COUNCIL}(?:{_THINKS}|{_ACTS}|is asked)(?: (?:that|to))?\W*$"
)
# a whole sentence that resolves, or notes, outside any list
_RESOLVES_HERE = re.compile(rf"(?i)\W*(?:{_COUNCIL}{_ACTS}|{_MOVED})\b")
_NOTES_HERE = re.compile(rf"(?i)\W*{_COUNCIL}{_THINKS}\b")
_NUMBERED_HEADING = re.compile(
    r"(?i)(?:(?:this|that|the|full)?\s*council\b[^:]{0,60})?\b(?:notes|welcomes|believes|resolves)\b.*:\s*$"
)
_RESOLVES = re.compile(
    r"(?i)\b(?:resolve[sd]?|calls? (?:on|upon|for)|requests?|instructs?|agrees to|agrees that|commits to|pledges to"
    rf"|undertakes to|directs|is asked to|{_MOVED})\b"
)
_ADVICE = re.compile(r"(?i)\[?\s*(?:the |note from the |advice of the )?monitoring officer\b")


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of the file: its number from 1, as it stands, and how it was read.

    `level` is 0 outside a list; `glyph` is a list mark that stands as text after the list mark. `role` is None for a
    line that makes no paragraph: blank, or a list mark alone.
    """

    number: int
    raw: str
    level: int
    glyph: str
    segments: Segments
    role: ParagraphRole | None

    @property
    def before(self) -> str:
        """The text without the amendment."""
        return old_text(self.segments)

    @property
    def after(self) -> str:
        """The text with the amendment."""
        return new_text(self.segments)


@dataclass(frozen=True, slots=True)
class MarkedMotion:
    """A motion as read: its header, both versions, and its author's marks as a redline."""

    header: Header
    lines: tuple[MarkedLine, ...]
    has_legend: bool
    before: tuple[Paragraph, ...]
    after: tuple[Paragraph, ...]
    marks: Redline


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A line or paragraph before its role is known; `is_heading` and `moved` are what a word processor says of it."""

    raw: str
    level: int
    glyph: str
    segments: Segments
    is_heading: bool = False
    moved: bool = False


def read_marked(text: str) -> MarkedMotion:
    """Read a motion. Paragraphs are numbered p1, p2, ... by their lines, so one keeps its id in both versions."""
    raws = split_lines(text).texts
    has_legend = any(map(is_legend, raws))
    return assembled([_given(raw, has_legend) for raw in raws], has_legend=has_legend)


def assembled(given: Sequence[GivenLine], *, has_legend: bool) -> MarkedMotion:
    """The motion of these lines: their roles, both versions and the marks. What was moved keeps its id."""
    lines = tuple(_lines(list(_levelled(given))))
    full = [line for line in lines if line.role is not None]
    ids = {line.number: f"p{place}" for place, line in enumerate(full, start=1)}
    moves = _moves(full, {number for number, each in enumerate(given, start=1) if each.moved})
    ids |= {new: ids[old] for old, new in moves.items()}
    before = tuple(_paragraph(line, ids, line.before) for line in full if line.before.strip())
    after = tuple(_paragraph(line, ids, line.after) for line in full if line.after.strip())
    header = read_header([line.after for line in full if line.role is ParagraphRole.HEADER])
    return MarkedMotion(header, lines, has_legend, before, after, Redline(_with_moves(full, moves)))


def _levelled(given: Sequence[GivenLine]) -> Iterator[GivenLine]:
    """The lines, below the first heading with the levels that typed numbers give them."""
    lists = NumberedLists()
    below_heading = False
    for line in given:
        text = new_text(line.segments).strip() or old_text(line.segments).strip()
        if not line.level and (line.is_heading or opens_list(text)):
            below_heading = True
            lists.heading()
            yield line
        elif below_heading and text:
            yield replace(line, level=lists.drawn(line.level, text) if line.level else lists.line(text))
        else:
            yield line


def is_legend(text: str) -> bool:
    """Whether a line says that additions are bold and deletions struck through."""
    return len(text) <= LONGEST_HEADING and bool(_LEGEND.match(text))


def opens_list(text: str) -> bool:
    """Whether a line outside a list opens a part of a motion: "This Council notes:"."""
    if len(text) > LONGEST_HEADING:
        return False
    plain = without_number(text)
    return bool((_HEADING if plain == text else _NUMBERED_HEADING).match(plain))


def list_mark(text: str) -> tuple[int, str, str]:
    """The list level of a line with a typed list mark, a second mark that stands as text, and the text; else 0."""
    item = _ITEM.fullmatch(text)
    if item is None:
        return 0, "", text.strip()
    return 1 + len(item["indent"].expandtabs(4)) // LEVEL_INDENT, item["glyph"] or "", item["text"]


def _given(raw: str, has_legend: bool) -> GivenLine:
    level, glyph, text = list_mark(raw)
    return GivenLine(raw, level, glyph, _segments(text) if has_legend else joined([(Mark.EQUAL, text)]))


def _moves(lines: Sequence[MarkedLine], moved: set[int]) -> dict[int, int]:
    """Which moved line went where, old number to new: a line wholly gone and one wholly come, of the same text."""
    goes: dict[str, list[int]] = {}
    for line in lines:
        if line.number in moved and not line.after.strip():
            goes.setdefault(line.before.strip(), []).append(line.number)
    found = {}
    for line in lines:
        if line.number in moved and not line.before.strip() and goes.get(line.after.strip()):
            found[goes[line.after.strip()].pop(0)] = line.number
    return found


def _with_moves(lines: Sequence[MarkedLine], moves: dict[int, int]) -> tuple[RedlineParagraph, ...]:
    """The author's marks as a redline, in which what moved is no deletion beside an insertion."""
    marks = list(_marks_of(lines))
    at = {line.number: place for place, line in enumerate(lines)}
    for old, new in moves.items():
        gone, come = marks[at[old]], marks[at[new]]
        within = joined([(Mark.EQUAL, new_text(come.segments))])
        marks[at[old]] = replace(gone, status=Status.MOVED, counterpart=come.new)
        marks[at[new]] = replace(come, status=Status.MOVED, counterpart=gone.old, within=within)
    return tuple(marks)


def _paragraph(line: MarkedLine, ids: dict[int, str], text: str) -> Paragraph:
    return Paragraph(ids[line.number], line.level, line.role or ParagraphRole.TEXT, text)


def _lines(given: Sequence[GivenLine]) -> Iterator[MarkedLine]:
    section = ParagraphRole.HEADER
    for number, line in enumerate(given, start=1):
        plain = "".join(part for _, part in line.segments)
        role = _role(plain, line, section) if plain.strip() else None
        if role is ParagraphRole.HEADING:
            section = ParagraphRole.CLAUSE if _RESOLVES.search(plain) else ParagraphRole.ITEM
        elif not line.level and role in (ParagraphRole.CLAUSE, ParagraphRole.ITEM):
            section = role
        yield MarkedLine(number, line.raw, line.level, line.glyph, line.segments, role)


def _segments(text: str) -> Segments:
    parts: list[tuple[Mark, str]] = []
    at = 0
    for found in _MARKS.finditer(text):
        parts.append((Mark.EQUAL, text[at : found.start()]))
        parts.append((Mark.INSERTED, found["ins"]) if found["ins"] else (Mark.DELETED, found["del"]))
        at = found.end()
    return joined([*parts, (Mark.EQUAL, text[at:])])


def _role(text: str, line: GivenLine, section: ParagraphRole) -> ParagraphRole:
    if _ADVICE.match(text):
        return ParagraphRole.ADVICE
    if is_legend(text):
        return ParagraphRole.LEGEND
    if line.level == 0 and (opens_list(text) or (line.is_heading and section is not ParagraphRole.HEADER)):
        return ParagraphRole.HEADING
    if line.level == 0:
        return _standing(text, section)
    if section is ParagraphRole.HEADER:
        return ParagraphRole.ITEM
    return ParagraphRole.SUB_ITEM if line.level > 1 else section


def _standing(text: str, section: ParagraphRole) -> ParagraphRole:
    """What a line outside a list is, that is no heading."""
    if _RESOLVES_HERE.match(text):
        return ParagraphRole.CLAUSE
    if _NOTES_HERE.match(text):
        return ParagraphRole.ITEM
    return ParagraphRole.HEADER if section is ParagraphRole.HEADER else ParagraphRole.TEXT


def _marks_of(lines: Sequence[MarkedLine]) -> Iterator[RedlineParagraph]:
    old = new = 0
    for line in lines:
        was, stays = bool(line.before.strip()), bool(line.after.strip())
        yield RedlineParagraph(_status(line, was, stays), line.segments, old if was else None, new if stays else None)
        old, new = old + was, new + stays


def _status(line: MarkedLine, was: bool, stays: bool) -> Status:
    if not was:
        return Status.INSERTED
    if not stays:
        return Status.DELETED
    return Status.CHANGED if line.before != line.after else Status.EQUAL
