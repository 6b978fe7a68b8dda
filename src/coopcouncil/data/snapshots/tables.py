"""The tables a snapshot may hold, column by column.

A table that a snapshot lacks reads as empty, so no query needs to ask whether it is there. Types are DuckDB's.
The reference page docs/reference/snapshot-tables.md is compared with this file in the tests.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its DuckDB type and what it means."""

    name: str
    type: str
    meaning: str


def _columns(*rows: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)


TABLES: dict[str, tuple[Column, ...]] = {
    # ---- from the registers
    "organisations": _columns(
        ("org_id", "VARCHAR", "the organisation's chosen org-id, for example GB-COH-01234567"),
        ("name", "VARCHAR", "its current name, as its leading register prints it"),
        ("legal_form", "VARCHAR", "a value of LegalForm"),
        ("status", "VARCHAR", "active, removed or unknown"),
        ("postcode", "VARCHAR", "registered postcode as 'CB1 2AB', or null"),
        ("sic", "VARCHAR", "first SIC 2007 code, five digits, or null"),
        ("ownership_model", "VARCHAR", "a value of OwnershipModel, judged from all its register entries"),
        ("ownership_reason", "VARCHAR", "why, in one sentence that names the register"),
        ("ownership_source", "VARCHAR", "source_id of the register that decided, or null"),
    ),
    "register_entries": _columns(
        ("entry_id", "VARCHAR", "org-id of this entry in its own register"),
        ("org_id", "VARCHAR", "the organisation it belongs to"),
        ("source_id", "VARCHAR", "the register it was read from"),
        ("name", "VARCHAR", "name as printed there"),
        ("legal_form", "VARCHAR", "a value of LegalForm, from this register alone"),
        ("printed_form", "VARCHAR", "the legal form in the register's own words, or null"),
        ("classification", "VARCHAR", "the register's own word on ownership or kind, or null"),
        ("status", "VARCHAR", "active, removed or unknown"),
        ("postcode", "VARCHAR", "as 'CB1 2AB', or null"),
        ("sic", "VARCHAR", "first SIC 2007 code, five digits, or null"),
        ("registered_on", "DATE", "first registered, or null"),
        ("removed_on", "DATE", "removed or dissolved, or null"),
        ("line", "BIGINT", "line or row of the source file"),
    ),
    "organisation_names": _columns(
        ("org_id", "VARCHAR", "the organisation"),
        ("name", "VARCHAR", "a name it has or had, as printed"),
        ("kind", "VARCHAR", "current, previous, trading or working"),
        ("source_id", "VARCHAR", "the register that says so"),
    ),
    "organisation_ids": _columns(
        ("org_id", "VARCHAR", "the organisation's chosen org-id"),
        ("other_id", "VARCHAR", "every org-id it is known by, the chosen one included"),
        ("source_id", "VARCHAR", "the register or link file that says so"),
    ),
    "accreditations": _columns(
        ("scheme", "VARCHAR", "Living Wage, Fair Tax Mark or another scheme's name"),
        ("name", "VARCHAR", "name as printed"),
        ("number", "VARCHAR", "number as printed, or null"),
        ("postcode", "VARCHAR", "as 'CB1 2AB', or null"),
        ("valid_from", "DATE", "first day, or null"),
        ("valid_until", "DATE", "last day, or null"),
        ("org_id", "VARCHAR", "the organisation, when its number or its name with its postcode says so, or null"),
        ("source_id", "VARCHAR", "the list it was read from"),
    ),
    # ---- from the councils' payment files
    "payments": _columns(
        ("council", "VARCHAR", "the paying council, as named when loading"),
        ("file_id", "VARCHAR", "first 12 digits of the file's sha256"),
        ("sheet", "VARCHAR", "sheet of a workbook or member of a zip, or null"),
        ("line", "BIGINT", "line of the file (first line is 1) where the record begins; row of a sheet"),
        ("supplier", "VARCHAR", "supplier as printed, trimmed; empty when nameless"),
        ("supplier_key", "VARCHAR", "the printed name folded, which joins to suppliers"),
        ("amount_gbp", "DECIMAL(18,2)", "pounds, negative for a refund"),
        ("paid_on", "DATE", "day of payment; the first of the month for a file dated only by its period; or null"),
        ("date_basis", "VARCHAR", "row, period (from the file's name or title) or none"),
        ("service_area", "VARCHAR", "directorate, department or expense area as printed, or null"),
        ("purpose", "VARCHAR", "expense type or description as printed, or null"),
        ("reference", "VARCHAR", "transaction number as printed, or null"),
        ("supplier_number", "VARCHAR", "company or charity number the council typed, or null"),
        ("postcode", "VARCHAR", "supplier's postcode in the file, or null"),
        ("redacted", "BOOLEAN", "the supplier's name was withheld"),
        ("card", "BOOLEAN", "from a purchase-card file"),
        ("duplicate_of", "VARCHAR", "null, or 'FILE line N': the same payment in a file loaded before; never counted"),
    ),
    "payment_files": _columns(
        ("council", "VARCHAR", "the paying council"),
        ("file_id", "VARCHAR", "first 12 digits of the file's sha256"),
        ("file_name", "VARCHAR", "name of the file"),
        ("sheet", "VARCHAR", "sheet or zip member, or null"),
        ("encoding", "VARCHAR", "how the bytes were read"),
        ("header_row", "INTEGER", "line of the headings, or null when there are none"),
        ("columns", "VARCHAR", "JSON: our name -> the heading taken for it"),
        ("rows_read", "BIGINT", "records below the header that are not wholly blank"),
        ("payments", "BIGINT", "records taken as payments"),
        ("refused", "BIGINT", "records refused"),
        ("duplicates", "BIGINT", "payments also in a file loaded before, not counted again"),
        ("redacted", "BIGINT", "payments whose supplier is withheld"),
        ("total_gbp", "DECIMAL(18,2)", "sum of the file's payments"),
        ("first_on", "DATE", "earliest day of payment, or null"),
        ("last_on", "DATE", "latest day of payment, or null"),
        ("warnings", "VARCHAR", "JSON list of sentences"),
        ("loaded_at", "TIMESTAMP", "when it was loaded, UTC"),
    ),
    "refusals": _columns(
        ("council", "VARCHAR", "the paying council"),
        ("file_id", "VARCHAR", "first 12 digits of the file's sha256"),
        ("sheet", "VARCHAR", "sheet or zip member, or null"),
        ("line", "BIGINT", "line of the file where the record begins"),
        ("column", "VARCHAR", "heading of the column that could not be read, or null"),
        ("value", "VARCHAR", "what stood there"),
        ("reason", "VARCHAR", "why the record is not a payment, in words"),
    ),
    # ---- payments matched to organisations: one row for each council and folded supplier name
    "suppliers": _columns(
        ("supplier_id", "VARCHAR", "12 hexadecimal digits made from council and supplier_key"),
        ("council", "VARCHAR", "the paying council"),
        ("supplier_key", "VARCHAR", "joins to payments"),
        ("name", "VARCHAR", "the commonest printing of the name"),
        ("names", "VARCHAR[]", "every printing of the name"),
        ("kind", "VARCHAR", "organisation, person, redacted, council or nameless"),
        ("outcome", "VARCHAR", "match, review or none"),
        ("org_id", "VARCHAR", "the organisation matched, or suggested for review, or null"),
        ("matched_name", "VARCHAR", "the name in the register that agreed, or null"),
        ("score", "DOUBLE", "0 to 1: how likely the match is right"),
        ("reason", "VARCHAR", "why, in words"),
        ("runner_up_id", "VARCHAR", "second-best organisation, or null"),
        ("runner_up_score", "DOUBLE", "its score, or null"),
        ("judgement", "VARCHAR", "a person's word: same, not-same or unsure, or null"),
        ("legal_form", "VARCHAR", "of the organisation, only when outcome is match; else unknown"),
        (
            "ownership_model",
            "VARCHAR",
            "of the organisation when outcome is match; public for the council itself; else unknown",
        ),
        ("ownership_reason", "VARCHAR", "why, in one sentence"),
        ("ownership_source", "VARCHAR", "source_id of the register that decided, or null"),
        ("sic", "VARCHAR", "first SIC 2007 code, or null"),
        ("postcode", "VARCHAR", "from the payments, else from the register, or null"),
        ("place", "VARCHAR", "inside, bordering, region, elsewhere or unknown"),
        ("place_reason", "VARCHAR", "why, in one sentence"),
        ("area_code", "VARCHAR", "GSS code of the local authority the postcode lies in, or null"),
        ("payments", "BIGINT", "payments counted (duplicates left out)"),
        ("total_gbp", "DECIMAL(18,2)", "their sum"),
        ("first_on", "DATE", "earliest payment, or null"),
        ("last_on", "DATE", "latest payment, or null"),
    ),
    # ---- places
    "areas": _columns(
        ("area_code", "VARCHAR", "GSS code, for example E07000008"),
        ("name", "VARCHAR", "as people say it"),
        ("official_name", "VARCHAR", "the authority's full name"),
        ("kind", "VARCHAR", "district, unitary, county, or another kind as its list says"),
        ("county_code", "VARCHAR", "GSS code of the county council above it, or null"),
        ("region", "VARCHAR", "region or nation"),
        ("aliases", "VARCHAR[]", "other names"),
        ("source_id", "VARCHAR", "where it was read"),
    ),
    "area_borders": _columns(
        ("area_code", "VARCHAR", "GSS code"),
        ("neighbour_code", "VARCHAR", "GSS code of an area that shares a border"),
    ),
    "postcodes": _columns(
        ("postcode", "VARCHAR", "a full postcode as 'CB1 2AB', or an outcode as 'CB1'"),
        ("area_code", "VARCHAR", "GSS code of the district or unitary it lies in"),
        (
            "basis",
            "VARCHAR",
            "list (a directory says so), point (in the boundary) or outcode (its centre, approximate)",
        ),
        ("source_id", "VARCHAR", "where it was read"),
    ),
}


def empty_select(table: str) -> str:
    """SQL that yields no rows with the table's columns and types."""
    return "SELECT " + ", ".join(f'NULL::{c.type} AS "{c.name}"' for c in TABLES[table]) + " WHERE false"


def cast_select(table: str) -> str:
    """The table's columns, each cast to its type, for `SELECT {cast_select(t)} FROM ...`."""
    return ", ".join(f'"{c.name}"::{c.type} AS "{c.name}"' for c in TABLES[table])
