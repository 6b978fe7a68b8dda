"""`coopcouncil motions read`: a motion's paragraphs, and what a clerk should look at."""

from pathlib import Path

import click

from coopcouncil.cli.errors import ending_clearly
from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.papers.motion_files import open_motion
from coopcouncil.papers.motions import motion_json, motion_text
from coopcouncil.rules.motions.warnings import warnings_of


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the answer.",
)
@click.option(
    "--by",
    "authors",
    multiple=True,
    metavar="NAME",
    help="Take only this author's tracked changes; may be given again for another. [default: all]",
)
def read(file: Path, form: str, authors: tuple[str, ...]) -> None:
    """Read the motion in FILE (Word .docx, or plain text) and say what to look at.

    Tracked changes of Word are read as the changes. Where a line of the text says that additions are bold and deletions
    struck through, these are: in plain text **words** are additions and ~~words~~ deletions. Nothing is repaired.
    """
    with ending_clearly():
        given = open_motion(file)
        if not given.has_text:
            raise UnreadableFileError(f"{file}: there is no text in this file. Give the file that holds the motion.")
        motion = given.read(authors)
    found, notes = warnings_of(motion.marked), (*given.notes, *motion.notes)
    unit = "Paragraph" if given.is_word else "Line"
    said = motion_json(motion, found, notes) if form == "json" else motion_text(motion, found, notes, unit)
    click.echo(f"{said}\n".encode("utf-8", "replace"), nl=False)
