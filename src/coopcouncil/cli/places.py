"""`coopcouncil places ...`: where suppliers are."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.errors import EXIT_STATUS, ending_clearly, say_error
from coopcouncil.cli.progress import TerminalProgress
from coopcouncil.data.matching.judgements import Judgements
from coopcouncil.data.places import find_council, load_places
from coopcouncil.data.snapshots import Store, StoreError
from coopcouncil.data.spending.suppliers import settle


@click.group()
def places() -> None:
    """Load postcodes and local authorities, and ask where a council lies."""


@places.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--licence", default="", help="Licence of the files, when they do not say it themselves.")
@data_folder_option
def load(files: tuple[Path, ...], licence: str, data: Path) -> None:
    """Load FILES: postcode directories, positions, boundaries, borders, authorities, told apart by their headings.

    Lists of positions need a file of boundaries in the same command. A file that cannot be read does not stop the
    others; the exit status is then 2.
    """
    bar = TerminalProgress()
    with ending_clearly():
        results = load_places(
            Store(data),
            files,
            today=datetime.now(UTC).date(),
            licence=licence,
            settle=lambda draft: settle(draft, Judgements(data).read()[0], progress=bar),
            progress=bar,
        )
    bar.close()
    for result in results:
        if result.source:
            click.echo(f"{result.path}: {result.message}")
        else:
            say_error(result.message)
    if not all(result.source for result in results):
        sys.exit(EXIT_STATUS)


@places.command()
@click.argument("council")
@data_folder_option
def show(council: str, data: Path) -> None:
    """Say what lies inside COUNCIL and what borders it."""
    with ending_clearly():
        snapshot = Store(data).current()
        if snapshot is None:
            raise StoreError(f"Nothing is loaded in {data}. Load places first: coopcouncil places load FILE...")
        connection = snapshot.connect()
        found = find_council(connection, council)
        if found.area is None:
            raise StoreError(found.reason)
    names = dict(connection.execute("SELECT area_code, min(name) FROM areas GROUP BY area_code").fetchall())
    click.echo(f"{found.area.official_name} ({found.area.code}, {found.area.region or 'region not known'})")
    click.echo("Inside: " + _listed(names, found.area.inside))
    click.echo("Bordering: " + _listed(names, found.area.bordering))
    if found.area.note:
        click.echo(found.area.note)


def _listed(names: dict[str, str], codes: Iterable[str]) -> str:
    return ", ".join(sorted({names.get(code, code) for code in codes})) or "none known"
