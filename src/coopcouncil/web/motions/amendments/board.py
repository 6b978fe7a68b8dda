"""All amendments to a motion with their current texts, read at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, product
from string import ascii_uppercase
from typing import Any

from django.db.models import Max, QuerySet

from coopcouncil.rules.motions.merging.amendments import order_of
from coopcouncil.web.motions.amendments.standing import OPEN, SETTLED
from coopcouncil.web.motions.models import Amendment, Motion, Text


@dataclass
class Standing:
    """One amendment: its current text, and the current text of what it amends; `its` are amendments to it."""

    amendment: Amendment
    text: Text
    target: Text
    depth: int = 0
    its: list["Standing"] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its number or letter."""
        return self.amendment.name

    @property
    def is_open(self) -> bool:
        """Whether it was handed in and nothing was decided on it."""
        return self.amendment.state in OPEN

    @property
    def is_settled(self) -> bool:
        """Whether nothing follows any more."""
        return self.amendment.state in SETTLED

    @property
    def is_behind(self) -> bool:
        """Whether what it amends has changed since, so that it must be carried onto the new text."""
        return not self.is_settled and self.text.base_id != self.target.pk

    @property
    def changes_nothing(self) -> bool:
        """Whether it says just what its base says: the same was carried before."""
        return self.text.fingerprint == self.target.fingerprint


@dataclass
class Board:
    """A motion, its current text, and its amendments in amendment order: `top` are those to the motion itself."""

    motion: Motion
    text: Text
    top: list[Standing]

    def walk(self) -> Iterator[Standing]:
        """Every amendment, each before those to it."""
        yield from _walk(self.top)

    def find(self, amendment: Amendment) -> Standing:
        """Where this amendment stands. KeyError when it is of another motion."""
        for each in self.walk():
            if each.amendment.pk == amendment.pk:
                return each
        raise KeyError(amendment.pk)


def board_of(motion: Motion) -> Board:
    """The motion's board: three questions to the database, however many amendments there are."""
    return boards_of([motion])[0]


def boards_of(motions: Sequence[Motion]) -> list[Board]:
    """The boards of these motions, by no more questions than for one. Raises KeyError for one without a text."""
    amendments: dict[int, list[Amendment]] = {each.pk: [] for each in motions}
    named = {each.pk: each for each in motions}
    for each in Amendment.objects.select_related("mover_person").filter(motion__in=motions):
        each.motion = named[each.motion_id]
        amendments[each.motion_id].append(each)
    current = {each.amendment_id: each for each in _newest("amendment", amendment__motion__in=motions)}
    texts = {each.motion_id: each for each in _newest("motion", motion__in=motions)}
    return [
        Board(each, texts[each.pk], _beneath(None, texts[each.pk], amendments[each.pk], current, 0)) for each in motions
    ]


def _newest(of: str, **which: Any) -> QuerySet[Text]:
    """The newest text of each motion or amendment among these."""
    newest = Text.objects.filter(**which).order_by().values(of).annotate(last=Max("pk"))
    return Text.objects.select_related("base", "adopted").filter(pk__in=newest.values("last"))


def _beneath(
    parent: Amendment | None, target: Text, amendments: list[Amendment], current: dict[int | None, Text], depth: int
) -> list[Standing]:
    parent_id = parent.pk if parent else None
    found = []
    for each in sorted((a for a in amendments if a.amends_id == parent_id), key=lambda a: order_of(a.name)):
        each.amends = parent
        standing = Standing(each, current[each.pk], target, depth)
        standing.its = _beneath(each, standing.text, amendments, current, depth + 1)
        found.append(standing)
    return found


def _walk(standings: list[Standing]) -> Iterator[Standing]:
    for each in standings:
        yield each
        yield from _walk(each.its)


def next_name(board: Board, amends: Amendment | None = None) -> str:
    """The name to suggest for the next amendment: 1, 2, 3 to the motion; 2A to amendment 2, 2A1 to 2A."""
    names = {each.name.casefold() for each in board.walk()}
    if amends is None:
        numbers = [int(name) for name in names if name.isascii() and name.isdigit() and len(name) < 10]
        return str(max(numbers, default=0) + 1)
    following = map(str, count(1)) if amends.name[-1:].isalpha() else _letters()
    return next(name for each in following if (name := f"{amends.name}{each}").casefold() not in names)


def _letters() -> Iterator[str]:
    """A to Z, then AA, AB and so on."""
    for length in count(1):
        yield from ("".join(letters) for letters in product(ascii_uppercase, repeat=length))
