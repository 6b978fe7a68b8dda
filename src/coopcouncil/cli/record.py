"""`coopcouncil record ...`: prove that the record is whole, and hand it out."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.database import open_database
from coopcouncil.cli.errors import EXIT_STATUS, ending_clearly, say_error
from coopcouncil.evidence.record import Sealed, Walk
from coopcouncil.evidence.record_lines import BadLineError, entries_in, line_of
from coopcouncil.papers.words import counted

FAULTS_FOUND = 1


@click.group()
def record() -> None:
    """Prove that nothing in the record was altered or removed, and export it."""


@record.command()
@click.option(
    "--against",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="EXPORT.jsonl",
    help="An earlier export: finds a history that was rewritten and a tail that was cut off.",
)
@data_folder_option
def verify(against: Path | None, data: Path) -> None:
    """Walk the whole record and say whether it is as it was written.

    Exit status: 0 when it is whole, 1 when something is wrong, 2 when it could not be read. Keep the last fingerprint,
    or an export, where nobody who can change the database can change it.
    """
    with ending_clearly():
        open_database(data)
        from coopcouncil.web.record.walking import faults_of_record  # noqa: PLC0415 - the database is open only now

        walk = Walk()
        found = 0
        try:
            with _exported(against) as exported:
                for fault in faults_of_record(walk, exported=exported):
                    click.echo(fault)
                    found += 1
        except BadLineError as error:
            say_error(f"{against}: {error}")
            sys.exit(EXIT_STATUS)
    click.echo(_summary(walk, found))
    sys.exit(FAULTS_FOUND if found else 0)


@record.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="File to write; it appears only when it is whole. Without it, standard output.",
)
@click.option("--from", "first", type=click.IntRange(min=1), default=1, show_default=True, metavar="N",
              help="Number of the first entry to write.")  # fmt: skip
@data_folder_option
def export(out: Path | None, first: int, data: Path) -> None:
    """Write the record as lines of JSON, one entry a line: docs/reference/record.md says what they hold."""
    with ending_clearly():
        open_database(data)
        from coopcouncil.web.record.walking import Reader  # noqa: PLC0415 - the database is open only now

        entries = Reader(first=first)
        if out is None:
            _write(entries, sys.stdout)
            return
        partial = out.with_name(f"{out.name}.partial")
        try:
            with partial.open("w", encoding="utf-8", newline="\n") as file:
                count = _write(entries, file)
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
    click.echo(f"{counted(count, 'entry', 'entries')} written to {out}.")


def _write(entries: Iterable[Sealed], file: TextIO) -> int:
    count = 0
    for entry in entries:
        file.write(line_of(entry) + "\n")
        count += 1
    return count


@contextmanager
def _exported(path: Path | None) -> Iterator[Iterable[Sealed] | None]:
    if path is None:
        yield None
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        yield entries_in(lines)


def _summary(walk: Walk, found: int) -> str:
    if walk.begins is None or walk.ends is None:
        return f"No entries: {counted(found, 'fault')}." if found else "No entries: nothing has been entered yet."
    verdict = counted(found, "fault") if found else "whole"
    return (
        f"{counted(walk.count, 'entry', 'entries')}, from {_instant(walk.begins)} to {_instant(walk.ends)}, "
        f"last fingerprint {walk.ends.sha256}: {verdict}."
    )


def _instant(entry: Sealed) -> str:
    from django.utils import timezone  # noqa: PLC0415

    from coopcouncil.web.words import instant  # noqa: PLC0415

    return instant(timezone.localtime(datetime.fromisoformat(entry.link.at)))
