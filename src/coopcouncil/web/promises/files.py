"""What the council has promised as data: one row an action, for CSV and JSON."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from coopcouncil.web.promises.lists import Counts, Promise

CSV_FIELDS = (
    *("motion", "adopted_on", "resolution", "clause", "action", "kind", "state", "state_in_words", "late"),
    *(
        "who_answers",
        "body",
        "due_on",
        "due_in_words",
        "not_stated",
        "evidence",
        "evidence_addresses",
        "discharged_by_minute_of",
    ),
    *("minute", "address"),
)


def csv_rows(promises: Iterable[Promise]) -> Iterator[list[Any]]:
    """One row an action; a resolution without one has a row of its own."""
    for promise in promises:
        resolution = promise.resolution
        if not promise.actions:
            yield [str(resolution.motion), "", resolution.number, resolution.words, *[""] * (len(CSV_FIELDS) - 4)]
        for facts in promise.actions:
            done = facts.discharge if facts.discharge and facts.discharge.granted else None
            yield [
                facts.motion, facts.adopted_on.isoformat(), facts.resolution, facts.clause, facts.words, facts.kind,
                facts.state, facts.state_words, "yes" if facts.late else "no", facts.owner, facts.body,
                facts.due_on.isoformat() if facts.due_on else "", facts.due_words, "; ".join(facts.not_stated),
                "; ".join(each.title for each in facts.proofs),
                "; ".join(_whole(each.address) for each in facts.proofs),
                done.meeting if done else "", done.minute if done else "", _whole(facts.address),
            ]  # fmt: skip


def as_data(promise: Promise) -> dict[str, Any]:
    """One resolution with its actions, as JSON tells it."""
    resolution = promise.resolution
    return {
        "resolution_id": resolution.subject_ref,
        "motion": str(resolution.motion),
        "motion_id": resolution.motion.subject_ref,
        "number": resolution.number,
        "words": resolution.words,
        "questions": [text for _, text in resolution.questions],
        "parts": [text for _, text in resolution.parts],
        "actions": [action_as_data(each) for each in promise.actions],
    }


def action_as_data(facts: Any) -> dict[str, Any]:
    """One action, as JSON tells it."""
    told = asdict(facts)
    for known in ("resolution", "clause", "motion", "motion_address"):
        del told[known]
    told["action_id"] = told.pop("ref")
    for named in (told, *told["proofs"]):
        named["address"] = _whole(named["address"])
    return told


def _whole(address: str) -> str:
    """An address with the site's own in front: a file is read elsewhere."""
    return f"{settings.COOPCOUNCIL_ADDRESS}{address}"


def json_lines(promises: Iterable[Promise], counts: Counts) -> Iterator[str]:
    """One JSON document of all promises and how they stand, written as it is read."""
    yield f'{{"counts": {json.dumps(asdict(counts))}, "resolutions": ['
    for number, promise in enumerate(promises):
        yield f"{',' if number else ''}\n{json.dumps(as_data(promise), cls=DjangoJSONEncoder, ensure_ascii=False)}"
    yield "\n]}\n"
