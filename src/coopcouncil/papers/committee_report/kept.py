"""A report's structure as plain JSON and back, so that what was published can be drawn again as it was."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from coopcouncil.papers.committee_report.layout import NOTHING_WRITTEN
from coopcouncil.papers.committee_report.structure import (
    Alignment,
    Block,
    Chart,
    Figure,
    Gap,
    Proof,
    Prose,
    Report,
    Run,
    Section,
    Statement,
    Table,
)

_BLOCKS = {kind.__name__.lower(): kind for kind in (Prose, Statement, Figure, Table, Chart, Gap)}


@dataclass(frozen=True, slots=True)
class Missing:
    """One gap: the heading under which it stands, the statement that it belongs to (empty: none), and its words."""

    heading: str
    of: str
    words: str


def as_json(report: Report) -> dict[str, Any]:
    """The report as JSON holds it; the same report gives the same."""
    head = {name: value for name, value in asdict(report).items() if name not in ("sections", "meeting_at")}
    sections = [
        {"heading": each.heading, "blocks": [_block(block) for block in each.blocks]} for each in report.sections
    ]
    return {**head, "meeting_at": report.meeting_at.isoformat() if report.meeting_at else None, "sections": sections}


def from_json(held: Mapping[str, Any]) -> Report:
    """The report that `as_json` gave. Raises KeyError or TypeError for what it did not give."""
    head = {name: held[name] for name in ("title", "committee", "council", "item_number", "author")}
    meeting_at = datetime.fromisoformat(held["meeting_at"]) if held["meeting_at"] else None
    sections = tuple(
        Section(each["heading"], tuple(_read(block) for block in each["blocks"])) for each in held["sections"]
    )
    return Report(**head, meeting_at=meeting_at, sections=sections)


def gaps_of(report: Report) -> list[Missing]:
    """Every gap of the report, in its order."""
    return [gap for section in report.sections for gap in _gaps(section)]


def _gaps(section: Section) -> Iterator[Missing]:
    if not section.blocks:
        yield Missing(section.heading, "", NOTHING_WRITTEN)
    for block in section.blocks:
        if isinstance(block, Gap):
            yield Missing(section.heading, "", block.words)
        elif isinstance(block, Statement):
            yield from (Missing(section.heading, block.words, gap) for gap in block.gaps)


def _block(block: Block) -> dict[str, Any]:
    return {"kind": type(block).__name__.lower(), **asdict(block)}


def _read(held: Mapping[str, Any]) -> Block:
    given = {name: value for name, value in held.items() if name != "kind"}
    kind = _BLOCKS[held["kind"]]
    if kind is Prose:
        return Prose(tuple(tuple(Run(**run) for run in runs) for runs in given["paragraphs"]))
    if kind is Statement:
        evidence = tuple(Proof(**proof) for proof in given["evidence"])
        gaps, notes = tuple(given["gaps"]), tuple(given["notes"])
        return Statement(given["words"], given["state"], evidence, gaps, notes)
    if kind is Table:
        return _table(given)
    if kind is Chart:
        return Chart(given["svg"], given["words"], _table(given["table"]))
    return Figure(**given) if kind is Figure else Gap(**given)


def _table(given: Mapping[str, Any]) -> Table:
    rows = tuple(tuple(row) for row in given["rows"])
    alignment = tuple(Alignment(each) for each in given["alignment"])
    return Table(given["caption"], tuple(given["head"]), rows, alignment)
