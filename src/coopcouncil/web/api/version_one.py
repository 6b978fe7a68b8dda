"""The first version of the API: the routers of its subjects, and its addresses."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from ninja import NinjaAPI, Router

from coopcouncil import __version__
from coopcouncil.web.api import (
    amendments,
    evidence,
    meetings,
    motions,
    payments,
    people,
    promises,
    publishing,
    record,
    reports,
    sources,
    spending,
    suppliers,
)
from coopcouncil.web.api.answers import answered, handle_problems
from coopcouncil.web.api.declaring import api_route
from coopcouncil.web.api.openapi import document
from coopcouncil.web.api.versions import check_unknown
from coopcouncil.web.rights import Right

ABOUT = Router(tags=["About the API"])
SUBJECTS = (
    spending,
    payments,
    suppliers,
    sources,
    evidence,
    meetings,
    motions,
    amendments,
    promises,
    reports,
    publishing,
    record,
    people,
)


@api_route(ABOUT, "GET", "/openapi.json", may=Right.READ_HELP, scope=None, answer=dict[str, Any])
def openapi(request: HttpRequest) -> Any:
    """This API, as an OpenAPI document."""
    check_unknown(request)
    return document(API)


API = NinjaAPI(
    title="Co-operative council",
    version=__version__,
    description="What the council pays whom, and how we know.",
    openapi_url=None,
    docs_url=None,
)
handle_problems(API)
for _router in (*(each.ROUTER for each in SUBJECTS), ABOUT):
    API.add_router("", _router)


def addresses() -> list[URLPattern]:
    """Every address of the API, each once. What ninja offers beside the operations is left out."""
    found: dict[str, URLPattern] = {}
    for each in API.urls[0]:
        if isinstance(each, URLPattern) and each.name != "api-root":
            name = str(each.name)
            found[name] = path(str(each.pattern), answered(each.callback, name), name=name)
    return list(found.values())
