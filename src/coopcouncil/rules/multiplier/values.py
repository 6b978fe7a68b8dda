"""What the local multiplier is worked out from, and what it answers. Money is Decimal pounds, shares 0 to 1."""

from dataclasses import dataclass
from decimal import Decimal

from coopcouncil.evidence.findings import Finding

MULTIPLIER_STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class LocalSpend:
    """The council's spending by place.

    `counted_gbp` is everything counted (R1); `inside_gbp` went to suppliers known to lie inside the area;
    `unplaced_gbp` to suppliers whose place is not known, who may lie inside or outside it.
    """

    counted_gbp: Decimal
    inside_gbp: Decimal
    unplaced_gbp: Decimal


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """One local supplier's answer.

    `supplier` is what the survey calls it; `paid_gbp` is what the council paid it in the period, from the payments;
    `income_from_council_gbp` and `spent_locally_gbp` are its own figures: of that income, how much it spent in the
    area on staff and suppliers.
    """

    supplier: str
    paid_gbp: Decimal
    income_from_council_gbp: Decimal
    spent_locally_gbp: Decimal


@dataclass(frozen=True, slots=True)
class Range:
    """A figure with its bounds. `low` and `high` are the extremes; `middle` supposes that unknown is like known."""

    low: Decimal
    middle: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class MultiplierCoverage:
    """What a multiplier rests on. Money whose share is None is nothing at all.

    `placed_share` is the part of the spending counted whose supplier's place is known; `answered_share` is the part of
    local spending paid to suppliers that answered the survey; `answers` is how many answered.
    """

    placed_share: Decimal | None
    answered_share: Decimal | None
    answers: int


@dataclass(frozen=True, slots=True)
class Multiplier:
    """One multiplier by both conventions, never without its coverage and its finding.

    `name` is 'LM2' or 'LM3'. `nef` counts the first pound: (R1 + R2 + R3) / R1. `sticky_money` does not:
    (R2 + R3) / R1. They differ by exactly 1. Both are None when there is nothing to work them out from. `rounds_gbp`
    holds the middle estimate of R1, R2 and (LM3 only) R3.
    """

    name: str
    nef: Range | None
    sticky_money: Range | None
    rounds_gbp: tuple[Decimal, ...]
    coverage: MultiplierCoverage
    finding: Finding
