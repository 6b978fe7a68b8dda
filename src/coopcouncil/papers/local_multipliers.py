"""The local multiplier of a picture: the council's spending by place, joined with a survey's answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopcouncil.data.spending.picture.figures import Picture
from coopcouncil.data.spending.picture.survey import PaidAnswer
from coopcouncil.evidence.findings import Outcome
from coopcouncil.rules.multiplier.local_multiplier import lm2, lm3
from coopcouncil.rules.multiplier.values import LocalSpend, Multiplier, SurveyAnswer


@dataclass(frozen=True, slots=True)
class LocalMultipliers:
    """LM2 and LM3 of a picture, and sentences about what could not be counted."""

    multipliers: tuple[Multiplier, ...]
    notes: tuple[str, ...]


def local_multipliers(picture: Picture, answers: Sequence[PaidAnswer]) -> LocalMultipliers:
    """LM2 and LM3 by both conventions; answers of suppliers not inside the area are left out and said.

    Raises ValueError when an answer is impossible.
    """
    headline = picture.headline
    placed = headline.place_coverage
    spend = LocalSpend(placed.total_gbp, headline.inside.total_gbp, placed.total_gbp - placed.known_gbp)
    try:
        second = lm2(spend)
    except ValueError as error:
        return LocalMultipliers((), (f"No multiplier can be worked out. {error}",))
    inside = [each for each in answers if each.place == "inside" and each.paid_gbp > 0]
    notes = tuple(_left_out(each) for each in answers if each not in inside)
    return LocalMultipliers((second, lm3(spend, [_answer(each) for each in inside])), notes)


def verdict_words(multiplier: Multiplier) -> str:
    """Whether a multiplier may be quoted, and why: what its finding's outcome means to a reader."""
    finding = multiplier.finding
    if multiplier.nef is None:
        return f"Not worked out. {finding.reason}"
    if finding.outcome is Outcome.PASS:
        return f"Can be quoted with its range. {finding.reason}"
    return f"To be checked by a person before it is quoted. {finding.reason}"


def _answer(paid: PaidAnswer) -> SurveyAnswer:
    answer = paid.answer
    return SurveyAnswer(answer.supplier, paid.paid_gbp, answer.income_from_council_gbp, answer.spent_locally_gbp)


def _left_out(paid: PaidAnswer) -> str:
    why = "is not known to lie inside the area" if paid.place != "inside" else "was paid nothing on balance"
    return f"The answer of {paid.answer.supplier} (line {paid.answer.line}) is left out: the supplier {why}."
