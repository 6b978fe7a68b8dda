"""The second look: each name asked for, set beside each register name that may be it, and measured."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import duckdb
import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from coopcouncil.data.matching import candidates
from coopcouncil.data.matching.alignment import Alignment
from coopcouncil.data.matching.features import Matrix, Pair, Rarity, measure, shares_at_large
from coopcouncil.data.matching.names import ReadName, Spelling, fold, read, spellings
from coopcouncil.vocabulary.progress import Progress, silent

ASKED_CHUNK = 4_000
COMPARED = 14
COMPARED_WITH_SAME = 5  # where a name reads exactly alike, few others need a second look
WIDE_PARTS = {"clean", "first", "trading"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A name to find: how it is printed, its postcode where known, other printings of it, and the payer's names."""

    name: str
    postcode: str | None = None
    printings: tuple[str, ...] = ()
    council_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of the register. `standing` is 0 for a name to prefer, more for a removed body or a former name."""

    id: str
    name: str
    postcode: str | None
    standing: int
    read: ReadName


@dataclass(frozen=True, slots=True)
class Comparison:
    """One spelling of the name numbered `asked`, set beside one entry."""

    asked: int
    spelling: Spelling
    entry: Entry
    pair: Pair
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class Compared:
    """Comparisons in the order of the names asked for, with one row of features for each."""

    comparisons: list[Comparison]
    rows: Matrix


def compare(
    connection: duckdb.DuckDBPyConnection, asked: Sequence[Asked], progress: Progress = silent
) -> Iterator[Compared]:
    """Compare every name asked for with its candidates, some thousand names at a time.

    The register must have been prepared on this connection (`candidates.prepare_register`).
    """
    spelled = [(number, each) for number, name in enumerate(asked) for each in _every_spelling(name)]
    candidates.prepare_queries(connection, ((q, each.text) for q, (_, each) in enumerate(spelled)))
    progress("Looking for candidates", 0, len(asked))
    candidates.find(connection, spelled_wide=_wide(spelled))
    rarity = _rarity(connection, spelled)
    first = 0
    while first < len(spelled):
        end = _end_of_chunk(spelled, first)
        yield _compare_chunk(connection, spelled, first, end, rarity)
        progress("Comparing names", spelled[end - 1][0] + 1, len(asked))
        first = end


def _every_spelling(asked: Asked) -> list[Spelling]:
    seen: dict[str, Spelling] = {}
    for printing in (asked.name, *asked.printings):
        for each in spellings(printing):
            seen.setdefault(fold(each.text), each)
    return list(seen.values())


def _wide(spelled: Sequence[tuple[int, Spelling]]) -> list[int]:
    """The spellings worth the dearest search: of each name the cleaned ones, or the whole when it needs no cleaning."""
    cleaned = {number for number, each in spelled if each.part in WIDE_PARTS}
    return [q for q, (number, each) in enumerate(spelled) if each.part in WIDE_PARTS or number not in cleaned]


def _end_of_chunk(spelled: Sequence[tuple[int, Spelling]], first: int) -> int:
    """Where a chunk that begins at `first` ends, so that no name's spellings fall apart."""
    end = min(first + ASKED_CHUNK, len(spelled))
    while end < len(spelled) and spelled[end][0] == spelled[end - 1][0]:
        end += 1
    return end


def _rarity(connection: duckdb.DuckDBPyConnection, spelled: Sequence[tuple[int, Spelling]]) -> Rarity:
    words = {word for _, each in spelled for word in read(each.text).words}
    return Rarity(candidates.count(connection), candidates.word_counts(connection, words), shares_at_large())


def _compare_chunk(
    connection: duckdb.DuckDBPyConnection,
    spelled: Sequence[tuple[int, Spelling]],
    first: int,
    end: int,
    rarity: Rarity,
) -> Compared:
    found = candidates.pairs_between(connection, first, end)
    entries = {
        number: Entry(identifier, name, postcode, standing, read(name))
        for number, identifier, name, postcode, standing in candidates.entries(
            connection, found.column("r").to_pylist()
        )
    }
    words = {word for entry in entries.values() for word in entry.read.words}
    counts = {**rarity.counts, **candidates.word_counts(connection, words)}
    asked_read = {q: read(spelled[q][1].text) for q in set(found.column("q").to_pylist())}
    kept = _nearest(found, asked_read, entries)
    pairs = [Pair(asked_read[q], entries[r].read, spelled[q][1].part, len(spelled[q][1].text.strip())) for q, r in kept]
    rows, alignments = measure(pairs, Rarity(rarity.names, counts, rarity.shares))
    return Compared(
        [
            Comparison(spelled[q][0], spelled[q][1], entries[r], pair, alignment)
            for (q, r), pair, alignment in zip(kept, pairs, alignments, strict=True)
        ],
        rows,
    )


def _nearest(found: object, asked: dict[int, ReadName], entries: dict[int, Entry]) -> list[tuple[int, int]]:
    """Of each spelling's candidates the nearest at a glance, in order: `COMPARED`, or fewer when one reads the same."""
    table = found.to_pydict()  # type: ignore[attr-defined]
    numbers = list(zip(table["q"], table["r"], strict=True))
    left, right = [asked[q] for q, _ in numbers], [entries[r].read for _, r in numbers]
    left_text, right_text = [each.text for each in left], [each.text for each in right]
    glance = (
        cpdist(left_text, right_text, scorer=fuzz.token_set_ratio, workers=-1)
        + cpdist(left_text, right_text, scorer=fuzz.token_sort_ratio, workers=-1)
        + cpdist([each.key for each in left], [each.key for each in right], scorer=fuzz.ratio, workers=-1)
        + np.array(table["terms"]) * 0.12
        + np.array(table["grams"]) * 0.08
    )
    places = np.lexsort((table["r"], -np.round(glance, 3), table["q"]))
    kept: list[tuple[int, int]] = []
    for q, group in groupby((numbers[place] for place in places), key=itemgetter(0)):
        ranked = [r for _, r in group]
        same = any(entries[r].read.key == asked[q].key for r in ranked)
        kept.extend((q, r) for r in ranked[: COMPARED_WITH_SAME if same else COMPARED])
    return kept
