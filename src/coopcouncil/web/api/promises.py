"""Operations on promises: what the council resolved, and each action with how it stands and what shows it done."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from coopcouncil.rules.motions.states import ActionState
from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.filters import free_text, one_of
from coopcouncil.web.api.problems import ProblemError
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.api.values import Paged, PageOut, page_out
from coopcouncil.web.promises import files, lists, permissions, queries
from coopcouncil.web.promises.lists import LATE, NO_BODY
from coopcouncil.web.promises.standing import PROMISED
from coopcouncil.web.rights import Right

ROUTER = Router(tags=["Promises"])
STATES = (LATE, *(state.value for state in PROMISED))


class PromiseSearchIn(Paged):
    """Which resolutions, the motion that was carried last first."""

    words: str = free_text("Words of the resolution, of its actions or of its motion's title.")
    state: str = one_of(*STATES, description="How an action stands; late ones are open, blocked or continuing.")
    body: str = free_text(f"The short name of the committee or directorate; {NO_BODY} where none is stated.")


class ProofOut(Schema):
    """One piece of evidence under an action; `shows` are the kinds asked for that it shows."""

    title: str
    kind: str
    shows: list[str]
    published: bool
    snapshot: str
    fingerprint: str
    address: str


class ReviewOut(Schema):
    """One review of a continuing duty."""

    reviewed_on: date
    words: str
    next_on: date | None


class DischargeOut(Schema):
    """What was proposed as done, and what the committee decided; `granted` is null while it waits."""

    words: str
    proposed_on: date
    granted: bool | None
    meeting: str
    minute: str


class PromisedOut(Schema):
    """One action. Empty words are not stated; `owner` is an office or the clause's words where names are not seen."""

    action_id: UUID
    address: str
    words: str
    kind: str
    adopted_on: date
    state: str
    state_words: str
    owner: str
    body: str
    due_words: str
    due_on: date | None
    late: bool
    not_stated: list[str]
    proofs: list[ProofOut]
    reviews: list[ReviewOut]
    discharge: DischargeOut | None


class ResolutionOut(Schema):
    """One thing that the council resolved, with the actions that follow from it."""

    resolution_id: UUID
    motion_id: UUID
    motion: str
    number: int
    words: str
    questions: list[str]
    parts: list[str]
    actions: list[PromisedOut]


class CountsOut(Schema):
    """How the actions found stand."""

    actions: int
    done: int
    late: int
    no_date: int
    superseded: int


class PromisesOut(PageOut):
    """Resolutions with their actions, and how all actions found stand."""

    counts: CountsOut
    rows: list[ResolutionOut]


@api_route(ROUTER, "GET", "/promises/", may=Right.SEE_PROMISES, scope=Scope.READ, answer=PromisesOut,
           versioned=False)  # fmt: skip
def promises(request: HttpRequest, asked: Query[PromiseSearchIn]) -> Any:
    """What the council has promised: every confirmed resolution with its actions."""
    given = asked.model_dump(exclude_none=True, exclude={"page", "per_page"})
    _check_state(given)
    today = timezone.localdate()
    found = lists.promises_asked(given, today)
    placed = page_out(request, asked, found.count())
    start = (asked.page - 1) * asked.per_page
    rows = lists.with_actions(list(found[start : start + asked.per_page]), given, request.user, today)
    counts = lists.count_actions(given, today)
    return {**placed, "counts": counts, "rows": [files.as_data(each) for each in rows]}


@api_route(ROUTER, "GET", "/promises/actions/{uuid:action_id}/", may=Right.SEE_ACTION, scope=Scope.READ,
           answer=PromisedOut, versioned=False, problems=("not-found", "not-allowed"))  # fmt: skip
def promised_action(request: HttpRequest, action_id: UUID) -> Any:
    """One action: how it stands, and what shows it done."""
    found = queries.get_action(action_id)
    permissions.check_can_see(request.user, found)
    return files.action_as_data(queries.facts_of(found, request.user))


def _check_state(given: dict[str, str]) -> None:
    if given.get("state", ActionState.OPEN) not in STATES:
        said = f"There is no such state. Known: {', '.join(STATES)}."
        raise ProblemError("fields", said, errors=[{"in": "query", "field": "state", "message": said}])
