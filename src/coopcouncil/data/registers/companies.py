"""The company register's bulk file of 55 columns and over five million rows, read by DuckDB rather than row by row.

A society's row is only a pointer, for ever "Active": its status is taken as unknown.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from coopcouncil.data.registers.entries import Entry, Refusal, RefusedRowError
from coopcouncil.data.registers.forms import COMPANY_CATEGORIES, NEW_LAW_FROM
from coopcouncil.data.registers.layouts import Layout, Row, columns_of
from coopcouncil.data.registers.tables import Table
from coopcouncil.vocabulary.public_registers import PublicRegister

PREVIOUS_NAMES = 10
SHOWN_VALUE = 60

# The shapes of vocabulary.org_ids and vocabulary.postcodes in SQL; a test holds them to the same answers.
_NUMBER = "[0-9]{8}|[A-Z]{2}[0-9][0-9A-Z]{5}"
_SOCIETY_CATEGORIES = "('registered society', 'industrial and provident society')"
_POSTCODE = r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][ABD-HJLNP-UW-Z]{2})\b"


def _read_by_row(row: Row) -> Entry:
    raise RefusedRowError("CompanyName", row["name"], "the company register is read only from CSV, or a zip of CSV")


LAYOUT = Layout(
    source_id=PublicRegister.COMPANIES,
    licence="Open Government Licence v3.0, say most re-users; org-id.guide cites the 1988 Act, sections 47 and 50",
    headings={
        "name": ("companyname",),
        "number": ("companynumber",),
        "postcode": ("regaddress.postcode",),
        "category": ("companycategory",),
        "status": ("companystatus",),
        "origin": ("countryoforigin",),
        "dissolved": ("dissolutiondate",),
        "incorporated": ("incorporationdate",),
        "sic": ("siccode.sictext 1",),
        **{f"previous_{n}": (f"previousname {n}.companyname",) for n in range(1, PREVIOUS_NAMES + 1)},
    },
    required=("name", "number", "category", "status"),
    read=_read_by_row,
)


def stage_companies(connection: duckdb.DuckDBPyConnection, table: Table, target: Path) -> list[Refusal]:
    """Write the table's companies to `target` as staged entries; return the rows that were refused.

    `connection` keeps the order of rows. Raises duckdb.Error when the text cannot be read at all.
    """
    assert table.text is not None  # noqa: S101 - only tables of text are handed here
    columns = columns_of(LAYOUT, table.headings)
    everything = target.with_suffix(".all")
    connection.execute(f"COPY ({_select(table, columns)}) TO '{_quoted(everything)}' (FORMAT parquet)")
    refusals = _rejected(connection) + _refused(connection, everything, table.lines_to_skip)
    connection.execute(f"COPY ({_kept(everything, table.lines_to_skip)}) TO '{_quoted(target)}' (FORMAT parquet)")
    everything.unlink()
    return sorted(refusals, key=lambda refusal: refusal.line)


def _select(table: Table, columns: Mapping[str, int]) -> str:
    raw = {name: f"trim(c{position})" for name, position in columns.items()}

    def text(name: str) -> str:
        return raw.get(name, "NULL::VARCHAR")

    names = ", ".join(raw[f"previous_{n}"] for n in range(1, PREVIOUS_NAMES + 1) if f"previous_{n}" in raw)
    return f"""
    SELECT CASE WHEN regexp_full_match(number, '{_NUMBER}') THEN 'GB-COH-' || number END AS entry_id,
           printed_number, '{LAYOUT.source_id}' AS source_id, name,
           CASE WHEN starts_with(number, 'FC') OR starts_with(number, 'SF') OR starts_with(number, 'NF')
                THEN 'overseas'
                WHEN lower(category) IN {_SOCIETY_CATEGORIES} AND {_day("incorporated")} >= DATE '{NEW_LAW_FROM}'
                THEN 'unknown' ELSE {_form("category")} END AS legal_form,
           nullif(category, '') AS printed_form,
           CASE WHEN lower(category) IN {_SOCIETY_CATEGORIES} THEN category END AS classification,
           CASE WHEN dissolved <> '' OR lower(category) = 'converted/closed' THEN 'removed'
                WHEN lower(category) IN {_SOCIETY_CATEGORIES} THEN 'unknown'
                ELSE 'active' END AS status,
           {_postcode("upper(postcode)")} AS postcode,
           nullif(regexp_extract(sic, '^([0-9]{{5}})( - |$)', 1), '') AS sic,
           {_day("incorporated")} AS registered_on,
           {_day("dissolved")} AS removed_on,
           list_transform(list_distinct(list_filter([{names}]::VARCHAR[], lambda x: x <> '' AND x <> name)),
                          lambda x: {{'name': x, 'kind': 'previous'}}) AS other_names,
           []::VARCHAR[] AS links
    FROM (SELECT {text("name")} AS name, {text("number")} AS printed_number, {_number(text("number"))} AS number,
                 {text("category")} AS category, {text("postcode")} AS postcode, {text("sic")} AS sic,
                 coalesce({text("dissolved")}, '') AS dissolved, {text("incorporated")} AS incorporated,
                 COLUMNS('c[0-9]+') FROM {_read_csv(table)})
    """


def _read_csv(table: Table) -> str:
    types = ", ".join(f"'c{position}': 'VARCHAR'" for position in range(len(table.headings)))
    return (
        f"read_csv('{_quoted(table.text)}', auto_detect = false, header = false, skip = {table.lines_to_skip}, "
        f"delim = '{table.delimiter}', quote = '\"', escape = '\"', columns = {{{types}}}, null_padding = false, "
        "ignore_errors = true, store_rejects = true, rejects_limit = 0)"
    )


def _number(printed: str) -> str:
    compact = f"upper(regexp_replace({printed}, '[\\s./-]', '', 'g'))"
    return f"CASE WHEN regexp_full_match({compact}, '[0-9]{{1,8}}') THEN lpad({compact}, 8, '0') ELSE {compact} END"


def _day(text: str) -> str:
    return f"try_strptime({text}, ['%d/%m/%Y', '%Y-%m-%d'])::DATE"


def _postcode(text: str) -> str:
    found = f"regexp_extract({text}, '{_POSTCODE}', ['out', 'in'])"
    given = f"{found}['in'] <> '' AND {found}['out'] <> 'XX0'"  # XX0 0XX stands for a withheld one
    return f"CASE WHEN {given} THEN {found}['out'] || ' ' || {found}['in'] END"


def _form(category: str) -> str:
    cases = " ".join(
        f"WHEN '{word.replace(chr(39), chr(39) * 2)}' THEN '{form}'" for word, form in COMPANY_CATEGORIES.items()
    )
    return f"CASE lower({category}) {cases} ELSE 'unknown' END"


_REFUSAL = "CASE WHEN entry_id IS NULL THEN 'number' WHEN coalesce(name, '') = '' THEN 'name' END"


def _kept(everything: Path, lines_above: int) -> str:
    """Rows with a number and a name, with the line each stands on; of a number that repeats, the first row."""
    rows = f"read_parquet('{_quoted(everything)}', file_row_number = true)"
    return f"""
    SELECT entry_id, source_id, name, legal_form, printed_form, classification, status, postcode, sic,
           registered_on, removed_on, file_row_number + {lines_above + 1} AS line, other_names, links
    FROM {rows} WHERE {_REFUSAL} IS NULL AND (entry_id NOT IN ({_repeated(rows)}) OR file_row_number IN (
        SELECT min(file_row_number) FROM {rows} WHERE entry_id IN ({_repeated(rows)}) GROUP BY entry_id))
    """


def _repeated(rows: str) -> str:
    return f"SELECT entry_id FROM {rows} WHERE {_REFUSAL} IS NULL GROUP BY entry_id HAVING count(*) > 1"


def _refused(connection: duckdb.DuckDBPyConnection, everything: Path, lines_above: int) -> list[Refusal]:
    rows = f"read_parquet('{_quoted(everything)}', file_row_number = true)"
    lacking = connection.execute(
        f"SELECT file_row_number, {_REFUSAL}, printed_number FROM {rows} WHERE {_REFUSAL} IS NOT NULL"
    ).fetchall()
    repeats = connection.execute(
        f"SELECT file_row_number, entry_id FROM {rows} WHERE {_REFUSAL} IS NULL AND entry_id IN ({_repeated(rows)}) "
        "QUALIFY row_number() OVER (PARTITION BY entry_id ORDER BY file_row_number) > 1"
    ).fetchall()
    first = lines_above + 1
    return [_lacking(int(row) + first, what, printed or "") for row, what, printed in lacking] + [
        Refusal(int(row) + first, "CompanyNumber", entry_id, f"{entry_id} stands in an earlier row")
        for row, entry_id in repeats
    ]


def _lacking(line: int, what: str, printed: str) -> Refusal:
    if what == "name":
        return Refusal(line, "CompanyName", "", "there is no name")
    reason = f"“{printed}” is not a number of this register" if printed else "there is no number"
    return Refusal(line, "CompanyNumber", printed, reason)


def _rejected(connection: duckdb.DuckDBPyConnection) -> list[Refusal]:
    """Records that DuckDB could not split into the columns; it says each once for every fault."""
    rows = connection.execute(
        "SELECT line, min(error_type::VARCHAR), any_value(csv_line) FROM reject_errors GROUP BY line"
    ).fetchall()
    for table in ("reject_errors", "reject_scans"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    return [Refusal(int(line), "", (text or "")[:SHOWN_VALUE], _in_words(fault)) for line, fault, text in rows]


def _in_words(fault: str) -> str:
    if "COLUMNS" in fault:
        return "it has not as many columns as the headings; the file may be cut short or damaged here"
    return "its quotes do not balance, or a value is too long; the file may be cut short or damaged here"


def _quoted(path: Path | None) -> str:
    return str(path).replace("'", "''")
