"""`coopcouncil backup`: everything that the service holds, in one file."""

import sys
from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.database import set_up_django
from coopcouncil.cli.errors import EXIT_STATUS, ending_clearly, say_error
from coopcouncil.cli.progress import TerminalProgress
from coopcouncil.web.running.backups.archive import ArchiveError


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--used-snapshots-only",
    is_flag=True,
    help="Leave out snapshots that are neither current nor named by anything in the database.",
)
@data_folder_option
def backup(file: Path, used_snapshots_only: bool, data: Path) -> None:
    """Write the database, snapshots, judgements and documents to FILE (.tar, or .tar.gz to compress).

    People can go on working meanwhile. FILE appears only when it is whole and was read back; it holds personal data.
    """
    bar = TerminalProgress()

    def tell(message: str) -> None:
        bar.close()
        say_error(message)

    if not data.is_dir():
        raise click.UsageError(f"There is no data folder {data}. Look at the spelling of --data.")
    with ending_clearly(tell):
        set_up_django(data)
        from coopcouncil.web.running.backups.making import make_backup  # noqa: PLC0415 - needs Django set up

        try:
            made = make_backup(data, file, used_snapshots_only=used_snapshots_only, progress=bar)
        except ArchiveError as error:
            tell(str(error))
            sys.exit(EXIT_STATUS)
    bar.close()
    click.echo(
        f"{sum(made.tables.values()):,} rows of {len(made.tables)} tables and {len(made.files) - len(made.tables):,} "
        f"files are in {file}, which was read back. The record in it ends with entry {made.record[0]}"
        f"{f' ({made.record[1]})' if made.record[1] else ''}."
    )
