"""Which entries are one organisation: numbers that a register gives, shells that agree by name, names that are unique.

Only ids that are joined to another go through here; the millions that stand alone are never touched.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb
import numpy as np
import pyarrow as pa

from coopcouncil.data.matching.names import read
from coopcouncil.data.registers.joining_by_name import name_edges
from coopcouncil.vocabulary.org_ids import preference, shell_company_ids

MOST_ENTRIES_CITING = 5  # a number that more entries of one register give is a placeholder, not an identity
SHELL_CATEGORIES = ("Registered Society", "Industrial and Provident Society")

Edge = tuple[str, str]


@dataclass(slots=True)
class Joined:
    """For each id that has company: the id chosen for its organisation. `notes` are sentences for people."""

    chosen: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def join_entries(connection: duckdb.DuckDBPyConnection) -> Joined:
    """Decide which entries of the view `entries` are one organisation. Reads the view; makes no table that stays."""
    notes: list[str] = []
    edges = [*_cited(connection, notes), *_shells(connection, notes)]
    by_number = components(edges)
    edges += name_edges(connection, by_number)
    members = components(edges)
    removed = _removed(connection, members)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for identifier, root in members.items():
        groups[root].append(identifier)
    chosen: dict[str, str] = {}
    for identifiers in groups.values():
        best = min(identifiers, key=lambda each: (each in removed, *preference(each)))
        chosen.update(dict.fromkeys(identifiers, best))
    return Joined(chosen, notes)


def components(edges: Iterable[Edge]) -> dict[str, str]:
    """id -> the least id it is joined to, directly or through others. Labels are halved until nothing changes."""
    edges = list(edges)
    if not edges:
        return {}
    ids, places = np.unique(np.array(edges, dtype=object).ravel().astype(str), return_inverse=True)
    one, other = places.reshape(-1, 2).T
    label = np.arange(len(ids))
    while True:
        least = np.minimum(label[one], label[other])
        after = label.copy()
        np.minimum.at(after, label[one], least)
        np.minimum.at(after, label[other], least)
        after = after[after]
        if np.array_equal(after, label):
            break
        label = after
    return dict(zip(ids.tolist(), ids[label].tolist(), strict=True))


def _cited(connection: duckdb.DuckDBPyConnection, notes: list[str]) -> list[Edge]:
    """Numbers that an entry itself gives for the same organisation, but for those that too many entries give."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE cited AS SELECT entry_id, source_id, unnest(links) AS other_id FROM entries"
    )
    counted = (
        "SELECT source_id, other_id, count(DISTINCT entry_id) AS times FROM cited GROUP BY ALL "
        f"HAVING count(DISTINCT entry_id) > {MOST_ENTRIES_CITING}"
    )
    for source_id, other_id, times in connection.execute(f"{counted} ORDER BY ALL").fetchall():
        notes.append(f"{other_id} is given by {times} entries of {source_id}: taken as a placeholder, joined to none.")
    connection.execute(
        f"DELETE FROM cited WHERE (source_id, other_id) IN (SELECT source_id, other_id FROM ({counted}))"
    )
    return [(a, b) for a, b in connection.execute("SELECT DISTINCT entry_id, other_id FROM cited").fetchall()]


def _shells(connection: duckdb.DuckDBPyConnection, notes: list[str]) -> list[Edge]:
    """Societies and the shells that the company register holds them under, where the names agree."""
    societies = connection.execute(
        "SELECT DISTINCT e.society_id, name FROM (SELECT entry_id AS society_id, name FROM entries "
        "UNION ALL SELECT other_id, name FROM entries JOIN cited USING (entry_id, source_id)) e "
        "WHERE e.society_id LIKE 'GB-MPR-%'"
    ).fetchall()
    candidates = [(society, name, shell) for society, name in societies for shell in shell_company_ids(society)]
    if not candidates:
        return []
    table = pa.table(
        dict(zip(("society_id", "name", "shell_id"), map(list, zip(*candidates, strict=True)), strict=True))
    )
    connection.register("shell_candidates", table)
    pairs = connection.execute(
        "SELECT DISTINCT c.society_id, c.shell_id, c.name, e.name FROM shell_candidates c JOIN entries e "
        "ON e.entry_id = c.shell_id WHERE e.source_id = 'companies-house' AND e.printed_form IN ? "
        "ORDER BY ALL",
        [list(SHELL_CATEGORIES)],
    ).fetchall()
    connection.unregister("shell_candidates")
    agreed = [(society, shell) for society, shell, one, other in pairs if read(one).key == read(other).key]
    left = {shell for _, shell, _, _ in pairs} - {shell for _, shell in agreed}
    if left:
        notes.append(f"{len(left):,} society shells on the company register are not joined: no society's name agrees.")
    return agreed


def _removed(connection: duckdb.DuckDBPyConnection, members: dict[str, str]) -> set[str]:
    """Those of the ids that every register which lists them under that id has removed."""
    connection.register("joined_ids", pa.table({"entry_id": pa.array(list(members), pa.string())}))
    rows = connection.execute(
        "SELECT entry_id FROM entries JOIN joined_ids USING (entry_id) GROUP BY entry_id "
        "HAVING bool_and(status = 'removed')"
    ).fetchall()
    connection.unregister("joined_ids")
    return {entry_id for (entry_id,) in rows}
