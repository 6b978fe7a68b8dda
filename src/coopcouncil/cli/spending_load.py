"""`coopcouncil spending load`: payments files into a new snapshot."""

import sys
from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.errors import EXIT_STATUS, ending_clearly, say_error
from coopcouncil.cli.progress import TerminalProgress
from coopcouncil.cli.spending_check import columns_option, files_argument
from coopcouncil.data.matching.judgements import Judgements
from coopcouncil.data.snapshots import Store
from coopcouncil.data.spending.loading import load_payments


@click.command()
@files_argument
@click.option("--council", required=True, metavar="NAME", help="The council that paid, in full.")
@columns_option
@data_folder_option
def load(files: tuple[Path, ...], council: str, columns: dict[str, str], data: Path) -> None:
    """Load payments files, match the suppliers, and make the result the current snapshot.

    A file that cannot be read does not stop the others; the exit status is then 2.
    """
    bar = TerminalProgress()

    def tell(message: str) -> None:
        bar.close()
        say_error(message)

    with ending_clearly(tell):
        loaded = load_payments(
            Store(data),
            files,
            council=council,
            judgements=Judgements(data),
            overrides=columns,
            progress=bar,
        )
    bar.close()
    for error in loaded.errors:
        say_error(error)
    click.echo(loaded.in_words())
    if loaded.errors:
        sys.exit(EXIT_STATUS)
