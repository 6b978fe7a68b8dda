"""A motion as plain text whose marks say what an amendment adds (**bold**) and takes out (~~struck through~~).

The marks are read so only where a legend in the text says so; without one they are part of the text. Nothing is
repaired: what looks wrong is read as it stands and told by `rules.motions.warnings`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coopcouncil.rules.motions.paragraphs import Paragraph, ParagraphRole, split_lines
from coopcouncil.rules.motions.redline import Redline, RedlineParagraph, Status
from coopcouncil.rules.motions.segments import Mark, Segments, joined, new_text, old_text

GLYPHS = "•◦▪‣·●○■"  # list marks that a word processor draws, and that copying turns into text
LEVEL_INDENT = 2  # spaces by which a list inside a list is set in
_LEGEND = re.compile(
    r"(?i)(?=.*\b(?:addition|insertion|new text)s?\b.*\bbold\b)"
    r"(?=.*\bdelet\w*\b.*\bstr(?:ike|uck)|.*\bstrikethrough\b)"
)
_ITEM = re.compile(
    rf"(?P<indent>\s*)(?:[-*+](?=\s|$)|[{GLYPHS}])\s*(?P<glyph>(?:o|[{GLYPHS}])(?=\s|$))?\s*(?P<text>.*)"
)
_MARKS = re.compile(r"\*\*(?P<ins>(?=\S).+?)\*\*|~~(?P<del>(?=\S).+?)~~")
_HEADING = re.compile(
    r"(?i)(?:this|that|the|full)?\s*council\b.*:\s*$|.*\b(?:notes|welcomes|believes|resolves)\b.*:\s*$"
)
_RESOLVES = re.compile(r"(?i)\b(?:resolve[sd]?|calls? (?:on|upon)|requests?|instructs?)\b")
_ADVICE = re.compile(r"(?i)\[?\s*(?:the |note from the |advice of the )?monitoring officer\b")
_ITEM_NUMBER = re.compile(r"(?i)\bagenda item (?:no\.?|number)?\s*(?P<item>\d+\w*(?:\s?\(\w+\))*)")
_FROM = re.compile(r"(?i)\bmotion from (?P<name>.+)")
_MOVER = re.compile(r"(?i)\b(?:proposed|moved) by:?\s*(?P<name>.*?)\s*(?:\bseconded by\b.*)?$")
_SECONDER = re.compile(r"(?i)\bseconded by:?\s*(?P<name>.*?)\s*$")
_TITLE_ALONE = re.compile(r"(?i)(?:councillor|cllr\.?|\W)*$")


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the motion. A name or number that is not there is None."""

    meeting: str | None
    item: str | None
    notice_from: str | None
    mover: str | None
    seconder: str | None


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


def read_marked(text: str) -> MarkedMotion:
    """Read a motion. Paragraphs are numbered p1, p2, ... by their lines, so one keeps its id in both versions."""
    raws = split_lines(text).texts
    has_legend = any(_LEGEND.match(raw) for raw in raws)
    lines = tuple(_lines(raws, has_legend))
    full = [line for line in lines if line.role is not None]
    ids = {line.number: f"p{place}" for place, line in enumerate(full, start=1)}
    before = tuple(_paragraph(line, ids, line.before) for line in full if line.before.strip())
    after = tuple(_paragraph(line, ids, line.after) for line in full if line.after.strip())
    header = _header([line.after for line in full if line.role is ParagraphRole.HEADER])
    return MarkedMotion(header, lines, has_legend, before, after, Redline(tuple(_marks_of(full))))


def _paragraph(line: MarkedLine, ids: dict[int, str], text: str) -> Paragraph:
    return Paragraph(ids[line.number], line.level, line.role or ParagraphRole.TEXT, text)


def _lines(raws: Sequence[str], has_legend: bool) -> Iterator[MarkedLine]:
    section = ParagraphRole.HEADER
    for number, raw in enumerate(raws, start=1):
        item = _ITEM.fullmatch(raw)
        text = item["text"] if item else raw.strip()
        level = 1 + len(item["indent"].expandtabs(4)) // LEVEL_INDENT if item else 0
        glyph = (item["glyph"] or "") if item else ""
        segments = _segments(text) if has_legend else joined([(Mark.EQUAL, text)])
        plain = "".join(part for _, part in segments)
        role = _role(plain, level, section) if plain.strip() else None
        if role is ParagraphRole.HEADING:
            section = ParagraphRole.CLAUSE if _RESOLVES.search(plain) else ParagraphRole.ITEM
        yield MarkedLine(number, raw, level, glyph, segments, role)


def _segments(text: str) -> Segments:
    parts: list[tuple[Mark, str]] = []
    at = 0
    for found in _MARKS.finditer(text):
        parts.append((Mark.EQUAL, text[at : found.start()]))
        parts.append((Mark.INSERTED, found["ins"]) if found["ins"] else (Mark.DELETED, found["del"]))
        at = found.end()
    return joined([*parts, (Mark.EQUAL, text[at:])])


def _role(text: str, level: int, section: ParagraphRole) -> ParagraphRole:
    if _ADVICE.match(text):
        return ParagraphRole.ADVICE
    if _LEGEND.match(text):
        return ParagraphRole.LEGEND
    if level == 0 and _HEADING.match(text):
        return ParagraphRole.HEADING
    if level == 0:
        return ParagraphRole.HEADER if section is ParagraphRole.HEADER else ParagraphRole.TEXT
    if section is ParagraphRole.HEADER:
        return ParagraphRole.ITEM
    return ParagraphRole.SUB_ITEM if level > 1 else section


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


def _header(texts: Sequence[str]) -> Header:
    found = {
        key: next((match[group].strip() for text in texts if (match := pattern.search(text))), "")
        for key, pattern, group in (
            ("item", _ITEM_NUMBER, "item"),
            ("from", _FROM, "name"),
            ("mover", _MOVER, "name"),
            ("seconder", _SECONDER, "name"),
        )
    }
    others = [text.strip() for text in texts if not any(p.search(text) for p in (_ITEM_NUMBER, _MOVER, _SECONDER))]
    names = {key: None if _TITLE_ALONE.match(value) else value for key, value in found.items()}
    return Header(next(iter(others), None), names["item"], names["from"], names["mover"], names["seconder"])
