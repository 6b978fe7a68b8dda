"""Who is paid: one organisation is one supplier, whatever the council prints; a name not matched stands for itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from threading import Lock
from typing import Any

import duckdb

from coopcouncil.data.spending.picture.named_rows import named_rows

# SQL over a row of `suppliers`: the organisation it was matched to, or null. One that only may be it is none.
MATCHED_ORG = "CASE WHEN outcome = 'match' THEN org_id END"
# SQL over a row of `suppliers`: rows with the same text are one supplier.
PAYEE = f"coalesce({MATCHED_ORG}, supplier_id)"


def payee_name(registered: str) -> str:
    """SQL over the printings `s` of one payee: the name to show. `registered` is the SQL of its name on its register.

    The company register writes in capitals alone: where the council prints the same name with small letters, that is
    easier to read.
    """
    return f"""coalesce(
        min(s.name) FILTER (
            lower(s.name) = lower({registered}) AND {registered} = upper({registered}) AND s.name <> upper(s.name)),
        any_value({registered}), any_value(s.matched_name) FILTER (s.outcome = 'match'), any_value(s.name))"""


PAGE_SIZE = 25
ORDERS = {
    "total": "total_gbp DESC, payee",
    "name": "lower(name), payee",
    "payments": "payments DESC, payee",
}


@dataclass(frozen=True, slots=True)
class Printing:
    """One printed name of a supplier, with what was paid to it in the whole snapshot."""

    supplier_id: str
    council: str
    name: str
    place: str
    payments: int
    total_gbp: Decimal


@dataclass(frozen=True, slots=True)
class Payee:
    """A supplier in the list: an organisation with its printings, or one printed name not matched.

    `org_id` is set only for an organisation; its `name` is the register's. Printings come most money first, and
    `supplier_id` is that of the first.
    """

    org_id: str | None
    supplier_id: str
    name: str
    kind: str
    outcome: str
    ownership_model: str
    ownership_reason: str
    legal_form: str
    payments: int
    total_gbp: Decimal
    first_on: date | None
    last_on: date | None
    printings: tuple[Printing, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Where its printings are, each place once, most money first."""
        return tuple(dict.fromkeys(each.place for each in self.printings))

    @property
    def councils(self) -> tuple[str, ...]:
        """The councils that paid it."""
        return tuple(sorted({each.council for each in self.printings}))


@dataclass(frozen=True, slots=True)
class PayeePage:
    """One page of suppliers. `suppliers` and `total_gbp` are of the whole list; `page` counts from 1."""

    rows: tuple[Payee, ...]
    suppliers: int
    total_gbp: Decimal
    page: int
    pages: int


# Made once in the database that a snapshot is opened in, and quick to add up: a row for each printed name, and all that
# a payee is called, in small letters, by any of its printings, whatever council paid it, and by the registers.
_PREPARED = {
    "payee_printings": f"""
        SELECT s.* EXCLUDE (names, reason, place_reason), o.name AS registered
        FROM (SELECT *, {PAYEE} AS payee, {MATCHED_ORG} AS matched_org FROM suppliers) s
        LEFT JOIN organisations o ON o.org_id = s.matched_org
    """,
    "payee_names": f"""
        SELECT payee, string_agg(lower(called), chr(10)) AS called
        FROM (
            SELECT {PAYEE} AS payee, array_to_string(names, chr(10)) AS called FROM suppliers
            UNION ALL SELECT org_id, name FROM organisations
            UNION ALL SELECT org_id, name FROM organisation_names
        ) n SEMI JOIN payee_printings USING (payee) GROUP BY payee
    """,
}
_preparing = Lock()

_LISTED = f"""
SELECT payee, sum(payments) AS payments, sum(total_gbp) AS total_gbp, {payee_name("registered")} AS name
FROM payee_printings s WHERE {{where}} GROUP BY payee
"""
_PAGE = f"""
SELECT s.payee, any_value(s.matched_org) AS org_id, arg_max(s.supplier_id, s.total_gbp) AS supplier_id,
    {payee_name("registered")} AS name,
    any_value(s.kind) AS kind, any_value(s.outcome) AS outcome, any_value(s.ownership_model) AS ownership_model,
    any_value(s.ownership_reason) AS ownership_reason, any_value(s.legal_form) AS legal_form,
    sum(s.payments)::BIGINT AS payments, sum(s.total_gbp)::DECIMAL(18,2) AS total_gbp,
    min(s.first_on) AS first_on, max(s.last_on) AS last_on,
    list({{{{'supplier_id': s.supplier_id, 'council': s.council, 'name': s.name, 'place': s.place,
        'payments': s.payments, 'total_gbp': s.total_gbp}}}}
        ORDER BY s.total_gbp DESC, s.supplier_id) AS printings
FROM payee_printings s SEMI JOIN (FROM ({{listed}}) {{part}}) USING (payee) WHERE {{where}} GROUP BY s.payee
"""
_CONDITIONS = {
    "text": "payee IN (SELECT payee FROM payee_names WHERE contains(called, lower($text)))",
    "council": "council = $council",
    "outcome": "outcome = $outcome",
    "ownership_models": "list_contains($ownership_models::VARCHAR[], ownership_model)",
    "place": "place = $place",
}


def list_payees(
    connection: duckdb.DuckDBPyConnection,
    *,
    text: str | None = None,
    council: str | None = None,
    outcome: str | None = None,
    ownership_models: Iterable[str] | None = None,
    place: str | None = None,
    order: str = "total",
    page: int = 1,
    page_size: int | None = PAGE_SIZE,
) -> PayeePage:
    """One page of a snapshot's suppliers, or all of them when `page_size` is None; a page beyond the last is the last.

    `text` is looked for in every printing and every registered name, whatever its capitals. A council or a place keeps
    only the printings that have it, so that the sum is that of the picture's figure. `order` is a key of ORDERS.
    """
    models = None if ownership_models is None else sorted(ownership_models)
    asked = {"text": text, "council": council, "outcome": outcome, "ownership_models": models, "place": place}
    given: dict[str, Any] = {name: value for name, value in asked.items() if value is not None and value != ""}
    where = " AND ".join(["true", *(_CONDITIONS[name] for name in given)])
    listed = _LISTED.format(where=where)
    _prepare(connection)
    counted = connection.execute(
        f"SELECT count(*), coalesce(sum(total_gbp), 0)::DECIMAL(18,2) FROM ({listed})", given
    ).fetchone()
    suppliers, total_gbp = counted if counted else (0, Decimal(0))
    size = page_size or max(1, suppliers)
    pages = max(1, -(-suppliers // size))
    page = min(max(1, page), pages)
    ordered = f"ORDER BY {ORDERS.get(order, ORDERS['total'])}"
    part = f"{ordered} LIMIT {size} OFFSET {(page - 1) * size}"
    query = _PAGE.format(where=where, listed=listed, part=part)
    rows = named_rows(connection, f"SELECT * EXCLUDE (payee) FROM ({query}) {ordered}", given)
    return PayeePage(tuple(_payee(row) for row in rows), suppliers, total_gbp, page, pages)


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what the list asks of, where this snapshot's database lacks it."""
    with _preparing:
        made = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        for name, query in _PREPARED.items():
            if name not in made:
                connection.execute(f"CREATE TABLE {name} AS {query}")


def _payee(row: dict[str, Any]) -> Payee:
    return Payee(**{**row, "printings": tuple(Printing(**each) for each in row["printings"])})
