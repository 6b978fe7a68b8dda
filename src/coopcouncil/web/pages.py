"""A page: one template in the house's layout, with the ways around it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coopcouncil.data.snapshots import StoreError
from coopcouncil.web.jinja import theme_council
from coopcouncil.web.navigation import sections_for
from coopcouncil.web.permissions import may
from coopcouncil.web.rights import Right
from coopcouncil.web.snapshots import Reading, current

NO_COUNCIL = "Co-operative council"


def page(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    here: str = "",
    trail: tuple[tuple[str, str], ...] = (),
    http_status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render `template` under the title that is also its h1; `here` marks the place in the navigation.

    `trail` is the way back: pairs of a page's words and its address, from the home page on.
    """
    return render(request, template, {**context, "title": title, "here": here, "trail": trail}, status=http_status)


def sent_version(request: HttpRequest) -> int:
    """The version of a thing that was on the page which was sent; nonsense is a version that never was."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the layout of every page shows: a context processor, so that pages of others' making have it too."""
    user = getattr(request, "user", None)
    return {
        "sections": sections_for(user) if user is not None else [],
        "council": council_name(),
        "demo": settings.COOPCOUNCIL_DEMO,
        "person": user if user is not None and user.is_authenticated else None,
        "Right": Right,
        "may": lambda right, about=None: user is not None and may(user, right, about),
    }


def council_name() -> str:
    """The name in the header: as set, as the theme has it, the one council loaded, else plain words."""
    return settings.COOPCOUNCIL_NAME or theme_council() or one_council() or NO_COUNCIL


def one_council() -> str | None:
    """The council whose payments are loaded, or None when there are none or several."""
    try:
        found = current()
    except StoreError:
        return None  # the page says what is wrong with the store
    return found.remember("council", lambda: _loaded_council(found)) if found else None


def _loaded_council(reading: Reading) -> str | None:
    named = reading.rows("SELECT DISTINCT council FROM payment_files ORDER BY council LIMIT 2")
    return str(named[0]["council"]) if len(named) == 1 else None
