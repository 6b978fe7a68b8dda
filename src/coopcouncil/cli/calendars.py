"""`coopcouncil calendars ...`: the bank holidays by which working days are counted."""

from datetime import date
from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.errors import EXIT_STATUS, ending_clearly, say_error
from coopcouncil.data.calendars.bank_holidays import CalendarError
from coopcouncil.data.calendars.refreshing import GOV_UK, refresh
from coopcouncil.data.documents.addresses import LinkError
from coopcouncil.data.documents.links import plain_words


@click.group()
def calendars() -> None:
    """Keep the bank holidays of England and Wales up to date."""


@calendars.command("refresh")
@click.option("--from", "address", default=GOV_UK, show_default=True, help="Where the list is.")
@click.option("--allow-private", is_flag=True, help="Let the address lie inside the council's own network.")
@data_folder_option
def refresh_command(address: str, allow_private: bool, data: Path) -> None:
    """Fetch the list of bank holidays from GOV.UK, check it, keep it in the data folder, and say what changed."""
    with ending_clearly():
        try:
            done = refresh(data, address, allow_private=allow_private)
        except (CalendarError, LinkError) as error:
            told = plain_words(error) if isinstance(error, LinkError) else str(error)
            say_error(f"{told} The list that was used before stays.")
            raise click.exceptions.Exit(EXIT_STATUS) from None
    for words, days in (("New", done.added), ("No longer a holiday", done.removed)):
        for day, name in days.items():
            click.echo(f"{words}: {_words(day)}, {name}")
    if not (done.added or done.removed):
        click.echo("Nothing changed.")
    click.echo(f"Bank holidays are known until {_words(done.calendar.known_until)}.")


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
