"""Answers that any page may have to give: nothing loaded, a filter that makes no sense, a store that cannot be read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from coopcouncil.data.snapshots import StoreError
from coopcouncil.data.spending.picture.filters import FilterError
from coopcouncil.web.pages import page
from coopcouncil.web.snapshots import NothingLoadedError, NothingPublishedError, PublishedGoneError

ROOM_FOR_THE_FORM = 1024 * 1024
CHUNK_BYTES = 1024 * 1024


class Situations:
    """Turns the exceptions that pages raise on purpose into pages that say what to do next."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse an upload that is too large before it is kept; else answer as the rest of the site does."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.COOPCOUNCIL_UPLOAD_BYTES + ROOM_FOR_THE_FORM:
            return _too_large(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for this exception, or None to let it go on."""
        if isinstance(exception, NothingLoadedError):
            return page(request, "nothing_loaded.html", title="No payments have been loaded yet", here="home")
        if isinstance(exception, NothingPublishedError):
            return page(request, "nothing_published.html", title="No figures have been published yet", here="home")
        if isinstance(exception, PublishedGoneError):
            title = "The published figures cannot be shown just now"
            return page(request, "published_gone.html", title=title, here="home", http_status=503)
        if isinstance(exception, FilterError):
            return page(
                request, "bad_filter.html", title="That filter makes no sense", http_status=400, said=str(exception)
            )
        if isinstance(exception, StoreError):
            return page(
                request, "store_trouble.html", title="The figures cannot be read", http_status=503, said=str(exception)
            )
        return None


def _too_large(request: HttpRequest) -> HttpResponse:
    # a browser shows the answer only when all that it sends has been taken
    while request.read(CHUNK_BYTES):
        pass
    limit = settings.COOPCOUNCIL_UPLOAD_BYTES // (1024 * 1024)
    return page(request, "too_large.html", title="Those files are too large for the page", http_status=413, limit=limit)
