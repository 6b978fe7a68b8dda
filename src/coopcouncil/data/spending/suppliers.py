"""Settling suppliers: payees counted from the payments, matched, judged, owned and placed in one table.

A supplier is one folded name paid by one council. What a supplier is follows from the organisation it is matched to;
without a match it stays unknown.
"""

from collections.abc import Sequence

import duckdb

from coopcouncil.data.matching.judgements import Judgement, effective
from coopcouncil.data.matching.payees import match_payees
from coopcouncil.data.places.councils import find_council
from coopcouncil.data.places.placing import place_postcodes
from coopcouncil.data.snapshots import Draft, Snapshot, Store
from coopcouncil.data.snapshots.store import mount
from coopcouncil.vocabulary.progress import Progress, silent

# Duplicates are the same payment read from a second file: never counted.
SUPPLIER_ID = "substr(sha256(council || chr(10) || supplier_key), 1, 12)"
PAYEES = f"""
SELECT
    {SUPPLIER_ID} AS supplier_id,
    council,
    supplier_key,
    mode(supplier ORDER BY supplier) AS name,
    list_sort(list_distinct(list(supplier))) AS names,
    bool_or(redacted) AS redacted,
    mode(supplier_number ORDER BY supplier_number) AS supplier_number,
    mode(postcode ORDER BY postcode) AS printed_postcode,
    count(*) FILTER (duplicate_of IS NULL) AS payments,
    coalesce(sum(amount_gbp) FILTER (duplicate_of IS NULL), 0)::DECIMAL(18,2) AS total_gbp,
    min(paid_on) FILTER (duplicate_of IS NULL) AS first_on,
    max(paid_on) FILTER (duplicate_of IS NULL) AS last_on
FROM payments
GROUP BY council, supplier_key
"""

SUPPLIERS = """
SELECT
    p.* EXCLUDE (redacted, supplier_number, printed_postcode),
    m.* EXCLUDE (supplier_id),
    CASE WHEN m.outcome = 'match' THEN o.legal_form WHEN m.kind = 'council' THEN 'local-authority' ELSE 'unknown' END
        AS legal_form,
    CASE WHEN m.outcome = 'match' THEN o.ownership_model WHEN m.kind = 'council' THEN 'public' ELSE 'unknown' END
        AS ownership_model,
    CASE
        WHEN m.outcome = 'match' THEN o.ownership_reason
        WHEN m.kind = 'council' THEN 'This is the paying council itself.'
        WHEN m.kind = 'redacted' THEN 'The council withheld the name.'
        WHEN m.kind = 'nameless' THEN 'The file names no supplier.'
        WHEN m.kind = 'person' THEN 'The name reads as a private person, who is on no register.'
        WHEN m.outcome = 'review' THEN 'The match has to be reviewed by a person first.'
        ELSE 'The name was found on no register that is loaded.'
    END AS ownership_reason,
    CASE WHEN m.outcome = 'match' THEN o.ownership_source END AS ownership_source,
    CASE WHEN m.outcome = 'match' THEN o.sic END AS sic,
    coalesce(p.printed_postcode, CASE WHEN m.outcome = 'match' THEN o.postcode END) AS postcode
FROM payees p JOIN matches m USING (supplier_id) LEFT JOIN organisations o ON o.org_id = m.org_id
"""

PLACED = """
CREATE TEMP TABLE placed (council VARCHAR, postcode VARCHAR, place VARCHAR, place_reason VARCHAR, area_code VARCHAR)
"""

# A council that no list of areas knows cannot say what is inside it: `no_area` holds the reason.
WHOLE = """
SELECT s.*, p.area_code,
    CASE WHEN s.kind = 'council' THEN 'inside' ELSE coalesce(p.place, 'unknown') END AS place,
    CASE
        WHEN s.kind = 'council' THEN 'This is the paying council itself.'
        ELSE coalesce(p.place_reason, n.reason, 'No postcode is known for this supplier.')
    END AS place_reason
FROM settled s LEFT JOIN placed p USING (council, postcode) LEFT JOIN no_area n USING (council)
"""


# A match of the snapshot before still stands when nothing that it was made from has changed.
STANDING = """
SELECT p.supplier_id
FROM payees p JOIN suppliers_before b USING (supplier_id)
WHERE p.names = b.names
    AND (p.supplier_number IS NULL AND p.printed_postcode IS NULL OR NOT p.supplier_id IN (FROM newly_paid))
    AND (p.council, p.supplier_key) NOT IN (SELECT (council, supplier_key) FROM newly_judged)
"""

NEWLY_PAID = f"""
SELECT DISTINCT {SUPPLIER_ID} AS supplier_id FROM payments ANTI JOIN files_before USING (file_id)
"""

MATCH_COLUMNS = (
    "supplier_id, kind, outcome, org_id, matched_name, score, reason, runner_up_id, runner_up_score, judgement"
)


def settle(
    draft: Draft, judgements: Sequence[Judgement], *, registers_changed: bool = False, progress: Progress = silent
) -> int:
    """Write the draft's `suppliers` table from its payments, registers, places and people's judgements.

    `judgements` are all that were ever made, oldest first. Matches of the snapshot before are kept where payee and
    registers are as they were and nobody has judged the payee since. Returns the number of suppliers. The draft must
    not have carried an older `suppliers` table.
    """
    connection = draft.connect()
    connection.execute(f"CREATE TEMP TABLE payees AS {PAYEES}")
    base = None if registers_changed else draft.base
    _keep_standing(connection, base, judgements)
    fresh = connection.sql("SELECT * FROM payees ANTI JOIN matches USING (supplier_id) ORDER BY supplier_id")
    found = match_payees(connection, fresh.to_arrow_table(), effective(judgements), progress=progress)
    connection.register("found", found)
    connection.execute(f"INSERT INTO matches SELECT {MATCH_COLUMNS} FROM found")
    connection.execute(f"CREATE TEMP TABLE settled AS {SUPPLIERS}")
    progress("Placing suppliers", 0, 0)
    _place(connection)
    draft.judgements = len(judgements)
    return draft.write("suppliers", WHOLE, connection)


def settle_again(store: Store, judgements: Sequence[Judgement], *, progress: Progress = silent) -> None:
    """Make a new snapshot with the suppliers settled anew, after a judgement.

    Raises StoreBusyError while a load is writing.
    """
    with store.draft() as draft:
        draft.carry_all_but("suppliers")
        settle(draft, judgements, progress=progress)


def _keep_standing(
    connection: duckdb.DuckDBPyConnection, base: Snapshot | None, judgements: Sequence[Judgement]
) -> None:
    """Fill the table `matches` with the matches of `base` that still stand; with none when there is no base."""
    mount(connection, "suppliers_before", base.parts("suppliers") if base else (), like="suppliers")
    mount(connection, "files_before", base.parts("payment_files") if base else (), like="payment_files")
    connection.execute(f"CREATE TEMP TABLE matches AS SELECT {MATCH_COLUMNS} FROM suppliers_before WHERE false")
    if base is None:
        return
    connection.execute("CREATE TEMP TABLE newly_judged (council VARCHAR, supplier_key VARCHAR)")
    since = judgements[base.manifest.judgements :]
    for council, supplier_key in {(each.council, each.supplier_key) for each in since}:
        connection.execute("INSERT INTO newly_judged VALUES (?, ?)", [council, supplier_key])
    connection.execute(f"CREATE TEMP TABLE newly_paid AS {NEWLY_PAID}")
    connection.execute(
        f"INSERT INTO matches SELECT {MATCH_COLUMNS} FROM suppliers_before SEMI JOIN ({STANDING}) USING (supplier_id)"
    )


def _place(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `placed` with each council's suppliers' postcodes, and `no_area` with the councils that are not known."""
    connection.execute(PLACED)
    connection.execute("CREATE TEMP TABLE no_area (council VARCHAR, reason VARCHAR)")
    for (council,) in connection.execute("SELECT DISTINCT council FROM settled ORDER BY council").fetchall():
        found = find_council(connection, council)
        if found.area is None:
            connection.execute("INSERT INTO no_area VALUES (?, ?)", [council, found.reason])
            continue
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE mine AS SELECT postcode FROM settled WHERE council = ?", [council]
        )
        answers = place_postcodes(connection, "SELECT postcode FROM mine", found.area)
        columns = "postcode, place, place_reason, area_code"
        connection.execute(f"INSERT INTO placed SELECT ?, {columns} FROM {answers}", [council])
