"""Amounts in any shape give the same pennies; days in any shape the same day."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcouncil.data.spending.reading.amounts import Amount, AmountReader, is_continental, read_amount
from coopcouncil.data.spending.reading.dates import proves_month_first, read_date

PENNIES = st.integers(min_value=-(10**11), max_value=10**11)


def shapes(pennies: int) -> list[str]:
    size = Decimal(abs(pennies)).scaleb(-2)
    plain, grouped = f"{size:.2f}", f"{size:,.2f}"
    bare = [
        plain,
        grouped,
        f"£{grouped}",
        f" {plain} ",
        f"£ {plain}",
        f"œ{plain}",
        grouped.replace(",", " "),
        f'"{plain}"',
    ]
    if pennies >= 0:
        return [*bare, f"+{plain}", f"{plain} DR", f"{plain}00000001"]
    return [
        *(f"-{each}" for each in (plain, grouped, f"£{grouped}")),
        *(f"({each})" for each in (plain, grouped, f"£{plain}")),
        f"{plain}-", f"£-{plain}", f"- {plain}", f"\u2212{plain}", f"{plain}CR", f"{grouped} cr", f"-{plain}00000001",
    ]  # fmt: skip


@given(PENNIES)
def test_amount_is_the_same_in_every_shape(pennies: int) -> None:
    for shape in shapes(pennies):
        assert read_amount(shape) == Amount(pennies), shape


@given(st.lists(PENNIES.flatmap(lambda pennies: st.sampled_from(shapes(pennies))), min_size=1))
def test_column_is_read_as_each_amount_alone(texts: list[str]) -> None:
    texts = [*texts, "", "n/a", "1,23"]
    frame = AmountReader().read(pl.Series(texts))
    singly = [read_amount(text) for text in texts]
    assert frame["pennies"].to_list() == [each.pennies if each else None for each in singly]


@pytest.mark.parametrize(
    ("text", "pennies", "rounded"),
    [
        ("0.005", 1, True),
        ("-0.005", -1, True),
        ("2.675", 268, True),
        ("1234.5600000000001", 123456, False),
        ("0.30000000000000004", 30, False),
        ("1.2E+05", 12000000, False),
        ("£ -", 0, False),
    ],
)
def test_fractions_of_a_penny_are_rounded_half_up(text: str, pennies: int, rounded: bool) -> None:
    assert read_amount(text) == Amount(pennies, rounded)


@pytest.mark.parametrize(
    "text", ["", "-", "£", "n/a", "1,23", "12,34,5", "1.2.3", "03/04/2024", "1-2", "abc", "1e400", "٣"]
)
def test_what_is_no_amount_is_not_read(text: str) -> None:
    assert read_amount(text) is None


def test_decimal_comma_needs_the_whole_column_to_show_it() -> None:
    assert is_continental(["1.234,56", "5,00", "12"])
    assert not is_continental(["1,234.56", "5.00"])
    assert not is_continental(["1,234", "12"])
    assert read_amount("1.234,56", continental=True) == Amount(123456)
    assert read_amount("1.234,56") is None


@pytest.mark.parametrize(
    "text",
    ["03/04/2024", "3/4/24", "03-04-2024", "3.4.2024", "2024-04-03", "2024-04-03 00:00:00", "2024-04-03T09:30:00Z",
     "03/04/2024 00:00", "03-Apr-24", "3 Apr 2024", "3 April 2024", "Wed 3 Apr 2024", "April 3, 2024", "3rd April 2024",
     "20240403", "03042024", "45385", "45385.5", "2024/04/03"],
)  # fmt: skip
def test_day_is_the_same_in_every_shape(text: str) -> None:
    assert read_date(text).on == date(2024, 4, 3)


@pytest.mark.parametrize(
    "text", ["31/02/2024", "00/00/0000", "01/01/1900", "13/13/2024", "00:00:00", "", "n/a", "soon"]
)
def test_impossible_day_is_none(text: str) -> None:
    assert read_date(text).on is None


@pytest.mark.parametrize("text", ["Apr-24", "April 2024", "2024-04", "202404", "04/2024"])
def test_month_alone_is_its_first_day(text: str) -> None:
    day = read_date(text)
    assert (day.on, day.month_only) == (date(2024, 4, 1), True)


def test_month_comes_first_only_where_the_column_proves_it() -> None:
    assert proves_month_first(["04/25/2024", "04/03/2024"])
    assert proves_month_first(["04/03/2024"]) is None
    assert not proves_month_first(["04/25/2024", "25/04/2024"])
