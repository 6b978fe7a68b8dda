"""The picture: from a snapshot and filters to all figures.

The payments are added up by supplier, by supplier and service area, and by supplier and month. What a supplier is (its
ownership model, form, place) is only then looked up, so that every breakdown is summed from a small table. Sums are
exact: DECIMAL throughout.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from coopcouncil.data.snapshots import Snapshot
from coopcouncil.data.spending.payees import PAYEE, payee_name
from coopcouncil.data.spending.picture.cooperatives import cooperatives_nearby
from coopcouncil.data.spending.picture.figures import (
    Breakdown,
    BreakdownRow,
    Coverage,
    Figure,
    Headline,
    PaidSupplier,
    Picture,
    share_of,
)
from coopcouncil.data.spending.picture.filters import NOT_STATED, UNDATED, Filters, predicate
from coopcouncil.data.spending.picture.words import BREAKDOWN_TITLES, KNOWN_AS, row_label
from coopcouncil.vocabulary.ownership_models import COOPERATIVE_AND_MUTUAL, COOPERATIVE_ECONOMY

LARGEST = 20

# One row for each printed name; those of one organisation have the same payee. A payment joins to its printed name,
# so that a place known from a printed postcode stays with the payments that carry it.
PAYEES = f"""
CREATE TEMP TABLE payees AS
SELECT
    number, min(number) OVER printings AS payee, count(*) OVER printings = 1 AS alone,
    council, supplier_key, names, supplier_id, name, outcome, org_id, matched_name, ownership_model,
    ownership_reason, legal_form, place, sic, area_code,
    list_contains(?::VARCHAR[], ownership_model) AS cooperative,
    list_contains(?::VARCHAR[], ownership_model) AS economy
FROM (SELECT *, row_number() OVER (ORDER BY council, supplier_key)::INTEGER AS number FROM suppliers)
WINDOW printings AS (PARTITION BY {PAYEE})
"""

# The payments counted, each with its supplier's number. Month is year * 12 + month - 1.
JOINED = """
    SELECT s.number, p.service_area, (year(p.paid_on) * 12 + month(p.paid_on) - 1)::INTEGER AS month,
        p.amount_gbp, p.redacted, p.paid_on
    FROM payments p LEFT JOIN payees s ON p.council = s.council AND p.supplier_key = s.supplier_key
    WHERE {condition}
"""
# Reading the few columns each needs three times is quicker, and takes less memory, than keeping the join.
CELLS = {
    "by_supplier": """
        SELECT number, sum(amount_gbp) AS total_gbp, count(*) AS payments,
            sum(amount_gbp) FILTER (amount_gbp < 0) AS refunds_gbp, count(*) FILTER (amount_gbp < 0) AS refunds,
            sum(amount_gbp) FILTER (redacted) AS withheld_gbp, count(*) FILTER (redacted) AS withheld,
            min(paid_on) AS first_on, max(paid_on) AS last_on
        FROM ({joined}) GROUP BY number
    """,
    "by_service_area": """
        SELECT number, service_area, sum(amount_gbp) AS total_gbp, count(*) AS payments
        FROM ({joined}) GROUP BY number, service_area
    """,
    "by_month": """
        SELECT number, month, sum(amount_gbp) AS total_gbp, count(*) AS payments
        FROM ({joined}) GROUP BY number, month
    """,
}

MEASURES = """
    coalesce(sum(c.total_gbp), 0)::DECIMAL(18,2), coalesce(sum(c.payments), 0)::BIGINT, count(c.number),
    coalesce(sum(c.total_gbp) FILTER (s.outcome = 'match'), 0)::DECIMAL(18,2),
    coalesce(sum(c.total_gbp) FILTER (s.place <> 'unknown'), 0)::DECIMAL(18,2),
    coalesce(sum(c.total_gbp) FILTER (s.cooperative), 0)::DECIMAL(18,2),
    coalesce(sum(c.total_gbp) FILTER (s.place = 'inside'), 0)::DECIMAL(18,2)
"""
# How often a line of a breakdown counts a payee again, under another printing. Most payees have one printing only, so
# this is far quicker than telling all of them apart.
AGAIN = """
SELECT {value} AS value, count(*) - count(DISTINCT s.payee)
FROM ({cells}) c JOIN payees s USING (number) WHERE NOT s.alone GROUP BY 1
"""
# Each printed name once a year, so that counting rows counts names.
BY_YEAR = """
    SELECT number, (month - 3) // 12 AS year, sum(total_gbp) AS total_gbp, sum(payments) AS payments
    FROM by_month GROUP BY ALL
"""
# breakdown -> cells in which each printed name stands once for each value, and the SQL of the value
BREAKDOWNS = {
    "ownership_model": ("FROM by_supplier", "coalesce(s.ownership_model, 'unknown')"),
    "legal_form": ("FROM by_supplier", "coalesce(s.legal_form, 'unknown')"),
    "place": ("FROM by_supplier", "coalesce(s.place, 'unknown')"),
    "service_area": ("FROM by_service_area", f"coalesce(c.service_area, '{NOT_STATED}')"),
    "financial_year": (BY_YEAR, "c.year"),
    "month": ("FROM by_month", "c.month"),
}
IN_TIME_ORDER = ("financial_year", "month")

# The suppliers paid most, all printings of an organisation together; what is said of it is the same for each.
PAID = f"""
WITH most AS (
    SELECT s.payee, sum(c.total_gbp)::DECIMAL(18,2) AS total_gbp, sum(c.payments)::BIGINT AS payments
    FROM by_supplier c JOIN payees s USING (number) WHERE {{condition}}
    GROUP BY s.payee ORDER BY 2 DESC, 1 LIMIT ?
)
SELECT any_value(m.total_gbp), any_value(m.payments), (SELECT sum(total_gbp) FROM by_supplier)::DECIMAL(18,2),
    any_value(CASE WHEN s.outcome = 'match' THEN s.org_id END), min(s.supplier_id),
    string_agg(DISTINCT s.council, '; ' ORDER BY s.council),
    {payee_name("o.name")},
    list(s.name ORDER BY c.total_gbp DESC, s.supplier_id), list(s.place ORDER BY c.total_gbp DESC, s.supplier_id),
    any_value(s.outcome), any_value(s.ownership_model), any_value(s.ownership_reason), any_value(s.legal_form)
FROM most m JOIN payees s USING (payee) JOIN by_supplier c USING (number)
LEFT JOIN organisations o ON o.org_id = s.org_id AND s.outcome = 'match'
GROUP BY m.payee ORDER BY 1 DESC, m.payee
"""


def draw_picture(snapshot: Snapshot, filters: Filters) -> Picture:
    """All figures of the picture of `snapshot` under `filters`.

    Raises FilterError when a filter's value makes no sense.
    """
    with TemporaryDirectory(prefix="coopcouncil-") as spill, snapshot.connect() as whole:
        # what does not fit in memory goes there, never beside the user's files
        whole.execute("SET temp_directory = ?", [spill])
        return _draw(snapshot.snapshot_id, whole, filters)


def _draw(snapshot_id: str, whole: duckdb.DuckDBPyConnection, filters: Filters) -> Picture:
    with counting(whole, filters) as connection:
        headline = _headline(connection, filters)
        nearby, note = cooperatives_nearby(connection, filters.council)
        return Picture(
            snapshot_id=snapshot_id,
            filters=filters,
            headline=headline,
            breakdowns={name: _breakdown(connection, name, filters) for name in BREAKDOWNS},
            largest_suppliers=_suppliers(connection, filters, "true", LARGEST),
            cooperatives_paid=_suppliers(connection, filters, "s.cooperative", None),
            cooperatives_nearby=nearby,
            nearby_note=note,
        )


@contextmanager
def counting(connection: duckdb.DuckDBPyConnection, filters: Filters) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor that holds `payees` and the sums of CELLS for these filters, and forgets them at the end."""
    condition, values = predicate(filters)
    with connection.cursor() as cursor:
        cursor.execute(PAYEES, [sorted(COOPERATIVE_AND_MUTUAL), sorted(COOPERATIVE_ECONOMY)])
        for name, query in CELLS.items():
            joined = JOINED.format(condition=condition)
            cursor.execute(f"CREATE TEMP TABLE {name} AS {query.format(joined=joined)}", values)
        yield cursor


def _headline(connection: duckdb.DuckDBPyConnection, filters: Filters) -> Headline:
    row = connection.execute(
        f"""
        SELECT {_sums("true")}, {_sums("s.cooperative")}, {_sums("s.economy")}, {_sums("s.place = 'inside'")},
            {_sums("s.outcome = 'match'")}, {_sums("c.refunds > 0", "refunds")}, {_sums("c.withheld > 0", "withheld")},
            coalesce(sum(c.total_gbp) FILTER (s.ownership_model <> 'unknown'), 0)::DECIMAL(18,2),
            coalesce(sum(c.total_gbp) FILTER (s.place <> 'unknown'), 0)::DECIMAL(18,2),
            min(c.first_on)::VARCHAR, max(c.last_on)::VARCHAR
        FROM by_supplier c LEFT JOIN payees s USING (number)
        """
    ).fetchone()
    assert row is not None  # noqa: S101 - sums without groups yield one row
    whole, matched, ownership_known, placed = row[0], row[12], row[21], row[22]

    def figure(at: int, counted: Filters) -> Figure:
        total_gbp, payments, suppliers = row[3 * at : 3 * at + 3]
        return Figure(total_gbp, payments, suppliers, counted)

    return Headline(
        whole=figure(0, filters),
        cooperative_and_mutual=figure(1, filters.within("ownership_model", "cooperative-and-mutual")),
        cooperative_economy=figure(2, filters.within("ownership_model", "cooperative-economy")),
        inside=figure(3, filters.within("place", "inside")),
        matched=figure(4, filters.within("outcome", "match")),
        refunds=figure(5, filters.within("sign", "refunds")),
        withheld=figure(6, filters.within("withheld", "yes")),
        matched_coverage=Coverage(matched, whole, "matched to a register"),
        ownership_coverage=Coverage(ownership_known, whole, KNOWN_AS["ownership_model"]),
        place_coverage=Coverage(placed, whole, KNOWN_AS["place"]),
        first_on=row[23],
        last_on=row[24],
    )


def _sums(condition: str, part: str = "") -> str:
    total, payments = (f"{part}_gbp", part) if part else ("total_gbp", "payments")
    return f"""
        coalesce(sum(c.{total}) FILTER ({condition}), 0)::DECIMAL(18,2),
        coalesce(sum(c.{payments}) FILTER ({condition}), 0)::BIGINT,
        count(DISTINCT s.payee) FILTER ({condition})
    """


def _breakdown(connection: duckdb.DuckDBPyConnection, name: str, filters: Filters) -> Breakdown:
    cells, value = BREAKDOWNS[name]
    found = connection.execute(
        f"SELECT {value} AS value, {MEASURES} FROM ({cells}) c LEFT JOIN payees s USING (number) "
        f"GROUP BY 1 ORDER BY {'1 NULLS LAST' if name in IN_TIME_ORDER else '2 DESC, 1'}"
    ).fetchall()
    again = dict(connection.execute(AGAIN.format(value=value, cells=cells)).fetchall())
    found = [
        (_written(name, value), total_gbp, payments, names - again.get(value, 0), *parts)
        for value, total_gbp, payments, names, *parts in found
    ]
    whole = sum((row[1] for row in found), Decimal(0))
    known = sum((row[1] for row in found if row[0] not in {"unknown", NOT_STATED, UNDATED}), Decimal(0))
    rows = tuple(_breakdown_row(name, row, whole, filters) for row in found)
    return Breakdown(name, BREAKDOWN_TITLES[name], rows, Coverage(known, whole, KNOWN_AS[name]))


def _written(name: str, value: Any) -> str:
    if name not in IN_TIME_ORDER:
        return str(value)
    if value is None:
        return UNDATED
    return f"{value}-{(value + 1) % 100:02}" if name == "financial_year" else f"{value // 12}-{value % 12 + 1:02}"


def _breakdown_row(name: str, row: tuple[Any, ...], whole: Decimal, filters: Filters) -> BreakdownRow:
    value, total, payments, suppliers, matched, placed, cooperative, inside = row
    return BreakdownRow(
        total_gbp=total,
        payments=payments,
        suppliers=suppliers,
        filters=filters.within(name, value),
        value=value,
        label=row_label(name, value),
        total_share=share_of(total, whole),
        matched_gbp=matched,
        placed_gbp=placed,
        cooperative_gbp=cooperative,
        inside_gbp=inside,
    )


def _suppliers(
    connection: duckdb.DuckDBPyConnection, filters: Filters, condition: str, most: int | None
) -> tuple[PaidSupplier, ...]:
    found = connection.execute(PAID.format(condition=condition), [most]).fetchall()
    return tuple(_paid_supplier(row, filters) for row in found)


def _paid_supplier(row: tuple[Any, ...], filters: Filters) -> PaidSupplier:
    total_gbp, payments, whole_gbp, org_id, supplier_id, council, name, printings, places, *judged = row
    outcome, ownership_model, ownership_reason, legal_form = judged
    return PaidSupplier(
        total_gbp=total_gbp,
        payments=payments,
        suppliers=1,
        filters=filters.within("org_id", org_id) if org_id else filters.within("supplier_id", supplier_id),
        supplier_id=None if org_id else supplier_id,
        org_id=org_id,
        council=council,
        name=name,
        printings=tuple(dict.fromkeys(printings)),
        outcome=outcome,
        ownership_model=ownership_model,
        ownership_reason=ownership_reason,
        legal_form=legal_form,
        places=tuple(dict.fromkeys(places)),
        total_share=share_of(total_gbp, whole_gbp),
    )
