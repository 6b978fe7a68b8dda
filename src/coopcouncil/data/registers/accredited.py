"""Which organisation an accreditation belongs to: its number with its name, or its name with its postcode, says so."""

from collections import defaultdict

import duckdb
import pyarrow as pa

from coopcouncil.data.matching.names import read
from coopcouncil.data.registers.accreditations import ids_of
from coopcouncil.data.snapshots.store import Draft

Key = tuple[str, str]


def write_accreditations_of(draft: Draft, connection: duckdb.DuckDBPyConnection) -> None:
    """Write `draft`'s accreditations from the view `accredited`; organisations, names and ids are written already."""
    rows = connection.execute("SELECT DISTINCT name, number, postcode FROM accredited ORDER BY ALL").fetchall()
    if not rows:
        return
    written = draft.connect()
    by_number = _named_ids(written, sorted({each for _, number, _ in rows for each in ids_of(number)}))
    by_postcode = _at_postcodes(written, sorted({postcode for _, _, postcode in rows if postcode}))
    written.close()
    found = [_organisation(name, number, code, by_number, by_postcode) for name, number, code in rows]
    names, numbers, postcodes = ([row[place] for row in rows] for place in range(3))
    text = pa.string()
    table = pa.table(
        {
            "name": pa.array(names, text),
            "number": pa.array(numbers, text),
            "postcode": pa.array(postcodes, text),
            "org_id": pa.array(found, text),
        }
    )
    connection.register("accredited_whom", table)
    draft.write(
        "accreditations",
        "SELECT a.*, w.org_id FROM accredited a JOIN accredited_whom w ON a.name = w.name "
        "AND a.number IS NOT DISTINCT FROM w.number AND a.postcode IS NOT DISTINCT FROM w.postcode",
        connection,
    )


def _organisation(
    name: str,
    number: str | None,
    postcode: str | None,
    by_number: dict[Key, set[str]],
    by_postcode: dict[Key, set[str]],
) -> str | None:
    """The one organisation that agrees, by number first; None when none does or several do."""
    key = read(name).key
    found = {org_id for each in ids_of(number) for org_id in by_number.get((each, key), ())}
    found = found or (by_postcode.get((postcode, key), set()) if postcode else set())
    return found.pop() if len(found) == 1 else None


def _named_ids(connection: duckdb.DuckDBPyConnection, ids: list[str]) -> dict[Key, set[str]]:
    rows = connection.execute(
        "SELECT DISTINCT i.other_id, n.name, n.org_id FROM organisation_ids i JOIN organisation_names n USING (org_id) "
        "WHERE i.other_id IN (SELECT unnest(?::VARCHAR[]))",
        [ids],
    ).fetchall()
    return _keyed(rows)


def _at_postcodes(connection: duckdb.DuckDBPyConnection, postcodes: list[str]) -> dict[Key, set[str]]:
    rows = connection.execute(
        "SELECT DISTINCT e.postcode, n.name, n.org_id FROM register_entries e JOIN organisation_names n USING (org_id) "
        "WHERE e.postcode IN (SELECT unnest(?::VARCHAR[]))",
        [postcodes],
    ).fetchall()
    return _keyed(rows)


def _keyed(rows: list[tuple[str, str, str]]) -> dict[Key, set[str]]:
    found: defaultdict[Key, set[str]] = defaultdict(set)
    for where, name, org_id in rows:
        found[where, read(name).key].add(org_id)
    return found
