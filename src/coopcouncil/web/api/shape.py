"""What a call must look like before its values are looked at: what it accepts, what its body is, what it asks by."""

from collections.abc import Set as AbstractSet

from django.http import HttpRequest

from coopcouncil.web.api import problems
from coopcouncil.web.api.problems import ProblemError

MOST_BODY_BYTES = 64 * 1024
JSON = "application/json"


def check_shape(request: HttpRequest, *, has_body: bool, query: AbstractSet[str]) -> None:
    """Raises ProblemError: 406, 413, 415, or 422 for a name in the address that is not known or stands there twice."""
    if not (request.accepts(JSON) or request.accepts(problems.MEDIA_TYPE)):
        raise ProblemError("not-acceptable", f"Send Accept: {JSON}, or no Accept header.")
    if has_body:
        _check_body(request)
    _check_query(request, query)


def _check_body(request: HttpRequest) -> None:
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isdigit() or int(size) > MOST_BODY_BYTES:
        raise ProblemError("too-large", f"A body takes up to {MOST_BODY_BYTES // 1024} KB.")
    if request.content_type != JSON:
        raise ProblemError("media-type", f"Send the body with Content-Type: {JSON}.")


def _check_query(request: HttpRequest, known: AbstractSet[str]) -> None:
    """A filter that is misspelt, or given twice, would answer with another figure than the one that was meant."""
    errors = []
    for name, values in request.GET.lists():
        if name not in known:
            offered = f"Known: {', '.join(sorted(known))}." if known else "It takes none."
            errors.append({"in": "query", "field": name, "message": f"This address knows no such parameter. {offered}"})
        elif len(values) > 1:
            errors.append({"in": "query", "field": name, "message": "Give it once."})
    if errors:
        raise ProblemError("fields", errors[0]["message"], errors=errors)
