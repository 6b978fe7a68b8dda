"""All amendments to a motion with their current texts, read at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, product
from string import ascii_uppercase

from django.db.models import Max

from coopcouncil.rules.motions.merging.amendments import order_of
from coopcouncil.web.motions.amendments.standing import OPEN, SETTLED
from coopcouncil.web.motions.amendments.texts import current_text
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
    amendments = list(motion.amendments.select_related("mover_person"))
    newest = Text.objects.filter(amendment__motion=motion).order_by().values("amendment").annotate(last=Max("pk"))
    texts = Text.objects.select_related("base").filter(pk__in=newest.values("last"))
    current = {each.amendment_id: each for each in texts}
    text = current_text(motion)
    for each in amendments:
        each.motion = motion
    return Board(motion, text, _beneath(None, text, amendments, current, 0))


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
