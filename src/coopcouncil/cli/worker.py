"""`coopcouncil worker`: does the long work that the pages ask for."""

from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.django import run_django


@click.command()
@data_folder_option
def worker(data: Path) -> None:
    """Do long work in the background until told to stop; `serve` starts one by itself.

    SIGTERM lets the job that runs finish first; a second one stops it, which leaves all data as it was.
    """
    run_django(data, ("work",))
