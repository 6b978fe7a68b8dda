"""Which paragraph of one text is which of another, and where their words differ. A stand-in for the redline's own."""

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"\s+|[^\W_]+(?:['’-][^\W_]+)*|.", re.DOTALL)
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """Paragraph `old` of the base text is paragraph `new` of the amended one; `moved` when its place changed."""

    old: int
    new: int
    moved: bool


def tokens_of(text: str) -> list[str]:
    """The words, spaces and marks of a text; joined they are the text again."""
    return TOKEN.findall(text)


def paired(base: tuple[str, ...], amended: tuple[str, ...]) -> tuple[Pair, ...]:
    """The pairs, in the order of the amended text; a paragraph without a pair was inserted or struck out."""
    pairs: list[Pair] = []
    for op, i, k, j, m in SequenceMatcher(None, base, amended, autojunk=False).get_opcodes():
        if op == "equal":
            pairs.extend(Pair(i + step, j + step, moved=False) for step in range(k - i))
        elif op == "replace":
            pairs.extend(_alike(base, amended, range(i, k), range(j, m)))
    return tuple(sorted([*pairs, *_moves(base, amended, pairs)], key=lambda pair: pair.new))


def _alike(base: tuple[str, ...], amended: tuple[str, ...], old: range, new: range) -> list[Pair]:
    found: list[Pair] = []
    start = new.start
    for i in old:
        scores = [(_ratio(base[i], amended[j]), -j) for j in range(start, new.stop)]
        best, place = max(scores, default=(0.0, 0))
        if best >= ALIKE:
            found.append(Pair(i, -place, moved=False))
            start = -place + 1
    return found


def _ratio(old: str, new: str) -> float:
    return SequenceMatcher(None, tokens_of(old), tokens_of(new), autojunk=False).ratio()


def _moves(base: tuple[str, ...], amended: tuple[str, ...], pairs: list[Pair]) -> list[Pair]:
    olds, news = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    free = defaultdict(list)
    for i, text in enumerate(base):
        if i not in olds and text.strip():
            free[text].append(i)
    return [
        Pair(free[text].pop(0), j, moved=True) for j, text in enumerate(amended) if j not in news and free.get(text)
    ]


def differing(old: list[str], new: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where the tokens differ: (start, end, new tokens) over the old ones, in order."""
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(i, k, tuple(new[j:m])) for op, i, k, j, m in found if op != "equal"]
