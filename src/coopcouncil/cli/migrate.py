"""`coopcouncil migrate`: the database, brought up to this version."""

from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.database import open_database
from coopcouncil.cli.errors import ending_clearly


@click.command()
@data_folder_option
def migrate(data: Path) -> None:
    """Make the database, or bring it up to this version; nothing is done where it is."""
    with ending_clearly():
        open_database(data)
    click.echo("The database is up to date.")
