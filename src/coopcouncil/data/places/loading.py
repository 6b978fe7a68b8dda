"""Loads places files into a new snapshot; a source that was loaded before is replaced, the rest is kept."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from coopcouncil.data.places.authorities import (
    AreaRow,
    kind_of,
    read_authorities,
    read_authority_codes,
    read_borders,
)
from coopcouncil.data.places.boundaries import Boundaries, read_boundaries
from coopcouncil.data.places.postcode_lists import NATIONS, PostcodeRows, read_directory, read_positions
from coopcouncil.data.places.recognition import PlacesFile, PlacesFileError, PlacesKind, recognise
from coopcouncil.data.snapshots.store import Draft, Store, StoreError
from coopcouncil.evidence.sources import Source, sha256_of
from coopcouncil.vocabulary.progress import Progress, silent

UNSTATED_LICENCE = "not stated in the file"
_DIRECTORY_LICENCE = (
    "Open Government Licence v3.0. Contains OS data © Crown copyright and database right; Royal Mail data © Royal Mail "
    "copyright and database right; National Statistics data © Crown copyright and database right."
)
# Lists that come one at a time are known by what they are; files that come in parts or editions, by their own name.
_SOURCE_IDS = {
    PlacesKind.AUTHORITIES: "local-authorities",
    PlacesKind.AUTHORITY_CODES: "authority-codes",
    PlacesKind.BORDERS: "borders",
}
_TITLES = {
    PlacesKind.DIRECTORY: "Postcode directory of the Office for National Statistics",
    PlacesKind.POSITIONS: "Postcodes with latitude and longitude",
    PlacesKind.AUTHORITIES: "Local authorities with their codes, counties and regions",
    PlacesKind.AUTHORITY_CODES: "Org-ids and GSS codes of local authorities",
    PlacesKind.BOUNDARIES: "Boundaries of local authority districts",
    PlacesKind.BORDERS: "Borders between local authorities",
}


@dataclass(frozen=True, slots=True)
class PlacesResult:
    """What became of one file: the source it became, or the sentence that says why it could not be used."""

    path: Path
    source: Source | None
    message: str


@dataclass(slots=True)
class _Gathered:
    areas: list[AreaRow] = field(default_factory=list)
    borders: set[tuple[str, str]] = field(default_factory=set)
    postcodes: list[PostcodeRows] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)


Settle = Callable[[Draft], object]


def load_places(
    store: Store,
    paths: Sequence[Path],
    *,
    today: date,
    licence: str = "",
    settle: Settle | None = None,
    progress: Progress = silent,
) -> list[PlacesResult]:
    """Load places files as one new snapshot and say what became of each, in the order given.

    A file that cannot be read is told and left out; when none can be read no snapshot is written. Lists of positions
    need boundaries in the same call, because only places are kept, not shapes. `today` is the day the files were
    retrieved. `settle`, where given, writes the draft's suppliers anew, placed by what was loaded. Raises
    StoreBusyError when another load is writing, StoreError when the disk refuses.
    """
    known, results = _recognise_all(paths)
    shapes = _read_all_boundaries(known, results)
    gathered = _Gathered()
    for number, file in enumerate(known):
        progress("Reading places", number, len(known))
        _gather_one(file, shapes, gathered, results, today=today, licence=licence)
    if gathered.sources:
        try:
            with store.draft() as draft:
                _write(draft, gathered, settle)
        except duckdb.Error as error:
            raise StoreError(f"The snapshot could not be written ({error}). What was loaded before is kept.") from None
    progress("Reading places", len(known), len(known))
    return [results[path] for path in paths]


def _recognise_all(paths: Iterable[Path]) -> tuple[list[PlacesFile], dict[Path, PlacesResult]]:
    known: list[PlacesFile] = []
    results: dict[Path, PlacesResult] = {}
    for path in dict.fromkeys(paths):
        try:
            known.append(recognise(path))
        except PlacesFileError as error:
            results[path] = PlacesResult(path, None, str(error))
    return known, results


def _read_all_boundaries(known: list[PlacesFile], results: dict[Path, PlacesResult]) -> dict[Path, Boundaries]:
    shapes: dict[Path, Boundaries] = {}
    for file in known:
        if file.kind is PlacesKind.BOUNDARIES:
            try:
                shapes[file.path] = read_boundaries(file.path)
            except PlacesFileError as error:
                results[file.path] = PlacesResult(file.path, None, str(error))
    return shapes


def _gather_one(
    file: PlacesFile,
    shapes: dict[Path, Boundaries],
    gathered: _Gathered,
    results: dict[Path, PlacesResult],
    *,
    today: date,
    licence: str,
) -> None:
    if file.path in results:
        return
    source_id = _SOURCE_IDS.get(file.kind) or re.sub(r"[^a-z0-9]+", "-", file.path.stem.lower()).strip("-")
    try:
        read, refused = _read_one(file, shapes, gathered, source_id)
    except PlacesFileError as error:
        results[file.path] = PlacesResult(file.path, None, str(error))
        return
    source = Source(
        source_id=source_id,
        kind="places",
        title=_TITLES[file.kind],
        file_name=file.path.name,
        sha256=sha256_of(file.path),
        licence=licence or (_DIRECTORY_LICENCE if file.kind is PlacesKind.DIRECTORY else UNSTATED_LICENCE),
        retrieved_on=today,
        rows_read=read,
        rows_refused=refused,
    )
    gathered.sources.append(source)
    left_out = f"; {refused:,} could not be placed" if refused else ""
    results[file.path] = PlacesResult(file.path, source, f"{file.kind.value}: {read:,} rows read{left_out}")


def _read_one(file: PlacesFile, shapes: dict[Path, Boundaries], gathered: _Gathered, source_id: str) -> tuple[int, int]:
    """Read one file into `gathered`; return the rows read and the rows that could not be used."""
    if file.kind in {PlacesKind.DIRECTORY, PlacesKind.POSITIONS}:
        rows = _read_postcodes(file, list(shapes.values()), source_id)
        gathered.postcodes.append(rows)
        return rows.read, rows.refused
    if file.kind is PlacesKind.BORDERS:
        pairs = read_borders(file)
        gathered.borders |= pairs
        return len(pairs), 0
    if file.kind is PlacesKind.BOUNDARIES:
        found = shapes[file.path]
        gathered.borders |= found.borders
        areas = [
            AreaRow(each.code, each.name, each.name, kind_of(each.code), None, None, [], source_id)
            for each in found.areas
        ]
    elif file.kind is PlacesKind.AUTHORITIES:
        areas = read_authorities(file, source_id)
    else:
        areas = read_authority_codes(file, source_id)
    gathered.areas.extend(areas)
    return len(areas), 0


def _read_postcodes(file: PlacesFile, shapes: list[Boundaries], source_id: str) -> PostcodeRows:
    if file.kind is PlacesKind.DIRECTORY:
        return read_directory(file, source_id)
    if not shapes:
        raise PlacesFileError(
            f"{file.path} gives positions only. Name a file of district boundaries in the same command, so that they "
            "can be placed."
        )
    return read_positions(file, shapes, source_id)


def _write(draft: Draft, gathered: _Gathered, settle: Settle | None) -> None:
    replaced = {source.source_id for source in gathered.sources}
    draft.sources = [source for source in draft.sources if source.source_id not in replaced] + gathered.sources
    paid = settle is not None and draft.base is not None and bool(draft.base.parts("payments"))
    draft.carry_all_but("areas", "area_borders", "postcodes", *(["suppliers"] if paid else []))
    connection = draft.base.connect() if draft.base else draft.connect()
    gone = ", ".join(f"'{source_id}'" for source_id in sorted(replaced))
    kept = f"SELECT * FROM {{}} WHERE source_id NOT IN ({gone})"
    connection.register("new_areas", _areas_table([*gathered.areas, *_nations(gathered.postcodes)]))
    connection.register("new_borders", _borders_table(gathered.borders))
    tables = [_register_postcodes(connection, n, rows) for n, rows in enumerate(gathered.postcodes)]
    draft.write("areas", f"{kept.format('areas')} UNION ALL SELECT * FROM new_areas", connection)
    draft.write("area_borders", _BORDERS, connection)
    new = " UNION ALL ".join(f"SELECT postcode, area_code, basis, source_id FROM {table}" for table in tables)
    draft.write("postcodes", _POSTCODES.format(kept=kept.format("postcodes"), new=new or _NO_POSTCODES), connection)
    if settle and paid:
        settle(draft)


_NO_POSTCODES = "SELECT * FROM postcodes WHERE false"
# A later edition of a directory replaces the postcodes that it holds too, whatever its file is called.
_POSTCODES = """
    WITH new AS ({new}), kept AS ({kept})
    SELECT * FROM new
    UNION ALL
    SELECT * FROM kept ANTI JOIN (SELECT postcode, basis FROM new) AS renewed USING (postcode, basis)
    ORDER BY postcode
"""
# A border has no source of its own: a new list speaks for every area that it names.
_BORDERS = """
    SELECT area_code, neighbour_code FROM area_borders
    WHERE area_code NOT IN (SELECT area_code FROM new_borders)
      AND neighbour_code NOT IN (SELECT area_code FROM new_borders)
    UNION ALL
    SELECT area_code, neighbour_code FROM new_borders
"""


def _register_postcodes(connection: duckdb.DuckDBPyConnection, number: int, rows: PostcodeRows) -> str:
    name = f"new_postcodes_{number}"
    connection.register(name, rows.table)
    return name


def _nations(postcodes: Iterable[PostcodeRows]) -> list[AreaRow]:
    return [
        AreaRow(code, name, name, "nation", None, name, [], rows.source_id)
        for rows in postcodes
        for code, name in NATIONS.values()
        if code in rows.nations
    ]


def _areas_table(rows: list[AreaRow]) -> pa.Table:
    strings = ("area_code", "name", "official_name", "kind", "county_code", "region")
    schema = pa.schema(
        [*((name, pa.string()) for name in strings), ("aliases", pa.list_(pa.string())), ("source_id", pa.string())]
    )
    return pa.Table.from_pylist([asdict(row) for row in rows], schema=schema)


def _borders_table(pairs: Iterable[tuple[str, str]]) -> pa.Table:
    both = sorted({pair for one, other in pairs for pair in ((one, other), (other, one)) if one != other})
    return pa.table(
        {
            "area_code": pa.array([one for one, _ in both], pa.string()),
            "neighbour_code": pa.array([other for _, other in both], pa.string()),
        }
    )
