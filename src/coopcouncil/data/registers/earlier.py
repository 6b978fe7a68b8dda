"""What the snapshot before already held of the registers that are not being loaded now, in the shape of staged entries.

The snapshot keeps names and numbers by organisation and register. Names are put back to that register's first entry in
the organisation, numbers to each of its entries there: they stay joined. A number that the register itself lists is not
taken for a link it gives, or entries that another register joined would stay joined when that one is gone; only a list
gathered from several registers gives links between its own entries.
"""

import duckdb

from coopcouncil.data.snapshots.store import Snapshot, mount
from coopcouncil.vocabulary.public_registers import PublicRegister

TABLES = ("register_entries", "organisation_names", "organisation_ids", "accreditations")


def mount_earlier(connection: duckdb.DuckDBPyConnection, base: Snapshot | None, replaced: list[str]) -> None:
    """Make the view `earlier_entries` (as staged entries) and `earlier_accreditations` of what stays from `base`."""
    for table in TABLES:
        mount(connection, table, base.parts(table) if base else [])
    connection.execute("CREATE TEMP TABLE replaced AS SELECT unnest(?::VARCHAR[]) AS source_id", [replaced])
    for table in TABLES:
        connection.execute(f"CREATE TEMP VIEW kept_{table} AS FROM {table} ANTI JOIN replaced USING (source_id)")
    connection.execute("CREATE TEMP VIEW earlier_accreditations AS FROM kept_accreditations")
    connection.execute(f"CREATE TEMP TABLE earlier_extra AS {_EXTRA}")
    connection.execute(f"CREATE TEMP VIEW earlier_entries AS {_ENTRIES}")


_NAMES = """
SELECT org_id, source_id, list({'name': name, 'kind': kind} ORDER BY kind, name) AS other_names
FROM kept_organisation_names n ANTI JOIN kept_register_entries e
     ON e.org_id = n.org_id AND e.source_id = n.source_id AND e.name = n.name
GROUP BY ALL
"""
_LINKS = f"""
SELECT org_id, source_id, list(other_id ORDER BY other_id) AS links
FROM kept_organisation_ids i ANTI JOIN kept_register_entries e
     ON e.entry_id = i.other_id AND e.source_id = i.source_id
    AND e.source_id <> '{PublicRegister.NAMED_ORGANISATIONS}'
GROUP BY ALL
"""
_EXTRA = f"""
SELECT e.entry_id, e.source_id, links,
       CASE WHEN e.entry_id = min(e.entry_id) OVER (PARTITION BY org_id, source_id) THEN other_names END AS other_names
FROM kept_register_entries e
LEFT JOIN ({_NAMES}) USING (org_id, source_id) LEFT JOIN ({_LINKS}) USING (org_id, source_id)
WHERE links IS NOT NULL OR other_names IS NOT NULL
"""
_ENTRIES = """
SELECT e.* EXCLUDE (org_id), coalesce(x.other_names, []) AS other_names,
       list_filter(coalesce(x.links, []), lambda link: link <> e.entry_id) AS links
FROM kept_register_entries e LEFT JOIN earlier_extra x USING (entry_id, source_id)
"""
