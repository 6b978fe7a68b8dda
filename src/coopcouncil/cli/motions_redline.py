"""`coopcouncil motions redline`: what changed between two versions of a text."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from coopcouncil.cli.errors import ending_clearly
from coopcouncil.data.files.plain_lines import read_plain_file
from coopcouncil.papers.redlines import redline_json, redline_text
from coopcouncil.rules.motions.paragraphs import Lines, split_lines
from coopcouncil.rules.motions.redline import Redline
from coopcouncil.rules.motions.redline import redline as redline_of

WRITERS: dict[str, Callable[[Redline, Sequence[str]], str]] = {"json": redline_json, "text": redline_text}
_END_NAMES = {"\n": "line feed", "\r\n": "carriage return and line feed", "\r": "carriage return"}


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def redline(old: Path, new: Path, form: str) -> None:
    """Show what changed between two plain texts, OLD and NEW, a paragraph a line."""
    with ending_clearly():
        files = [read_plain_file(path) for path in (old, new)]
    before, after = (split_lines(file.text) for file in files)
    warnings = [note for file in files for note in file.notes] + _end_warnings(before, after)
    click.echo(WRITERS[form](redline_of(before.texts, after.texts), warnings))


def _end_warnings(before: Lines, after: Lines) -> list[str]:
    """What is odd about line ends, which are no part of a paragraph and so are not shown as changed."""
    kinds = [{end for end in lines.ends if end} for lines in (before, after)]
    if all(len(each) <= 1 for each in kinds) and len(kinds[0] | kinds[1]) <= 1:
        return []
    named = [" and ".join(sorted(_END_NAMES[end] for end in each)) or "none" for each in kinds]
    return [f"Lines end differently: {named[0]} in the old text, {named[1]} in the new. This is not shown as a change."]
