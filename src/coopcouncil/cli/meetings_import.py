"""`coopcouncil meetings import`: committees, meetings, agendas and minutes from ModernGov."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.database import open_database
from coopcouncil.cli.errors import EXIT_STATUS, ending_clearly, say_error
from coopcouncil.cli.progress import TerminalProgress
from coopcouncil.data.meetings.moderngov import ModernGov, ModernGovError

DAY = click.DateTime(["%Y-%m-%d"])
BACK, AHEAD = timedelta(days=90), timedelta(days=270)


@click.command("import")
@click.option("--moderngov", required=True, metavar="ADDRESS", help="Such as https://democracy.example.gov.uk")
@click.option("--from", "first", type=DAY, help="First day, YYYY-MM-DD; 90 days ago without it.")
@click.option("--to", "last", type=DAY, help="Last day, YYYY-MM-DD; 270 days ahead without it.")
@click.option("--allow-private", is_flag=True, help="Let the address lie inside the council's own network.")
@data_folder_option
def import_command(
    moderngov: str, first: datetime | None, last: datetime | None, allow_private: bool, data: Path
) -> None:
    """Import committees, meetings, agendas and minutes from ModernGov's web service.

    Import as often as you like: what was changed here stays, and what differs is told. What cannot be read does not
    stop the rest; the exit status is then 2.
    """
    today = datetime.now(UTC).date()
    days = (_day(first) or today - BACK, _day(last) or today + AHEAD)
    with ending_clearly():
        open_database(data)
        from coopcouncil.web.meetings.importing.operations import import_meetings  # noqa: PLC0415 - see above
        from coopcouncil.web.people.refusals import RefusedError  # noqa: PLC0415

        bar = TerminalProgress()
        reader = ModernGov(moderngov, allow_private=allow_private)
        try:
            summary = import_meetings(reader=reader, first=days[0], last=days[1], by=None, progress=bar)
        except (ModernGovError, RefusedError) as error:
            say_error(str(error))
            raise click.exceptions.Exit(EXIT_STATUS) from None
        finally:
            bar.close()
    click.echo(summary.words)
    for each in summary.notes:
        click.echo(each)
    for each in summary.failures:
        say_error(each)
    if summary.failures:
        raise click.exceptions.Exit(EXIT_STATUS)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
