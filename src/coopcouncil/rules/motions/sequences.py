"""The longest common part of two sequences, in bounded time and memory.

Common ends are taken first. What is small enough is solved exactly (RapidFuzz's bit-parallel longest common
subsequence). What is not is cut at anchors, items that occur once on each side and keep their order, as in patience
diff; where there is none it is told as replaced.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

MOST_CELLS = 100_000_000  # of the table that is solved exactly: about 12 megabytes of bits
ANCHOR_LENGTH = 8  # items in a row that make an anchor where no single one will
Pairs = list[tuple[int, int]]


def common_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    """The places of items that both share, in order, as (place in old, place in new)."""
    ids: dict[Hashable, int] = {}
    old_ids, new_ids = ([ids.setdefault(each, len(ids)) for each in items] for items in (old, new))
    pairs: Pairs = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        old_start, old_end, new_start, new_end = waiting.pop()
        while old_start < old_end and new_start < new_end and old_ids[old_start] == new_ids[new_start]:
            pairs.append((old_start, new_start))
            old_start, new_start = old_start + 1, new_start + 1
        while old_start < old_end and new_start < new_end and old_ids[old_end - 1] == new_ids[new_end - 1]:
            old_end, new_end = old_end - 1, new_end - 1
            pairs.append((old_end, new_end))
        if old_start == old_end or new_start == new_end:
            continue
        old_part, new_part = old_ids[old_start:old_end], new_ids[new_start:new_end]
        if len(old_part) * len(new_part) <= MOST_CELLS:
            pairs += [(old_start + i, new_start + j) for i, j in _exactly(old_part, new_part)]
            continue
        anchors = [(old_start + i, new_start + j) for i, j in _anchors(old_part, new_part)]
        pairs += anchors
        edges = [(old_start - 1, new_start - 1), *anchors, (old_end, new_end)]
        if anchors:
            waiting += [(i + 1, k, j + 1, m) for (i, j), (k, m) in pairwise(edges)]
    return sorted(pairs)


def _exactly(old: Sequence[int], new: Sequence[int]) -> Pairs:
    return [
        (block.a + step, block.b + step)
        for block in LCSseq.opcodes(old, new).as_matching_blocks()
        for step in range(block.size)
    ]


def _anchors(old: Sequence[int], new: Sequence[int]) -> Pairs:
    """Runs that occur once on each side and keep their order; single items if there are any."""
    for length in (1, ANCHOR_LENGTH):
        old_places, new_places = _once(old, length), _once(new, length)
        pairs = [(place, new_places[run]) for run, place in old_places.items() if run in new_places]
        if pairs:
            return increasing(sorted(pairs))
    return []


def _once(items: Sequence[int], length: int) -> dict[tuple[int, ...], int]:
    runs = list(zip(*(items[start:] for start in range(length)), strict=False))
    counts = Counter(runs)
    return {run: place for place, run in enumerate(runs) if counts[run] == 1}


def increasing(pairs: Pairs) -> Pairs:
    """The longest part of `pairs`, sorted by their first, whose second rises too."""
    tails: list[int] = []
    tail_places: list[int] = []
    before: list[int] = []
    for place, (_, second) in enumerate(pairs):
        at = bisect_left(tails, second)
        before.append(tail_places[at - 1] if at else -1)
        tails[at : at + 1] = [second]
        tail_places[at : at + 1] = [place]
    found: Pairs = []
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        found.append(pairs[place])
        place = before[place]
    return found[::-1]
