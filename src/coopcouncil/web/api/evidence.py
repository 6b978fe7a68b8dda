"""Operations on evidence: what may be seen of it, and adding a link or a figure, by the forms of the pages."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, Literal
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from coopcouncil.web.api.callers import ApiRequest
from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.filters import FiltersIn, free_text, one_of
from coopcouncil.web.api.problems import ProblemError
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.api.values import LONGEST_TEXT, NO_CONTROLS, Paged, PageOut, page_out
from coopcouncil.web.evidence import permissions, queries
from coopcouncil.web.evidence.figures import FIGURES
from coopcouncil.web.evidence.kinds.registry import KINDS
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.evidence.operations import UnknownSubjectError, add_evidence
from coopcouncil.web.evidence.states import State
from coopcouncil.web.rights import Right
from coopcouncil.web.snapshots import reading

ROUTER = Router(tags=["Evidence"])
LONGEST_ADDRESS = 2000


class EvidenceSearchIn(Paged):
    """Which items, the newest first."""

    words: str = free_text("Words of its title, or of what it shows.")
    state: str = one_of(*State, description="What is not published is seen by its body only.")
    about: str = free_text("What it supports, as kind:ref.")


class EvidenceRowOut(Schema):
    """One item. `body` is whose it is, null for the whole council."""

    item_id: UUID
    title: str
    shows: str
    kind: str
    state: str
    body: str | None
    version: int
    added_at: datetime
    published_at: datetime | None
    withdrawn_at: datetime | None


class EvidenceListOut(PageOut):
    """Items of evidence."""

    rows: list[EvidenceRowOut]


class EvidenceOut(EvidenceRowOut):
    """An item with what it holds: for a figure its value, query, snapshot and coverage; and what it supports."""

    holds: dict[str, Any]
    supports: list[str]


class EvidenceIn(Schema):
    """What every kind takes. `body` is the short name of a body, empty for the whole council."""

    model_config = ConfigDict(extra="forbid")
    title: str = Field("", max_length=LONGEST_TEXT, pattern=NO_CONTROLS)
    shows: str = Field("", max_length=500, pattern=NO_CONTROLS, description="What it shows, in one sentence.")
    body: str = Field("", max_length=80, pattern=NO_CONTROLS, description="Whose it is, by its short name.")
    about: str = Field("", max_length=160, pattern=NO_CONTROLS, description="What it supports, as kind:ref.")


class LinkIn(EvidenceIn):
    """A link to a page on the web, whose copy is saved unless `copy` is none."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"title": "The motion", "url": "https://example.org/motion", "copy_of": "none"}]
        }
    )
    url: str = Field(max_length=LONGEST_ADDRESS, pattern=NO_CONTROLS)
    copy_of: Literal["fetch", "none"] = Field("fetch", description="Whether a copy of the page is fetched and kept.")


class FigureIn(EvidenceIn):
    """A figure of the spending picture under filters, computed now and kept with its snapshot.

    `snapshot_id` is the snapshot in which you saw it: when another is current since, nothing is kept.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"figure": "paid-inside", "snapshot_id": "20260501T093000.000000-abcd", "filters": {}}]
        }
    )
    figure: Literal[tuple(FIGURES)]  # type: ignore[valid-type]  # the figures are a table of the app of evidence
    snapshot_id: str = Field(max_length=80, pattern=NO_CONTROLS)
    filters: FiltersIn = Field(default_factory=FiltersIn)


@api_route(ROUTER, "GET", "/evidence/", may=Right.SEE_EVIDENCE, scope=Scope.READ, answer=EvidenceListOut,
           versioned=False)  # fmt: skip
def evidence(request: HttpRequest, asked: Query[EvidenceSearchIn]) -> Any:
    """The evidence that you may see: what is published, and drafts of your own bodies."""
    given = asked.model_dump(exclude_none=True, exclude={"page", "per_page"})
    _check_state(given)
    found = queries.search_evidence(request.user, given)
    placed = page_out(request, asked, found.count())
    start = (asked.page - 1) * asked.per_page
    return {**placed, "rows": [_row(each) for each in found[start : start + asked.per_page]]}


@api_route(ROUTER, "GET", "/evidence/{uuid:item_id}/", may=Right.SEE_EVIDENCE, scope=Scope.READ, answer=EvidenceOut,
           versioned=False, problems=("not-found", "not-allowed", "withdrawn"))  # fmt: skip
def evidence_item(request: HttpRequest, item_id: UUID) -> Any:
    """One item of evidence: what it holds and what it supports."""
    found = queries.get_evidence(item_id)
    if not permissions.can_see(request.user, found) and permissions.can_see_that_it_was_withdrawn(found):
        raise ProblemError("withdrawn", f"This evidence was withdrawn: {found.withdrawn_because}")
    permissions.check_can_see(request.user, found)
    return _item(request, found)


@api_route(ROUTER, "POST", "/evidence/links/", may=Right.ADD_EVIDENCE, scope=Scope.WRITE_EVIDENCE,
           answer=EvidenceOut, status=HTTPStatus.CREATED, versioned=False, problems=("not-found",))  # fmt: skip
def add_link(request: ApiRequest, given: LinkIn) -> Any:
    """Add a link as evidence, a draft."""
    return _add(request, "link", {"url": given.url, "copying": given.copy_of}, given)


@api_route(ROUTER, "POST", "/evidence/figures/", may=Right.ADD_EVIDENCE, scope=Scope.WRITE_EVIDENCE,
           answer=EvidenceOut, status=HTTPStatus.CREATED, versioned=False,
           problems=("not-found", "nothing-published"))  # fmt: skip
def add_figure(request: ApiRequest, given: FigureIn) -> Any:
    """Add a figure as evidence, a draft.

    The figure is computed under the filters and kept with its query, its snapshot and its coverage.
    """
    query = given.filters.filters(where="body").as_query()
    if given.snapshot_id != reading(request).snapshot.snapshot_id:
        said = "The figures that you see are of another snapshot by now. Read them again."
        raise ProblemError("fields", said, errors=[{"in": "body", "field": "snapshot_id", "message": said}])
    return _add(request, "figure", {"figure": given.figure, "snapshot": given.snapshot_id}, given, query=query)


def _add(
    request: ApiRequest, kind: str, fields: dict[str, Any], given: EvidenceIn, *, query: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Fill in the form of the page and keep what it says; its words tell what is wrong."""
    person = request.auth.person
    said = {"title": given.title, "shows": given.shows, "body": given.body, **fields}
    form = KINDS[kind].form(said, {}, user=person, query=query or {})
    if not form.is_valid():
        raise _problem_of(form)
    try:
        made = add_evidence(kind=kind, said=form.said(), by=person, about=given.about)
    except UnknownSubjectError:
        raise Http404("What this evidence should support is not here, or you may not see it.") from None
    return _item(request, made)


def _problem_of(form: Form) -> ProblemError:
    names = {"copying": "copy_of"}
    errors = [
        {"in": "body", "field": names.get(name, name), "message": str(message)}
        for name, messages in form.errors.items()
        for message in messages
    ]
    return ProblemError("fields", errors[0]["message"], errors=errors)


def _check_state(given: dict[str, str]) -> None:
    if given.get("state", State.DRAFT) not in set(State):
        said = f"There is no such state. Known: {', '.join(State)}."
        raise ProblemError("fields", said, errors=[{"in": "query", "field": "state", "message": said}])


def _row(found: Evidence) -> dict[str, Any]:
    names = ("title", "shows", "kind", "state", "version", "added_at", "published_at", "withdrawn_at")
    return {
        "item_id": found.public_id,
        "body": found.body.slug if found.body else None,
        **{name: getattr(found, name) for name in names},
    }


def _item(request: HttpRequest, found: Evidence) -> dict[str, Any]:
    """What this reader sees: things that it supports and that they may not see are left out."""
    supports = queries.supported_by(request.user, found.supports.all())
    return {**_row(found), "holds": found.holds, "supports": [each.about for each in supports if each.found]}
