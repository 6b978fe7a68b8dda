"""Pages of long lists: which page is asked for, and the links to the others."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

AROUND = 1


def page_number(request: HttpRequest) -> int:
    """The page asked for, from 1; nonsense is the first page."""
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1


def pagination(request: HttpRequest, *, page: int, pages: int, part: str = "") -> dict[str, Any] | None:
    """The pagination component's parameters, or None when one page holds everything.

    `part` is the id of what is paged, for a page that holds more than the list.
    """
    if pages < 2:
        return None
    shown = sorted({1, pages, *range(max(1, page - AROUND), min(pages, page + AROUND) + 1)})
    items: list[dict[str, Any]] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before > 1:
            items.append({"ellipsis": True})
        items.append({"number": number, "href": _address(request, number, part), "current": number == page})
    given: dict[str, Any] = {"items": items}
    if page > 1:
        given["previous"] = {"href": _address(request, page - 1, part)}
    if page < pages:
        given["next"] = {"href": _address(request, page + 1, part)}
    return given


def _address(request: HttpRequest, page: int, part: str) -> str:
    kept = [(name, value) for name, value in request.GET.items() if name != "page" and value]
    return "?" + urlencode([*kept, ("page", page)]) + (f"#{part}" if part else "")
