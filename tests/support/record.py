"""The record as tests read it."""

import json
from dataclasses import dataclass
from typing import Any

from coopcouncil.web.record.models import Entry
from coopcouncil.web.record.operations import Subject


@dataclass(frozen=True)
class Told:
    """One entry, with its content read."""

    what: str
    by: str
    content_said: dict[str, Any]


def entries_about(subject: Subject) -> list[Told]:
    """What the record tells of this thing, oldest first."""
    about = f"{subject.subject_kind}:{subject.subject_ref}"
    found = Entry.objects.filter(about=about).select_related("content")
    return [Told(each.what, each.by, json.loads(each.content.text)) for each in found]
