"""What the council has promised as CSV and JSON: one row an action, written as it is read."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings

from coopcouncil.web.pages import council_name
from coopcouncil.web.promises.published.queries import Counts
from coopcouncil.web.promises.queries import ActionFacts

COLUMNS = (
    *("id", "address", "motion", "adopted_on", "resolution", "resolved", "action", "kind", "state", "state_in_words"),
    *("who_answers", "body", "due", "due_on", "late", "not_stated", "evidence", "evidence_addresses"),
    *("decided_by", "minute"),
)


def csv_rows(facts: Iterable[ActionFacts]) -> Iterator[list[Any]]:
    """One row an action, in the order of COLUMNS; several pieces of evidence stand in one cell, with semicolons."""
    for each in facts:
        done = each.discharge if each.discharge and each.discharge.granted else None
        yield [
            each.ref, _whole(each.address), each.motion, each.adopted_on, each.resolution, each.clause, each.words,
            each.kind, each.state, each.state_words, each.owner, each.body, each.due_words, each.due_on or "",
            "yes" if each.late else "no", "; ".join(each.not_stated), "; ".join(one.title for one in each.proofs),
            "; ".join(_whole(one.address) for one in each.proofs), done.meeting if done else "",
            done.minute if done else "",
        ]  # fmt: skip


def json_lines(facts: Iterable[ActionFacts], counts: Counts, today: date) -> Iterator[str]:
    """One object: whose it is, the day, the counts, and the actions, written one after the other."""
    head = {"council": council_name(), "as_of": today.isoformat(), "counts": asdict(counts), "answer": counts.words}
    yield json.dumps(head, ensure_ascii=False).removesuffix("}") + ', "actions": ['
    for number, each in enumerate(facts):
        yield (",\n" if number else "\n") + json.dumps(as_data(each), ensure_ascii=False)
    yield "\n]}\n"


def as_data(facts: ActionFacts) -> dict[str, Any]:
    """One action as data: its facts, days as 2026-03-17, addresses whole, what is not stated null."""
    said = asdict(facts)
    for name in ("address", "motion_address"):
        said[name] = _whole(said[name]) or None
    for proof in said["proofs"]:
        proof["address"] = _whole(proof["address"])
    for name in ("owner", "body", "due_words"):
        said[name] = said[name] or None
    return _plain(said)


def _plain(value: Any) -> Any:
    """The value with days as text and every sequence a list."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _whole(address: str) -> str:
    """An address with the site's own in front; nothing stays nothing."""
    return f"{settings.COOPCOUNCIL_ADDRESS}{address}" if address else ""
