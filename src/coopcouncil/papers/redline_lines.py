"""A redline as a page or a paper shows it: numbered lines, and in words what happens to each paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopcouncil.rules.motions.line_numbers import LinedRun, NumberedLine, lined_runs, numbered_lines
from coopcouncil.rules.motions.redline import Redline, RedlineParagraph, Status
from coopcouncil.rules.motions.segments import Mark

LEGEND = "Text that comes in is bold and underlined; text that goes out is struck through."
NUMBERING = (
    "The numbers are the lines of the old text as printed; a line that holds none of its words has a letter, as in 12a."
)
_STATUS_WORDS = {
    Status.EQUAL: "",
    Status.CHANGED: "Changed",
    Status.INSERTED: "New paragraph",
    Status.DELETED: "Deleted paragraph",
    Status.MOVED: "Moved",
}


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph as it is shown: its status, the same in words ("" where nothing happens), and its runs by lines."""

    status: Status
    words: str
    runs: tuple[LinedRun, ...]


def shown_paragraphs(change: Redline, measure: int) -> list[ShownParagraph]:
    """Every paragraph of both versions, in the order to read them, in lines of at most `measure` columns."""
    lined = numbered_lines(change, measure)
    old = {each.old: lines for each, lines in zip(change.paragraphs, lined, strict=True) if each.old is not None}
    new = {each.new: lines for each, lines in zip(change.paragraphs, lined, strict=True) if each.new is not None}
    return [
        ShownParagraph(each.status, _words(each, old if each.old is None else new), lined_runs(lines))
        for each, lines in zip(change.paragraphs, lined, strict=True)
    ]


def _words(paragraph: RedlineParagraph, others: dict[int, tuple[NumberedLine, ...]]) -> str:
    """What happens to a paragraph, in words; `others` are the lines of the other version."""
    if paragraph.status is not Status.MOVED or paragraph.counterpart is None:
        return _STATUS_WORDS[paragraph.status]
    label = _first_label(others[paragraph.counterpart])
    if paragraph.new is None:
        return f"Moved to line {label}" if label else "Moved"
    also = " and changed" * any(mark is not Mark.EQUAL for mark, _ in paragraph.within)
    return f"Moved here from line {label}{also}" if label else f"Moved here{also}"


def _first_label(lines: Sequence[NumberedLine]) -> str:
    return next((line.label for line in lines if line.label), "")
