"""Home, and the search over everything one may see."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.web.desk import queries
from coopcouncil.web.desk.forms import SearchForm
from coopcouncil.web.pages import page
from coopcouncil.web.permissions import roles_held
from coopcouncil.web.publishing.notes import unpublished
from coopcouncil.web.snapshots import NothingLoadedError, NothingPublishedError, reading
from coopcouncil.web.spending.queries import picture_of
from coopcouncil.web.spending.views import answer_of, payments_address
from coopcouncil.web.subjects import duties_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """For everybody the answer; for people of the council what waits for them before it."""
    if not request.user.is_authenticated:
        return page(request, "desk/public.html", title="Who does the council pay?", here="home", **_answer(request))
    return page(
        request,
        "desk/desk.html",
        title="What needs doing",
        here="home",
        held=roles_held(request.user),
        duties=duties_of(request.user, timezone.localdate()),
        matters=queries.matters_of(request.user),
        beginnings=queries.beginnings_of(request.user),
        **_answer(request),
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the words fit, by kind."""
    form = SearchForm(request.GET or None)
    words = form.words() if form.is_bound else ""
    long_enough = len(words) >= queries.SHORTEST_WORD
    return page(
        request,
        "desk/search.html",
        title=f"Search: {words}" if long_enough else "Search",
        here="search",
        trail=(("Search", ""),),
        form=form,
        words=words,
        long_enough=long_enough,
        answers=queries.search(request.user, words) if long_enough else None,
    )


def _answer(request: HttpRequest) -> dict[str, Any]:
    """The answer for the latest whole look at the payments; why there is none where there is none."""
    try:
        now = reading(request)
    except (NothingLoadedError, NothingPublishedError) as missing:
        return {"missing": "loaded" if isinstance(missing, NothingLoadedError) else "published"}
    picture = picture_of(now, Filters())
    return {
        "snapshot": now.snapshot,
        "unpublished": unpublished(request, now),
        "answer": answer_of(picture.headline, Filters()),
        "picture": picture,
        "payments_address": payments_address,
    }
