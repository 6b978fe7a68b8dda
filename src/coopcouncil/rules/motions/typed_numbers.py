"""Items of a list whose numbers somebody typed: "1.", "a)", "(i)". The number stays part of the text.

A number makes an item only where it begins a list or goes on with one, so that "2026 was dry" and "7. Motions on
notice" above a motion are none. The level comes from the kind of number: another kind that begins is a list inside.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_NUMBER = re.compile(
    r"(?P<number>(?P<open>\()?(?P<plain>\d{1,3}|[a-z]|[A-Z](?=\))|[ivx]{2,5})(?P<close>[.)])"
    r"|(?P<parts>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?)[ \t\xa0]+(?=[^\s])"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}
MOST_MISSING = 5  # numbers that a list may leave out, as where an amendment took items out
_OPENS = (":", "–", "—")
_DRAWN = "-"  # the kind of lists whose marks are dashes or dots


class _Number(NamedTuple):
    """One way to read a number: its kind with its brackets, its value, and for 1.1 the number that it is under."""

    kind: str
    value: int
    under: int = 0


@dataclass(slots=True)
class _List:
    """A list that may go on: what its marks look like, its last number (or indent, in levels), and its level."""

    kind: str
    last: int
    level: int


class NumberedLists:
    """Give it a motion's lines in order; it says at which level each stands."""

    def __init__(self) -> None:
        self._lists: list[_List] = []
        self._in_list = self._opens = False

    def heading(self) -> None:
        """A heading: what follows begins a list of its own, or goes on with the outermost."""
        self._lists = [each for each in self._lists[:1] if each.kind != _DRAWN]
        self._in_list = self._opens = False

    def drawn(self, level: int, text: str) -> int:
        """The level of an item that has a list mark, and a level of its own: below the numbered item above it."""
        place = next((i for i, each in enumerate(self._lists) if each.kind == _DRAWN and each.last >= level), None)
        if place is not None:
            known = self._lists[place]
            found = max(1, level + known.level - known.last)
            del self._lists[place:]
        elif self._in_list and self._lists:
            above = self._lists[-1]
            found = above.level + (level - above.last if above.kind == _DRAWN else 1)
        else:
            found = level
        self._lists.append(_List(_DRAWN, level, found))
        self._in_list, self._opens = True, text.rstrip().endswith(_OPENS)
        return found

    def line(self, text: str) -> int:
        """The level of a line without a list mark; 0 where it begins with no number of a list."""
        found = self._found(list(_readings(text)))
        self._in_list, self._opens = found > 0, text.rstrip().endswith(_OPENS)
        return found

    def _found(self, readings: Sequence[_Number]) -> int:
        for place in range(len(self._lists) - 1, -1, -1):
            known = self._lists[place]
            for each in readings:
                if each.kind == known.kind and known.last < each.value <= known.last + MOST_MISSING:
                    known.last = each.value
                    del self._lists[place + 1 :]
                    return known.level
        return next((self._begun(each) for each in readings if each.value == 1 and self._may_begin(each)), 0)

    def _may_begin(self, number: _Number) -> bool:
        """Whether a list may begin with this: 1.1 only under 1, so that "1.1 million" is none."""
        return not number.under or any(each.kind == "1." and each.last == number.under for each in self._lists)

    def _begun(self, number: _Number) -> int:
        """A list begins: inside the one above, unless that is of the same kind or something stands between."""
        same = next((place for place, each in enumerate(self._lists) if each.kind == number.kind), None)
        del self._lists[len(self._lists) if same is None else same :]
        if not self._in_list:
            del self._lists[1:]
        level = 1
        if self._in_list and self._lists:
            above = self._lists[-1]
            level = above.level + (above.kind != _DRAWN or self._opens)
        self._lists.append(_List(number.kind, 1, level))
        return level


def without_number(text: str) -> str:
    """The text without a number typed at its start."""
    found = _NUMBER.match(text.lstrip())
    return text.lstrip()[found.end() :] if found else text


def _readings(text: str) -> Iterator[_Number]:
    """How the number at the start of a text may be read: "(i)" is one, and the letter after h."""
    found = _NUMBER.match(text.lstrip())
    if found is None:
        return
    if parts := found["parts"]:
        *above, last = map(int, parts.split("."))
        yield _Number(f"{above}", last, above[-1])
        return
    plain, look = found["plain"], f"{found['open'] or ''}{found['close']}"
    if plain.isdecimal():
        yield _Number(f"1{look}", int(plain))
    if len(plain) == 1 and plain.isalpha():
        yield _Number(f"{'a' if plain.islower() else 'A'}{look}", ord(plain.lower()) - ord("a") + 1)
    if plain[0] in _ROMAN and (value := _roman(plain)):
        yield _Number(f"i{look}", value)


def _roman(text: str) -> int:
    values = [_ROMAN.get(each, 0) for each in text]
    if 0 in values:
        return 0
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
