"""Postcodes to areas: from a directory's own code, or from a position and the boundaries around it."""

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from coopcouncil.data.places.boundaries import Boundaries, Floats, place_points
from coopcouncil.data.places.recognition import PlacesFile, PlacesFileError

# Nations as lists of outcodes name them, with their GSS codes: used where boundaries show England alone.
NATIONS = {
    "SCT": ("S92000003", "Scotland"),
    "WLS": ("W92000004", "Wales"),
    "NIR": ("N92000002", "Northern Ireland"),
}
_FULL = r"^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$"
_OUTCODE = r"^[A-Z]{1,2}[0-9][A-Z0-9]?$"
# GSS codes of districts and unitary authorities in the four nations; others are pseudo codes or the islands.
_AUTHORITY = r"^(E0[6-9]|W06|S12|N09)[0-9]{6}$"


@dataclass(frozen=True, slots=True)
class PostcodeRows:
    """Rows for the table `postcodes`, with how many were read, how many refused and which nations they name."""

    table: pa.Table
    source_id: str
    read: int
    refused: int
    nations: frozenset[str] = frozenset()


def read_directory(file: PlacesFile, source_id: str) -> PostcodeRows:
    """Rows of a postcode directory, ended postcodes included, since older payments still use them.

    Raises PlacesFileError when nothing in it can be read.
    """
    query = f"""
        SELECT regexp_replace(squeezed, '^(.*)(...)$', '\\1 \\2') AS postcode, trim(area) AS area_code,
               'list' AS basis, ? AS source_id
        FROM listed WHERE regexp_matches(squeezed, '{_FULL}') AND regexp_matches(trim(area), '{_AUTHORITY}')
    """
    with duckdb.connect() as connection:
        read = _read_lines(connection, file, ("area",))
        table = connection.sql(query, params=[source_id]).to_arrow_table()
    return PostcodeRows(table, source_id, read, read - table.num_rows)


def read_positions(file: PlacesFile, shapes: list[Boundaries], source_id: str) -> PostcodeRows:
    """Rows of a list of latitudes and longitudes in degrees; outcodes among them are placed by their centre.

    Raises PlacesFileError when nothing in it can be read.
    """
    query = f"""
        SELECT squeezed, TRY_CAST(lat AS DOUBLE) AS lat, TRY_CAST(long AS DOUBLE) AS long, nation,
               regexp_matches(squeezed, '{_FULL}') AS whole
        FROM listed WHERE regexp_matches(squeezed, '{_FULL}|{_OUTCODE}')
    """
    with duckdb.connect() as connection:
        read = _read_lines(connection, file, ("lat", "long", "nation"))
        found = connection.sql(query).to_arrow_table()
    codes = _place(shapes, _floats(found, "long"), _floats(found, "lat"))
    nations = [NATIONS.get(value or "", (None, ""))[0] for value in found["nation"].to_pylist()]
    area = [code or nation for code, nation in zip(codes, nations, strict=True)]
    table = pa.table({"squeezed": found["squeezed"], "area_code": pa.array(area, pa.string()), "whole": found["whole"]})
    placed = _placed(table, source_id)
    return PostcodeRows(placed, source_id, read, read - placed.num_rows, frozenset(filter(None, nations)))


def _place(shapes: list[Boundaries], longitudes: Floats, latitudes: Floats) -> list[str | None]:
    """The area of each point; where several files of boundaries know one, the file named first has the word."""
    found: list[str | None] = [None] * len(longitudes)
    for boundaries in shapes:
        codes = place_points(boundaries, longitudes, latitudes)
        found = [earlier or code for earlier, code in zip(found, codes, strict=True)]
    return found


def _placed(table: pa.Table, source_id: str) -> pa.Table:
    query = """
        SELECT CASE WHEN whole THEN regexp_replace(squeezed, '^(.*)(...)$', '\\1 \\2') ELSE squeezed END AS postcode,
               area_code, CASE WHEN whole THEN 'point' ELSE 'outcode' END AS basis, ? AS source_id
        FROM positions WHERE area_code IS NOT NULL
    """
    with duckdb.connect() as connection:
        connection.register("positions", table)
        return connection.sql(query, params=[source_id]).to_arrow_table()


def _floats(table: pa.Table, column: str) -> Floats:
    return np.asarray(table[column].to_numpy(zero_copy_only=False), dtype=np.float64)


def _read_lines(connection: duckdb.DuckDBPyConnection, file: PlacesFile, names: tuple[str, ...]) -> int:
    """Fill the table `listed` with `squeezed` postcodes and these columns; return how many records the file has.

    A record that is too short, too long or wrongly encoded costs itself alone.
    """
    shape = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(len(file.headings)))
    columns = ", ".join(f"{_position(file, name)} AS {name}" for name in names)
    query = f"""
        CREATE TEMP TABLE listed AS
        SELECT upper(regexp_replace({_position(file, "postcode")}, '\\s', '', 'g')) AS squeezed, {columns}
        FROM read_csv(?, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
                      columns = {{{shape}}}, null_padding = true, strict_mode = false, store_rejects = true)
    """
    try:
        connection.execute(query, [str(file.path)]).fetchall()
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise PlacesFileError(f"{file.path} cannot be read as CSV ({first}). Download it again.") from None
    counts = "SELECT (SELECT count(*) FROM listed) + (SELECT count(DISTINCT line) FROM reject_errors)"
    read = int(connection.execute(counts).fetchall()[0][0])
    if read == 0:
        raise PlacesFileError(f"{file.path} has headings but no rows. Download it again.")
    return read


def _position(file: PlacesFile, name: str) -> str:
    return f"c{file.headings.index(file.columns[name])}" if name in file.columns else "NULL::VARCHAR"
