"""What other apps show on a committee's page: what was promised to it, which motions it has before it.

An app registers its section when it starts (`apps.py`); `ask` says what its template shows, or None to leave it out.
The template is included into the page, with what `ask` gave as `shown`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coopcouncil.web.people.models import Body


@dataclass(frozen=True)
class BodySection:
    """One section: its heading, its template, and what is asked: (user, committee or None for the council) -> shown."""

    key: str
    title: str
    template: str
    ask: Callable[[Any, Body | None], dict[str, Any] | None]


@dataclass(frozen=True)
class Shown:
    """One section as one reader sees it."""

    title: str
    template: str
    holds: dict[str, Any]


BODY_SECTIONS: dict[str, BodySection] = {}


def register_section(section: BodySection) -> None:
    """Make a section known. Raises ValueError when another has the key."""
    if BODY_SECTIONS.get(section.key, section) is not section:
        raise ValueError(f"two sections of a committee's page are called {section.key}")
    BODY_SECTIONS[section.key] = section


def sections_of(user: Any, body: Body | None) -> list[Shown]:
    """The sections that have something to show this reader, in the order in which they were registered."""
    asked = [(each, each.ask(user, body)) for each in BODY_SECTIONS.values()]
    return [Shown(each.title, each.template, holds) for each, holds in asked if holds is not None]
