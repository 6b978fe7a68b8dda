"""The picture as a folder: one page, its figures as CSV and JSON, the payments beneath them, the snapshot's manifest.

The folder is written beside its place and moved there when whole, so that a failure leaves the earlier one as it was.
"""

import json
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from coopcouncil.data.snapshots import Snapshot
from coopcouncil.data.snapshots.sweeper import sweeping
from coopcouncil.data.spending.picture.figures import Picture
from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.data.spending.picture.survey import PaidAnswer
from coopcouncil.evidence.manifests import manifest_to_json
from coopcouncil.papers.beneath import figures_with_payments, write_payments
from coopcouncil.papers.local_multipliers import LocalMultipliers, local_multipliers
from coopcouncil.papers.picture_page import PAGE, render_page
from coopcouncil.papers.picture_tables import Table, headline_figures, headline_filename, tables_of
from coopcouncil.papers.spreadsheets import write_csv
from coopcouncil.vocabulary.progress import Progress, silent

FIGURES = "picture.json"
MANIFEST = "manifest.json"


class OutputFolderError(Exception):
    """The folder holds something that is not a picture; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey's answers, and the name and SHA-256 of the file they came from."""

    file_name: str
    sha256: str
    answers: tuple[PaidAnswer, ...]


def write_picture(
    folder: Path,
    snapshot: Snapshot,
    picture: Picture,
    *,
    survey: Survey | None = None,
    with_payments: bool = True,
    progress: Progress = silent,
) -> None:
    """Write the picture to `folder`, replacing an earlier picture there.

    Raises OutputFolderError when the folder holds anything else, ValueError when a survey's answer is impossible.
    """
    folder = folder.resolve()
    _recover(folder)
    check_folder(folder)
    multipliers = local_multipliers(picture, survey.answers if survey else ())
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.parent / f".{folder.name}-{secrets.token_hex(4)}"
    draft.mkdir()
    with sweeping(draft):
        _write_figures(draft, snapshot, picture, multipliers, survey)
        if with_payments:
            _write_payments(draft, snapshot, picture, progress)
        page = render_page(
            snapshot,
            picture,
            multipliers,
            survey=f"{survey.file_name} (SHA-256 {survey.sha256})" if survey else None,
            with_payments=with_payments,
        )
        (draft / PAGE).write_text(page, encoding="utf-8")
        _swap(draft, folder)


def check_folder(folder: Path) -> None:
    """Raise OutputFolderError unless `folder` is absent, empty or an earlier picture."""
    if folder.exists() and not folder.is_dir():
        raise OutputFolderError(f"{folder} is a file. Name a folder for the picture.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / FIGURES).is_file():
        raise OutputFolderError(f"{folder} holds other files. Name a new or empty folder, or an earlier picture's.")


def _write_figures(
    draft: Path, snapshot: Snapshot, picture: Picture, multipliers: LocalMultipliers, survey: Survey | None
) -> None:
    tables = tables_of(picture, multipliers.multipliers)
    for table in tables:
        write_csv(draft / f"{table.name}.csv", table.headings, table.rows)
    whole = {
        "snapshot_id": picture.snapshot_id,
        "software_version": snapshot.manifest.software_version,
        "filters": picture.filters.as_query(),
        "first_on": picture.headline.first_on,
        "last_on": picture.headline.last_on,
        "survey": {"file_name": survey.file_name, "sha256": survey.sha256} if survey else None,
        "notes": [*multipliers.notes, *([picture.nearby_note] if picture.nearby_note else [])],
        "tables": {table.name: _records(table) for table in tables},
    }
    text = json.dumps(whole, indent=1, ensure_ascii=False, default=_plain)
    (draft / FIGURES).write_text(text + "\n", encoding="utf-8")
    (draft / MANIFEST).write_text(manifest_to_json(snapshot.manifest), encoding="utf-8")


def _records(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.headings, row, strict=True)) for row in table.rows]


def _plain(value: object) -> str:
    # money as text keeps its pence: JSON's numbers are floats to most readers
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place among the figures")


def _write_payments(draft: Path, snapshot: Snapshot, picture: Picture, progress: Progress) -> None:
    headline = headline_figures(picture.headline).items()
    files: Sequence[tuple[str, Filters]] = [
        *((headline_filename(name), figure.filters) for name, (figure, _) in headline),
        *figures_with_payments(picture),
    ]
    with snapshot.connect() as connection:
        for done, (name, filters) in enumerate(files, start=1):
            write_payments(connection, draft / name, filters)
            progress("Writing payments beneath each figure", done, len(files))


def _recover(folder: Path) -> None:
    """Put back the earlier picture if an earlier run was killed between taking it away and putting the new one."""
    for earlier in sorted(folder.parent.glob(f".{folder.name}-*-earlier")):
        if folder.exists():
            shutil.rmtree(earlier)
        else:
            earlier.rename(folder)


def _swap(draft: Path, folder: Path) -> None:
    if not folder.exists():
        draft.rename(folder)
        return
    earlier = folder.parent / f"{draft.name}-earlier"
    folder.rename(earlier)
    draft.rename(folder)
    shutil.rmtree(earlier)
