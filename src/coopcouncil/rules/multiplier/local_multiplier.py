"""LM2 and LM3, by the convention of the New Economics Foundation and by that of "Sticky Money".

Set out in: Justin Sacks, "The Money Trail", New Economics Foundation and The Countryside Agency, 2002: LM3 as
(R1 + R2 + R3) / R1, from 1 to 3. "Sticky Money", a study of retail co-operatives, counts the same rounds without the
first, (R2 + R3) / R1, as the press reported it; the paper itself was not seen. R1 is the money counted, R2 the part of
it paid to suppliers inside the area, R3 the part of R2 that these spend again in the area, by their own answers to a
survey.

The bounds are ours: silence is not taken to mean anything. At the low end suppliers of unknown place lie outside and
those who did not answer spend nothing locally; at the high end they lie inside and spend all of it locally.
"""

from collections.abc import Sequence
from decimal import Decimal

from coopcouncil.evidence.findings import Finding, Outcome
from coopcouncil.rules.multiplier.values import (
    MULTIPLIER_STEP,
    LocalSpend,
    Multiplier,
    MultiplierCoverage,
    Range,
    SurveyAnswer,
)

VERSION = "1"
SOURCE = "The Money Trail (New Economics Foundation, 2002); Sticky Money, as reported in the press"
NO_SPENDING = "No spending is counted, so there is nothing to multiply."
NO_SURVEY = "LM3 needs a survey of what local suppliers spend again locally."
# Under these shares of the money a multiplier is called unsettled. They are this project's own caution, not law.
LEAST_PLACED_SHARE = Decimal("0.8")
LEAST_ANSWERED_SHARE = Decimal("0.5")
NOTHING = Decimal(0)


def lm2(spend: LocalSpend) -> Multiplier:
    """Two rounds: the money counted and the part of it paid to suppliers inside the area.

    Raises ValueError when the parts are negative or larger than the whole.
    """
    check_spend(spend)
    coverage = MultiplierCoverage(_share(spend.counted_gbp - spend.unplaced_gbp, spend.counted_gbp), None, 0)
    if spend.counted_gbp == 0:
        return _without_figure("LM2", spend, coverage, NO_SPENDING)
    local = _local_gbp(spend)
    return _multiplier("LM2", spend, local, coverage, _judge("LM2", coverage))


def lm3(spend: LocalSpend, answers: Sequence[SurveyAnswer]) -> Multiplier:
    """Three rounds: LM2's two and what local suppliers, by a survey, spend again in the area.

    An answer weighs as much as the council paid that supplier. Without any answer there is no LM3 and the finding says
    what is missing. Raises ValueError when an answer is impossible: more spent than earned, a supplier twice, more
    paid to those who answered than to all local suppliers.
    """
    check_spend(spend)
    check_answers(spend, answers)
    answered_gbp = sum((answer.paid_gbp for answer in answers), NOTHING)
    local = _local_gbp(spend)
    placed_share = _share(spend.counted_gbp - spend.unplaced_gbp, spend.counted_gbp)
    coverage = MultiplierCoverage(placed_share, _share(answered_gbp, spend.inside_gbp), len(answers))
    if spend.counted_gbp == 0:
        return _without_figure("LM3", spend, coverage, NO_SPENDING)
    if answered_gbp == 0:
        return _without_figure("LM3", spend, coverage, NO_SURVEY)
    respent_gbp = sum((answer.paid_gbp * _respent_share(answer) for answer in answers), NOTHING)
    third = Range(
        respent_gbp,
        local.middle * respent_gbp / answered_gbp,
        respent_gbp + (local.high - answered_gbp),
    )
    second_and_third = Range(local.low + third.low, local.middle + third.middle, local.high + third.high)
    return _multiplier("LM3", spend, second_and_third, coverage, _judge("LM3", coverage), local.middle, third.middle)


def check_spend(spend: LocalSpend) -> None:
    """Raise ValueError unless the parts are nothing or more, and together no more than the whole."""
    if min(spend.counted_gbp, spend.inside_gbp, spend.unplaced_gbp) < 0:
        raise ValueError("Spending for a multiplier cannot be negative: refunds exceed payments in one of its parts.")
    if spend.inside_gbp + spend.unplaced_gbp > spend.counted_gbp:
        raise ValueError("More is paid inside the area or to unknown places than is counted in all.")


def check_answers(spend: LocalSpend, answers: Sequence[SurveyAnswer]) -> None:
    """Raise ValueError at the first answer that cannot be right."""
    seen: set[str] = set()
    for answer in answers:
        if answer.supplier in seen:
            raise ValueError(f"{answer.supplier} answers twice. Keep one answer.")
        seen.add(answer.supplier)
        if answer.paid_gbp < 0 or answer.income_from_council_gbp <= 0 or answer.spent_locally_gbp < 0:
            raise ValueError(f"{answer.supplier}: amounts have to be positive (spent locally may be 0).")
        if answer.spent_locally_gbp > answer.income_from_council_gbp:
            raise ValueError(f"{answer.supplier} says it spent more locally than it had from the council.")
    if sum((answer.paid_gbp for answer in answers), NOTHING) > spend.inside_gbp:
        raise ValueError("More is paid to the suppliers that answered than to all suppliers inside the area.")


def _local_gbp(spend: LocalSpend) -> Range:
    placed_gbp = spend.counted_gbp - spend.unplaced_gbp
    middle = spend.inside_gbp * spend.counted_gbp / placed_gbp if placed_gbp else NOTHING
    return Range(spend.inside_gbp, middle, spend.inside_gbp + spend.unplaced_gbp)


def _respent_share(answer: SurveyAnswer) -> Decimal:
    return answer.spent_locally_gbp / answer.income_from_council_gbp


def _multiplier(
    name: str,
    spend: LocalSpend,
    later_rounds: Range,
    coverage: MultiplierCoverage,
    finding: Finding,
    *rounds_gbp: Decimal,
) -> Multiplier:
    first = spend.counted_gbp
    ratios = [
        (each / first).quantize(MULTIPLIER_STEP) for each in (later_rounds.low, later_rounds.middle, later_rounds.high)
    ]
    rounds = tuple(each.quantize(Decimal("0.01")) for each in (first, *(rounds_gbp or (later_rounds.middle,))))
    return Multiplier(name, Range(*(1 + each for each in ratios)), Range(*ratios), rounds, coverage, finding)


def _without_figure(name: str, spend: LocalSpend, coverage: MultiplierCoverage, reason: str) -> Multiplier:
    finding = _finding(name, Outcome.CHECK, reason, coverage)
    return Multiplier(name, None, None, (spend.counted_gbp,), coverage, finding)


def _judge(name: str, coverage: MultiplierCoverage) -> Finding:
    short = []
    if coverage.placed_share is None or coverage.placed_share < LEAST_PLACED_SHARE:
        short.append(f"only {_percent(coverage.placed_share)} of the money is placed")
    if name == "LM3" and (coverage.answered_share is None or coverage.answered_share < LEAST_ANSWERED_SHARE):
        short.append(f"only {_percent(coverage.answered_share)} of local spending is covered by answers")
    if short:
        return _finding(name, Outcome.CHECK, f"Quote the whole range: {' and '.join(short)}.", coverage)
    return _finding(name, Outcome.PASS, "Most of the money is covered; the range shows what is not.", coverage)


def _finding(name: str, outcome: Outcome, reason: str, coverage: MultiplierCoverage) -> Finding:
    evidence = (f"{_percent(coverage.placed_share)} of spending placed", f"answers to the survey: {coverage.answers}")
    return Finding(outcome, reason, evidence, name, VERSION, SOURCE)


def _share(part_gbp: Decimal, whole_gbp: Decimal) -> Decimal | None:
    return (part_gbp / whole_gbp).quantize(MULTIPLIER_STEP) if whole_gbp else None


def _percent(share: Decimal | None) -> str:
    return "none" if share is None else f"{(share * 100).quantize(Decimal('0.1'))}%"
