"""The two plain lists of `coopcouncil match`: names to find and a register to find them in, and the answers' file."""

import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from coopcouncil.data.files.kinds import FileKind, kind_of
from coopcouncil.data.files.texts import open_text
from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.data.files.workbooks import sheets_of
from coopcouncil.data.matching.comparisons import Asked
from coopcouncil.data.matching.engine import Match, match_names
from coopcouncil.data.matching.judgements import Judgement, effective
from coopcouncil.data.matching.names import fold
from coopcouncil.data.matching.verdicts import Said, gathered, settle
from coopcouncil.data.snapshots.sweeper import sweeping
from coopcouncil.vocabulary.progress import Progress, silent

LONGEST_CELL = 1 << 20
BATCH = 100_000
# What each column may be headed, the first found being taken; letter case and punctuation do not matter.
NAME_HEADINGS = ("name", "query", "supplier", "supplier name", "payee", "vendor", "organisation", "organisation name")
POSTCODE_HEADINGS = ("postcode", "post code", "postal code")
ID_HEADINGS = ("id", "org id", "orgid", "identifier", "organisation id", "company number", "number")
OTHER_NAMES_HEADINGS = ("other names", "other name", "aliases", "previous names", "trading names", "alternative names")
COLUMNS = ("name", "outcome", "id", "matched_name", "score", "reason", "runner_up_id", "runner_up_score")
REGISTER = "SELECT id, name, postcode, standing FROM matching_list"


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Mapping[str, str]


def read_names(path: Path) -> list[Asked]:
    """The names of a CSV file, one for each row in order, blank ones too.

    Raises UnreadableFileError, naming file, line and column, when there is no column of names or a row cannot be read.
    """
    wanted = {"name": NAME_HEADINGS, "postcode": POSTCODE_HEADINGS}
    return [Asked(row.cells["name"], row.cells.get("postcode") or None) for row in _rows(path, wanted, ("name",))]


def load_register(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """Read a register's file into `connection`, where `match_list` looks; returns what is wrong with rows left out.

    Other names of a row are separated by ';' or '|' and belong to the same id; rows with one id are several names of
    one organisation. A row without id or without name is left out, with a sentence that names file, line and column.
    Raises UnreadableFileError, likewise, when the file has no such columns or no row that can be used.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE matching_list (id VARCHAR, name VARCHAR, postcode VARCHAR, standing INTEGER)"
    )
    batch: list[tuple[str, str, str | None, int]] = []
    problems: list[str] = []
    for entry in _entries(path, problems):
        batch.append(entry)
        if len(batch) == BATCH:
            _insert(connection, batch)
            batch = []
    _insert(connection, batch)
    return problems


def _entries(path: Path, problems: list[str]) -> Iterator[tuple[str, str, str | None, int]]:
    wanted = {
        "id": ID_HEADINGS, "name": NAME_HEADINGS, "postcode": POSTCODE_HEADINGS, "other_names": OTHER_NAMES_HEADINGS,
    }  # fmt: skip
    found = False
    for row in _rows(path, wanted, ("id", "name")):
        others = [each.strip() for each in row.cells.get("other_names", "").replace("|", ";").split(";")]
        names = [each for each in (row.cells["name"], *others) if fold(each)]
        identifier = row.cells["id"]
        if identifier and names:
            found = True
            postcode = row.cells.get("postcode") or None
            yield from ((identifier, name, postcode, int(place > 0)) for place, name in enumerate(names))
        elif names:
            problems.append(f"{path}, line {row.line}, column id: there is no id beside '{names[0]}'; it is left out.")
        elif identifier:
            problems.append(f"{path}, line {row.line}, column name: there is no name beside the id; it is left out.")
    if not found:
        if problems:
            raise UnreadableFileError(f"{path}: no row has both an id and a name. {problems[0]}")
        raise UnreadableFileError(f"{path}: the register has headings but no rows.")


def _insert(connection: duckdb.DuckDBPyConnection, batch: Sequence[tuple[str, str, str | None, int]]) -> None:
    if not batch:
        return
    columns = zip(("id", "name", "postcode", "standing"), zip(*batch, strict=True), strict=True)
    connection.register("matching_batch", pa.table({name: list(values) for name, values in columns}))
    connection.execute("INSERT INTO matching_list SELECT id, name, postcode::VARCHAR, standing FROM matching_batch")
    connection.unregister("matching_batch")


def _rows(path: Path, wanted: Mapping[str, Sequence[str]], needed: Sequence[str]) -> Iterator[_Row]:
    """Every row below the headings; empty ones count, except at the end of the file."""
    lines = _lines(path)
    _, headings = next(lines, (1, []))
    places = _places(path, headings, wanted, needed)
    blank: list[_Row] = []
    for line, cells in lines:
        row = _Row(line, _cells(path, line, cells, headings, places))
        if not cells:
            blank.append(row)
            continue
        yield from blank
        yield row
        blank = []


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(Line, cells) of each row of a CSV file, or of the only sheet of a workbook that holds anything."""
    kind = kind_of(path)
    if kind is FileKind.TEXT:
        yield from _csv_lines(path)
        return
    if kind is FileKind.ZIP:
        raise UnreadableFileError(f"{path}: this is a zip archive. Unpack it and give the CSV file inside.")
    sheets = [each for each in sheets_of(path, kind, named=str(path)) if any(map(any, each.rows))]
    if len(sheets) != 1:
        raise UnreadableFileError(
            f"{path}: the workbook has {len(sheets)} sheets with cells in them. Save the one wanted as CSV."
        )
    for line, cells in enumerate(sheets[0].rows, start=sheets[0].first_row):
        yield line, list(cells) if any(cells) else []


def _csv_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    stream, _ = open_text(path)
    with stream:
        reader = csv.reader(stream, strict=True)
        last = 0
        try:
            for cells in reader:
                yield last + 1, cells
                last = reader.line_num
        except csv.Error as error:
            raise UnreadableFileError(
                f"{path}, line {last + 1}: the row cannot be read as CSV ({error}). "
                "Look for a quotation mark that is not closed."
            ) from error


def _cells(path: Path, line: int, cells: list[str], headings: list[str], places: Mapping[str, int]) -> dict[str, str]:
    if len(cells) > len(headings) and any(cell.strip() for cell in cells[len(headings) :]):
        raise UnreadableFileError(
            f"{path}, line {line}, column {len(headings) + 1}: there are more cells than headings. "
            "Put a name that holds a comma in quotation marks."
        )
    return {column: cells[place].strip() if place < len(cells) else "" for column, place in places.items()}


def _places(
    path: Path, headings: list[str], wanted: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> dict[str, int]:
    """Which column holds what. A heading may differ in case, spaces and punctuation, but never stand twice."""
    folded = [fold(heading.replace("_", " ")) for heading in headings]
    places: dict[str, int] = {}
    for column, known in wanted.items():
        heading = next((each for each in known if each in folded), None)
        if heading is None:
            continue
        if folded.count(heading) > 1:
            raise UnreadableFileError(
                f"{path}, line 1, column {heading}: this heading stands twice. Rename one of them."
            )
        places[column] = folded.index(heading)
    for column in needed:
        if column not in places:
            seen = ", ".join(headings) or "none"
            raise UnreadableFileError(
                f"{path}, line 1, column {column}: no column is headed '{column}'. The headings are: {seen}."
            )
    return places


def match_list(
    connection: duckdb.DuckDBPyConnection,
    asked: Sequence[Asked],
    judgements: Sequence[Judgement] = (),
    *,
    progress: Progress = silent,
) -> list[Match]:
    """Match names to the register that `load_register` read, with people's judgements on their folded names applied."""
    by_key = gathered(effective(judgements), lambda judgement: judgement.supplier_key)
    said = [by_key.get(fold(each.name), Said()) for each in asked]
    refused = [tuple(sorted(each.refused)) for each in said]
    found = match_names(connection, asked, REGISTER, refused=refused, progress=progress)
    wanted = sorted({each.same.org_id for each in said if each.same})
    rows = connection.execute(
        "SELECT id, first(name ORDER BY standing, name) FROM matching_list WHERE list_contains(?, id) GROUP BY id",
        [wanted],
    ).fetchall()
    return settle(said, found, {org_id: (name,) for org_id, name in rows})


def write_matches(path: Path, asked: Sequence[Asked], matches: Sequence[Match]) -> None:
    """Write one row for each name, in order, all or nothing: the file appears under its name only when whole."""
    folder = path.with_name(f".{path.name}.{os.getpid()}.partial")
    folder.mkdir()
    with sweeping(folder):
        partial = folder / path.name
        with partial.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(_printed(one, match) for one, match in zip(asked, matches, strict=True))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)


def _printed(asked: Asked, match: Match) -> tuple[str, ...]:
    runner_up = "" if match.runner_up_score is None else f"{match.runner_up_score:.4f}"
    return (
        asked.name,
        match.outcome,
        match.org_id or "",
        match.matched_name or "",
        f"{match.score:.4f}",
        match.reason,
        match.runner_up_id or "",
        runner_up,
    )
