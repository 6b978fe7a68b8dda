"""Every invented payments file is read to the penny, whichever layout it is in."""

import csv
from decimal import Decimal

import pytest

from coopcouncil.data.fictional import make_council
from coopcouncil.data.spending.reading.files import read_file
from coopcouncil.data.spending.reading.reports import Reading


@pytest.fixture(scope="module")
def readings(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, list[Reading]], dict[str, tuple[int, Decimal]]]:
    folder = tmp_path_factory.mktemp("fictional")
    files = [made.path for made in make_council(folder) if made.kind == "payments"]
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = {row["file"]: (int(row["payments"]), Decimal(row["total_gbp"])) for row in rows}
    return {path.name: read_file(path, given=path.name, overrides={}) for path in files}, expected


def test_payments_and_totals_are_those_expected(
    readings: tuple[dict[str, list[Reading]], dict[str, tuple[int, Decimal]]],
) -> None:
    read, expected = readings
    found = {name: (sum(r.payments for r in each), sum(r.total_gbp for r in each)) for name, each in read.items()}
    assert found == expected


def test_only_totals_and_unreadable_amounts_are_refused(
    readings: tuple[dict[str, list[Reading]], dict[str, tuple[int, Decimal]]],
) -> None:
    refusals = [
        (name, refusal) for name, each in readings[0].items() for reading in each for refusal in reading.refusals
    ]
    totals = [name for name, refusal in refusals if "otal" in refusal.reason]
    others = [(name, refusal.value) for name, refusal in refusals if "otal" not in refusal.reason]
    assert len(totals) == 12
    assert others == [("fenmarsh-spend-2025-08.csv", "#REF!")]
