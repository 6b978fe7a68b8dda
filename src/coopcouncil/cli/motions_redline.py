"""`coopcouncil motions redline`: what changed between two versions of a text."""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from coopcouncil.cli.errors import ending_clearly
from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.papers.motion_files import MotionFile, open_motion
from coopcouncil.papers.redline_document import redline_document, unwritable
from coopcouncil.papers.redline_page import redline_page
from coopcouncil.papers.redlines import redline_json, redline_text
from coopcouncil.rules.motions.paragraphs import Lines, split_lines
from coopcouncil.rules.motions.redline import Redline
from coopcouncil.rules.motions.redline import redline as redline_of

_WRITERS: dict[str, Callable[[Redline, Sequence[str]], str]] = {
    "json": redline_json,
    "html": redline_page,
    "text": redline_text,
}
_END_NAMES = {"\n": "line feed", "\r\n": "carriage return and line feed", "\r": "carriage return"}


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "docx"]),
    default="text",
    show_default=True,
    help="Form of the redline: text for a terminal, a page, or a Word document with tracked changes.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="File to write instead of the terminal.")
@click.option("--author", default="coopcouncil", show_default=True, help="Who made the changes, for Word.")
@click.option(
    "--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the changes, for Word. [default: today]"
)
@click.option(
    "--by",
    "authors",
    multiple=True,
    metavar="NAME",
    help="Of one Word document, take only this author's changes; may be given again for another. [default: all]",
)
def redline(
    old: Path,
    new: Path | None,
    *,
    form: str,
    out: Path | None,
    author: str,
    on: datetime | None,
    authors: tuple[str, ...],
) -> None:
    """Show what changed between OLD and NEW: Word documents (.docx), or plain texts with a paragraph a line.

    Rejecting every change gives OLD, accepting every change gives NEW; of a Word document the text with its tracked
    changes accepted is taken. With OLD alone, the changes that the file itself holds are shown: tracked in Word, or
    marked as its legend says.
    """
    with ending_clearly():
        if form == "docx" and out is None and sys.stdout.isatty():
            raise UnreadableFileError("A Word document cannot be shown in a terminal. Give --out FILE.docx.")
        change, warnings = _within(old, authors) if new is None else _between(old, new, authors)
        _write(_written(change, warnings, form, author, on), out)


def _between(old: Path, new: Path, authors: tuple[str, ...]) -> tuple[Redline, list[str]]:
    if authors:
        raise click.UsageError("--by is for the changes inside one Word document. Give that document alone.")
    files = [open_motion(path) for path in (old, new)]
    warnings = [note for path, file in zip((old, new), files, strict=True) for note in _notes(path, file)]
    sources = [file.source for file in files if isinstance(file.source, str)]
    if len(sources) == len(files):
        warnings += _end_warnings(*map(split_lines, sources))
    before, after = (file.texts() for file in files)
    return redline_of(before, after), warnings


def _within(path: Path, authors: tuple[str, ...]) -> tuple[Redline, list[str]]:
    """The changes that one file holds."""
    file = open_motion(path)
    motion = file.read(authors)
    if motion.old is None:
        raise UnreadableFileError(
            f"{path}: no changes are tracked in this file, and no legend says how it marks them. "
            "Give the other version too: coopcouncil motions redline OLD NEW."
        )
    return motion.marked.marks, [*file.notes, *motion.notes]


def _notes(path: Path, file: MotionFile) -> list[str]:
    if isinstance(file.source, str):
        return list(file.notes)
    accepted = ["its tracked changes were accepted first."] if file.source.has_changes else []
    return [f"{path.name}: {note}" for note in (*accepted, *file.source.notes)]


def _written(change: Redline, warnings: list[str], form: str, author: str, on: datetime | None) -> bytes:
    """The redline in the form asked for."""
    if form == "docx":
        if lost := unwritable(change):
            warnings.append(f"{lost} characters cannot stand in a Word document and are written as �.")
        for warning in warnings:
            click.echo(warning, err=True)
        day = on.date() if on else datetime.now(UTC).date()
        return redline_document(change, author=author, changed_at=_noon(day))
    text = _WRITERS[form](change, warnings)
    return f"{text}\n".encode("utf-8", "replace")


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _write(content: bytes, out: Path | None) -> None:
    if out is None:
        click.echo(content, nl=False)
        return
    if not out.parent.is_dir():
        raise UnreadableFileError(f"{out.parent}: there is no such folder to write to. Make it first.")
    out.write_bytes(content)
    click.echo(f"Written to {out}.", err=True)


def _end_warnings(before: Lines, after: Lines) -> list[str]:
    """What is odd about line ends, which are no part of a paragraph and so are not shown as changed."""
    kinds = [{end for end in lines.ends if end} for lines in (before, after)]
    if all(len(each) <= 1 for each in kinds) and len(kinds[0] | kinds[1]) <= 1:
        return []
    named = [" and ".join(sorted(_END_NAMES[end] for end in each)) or "none" for each in kinds]
    return [f"Lines end differently: {named[0]} in the old text, {named[1]} in the new. This is not shown as a change."]
