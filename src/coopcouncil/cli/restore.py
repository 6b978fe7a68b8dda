"""`coopcouncil restore`: what a backup holds, brought back."""

import shutil
import sys
from pathlib import Path

import click
from django.db import connection

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.database import set_up_django
from coopcouncil.cli.errors import EXIT_STATUS, ending_clearly, say_error
from coopcouncil.cli.progress import TerminalProgress
from coopcouncil.web.running.backups.archive import ArchiveError, Manifest, verify
from coopcouncil.web.running.backups.target import TargetError, check_room, contents, move_into_place, stage


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--verify-only", is_flag=True, help="Read the whole backup, say whether it is sound, change nothing.")
@click.option("--replace", is_flag=True, help="Restore over what is there, after a question; files are set aside.")
@data_folder_option
def restore(file: Path, verify_only: bool, replace: bool, data: Path) -> None:
    """Bring back what FILE, a backup, holds: into --data, and into the database that the settings name.

    FILE is read through and compared with its manifest before anything is changed. Stop the service first.
    """
    bar = TerminalProgress()

    def tell(message: str) -> None:
        bar.close()
        say_error(message)

    with ending_clearly(tell):
        try:
            bar("Reading the backup through", 0, 0)
            manifest = verify(file)
            bar.close()
            click.echo(
                f"{file} is sound: made {manifest.made_at} by version {manifest.software_version}, "
                f"{sum(manifest.tables.values()):,} rows of {len(manifest.tables)} tables, "
                f"{len(manifest.files) - len(manifest.tables):,} files, record up to entry {manifest.record[0]}."
            )
            if not verify_only:
                _restore(file, manifest, data, replace=replace, bar=bar)
        except (ArchiveError, TargetError) as error:
            tell(str(error))
            sys.exit(EXIT_STATUS)


def _restore(file: Path, manifest: Manifest, data: Path, *, replace: bool, bar: TerminalProgress) -> None:
    staging = stage(data)
    try:
        check_room(data, manifest)
        set_up_django(staging)
        from coopcouncil.web.running.backups import restoring  # noqa: PLC0415 - needs Django set up

        _check_target(data, restoring.database_in_use(), replace=replace)
        restoring.restore(file, manifest, staging, progress=bar)
    except BaseException:
        shutil.rmtree(staging)  # what is in place stays as it was
        raise
    aside = move_into_place(staging, data)
    bar.close()
    click.echo(f"Restored into {data}. The record is whole up to entry {manifest.record[0]}, as when it was backed up.")
    if aside:
        click.echo(f"What was in {data} before is in {aside}: delete it when you are sure.")


def _check_target(data: Path, database_in_use: bool, *, replace: bool) -> None:
    """Raises TargetError for a place that is not empty, unless its being replaced was asked for and typed."""
    if database_in_use and connection.vendor == "sqlite":  # its own file in the staging folder is always new
        raise TargetError("DATABASE_URL names a SQLite file that holds data. Move it away, or name another file.")
    in_the_way = ["files" for _ in contents(data)[:1]] + ["people or a record in the database"] * database_in_use
    if not in_the_way:
        return
    what = " and ".join(in_the_way)
    if not replace:
        raise TargetError(
            f"There are {what} already: restoring into {data} would replace them. Nothing was changed. Restore into an "
            "empty folder and database, or say --replace."
        )
    click.echo(f"There are {what} already. Files will be set aside; what is in the database will be gone.")
    typed = click.prompt(f"Type the folder's name, {data.resolve().name}, to replace them", default="")
    if typed != data.resolve().name:
        raise TargetError("That is not the folder's name. Nothing was changed.")
