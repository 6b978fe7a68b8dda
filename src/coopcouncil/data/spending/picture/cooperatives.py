"""Co-operatives and mutuals on the registers, in or next to the council's area, to which no payment is matched."""

import duckdb

from coopcouncil.data.places.councils import find_council
from coopcouncil.data.places.placing import place_postcodes
from coopcouncil.data.spending.picture.figures import NearbyCooperative
from coopcouncil.vocabulary.ownership_models import COOPERATIVE_AND_MUTUAL

UNPAID = """
CREATE TEMP TABLE unpaid AS
SELECT o.org_id, o.name, o.ownership_model, o.legal_form, o.postcode, o.sic
FROM organisations o
WHERE o.status = 'active' AND o.postcode IS NOT NULL AND list_contains(?::VARCHAR[], o.ownership_model)
    AND o.org_id NOT IN (
        SELECT org_id FROM payees
        WHERE outcome = 'match' AND org_id IS NOT NULL AND number IN (SELECT number FROM by_supplier)
    )
"""

TRADES = """
CREATE TEMP TABLE trades AS
SELECT substr(s.sic, 1, digits) AS trade, digits, sum(c.total_gbp)::DECIMAL(18,2) AS trade_gbp
FROM by_supplier c JOIN payees s USING (number), unnest([2, 3, 4, 5]) AS lengths(digits)
WHERE s.sic IS NOT NULL AND s.outcome = 'match'
GROUP BY ALL HAVING sum(c.total_gbp) > 0
"""

NEARBY = """
SELECT u.org_id, u.name, u.ownership_model, u.legal_form, u.postcode, coalesce(a.name, n.area_code), n.place, u.sic,
    coalesce(t.digits, 0), coalesce(t.trade_gbp, 0)::DECIMAL(18,2), r.supplier_id
FROM unpaid u JOIN {placed} n ON n.postcode = u.postcode AND n.place IN ('inside', 'bordering')
LEFT JOIN (SELECT area_code, min(name) AS name FROM areas GROUP BY area_code) a ON a.area_code = n.area_code
LEFT JOIN (
    SELECT o.org_id, max(digits) AS digits, max_by(trade_gbp, digits) AS trade_gbp
    FROM unpaid o JOIN trades ON substr(o.sic, 1, digits) = trade GROUP BY o.org_id
) t ON t.org_id = u.org_id
LEFT JOIN (
    SELECT org_id, min(supplier_id) AS supplier_id FROM payees
    WHERE outcome = 'review' AND number IN (SELECT number FROM by_supplier) GROUP BY org_id
) r ON r.org_id = u.org_id
ORDER BY coalesce(t.trade_gbp, 0) DESC, n.place DESC, u.name, u.org_id
"""


def cooperatives_nearby(
    connection: duckdb.DuckDBPyConnection, council: str | None = None
) -> tuple[tuple[NearbyCooperative, ...], str | None]:
    """Unpaid co-operatives and mutuals nearby, those of a trade the council pays for first, and a note when none can
    be named.

    `connection` is one that holds `payees` and `by_supplier` for the filters. "Paid" means matched with certainty: an
    organisation that a supplier to review may turn out to be is listed, with that supplier.
    """
    names = [council] if council else _councils(connection)
    if len(names) != 1:
        return (), "Choose one council to see which co-operatives lie near it."
    search = find_council(connection, names[0])
    if search.area is None:
        return (), search.reason
    connection.execute(UNPAID, [sorted(COOPERATIVE_AND_MUTUAL)])
    connection.execute(TRADES)
    placed = place_postcodes(connection, "SELECT postcode FROM unpaid", search.area)
    rows = connection.execute(NEARBY.format(placed=placed)).fetchall()
    return tuple(NearbyCooperative(*row) for row in rows), None


def _councils(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT DISTINCT council FROM payees ORDER BY 1").fetchall()]
