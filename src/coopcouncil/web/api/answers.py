"""What every answer of the API carries, and how anything that goes wrong on its way becomes a problem in words."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from coopcouncil.data.snapshots import StoreError
from coopcouncil.web.api import problems
from coopcouncil.web.api.callers import no_token
from coopcouncil.web.api.declaring import READS, ApiOperation, operations_at
from coopcouncil.web.api.problems import ProblemError, problem, problem_of_status
from coopcouncil.web.api.versions import NotModifiedError, kept_tag
from coopcouncil.web.permissions import NotAllowedError, SignInFirstError
from coopcouncil.web.snapshots import NothingLoadedError, NothingPublishedError

ADDRESS = "/api/v1/"
NOT_YET = "The council has published no figures yet."
View = Callable[..., HttpResponse]


class ApiAnswers:
    """Keeps cookies away from the API, and lets no page of the site be its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the rest of the site does; what went wrong outside the operations becomes a problem."""
        if not request.path_info.startswith(ADDRESS):
            return self.get_response(request)
        request.COOKIES = {}  # nobody is signed in here but by a token, so that no other site can borrow a session
        response = self.get_response(request)
        if response.status_code < 400 or response.get("Content-Type", "") == problems.MEDIA_TYPE:
            return response
        made = problem_of_status(response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response:
                made[name] = response[name]
        return made


def answered(view: View, address_name: str) -> View:
    """The view of an address of the API: marked with the right of each method, its answers with the usual headers."""
    operations = operations_at(address_name)

    @wraps(view)
    def marked(request: HttpRequest, **given: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _options(operations)
        response = view(request, **given)
        operation = operations.get("GET" if request.method in READS else str(request.method))
        return _with_headers(request, response, operation)

    marked.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie is asked, so none can be borrowed
    marked.rights = {method: each.may for method, each in operations.items()}  # type: ignore[attr-defined]
    return marked


def _options(operations: dict[str, ApiOperation]) -> HttpResponse:
    """Which methods there are; scripts of other sites may read what is published, without a token."""
    methods = [*operations, *(["HEAD"] if "GET" in operations else []), "OPTIONS"]
    response = HttpResponse(status=204, headers={"Allow": ", ".join(methods)})
    if "GET" in operations and operations["GET"].is_public:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = "GET, HEAD"
        response["Access-Control-Allow-Headers"] = "If-None-Match"
        response["Access-Control-Max-Age"] = "86400"
    return response


def _with_headers(request: HttpRequest, response: HttpResponse, operation: ApiOperation | None) -> HttpResponse:
    allowance = getattr(request, "api_allowance", None)
    if allowance is not None:
        allowance.write(response)
    if response.status_code < 400:
        if kept_tag(request):
            response["ETag"] = kept_tag(request)
        if links := getattr(request, "api_links", ""):
            response["Link"] = links
    response["Vary"] = "Authorization, Accept-Encoding"
    anonymous = "Authorization" not in request.headers
    if operation is not None and operation.is_public and anonymous:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After"
        if response.status_code < 400:
            response["Cache-Control"] = "public, no-cache"
    return response


def handle_problems(api: NinjaAPI) -> None:
    """Let each exception that operations raise on purpose be answered in words.

    Any other goes on to Django, which logs it; `ApiAnswers` then answers 500 without telling of it.
    """
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        ProblemError: _problem,
        NotModifiedError: lambda _request, _raised: HttpResponse(status=304),
        SignInFirstError: lambda _request, raised: _with(no_token(f"{raised} Send a token.")),
        NotAllowedError: lambda _request, raised: problem("not-allowed", str(raised)),
        Http404: _not_found,
        NothingLoadedError: lambda _request, _raised: problem("nothing-published", "No payments are loaded yet."),
        NothingPublishedError: lambda _request, _raised: problem("nothing-published", NOT_YET),
        StoreError: lambda _request, _raised: problem("figures"),
        HttpError: lambda _request, raised: problem_of_status(raised.status_code),
        ValidationError: _bad_fields,
    }
    for raised, handler in handlers.items():
        api.add_exception_handler(raised, handler)


def _problem(_request: HttpRequest, raised: ProblemError) -> HttpResponse:
    return _with(raised)


def _with(raised: ProblemError) -> HttpResponse:
    response = problem(raised.kind, raised.detail, errors=raised.errors)
    for name, value in raised.headers.items():
        response[name] = value
    return response


def _not_found(_request: HttpRequest, raised: Http404) -> HttpResponse:
    said = raised.args[0] if raised.args else ""
    return problem("not-found", said if isinstance(said, str) else "")


def _bad_fields(_request: HttpRequest, raised: ValidationError) -> HttpResponse:
    errors = [_field(each) for each in raised.errors]
    return problem("fields", f"{errors[0]['field']}: {errors[0]['message']}", errors=errors)


def _field(error: dict[str, Any]) -> dict[str, str]:
    """One field: where it stands, its name, and what is wrong. The first part of a place is a parameter's own name."""
    source, *place = [str(each) for each in error["loc"]]
    named = ".".join(place[1:] or place) if source == "body" else (place[-1] if place else "")
    return {"in": source, "field": named, "message": str(error["msg"])}
