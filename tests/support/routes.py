"""Every address of the site, from its own table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# whose addresses carry no right of ours: `coopcouncil.web.gate` gives them one by their name, or shuts them
LIBRARIES = ("allauth.", "django.")


@dataclass(frozen=True)
class Route:
    """One address: its name, its pattern from the root, and the view behind it."""

    name: str
    pattern: str
    view: Any

    @property
    def is_ours(self) -> bool:
        """Whether its view is of this project, and not of a library's making."""
        return not self.view.__module__.startswith(LIBRARIES)


def every_route() -> list[Route]:
    """All addresses that the site answers."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, before + str(each.pattern))
        else:
            yield Route(str(each.name), before + str(each.pattern), each.callback)
