"""The redline against its peers: how near each comes to the author's marks, whether words are cut, how long it takes.

    python -m bench redline [--large]        or        python -m bench.bench_redline

Papers of 10, 100 and 1,000 paragraphs are made up and changed by known edits, so that the author's marks are known; the
real motion is read where the shared folder is present. Peers: difflib on words, diff-match-patch on characters, raw and
with its semantic clean-up, and redlines; one that is not installed is left out, and said so. `--large` adds a
million words, edited and wholly unlike, and one paragraph of 100,000 words.
"""

import argparse
import difflib
import importlib.util
import random
import re
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from coopcouncil.rules.motions.marked_text import read_marked
from coopcouncil.rules.motions.redline import accepted, redline, rejected
from coopcouncil.rules.motions.segments import Mark

REAL = Path(__file__).parents[2] / "shared" / "policy" / "motion-2026-03-17.txt"
SIZES = (10, 100, 1000)
MILLION = 20_000  # paragraphs of about fifty words
ONE_PARAGRAPH = 100_000  # words
MANY_WORDS = 20_000  # different words
SLOWEST_PEER = 100  # paragraphs above which difflib and redlines are left out: 1,000 take them over three minutes
WORD = re.compile(r"\S+|\s+")
Run = tuple[str, str]  # eq, ins or del, and the text
DMP_SECONDS = 5  # after which diff-match-patch is to settle for what it has
_VOCABULARY = """
the council notes that a co-operative orchard mill pond hall tenants residents members trust fund report officers
committee review market lease asset transfer policy strategy supports local growth shared ownership fair wages and of to
in for with by every year plan budget community energy housing schools transport library parks care
"""
VOCABULARY = _VOCABULARY.split()


@dataclass(frozen=True, slots=True)
class Case:
    """Two versions and what the author marked: (insertions, words, deletions, words)."""

    name: str
    old: list[str]
    new: list[str]
    marked: tuple[int, int, int, int]


def main(arguments: list[str]) -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help=f"add a paper of {MILLION:,} paragraphs, a million words")
    chosen = parser.parse_args(arguments)
    print("| text | engine | insertions (words) | deletions (words) | the author's | words cut | seconds |")
    print("|---|---|---|---|---|---|---|")
    for case in cases(large=chosen.large):
        for name, engine in engines(max(len(case.old), len(" ".join(case.old)) // 500)).items():
            print(row(case, name, engine), flush=True)
    print(f"\nPeak memory of all: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB.")
    for name in ("diff_match_patch", "redlines"):
        if importlib.util.find_spec(name) is None:
            print(f"{name} is not installed and was left out.")


def cases(*, large: bool) -> list[Case]:
    """The real motion where it is, and papers made up."""
    found = [paper(size, random.Random(size)) for size in (*SIZES, *([MILLION] if large else []))]
    if large:
        found += [unlike(MILLION, random.Random(1)), one_paragraph(ONE_PARAGRAPH, random.Random(2))]
    if REAL.is_file():
        motion = read_marked(REAL.read_text(encoding="utf-8"))
        counts = motion.marks.counts
        marked = (counts.insertions, counts.inserted_words, counts.deletions, counts.deleted_words)
        found.insert(
            0, Case("real motion", *([p.text for p in side] for side in (motion.before, motion.after)), marked)
        )
    else:
        print("The real motion is not here and was left out.\n")
    return found


def paper(size: int, chance: random.Random) -> Case:
    """A paper of `size` paragraphs: three in ten are changed inside, one in ten goes, one in ten comes."""
    old, new = [], []
    marked = [0, 0, 0, 0]
    for number in range(size):
        words = [f"({number})", *chance.choices(VOCABULARY, k=chance.randint(20, 80))]
        old.append(" ".join(words))
        kind = chance.random()
        if kind < 0.1:
            marked[2:] = marked[2] + 1, marked[3] + len(words)
            continue
        if kind < 0.4:
            words = changed(words, chance, marked)
        new.append(" ".join(words))
        if kind > 0.9:
            come = [f"new{number}", *(f"{each}{number}" for each in chance.choices(VOCABULARY, k=30))]
            new.append(" ".join(come))
            marked[:2] = marked[0] + 1, marked[1] + len(come)
    return Case(f"{size:,} paragraphs", old, new, (marked[0], marked[1], marked[2], marked[3]))


def unlike(size: int, chance: random.Random) -> Case:
    """Two papers of `size` paragraphs of fifty words, drawn apart from one vocabulary, rare words and all."""
    words = [f"word{number}" for number in range(MANY_WORDS)]
    weights = [1 / (number + 1) for number in range(MANY_WORDS)]
    old, new = ([" ".join(chance.choices(words, weights, k=50)) for _ in range(size)] for _ in range(2))
    return Case(f"{size:,} paragraphs, wholly unlike", old, new, (size, 50 * size, size, 50 * size))


def one_paragraph(size: int, chance: random.Random) -> Case:
    """One paragraph of `size` words, of which one in ten is replaced by a new one, well apart."""
    words = [f"word{chance.randrange(MANY_WORDS)}" for _ in range(size)]
    new = [f"new{place}" if place % 10 == 5 else word for place, word in enumerate(words)]
    count = sum(place % 10 == 5 for place in range(size))
    return Case(f"1 paragraph of {size:,} words", [" ".join(words)], [" ".join(new)], (count, count, count, count))


def changed(words: list[str], chance: random.Random, marked: list[int]) -> list[str]:
    """The words with one to three put in, taken out or replaced, well apart, entered in `marked`."""
    found = list(words)
    places = range(3, len(words) - 3, 6)
    for place in sorted(chance.sample(places, min(len(places), chance.randint(1, 3))), reverse=True):
        come, gone = chance.choice([(2, 0), (0, 1), (1, 1), (3, 2)])
        found[place : place + gone] = [f"new{chance.randrange(10**6)}" for _ in range(come)]
        marked[0] += bool(come)
        marked[1] += come
        marked[2] += bool(gone)
        marked[3] += gone
    return found


def engines(size: int) -> dict[str, Callable[[Sequence[str], Sequence[str]], list[Run]]]:
    """The engines that are installed and end in reasonable time on a text of this size."""
    found: dict[str, Callable[[Sequence[str], Sequence[str]], list[Run]]] = {"coopcouncil": by_us}
    if size <= SLOWEST_PEER:
        found["difflib, words"] = by_difflib
    if importlib.util.find_spec("diff_match_patch") and size <= max(SIZES):
        found["diff-match-patch, raw"] = by_dmp_raw
        found["diff-match-patch, semantic"] = by_dmp
    if importlib.util.find_spec("redlines") and size <= SLOWEST_PEER:
        found["redlines"] = by_redlines
    return found


def row(case: Case, name: str, engine: Callable[[Sequence[str], Sequence[str]], list[Run]]) -> str:
    """One line of the table."""
    started = time.perf_counter()
    runs = engine(case.old, case.new)
    seconds = time.perf_counter() - started
    come, gone = ([len(text.split()) for mark, text in runs if mark == kind] for kind in ("ins", "del"))
    come, gone = [each for each in come if each], [each for each in gone if each]
    author = "{} ({:,}), {} ({:,})".format(*case.marked)
    return (
        f"| {case.name} | {name} | {len(come)} ({sum(come):,}) | {len(gone)} ({sum(gone):,}) | {author} "
        f"| {words_cut(runs)} | {seconds:.3f} |"
    )


def words_cut(runs: Sequence[Run]) -> int:
    """How many runs begin or end inside a word of the text they belong to."""
    cut = 0
    for other in ("ins", "del"):
        row_ = [(mark, text) for mark, text in runs if mark != other and text]
        for (mark, text), (after, following) in pairwise(row_):
            cut += mark != after and text[-1].isalnum() and following[0].isalnum()
    return cut


def by_us(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """This project's redline; the law is asserted in passing."""
    change = redline(old, new)
    assert rejected(change) == list(old)
    assert accepted(change) == list(new)
    runs: list[Run] = []
    for paragraph in change.paragraphs:
        runs += [(mark.value, text) for mark, text in paragraph.edits]
        runs.append((Mark.EQUAL.value, "\n"))
    return runs


def by_difflib(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """difflib on words and spaces of the whole text."""
    left, right = (WORD.findall("\n".join(side)) for side in (old, new))
    runs: list[Run] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, left, right).get_opcodes():
        if kind == "equal":
            runs.append(("eq", "".join(left[i:j])))
        else:
            runs += [("del", "".join(left[i:j])), ("ins", "".join(right[k:m]))]
    return runs


def by_dmp(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """diff-match-patch on characters, with its semantic clean-up."""
    return _by_dmp(old, new, semantic=True)


def by_dmp_raw(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """diff-match-patch on characters, as found."""
    return _by_dmp(old, new, semantic=False)


def _by_dmp(old: Sequence[str], new: Sequence[str], *, semantic: bool) -> list[Run]:
    from diff_match_patch import diff_match_patch  # noqa: PLC0415

    engine = diff_match_patch()
    engine.Diff_Timeout = DMP_SECONDS
    found = engine.diff_main("\n".join(old), "\n".join(new))
    if semantic:
        engine.diff_cleanupSemantic(found)
    return [({0: "eq", 1: "ins", -1: "del"}[kind], text) for kind, text in found]


def by_redlines(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """redlines, through the Markdown it writes."""
    from redlines import Redlines  # noqa: PLC0415

    shown = Redlines("\n".join(old), "\n".join(new), markdown_style="none").output_markdown
    runs: list[Run] = []
    for found in re.finditer(r"<(ins|del)>(.*?)</\1>|((?:(?!<ins>|<del>)[\s\S])+)", shown, re.DOTALL):
        runs.append((found[1], found[2]) if found[1] else ("eq", found[3]))
    return runs


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
