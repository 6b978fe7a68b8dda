"""How alike two paragraphs are, read once each however often they are compared."""

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from coopcouncil.rules.motions.sequences import MOST_CELLS, common_pairs
from coopcouncil.rules.motions.tokens import tokens, words

ALIKE = 0.5  # the least likeness of two versions of one paragraph
SHORT = 8  # words of a short paragraph; of longer ones no likeness below ALIKE matters
LEAST_CONTAINED = 0.6  # of the runs of the shorter paragraph, how many the longer must hold to be its source
LEAST_CONTAINED_WORDS = 5
LEAST_RUNS_SHARED = 0.1  # of very long paragraphs; those with fewer runs in common are not compared word by word
MOST_KEPT = 2_000  # paragraphs whose words are kept when amendments to one text are compared with it, one by one
LONGEST_KEPT = 2_000  # characters of each
_WORD_BITS = 21  # a run, three words in a row, is written as one number from those of its words: quicker to compare


class Reading:
    """The paragraphs of two versions, their words as numbers; each is read when first asked for."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._texts = old, new
        self._numbers: dict[str, int] = {}
        self._words: tuple[dict[int, list[int]], dict[int, list[int]]] = {}, {}
        self._runs: tuple[dict[int, frozenset[int]], dict[int, frozenset[int]]] = {}, {}
        self._likenesses: dict[tuple[int, int], tuple[float, int]] = {}

    def of_old(self, place: int) -> list[int]:
        """The words of a paragraph of the old version; its marks where it has no word."""
        return self._of(0, place)

    def of_new(self, place: int) -> list[int]:
        """The words of a paragraph of the new version; its marks where it has no word."""
        return self._of(1, place)

    def marks_of_old(self, place: int) -> frozenset[int]:
        """What an old paragraph can be found by: its words, and its runs of words."""
        return self._runs_of(0, place).union(self.of_old(place))

    def marks_of_new(self, place: int) -> frozenset[int]:
        """The same for a new paragraph."""
        return self._runs_of(1, place).union(self.of_new(place))

    def likeness(self, old_place: int, new_place: int) -> tuple[float, int]:
        """How alike two paragraphs are (0 to 1), and how many words they have in common in order.

        Both are 0 where paragraphs that are not short are less than ALIKE.
        """
        pair = old_place, new_place
        if pair not in self._likenesses:
            self._likenesses[pair] = self._compared(old_place, new_place)
        return self._likenesses[pair]

    def _compared(self, old_place: int, new_place: int) -> tuple[float, int]:
        old, new = self.of_old(old_place), self.of_new(new_place)
        contained = 0.0
        if min(len(old), len(new)) >= LEAST_CONTAINED_WORDS:
            old_runs, new_runs = self._runs_of(0, old_place), self._runs_of(1, new_place)
            contained = len(old_runs & new_runs) / min(len(old_runs), len(new_runs))
        common = _common(old, new, contained)
        alike = 2 * common / (len(old) + len(new))
        return max(alike, contained) if contained >= LEAST_CONTAINED else alike, common

    def size_of_old(self, place: int) -> int:
        """How many words, or marks, an old paragraph has."""
        return len(_words_kept(self._texts[0][place]))

    def _of(self, side: int, place: int) -> list[int]:
        known = self._words[side]
        if place not in known:
            row = _words_kept(self._texts[side][place])
            known[place] = [self._numbers.setdefault(word, len(self._numbers)) for word in row]
        return known[place]

    def _runs_of(self, side: int, place: int) -> frozenset[int]:
        known = self._runs[side]
        if place not in known:
            row = self._of(side, place)
            known[place] = frozenset(
                (one + 1 << 2 * _WORD_BITS) + (two << _WORD_BITS) + three
                for one, two, three in zip(row, row[1:], row[2:], strict=False)
            )
        return known[place]


def _words_kept(text: str) -> tuple[str, ...]:
    """The words, kept for the next amendment to the same text."""
    return _words_of(text) if len(text) <= LONGEST_KEPT else _words_of.__wrapped__(text)


@lru_cache(maxsize=MOST_KEPT)
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(words(pieces := tokens(text)) or pieces)


def _common(old: Sequence[int], new: Sequence[int], contained: float) -> int:
    """How many words two rows have in common in order; of very long rows at least how many."""
    if len(old) * len(new) > MOST_CELLS:
        return len(common_pairs(old, new)) if contained >= LEAST_RUNS_SHARED else 0
    matters = contained >= LEAST_CONTAINED or max(len(old), len(new)) <= SHORT
    return LCSseq.similarity(old, new, score_cutoff=None if matters else int(ALIKE * (len(old) + len(new)) / 2))
