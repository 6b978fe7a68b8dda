"""Payees of a load to organisations of the registers: judgements first, then typed numbers, then names."""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from coopcouncil.data.matching.comparisons import Asked
from coopcouncil.data.matching.engine import Match, match_names
from coopcouncil.data.matching.judgements import Judgement, effective
from coopcouncil.data.matching.kinds import Kind
from coopcouncil.data.matching.numbers import agreeing_name, names_of, on_register, possible_ids
from coopcouncil.data.matching.verdicts import Said, gathered, settle
from coopcouncil.vocabulary.progress import Progress, silent

REGISTER = """
SELECT n.org_id AS id, n.name, o.postcode,
    CASE WHEN o.status = 'removed' THEN 2 ELSE 0 END + CASE WHEN n.kind = 'previous' THEN 1 ELSE 0 END AS standing
FROM organisation_names n LEFT JOIN organisations o USING (org_id)
"""
NUMBER_SCORE = 0.99
CONTRADICTED_SCORE = 0.4
RESULT = pa.schema(
    [
        ("kind", pa.string()),
        ("outcome", pa.string()),
        ("org_id", pa.string()),
        ("matched_name", pa.string()),
        ("score", pa.float64()),
        ("reason", pa.string()),
        ("runner_up_id", pa.string()),
        ("runner_up_score", pa.float64()),
        ("judgement", pa.string()),
    ]
)


def match_payees(
    connection: duckdb.DuckDBPyConnection,
    payees: Any,
    judgements: Iterable[Judgement] = (),
    *,
    progress: Progress = silent,
) -> pa.Table:
    """The answer for each payee, in their order: the columns of RESULT, behind supplier_id where payees have it.

    `connection` has the views organisation_names, organisations and organisation_ids of a snapshot. `payees` is an
    Arrow or Polars table with supplier_key, council, name and, where known, names (every printing), postcode (or
    printed_postcode), supplier_number and redacted.
    """
    table = payees if isinstance(payees, pa.Table) else payees.to_arrow()
    rows: list[dict[str, Any]] = table.to_pylist()
    said = _judged(connection, rows, list(judgements))
    asked = [_asked(row) for row in rows]
    found = match_names(
        connection, asked, REGISTER, refused=[tuple(sorted(each.refused)) for each in said], progress=progress
    )
    found = _by_number(connection, rows, asked, said, found)
    found = settle(said, found, names_of(connection, (each.same.org_id for each in said if each.same)))
    found = [_withheld(match) if row.get("redacted") else match for row, match in zip(rows, found, strict=True)]
    columns = {name: pa.array([getattr(each, name) for each in found], kind) for name, kind in _fields()}
    if "supplier_id" in table.column_names:
        columns = {"supplier_id": table.column("supplier_id"), **columns}
    return pa.table(columns)


def _fields() -> list[tuple[str, Any]]:
    return [(each.name, each.type) for each in RESULT]


def _asked(row: dict[str, Any]) -> Asked:
    return Asked(
        name=row["name"] or "",
        postcode=row.get("postcode") or row.get("printed_postcode"),
        printings=tuple(each for each in row.get("names") or () if each and each != row["name"]),
        council_names=(row["council"],) if row["council"] else (),
    )


def _withheld(match: Match) -> Match:
    if match.kind == Kind.REDACTED.value:
        return match
    return Match(Kind.REDACTED.value, "none", None, None, 0.0, "The name was withheld in the file.")


def _judged(
    connection: duckdb.DuckDBPyConnection, rows: Sequence[dict[str, Any]], judgements: list[Judgement]
) -> list[Said]:
    canonical = on_register(connection, (each.org_id for each in judgements)) if judgements else {}
    by_payee = gathered(effective(judgements, canonical), lambda judgement: (judgement.council, judgement.supplier_key))
    return [by_payee.get((row["council"], row["supplier_key"]), Said()) for row in rows]


def _by_number(
    connection: duckdb.DuckDBPyConnection,
    rows: Sequence[dict[str, Any]],
    asked: Sequence[Asked],
    said: Sequence[Said],
    found: Sequence[Match],
) -> list[Match]:
    """Let a number that the council typed decide, when it is on a register and the name does not contradict it."""
    typed = [possible_ids(row.get("supplier_number")) for row in rows]
    known = on_register(connection, (each for ids in typed for each in ids))
    names = names_of(connection, known.values())
    answers = []
    for ids, one, words, match, row in zip(typed, asked, said, found, rows, strict=True):
        org_ids = list(dict.fromkeys(known[each] for each in ids if each in known))
        org_ids = [each for each in org_ids if each in names and each not in words.refused]
        settled = match.kind in {Kind.ORGANISATION.value, Kind.PERSON.value} and org_ids
        answers.append(_numbered(one, str(row["supplier_number"]), org_ids, names, match) if settled else match)
    return answers


def _numbered(asked: Asked, number: str, org_ids: Sequence[str], names: dict[str, list[str]], match: Match) -> Match:
    agreeing = {each: name for each in org_ids if (name := agreeing_name((asked.name, *asked.printings), names[each]))}
    if agreeing:
        chosen = match.org_id if match.org_id in agreeing else next(iter(agreeing))
        reason = f"The council typed the number {number}, which is this organisation's, and the name agrees with it."
        return _instead(match, chosen, outcome="match", name=agreeing[chosen], score=NUMBER_SCORE, reason=reason)
    chosen = org_ids[0]
    if match.outcome == "match" and len(org_ids) > 1:
        return match
    reason = (
        f"The council typed the number {number}, which is that of '{names[chosen][0]}' ({chosen}), "
        "but the name contradicts it."
    )
    return _instead(match, chosen, outcome="review", name=names[chosen][0], score=CONTRADICTED_SCORE, reason=reason)


def _instead(match: Match, org_id: str, *, outcome: str, name: str, score: float, reason: str) -> Match:
    other = match.org_id not in (None, org_id)
    return Match(
        Kind.ORGANISATION.value,
        outcome,
        org_id,
        name,
        score,
        reason,
        match.org_id if other else match.runner_up_id if match.runner_up_id != org_id else None,
        match.score if other else match.runner_up_score if match.runner_up_id != org_id else None,
    )
