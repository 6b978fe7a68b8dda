"""`coopcouncil meetings export`: bodies, offices, meetings, motions and votes as open data."""

import json
from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.database import open_database
from coopcouncil.cli.errors import ending_clearly


@click.command()
@click.option("--popolo", "shape", flag_value="popolo", required=True, help="In the shape of popoloproject.com.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; without it, the terminal.")
@data_folder_option
def export(shape: str, out: Path | None, data: Path) -> None:  # noqa: ARG001 - the one shape there is
    """Write what everybody can see of the council's bodies, offices, meetings, motions and votes, as JSON."""
    with ending_clearly():
        open_database(data)
        from coopcouncil.web.meetings.popolo import popolo  # noqa: PLC0415 - Django is set up only now
        from coopcouncil.web.pages import council_name  # noqa: PLC0415

        found = popolo(council_name())
        text = json.dumps(found, ensure_ascii=False, indent=2)
        if out is None:
            click.echo(text)
            return
        out.write_text(text + "\n", encoding="utf-8")
    click.echo(f"Wrote {', '.join(f'{len(rows)} {name}' for name, rows in found.items())} to {out}.")
