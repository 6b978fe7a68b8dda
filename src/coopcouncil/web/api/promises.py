"""Operations on what the council has promised: its actions, one action, and the resolutions that they follow from."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.filters import free_text, one_of
from coopcouncil.web.api.problems import ProblemError
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.api.values import Paged, PageOut, page_out
from coopcouncil.web.promises import permissions, subjects
from coopcouncil.web.promises.models import Action, Resolution
from coopcouncil.web.promises.published import queries
from coopcouncil.web.promises.published.files import as_data
from coopcouncil.web.promises.queries import facts_of_all, with_context
from coopcouncil.web.promises.standing import PROMISED
from coopcouncil.web.rights import Right

ROUTER = Router(tags=["Promises"])
STANDINGS = (queries.LATE, queries.NO_DATE)


class PromiseSearchIn(Paged):
    """Which actions, those of the motion carried last first."""

    words: str = free_text("Words of the action, its clause, its motion, or of who it is for.")
    of: str = free_text("The short name of a committee or directorate, or `council` for the full council.")
    state: str = one_of(*PROMISED, description="Where the action stands.")
    standing: str = one_of(*STANDINGS, description="Only what is late, or what has no date.")


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
    """What an owner proposed and the committee decided; `granted` is null while it waits."""

    words: str
    proposed_on: date
    granted: bool | None
    meeting: str
    minute: str


class ActionOut(Schema):
    """One action. What is null is not stated; `not_stated` names it. `owner` is a name for people of the council only.

    `due_on` is of a continuing duty the day of its next review.
    """

    ref: UUID
    address: str
    words: str
    kind: str
    resolution: int
    clause: str
    motion: str
    motion_address: str | None
    adopted_on: date
    state: str
    state_words: str
    owner: str | None
    body: str | None
    due_words: str | None
    due_on: date | None
    late: bool
    not_stated: list[str]
    proofs: list[ProofOut]
    reviews: list[ReviewOut]
    discharge: DischargeOut | None


class CountsOut(Schema):
    """How the actions of the whole list stand."""

    all: int
    done: int
    late: int
    no_date: int
    superseded: int


class ActionsOut(PageOut):
    """Actions with how all of them stand; `answer` says it in a sentence."""

    answer: str
    counts: CountsOut
    rows: list[ActionOut]


class ResolutionOut(Schema):
    """One thing that the council resolved, with the questions and parts under it and the ids of its actions."""

    resolution_id: UUID
    motion_id: UUID
    motion: str
    number: int
    words: str
    questions: list[str]
    parts: list[str]
    confirmed: bool
    actions: list[UUID]


class ResolutionsOut(PageOut):
    """Resolutions, those of the motion carried last first."""

    rows: list[ResolutionOut]


@api_route(ROUTER, "GET", "/promises/actions/", may=Right.SEE_PROMISES, scope=Scope.READ, answer=ActionsOut,
           versioned=False)  # fmt: skip
def promised_actions(request: HttpRequest, asked: Query[PromiseSearchIn]) -> Any:
    """The confirmed actions: what was promised, who answers, by when, and what shows it done."""
    given, today = asked.model_dump(exclude_none=True, exclude={"page", "per_page"}), timezone.localdate()
    _check_known(given)
    found = queries.search_promised(given, today)
    counts = queries.count_promised(found, today)
    placed = page_out(request, asked, counts.all + counts.superseded)
    start = (asked.page - 1) * asked.per_page
    rows = list(with_context(found).order_by(*queries.ORDER)[start : start + asked.per_page])
    told = [as_data(each) for each in facts_of_all(rows, request.user, today)]
    return {**placed, "answer": counts.words, "counts": counts, "rows": told}


@api_route(ROUTER, "GET", "/promises/actions/{uuid:action_id}/", may=Right.SEE_ACTION, scope=Scope.READ,
           answer=ActionOut, versioned=False, problems=("not-found", "not-allowed"))  # fmt: skip
def promised_action(request: HttpRequest, action_id: UUID) -> Any:
    """One action with its evidence, its reviews, and what the committee decided."""
    found = with_context(Action.objects.filter(public_id=action_id)).first()
    if found is None:
        raise Http404("There is no action under this address.")
    permissions.check_can_see(request.user, found)
    return as_data(facts_of_all([found], request.user, timezone.localdate())[0])


@api_route(ROUTER, "GET", "/promises/resolutions/", may=Right.SEE_PROMISES, scope=Scope.READ, answer=ResolutionsOut,
           versioned=False)  # fmt: skip
def promised_resolutions(request: HttpRequest, asked: Query[Paged]) -> Any:
    """The resolutions that you may see: everybody those that are confirmed, the council all."""
    found = subjects.resolutions_visible_to(request.user).order_by("-motion__state_at", "motion", "number", "pk")
    placed = page_out(request, asked, found.count())
    start = (asked.page - 1) * asked.per_page
    rows = list(found[start : start + asked.per_page])
    seen = subjects.visible_to(request.user).filter(resolution__in=rows).values_list("resolution_id", "public_id")
    actions: dict[int, list[UUID]] = {}
    for key, ref in seen.order_by("place", "pk"):
        actions.setdefault(key, []).append(ref)
    return {**placed, "rows": [_resolution(each, actions.get(each.pk, [])) for each in rows]}


def _resolution(found: Resolution, actions: list[UUID]) -> dict[str, Any]:
    return {
        "resolution_id": found.public_id,
        "motion_id": found.motion.public_id,
        "motion": found.motion.title,
        "number": found.number,
        "words": found.words,
        "questions": [words for _, words in found.questions],
        "parts": [words for _, words in found.parts],
        "confirmed": found.confirmed_at is not None,
        "actions": actions,
    }


def _check_known(given: dict[str, str]) -> None:
    """Raises ProblemError for a state or standing that there is not, and for a body that nobody knows."""
    for name, known in (("state", [*PROMISED]), ("standing", [*STANDINGS])):
        if given.get(name, known[0]) not in known:
            raise _unknown(name, f"There is no such {name}. Known: {', '.join(known)}.")
    if (of := given.get("of")) and not queries.is_known(of):
        raise _unknown("of", "There is no committee or directorate of this short name.")


def _unknown(name: str, said: str) -> ProblemError:
    return ProblemError("fields", said, errors=[{"in": "query", "field": name, "message": said}])
