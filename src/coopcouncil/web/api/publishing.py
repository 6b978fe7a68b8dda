"""Operations on what is published."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import ConfigDict

from coopcouncil.data.snapshots import StoreError
from coopcouncil.web.api.callers import ApiRequest
from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.problems import ProblemError
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.api.versions import check_unchanged, check_unknown, keep_tag, tag_of
from coopcouncil.web.publishing.models import Publication
from coopcouncil.web.publishing.operations import publish_spending
from coopcouncil.web.publishing.queries import last_publication
from coopcouncil.web.rights import Right
from coopcouncil.web.snapshots import NothingPublishedError, store

ROUTER = Router(tags=["Publishing"])
PATH = "/publication/"


class PublicationOut(Schema):
    """The snapshot whose figures everybody sees, and since when."""

    snapshot_id: str
    published_at: datetime


class PublicationIn(Schema):
    """Which snapshot to publish, and why, for the record."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"snapshot_id": "20260501T093000.000000-abcd", "why": "Agreed on 1 May."}]},
    )
    snapshot_id: str = Field(max_length=80, pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]*$")
    why: str = Field("", max_length=500, pattern=r"^[^\x00-\x08\x0B\x0C\x0E-\x1F\x7F]*$")


@api_route(ROUTER, "GET", PATH, may=Right.SEE_PUBLISHED, scope=Scope.READ, answer=PublicationOut,
           problems=("nothing-published",))  # fmt: skip
def publication(request: HttpRequest) -> Any:
    """What is published now."""
    found = last_publication()
    if found is None:
        raise NothingPublishedError
    check_unknown(request, found.pk)
    return found


@api_route(ROUTER, "POST", PATH, may=Right.PUBLISH_SPENDING, scope=Scope.WRITE_PUBLISHING, answer=PublicationOut,
           status=HTTPStatus.CREATED)  # fmt: skip
def publish(request: ApiRequest, given: PublicationIn) -> Any:
    """Publish the spending figures.

    Everybody sees this snapshot's figures from now on. `If-Match` with the ETag of what is published now makes sure
    that nobody has published since you looked.
    """
    check_unchanged(request, _tag(request, last_publication()))
    try:
        snapshot = store().get(given.snapshot_id)
    except StoreError:
        said = "No snapshot has this id. GET /api/v1/sources/ tells that of the present one."
        raise ProblemError("fields", said, errors=[{"in": "body", "field": "snapshot_id", "message": said}]) from None
    published = publish_spending(snapshot=snapshot, by=request.auth.person, why=given.why)
    keep_tag(request, _tag(request, published))
    return published


def _tag(request: HttpRequest, found: Publication | None) -> str:
    return tag_of(request.path, [], found.pk if found else None)
