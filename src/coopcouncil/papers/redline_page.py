"""A redline as one self-contained HTML page that a screen reader reads out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import jinja2

from coopcouncil.papers.redlines import summary
from coopcouncil.papers.words import counted
from coopcouncil.rules.motions.redline import Redline, RedlineParagraph, Status
from coopcouncil.rules.motions.segments import Mark, Segments

_STATUS_WORDS = {
    Status.EQUAL: "",
    Status.CHANGED: "Changed",
    Status.INSERTED: "New paragraph",
    Status.DELETED: "Deleted paragraph",
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A paragraph as the page shows it: its status in words, its line in each version, its runs."""

    status: Status
    words: str
    old_line: int | None
    new_line: int | None
    runs: tuple[tuple[str, str], ...]


def redline_page(change: Redline, warnings: Sequence[str], *, title: str = "What changed") -> str:
    """The page's HTML. Line numbers are those of the two texts, a paragraph a line, from 1."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("coopcouncil.papers"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    template = environment.get_template("redline.html.jinja")
    changed = sum(each.status is not Status.EQUAL and each.new is not None for each in change.paragraphs)
    return template.render(
        title=title,
        summary=summary(change),
        changed=counted(changed, "paragraph"),
        rows=list(_rows(change)),
        warnings=warnings,
    )


def _rows(change: Redline) -> Iterator[_Row]:
    for each in change.paragraphs:
        yield _Row(each.status, _words(each), _line(each.old), _line(each.new), _runs(_shown(each)))


def _line(place: int | None) -> int | None:
    return None if place is None else place + 1


def _words(paragraph: RedlineParagraph) -> str:
    if paragraph.status is not Status.MOVED or paragraph.counterpart is None:
        return _STATUS_WORDS[paragraph.status]
    line = paragraph.counterpart + 1
    if paragraph.new is None:
        return f"Moved to line {line} of the new text"
    also = " and changed" * any(mark is not Mark.EQUAL for mark, _ in paragraph.within)
    return f"Moved here from line {line} of the old text{also}"


def _shown(paragraph: RedlineParagraph) -> Segments:
    return paragraph.within or paragraph.segments


def _runs(segments: Segments) -> tuple[tuple[str, str], ...]:
    return tuple((mark.value, text) for mark, text in segments)
