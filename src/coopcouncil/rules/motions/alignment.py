"""Which paragraph of the new version is which of the old.

Paragraphs that are the same are found first, by their text, then, between them, those that are alike: candidates share
rare words or rare runs of words, so that no paragraph is compared with all others. Of the pairs that keep their order
the heaviest set is chosen (weight: words in common). What is left over and alike all the same has moved. Blank
paragraphs follow their neighbours.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from coopcouncil.rules.motions.likeness import ALIKE, SHORT, Reading
from coopcouncil.rules.motions.sequences import Pairs, common_pairs

ALIKE_ALONE = 0.25  # the same for a short paragraph that stands alone in its place on both sides
ALIKE_MOVED = 0.8  # the same for a paragraph in another place
RARE = 8  # paragraphs that may hold a word or run for it to point at candidates
MOST_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs (place in old, place in new) in order, and where each paragraph that moved went, old to new."""

    pairs: tuple[tuple[int, int], ...]
    moved: dict[int, int]


def align(old: Sequence[str], new: Sequence[str]) -> Alignment:
    """Align two versions, each given as the texts of its paragraphs."""
    old_full, new_full = ([i for i, text in enumerate(side) if not _is_blank(text)] for side in (old, new))
    same = [(old_full[i], new_full[j]) for i, j in common_pairs([old[i] for i in old_full], [new[j] for j in new_full])]
    reading = Reading(old, new)
    pairs = _in_order(reading, same, old_full, new_full)
    for old_gap, new_gap in _gaps(pairs, len(old), len(new)):
        pairs += _alike(reading, _full(old, old_gap), _full(new, new_gap))
    pairs.sort()
    moved = _moved(reading, _left(old_full, [i for i, _ in pairs]), _left(new_full, [j for _, j in pairs]))
    for old_gap, new_gap in _gaps(pairs, len(old), len(new)):
        pairs += _blanks(old, new, old_gap, new_gap)
    return Alignment(tuple(sorted(pairs)), moved)


def _in_order(reading: Reading, same: Pairs, old_full: Sequence[int], new_full: Sequence[int]) -> Pairs:
    """The heaviest set in order of the pairs that are the same and those that are alike.

    Together, so that one short line that changed its place does not make all the long ones beside it move.
    """
    old_left, new_left = _left(old_full, [i for i, _ in same]), _left(new_full, [j for _, j in same])
    if not old_left or not new_left:
        return same
    alike = _weighed(reading, _candidates(reading, old_left, new_left))
    return _heaviest([*((pair, float(reading.size_of_old(pair[0]))) for pair in same), *alike])


def _full(texts: Sequence[str], places: Sequence[int]) -> list[int]:
    return [place for place in places if not _is_blank(texts[place])]


def _is_blank(text: str) -> bool:
    return not text or text.isspace()


def _left(places: Iterable[int], taken: Iterable[int]) -> list[int]:
    gone = set(taken)
    return [place for place in places if place not in gone]


def _gaps(pairs: Sequence[tuple[int, int]], old_end: int, new_end: int) -> list[tuple[range, range]]:
    """What lies between neighbouring pairs, where something lies on both sides."""
    edges = [(-1, -1), *pairs, (old_end, new_end)]
    gaps = [(range(before[0] + 1, after[0]), range(before[1] + 1, after[1])) for before, after in pairwise(edges)]
    return [(old, new) for old, new in gaps if old and new]


def _alike(reading: Reading, old: Sequence[int], new: Sequence[int]) -> Pairs:
    """The pairs of alike paragraphs in a gap: the heaviest set that keeps its order."""
    if not old or not new:
        return []
    if len(old) == len(new) == 1:
        alone = max(len(reading.of_old(old[0])), len(reading.of_new(new[0]))) <= SHORT
        return [(old[0], new[0])] if reading.likeness(old[0], new[0])[0] >= (ALIKE_ALONE if alone else ALIKE) else []
    return _heaviest(_weighed(reading, _candidates(reading, old, new)))


def _weighed(reading: Reading, candidates: Pairs) -> list[tuple[tuple[int, int], float]]:
    """The candidates that are alike, with their weight: the words in common, less for what is less alike."""
    likenesses = [(pair, *reading.likeness(*pair)) for pair in candidates]
    return [(pair, common * alike) for pair, alike, common in likenesses if alike >= ALIKE]


def _candidates(reading: Reading, old: Sequence[int], new: Sequence[int]) -> Pairs:
    """Pairs worth comparing: all of them in a small gap, else those that share what is rare."""
    if len(old) * len(new) <= RARE * RARE:
        return [(i, j) for i in old for j in new]
    holders: dict[int, list[int]] = defaultdict(list)
    for place in new:
        for mark in reading.marks_of_new(place):
            holders[mark].append(place)
    rare = {mark: places for mark, places in holders.items() if len(places) <= RARE}
    found: Pairs = []
    for place in old:
        shared = Counter(chain.from_iterable(rare[mark] for mark in reading.marks_of_old(place) if mark in rare))
        found += [(place, each) for each, _ in shared.most_common(MOST_CANDIDATES)]
    return found


def _heaviest(weighed: Iterable[tuple[tuple[int, int], float]]) -> Pairs:
    """Of weighted pairs the heaviest set in which both places rise: best chains kept by their last place in new."""
    last: list[int] = []  # the new place at which a best chain ends, rising, and its weight, rising too
    chains: list[tuple[float, tuple[int, int], object]] = []
    # from right to left within one old place, so that no old paragraph is taken twice
    for pair, weight in sorted(weighed, key=lambda each: (each[0][0], -each[0][1])):
        at = bisect_left(last, pair[1])
        below = chains[at - 1] if at else None
        total = weight + (below[0] if below else 0)
        if at < len(last) and last[at] == pair[1] and chains[at][0] >= total:
            continue
        end = at
        while end < len(last) and chains[end][0] <= total:
            end += 1
        last[at:end] = [pair[1]]
        chains[at:end] = [(total, pair, below)]
    return _links(chains[-1] if chains else None)


def _links(chain: object) -> Pairs:
    found: Pairs = []
    while isinstance(chain, tuple):
        _, pair, chain = chain
        found.append(pair)
    return found[::-1]


def _moved(reading: Reading, old: Sequence[int], new: Sequence[int]) -> dict[int, int]:
    """Of what is left over, which paragraph went where: the most alike first."""
    weighed = [(*reading.likeness(*pair), pair) for pair in _candidates(reading, old, new)]
    moved: dict[int, int] = {}
    taken: set[int] = set()
    for alike, common, (before, after) in sorted(weighed, key=lambda each: (-each[0], -each[1], each[2])):
        share = 2 * common / (len(reading.of_old(before)) + len(reading.of_new(after)))
        if min(alike, share) >= ALIKE_MOVED and before not in moved and after not in taken:
            moved[before] = after
            taken.add(after)
    return moved


def _blanks(old: Sequence[str], new: Sequence[str], old_gap: range, new_gap: range) -> Pairs:
    """The blank paragraphs of a gap that are the same on both sides, in order; first those at its ends."""
    pairs: Pairs = []
    start = 0
    while start < min(len(old_gap), len(new_gap)) and _same_blank(old[old_gap[start]], new[new_gap[start]]):
        pairs.append((old_gap[start], new_gap[start]))
        start += 1
    old_gap, new_gap = old_gap[start:], new_gap[start:]
    while old_gap and new_gap and _same_blank(old[old_gap[-1]], new[new_gap[-1]]):
        pairs.append((old_gap[-1], new_gap[-1]))
        old_gap, new_gap = old_gap[:-1], new_gap[:-1]
    places: dict[str, list[int]] = defaultdict(list)
    for place in new_gap:
        if _is_blank(new[place]):
            places[new[place]].append(place)
    at = new_gap.start
    for place in old_gap:
        found = places.get(old[place], [])
        next_one = bisect_left(found, at)
        if next_one < len(found):
            pairs.append((place, found[next_one]))
            at = found[next_one] + 1
    return pairs


def _same_blank(old: str, new: str) -> bool:
    return old == new and _is_blank(old)
