"""The local multiplier, as tables: money and answers in, both conventions with their ranges out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcouncil.evidence.findings import Outcome
from coopcouncil.rules.multiplier.local_multiplier import lm2, lm3
from coopcouncil.rules.multiplier.values import LocalSpend, Multiplier, SurveyAnswer


def spend(counted: int, inside: int, unplaced: int = 0) -> LocalSpend:
    return LocalSpend(Decimal(counted), Decimal(inside), Decimal(unplaced))


def answer(supplier: str, paid: int, income: int, local: int) -> SurveyAnswer:
    return SurveyAnswer(supplier, Decimal(paid), Decimal(income), Decimal(local))


def nef(multiplier: Multiplier) -> list[str]:
    assert multiplier.nef is not None
    return [str(each.normalize()) for each in (multiplier.nef.low, multiplier.nef.middle, multiplier.nef.high)]


@pytest.mark.parametrize(
    ("counted", "inside", "unplaced", "low", "middle", "high", "outcome"),
    [
        (100, 0, 0, "1", "1", "1", Outcome.PASS),
        (100, 40, 0, "1.4", "1.4", "1.4", Outcome.PASS),
        (100, 100, 0, "2", "2", "2", Outcome.PASS),
        # a fifth of unknown place: outside, like the rest, or inside
        (100, 40, 20, "1.4", "1.5", "1.6", Outcome.PASS),
        (100, 40, 21, "1.4", "1.5063", "1.61", Outcome.CHECK),
        (100, 0, 100, "1", "1", "2", Outcome.CHECK),
    ],
)
def test_lm2_by_place(  # noqa: PLR0917 - the columns of the table above
    counted: int, inside: int, unplaced: int, low: str, middle: str, high: str, outcome: Outcome
) -> None:
    result = lm2(spend(counted, inside, unplaced))
    assert nef(result) == [low, middle, high]
    assert result.finding.outcome is outcome
    assert result.coverage.placed_share == 1 - Decimal(unplaced) / counted


@pytest.mark.parametrize(
    ("money", "answers", "expected", "answered_share", "outcome"),
    [
        # all answer: R3 is known, so the range is one figure. (100 + 40 + 10) / 100
        (spend(100, 40), [answer("A", 40, 40, 10)], ["1.5"] * 3, "1", Outcome.PASS),
        # the supplier's own income differs from our payments: its share counts, our money weighs
        (spend(100, 40), [answer("A", 40, 80, 20)], ["1.5"] * 3, "1", Outcome.PASS),
        # half the local money answers and half of it stays: 5 + (0 to 20, middle 10 more) of 40
        (spend(100, 40), [answer("A", 20, 20, 10)], ["1.5", "1.6", "1.7"], "0.5", Outcome.PASS),
        (spend(100, 40), [answer("A", 10, 10, 5)], ["1.45", "1.6", "1.75"], "0.25", Outcome.CHECK),
        # unknown places widen R2 and R3: low 40+40, middle 50+50, high 60+60
        (spend(100, 40, 20), [answer("A", 40, 1, 1)], ["1.8", "2", "2.2"], "1", Outcome.PASS),
        # two answers weigh by what they were paid: (30*0 + 10*1) / 40 = 1/4
        (spend(100, 40), [answer("A", 30, 3, 0), answer("B", 10, 7, 7)], ["1.5"] * 3, "1", Outcome.PASS),
    ],
)
def test_lm3_by_answers(
    money: LocalSpend, answers: list[SurveyAnswer], expected: list[str], answered_share: str, outcome: Outcome
) -> None:
    result = lm3(money, answers)
    assert nef(result) == expected
    assert result.coverage.answered_share == Decimal(answered_share)
    assert result.finding.outcome is outcome


def test_lm3_without_a_survey_has_no_figure_and_says_what_is_missing() -> None:
    result = lm3(spend(100, 40), [])
    assert result.nef is None
    assert result.sticky_money is None
    assert result.finding.outcome is Outcome.CHECK
    assert "LM3 needs a survey" in result.finding.reason


def test_lm2_of_no_spending_has_no_figure() -> None:
    assert lm2(spend(0, 0)).nef is None


@pytest.mark.parametrize(
    ("money", "answers", "message"),
    [
        (spend(100, -1), [], "negative"),
        (spend(100, 60, 50), [], "than is counted"),
        (spend(100, 40), [answer("A", 5, 5, 6)], "A says it spent more locally"),
        (spend(100, 40), [answer("A", 5, 0, 0)], "A: amounts"),
        (spend(100, 40), [answer("A", 5, 5, 1), answer("A", 5, 5, 1)], "A answers twice"),
        (spend(100, 40), [answer("A", 41, 41, 1)], "More is paid to the suppliers that answered"),
    ],
)
def test_multiplier_refuses_the_impossible(money: LocalSpend, answers: list[SurveyAnswer], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        lm3(money, answers)


amounts = st.integers(0, 10**12).map(lambda pence: Decimal(pence) / 100)


@given(amounts, amounts, amounts, st.integers(0, 100), st.integers(0, 100))
def test_conventions_differ_by_one_and_bounds_hold_the_middle(
    inside: Decimal, unplaced: Decimal, outside: Decimal, answered: int, respent: int
) -> None:
    money = LocalSpend(inside + unplaced + outside, inside, unplaced)
    answers = [SurveyAnswer("A", inside * answered / 100, Decimal(100), Decimal(respent))]
    for result in (lm2(money), lm3(money, answers)):
        assert (result.nef is None) == (result.sticky_money is None)
        if result.nef and result.sticky_money:
            most = 2 if result.name == "LM2" else 3
            assert 1 <= result.nef.low <= result.nef.middle <= result.nef.high <= most
            assert result.nef.low - result.sticky_money.low == 1
            assert result.nef.middle - result.sticky_money.middle == 1
            assert result.nef.high - result.sticky_money.high == 1
