"""What is said of each request: an id, the address by its name, how it ended, and how long it took."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from coopcouncil.web.running.logs import now_answering
from coopcouncil.web.running.metrics import count_request

HEADER = "X-Request-ID"
KEPT_AS = "coopcouncil.request_id"
WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
UNNAMED = "none"  # no address of ours: a static file, or nothing at all
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

log = logging.getLogger("coopcouncil.requests")


PROBES = ("/health/", "/metrics")


class Requests:
    """The outermost layer: gives each request its id, and says in the log and the metrics how it went.

    Nothing that a person typed and nothing that says who they are is kept: no address, query, name, e-mail or IP
    address; of a signed-in person only the public id.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the rest of the site does, with the request's id in a header."""
        if request.path_info.startswith(PROBES):
            request.COOKIES = {}  # a probe is answered alike whoever asks, and without the database of sessions
        request.META[KEPT_AS] = _given_id(request) or secrets.token_hex(8)
        was = now_answering.set(id_of(request))
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = id_of(request)
            _tell(request, response.status_code, time.perf_counter() - began)
        finally:
            now_answering.reset(was)
        return response


def id_of(request: HttpRequest) -> str:
    """The id by which the log knows this request, or nothing."""
    return str(request.META.get(KEPT_AS, ""))


def _given_id(request: HttpRequest) -> str:
    """The id that the proxy in front gave, where there is one to trust and it looks like an id."""
    said = str(request.META.get("HTTP_X_REQUEST_ID", "")) if settings.SECURE_PROXY_SSL_HEADER else ""
    return said if WELL_FORMED.fullmatch(said) else ""


def _tell(request: HttpRequest, status: int, seconds: float) -> None:
    route = (request.resolver_match.view_name if request.resolver_match else "") or UNNAMED
    method = request.method if request.method in METHODS else "OTHER"
    count_request(route=route, method=str(method), status=status, seconds=seconds)
    said: dict[str, Any] = {"route": route, "method": method, "status": status, "ms": round(seconds * 1000, 1)}
    # asked only where the page itself asked who is signed in, so that this costs no question to the database
    person = getattr(request, "_cached_user", None)
    if person is not None and person.is_authenticated:
        said["person"] = str(person.public_id)
    log.info("answered", extra={"said": said})
