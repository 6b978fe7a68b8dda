"""What an entry says, ready to be shown: who in which role, what, why, and what changed, in plain words."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from coopcouncil.vocabulary.roles import LABELS, Role
from coopcouncil.web.people.models import Person
from coopcouncil.web.record.models import Entry

THE_SYSTEM = "The system"
SOMEBODY = "Somebody"
NOTHING = "nothing"
# words after which what was done still wants to be told to what: "ended the access of"
WANTING = frozenset({"about", "for", "from", "in", "of", "on", "to", "with"})
LONGEST_IN_A_LINE = 120  # characters of a value that still read in one line


@dataclass(frozen=True)
class Change:
    """One field that changed, in words; empty text where there was or is nothing."""

    field: str
    before: str
    after: str

    def __str__(self) -> str:
        """As part of a sentence: Title: 'a' became 'b'."""
        if not self.before:
            return f"{self.field}: {_quoted(self.after)}"
        return f"{self.field}: {_quoted(self.before)} became {_quoted(self.after)}"


@dataclass(frozen=True)
class Telling:
    """One entry in words. `name` is the person's at the time; once redacted, the one they go by now."""

    entry: Entry
    at: datetime
    name: str
    role: str = ""
    body: str = ""
    for_whom: str = ""
    why: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def who(self) -> str:
        """'A. Clerk, officer for Adults, standing in for B. Head'."""
        role = f"{self.role} for {self.body}" if self.role and self.body else self.role
        instead = f"standing in for {self.for_whom}" if self.for_whom else ""
        return ", ".join(each for each in (self.name, role, instead) if each)

    @property
    def done(self) -> str:
        """What was done, without a mark at its end: 'said who a supplier is'."""
        return self.entry.what.rstrip(": ")

    @property
    def told(self) -> str:
        """How the sentence begins: 'A. Clerk, officer, published'."""
        return f"{self.who}{',' if ',' in self.who else ''} {self.done}"

    @property
    def wants_object(self) -> bool:
        """Whether `done` reads on with the thing it was done to: 'published', 'ended the access of'."""
        words = self.done.split()
        return len(words) == 1 or words[-1] in WANTING

    @property
    def role_alone(self) -> str:
        """Who it was, for people who are not told names: 'An officer'."""
        if not self.entry.by:
            return THE_SYSTEM
        if not self.role or self.role == LABELS[Role.DEMOCRATIC_SERVICES]:
            return self.role.capitalize() or SOMEBODY
        return f"{'An' if self.role[0] in 'aeiou' else 'A'} {self.role}"


def tell(entries: Iterable[Entry]) -> list[Telling]:
    """The entries in words; their contents must be at hand. Names of redacted ones take one query more."""
    listed = list(entries)
    gone = {entry.by for entry in listed if entry.by and not _text(entry)}
    names = {str(each.public_id): each.name for each in Person.objects.filter(public_id__in=gone)} if gone else {}
    return [_tell(entry, names) for entry in listed]


def words_in(text: str) -> Iterator[str]:
    """Every word and name that a content holds for a reader: its values and the fields that changed, not its salt."""
    for key, value in json.loads(text).items():
        if key != "salt":
            yield from _strings(value)


def plain(value: Any) -> str:
    """A value of before or after, for a reader."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(plain, value))
    if isinstance(value, dict):
        return "; ".join(f"{_field(key)}: {plain(each)}" for key, each in value.items())
    return str(value)


def _text(entry: Entry) -> str:
    content = getattr(entry, "content", None)
    return (content.text or "") if content else ""


def _tell(entry: Entry, names: dict[str, str]) -> Telling:
    at, text = timezone.localtime(entry.at), _text(entry)
    if not text:
        return Telling(entry, at, names.get(entry.by, SOMEBODY) if entry.by else THE_SYSTEM)
    said: dict[str, Any] = json.loads(text)
    role = str(said.get("role", ""))
    return Telling(
        entry=entry,
        at=at,
        name=said["who"] if entry.by else THE_SYSTEM,
        role=LABELS[Role(role)] if role in set(Role) else role,
        body=said.get("body", ""),
        for_whom=said.get("for", ""),
        why=said.get("why", ""),
        changes=tuple(_changes(said.get("before") or {}, said.get("after") or {})),
    )


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    """The fields in the order in which they are kept: those of after, then those that only before has."""
    for name in dict.fromkeys([*after, *before]):
        if before.get(name) != after.get(name):
            yield Change(_field(name), plain(before.get(name)), plain(after.get(name)))


def _field(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _quoted(text: str) -> str:
    if not text:
        return NOTHING
    return f"“{text[:LONGEST_IN_A_LINE]}…”" if len(text) > LONGEST_IN_A_LINE else f"“{text}”"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield _field(name)
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif value is not None:
        yield plain(value)
