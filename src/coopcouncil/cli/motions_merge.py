"""`coopcouncil motions merge`: several amendments to one text, merged as far as they agree."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from coopcouncil.cli.errors import ending_clearly
from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.rules.motions.merging import Amended, Collision, MergeError, merge


@click.command("merge")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("amended", type=click.Path(path_type=Path), nargs=-1, required=True)
def merge_command(base: Path, amended: tuple[Path, ...]) -> None:
    """Merge amendments to the text BASE: each AMENDED file is the whole base text as one amendment would have it.

    Text files in UTF-8, a paragraph a line. The amendments' order is that of their file names (2 before 10), however
    they are listed. Prints JSON: the merged paragraphs, the collisions that a person must decide (there the base text
    stands; paragraphs are counted from 1), and warnings.
    """
    with ending_clearly():
        amendments = [Amended(name, _paragraphs(path)) for name, path in _named(amended)]
        try:
            merged = merge(_paragraphs(base), amendments)
        except MergeError as error:
            raise click.UsageError(str(error)) from error
    answer = {
        "merged": list(merged.paragraphs),
        "collisions": [_as_json(each) for each in merged.collisions],
        "warnings": list(merged.warnings),
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


def _named(paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """Each file under its name, or, where two folders have a file of that name, under its whole path."""
    counts = Counter(path.name for path in paths)
    return [(path.name if counts[path.name] == 1 else str(path), path) for path in paths]


def _paragraphs(path: Path) -> tuple[str, ...]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"{path.name} is not a text file in UTF-8. Save it as plain text, UTF-8.") from error
    lines = text.replace("\r\n", "\n").split("\n")
    return tuple(lines[:-1] if not lines[-1] else lines)
