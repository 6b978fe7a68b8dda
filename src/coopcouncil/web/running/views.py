"""What machines ask: whether the service is well, and its figures. No session is read and no cookie is set."""

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from coopcouncil.web.running.health import is_ready, parts_now
from coopcouncil.web.running.metrics import exposition


@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    """200 as long as this process answers; nothing else is looked at."""
    return JsonResponse({"well": True})


@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """200 when every part is well or not known, else 503; each part is named."""
    parts = parts_now()
    well = is_ready(parts)
    said = {part.name: {"well": part.well, "says": part.says} for part in parts}
    return JsonResponse({"well": well, "parts": said}, status=200 if well else 503)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for whoever knows the token; without a token in the settings there is no such page."""
    if not settings.COOPCOUNCIL_METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "").encode()
    if not secrets.compare_digest(given, f"Bearer {settings.COOPCOUNCIL_METRICS_TOKEN}".encode()):
        refused = HttpResponse("The token is missing or wrong.\n", status=401, content_type="text/plain")
        refused["WWW-Authenticate"] = 'Bearer realm="metrics"'
        return refused
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
