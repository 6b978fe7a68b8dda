"""A small made-up snapshot for tests: a council, its payments over three years, registers and places.

Everything in it is invented; no postcode area begins with Q in the United Kingdom. The numbers follow from a fixed
seed, so the same call always writes the same rows.
"""

import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from coopcouncil.data.snapshots import Draft, Store
from coopcouncil.data.snapshots.tables import TABLES
from coopcouncil.evidence.sources import Source
from tests.support.tiny_organisations import ORGANISATIONS, TinyOrganisation

COUNCIL = "Ambleford City Council"
LOADED_AT = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
RETRIEVED_ON = date(2026, 5, 1)
AREAS = (
    ("E99000001", "Ambleford", "Ambleford City Council", "district", "E99000009", "East Midshire", ["Ambleford City"]),
    ("E99000002", "Brackwell", "Brackwell District Council", "district", "E99000009", "East Midshire", []),
    ("E99000003", "Coldmere", "Coldmere Council", "unitary", None, "East Midshire", ["Coldmere UA"]),
    ("E99000004", "Drayhaven", "Drayhaven Borough Council", "unitary", None, "North Coast", []),
    ("E99000009", "Midshire", "Midshire County Council", "county", None, "East Midshire", []),
)
BORDERS = (
    ("E99000001", "E99000002"),
    ("E99000002", "E99000001"),
    ("E99000002", "E99000003"),
    ("E99000003", "E99000002"),
)
OUTCODES = {"QA1": "E99000001", "QB2": "E99000002", "QC3": "E99000003", "QD4": "E99000004"}
PLACES = {
    "E99000001": ("inside", "The postcode lies in Ambleford."),
    "E99000002": ("bordering", "The postcode lies in Brackwell, which borders Ambleford."),
    "E99000003": ("region", "The postcode lies in Coldmere, in the same region as Ambleford."),
    "E99000004": ("elsewhere", "The postcode lies in Drayhaven, outside the region."),
    None: ("unknown", "No postcode is known for this supplier."),
}
FILES = (
    ("payments-2023-24.csv", "file-2023", date(2023, 4, 3), 340),
    ("payments-2024-25.csv", "file-2024", date(2024, 4, 2), 340),
    ("payments-2025-26.xlsx", "file-2025", date(2025, 4, 1), 340),
)
SERVICE_AREAS = ("Adult Social Care", "Housing", "Environment & Waste", "Corporate, Legal and IT", None)
NOT_MATCHED = {
    "BLUE DOOR CATERING": "organisation",
    "Fenside Taxis": "organisation",
    "Harrow Lane Garage": "organisation",
    "Orchard Vets (Ambleford)": "organisation",
    "St Aldate's Luncheon Club": "organisation",
    "=Equals Signs Ltd": "organisation",
    "Mrs A Example": "person",
    "Mr B Sample": "person",
    "REDACTED PERSONAL DATA": "redacted",
    "Name withheld": "redacted",
    "Ambleford City Council": "council",
    "": "nameless",
}


@dataclass(frozen=True)
class TinySupplier:
    """A supplier before its payments are known."""

    name: str
    kind: str
    outcome: str
    organisation: TinyOrganisation | None


def make_tiny(root: Path) -> Store:
    """Write one snapshot under `root` and return the store that holds it."""
    store = Store(root)
    with store.draft() as draft:
        payments = _payments()
        files = _payment_files(payments)
        draft.sources.extend(_sources(files))
        draft.notes.append("Made up for tests.")
        _write(draft, "organisations", _organisation_rows())
        _write(draft, "register_entries", _entry_rows())
        _write(draft, "organisation_names", _name_rows())
        _write(draft, "organisation_ids", _id_rows())
        _write(draft, "accreditations", _accreditation_rows())
        _write(draft, "payments", payments)
        _write(draft, "payment_files", files)
        _write(draft, "refusals", _refusal_rows())
        _write(draft, "suppliers", _supplier_rows(payments))
        _write(draft, "areas", [dict(zip(_names("areas"), (*area, "places"), strict=True)) for area in AREAS])
        _write(draft, "area_borders", [{"area_code": a, "neighbour_code": b} for a, b in BORDERS])
        _write(draft, "postcodes", _postcode_rows())
    return store


def supplier_id(council: str, supplier_key: str) -> str:
    """The 12 hexadecimal digits by which a supplier is known."""
    return hashlib.sha256(f"{council}\n{supplier_key}".encode()).hexdigest()[:12]


def _names(table: str) -> list[str]:
    return [column.name for column in TABLES[table]]


def _write(draft: Draft, table: str, rows: Iterable[dict[str, Any]]) -> None:
    columns = _names(table)
    with draft.connect() as connection:
        given = pa.Table.from_pylist([{name: row.get(name) for name in columns} for row in rows])
        connection.register("given", given)
        draft.write(table, "SELECT * FROM given", connection)


def _key(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def _suppliers() -> list[TinySupplier]:
    paid = [each for each in ORGANISATIONS if each.paid_as]
    matched = [
        TinySupplier(name, "organisation", "review" if each.doubtful else "match", each)
        for each in paid
        for name in each.paid_as
    ]
    return matched + [TinySupplier(name, kind, "none", None) for name, kind in NOT_MATCHED.items()]


def _payments() -> list[dict[str, Any]]:
    chance = random.Random(20260501)
    suppliers = _suppliers()
    rows = [_payment(chance, chance.choice(suppliers), file, line) for file in FILES for line in range(2, 192)]
    rows += [_card_payment(chance, suppliers[line % len(suppliers)], line) for line in range(2, 2 + len(suppliers))]
    rows += [
        {**row, "file_id": _file_id("payments-2025-26-again.csv"), "sheet": None, "duplicate_of": _place_of(row)}
        for row in rows[390:400]
    ]
    return rows


def _payment(
    chance: random.Random, supplier: TinySupplier, file: tuple[str, str, date, int], line: int
) -> dict[str, Any]:
    file_name, _, first, days = file
    amount = Decimal(chance.randrange(50_000, 2_500_000)) / 100
    undated = line % 61 == 0
    return {
        "council": COUNCIL,
        "file_id": _file_id(file_name),
        "sheet": "Payments" if file_name.endswith("xlsx") else None,
        "line": line,
        "supplier": supplier.name,
        "supplier_key": _key(supplier.name),
        "amount_gbp": -amount if line % 23 == 0 else amount,
        "paid_on": None if undated else first + timedelta(days=chance.randrange(days)),
        "date_basis": "none" if undated else "row",
        "service_area": chance.choice(SERVICE_AREAS),
        "purpose": chance.choice(("Supplies", "Agency staff", "Grants", None)),
        "reference": f"R{first.year}{line:05}",
        "postcode": supplier.organisation.postcode if supplier.organisation else None,
        "redacted": supplier.kind == "redacted",
        "card": False,
    }


def _card_payment(chance: random.Random, supplier: TinySupplier, line: int) -> dict[str, Any]:
    return {
        **_payment(chance, supplier, ("cards-march-2026.csv", "", date(2026, 3, 1), 1), line),
        "amount_gbp": Decimal(chance.randrange(500, 40_000)) / 100,
        "paid_on": date(2026, 3, 1),
        "date_basis": "period",
        "card": True,
    }


def _place_of(row: dict[str, Any]) -> str:
    return f"payments-2025-26.xlsx line {row['line']}"


def _file_id(file_name: str) -> str:
    return hashlib.sha256(file_name.encode()).hexdigest()[:12]


def _file_names() -> list[str]:
    return [file[0] for file in FILES] + ["cards-march-2026.csv", "payments-2025-26-again.csv"]


def _payment_files(payments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        _payment_file(name, [row for row in payments if row["file_id"] == _file_id(name)]) for name in _file_names()
    ]


def _payment_file(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    refused = sum(1 for refusal in _refusal_rows() if refusal["file_id"] == _file_id(name))
    days = [row["paid_on"] for row in rows if row["paid_on"]]
    return {
        "council": COUNCIL,
        "file_id": _file_id(name),
        "file_name": name,
        "sheet": rows[0]["sheet"],
        "encoding": "utf-8" if name.endswith("csv") else "xlsx",
        "header_row": 1,
        "columns": json.dumps({"supplier": "Vendor", "amount": "Net Amount", "paid_on": "Payment Date"}),
        "rows_read": len(rows) + refused,
        "payments": len(rows),
        "refused": refused,
        "duplicates": sum(1 for row in rows if row.get("duplicate_of")),
        "redacted": sum(1 for row in rows if row["redacted"]),
        "total_gbp": sum((row["amount_gbp"] for row in rows), Decimal(0)),
        "first_on": min(days),
        "last_on": max(days),
        "warnings": json.dumps(["Three amount columns: the net one was taken."] if "2024" in name else []),
        "loaded_at": LOADED_AT,
    }


def _refusal_rows() -> list[dict[str, Any]]:
    total = {"line": 192, "column": "Net Amount", "value": "1,234,567.89", "reason": "This is a totals row."}
    unread = {"line": 193, "column": "Net Amount", "value": "see note", "reason": "The amount is not a number."}
    return [
        {"council": COUNCIL, "sheet": None, "file_id": _file_id(name), **refusal}
        for name, refusal in (
            ("payments-2023-24.csv", total),
            ("payments-2023-24.csv", unread),
            ("payments-2024-25.csv", total),
        )
    ]


def _supplier_rows(payments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    counted: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in payments:
        if not row.get("duplicate_of"):
            counted[row["supplier_key"]].append(row)
    merged = {_key(supplier.name): supplier for supplier in _suppliers()}
    return [_supplier_row(merged[key], key, rows) for key, rows in sorted(counted.items())]


def _supplier_row(supplier: TinySupplier, key: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    organisation = supplier.organisation
    area = OUTCODES[organisation.postcode[:3]] if organisation and organisation.postcode else None
    days = [row["paid_on"] for row in rows if row["paid_on"]]
    return {
        "supplier_id": supplier_id(COUNCIL, key),
        "council": COUNCIL,
        "supplier_key": key,
        "name": Counter(row["supplier"] for row in rows).most_common(1)[0][0],
        "names": sorted({row["supplier"] for row in rows}),
        "kind": supplier.kind,
        **_judged(supplier),
        "postcode": organisation.postcode if organisation else None,
        "place": PLACES[area][0],
        "place_reason": PLACES[area][1],
        "area_code": area,
        "payments": len(rows),
        "total_gbp": sum((row["amount_gbp"] for row in rows), Decimal(0)),
        "first_on": min(days, default=None),
        "last_on": max(days, default=None),
    }


def _judged(supplier: TinySupplier) -> dict[str, Any]:
    organisation = supplier.organisation
    unknown = {"legal_form": "unknown", "ownership_model": "unknown", "ownership_reason": "No register entry matched."}
    if supplier.kind == "council":
        return {**unknown, "outcome": "none", "score": 0.0, "reason": "This is the council itself.",
                "ownership_model": "public", "ownership_reason": "The council itself."}  # fmt: skip
    if organisation is None:
        return {**unknown, "outcome": "none", "score": 0.04, "reason": "No register holds a name like this one."}
    suggested = {
        "outcome": supplier.outcome,
        "org_id": organisation.org_id,
        "matched_name": organisation.name,
        "runner_up_id": ORGANISATIONS[0].org_id,
        "runner_up_score": 0.31,
    }
    if supplier.outcome == "review":
        return {**unknown, **suggested, "score": 0.62, "reason": "The names share rare words but differ in one."}
    return {
        **suggested,
        "score": 0.98,
        "reason": "The name agrees word for word with the register.",
        "judgement": "same" if organisation is ORGANISATIONS[3] else None,
        "legal_form": organisation.legal_form,
        "ownership_model": organisation.ownership_model,
        "ownership_reason": organisation.ownership_reason,
        "ownership_source": organisation.source_id,
        "sic": organisation.sic,
    }


def _organisation_rows() -> list[dict[str, Any]]:
    return [{**asdict(each), "ownership_source": each.source_id} for each in ORGANISATIONS]


def _entry_rows() -> list[dict[str, Any]]:
    return [
        {
            **asdict(each),
            "entry_id": each.org_id,
            "printed_form": each.legal_form.replace("-", " ").capitalize(),
            "registered_on": date(1990 + line % 30, 1 + line % 12, 5),
            "removed_on": date(2024, 6, 30) if each.status == "removed" else None,
            "line": line,
        }
        for line, each in enumerate(ORGANISATIONS, start=2)
    ]


def _name_rows() -> list[dict[str, Any]]:
    return [
        {"org_id": each.org_id, "name": name, "kind": kind, "source_id": each.source_id}
        for each in ORGANISATIONS
        for name, kind in [(each.name, "current"), *((other, "trading") for other in each.other_names)]
    ]


def _id_rows() -> list[dict[str, Any]]:
    own = [{"org_id": e.org_id, "other_id": e.org_id, "source_id": e.source_id} for e in ORGANISATIONS]
    return [*own, {"org_id": ORGANISATIONS[0].org_id, "other_id": "GB-COH-IP90001R", "source_id": "society-numbers"}]


def _accreditation_rows() -> list[dict[str, Any]]:
    return [
        {
            "scheme": scheme,
            "name": each.name,
            "number": each.org_id.rsplit("-", 1)[1],
            "postcode": each.postcode,
            "valid_from": date(2024, 11, 1),
            "valid_until": date(2026, 10, 31),
            "org_id": each.org_id,
            "source_id": "living-wage",
        }
        for scheme, each in (("Living Wage", ORGANISATIONS[0]), ("Living Wage", ORGANISATIONS[3]))
    ]


def _postcode_rows() -> list[dict[str, Any]]:
    full = {each.postcode for each in ORGANISATIONS if each.postcode}
    return [
        {
            "postcode": code,
            "area_code": OUTCODES[code[:3]],
            "basis": "list" if " " in code else "outcode",
            "source_id": "places",
        }
        for code in sorted(full | set(OUTCODES))
    ]


def _sources(files: list[dict[str, Any]]) -> list[Source]:
    registers = (
        ("mutuals", "register", "Mutuals Public Register", "SocietyList.csv", "Open Government Licence v3.0", 12, 1),
        ("cooperatives", "register", "Open data on co-operatives", "organisations.csv", "CC BY-SA 4.0", 9, 0),
        ("companies-house", "register", "Company register", "companies.csv", "Open Government Licence v3.0", 16, 2),
        ("charities", "register", "Charity register", "charities.json", "Open Government Licence v3.0", 5, 0),
        (
            "living-wage",
            "register",
            "Living Wage employers",
            "living-wage.csv",
            "Permission of the list's keeper",
            2,
            0,
        ),
        ("places", "places", "Postcodes and areas", "postcodes.csv", "Open Government Licence v3.0", 40, 0),
    )
    return [
        Source(source_id, kind, title, name, _sha(name), licence, RETRIEVED_ON, rows, refused)
        for source_id, kind, title, name, licence, rows, refused in registers
    ] + [
        Source(
            file["file_id"], "payments", f"Payments of {COUNCIL}", file["file_name"], _sha(file["file_name"]),
            "Open Government Licence v3.0", RETRIEVED_ON, file["rows_read"], file["refused"],
        )
        for file in files
    ]  # fmt: skip


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
