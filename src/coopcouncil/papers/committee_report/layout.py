"""A report laid out as headings, numbered paragraphs, tables and pictures: all that a renderer draws.

The words are settled here once, so that the page, the Word file and the PDF cannot say different things.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from coopcouncil.papers.committee_report.structure import (
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
from coopcouncil.papers.words import day

NOT_STATED = "not stated"
UNTITLED = "Report without a title"
NOTHING_WRITTEN = "Nothing is written here yet."
_SAFE_SCHEMES = ("https://", "http://", "mailto:", "/")


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading, with its number."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `number` is empty where it belongs to the one before; a gap is drawn as such."""

    number: str
    runs: tuple[Run, ...]
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and the words for people who do not see it."""

    svg: str
    words: str


Piece = Heading | Paragraph | Table | Picture


def title_of(report: Report) -> str:
    """Its title; words that say so where it has none."""
    return report.title.strip() or UNTITLED


def head_lines(report: Report) -> tuple[tuple[str, str], ...]:
    """What stands under the title: names and values."""
    return (
        ("Report to", report.committee or NOT_STATED),
        ("Meeting", _when(report.meeting_at)),
        ("Agenda item", report.item_number or NOT_STATED),
        ("Report of", report.author or NOT_STATED),
    )


def laid_out(report: Report) -> tuple[Piece, ...]:
    """The pieces of the report in their order, sections numbered 1, 2 and paragraphs 1.1, 1.2."""
    return tuple(piece for place, section in enumerate(report.sections, start=1) for piece in _section(place, section))


def section_pieces(report: Report, place: int) -> tuple[Piece, ...]:
    """What stands under the heading at `place`, which counts from 0, numbered as in the whole report."""
    return tuple(_section(place + 1, report.sections[place]))[1:]


def _when(at: datetime | None) -> str:
    return f"{day(at.date())}, {at:%H:%M}" if at else NOT_STATED


def _section(place: int, section: Section) -> Iterator[Piece]:
    yield Heading(str(place), section.heading)
    numbered = 0
    for block in section.blocks or (Gap(NOTHING_WRITTEN),):
        for piece in _pieces(block):
            if isinstance(piece, Paragraph) and piece.number:
                numbered += 1
                yield replace(piece, number=f"{place}.{numbered}")
            else:
                yield piece


def _pieces(block: Block) -> Iterator[Piece]:
    if isinstance(block, Prose):
        for runs in block.paragraphs:
            yield Paragraph("?", tuple(_safe(run) for run in runs))
    elif isinstance(block, Statement):
        yield from _statement(block)
    elif isinstance(block, Figure):
        yield _numbered(block.sentence)
        yield _under(f"Coverage: {block.coverage}." if block.coverage else "Coverage: not stated.")
        yield _under(f"Computed by “{block.query}” from snapshot {block.snapshot}.")
    elif isinstance(block, Chart):
        yield Picture(block.svg, block.words)
        yield block.table
    elif isinstance(block, Table):
        yield block
    else:
        yield replace(_numbered(f"Gap: {block.words}"), is_gap=True)


def _statement(block: Statement) -> Iterator[Paragraph]:
    yield _numbered(block.words)
    yield _under(f"State: {block.state or NOT_STATED}.")
    for note in block.notes:
        yield _under(note)
    for proof in block.evidence:
        yield Paragraph("", tuple(_proof(proof)))
    for gap in block.gaps or (() if block.evidence else ("no evidence yet",)):
        yield replace(_under(f"Gap: {gap}"), is_gap=True)


def _proof(proof: Proof) -> Iterator[Run]:
    shown = proof.address if proof.public else ""
    yield Run(f"Evidence ({proof.kind}): ")
    yield _safe(Run(proof.title, shown))
    shows = proof.shows.strip().rstrip(".")
    yield Run(f". {shows}." if shows else ".")
    if proof.snapshot:
        yield Run(f" Snapshot {proof.snapshot}.")
    if proof.sha256:
        yield Run(f" Fingerprint (SHA-256) {proof.sha256}.")
    if not proof.public:
        yield Run(" This evidence is not public.")


def _safe(run: Run) -> Run:
    """A link to a script or to another program's scheme is drawn as words."""
    return run if run.href.lower().startswith(_SAFE_SCHEMES) else Run(run.text)


def _numbered(text: str) -> Paragraph:
    return Paragraph("?", (Run(text),))


def _under(text: str) -> Paragraph:
    return Paragraph("", (Run(text),))
