"""`coopcouncil demo load`: the fictional council, made and loaded, ready to look at."""

from datetime import UTC, datetime
from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.django import PREPARE, run_django
from coopcouncil.cli.errors import ending_clearly
from coopcouncil.cli.progress import TerminalProgress
from coopcouncil.data.fictional import COUNCIL, make_council
from coopcouncil.data.matching.judgements import Judgements
from coopcouncil.data.places import load_places
from coopcouncil.data.registers import load_registers
from coopcouncil.data.snapshots import Store
from coopcouncil.data.spending.loading import load_payments
from coopcouncil.rules.ownership import judge


@click.command()
@data_folder_option
def load(data: Path) -> None:
    """Make the fictional council's files, load and publish them; nothing is done when they are loaded already."""
    bar = TerminalProgress()
    with ending_clearly():
        store = Store(data)
        if store.current() is not None:
            click.echo(f"{COUNCIL} is loaded already in {data}.")
            return
        today = datetime.now(UTC).date()
        bar("Making the fictional council's files", 0, 0)
        made = make_council(data / "files")
        paths = {kind: [file.path for file in made if file.kind == kind] for kind in {file.kind for file in made}}
        load_registers(store, paths["register"], judge=judge, retrieved_on=today, progress=bar)
        bar("Loading places", 0, 0)
        load_places(store, paths["places"], today=today)
        loaded = load_payments(store, paths["payments"], council=COUNCIL, judgements=Judgements(data), progress=bar)
        bar.close()
    click.echo(loaded.in_words())
    run_django(data, *PREPARE, ("publish_spending", "--why", "A fictional council, to try everything."))
