"""Every real payments file: the right columns, every record accounted for, and the total of an independent sum.

The sum is made here with the csv module and Decimal from a table of headings written down by looking at the files; it
calls nothing of the product's reading.
"""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest

from coopcouncil.data.spending.reading.files import read_file

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "spend"
FILES = sorted(FOLDER.glob("*/*.csv"))

# council -> the headings that hold supplier, amount and day of payment, without units and colons
HEADINGS: dict[str, tuple[set[str], set[str], set[str]]] = {
    "calderdale": (
        {"supplier name", "supplier(beneficiary) name"}, {"amount", "net amount"}, {"date", "transaction date"}
    ),
    "devon": ({"supplier name"}, {"amount"}, {"date"}),
    "hyndburn": ({"name"}, {"net amount", "amount paid"}, {"payment date"}),
    "leeds": ({"supplier name", "suppliername"}, {"net amount", "netamount"}, {"date paid", "datepaid"}),
    "manchester": ({"supplier name"}, {"net amount"}, {"invoice payment date"}),
    "oxford": ({"supplier name"}, {"amount"}, {"paid date"}),
    "trafford": ({"beneficiaryname"}, {"amount"}, {"paymentdate"}),
    "wakefield": ({"supplier name"}, {"net amount"}, {"payment date"}),
}  # fmt: skip
NO_HEADINGS_AMOUNT_COLUMN = 16


def plain(heading: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\(.?\)$|:", "", heading.strip().lower().replace("_", " "))).strip()


def records(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    return [fields for fields in csv.reader(io.StringIO(text, newline="")) if any(cell.strip() for cell in fields)]


def money(text: str) -> Decimal | None:
    digits = re.sub(r"[£,\s]", "", text)
    if digits.startswith("(") and digits.endswith(")"):
        digits = "-" + digits[1:-1]
    if digits.endswith("-"):
        digits = "-" + digits[:-1]
    return Decimal(digits) if re.fullmatch(r"-?\d+(\.\d+)?", digits) else None


def summed(path: Path) -> tuple[int, int, Decimal]:
    """Records below the headings, payments among them, and their sum."""
    table = records(path)
    amounts = HEADINGS[path.parent.name][1]
    first = table[0]
    column = next((index for index, cell in enumerate(first) if plain(cell) in amounts), None)
    below = table[1:] if column is not None else table
    column = NO_HEADINGS_AMOUNT_COLUMN if column is None else column
    count, total = 0, Decimal(0)
    for fields in below:
        amount = money(fields[column]) if column < len(fields) else None
        alone = sum(bool(cell.strip()) for cell in fields) == 1
        if amount is not None and not alone:
            count, total = count + 1, total + amount
    return len(below), count, total


@pytest.mark.skipif(not FILES, reason="the folder of real payments files is not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name[:40]}")
def test_real_file_is_read_whole(path: Path) -> None:
    [reading] = read_file(path, given=path.name, overrides={})
    rows, payments, total = summed(path)
    suppliers, amounts, days = HEADINGS[path.parent.name]
    assert reading.error is None
    assert (reading.rows_read, reading.payments, reading.refused) == (rows, payments, rows - payments)
    assert reading.total_gbp == total.quantize(Decimal("0.01"))
    assert plain(reading.columns["supplier"].removeprefix("ï»¿")) in suppliers
    assert plain(reading.columns["amount"]) in amounts
    assert plain(reading.columns["paid_on"]) in days
    assert reading.first_on is not None
    assert reading.card == path.stem.endswith("-card")


@pytest.mark.skipif(not FILES, reason="the folder of real payments files is not here")
def test_all_real_files_were_looked_at() -> None:
    assert {path.parent.name for path in FILES} == set(HEADINGS)
    assert len(FILES) > 160
