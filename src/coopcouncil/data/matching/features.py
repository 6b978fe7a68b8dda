"""What is measured about a pair of names before a score is given to it: one row of numbers for each pair."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from coopcouncil.data.matching.alignment import Alignment, align
from coopcouncil.data.matching.names import ReadName
from coopcouncil.data.matching.words import KIND_GROUPS, KIND_WORDS, OTHER_BODY_WORDS

Matrix = npt.NDArray[np.float64]


# A register's own counts are joined with those of names at large, so that words which are common everywhere
# do not look rare in a short register.
AT_LARGE = 2_000
LARGEST = 50_000
SHORTEST_CUT = 12  # a column narrower than this has not been seen


@dataclass(frozen=True, slots=True)
class Rarity:
    """How telling words are: near 0 for a word in every name of the register, 1 for a word in none."""

    names: int
    counts: Mapping[str, int]
    shares: Mapping[str, float]
    known: dict[str, float] = field(default_factory=dict)

    def __call__(self, word: str) -> float:
        """The rarity of a word, from its count of names in the register and its share of names at large."""
        if word not in self.known:
            self.known[word] = self._rarity(word)
        return self.known[word]

    def _rarity(self, word: str) -> float:
        share = (self.counts.get(word, 0) + AT_LARGE * self.shares.get(word, 0.0)) / (self.names + AT_LARGE)
        return min(1.0, max(0.02, -math.log(share + 0.5 / LARGEST) / math.log(2 * LARGEST)))


@cache
def shares_at_large() -> dict[str, float]:
    """In what share of organisations' names each of the commonest words stands, over several public registers."""
    text = files("coopcouncil.data.matching").joinpath("common_words.json").read_text(encoding="utf-8")
    return {str(word): float(share) for word, share in json.loads(text).items()}


@dataclass(frozen=True, slots=True)
class Pair:
    """A spelling of the name asked for and a name of the register, each as read, and how they align."""

    asked: ReadName
    found: ReadName
    part: str
    printed_length: int


STRING_FEATURES = ("ratio", "sorted_ratio", "set_ratio", "partial", "jaro_winkler", "weighted_ratio")
WORD_FEATURES = (
    "same_key",
    "asked_covered",
    "found_covered",
    "asked_missed_rarest",
    "found_missed_rarest",
    "both_missed",
    "asked_missed_count",
    "found_missed_count",
    "asked_rarity",
    "shared_rarity",
    "rarest_shared",
    "least_alike",
    "first_agrees",
    "last_agrees",
    "asked_missed_at_end",
    "found_missed_at_end",
    "asked_missed_at_start",
    "number_conflict",
    "number_missing",
    "cut_short",
    "same_order",
    "asked_words",
    "found_words",
    "other_body_asked",
    "other_body_found",
    "only_asked_missed",
    "both_heads_missed",
    "asked_missed_proper",
    "found_missed_proper",
    "one_kind",
    "cut_at_end",
)
LEGAL_FEATURES = ("legal_agrees", "legal_conflicts", "legal_one_side", "part_short", "part_other", "part_clean")
FEATURES = STRING_FEATURES + WORD_FEATURES + LEGAL_FEATURES


def measure(pairs: Sequence[Pair], rarity: Rarity) -> tuple[Matrix, list[Alignment]]:
    """One row of `FEATURES` for each pair, and how the words of each align."""
    alignments = [align(pair.asked.words, pair.found.words, rarity) for pair in pairs]
    rows = [_words(pair, aligned, rarity) + _legal(pair) for pair, aligned in zip(pairs, alignments, strict=True)]
    words = np.array(rows, dtype=np.float64).reshape(len(pairs), len(WORD_FEATURES) + len(LEGAL_FEATURES))
    return np.hstack([_strings(pairs), words]), alignments


def _strings(pairs: Sequence[Pair]) -> Matrix:
    asked, found = [pair.asked.text for pair in pairs], [pair.found.text for pair in pairs]
    asked_keys, found_keys = [pair.asked.key for pair in pairs], [pair.found.key for pair in pairs]
    columns = [
        cpdist(asked_keys, found_keys, scorer=fuzz.ratio, workers=-1) / 100,
        cpdist(asked, found, scorer=fuzz.token_sort_ratio, workers=-1) / 100,
        cpdist(asked, found, scorer=fuzz.token_set_ratio, workers=-1) / 100,
        cpdist(asked_keys, found_keys, scorer=fuzz.partial_ratio, workers=-1) / 100,
        cpdist(asked_keys, found_keys, scorer=JaroWinkler.similarity, workers=-1),
        cpdist(asked, found, scorer=fuzz.WRatio, workers=-1) / 100,
    ]
    return np.column_stack(columns).astype(np.float64)


def _words(pair: Pair, aligned: Alignment, rarity: Rarity) -> list[float]:
    asked, found = pair.asked.words, pair.found.words
    asked_weights, found_weights = [rarity(word) for word in asked], [rarity(word) for word in found]
    asked_missed = [asked_weights[i] for i in aligned.left]
    found_missed = [found_weights[j] for j in aligned.right]
    agreed = [found_weights[j] * alike for _, j, alike in aligned.pairs]
    shared = [weight if alike > 0.6 else 0.0 for weight, (_, _, alike) in zip(agreed, aligned.pairs, strict=True)]
    last_of = {i: (found_weights[j], alike) for i, j, alike in aligned.pairs}
    asked_shared = sum(weight * alike for weight, alike in last_of.values())
    asked_total = asked_shared + sum(asked_missed) + sum(weight * (1 - alike) for weight, alike in last_of.values())
    rarest_asked, rarest_found = max(asked_missed, default=0.0), max(found_missed, default=0.0)
    return [
        float(pair.asked.key == pair.found.key),
        asked_shared / asked_total if asked_total else 0.0,
        sum(agreed) / sum(found_weights) if found else 0.0,
        rarest_asked,
        rarest_found,
        min(rarest_asked, rarest_found),
        min(len(asked_missed), 4) / 4,
        min(len(found_missed), 4) / 4,
        min(sum(asked_weights), 4.0) / 4,
        min(sum(shared), 4.0) / 4,
        max(shared, default=0.0),
        min((alike for _, _, alike in aligned.pairs), default=0.0),
        *_positions(pair, aligned),
        *_kinds(pair, aligned, rarity),
    ]


def _positions(pair: Pair, aligned: Alignment) -> list[float]:
    asked, found = pair.asked.words, pair.found.words
    matched = {(i, j) for i, j, _ in aligned.pairs}
    order = [j for _, j, _ in sorted(aligned.pairs)]
    last_asked = max((i for i, _ in matched), default=-1)
    last_found = max((j for _, j in matched), default=-1)
    asked_numbers = {asked[i] for i in aligned.left if asked[i][0].isdigit()}
    found_numbers = {found[j] for j in aligned.right if found[j][0].isdigit()}
    cut = len(pair.asked.key) < len(pair.found.key) and pair.found.key.startswith(pair.asked.key)
    return [
        float((0, 0) in matched),
        float((len(asked) - 1, len(found) - 1) in matched),
        float(bool(aligned.left) and all(i > last_asked for i in aligned.left)),
        float(bool(aligned.right) and all(j > last_found for j in aligned.right)),
        float(0 in aligned.left),
        float(bool(asked_numbers and found_numbers)),
        float(bool(asked_numbers) != bool(found_numbers)),
        (min(pair.printed_length, 40) / 40 if cut else 0.0),
        float(order == sorted(order)),
        min(len(asked), 8) / 8,
        min(len(found), 8) / 8,
        float(any(asked[i] in OTHER_BODY_WORDS for i in aligned.left)),
        float(any(found[j] in OTHER_BODY_WORDS for j in aligned.right)),
        float(bool(aligned.left) and not aligned.right),
        float(0 in aligned.left and 0 in aligned.right),
    ]


def _kinds(pair: Pair, aligned: Alignment, rarity: Rarity) -> list[float]:
    """What is left over besides words for a kind of body, and whether the name seems cut at the end of a column."""
    if not aligned.left and not aligned.right:
        return [0.0, 0.0, 0.0, _cut_at(pair, aligned)]
    asked = {pair.asked.words[i] for i in aligned.left}
    found = {pair.found.words[j] for j in aligned.right}
    return [
        max((rarity(word) for word in asked - KIND_WORDS), default=0.0),
        max((rarity(word) for word in found - KIND_WORDS), default=0.0),
        float(bool(asked or found) and any(asked | found <= group for group in KIND_GROUPS)),
        _cut_at(pair, aligned),
    ]


def _cut_at(pair: Pair, aligned: Alignment) -> float:
    return min(pair.printed_length, 40) / 40 if is_cut(pair, aligned) else 0.0


def is_cut(pair: Pair, aligned: Alignment) -> bool:
    """Whether the printed name stops where the register's goes on: inside its last word or after it."""
    if aligned.left or not aligned.pairs or pair.printed_length < SHORTEST_CUT:
        return False
    last = len(pair.asked.words) - 1
    ends = [j for i, j, _ in aligned.pairs if i == last]
    goes_on = bool(aligned.right) or stops_inside(pair.asked.words[last], [pair.found.words[j] for j in ends])
    return bool(ends) and all(j > ends[-1] for j in aligned.right) and goes_on


def stops_inside(asked: str, found: Sequence[str]) -> bool:
    """Whether a word is the beginning of the one word that stands for it, and no more."""
    return len(found) == 1 and asked != found[0] and found[0].startswith(asked)


def _legal(pair: Pair) -> list[float]:
    asked, found = pair.asked.legal, pair.found.legal
    return [
        float(bool(asked & found)),
        float(bool(asked and found) and not asked & found),
        float(bool(asked) != bool(found)),
        float(pair.part == "short"),
        float(pair.part in {"first", "trading", "previous"}),
        float(pair.part == "clean"),
    ]
