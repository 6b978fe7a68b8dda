"""What a piece of code put into the record."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from coopcouncil.web.record.models import Entry


@dataclass
class Made:
    """The entries made: what was done about what, and each content in full."""

    told: list[tuple[str, str]] = field(default_factory=list)
    contents: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def entries_made() -> Iterator[Made]:
    """The entries made inside the block, to be looked at after it."""
    last = Entry.objects.count()
    made = Made()
    try:
        yield made
    finally:
        entries = list(Entry.objects.filter(number__gt=last).select_related("content"))
        made.told += [(entry.what, entry.about) for entry in entries]
        made.contents += [json.loads(entry.content.text or "{}") for entry in entries]
