"""`coopcouncil motions redline`: what changed between two versions of a text."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from coopcouncil.cli.errors import ending_clearly
from coopcouncil.data.files.plain_lines import read_plain_file
from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.papers.redline_forms import BINARY, CLEAN_FORMS, FORMS, Paper, written
from coopcouncil.rules.motions.paragraphs import Lines, split_lines
from coopcouncil.rules.motions.redline import redline as redline_of

_END_NAMES = {"\n": "line feed", "\r\n": "carriage return and line feed", "\r": "carriage return"}


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="Form of the redline: text for a terminal, JSON, text with marks (marked), a page (html), a Word document "
    "with tracked changes (docx) or with bold and struck-through words (docx-marked), numbered lines (pdf), or "
    "Akoma Ntoso (akn).",
)
@click.option("--clean", is_flag=True, help="NEW alone, without marks: for pdf, with its own line numbers, and akn.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="File to write instead of the terminal.")
@click.option("--title", default="What changed", show_default=True, help="The paper's title, for html, pdf and akn.")
@click.option("--author", default="coopcouncil", show_default=True, help="Who made the changes, for Word.")
@click.option("--locality", default="", help="The council's place, for Akoma Ntoso, such as 'Wrenbury'.")
@click.option(
    "--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the changes or the paper. [default: today]"
)
def redline(
    old: Path, new: Path, *, form: str, clean: bool, out: Path | None, on: datetime | None, **said: str
) -> None:
    """Show what changed between two plain texts, OLD and NEW, a paragraph a line.

    Rejecting every change gives OLD, accepting every change gives NEW.
    """
    with ending_clearly():
        if clean and form not in CLEAN_FORMS:
            raise UnreadableFileError("--clean is for --format pdf and --format akn. Choose one of them.")
        if form in BINARY and out is None and sys.stdout.isatty():
            raise UnreadableFileError(f"A {BINARY[form]} cannot be shown in a terminal. Give --out FILE.")
        files = [read_plain_file(path) for path in (old, new)]
        before, after = (split_lines(file.text) for file in files)
        warnings = [note for file in files for note in file.notes] + _end_warnings(before, after)
        day = on.date() if on else datetime.now(UTC).date()
        paper = Paper(said["title"], said["author"], said["locality"], day)
        change = redline_of(after.texts if clean else before.texts, after.texts)
        content, told = written(change, form, paper, warnings, clean=clean)
        for warning in told:
            click.echo(warning, err=True)
        _write(content, out)


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
