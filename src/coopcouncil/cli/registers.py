"""`coopcouncil registers ...`: the public registers that say what an organisation is and who owns it."""

import sys
from datetime import datetime
from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.errors import EXIT_STATUS, ending_clearly, say_error
from coopcouncil.cli.progress import TerminalProgress
from coopcouncil.data.matching.judgements import Judgements
from coopcouncil.data.registers import FileReport, load_registers
from coopcouncil.data.snapshots import Store
from coopcouncil.data.spending.suppliers import settle
from coopcouncil.rules.ownership import judge

REFUSALS_SHOWN = 5


@click.group()
def registers() -> None:
    """Load the public registers, and list what is loaded."""


@registers.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--retrieved-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day the files were downloaded, as 2026-03-17.  [default: each file's own date]",
)
@click.option("--scheme", default="", help='Scheme of a list of accredited organisations, such as "Living Wage".')
@click.option("--licence", default="", help="Licence of the files, where it is not known from the register.")
@data_folder_option
def load(files: tuple[Path, ...], retrieved_on: datetime | None, scheme: str, licence: str, data: Path) -> None:
    """Load register FILES: CSV, workbooks, JSON or zips of these, each recognised by its headings.

    A register that was loaded before is replaced by its newer file; the others stay. A file that cannot be used does
    not stop the others; the exit status is then 2.
    """
    bar = TerminalProgress()

    def tell(message: str) -> None:
        bar.close()
        say_error(message)

    with ending_clearly(tell):
        reports = load_registers(
            Store(data),
            files,
            judge=judge,
            retrieved_on=retrieved_on.date() if retrieved_on else None,
            scheme=scheme,
            licence=licence,
            settle=lambda draft: settle(draft, Judgements(data).read()[0], registers_changed=True, progress=bar),
            progress=bar,
        )
        bar.close()
        current = Store(data).current() if any(report.sources for report in reports) else None
    for report in reports:
        _say(report)
    if current is None:
        click.echo("Nothing was loaded; data loaded earlier is unchanged.")
    else:
        organisations = current.manifest.tables.get("organisations", 0)
        click.echo(f"The snapshot {current.snapshot_id} holds {organisations:,} organisations.")
        for note in current.manifest.notes:
            click.echo(f"Note: {note}")
    if any(report.problem for report in reports):
        sys.exit(EXIT_STATUS)


def _say(report: FileReport) -> None:
    if report.problem:
        say_error(f"Not loaded: {report.problem}")
        return
    for source in report.sources:
        refused = f", {source.rows_refused:,} refused" if source.rows_refused else ""
        click.echo(f"{report.path}: {source.title}: {source.rows_read:,} rows read{refused}.")
    if report.replaces:
        click.echo(f"  It takes the place of {' and '.join(report.replaces)}, loaded before.")
    for refusal in report.refusals[:REFUSALS_SHOWN]:
        say_error(f"  {refusal}")
    if len(report.refusals) > REFUSALS_SHOWN:
        say_error(f"  and {len(report.refusals) - REFUSALS_SHOWN:,} more.")


@registers.command(name="list")
@data_folder_option
def list_registers(data: Path) -> None:
    """List the registers in the current snapshot, with their dates, licences and rows."""
    with ending_clearly():
        current = Store(data).current()
        sources = [source for source in current.manifest.sources if source.kind == "register"] if current else []
    if not sources:
        click.echo(f"No register is loaded in {data}. Load one: coopcouncil registers load FILE...")
    for source in sources:
        click.echo(
            f"{source.source_id}: {source.title}\n"
            f"  {source.file_name}, retrieved on {source.retrieved_on}, sha256 {source.sha256[:12]}\n"
            f"  {source.rows_read:,} rows read, {source.rows_refused:,} refused\n"
            f"  licence: {source.licence}"
        )
