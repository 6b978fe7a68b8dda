"""`coopcouncil motions ...`: the texts of motions."""

import click

from coopcouncil.cli.commands import LazyGroup

VERBS = {
    "read": "coopcouncil.cli.motions_read:read",
    "redline": "coopcouncil.cli.motions_redline:redline",
}


@click.group(cls=LazyGroup, lazy=VERBS)
def motions() -> None:
    """Read motions and show what changed between versions."""
