"""`coopcouncil demo load`: the fictional council, made and loaded, ready to look at."""

from datetime import UTC, datetime
from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.database import open_database
from coopcouncil.cli.errors import ending_clearly
from coopcouncil.cli.progress import TerminalProgress
from coopcouncil.cli.spending_publish import publish_current
from coopcouncil.data.fictional import COUNCIL, make_council
from coopcouncil.data.matching.judgements import Judgements
from coopcouncil.data.places import load_places
from coopcouncil.data.registers import load_registers
from coopcouncil.data.snapshots import Store, StoreError
from coopcouncil.data.spending.loading import load_payments
from coopcouncil.rules.ownership import judge

_SUPPLIER = """
SELECT o.name, o.org_id FROM suppliers s JOIN organisations o USING (org_id)
WHERE s.outcome = 'match' AND o.ownership_model = 'worker-cooperative' AND s.council = ?
ORDER BY s.total_gbp DESC, o.org_id LIMIT 1
"""


@click.command()
@data_folder_option
def load(data: Path) -> None:
    """Make the fictional council's files and people and load them; what is there already is left as it is."""
    with ending_clearly():
        store = Store(data)
        snapshot = store.current()
        click.echo(load_figures(store) if snapshot is None else f"Figures are loaded already in {data}.")
        made = _load_people(store)
        _load_meetings(data)
        if snapshot is None:
            click.echo(publish_current(why="A fictional council, to try everything."))
        _load_motions()
    click.echo(f"{made} invented people can be stepped in as." if made else "The invented people are there already.")


def load_figures(store: Store) -> str:
    """Make the fictional council's files in the store's folder and load them; what the load did, in sentences."""
    bar = TerminalProgress()
    data = store.root
    today = datetime.now(UTC).date()
    bar("Making the fictional council's files", 0, 0)
    made = make_council(data / "files")
    paths = {kind: [file.path for file in made if file.kind == kind] for kind in {file.kind for file in made}}
    load_registers(store, paths["register"], judge=judge, retrieved_on=today, progress=bar)
    bar("Loading places", 0, 0)
    load_places(store, paths["places"], today=today)
    loaded = load_payments(store, paths["payments"], council=COUNCIL, judgements=Judgements(data), progress=bar)
    bar.close()
    return loaded.in_words()


def _load_people(store: Store) -> int:
    """Make the invented people, one of them of the worker co-operative that is paid most; how many were made."""
    open_database(store.root)

    from coopcouncil.web.people.demo import make_demo_people  # noqa: PLC0415 - see `open_database`

    snapshot = store.current()
    assert snapshot is not None  # noqa: S101 - loaded just now
    with snapshot.connect() as connection:
        found = connection.execute(_SUPPLIER, [COUNCIL]).fetchone()
    if found is None:
        raise StoreError(f"{store.root} holds the data of another council. Give --data another folder for the demo.")
    return make_demo_people(supplier=found[0], org_id=found[1])


def _load_meetings(data: Path) -> None:
    """Make the invented meetings, and the file of the council's rules by which their deadlines are counted."""
    from coopcouncil.web.meetings.demo import PROCEDURE, make_demo_meetings  # noqa: PLC0415 - see `open_database`
    from coopcouncil.web.meetings.procedure import FILE  # noqa: PLC0415

    if not (data / FILE).exists():
        (data / FILE).write_text(PROCEDURE, encoding="utf-8")
    make_demo_meetings()


def _load_motions() -> None:
    """Make the invented motions, bring along what was promised by the one that was carried, and report on it."""
    from coopcouncil.web.motions.demo import make_demo_motions  # noqa: PLC0415 - see `open_database`
    from coopcouncil.web.promises.demo import make_demo_promises  # noqa: PLC0415
    from coopcouncil.web.reports.demo import make_demo_reports  # noqa: PLC0415

    make_demo_motions()
    make_demo_promises()
    make_demo_reports()
