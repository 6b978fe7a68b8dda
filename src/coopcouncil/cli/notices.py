"""`coopcouncil notices ...`: what people are told by e-mail."""

from datetime import UTC, datetime
from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.database import open_database
from coopcouncil.cli.errors import EXIT_STATUS, ending_clearly


@click.group()
def notices() -> None:
    """Tell people what waits for them."""


@notices.command()
@data_folder_option
@click.pass_context
def send(ctx: click.Context, data: Path) -> None:
    """Send the digests that are due today; call it once a day, early, by a timer."""
    with ending_clearly():
        open_database(data)
        from coopcouncil.web.notices.operations import send_digests  # noqa: PLC0415 - Django is set up only now

        sent, failed = send_digests(datetime.now(UTC))
    click.echo(f"{sent} sent, {failed} could not be sent.")
    if failed:
        ctx.exit(EXIT_STATUS)
