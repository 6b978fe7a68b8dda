"""Reads of the desk: where to begin, and search, asked of every app through `web.subjects`."""

from dataclasses import dataclass
from typing import Any

from coopcouncil.web.people.models import Body
from coopcouncil.web.permissions import may, roles_held
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import SUBJECTS, Found, Hit, find

HITS_OF_A_KIND = 10
SHORTEST_WORD = 2

# what a role can begin with: the name of an address, the right that it takes, its words, and what it is for
BEGINNINGS = (
    (
        "motion-send",
        Right.ADD_MOTION,
        "Take in a motion",
        "From a Word file, with its tracked changes, or from its words.",
    ),
    (
        "evidence-add",
        Right.ADD_EVIDENCE,
        "Add evidence",
        "Keep a figure, a file, a link or a minute with what it rests on.",
    ),
    ("review", Right.REVIEW_SUPPLIERS, "Review suppliers", "Say which organisation a supplier is, most money first."),
    ("upload", Right.LOAD_PAYMENTS, "Add payments", "See what a payments file holds before it is loaded."),
    ("publishing", Right.PUBLISH_SPENDING, "Publish figures", "What the public sees now, and what would change."),
    ("invite", Right.GIVE_ACCESS, "Invite somebody", "Give people of the council and outside it a way in."),
    ("record", Right.SEE_RECORD, "Read the record", "Who did what, when and why."),
    ("promises", Right.SEE_PROMISES, "See what was promised", "What each motion asked for, and what shows it done."),
    ("picture", Right.SEE_PUBLISHED, "See the picture", "Who is paid, by ownership, place, year and service area."),
    ("knowing", Right.SEE_PUBLISHED, "How do we know?", "Every file behind the figures, and what could not be read."),
)


@dataclass(frozen=True)
class Beginning:
    """Something that a person can begin with: the name of its address, its words and what it is for."""

    address: str
    words: str
    meaning: str


@dataclass(frozen=True)
class Matter:
    """An organisation for which somebody speaks, and its page among those that the council paid, if it has one."""

    name: str
    paid: Found | None


@dataclass(frozen=True)
class Answers:
    """What a search found: hits by kind, and whether some kinds hold more than are shown."""

    kinds: dict[str, list[Hit]]
    cut: frozenset[str]

    @property
    def count(self) -> int:
        """How many hits are shown."""
        return sum(len(hits) for hits in self.kinds.values())


def beginnings_of(person: Any) -> list[Beginning]:
    """What this person's roles let them begin with."""
    return [Beginning(address, words, meaning) for address, right, words, meaning in BEGINNINGS if may(person, right)]


def matters_of(user: Any) -> list[Matter]:
    """The organisations outside the council for which this person speaks, each with what is said of it here."""
    bodies = Body.objects.filter(
        id__in=[held.body_id for held in roles_held(user) if held.role and held.role.is_outside]
    )
    return [Matter(body.name, find(user, f"organisation:{body.org_id}") if body.org_id else None) for body in bodies]


def search(user: Any, words: str) -> Answers:
    """Everything that this user may see and that the words fit, at most some of each kind."""
    kinds: dict[str, list[Hit]] = {}
    cut: set[str] = set()
    for subject in SUBJECTS.values():
        hits = subject.search(user, words, HITS_OF_A_KIND + 1) if subject.search else []
        if hits:
            kinds[subject.label] = hits[:HITS_OF_A_KIND]
        if len(hits) > HITS_OF_A_KIND:
            cut.add(subject.label)
    return Answers(kinds, frozenset(cut))
