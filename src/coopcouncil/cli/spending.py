"""`coopcouncil spending ...`: who the council pays."""

import click

from coopcouncil.cli.commands import LazyGroup

VERBS = {
    "check": "coopcouncil.cli.spending_check:check",
    "load": "coopcouncil.cli.spending_load:load",
    "picture": "coopcouncil.cli.spending_picture:picture",
    "publish": "coopcouncil.cli.spending_publish:publish",
}


@click.group(cls=LazyGroup, lazy=VERBS)
def spending() -> None:
    """Read payments files, load them, draw the picture of who is paid, and publish it."""
