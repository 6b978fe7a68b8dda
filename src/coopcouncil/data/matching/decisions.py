"""From comparisons to an answer: match, review or none, with the organisation, the score and the runner-up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from coopcouncil.data.matching.comparisons import Asked, Compared, Comparison
from coopcouncil.data.matching.names import fold
from coopcouncil.data.matching.scoring import (
    POSTCODE_EVIDENCE,
    STANDING_EVIDENCE,
    Weights,
    lead_row,
)
from coopcouncil.vocabulary.postcodes import outcode, written_postcode

MATCH_FROM = 0.5
REVIEW_FROM = 0.15
TWIN_LEAD = 0.7
REMOVED = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that may be the one asked for, by its best comparison; `odds` are log-odds before rivals."""

    comparison: Comparison
    row: int
    odds: float
    postcode: str

    @property
    def id(self) -> str:
        """The organisation's id."""
        return self.comparison.entry.id


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer for one name: candidates best first, the chance that the first is right, and the outcome.

    `twins` are other organisations with the same name that nothing tells apart; `passed_over` is a removed
    organisation of the same name that an active one was preferred to.
    """

    outcome: str
    score: float
    candidates: tuple[Candidate, ...]
    runner_up_score: float | None
    twins: tuple[Candidate, ...] = ()
    passed_over: Candidate | None = None


def decide(
    compared: Compared, asked: Sequence[Asked], weights: Weights, refused: Sequence[Collection[str]]
) -> dict[int, Decision]:
    """A decision for each name that has comparisons; `refused` holds, for each name, ids never to propose for it."""
    grouped = rank(compared, asked, weights, refused)
    if not grouped:
        return {}
    chosen = {number: _without_removed_twins(every) for number, every in grouped.items()}
    leads = np.array([lead_row([each.odds for each in kept]) for kept, _ in chosen.values()])
    chances = weights.probabilities(leads, compared.rows[[kept[0].row for kept, _ in chosen.values()]])
    return {
        number: _outcome(kept, passed_over, float(chance))
        for (number, (kept, passed_over)), chance in zip(chosen.items(), chances, strict=True)
    }


def rank(
    compared: Compared, asked: Sequence[Asked], weights: Weights, refused: Sequence[Collection[str]]
) -> dict[int, list[Candidate]]:
    """For each name its candidate organisations, the likeliest first, each by the best of its names and spellings."""
    best: dict[int, dict[str, Candidate]] = {}
    odds = weights.pair_scores(compared.rows)
    for row, (comparison, base) in enumerate(zip(compared.comparisons, odds, strict=True)):
        if comparison.entry.id in refused[comparison.asked]:
            continue
        postcode = compare_postcodes(asked[comparison.asked].postcode, comparison.entry.postcode)
        total = float(base) + POSTCODE_EVIDENCE[postcode] + STANDING_EVIDENCE * comparison.entry.standing
        found = best.setdefault(comparison.asked, {})
        if comparison.entry.id not in found or found[comparison.entry.id].odds < total:
            found[comparison.entry.id] = Candidate(comparison, row, total, postcode)
    return {number: sorted(found.values(), key=lambda each: (-each.odds, each.id)) for number, found in best.items()}


def compare_postcodes(one: str | None, other: str | None) -> str:
    """'same', 'outcode', 'area' (the letters in front agree), 'elsewhere' or 'unknown'."""
    left, right = written_postcode(one), written_postcode(other)
    if left is None or right is None:
        return "unknown"
    if left == right:
        return "same"
    if outcode(left) == outcode(right):
        return "outcode"
    return "area" if _letters(left) == _letters(right) else "elsewhere"


def _letters(postcode: str) -> str:
    return postcode[:2] if postcode[1].isalpha() else postcode[:1]


def _without_removed_twins(ranked: list[Candidate]) -> tuple[list[Candidate], Candidate | None]:
    """Prefer an active organisation to removed ones of the same name; say which was passed over."""
    key = ranked[0].comparison.entry.read.key
    twins = [each for each in ranked if each.comparison.entry.read.key == key]
    active = [each for each in twins if each.comparison.entry.standing < REMOVED]
    if not active or len(active) == len(twins) or any(each.postcode == "same" for each in twins if each not in active):
        return ranked, None
    gone = [each for each in twins if each not in active]
    return [active[0], *(each for each in ranked if each not in gone and each != active[0])], gone[0]


def _outcome(ranked: list[Candidate], passed_over: Candidate | None, chance: float) -> Decision:
    best, *others = ranked
    twins = tuple(each for each in others if _is_twin(best, each))
    outcome = "match" if chance >= MATCH_FROM else "review" if chance >= REVIEW_FROM else "none"
    if twins and chance >= REVIEW_FROM:
        outcome, chance = "review", min(chance, 1 / (1 + len(twins)))
    runner_up = None
    if others:
        runner_up = min(chance, max(0.0, 1 - chance)) * float(1 / (1 + np.exp(-np.clip(others[0].odds, -30, 30))))
        runner_up = chance if twins else runner_up
    return Decision(outcome, chance, tuple(ranked[:3]), runner_up, twins, passed_over)


def _is_twin(best: Candidate, other: Candidate) -> bool:
    """Whether nothing tells two organisations apart: names that read alike, and neither postcode nor form decides."""
    one, two = best.comparison.entry, other.comparison.entry
    printed = fold(best.comparison.spelling.text)
    if fold(one.name) == printed != fold(two.name) and one.read.legal != two.read.legal:
        return False
    return one.read.key == two.read.key and best.odds - other.odds < TWIN_LEAD
