"""Which words of two names stand for each other, and what is left over on either side.

A word may stand for the same word, for a misspelling of it, for a cut or shortened form of it, for two words written
as one, or, as initials, for several.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

ALIKE_FROM = 0.7
SHORTENED = 0.85


@dataclass(frozen=True, slots=True)
class Alignment:
    """What agrees between two lists of words.

    `pairs` holds (place in the first, place in the second, likeness from 0 to 1); `left` and `right` are the places
    that nothing on the other side stands for.
    """

    pairs: tuple[tuple[int, int, float], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]


@lru_cache(maxsize=1 << 18)
def likeness(one: str, other: str) -> float:
    """How far one word may stand for the other: 1 for the same, 0 for words that do not resemble each other.

    Numbers are the same or they are not. A word cut short (by a ledger's narrow column, or as people shorten words)
    is like the full one, more so the longer the part that is left.
    """
    if one == other:
        return 1.0
    if one.isdigit() or other.isdigit() or one[0].isdigit() != other[0].isdigit():
        return 0.0
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return SHORTENED + 0.1 * len(short) / len(long) if len(short) > 2 else 0.6 * len(short) / 2
    edited = OSA.normalized_similarity(one, other)
    if edited >= ALIKE_FROM:
        return float(edited)
    return 0.7 if len(short) > 2 and short[0] == long[0] and _is_skeleton(short, long) else 0.0


def _is_skeleton(short: str, long: str) -> bool:
    """Whether the letters of `short` occur in `long` in order, its last letter last: 'mgmt' of 'management'."""
    rest = iter(long)
    return short[-1] == long[-1] and all(letter in rest for letter in short) and len(short) * 3 >= len(long)


@dataclass(frozen=True, slots=True)
class _Side:
    """A name's words, and the places of those that nothing stands for yet."""

    words: Sequence[str]
    loose: list[int]


_Taken = Iterator[tuple[int, int, float]]


def align(one: Sequence[str], other: Sequence[str], weight: Callable[[str], float]) -> Alignment:
    """Pair the words of two names: the same ones first, then joined words, then the most alike, then initials."""
    if one == other and len(set(one)) == len(one):
        return Alignment(tuple((place, place, 1.0) for place in range(len(one))), (), ())
    left, right = _Side(one, list(range(len(one)))), _Side(other, list(range(len(other))))
    pairs = list(_same(left, right))
    if left.loose and right.loose:
        pairs.extend(_joined(left, right))
        pairs.extend((i, j, alike) for j, i, alike in _joined(right, left))
        pairs.extend(_alike(left, right, weight))
        pairs.extend(_initials(left, right))
        pairs.extend((i, j, alike) for j, i, alike in _initials(right, left))
    return Alignment(tuple(pairs), tuple(left.loose), tuple(right.loose))


def _same(left: _Side, right: _Side) -> _Taken:
    for i in tuple(left.loose):
        j = next((j for j in right.loose if left.words[i] == right.words[j]), None)
        if j is not None:
            yield from _take(left, i, right, [j], 1.0)


def _joined(one: _Side, other: _Side) -> _Taken:
    """Words of `one` that are two neighbouring words of `other` written together."""
    for i in tuple(one.loose):
        for j in other.loose:
            if j + 1 in other.loose:
                together = other.words[j] + other.words[j + 1]
                if OSA.normalized_similarity(one.words[i], together) > SHORTENED:
                    yield from _take(one, i, other, [j, j + 1], 0.97)
                    break


def _alike(left: _Side, right: _Side, weight: Callable[[str], float]) -> _Taken:
    found = []
    for i in left.loose:
        for j in right.loose:
            alike = likeness(left.words[i], right.words[j])
            if alike > 0:
                found.append((alike, weight(right.words[j]), -i, -j))
    for alike, _, i, j in sorted(found, reverse=True):
        if -i in left.loose and -j in right.loose:
            yield from _take(left, -i, right, [-j], alike)


def _initials(one: _Side, other: _Side) -> _Taken:
    """Words of `one` made of the first letters of neighbouring words of `other`."""
    for i in tuple(one.loose):
        size = len(one.words[i])
        for start in range(len(other.loose) - size + 1) if size > 1 else ():
            run = other.loose[start : start + size]
            if run[-1] - run[0] == size - 1 and one.words[i] == "".join(other.words[j][0] for j in run):
                yield from _take(one, i, other, run, 0.6 if size == 2 else 0.8)
                break


def _take(one: _Side, i: int, other: _Side, run: Sequence[int], alike: float) -> _Taken:
    one.loose.remove(i)
    for j in run:
        other.loose.remove(j)
        yield i, j, alike
