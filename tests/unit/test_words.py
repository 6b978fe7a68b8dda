"""Numbers, dates and shares in words."""

from datetime import date
from decimal import Decimal

import pytest

from coopcouncil.papers.words import counted, day, exact_gbp, percent, short_gbp


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "£0"),
        ("0.40", "£0"),
        ("-0.40", "£0"),
        ("64.50", "£65"),
        ("999.49", "£999"),
        ("1000", "£1k"),
        ("812345.67", "£812k"),
        ("999499", "£999k"),
        ("999500", "£1.0m"),
        ("5414400", "£5.4m"),
        ("-1234567890", "-£1.23bn"),
    ],
)
def test_short_money_of_every_size(amount: str, words: str) -> None:
    assert short_gbp(Decimal(amount)) == words


def test_exact_money_keeps_its_pence_and_its_sign() -> None:
    assert [exact_gbp(Decimal(each)) for each in ("1234.56", "-1", "0")] == ["£1,234.56", "-£1.00", "£0.00"]


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (None, "not known"),
        ("0", "0%"),
        ("0.0004", "less than 0.1%"),
        ("0.032", "3.2%"),
        ("0.05", "5%"),
        ("0.874", "87%"),
        ("0.9999", "more than 99%"),
        ("1", "100%"),
        ("-0.02", "-2%"),
    ],
)
def test_percent_of_every_size(share: str | None, words: str) -> None:
    assert percent(None if share is None else Decimal(share)) == words


def test_day_in_words() -> None:
    assert day(date(2026, 3, 7)) == "7 March 2026"
    assert day(None) == "no date"


def test_counted_nouns() -> None:
    assert [counted(n, "payment") for n in (0, 1, 2315)] == ["no payments", "1 payment", "2,315 payments"]
    assert counted(2, "body", "bodies") == "2 bodies"
