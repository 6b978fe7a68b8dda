"""Operations on the record: who did what, when and why."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.api.values import LAST_PAGE, MOST_A_PAGE
from coopcouncil.web.record.models import Entry
from coopcouncil.web.rights import Right

ROUTER = Router(tags=["The record"])


class RecordIn(Schema):
    """From where on to read: the record only grows, so that whoever keeps the last number misses nothing."""

    after: int = Field(0, ge=0, le=LAST_PAGE * MOST_A_PAGE, description="Entries with a higher number than this.")
    per_page: int = Field(25, ge=1, le=MOST_A_PAGE, description="How many entries at most.")


class RecordEntryOut(Schema):
    """One entry. `by` is a person's id, empty for the system. `content` is null once it was redacted."""

    number: int
    at: datetime
    by: str
    what: str
    about: str
    content_sha256: str
    previous_sha256: str
    sha256: str
    content: dict[str, Any] | None


class RecordOut(Schema):
    """Entries in their order. `next_after` is what to ask for next, or null when these are the last."""

    total: int
    next_after: int | None
    rows: list[RecordEntryOut]


@api_route(ROUTER, "GET", "/record/", may=Right.SEE_RECORD, scope=Scope.READ_RECORD, answer=RecordOut, versioned=False)
def record(request: HttpRequest, asked: Query[RecordIn]) -> Any:
    """The record, entry by entry.

    With the fingerprints, so that the chain can be verified elsewhere.
    """
    found = list(
        Entry.objects.select_related("content").filter(number__gt=asked.after).order_by("number")[: asked.per_page + 1]
    )
    rows = found[: asked.per_page]
    following = rows[-1].number if len(found) > asked.per_page else None
    if following is not None:
        address = request.build_absolute_uri(f"{request.path}?after={following}&per_page={asked.per_page}")
        request.api_links = f'<{address}>; rel="next"'  # type: ignore[attr-defined]
    return {"total": Entry.objects.count(), "next_after": following, "rows": [_entry(each) for each in rows]}


def _entry(entry: Entry) -> dict[str, Any]:
    names = ("number", "at", "by", "what", "about", "content_sha256", "previous_sha256", "sha256")
    text = entry.content.text
    return {**{name: getattr(entry, name) for name in names}, "content": json.loads(text) if text else None}
