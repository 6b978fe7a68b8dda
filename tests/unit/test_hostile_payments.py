"""Made-up payments files, as hostile as real ones: every record accounted for, to the penny, with the right reasons."""

import random
from collections import Counter
from pathlib import Path

import pytest
from tests.support.hostile_payments import Table, as_text, make_table
from tests.support.hostile_workbooks import as_ods, as_xlsx, as_zip, make_sheets

from coopcouncil.data.spending.reading.files import Reading, read_file
from coopcouncil.data.spending.reading.reports import Refusal

SEEDS = range(120)
MARKS = {"totals row": "total", "headings stand": "headings", "cannot be read": "unreadable", "Text": "text"}


def kind(refusal: Refusal) -> str:
    return next((kind for mark, kind in MARKS.items() if mark in refusal.reason), refusal.reason)


def check(reading: Reading, table: Table) -> None:
    truth = table.truth
    assert reading.error is None
    assert Counter(map(kind, reading.refusals)) == truth.reasons
    assert (reading.payments, reading.refused) == (truth.payments, truth.refused)
    assert reading.rows_read == reading.payments + reading.refused
    assert reading.total_gbp * 100 == truth.pennies
    assert reading.redacted == truth.withheld
    if "paid_on" in table.kinds and truth.days:
        assert (reading.first_on, reading.last_on) == (min(truth.days), max(truth.days))
    assert reading.header_row == truth.header_row
    headings = truth.headings or {
        name: f"column {table.kinds.index(name) + 1}"
        for name in ("supplier", "amount", "paid_on")
        if name in table.kinds
    }
    assert {name: reading.columns.get(name) for name in headings} == headings


@pytest.mark.parametrize("seed", SEEDS)
def test_hostile_text_is_read_whole(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    table = make_table(chance)
    path = tmp_path / "list.csv"
    path.write_bytes(as_text(chance, table))
    [reading] = read_file(path, given="list.csv", overrides={})
    check(reading, table)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("form", ["xlsx", "ods", "zip"])
def test_hostile_workbook_is_read_whole(tmp_path: Path, seed: int, form: str) -> None:
    chance = random.Random(seed)
    sheets = make_sheets(chance)
    made = {
        "xlsx": lambda: as_xlsx(chance, sheets),
        "ods": lambda: as_ods(sheets),
        "zip": lambda: as_zip(chance, sheets),
    }
    path = tmp_path / f"list.{form}"
    path.write_bytes(made[form]())
    readings = read_file(path, given=path.name, overrides={})
    names = [f"2024/{name}.csv" if form == "zip" else name for name in sheets]
    assert [reading.sheet for reading in readings] == names
    for reading, table in zip(readings, sheets.values(), strict=True):
        check(reading, table)
