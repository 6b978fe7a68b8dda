"""The invented council's payments files: five layouts in three years, with the slips that real ones have."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from coopcouncil.data.fictional.layouts import (
    CARDS,
    LABELLED,
    OLD_SYSTEM,
    THREE_AMOUNTS,
    WORKBOOK,
    Layout,
    Row,
    csv_bytes,
    pounds,
    table,
)
from coopcouncil.data.fictional.payments import Payment
from coopcouncil.data.fictional.workbooks import write_workbook, write_zip

Months = dict[date, list[Payment]]

NO_HEADER_MONTH = date(2023, 8, 1)
TWO_DATE_SHAPES_MONTH = date(2024, 7, 1)
EMPTY_COLUMNS_MONTH = date(2024, 10, 1)
REPEATED_MONTHS = (date(2024, 12, 1), date(2025, 1, 1))  # published again, together, after a correction
SPOILT_MONTH = date(2025, 8, 1)
ZIPPED_MONTHS = (date(2025, 4, 1), date(2025, 5, 1), date(2025, 6, 1))


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """One file and what a faithful reader should find in it."""

    name: str
    payments: int
    total_gbp: Decimal


def write_payment_files(folder: Path, payments: Iterable[Payment], cards: Sequence[Payment]) -> list[PaymentFile]:
    """Write every payments file into `folder`; return each with its count and total."""
    folder.mkdir(parents=True, exist_ok=True)
    by_month: Months = {}
    for payment in payments:
        by_month.setdefault(payment.paid_on.replace(day=1), []).append(payment)
    written = [*_old_system(folder, by_month), _workbook(folder, by_month), *_three_amounts(folder, by_month)]
    return [*written, _zipped(folder, by_month), *_labelled(folder, by_month), *_cards(folder, cards)]


def _told(name: str, payments: Sequence[Payment]) -> PaymentFile:
    return PaymentFile(name, len(payments), sum((each.amount_gbp for each in payments), Decimal(0)))


def _between(by_month: Months, first: date, last: date) -> Iterator[tuple[date, list[Payment]]]:
    return ((month, found) for month, found in sorted(by_month.items()) if first <= month <= last)


def _write(folder: Path, name: str, layout: Layout, rows: Iterable[Row], payments: Sequence[Payment]) -> PaymentFile:
    (folder / name).write_bytes(csv_bytes(rows, layout.encoding))
    return _told(name, payments)


def _old_system(folder: Path, by_month: Months) -> Iterator[PaymentFile]:
    for month, found in _between(by_month, date(2023, 4, 1), date(2023, 9, 1)):
        rows = table(OLD_SYSTEM, found, headed=month != NO_HEADER_MONTH)
        yield _write(folder, f"FenmarshPayments{month:%Y-%m}.csv", OLD_SYSTEM, rows, found)


def _workbook(folder: Path, by_month: Months) -> PaymentFile:
    name = "Payments over 500 Oct 2023 to Mar 2024.xlsx"
    sheets = list(_between(by_month, date(2023, 10, 1), date(2024, 3, 1)))
    write_workbook(folder / name, [(f"{month:%b %Y}", table(WORKBOOK, found)) for month, found in sheets])
    return _told(name, [payment for _, found in sheets for payment in found])


def _three_amounts(folder: Path, by_month: Months) -> Iterator[PaymentFile]:
    for month, found in _between(by_month, date(2024, 4, 1), date(2025, 3, 1)):
        yield _write(folder, f"spend_over_500_{month:%b_%y}.csv".lower(), THREE_AMOUNTS, _reported(month, found), found)
    again = [payment for month in REPEATED_MONTHS for payment in by_month[month]]
    name = "spend_over_500_dec_24_jan_25_corrected.csv"
    yield _write(folder, name, THREE_AMOUNTS, table(THREE_AMOUNTS, again), again)


def _reported(month: date, payments: Sequence[Payment]) -> list[Row]:
    """A month as the report printed it: with a total beneath, and two months with slips of their own."""
    rows = table(THREE_AMOUNTS, payments)
    net = pounds(_told("", payments).total_gbp, brackets=True)
    rows += [(), ("", "", "Grand Total", "", "", "", net)]
    if month == TWO_DATE_SHAPES_MONTH:
        first = len(rows) // 2
        rows[first:-2] = [
            (*row[:4], f"{payment.paid_on:%d-%b-%y}", *row[5:])
            for row, payment in zip(rows[first:-2], payments[first - len(rows) + 2 :], strict=True)
        ]
    if month == EMPTY_COLUMNS_MONTH:
        rows = [(*row, *("",) * 17) for row in rows]
    return rows


def _labelled(folder: Path, by_month: Months) -> Iterator[PaymentFile]:
    for month, found in _between(by_month, date(2025, 7, 1), date(2026, 3, 1)):
        rows = table(LABELLED, found)
        if month == SPOILT_MONTH:
            rows.insert(40, (*LABELLED.row(found[0])[:7], "#REF!", "0.00", ""))
        yield _write(folder, f"fenmarsh-spend-{month:%Y-%m}.csv", LABELLED, rows, found)


def _zipped(folder: Path, by_month: Months) -> PaymentFile:
    name = "fenmarsh-spend-2025-q1.zip"
    layout = replace(LABELLED, encoding="utf-8")
    members = [
        (f"fenmarsh-spend-{month:%Y-%m}.csv", csv_bytes(table(layout, by_month[month]), layout.encoding))
        for month in ZIPPED_MONTHS
    ]
    write_zip(folder / name, members)
    return _told(name, [payment for month in ZIPPED_MONTHS for payment in by_month[month]])


def _cards(folder: Path, cards: Sequence[Payment]) -> Iterator[PaymentFile]:
    quarters: dict[str, list[Payment]] = {}
    for payment in cards:
        quarter = (payment.paid_on.month - 4) % 12 // 3 + 1
        quarters.setdefault(f"purchase-cards-2025-26-q{quarter}.csv", []).append(payment)
    for name, found in quarters.items():
        yield _write(folder, name, CARDS, table(CARDS, found), found)
