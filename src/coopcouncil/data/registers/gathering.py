"""Brings together what was staged now and what stays from before, as the views that organisations are made from."""

from collections import defaultdict
from pathlib import Path

import duckdb

from coopcouncil.data.registers.entries import STAGED_ACCREDITATION, STAGED_ENTRY
from coopcouncil.data.registers.staged import Staged

_ENTRY = ", ".join(f'"{name}"' for name in STAGED_ENTRY.names)
_ACCREDITATION = ", ".join(f'"{name}"' for name in STAGED_ACCREDITATION.names if name != "line")


def mount_staged(connection: duckdb.DuckDBPyConnection, staged: list[Staged]) -> list[str]:
    """Make the views `entries` and `accredited`; return sentences about entries that two of the files hold.

    Needs the views `earlier_entries` and `earlier_accreditations`. Of an entry that stands in two files of one register
    the later file's is kept.
    """
    by_register: defaultdict[str, list[Path]] = defaultdict(list)
    accredited = [f"SELECT {_ACCREDITATION} FROM earlier_accreditations"]
    for table in staged:
        if table.is_accreditation:
            accredited.append(f"SELECT {_ACCREDITATION} FROM {_parquet(table.parquet)}")
        else:
            by_register[table.source_id].append(table.parquet)
    connection.execute(f"CREATE TEMP VIEW accredited AS {' UNION ALL '.join(accredited)}")
    connection.execute("CREATE TEMP TABLE in_later_file (source_id VARCHAR, entry_id VARCHAR, last_part INTEGER)")
    notes: list[str] = []
    entries = [f"SELECT {_ENTRY} FROM earlier_entries"]
    for source_id, parts in by_register.items():
        if len(parts) > 1:
            notes += _find_repeats(connection, source_id, parts)
        entries += [
            f"SELECT {_ENTRY} FROM {_parquet(part)} e ANTI JOIN in_later_file l ON l.source_id = e.source_id "
            f"AND l.entry_id = e.entry_id AND l.last_part > {place}"
            for place, part in enumerate(parts)
        ]
    connection.execute(f"CREATE TEMP VIEW entries AS {' UNION ALL '.join(entries)}")
    return notes


def _find_repeats(connection: duckdb.DuckDBPyConnection, source_id: str, parts: list[Path]) -> list[str]:
    every = " UNION ALL ".join(f"SELECT entry_id, {place} AS part FROM {_parquet(p)}" for place, p in enumerate(parts))
    connection.execute(
        f"INSERT INTO in_later_file SELECT ?, entry_id, max(part) FROM ({every}) GROUP BY entry_id HAVING count(*) > 1",
        [source_id],
    )
    found = connection.execute("SELECT count(*) FROM in_later_file WHERE source_id = ?", [source_id]).fetchone()
    if not found or not found[0]:
        return []
    return [f"{found[0]:,} entries of {source_id} stand in more than one of the files given: the last file's are kept."]


def _parquet(path: Path) -> str:
    return "read_parquet('" + str(path).replace("'", "''") + "')"
