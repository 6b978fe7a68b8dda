"""`coopcouncil meetings ...`: taking meetings in from other systems, and giving them out."""

import click

from coopcouncil.cli.commands import LazyGroup

VERBS = {
    "export": "coopcouncil.cli.meetings_export:export",
    "import": "coopcouncil.cli.meetings_import:import_command",
}


@click.group(cls=LazyGroup, lazy=VERBS)
def meetings() -> None:
    """Import meetings from the council's committee system, and export them as open data."""
