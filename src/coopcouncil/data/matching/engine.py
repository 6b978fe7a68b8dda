"""Names in, matches out: the whole way from a printed name to an organisation, a score and its reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import duckdb

from coopcouncil.data.matching.candidates import prepare_register
from coopcouncil.data.matching.comparisons import Asked, compare
from coopcouncil.data.matching.decisions import Decision, decide
from coopcouncil.data.matching.kinds import Kind, judge_name, looks_like_person
from coopcouncil.data.matching.names import fold
from coopcouncil.data.matching.reasons import NOTHING, reason_for
from coopcouncil.data.matching.scoring import Weights, fitted_weights
from coopcouncil.vocabulary.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for one name. `score` is how likely the match is right, 0 to 1; ids are null when none is near."""

    kind: str
    outcome: str
    org_id: str | None
    matched_name: str | None
    score: float
    reason: str
    runner_up_id: str | None = None
    runner_up_score: float | None = None
    judgement: str | None = None


def match_names(
    connection: duckdb.DuckDBPyConnection,
    asked: Sequence[Asked],
    register: str,
    *,
    refused: Sequence[Collection[str]] = (),
    weights: Weights | None = None,
    progress: Progress = silent,
) -> list[Match]:
    """Find each name in a register, in the order asked.

    `register` is a SQL query on `connection` with the columns id, name, postcode and standing (0 for a name to prefer,
    1 for a former one, 2 for a removed organisation's). `refused` holds, for each name, ids that people said it is not.
    Names that are withheld, missing, or the paying council's own are told apart and not looked for. Each
    answer depends on its own name alone, so the order of the names does not matter.
    """
    prepare_register(connection, register)
    kinds = [judge_name(each.name, each.council_names) for each in asked]
    refusals = list(refused) or [()] * len(asked)
    wanted: dict[tuple[object, ...], list[int]] = {}
    for number, (each, judged) in enumerate(zip(asked, kinds, strict=True)):
        if judged.kind is Kind.ORGANISATION:
            wanted.setdefault(_same_question(each, refusals[number]), []).append(number)
    places = [numbers[0] for numbers in wanted.values()]
    found = _look_up(
        connection,
        [asked[number] for number in places],
        [refusals[number] for number in places],
        weights or fitted_weights(),
        progress,
    )
    answers = {number: answer for numbers, answer in zip(wanted.values(), found, strict=True) for number in numbers}
    return [
        answers[number] if number in answers else Match(judged.kind.value, "none", None, None, 0.0, judged.reason)
        for number, judged in enumerate(kinds)
    ]


def _same_question(asked: Asked, refused: Collection[str]) -> tuple[object, ...]:
    """Names with one key are one question unless their punctuation, which splits names, differs."""
    return asked.name.strip().upper(), asked.postcode, tuple(sorted(map(fold, asked.printings))), tuple(sorted(refused))


def _look_up(
    connection: duckdb.DuckDBPyConnection,
    asked: Sequence[Asked],
    refused: Sequence[Collection[str]],
    weights: Weights,
    progress: Progress,
) -> list[Match]:
    answers = [_answer(each, None) for each in asked]
    for compared in compare(connection, asked, progress):
        for number, decision in decide(compared, asked, weights, refused).items():
            answers[number] = _answer(asked[number], decision)
    return answers


def _answer(asked: Asked, decision: Decision | None) -> Match:
    if decision is None or decision.outcome == "none":
        person = looks_like_person(asked.name)
        if person:
            score = round(decision.score, 4) if decision else 0.0
            return Match(Kind.PERSON.value, "none", None, None, score, person)
    if decision is None:
        return Match(Kind.ORGANISATION.value, "none", None, None, 0.0, NOTHING)
    best, *others = decision.candidates
    proposed = decision.outcome != "none"
    return Match(
        Kind.ORGANISATION.value,
        decision.outcome,
        best.id if proposed else None,
        best.comparison.entry.name if proposed else None,
        round(decision.score, 4),
        reason_for(decision),
        others[0].id if others and proposed else None,
        round(decision.runner_up_score, 4) if proposed and decision.runner_up_score is not None else None,
    )
