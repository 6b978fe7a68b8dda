"""The ways around: one section a subject, and the pages of the section that a reader is in."""

from dataclasses import dataclass, replace
from typing import Any

from coopcouncil.web.permissions import may
from coopcouncil.web.rights import Right


@dataclass(frozen=True)
class Place:
    """A page: the name of its address, its words, and the right without which it is not offered."""

    name: str
    words: str
    right: Right


@dataclass(frozen=True)
class Section:
    """A subject and its pages; the first of them is where the section begins."""

    words: str
    places: tuple[Place, ...]

    def holds(self, here: str) -> bool:
        """Whether the page of this name is one of the section's."""
        return any(place.name == here for place in self.places)


SECTIONS = (
    Section("Home", (Place("home", "Home", Right.SEE_PUBLISHED),)),
    Section(
        "Spending",
        (
            Place("picture", "The picture", Right.SEE_PUBLISHED),
            Place("knowing", "How do we know?", Right.SEE_PUBLISHED),
            Place("upload", "Add payments", Right.LOAD_PAYMENTS),
            Place("publishing", "Publishing", Right.SEE_UNPUBLISHED_SPENDING),
        ),
    ),
    Section(
        "Suppliers",
        (
            Place("suppliers", "All suppliers", Right.SEE_PUBLISHED),
            Place("review", "To review", Right.REVIEW_SUPPLIERS),
        ),
    ),
    Section(
        "Motions",
        (
            Place("motions", "All motions", Right.SEE_MOTION),
            Place("motion-send", "Take in a motion", Right.ADD_MOTION),
        ),
    ),
    Section(
        "Meetings",
        (
            Place("meetings", "All meetings", Right.SEE_MEETINGS),
            Place("committees", "Committees", Right.SEE_MEETINGS),
            Place("meetings-import", "Import", Right.KEEP_MEETINGS),
        ),
    ),
    Section(
        "Promises",
        (
            Place("promises", "What the council has promised", Right.SEE_PROMISES),
            Place("reports", "Reports to committees", Right.SEE_REPORT),
        ),
    ),
    Section("Evidence", (Place("evidence", "Evidence", Right.SEE_EVIDENCE),)),
    Section(
        "People",
        (
            Place("people", "Everybody", Right.SEE_PEOPLE),
            Place("invitations", "Invitations", Right.SEE_PEOPLE),
            Place("bodies", "Directorates, committees and others", Right.SEE_PEOPLE),
        ),
    ),
    Section("Record", (Place("record", "Record", Right.SEE_RECORD),)),
    Section("Search", (Place("search", "Search", Right.SEE_PUBLISHED),)),
    Section("Sign in", (Place("account_login", "Sign in", Right.SIGN_IN),)),
    Section(
        "Your account",
        (
            Place("account", "You", Right.USE_OWN_ACCOUNT),
            Place("notices", "Notices and calendar", Right.USE_OWN_ACCOUNT),
            Place("tokens", "Access tokens", Right.USE_OWN_ACCOUNT),
            Place("jobs", "Background work", Right.SEE_WORK),
        ),
    ),
)
SIGN_IN = "account_login"


def sections_for(user: Any) -> list[Section]:
    """The sections with the pages that this user is offered; without any page a section is left out."""
    offered = [replace(section, places=tuple(_offered(section, user))) for section in SECTIONS]
    return [section for section in offered if section.places]


def _offered(section: Section, user: Any) -> list[Place]:
    return [
        place
        for place in section.places
        if may(user, place.right) and not (place.name == SIGN_IN and user.is_authenticated)
    ]
