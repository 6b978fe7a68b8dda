"""`coopcouncil spending load`: payments files into a new snapshot."""

import sys
from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.errors import EXIT_STATUS, ending_clearly, say_error
from coopcouncil.cli.progress import StatusFile, TerminalProgress
from coopcouncil.cli.spending_check import columns_option, files_argument
from coopcouncil.data.matching.judgements import Judgements
from coopcouncil.data.snapshots import Store
from coopcouncil.data.spending.loading import Loaded, load_payments


@click.command()
@files_argument
@click.option("--council", required=True, metavar="NAME", help="The council that paid, in full.")
@columns_option
@data_folder_option
@click.option("--progress-file", type=click.Path(path_type=Path, dir_okay=False), hidden=True)
def load(
    files: tuple[Path, ...], council: str, columns: dict[str, str], data: Path, progress_file: Path | None
) -> None:
    """Load payments files, match the suppliers, and make the result the current snapshot.

    A file that cannot be read does not stop the others; the exit status is then 2.
    """
    bar = TerminalProgress()
    status = StatusFile(progress_file) if progress_file else None

    def tell(message: str) -> None:
        bar.close()
        say_error(message)
        if status:
            status.finish("failed", message)

    with ending_clearly(tell):
        loaded = load_payments(
            Store(data),
            files,
            council=council,
            judgements=Judgements(data),
            overrides=columns,
            progress=status or bar,
        )
    bar.close()
    for error in loaded.errors:
        say_error(error)
    message = outcome(loaded)
    click.echo(message)
    if status:
        status.finish("done" if loaded.snapshot_id else "failed", "\n".join((*loaded.errors, message)))
    if loaded.errors:
        sys.exit(EXIT_STATUS)


def outcome(loaded: Loaded) -> str:
    """What the load did, in sentences a line each."""
    lines = [f"{name} was loaded before, byte for byte: left out." for name in loaded.skipped]
    if loaded.snapshot_id is None:
        return "\n".join([*lines, "Nothing new was loaded; the current snapshot is as it was."])
    good = [reading for reading in loaded.readings if reading.error is None]
    recounted = sum(loaded.duplicates.values())
    lines.append(
        f"Read {sum(r.rows_read for r in good):,} rows: {sum(r.payments for r in good):,} payments of "
        f"£{sum(r.total_gbp for r in good):,.2f}, {sum(r.refused for r in good):,} rows refused."
    )
    if recounted:
        lines.append(f"{recounted:,} of the payments stand in an earlier file too: they are counted once.")
    lines.append(f"The current snapshot is {loaded.snapshot_id}.")
    return "\n".join(lines)
