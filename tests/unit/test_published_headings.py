"""Heading rows as public bodies publish them, above invented records: who is paid, how much and when are told right.

Each line of published_headings.txt is one file's headings. A letter before each says what the records hold: `S` the
supplier, `A` the amount, `D` the day of payment, which are what must be found; the small letters are what must not be
taken for them.
"""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from coopcouncil.data.spending.reading.files import Reading, read_file

SUPPLIERS = (
    "Oakfield Care Limited", "Ash Transport Ltd", "J Elmhurst", "Beechgrove Nursery", "Rowan and Sons",
    "The Willow Trust", "Redacted Personal Data", "Hazel Solicitors LLP", "Maple Housing Association",
    "Yewtree Surveyors", "Fir Systems PLC", "Oakfield Care Limited", "Poplar Buses", "Cedar Print",
)  # fmt: skip
CONTENTS: dict[str, Callable[[int], str]] = {
    "S": lambda n: SUPPLIERS[n],
    "A": lambda n: f"{(n * 7919 % 90000) / 100 + 500:.2f}",
    "D": lambda n: f"{date(2024, 4, 2) + timedelta(days=n):%d/%m/%Y}",
    "P": lambda _: "Apr-24",  # a period, when it is all there is
    "E": lambda n: str(45383 + n),  # a spreadsheet's serial number
    "g": lambda n: f"{(n * 7919 % 90000) / 80 + 600:.2f}",  # another amount: gross, or the whole invoice's
    "v": lambda n: f"{(n * 7919 % 90000) / 500 + 100:.2f}",  # VAT
    "z": lambda _: "0.00",
    "i": lambda n: f"{date(2024, 3, 2) + timedelta(days=n):%d/%m/%Y}",  # an invoice's date
    "b": lambda _: "Anytown Borough Council",
    "B": lambda _: "E07000999",
    "u": lambda _: "http://opendata.example/id/authority/anytown",
    "t": lambda n: ("Adult Services", "Highways and Transport", "Corporate Resources")[n % 3],
    "y": lambda n: ("COMPANY", "INDIVIDUAL", "OTHER")[n % 3],
    "p": lambda n: ("Fees & Charges", "Agency Staff", "Building Repairs", "Private Contractors Ltd costs")[n % 4],
    "r": lambda n: str(5100456729 + n * 3),
    "c": lambda n: str(40010 + n % 4),
    "k": lambda n: f"{1003365 + SUPPLIERS.index(SUPPLIERS[n])}",  # a supplier's number
    "x": lambda n: ("CB1", "PE2", "IP4")[n % 3],
    "m": lambda _: "April",
    "e": lambda _: "",
    "f": lambda _: "Revenue",
}  # fmt: skip

TABLE = Path(__file__).parents[1] / "support" / "published_headings.txt"
HEADINGS = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def read(tmp_path: Path, line: str) -> Reading:
    columns = [(each[0], each[2:]) for each in line.split("|")]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heading for _, heading in columns)
    for number in range(len(SUPPLIERS)):
        writer.writerow(CONTENTS[kind](number) for kind, _ in columns)
    path = tmp_path / "list.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    [reading] = read_file(path, given="list.csv", overrides={})
    return reading


@pytest.mark.parametrize("line", HEADINGS)
def test_published_headings_are_understood(tmp_path: Path, line: str) -> None:
    reading = read(tmp_path, line)
    expected = {}
    for kind, name in (("S", "supplier"), ("A", "amount"), ("D", "paid_on"), ("E", "paid_on"), ("P", "paid_on")):
        found = [each[2:].strip() for each in line.split("|") if each[0] == kind]
        if found and name not in expected:
            expected[name] = found[0]
    assert reading.error is None
    assert {name: reading.columns.get(name) for name in ("supplier", "amount", "paid_on")} == {
        name: expected.get(name) for name in ("supplier", "amount", "paid_on")
    }
    assert (reading.payments, reading.refused) == (len(SUPPLIERS), 0)
    amounts = [Decimal(CONTENTS["A"](number)) for number in range(len(SUPPLIERS))]
    assert reading.total_gbp == sum(amounts)
    assert reading.redacted == 1


@pytest.mark.parametrize("line", HEADINGS)
def test_published_headings_name_no_council_or_type_as_service_area(tmp_path: Path, line: str) -> None:
    columns = read(tmp_path, line).columns
    kinds = {each[2:].strip(): each[0] for each in line.split("|")}
    assert "council" not in columns or kinds[columns["council"]] in "bBu"
    assert "reference" not in columns or kinds[columns["reference"]] in "rck"
