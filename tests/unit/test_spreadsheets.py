"""CSV cells that a spreadsheet must not run."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcouncil.papers.spreadsheets import safe_cell, safe_text_sql


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@SUM(A1)", "\t=1", "\rx", " =1", "＝1", "\n=1"])
def test_text_like_a_formula_is_defused(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("A-B Ltd", "A-B Ltd"),
        (Decimal("-5.00"), "-5.00"),
        (Decimal("1E+3"), "1000"),
        (-5, "-5"),
        (None, ""),
        (True, "yes"),
        (date(2026, 3, 7), "2026-03-07"),
    ],
)
def test_numbers_dates_and_plain_text_stay_as_they_are(value: str, cell: str) -> None:
    assert safe_cell(value) == cell


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_sql_defuses_as_python_does(text: str) -> None:
    row = duckdb.execute(f"SELECT {safe_text_sql('t')} FROM (SELECT ? AS t)", [text]).fetchone()
    assert row == (safe_cell(text),)
