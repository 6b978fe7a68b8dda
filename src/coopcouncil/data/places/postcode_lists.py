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
_SQUEEZED = "upper(regexp_replace({}, '\\s', '', 'g'))"
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

    Raises PlacesFileError when the file is not whole CSV.
    """
    query = f"""
        SELECT regexp_replace(squeezed, '^(.*)(...)$', '\\1 \\2') AS postcode, area AS area_code,
               'list' AS basis, ? AS source_id
        FROM (SELECT {_squeezed(file)} AS squeezed, trim({_column(file, "area")}) AS area FROM {_READ})
        WHERE regexp_matches(squeezed, '{_FULL}') AND regexp_matches(area, '{_AUTHORITY}')
    """
    with duckdb.connect() as connection:
        try:
            read = _count(connection, file)
            table = connection.sql(query, params=[source_id, str(file.path)]).to_arrow_table()
        except duckdb.Error as error:
            raise _broken(file, error) from None
    return PostcodeRows(table, source_id, read, read - table.num_rows)


def read_positions(file: PlacesFile, shapes: list[Boundaries], source_id: str) -> PostcodeRows:
    """Rows of a list of latitudes and longitudes in degrees; outcodes among them are placed by their centre.

    Raises PlacesFileError when the file is not whole CSV.
    """
    nation = _column(file, "nation") if "nation" in file.columns else "NULL"
    query = f"""
        SELECT squeezed, TRY_CAST(lat AS DOUBLE) AS lat, TRY_CAST(long AS DOUBLE) AS long, nation,
               regexp_matches(squeezed, '{_FULL}') AS whole
        FROM (SELECT {_squeezed(file)} AS squeezed, {_column(file, "lat")} AS lat, {_column(file, "long")} AS long,
                     {nation} AS nation FROM {_READ})
        WHERE regexp_matches(squeezed, '{_FULL}|{_OUTCODE}')
    """
    with duckdb.connect() as connection:
        try:
            read = _count(connection, file)
            found = connection.sql(query, params=[str(file.path)]).to_arrow_table()
        except duckdb.Error as error:
            raise _broken(file, error) from None
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


_READ = "read_csv(?, header = true, all_varchar = true, delim = ',', quote = '\"')"


def _count(connection: duckdb.DuckDBPyConnection, file: PlacesFile) -> int:
    rows = connection.execute(f"SELECT count(*) FROM {_READ}", [str(file.path)]).fetchall()
    return int(rows[0][0])


def _column(file: PlacesFile, name: str) -> str:
    return '"' + file.columns[name].replace('"', '""') + '"'


def _squeezed(file: PlacesFile) -> str:
    return _SQUEEZED.format(_column(file, "postcode"))


def _broken(file: PlacesFile, error: duckdb.Error) -> PlacesFileError:
    first = str(error).splitlines()[0]
    return PlacesFileError(f"{file.path} is not whole CSV ({first}). Download it again.")
