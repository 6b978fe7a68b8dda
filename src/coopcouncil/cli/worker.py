"""`coopcouncil worker`: does the work that the pages ask for in the background."""

from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.database import set_up_django
from coopcouncil.cli.errors import ending_clearly


@click.command()
@data_folder_option
def worker(data: Path) -> None:
    """Do background work until told to stop; `serve` starts one by itself.

    SIGTERM lets the job that runs finish first; a second one stops it, which leaves all data as it was.
    """
    with ending_clearly():
        set_up_django(data)
        from coopcouncil.web.work.worker import OutOfDateError, run_worker  # noqa: PLC0415 - Django is set up only now

        try:
            run_worker()
        except OutOfDateError as error:
            raise click.UsageError(str(error)) from None
