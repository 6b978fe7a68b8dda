"""`coopcouncil spending publish`: the public sees the current figures."""

from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.django import PREPARE, run_django


@click.command()
@click.option("--why", default="", metavar="SENTENCE", help="Why, for the record.")
@data_folder_option
def publish(why: str, data: Path) -> None:
    """Let everybody see the current figures; the record says that the system did it.

    On the pages an officer sees first what would change.
    """
    run_django(data, *PREPARE, ("publish_spending", "--why", why))
