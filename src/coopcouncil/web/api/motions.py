"""Operations on motions: which there are, where each stands, and every version of its text."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from coopcouncil.evidence.findings import Finding
from coopcouncil.rules.motions.states import MotionState
from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.filters import free_text, one_of
from coopcouncil.web.api.problems import ProblemError
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.api.values import Paged, PageOut, page_out
from coopcouncil.web.api.versions import check_unknown
from coopcouncil.web.motions import permissions, queries
from coopcouncil.web.motions.models import Advice, Motion, Text
from coopcouncil.web.rights import Right

ROUTER = Router(tags=["Motions"])
STATES = tuple(each.value for each in MotionState)


class MotionSearchIn(Paged):
    """Which motions."""

    words: str = free_text("Words of the title, or of the mover's or the seconder's name.")
    state: str = one_of(*STATES, description="Where it stands.")
    body: str = free_text("A committee by its short name.")
    meeting: UUID | None = None


class MotionRowOut(Schema):
    """One motion. `body` is the committee's short name, null for the full council; a name not stated is empty.

    `published_at` is null while the public does not see it.
    """

    motion_id: UUID
    title: str
    body: str | None
    mover: str
    seconder: str
    received_at: datetime | None
    meeting: UUID | None
    state: str
    state_at: datetime
    published_at: datetime | None
    version: int


class MotionListOut(PageOut):
    """Motions, the newest first."""

    rows: list[MotionRowOut]


class FindingOut(Schema):
    """What a rule says: PASS, FAIL or CHECK (a person has to look), why, and where the rule is set out."""

    outcome: str
    reason: str
    source: str


class AdviceOut(Schema):
    """The Monitoring Officer's advice on one version; `holds` says that the text is still the same."""

    text_number: int
    in_order: bool
    words: str
    given_at: datetime
    holds: bool


class TextRowOut(Schema):
    """One version of the text, and why it was made. `fingerprint` changes with any character of it."""

    text_id: UUID
    number: int
    because: str
    added_at: datetime
    fingerprint: str
    source_sha256: str


class ParagraphOut(Schema):
    """One paragraph: `level` is 0 for no list item, 1 for an item, 2 for an item of an item; `id` stays in versions."""

    id: str
    level: int
    role: str
    text: str


class MotionOut(MotionRowOut):
    """A motion with its versions, the newest text, what is said of notice and order, and the advice given."""

    notice: FindingOut | None
    order: FindingOut
    advice: list[AdviceOut]
    texts: list[TextRowOut]
    paragraphs: list[ParagraphOut]


class TextOut(TextRowOut):
    """One version with its paragraphs."""

    paragraphs: list[ParagraphOut]


@api_route(ROUTER, "GET", "/motions/", may=Right.SEE_MOTION, scope=Scope.READ, answer=MotionListOut)
def motions(request: HttpRequest, asked: Query[MotionSearchIn]) -> Any:
    """The motions that you may see."""
    given = asked.model_dump(exclude_none=True, exclude={"page", "per_page", "meeting"})
    if given.get("state", STATES[0]) not in STATES:
        said = f"There is no such state. Known: {', '.join(STATES)}."
        raise ProblemError("fields", said, errors=[{"in": "query", "field": "state", "message": said}])
    found = queries.search_motions(request.user, **given)
    if asked.meeting is not None:
        found = found.filter(meeting__public_id=asked.meeting)
    placed = page_out(request, asked, found.count())
    start = (asked.page - 1) * asked.per_page
    return _unless_known(request, {**placed, "rows": [_row(each) for each in found[start : start + asked.per_page]]})


@api_route(ROUTER, "GET", "/motions/{uuid:motion_id}/", may=Right.SEE_MOTION, scope=Scope.READ, answer=MotionOut,
           problems=("not-found", "not-allowed"))  # fmt: skip
def motion_item(request: HttpRequest, motion_id: UUID) -> Any:
    """One motion: where it stands, and its newest text."""
    found = _seen(request, motion_id)
    texts = queries.texts_of(found)
    notice, _ = queries.notice_of(found)
    newest = texts[-1]
    answer = {
        **_row(found),
        "notice": _finding(notice) if notice else None,
        "order": _finding(queries.advice_on(newest)),
        "advice": [_advice(each, newest) for each in queries.advice_given(found)],
        "texts": [_text(each) for each in texts],
        "paragraphs": _paragraphs(newest),
    }
    return _unless_known(request, answer)


@api_route(ROUTER, "GET", "/motions/{uuid:motion_id}/texts/{int:number}/", may=Right.SEE_MOTION, scope=Scope.READ,
           answer=TextOut, problems=("not-found", "not-allowed"))  # fmt: skip
def motion_text(request: HttpRequest, motion_id: UUID, number: int) -> Any:
    """One version of the text of a motion. It never changes."""
    found = _seen(request, motion_id)
    chosen = queries.text_numbered(queries.texts_of(found), str(number))
    return _unless_known(request, {**_text(chosen), "paragraphs": _paragraphs(chosen)})


def _seen(request: HttpRequest, motion_id: UUID) -> Motion:
    found = queries.get_motion(str(motion_id))
    permissions.check_can_see(request.user, found)
    return found


def _unless_known(request: HttpRequest, answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, its tag made from all of it. Raises NotModifiedError when the caller has it."""
    check_unknown(request, answer)
    return answer


def _row(found: Motion) -> dict[str, Any]:
    names = ("title", "mover", "seconder", "received_at", "state", "state_at", "published_at", "version")
    return {
        "motion_id": found.public_id,
        "body": found.body.slug if found.body else None,
        "meeting": found.meeting.public_id if found.meeting else None,
        **{name: getattr(found, name) for name in names},
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {"outcome": found.outcome.name, "reason": found.reason, "source": found.source}


def _advice(given: Advice, newest: Text) -> dict[str, Any]:
    return {
        "text_number": given.text.number,
        "holds": given.text.fingerprint == newest.fingerprint,
        **{name: getattr(given, name) for name in ("in_order", "words", "given_at")},
    }


def _text(found: Text) -> dict[str, Any]:
    names = ("number", "because", "added_at", "fingerprint", "source_sha256")
    return {"text_id": found.public_id, **{name: getattr(found, name) for name in names}}


def _paragraphs(text: Text) -> list[dict[str, Any]]:
    return [{"id": each.id, "level": each.level, "role": each.role.value, "text": each.text} for each in text.read]
