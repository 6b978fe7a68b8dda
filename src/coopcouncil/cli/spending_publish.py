"""`coopcouncil spending publish`: the public sees the current figures."""

from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.database import open_database
from coopcouncil.cli.errors import ending_clearly


@click.command()
@click.option("--why", default="", metavar="SENTENCE", help="Why, for the record.")
@data_folder_option
def publish(why: str, data: Path) -> None:
    """Let everybody see the current figures; the record says that the system did it.

    On the pages an officer sees first what would change.
    """
    with ending_clearly():
        open_database(data)
        click.echo(publish_current(why=why))


def publish_current(*, why: str) -> str:
    """Publish the current snapshot of the database that is open; what came of it, in a sentence.

    Raises StoreError when there is nothing to publish.
    """
    from coopcouncil.web.publishing.operations import publish_as_system  # noqa: PLC0415 - see `open_database`

    snapshot_id, is_new = publish_as_system(why=why)
    if not is_new:
        return f"Everybody sees snapshot {snapshot_id} already."
    return f"Published: everybody sees snapshot {snapshot_id} now."
