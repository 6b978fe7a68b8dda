"""`coopcouncil motions ...`: the texts of motions."""

import click

from coopcouncil.cli.commands import LazyGroup

VERBS = {
    "merge": "coopcouncil.cli.motions_merge:merge_command",
    "read": "coopcouncil.cli.motions_read:read",
    "redline": "coopcouncil.cli.motions_redline:redline",
}


@click.group(cls=LazyGroup, lazy=VERBS)
def motions() -> None:
    """Read motions, show what changed between versions, and merge amendments."""
