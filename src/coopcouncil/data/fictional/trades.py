"""What the invented council buys: trades with their SIC 2007 codes, services, purposes and how the money falls."""

import csv
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Trade:
    """One line of business.

    `nouns` go into names; `yearly_thousands` is what a typical supplier is paid a year, in thousands of pounds;
    `payments_a_year` is how often; `peak` names the season in which more is spent ("winter", "summer", "spring"
    for the end of the financial year, or "" for none).
    """

    code: str
    nouns: tuple[str, ...]
    sic: str
    sic_text: str
    directorate: str
    service: str
    purposes: tuple[str, ...]
    yearly_thousands: int
    payments_a_year: int
    peak: str = ""


def _read() -> tuple[Trade, ...]:
    text = resources.files(__package__).joinpath("trades.csv").read_text(encoding="utf-8")
    return tuple(
        Trade(
            code=row["code"],
            nouns=tuple(row["nouns"].split("|")),
            sic=row["sic"],
            sic_text=row["sic_text"],
            directorate=row["directorate"],
            service=row["service"],
            purposes=tuple(row["purposes"].split("|")),
            yearly_thousands=int(row["yearly_thousands"]),
            payments_a_year=int(row["payments_a_year"]),
            peak=row["peak"],
        )
        for row in csv.DictReader(text.splitlines())
    )


TRADES = _read()
BY_CODE: dict[str, Trade] = {trade.code: trade for trade in TRADES}
