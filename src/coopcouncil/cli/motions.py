"""`coopcouncil motions ...`: texts of motions."""

import click

from coopcouncil.cli.commands import LazyGroup

VERBS = {
    "merge": "coopcouncil.cli.motions_merge:merge_command",
}


@click.group(cls=LazyGroup, lazy=VERBS)
def motions() -> None:
    """Compare the texts of motions and merge amendments."""
