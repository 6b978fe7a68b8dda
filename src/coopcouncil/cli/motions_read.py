"""`coopcouncil motions read`: a motion's paragraphs, and what a clerk should look at."""

from pathlib import Path

import click

from coopcouncil.cli.errors import ending_clearly
from coopcouncil.data.files.plain_lines import read_plain_file
from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.papers.motions import motion_json, motion_text
from coopcouncil.rules.motions.marked_text import read_marked
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
def read(file: Path, form: str) -> None:
    """Read the motion in FILE (plain text) and say what to look at.

    Where a line of it says that additions are bold and deletions struck through, **words** are additions and ~~words~~
    deletions. Nothing is repaired.
    """
    with ending_clearly():
        given = read_plain_file(file)
        if not given.text.strip():
            raise UnreadableFileError(f"{file}: there is no text in this file. Give the file that holds the motion.")
    motion = read_marked(given.text)
    write = motion_json if form == "json" else motion_text
    click.echo(f"{write(motion, warnings_of(motion), given.notes)}\n".encode("utf-8", "replace"), nl=False)
