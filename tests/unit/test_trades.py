"""Trades in words."""

import re

from coopcouncil.vocabulary.trades import DIVISIONS, trade_words


def test_every_division_of_sic_2007_has_words() -> None:
    assert len(DIVISIONS) == 88
    assert all(re.fullmatch(r"\d\d", code) for code in DIVISIONS)


def test_trade_of_a_full_code_no_code_and_an_unknown_code() -> None:
    assert trade_words("81222") == "Cleaning, landscaping and services to buildings"
    assert trade_words(None) == "not stated"
    assert trade_words("00000") == "code 00000"
