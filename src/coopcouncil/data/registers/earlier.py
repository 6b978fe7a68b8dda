"""What the snapshot before already held of the registers that are not being loaded now, in the shape of staged entries.

The snapshot keeps names and numbers by organisation and register. They are put back to the entry of that register in
that organisation, the first where it has several there.
"""

import duckdb

from coopcouncil.data.snapshots.store import Snapshot, mount

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


_EXTRA = """
WITH names AS (
    SELECT org_id, source_id, list({'name': name, 'kind': kind} ORDER BY kind, name) AS other_names
    FROM kept_organisation_names n ANTI JOIN kept_register_entries e
         ON e.org_id = n.org_id AND e.source_id = n.source_id AND e.name = n.name
    GROUP BY ALL
), links AS (
    SELECT org_id, source_id, list(other_id ORDER BY other_id) AS links
    FROM kept_organisation_ids i ANTI JOIN kept_register_entries e
         ON e.entry_id = i.other_id AND e.source_id = i.source_id
    GROUP BY ALL
), wanted AS (
    SELECT coalesce(n.org_id, l.org_id) AS org_id, coalesce(n.source_id, l.source_id) AS source_id, other_names, links
    FROM names n FULL JOIN links l ON n.org_id = l.org_id AND n.source_id = l.source_id
)
SELECT min(e.entry_id) AS entry_id, w.source_id, any_value(other_names) AS other_names, any_value(links) AS links
FROM kept_register_entries e JOIN wanted w USING (org_id, source_id) GROUP BY w.org_id, w.source_id
"""
_ENTRIES = """
SELECT e.* EXCLUDE (org_id), coalesce(x.other_names, []) AS other_names, coalesce(x.links, []) AS links
FROM kept_register_entries e LEFT JOIN earlier_extra x USING (entry_id, source_id)
"""
