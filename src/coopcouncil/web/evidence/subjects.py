"""Evidence as a subject of its own: found by search and the record, and what waits for whoever may publish it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from coopcouncil.papers.words import counted
from coopcouncil.web.evidence.kinds.registry import KINDS
from coopcouncil.web.evidence.queries import search_evidence, visible_to
from coopcouncil.web.evidence.states import State
from coopcouncil.web.permissions import may, reach
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Duty, Found, Hit, Subject


def find_many(user: Any, refs: Sequence[str]) -> dict[str, Found]:
    """The items with these ids that this user may see."""
    try:
        rows = visible_to(user).filter(public_id__in=refs).values_list("public_id", "title")
        return {str(ref): Found(title, reverse("evidence-item", args=[ref])) for ref, title in rows}
    except ValidationError:  # one of them is no id at all
        return {}


def search(user: Any, words: str, most: int) -> list[Hit]:
    """Items by the words of their titles and of what they show."""
    return [
        Hit(
            "Evidence",
            each.title,
            reverse("evidence-item", args=[each.public_id]),
            f"{KINDS[each.kind].label if each.kind in KINDS else each.kind}, {each.state}",
            each.subject_ref,
        )
        for each in search_evidence(user, {"words": words})[:most]
    ]


def duties(person: Any, _today: date) -> list[Duty]:
    """The drafts that this person may publish, as one line."""
    if not may(person, Right.PUBLISH_EVIDENCE):
        return []
    everywhere, bodies = reach(person, Right.PUBLISH_EVIDENCE)
    drafts = visible_to(person).filter(state=State.DRAFT)
    count = (drafts if everywhere else drafts.filter(body_id__in=bodies)).count()
    if not count:
        return []
    words = f"Publish or withdraw {counted(count, 'piece of evidence', 'pieces of evidence')} still in draft"
    return [Duty(words, f"{reverse('evidence')}?state={State.DRAFT}")]


EVIDENCE = Subject(
    kind="evidence",
    label="Evidence",
    find=lambda user, ref: find_many(user, [ref]).get(ref),
    search=search,
    find_many=find_many,
)
