"""`coopcouncil demo ...`: an invented council, to try everything without real data."""

from pathlib import Path

import click

from coopcouncil.cli.commands import LazyGroup
from coopcouncil.cli.errors import ending_clearly
from coopcouncil.data.fictional import COUNCIL, make_council


@click.group(cls=LazyGroup, lazy={"load": "coopcouncil.cli.demo_load:load"})
def demo() -> None:
    """Make and load a fictional council."""


@demo.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--seed", default=2026, show_default=True, help="Another number makes another council.")
def make(folder: Path, seed: int) -> None:
    """Write the fictional council's payments, registers and places into FOLDER."""
    with ending_clearly():
        made = make_council(folder, seed=seed)
    for file in made:
        click.echo(f"{file.path.relative_to(folder)}: {file.rows:,} rows")
    click.echo(f"{COUNCIL} and everybody it pays are invented. The files are in {folder}.")
