"""`coopcouncil motions redline`: what changed between two versions of a text."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from coopcouncil.cli.errors import ending_clearly
from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.papers.motion_files import MotionFile, open_motion
from coopcouncil.papers.redline_forms import BINARY, CLEAN_FORMS, FORMS, Paper, written
from coopcouncil.papers.redline_pdf import MOST_CHARACTERS, characters_of
from coopcouncil.rules.motions.long_parts import long_part_notes
from coopcouncil.rules.motions.paragraphs import Lines, split_lines
from coopcouncil.rules.motions.redline import Redline, accepted
from coopcouncil.rules.motions.redline import redline as redline_of

_END_NAMES = {"\n": "line feed", "\r\n": "carriage return and line feed", "\r": "carriage return"}


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="Form of the redline: text for a terminal, JSON, text with marks (marked), a page (html), a Word document "
    "with tracked changes (docx) or with bold and struck-through words (docx-marked), a paper with line numbers (pdf), "
    "or Akoma Ntoso (akn).",
)
@click.option("--clean", is_flag=True, help="NEW alone, without marks: for pdf, with its own line numbers, and akn.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="File to write instead of the terminal.")
@click.option("--title", default="What changed", show_default=True, help="The paper's title, for html, pdf and akn.")
@click.option("--author", default="coopcouncil", show_default=True, help="Who made the changes, for Word.")
@click.option("--locality", default="", help="The council's place, for Akoma Ntoso, such as 'Wrenbury'.")
@click.option(
    "--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the changes or the paper. [default: today]"
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
    clean: bool,
    out: Path | None,
    on: datetime | None,
    authors: tuple[str, ...],
    **said: str,
) -> None:
    """Show what changed between OLD and NEW: Word documents (.docx), or plain texts with a paragraph a line.

    Rejecting every change gives OLD, accepting every change gives NEW; of a Word document the text with its tracked
    changes accepted is taken. With OLD alone, the changes that the file itself holds are shown: tracked in Word, or
    marked as its legend says.
    """
    with ending_clearly():
        if clean and form not in CLEAN_FORMS:
            raise UnreadableFileError("--clean is for --format pdf and --format akn. Choose one of them.")
        if form in BINARY and out is None and sys.stdout.isatty():
            raise UnreadableFileError(f"A {BINARY[form]} cannot be shown in a terminal. Give --out FILE.")
        change, warnings = _within(old, authors) if new is None else _between(old, new, authors)
        day = on.date() if on else datetime.now(UTC).date()
        paper = Paper(said["title"], said["author"], said["locality"], day)
        if clean:
            change = redline_of(accepted(change), accepted(change))
        if form == "pdf":
            _check_length(characters_of(change))
        content, told = written(change, form, paper, warnings, clean=clean)
        for warning in told:
            click.echo(warning, err=True)
        _write(content, out)


def _between(old: Path, new: Path, authors: tuple[str, ...]) -> tuple[Redline, list[str]]:
    if authors:
        raise click.UsageError("--by is for the changes inside one Word document. Give that document alone.")
    files = [open_motion(path) for path in (old, new)]
    warnings = [note for path, file in zip((old, new), files, strict=True) for note in _notes(path, file)]
    sources = [file.source for file in files if isinstance(file.source, str)]
    if len(sources) == len(files):
        warnings += _end_warnings(*map(split_lines, sources))
    before, after = (file.texts() for file in files)
    change = redline_of(before, after)
    return change, [*warnings, *long_part_notes(change)]


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


def _check_length(characters: int) -> None:
    if characters > MOST_CHARACTERS:
        raise UnreadableFileError(
            f"A PDF can hold {MOST_CHARACTERS:,} characters, and this one would hold {characters:,}. Choose another "
            "form, such as --format html or docx, or compare the text in parts."
        )


def _notes(path: Path, file: MotionFile) -> list[str]:
    if isinstance(file.source, str):
        return list(file.notes)
    accepted_first = ["its tracked changes were accepted first."] if file.source.has_changes else []
    return [f"{path.name}: {note}" for note in (*accepted_first, *file.source.notes)]


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
