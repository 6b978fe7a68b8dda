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

MATCH_FROM = 0.54
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
    chosen = {number: _contest(every) for number, every in grouped.items()}
    leads = np.array([lead_row([each.odds for each in contest.ranked]) for contest in chosen.values()])
    rows = compared.rows[[contest.ranked[0].row for contest in chosen.values()]]
    chances = weights.probabilities(leads, rows)
    return {
        number: _outcome(contest, float(chance))
        for (number, contest), chance in zip(chosen.items(), chances, strict=True)
    }


@dataclass(frozen=True, slots=True)
class _Contest:
    """The candidates of one name, best first, without the best one's twins and the removed body of its name."""

    ranked: list[Candidate]
    twins: tuple[Candidate, ...]
    passed_over: Candidate | None


def _contest(every: list[Candidate]) -> _Contest:
    ranked, passed_over = _without_removed_twins(every)
    best, *others = ranked
    twins = tuple(each for each in others if _is_twin(best, each))
    return _Contest([best, *(each for each in others if each not in twins)], twins, passed_over)


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
    if not one or not other:
        return "unknown"
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


def _outcome(contest: _Contest, chance: float) -> Decision:
    """The outcome when the best is right with this chance; twins share it and are for a person to tell apart."""
    outcome = "match" if chance >= MATCH_FROM else "review" if chance >= REVIEW_FROM else "none"
    others = [*contest.twins, *contest.ranked[1:]]
    candidates = (contest.ranked[0], *others[:2])
    if contest.twins and outcome != "none":
        share = chance / (1 + len(contest.twins))
        return Decision("review", share, candidates, share, contest.twins, contest.passed_over)
    runner_up = (1 - chance) * _chance(others[0].odds) if others else None
    if runner_up is not None:
        runner_up = min(chance, runner_up)
    return Decision(outcome, chance, candidates, runner_up, passed_over=contest.passed_over)


def _chance(odds: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def _is_twin(best: Candidate, other: Candidate) -> bool:
    """Whether nothing tells two organisations apart: names that read alike, and neither postcode nor form decides."""
    one, two = best.comparison.entry, other.comparison.entry
    printed = fold(best.comparison.spelling.text)
    if fold(one.name) == printed != fold(two.name) and one.read.legal != two.read.legal:
        return False
    return one.read.key == two.read.key and best.odds - other.odds < TWIN_LEAD
