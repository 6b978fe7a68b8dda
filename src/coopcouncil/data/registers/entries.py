"""Register entries as they are read: one value for each row that could be used, one refusal for each that could not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.public_registers import PublicRegister


class RefusedRowError(Exception):
    """A row that cannot be used: which column, what stood there, and why."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row of a register's file that was not used."""

    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        """The refusal as a sentence."""
        where = f", column “{self.column}”" if self.column else ""
        return f"line {self.line}{where}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One organisation in one register.

    `other_names` pairs a name with its kind (previous, trading or working); `links` are other org-ids that the entry
    itself gives for the same organisation. `registered_on` and `removed_on` are None where the register is silent.
    A row that only brings one more name of another row's organisation says in `only_a_name` which kind of name.
    """

    entry_id: str
    name: str
    legal_form: LegalForm = LegalForm.UNKNOWN
    printed_form: str | None = None
    classification: str | None = None
    status: str = "unknown"
    postcode: str | None = None
    sic: str | None = None
    registered_on: date | None = None
    removed_on: date | None = None
    other_names: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()
    only_a_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accreditation:
    """One line of a list of accredited organisations."""

    scheme: str
    name: str
    number: str | None = None
    postcode: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None


_NAMES = pa.list_(pa.struct([("name", pa.string()), ("kind", pa.string())]))
STAGED_ENTRY = pa.schema(
    [
        ("entry_id", pa.string()),
        ("source_id", pa.string()),
        *((name, pa.string()) for name in ("name", "legal_form", "printed_form", "classification", "status")),
        ("postcode", pa.string()),
        ("sic", pa.string()),
        ("registered_on", pa.date32()),
        ("removed_on", pa.date32()),
        ("line", pa.int64()),
        ("other_names", _NAMES),
        ("links", pa.list_(pa.string())),
    ]
)
STAGED_ACCREDITATION = pa.schema(
    [
        *((name, pa.string()) for name in ("scheme", "name", "number", "postcode")),
        ("valid_from", pa.date32()),
        ("valid_until", pa.date32()),
        ("source_id", pa.string()),
        ("line", pa.int64()),
    ]
)


def write_entries(path: Path, source_id: PublicRegister, rows: Iterable[tuple[int, Entry]]) -> None:
    """Write entries with their lines as one staged Parquet file."""
    fields = [name for name in STAGED_ENTRY.names if name not in {"source_id", "line", "other_names", "links"}]
    rows = list(rows)
    columns: dict[str, list[object]] = {name: [getattr(entry, name) for _, entry in rows] for name in fields}
    columns["source_id"] = [source_id.value] * len(rows)
    columns["line"] = [line for line, _ in rows]
    columns["other_names"] = [[{"name": n, "kind": k} for n, k in entry.other_names] for _, entry in rows]
    columns["links"] = [list(entry.links) for _, entry in rows]
    pq.write_table(pa.table([pa.array(columns[f.name], f.type) for f in STAGED_ENTRY], schema=STAGED_ENTRY), path)


def write_accreditations(path: Path, source_id: str, rows: Iterable[tuple[int, Accreditation]]) -> None:
    """Write accreditations with their lines as one staged Parquet file."""
    rows = list(rows)
    fields = [name for name in STAGED_ACCREDITATION.names if name not in {"source_id", "line"}]
    columns: dict[str, list[object]] = {name: [getattr(each, name) for _, each in rows] for name in fields}
    columns["source_id"] = [source_id] * len(rows)
    columns["line"] = [line for line, _ in rows]
    arrays = [pa.array(columns[f.name], f.type) for f in STAGED_ACCREDITATION]
    pq.write_table(pa.table(arrays, schema=STAGED_ACCREDITATION), path)
