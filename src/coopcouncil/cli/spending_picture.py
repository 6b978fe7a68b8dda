"""`coopcouncil spending picture`: who the council pays, as one page with its figures and the payments beneath them."""

import sys
from pathlib import Path

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.errors import EXIT_STATUS, ending_clearly, say_error
from coopcouncil.cli.progress import TerminalProgress
from coopcouncil.data.snapshots import Snapshot, Store
from coopcouncil.data.spending.picture.drawing import draw_picture
from coopcouncil.data.spending.picture.figures import Picture
from coopcouncil.data.spending.picture.filters import Filters, financial_year_bounds
from coopcouncil.data.spending.picture.grounds import list_councils
from coopcouncil.data.spending.picture.survey import pay_answers, read_survey
from coopcouncil.evidence.sources import sha256_of
from coopcouncil.papers.picture_folder import OutputFolderError, Survey, check_folder, write_picture
from coopcouncil.papers.picture_page import PAGE, who_pays
from coopcouncil.papers.words import answer, period_words

NO_SNAPSHOT = """There are no payments in {data} yet. Load some first:

    coopcouncil spending load FILE... --council "Name of the council" --data {data}"""


class CannotDrawError(Exception):
    """There is nothing to draw; the message says why and what to do."""


@click.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder to write; an earlier picture there is replaced.",
)
@data_folder_option
@click.option("--council", metavar="NAME", help="Only this council's payments.")
@click.option("--year", metavar="YEAR", help="Only this financial year (April to March), for example 2025-26.")
@click.option(
    "--survey",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="CSV of what local suppliers spend again locally: supplier,income_from_council_gbp,spent_locally_gbp.",
)
@click.option("--without-payments", is_flag=True, help="Leave out the payments beneath each figure (for large data).")
def picture(  # noqa: PLR0917 - click passes each option by its name
    out: Path, data: Path, council: str | None, year: str | None, survey: Path | None, without_payments: bool
) -> None:
    """Draw who the council pays: one page, its figures as CSV and JSON, and the payments beneath each figure."""
    bar = TerminalProgress()

    def tell(message: str) -> None:
        bar.close()
        say_error(message)

    with ending_clearly(tell):
        try:
            check_folder(out)
            snapshot = _snapshot(data)
            drawn = draw_picture(snapshot, _filters(snapshot, council, year))
            _check_any_payments(snapshot, drawn)
            write_picture(
                out,
                snapshot,
                drawn,
                survey=_survey(snapshot, drawn.filters, survey),
                with_payments=not without_payments,
                progress=bar,
            )
        except (CannotDrawError, OutputFolderError, ValueError) as error:
            tell(str(error))
            sys.exit(EXIT_STATUS)
    bar.close()
    click.echo(answer(drawn.headline, who_pays(drawn), period_words(drawn.headline, drawn.filters.financial_year)))
    click.echo(f"The page is {out / PAGE}. It rests on snapshot {drawn.snapshot_id}.")


def _snapshot(data: Path) -> Snapshot:
    snapshot = Store(data).current()
    if snapshot is None or not snapshot.parts("payments"):
        raise CannotDrawError(NO_SNAPSHOT.format(data=data))
    return snapshot


def _filters(snapshot: Snapshot, council: str | None, year: str | None) -> Filters:
    if year:
        financial_year_bounds(year)
    with snapshot.connect() as connection:
        names = [each.council for each in list_councils(connection)]
    if council and council not in names:
        raise CannotDrawError(f"No payments of {council!r} are loaded. There are payments of: {', '.join(names)}.")
    return Filters(council=council or (names[0] if len(names) == 1 else None), financial_year=year)


def _check_any_payments(snapshot: Snapshot, drawn: Picture) -> None:
    if drawn.headline.whole.payments:
        return
    every_year = draw_picture(snapshot, drawn.filters.narrowed(financial_year=None)).breakdowns["financial_year"]
    years = ", ".join(row.value for row in every_year.rows)
    raise CannotDrawError(f"No payments are dated in {drawn.filters.financial_year}. There are payments in: {years}.")


def _survey(snapshot: Snapshot, filters: Filters, path: Path | None) -> Survey | None:
    if path is None:
        return None
    lines = read_survey(path)
    with snapshot.connect() as connection:
        answers = pay_answers(connection, filters, lines, path.name)
    return Survey(path.name, sha256_of(path), tuple(answers))
