"""Co-operatives and mutuals on the registers, in or next to the council's area, to which no payment is matched."""

import duckdb

from coopcouncil.data.spending.picture_figures import NearbyCooperative
from coopcouncil.vocabulary.ownership_models import COOPERATIVE_AND_MUTUAL

MOST = 100

# The council's own areas are those its inside suppliers lie in; next to it are their neighbours.
NEARBY_AREAS = """
CREATE TEMP TABLE nearby_areas AS
WITH own AS (SELECT DISTINCT area_code FROM payees WHERE place = 'inside' AND area_code IS NOT NULL {council}),
next_to AS (
    SELECT neighbour_code AS area_code FROM area_borders JOIN own USING (area_code)
    UNION SELECT area_code FROM payees WHERE place = 'bordering' AND area_code IS NOT NULL {council}
)
SELECT area_code, 'inside' AS place FROM own
UNION ALL SELECT area_code, 'bordering' FROM next_to WHERE area_code NOT IN (SELECT area_code FROM own)
"""

# A full postcode says more than its outcode, so it is asked first.
UNPAID = """
CREATE TEMP TABLE unpaid AS
SELECT o.org_id, o.name, o.ownership_model, o.legal_form, o.postcode, o.sic,
    coalesce(full_code.area_code, out_code.area_code) AS area_code
FROM organisations o
LEFT JOIN postcodes full_code ON full_code.postcode = o.postcode
LEFT JOIN postcodes out_code ON out_code.postcode = split_part(o.postcode, ' ', 1)
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
SELECT u.org_id, u.name, u.ownership_model, u.legal_form, u.postcode, coalesce(a.name, u.area_code), n.place, u.sic,
    coalesce(t.digits, 0), coalesce(t.trade_gbp, 0)::DECIMAL(18,2), r.supplier_id
FROM unpaid u JOIN nearby_areas n USING (area_code)
LEFT JOIN (SELECT area_code, min(name) AS name FROM areas GROUP BY area_code) a USING (area_code)
LEFT JOIN (
    SELECT o.org_id, max(digits) AS digits, max_by(trade_gbp, digits) AS trade_gbp
    FROM unpaid o JOIN trades ON substr(o.sic, 1, digits) = trade GROUP BY o.org_id
) t ON t.org_id = u.org_id
LEFT JOIN (
    SELECT org_id, min(supplier_id) AS supplier_id FROM payees
    WHERE outcome = 'review' AND number IN (SELECT number FROM by_supplier) GROUP BY org_id
) r ON r.org_id = u.org_id
ORDER BY coalesce(t.trade_gbp, 0) DESC, n.place DESC, u.name, u.org_id LIMIT ?
"""


def cooperatives_nearby(
    connection: duckdb.DuckDBPyConnection, council: str | None = None, most: int = MOST
) -> tuple[tuple[NearbyCooperative, ...], str | None]:
    """Unpaid co-operatives and mutuals nearby, those of a trade the council pays for first, and a note when none can
    be named.

    `connection` is one that holds `payees` and `by_supplier` for the filters. "Paid" means matched with certainty: an
    organisation that a supplier to review may turn out to be is listed, with that supplier.
    """
    narrowed, values = ("AND council = ?", [council, council]) if council else ("", [])
    connection.execute(NEARBY_AREAS.format(council=narrowed), values)
    areas = connection.execute("SELECT count(*) FROM nearby_areas").fetchone()
    if not areas or not areas[0]:
        return (), "No supplier could be placed inside the council's area, so what lies nearby is not known."
    connection.execute(UNPAID, [sorted(COOPERATIVE_AND_MUTUAL)])
    connection.execute(TRADES)
    return tuple(NearbyCooperative(*row) for row in connection.execute(NEARBY, [most]).fetchall()), None
