"""What the pages can tell of, by a name: the record, evidence and search find a thing of any app through here.

An app registers its kinds of thing when it starts (`apps.py`); what joins two apps asks here instead of importing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Found:
    """One thing as a link: its title and its address."""

    title: str
    address: str


@dataclass(frozen=True)
class Hit:
    """One thing that a search found: its kind in words, title, address, a line that says more, and its id.

    A hit without `ref` can be followed, but not named by evidence.
    """

    kind: str
    title: str
    address: str
    more: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Duty:
    """Something that waits for a person: in words, where it is done, by when, and a line that says more."""

    words: str
    address: str
    due_on: date | None = None
    late: bool = False
    more: str = ""


@dataclass(frozen=True)
class Subject:
    """One kind of thing.

    `find` gives the thing's link if `user` may see it, else None: (user, ref) -> Found | None. `search` finds by words
    what `user` may see: (user, words, most) -> hits. `find_many` finds several at once, by ref, for lists. `content` is
    a text that changes when the thing does, for its fingerprint; a thing without one is told by the record's last entry
    about it.
    """

    kind: str
    label: str
    find: Callable[[Any, str], Found | None]
    search: Callable[[Any, str, int], list[Hit]] | None = None
    find_many: Callable[[Any, Sequence[str]], dict[str, Found]] | None = None
    content: Callable[[Any, str], str] | None = None


@dataclass(frozen=True)
class News:
    """Something that was published: the kind by which a feed holds it, its title and address, when, and a sentence."""

    kind: str
    title: str
    address: str
    at: datetime
    summary: str = ""


SUBJECTS: dict[str, Subject] = {}
# (person, today) -> what waits for that person
DUTIES: list[Callable[[Any, date], list[Duty]]] = []
# today -> the keys of the people whom a digest reminds today, whatever their usual day
REMINDERS: list[Callable[[date], set[int]]] = []
# most -> what was published last, the newest first
NEWS: list[Callable[[int], list[News]]] = []


def register(subject: Subject) -> None:
    """Make a kind of thing known. Raises ValueError when another has the name."""
    if SUBJECTS.get(subject.kind, subject) is not subject:
        raise ValueError(f"two kinds of thing are called {subject.kind}")
    SUBJECTS[subject.kind] = subject


def find(user: Any, about: str) -> Found | None:
    """The thing that `about` (kind:ref) names, if this user may see it."""
    kind, _, ref = about.partition(":")
    subject = SUBJECTS.get(kind)
    return subject.find(user, ref) if subject and _can_be(ref) else None


def duties_of(person: Any, today: date) -> list[Duty]:
    """What waits for this person: what is late first, then by the day it is due, then what has no day."""
    found = [duty for ask in DUTIES for duty in ask(person, today)]
    return sorted(found, key=lambda duty: (not duty.late, duty.due_on or date.max))


def news(most: int, kind: str | None = None) -> list[News]:
    """What was published last, of every kind or of one, the newest first."""
    found = [each for ask in NEWS for each in ask(most) if kind in (None, each.kind)]
    return sorted(found, key=lambda each: each.at, reverse=True)[:most]


def find_all(user: Any, abouts: Sequence[str]) -> dict[str, Found]:
    """Those of the things named (kind:ref) that this user may see, by name; one look for each kind that has one."""
    found: dict[str, Found] = {}
    for kind in dict.fromkeys(about.partition(":")[0] for about in abouts):
        subject, refs = (
            SUBJECTS.get(kind),
            [ref for about in abouts if about.startswith(f"{kind}:") and _can_be(ref := about.partition(":")[2])],
        )
        if subject is None:
            continue
        if subject.find_many:
            seen = subject.find_many(user, refs)
        else:
            seen = {ref: each for ref in refs if (each := subject.find(user, ref))}
        found |= {f"{kind}:{ref}": each for ref, each in seen.items()}
    return found


def label(about: str) -> str:
    """What kind of thing `about` (kind:ref) names, in words."""
    subject = SUBJECTS.get(about.partition(":")[0])
    return subject.label if subject else about.partition(":")[0]


def _can_be(ref: str) -> bool:
    """Whether an id can be one: PostgreSQL takes no NUL in a text, not even to look for it."""
    return "\0" not in ref
