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
from coopcouncil.data.spending.picture_cooperatives import cooperatives_nearby
from coopcouncil.data.spending.picture_figures import (
    Breakdown,
    BreakdownRow,
    Coverage,
    Figure,
    Headline,
    PaidSupplier,
    Picture,
    share_of,
)
from coopcouncil.data.spending.picture_filters import NOT_STATED, UNDATED, Filters, predicate
from coopcouncil.data.spending.picture_words import BREAKDOWN_TITLES, KNOWN_AS, row_label
from coopcouncil.vocabulary.ownership_models import COOPERATIVE_AND_MUTUAL, COOPERATIVE_ECONOMY

LARGEST = 20

PAYEES = """
CREATE TEMP TABLE payees AS
SELECT
    row_number() OVER (ORDER BY council, supplier_key)::INTEGER AS number, council, supplier_key, names, supplier_id,
    name, outcome, org_id, ownership_model, ownership_reason, legal_form, place, sic, area_code,
    list_contains(?::VARCHAR[], ownership_model) AS cooperative,
    list_contains(?::VARCHAR[], ownership_model) AS economy
FROM suppliers
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
# Each supplier once a year, so that counting rows counts suppliers.
BY_YEAR = """
    SELECT number, (month - 3) // 12 AS year, sum(total_gbp) AS total_gbp, sum(payments) AS payments
    FROM by_month GROUP BY ALL
"""
# breakdown -> cells in which each supplier stands once for each value, and the SQL of the value
BREAKDOWNS = {
    "ownership_model": ("FROM by_supplier", "coalesce(s.ownership_model, 'unknown')"),
    "legal_form": ("FROM by_supplier", "coalesce(s.legal_form, 'unknown')"),
    "place": ("FROM by_supplier", "coalesce(s.place, 'unknown')"),
    "service_area": ("FROM by_service_area", f"coalesce(c.service_area, '{NOT_STATED}')"),
    "financial_year": (BY_YEAR, "c.year"),
    "month": ("FROM by_month", "c.month"),
}
IN_TIME_ORDER = ("financial_year", "month")


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
        count(c.number) FILTER ({condition})
    """


def _breakdown(connection: duckdb.DuckDBPyConnection, name: str, filters: Filters) -> Breakdown:
    cells, value = BREAKDOWNS[name]
    found = connection.execute(
        f"SELECT {value} AS value, {MEASURES} FROM ({cells}) c LEFT JOIN payees s USING (number) "
        f"GROUP BY 1 ORDER BY {'1 NULLS LAST' if name in IN_TIME_ORDER else '2 DESC, 1'}"
    ).fetchall()
    found = [(_written(name, value), *sums) for value, *sums in found]
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
    found = connection.execute(
        f"""
        SELECT s.supplier_id, s.council, s.name, s.outcome, s.org_id, s.ownership_model, s.ownership_reason,
            s.legal_form, s.place, c.total_gbp::DECIMAL(18,2), c.payments,
            (SELECT sum(total_gbp) FROM by_supplier)::DECIMAL(18,2)
        FROM by_supplier c JOIN payees s USING (number) WHERE {condition}
        ORDER BY c.total_gbp DESC, s.supplier_id LIMIT ?
        """,
        [most],
    ).fetchall()
    return tuple(_paid_supplier(row, filters) for row in found)


def _paid_supplier(row: tuple[Any, ...], filters: Filters) -> PaidSupplier:
    return PaidSupplier(
        total_gbp=row[9],
        payments=row[10],
        suppliers=1,
        filters=filters.within("supplier_id", row[0]),
        supplier_id=row[0],
        council=row[1],
        name=row[2],
        outcome=row[3],
        org_id=row[4],
        ownership_model=row[5],
        ownership_reason=row[6],
        legal_form=row[7],
        place=row[8],
        total_share=share_of(row[9], row[11]),
    )
