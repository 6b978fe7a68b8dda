"""Which words of two names stand for each other, and what is left over on either side.

A word may stand for the same word, for a misspelling of it, for a cut or shortened form of it, for two words written
as one, or, as initials, for several.
"""

from collections.abc import Callable, Sequence
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


def align(one: Sequence[str], other: Sequence[str], weight: Callable[[str], float]) -> Alignment:
    """Pair the words of two names, exact ones first, then joined words, then the most alike, then initials."""
    left, right = list(range(len(one))), list(range(len(other)))
    pairs: list[tuple[int, int, float]] = []
    _take_same(one, other, left, right, pairs)
    if left and right:
        _take_joined(one, other, left, right, pairs, turned=False)
        _take_joined(other, one, right, left, pairs, turned=True)
        _take_alike(one, other, left, right, pairs, weight)
        _take_initials(one, other, left, right, pairs, turned=False)
        _take_initials(other, one, right, left, pairs, turned=True)
    return Alignment(tuple(pairs), tuple(left), tuple(right))


def _take_same(
    one: Sequence[str], other: Sequence[str], left: list[int], right: list[int], pairs: list[tuple[int, int, float]]
) -> None:
    for i in tuple(left):
        for j in right:
            if one[i] == other[j]:
                pairs.append((i, j, 1.0))
                left.remove(i)
                right.remove(j)
                break


def _take_joined(
    one: Sequence[str],
    other: Sequence[str],
    left: list[int],
    right: list[int],
    pairs: list[tuple[int, int, float]],
    *,
    turned: bool,
) -> None:
    """A word of `one` that is two neighbouring words of `other` written together."""
    for i in tuple(left):
        for j in right:
            if j + 1 in right and OSA.normalized_similarity(one[i], other[j] + other[j + 1]) > SHORTENED:
                _take(i, (j, j + 1), 0.97, left, right, pairs, turned=turned)
                break


def _take_alike(
    one: Sequence[str],
    other: Sequence[str],
    left: list[int],
    right: list[int],
    pairs: list[tuple[int, int, float]],
    weight: Callable[[str], float],
) -> None:
    found = [
        (likeness(one[i], other[j]), weight(other[j]), -i, -j)
        for i in left
        for j in right
        if likeness(one[i], other[j]) > 0
    ]
    for alike, _, i, j in sorted(found, reverse=True):
        if -i in left and -j in right:
            pairs.append((-i, -j, alike))
            left.remove(-i)
            right.remove(-j)


def _take_initials(
    one: Sequence[str],
    other: Sequence[str],
    left: list[int],
    right: list[int],
    pairs: list[tuple[int, int, float]],
    *,
    turned: bool,
) -> None:
    """A word of `one` made of the first letters of neighbouring words of `other`."""
    for i in tuple(left):
        size = len(one[i])
        for start in range(len(right) - size + 1) if size > 1 else ():
            run = right[start : start + size]
            if run[-1] - run[0] == size - 1 and one[i] == "".join(other[j][0] for j in run):
                _take(i, run, 0.6 if size == 2 else 0.8, left, right, pairs, turned=turned)
                break


def _take(
    i: int,
    run: Sequence[int],
    alike: float,
    left: list[int],
    right: list[int],
    pairs: list[tuple[int, int, float]],
    *,
    turned: bool,
) -> None:
    left.remove(i)
    for j in run:
        right.remove(j)
        pairs.append((j, i, alike) if turned else (i, j, alike))
