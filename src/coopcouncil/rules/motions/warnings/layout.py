"""Lists, marks and spaces that look as if something was lost on the way from a word processor."""

import re
from collections.abc import Iterator

from coopcouncil.rules.motions.marked_text import GLYPHS, MarkedLine, MarkedMotion
from coopcouncil.rules.motions.paragraphs import ParagraphRole
from coopcouncil.rules.motions.typed_numbers import without_number
from coopcouncil.rules.motions.warnings.finding import TextFinding, found

_GLYPH_INSIDE = re.compile(rf"[{GLYPHS}]|(?<=[.;:,])\s+o\s+(?=[a-zA-Z])|^o\s+(?=[a-zA-Z])")
_DOUBLE = re.compile(r"\S*\s(?<=[ \xa0])[ \xa0]+\S*")
_MARK = re.compile(r"\*\*|~~")
_INTRODUCES = (":", "–", "—", "-")


def stray_glyphs(motion: MarkedMotion) -> Iterator[TextFinding]:
    """List marks that are text: an "o" or "•" after the list mark, or inside a sentence."""
    advice = "If it is a list mark, take it out; if items ran together, give each a line of its own."
    for line in _full(motion):
        if line.glyph:
            yield found(
                "stray-bullet",
                line.number,
                f"{line.glyph} {_any(line)}",
                f"A list mark “{line.glyph}” stands as text.",
                advice,
            )
        elif inside := _GLYPH_INSIDE.search(_any(line)):
            glyph = inside.group().strip()
            yield found(
                "stray-bullet",
                line.number,
                _around(_any(line), inside),
                f"A list mark “{glyph}” stands in the text.",
                advice,
            )


def wrong_levels(motion: MarkedMotion) -> Iterator[TextFinding]:
    """Items whose level does not fit those beside them."""
    items = [line for line in motion.lines if line.role is not None and line.after.strip()]
    parents: dict[int, MarkedLine] = {}
    told: set[int] = set()
    for place, line in enumerate(items):
        if not line.level:
            parents.clear()
            continue
        parent = next((parents[level] for level in range(line.level - 1, 0, -1) if level in parents), None)
        reason = _jump(line, parent, told) or _between(items, place)
        if reason:
            told.add(line.number)
            yield found("level", line.number, line.after, reason, "Set each item at the level it belongs to.")
        parents = {level: each for level, each in parents.items() if level < line.level} | {line.level: line}


def _jump(line: MarkedLine, parent: MarkedLine | None, told: set[int]) -> str:
    if line.level == 1:
        return ""
    if parent is None or line.level > parent.level + 1:
        return f"This item is at level {line.level} and nothing stands at level {line.level - 1} above it."
    if parent.after.rstrip().endswith((".", ";")) and parent.number not in told:
        told.add(parent.number)
        return f"This item is set under line {parent.number}, which is a whole item and introduces no list."
    return ""


def _between(items: list[MarkedLine], place: int) -> str:
    """Why an item is a level too high, between two of one list; '' when it is not."""
    line = items[place]
    if not 0 < place < len(items) - 1 or line.after.rstrip().endswith(_INTRODUCES):
        return ""
    deeper = line.level + 1
    before, after = items[place - 1], items[place + 1]
    if before.level == after.level == deeper and before.after.rstrip().endswith((";", ",", "and", "or")):
        return f"This item is at level {line.level}, between items of level {deeper} that seem to be one list with it."
    return ""


def empty_items(motion: MarkedMotion) -> Iterator[TextFinding]:
    """List marks without text."""
    for line in motion.lines:
        if line.level and line.role is None:
            yield found("empty-item", line.number, line.raw.strip(), "This list item is empty.",
                        "Take it out, or ask the author whether words are missing.")  # fmt: skip


def white_lines(motion: MarkedMotion) -> Iterator[TextFinding]:
    """Lines that look empty and hold spaces."""
    for line in motion.lines:
        if line.raw and not line.raw.strip():
            yield found("white-line", line.number, repr(line.raw)[1:-1], "This line looks empty and holds spaces.",
                        "Take the spaces out; they can break a list in two.")  # fmt: skip


def double_spaces(motion: MarkedMotion) -> Iterator[TextFinding]:
    """Two spaces in a row in the text as amended."""
    for line in _full(motion):
        if double := _DOUBLE.search(without_number(line.after.strip())):
            left = " once the change is made" if "  " not in line.before else ""
            yield found("double-space", line.number, double.group(), f"Two spaces stand in a row{left}.",
                        "Take one out.")  # fmt: skip


def odd_marks(motion: MarkedMotion) -> Iterator[TextFinding]:
    """Marks of bold or strikethrough that are not closed, or that no legend explains."""
    for line in _full(motion):
        if mark := _MARK.search(_any(line)):
            reason = (
                "This mark of a change has no partner on its line, so it was read as text."
                if motion.has_legend
                else "Marks stand here and no line of the text says what they mean, so they were read as text."
            )
            advice = "Close the mark." if motion.has_legend else "Add a line that says what is added and what deleted."
            yield found("marks", line.number, _around(_any(line), mark), reason, advice)
            if not motion.has_legend:
                return


def _full(motion: MarkedMotion) -> Iterator[MarkedLine]:
    return (line for line in motion.lines if line.role is not None and line.role is not ParagraphRole.LEGEND)


def _any(line: MarkedLine) -> str:
    return "".join(text for _, text in line.segments)


def _around(text: str, match: re.Match[str]) -> str:
    """The words found with a few beside them."""
    before, after = text[: match.start()].split(" "), text[match.end() :].split(" ")
    return " ".join(before[-4:]) + match.group() + " ".join(after[:4])
