"""`coopcouncil motions merge`: several amendments to one text, merged as far as they agree."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from coopcouncil.cli.errors import ending_clearly
from coopcouncil.papers.motion_files import open_motion
from coopcouncil.rules.motions.merging import Amended, Collision, MergeError, merge


@click.command("merge")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("amended", type=click.Path(path_type=Path), nargs=-1, required=True)
def merge_command(base: Path, amended: tuple[Path, ...]) -> None:
    """Merge amendments to the text BASE: each AMENDED file is the whole base text as one amendment would have it.

    Plain text files, a paragraph a line, or Word documents (.docx), whose tracked changes count as accepted. The
    amendments' order is that of their file names (2 before 10), however they are listed. Prints JSON: the merged
    paragraphs, the collisions that a person must decide (there the base text stands; paragraphs are counted from 1),
    and warnings.
    """
    with ending_clearly():
        files = [open_motion(path) for path in (base, *amended)]
        first, *others = (file.texts() for file in files)
        amendments = [Amended(name, text) for name, text in zip(_names(amended), others, strict=True)]
        try:
            merged = merge(first, amendments)
        except MergeError as error:
            raise click.UsageError(str(error)) from error
    notes = {note for file in files for note in (file.notes if isinstance(file.source, str) else file.source.notes)}
    answer = {
        "merged": list(merged.paragraphs),
        "collisions": [_as_json(each) for each in merged.collisions],
        "warnings": [*sorted(notes), *merged.warnings],
    }
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def _as_json(collision: Collision) -> dict[str, Any]:
    """The collision: `texts` are the paragraph as each of `amendments` would have it, `rivals` the contested words."""
    return {
        "paragraph": collision.paragraph,
        "amendments": list(collision.amendments),
        "texts": list(collision.readings),
        "kind": collision.kind.value,
        "base": "\n".join(collision.base),
        "rivals": [
            {"amendments": list(each.amendments), "text": "\n".join(each.texts)} for each in collision.rivals
        ],
    }  # fmt: skip


def _names(paths: Sequence[Path]) -> list[str]:
    """Each file's name, or, where two folders have a file of that name, its whole path."""
    counts = Counter(path.name for path in paths)
    return [path.name if counts[path.name] == 1 else str(path) for path in paths]
