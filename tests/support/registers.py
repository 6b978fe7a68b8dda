"""Made-up register files in the exact layouts of the real ones."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from coopcouncil.data.registers import FileReport, load_registers
from coopcouncil.data.registers.entries import Refusal
from coopcouncil.data.registers.staging import stage_file
from coopcouncil.data.snapshots import Store
from coopcouncil.rules.ownership import judge

SOCIETIES = (
    "Society Number,Society Suffix,Full Registation Number,Society Name,Registered As,Society Address,"
    "Registration Date,Deregistration Date,Registration Act,Standard Industrial Classification Code (SIC),"
    "Reporting Classification,Society Status"
)
COOPERATIVES = (
    "CUK Organisation ID,Registered Number,Registrar,Registered Name,Trading Name,Legal Form,Registered Postcode,"
    "SIC Code,Ownership Classification,Registered Status,Incorporation Date,Dissolved Date"
)
COMPANIES = (
    "CompanyName, CompanyNumber,RegAddress.CareOf,RegAddress.POBox,RegAddress.AddressLine1, RegAddress.AddressLine2,"
    "RegAddress.PostTown,RegAddress.County,RegAddress.Country,RegAddress.PostCode,CompanyCategory,CompanyStatus,"
    "CountryOfOrigin,DissolutionDate,IncorporationDate,SICCode.SicText_1,URI,PreviousName_1.CONDATE,"
    " PreviousName_1.CompanyName, PreviousName_2.CONDATE, PreviousName_2.CompanyName"
)
PRIVATE = "Private Limited Company"


def write(path: Path, headings: str, *rows: Sequence[object] | str, encoding: str = "utf-8") -> Path:
    """Write a CSV under `headings`; a row may be a whole line of text."""
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(headings + "\n")
        writer = csv.writer(file, lineterminator="\n")
        for row in rows:
            file.write(row + "\n") if isinstance(row, str) else writer.writerow(row)
    return path


def company(name: str, number: str, category: str = PRIVATE, postcode: str = "", *previous: str) -> list[str]:
    """A row of the company register."""
    earlier = [*previous, "", ""][:2]
    return [
        *(name, number, "", "", "1 High Street", "", "Anytown", "", "", postcode, category, "Active"),
        *("United Kingdom", "", "06/02/2012", "56302 - Public houses and bars", ""),
        *("02/09/2010", earlier[0], "", earlier[1]),
    ]


def society(
    number: str,
    name: str,
    kind: str = "Co-operative Society",
    status: str = "Registered",
    registered: str = "2015-03-01",
) -> list[str]:
    """A row of the mutuals register."""
    removed = "2020-01-31" if status == "Deregistered" else ""
    return ["", "", number, name, kind, "1 Mill Lane, Anytown, CB1 2AB", registered, removed, "", "47110", "", status]


def cooperative(identifier: str, number: str, name: str, classed: str = "Workers", **more: str) -> list[str]:
    """A row of Co-operatives UK's list; `more` may give registrar, form, trading and status."""
    return [
        *(identifier, number, more.get("registrar", "FCA"), name, more.get("trading", ""), more.get("form", "Society")),
        *("CB1 2AB", "UKSIC07-4711", classed, more.get("status", "Live"), "8/1/1963", ""),
    ]


def staged(path: Path, scratch: Path, *, scheme: str = "") -> tuple[list[dict[str, Any]], list[Refusal]]:
    """The rows that a file is staged as, and those refused."""
    _, tables = stage_file(path, scratch, scheme=scheme, tell=lambda _done, _total: None)
    rows = [row for table in tables for row in pq.read_table(table.parquet).to_pylist()]
    return rows, [refusal for table in tables for refusal in table.refusals]


def load(store: Store, *paths: Path, **options: Any) -> list[FileReport]:
    """Load registers with the real judge."""
    return load_registers(store, paths, judge=judge, **options)


def rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    """What `query` finds in the current snapshot."""
    current = store.current()
    assert current is not None
    connection = current.connect()
    found: list[tuple[Any, ...]] = connection.execute(query).fetchall()
    connection.close()
    return found
