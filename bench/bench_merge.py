"""Measures the merging of amendments: 50 to a text of 200 paragraphs, as a committee could meet them.

    python -m bench.bench_merge [--large] [--amendments 50] [--paragraphs 200]

Each made-up amendment changes words in some paragraphs, strikes one out, inserts one and moves one. Prints the seconds
of the merge, of the merge after one decision, and, as the measure of the machine, of comparing the same texts word by
word with difflib; what merged and what collided; and that the listing's order made no difference.
"""

import argparse
import random
import time
from difflib import SequenceMatcher

from coopcouncil.rules.motions.merging import Amended, Choice, decide, merge

WORDS = ("council", "river", "bridge", "library", "ferry", "orchard", "market", "school", "garden", "tenant", "swimmer",
         "ledger", "harbour", "meadow", "bicycle", "report", "review", "open", "plant", "mend", "write", "count",
         "share", "support", "every", "before", "after", "within", "through")  # fmt: skip


def made_text(chosen: random.Random, size: int) -> tuple[str, ...]:
    """Paragraphs of 10 to 60 words."""
    return tuple(" ".join(chosen.choices(WORDS, k=chosen.randint(10, 60))) + "." for _ in range(size))


def amended(chosen: random.Random, base: tuple[str, ...], name: str) -> Amended:
    """The base text with four paragraphs edited, one struck out, one inserted and one moved."""
    texts = list(base)
    for place in chosen.sample(range(len(texts)), 4):
        words = texts[place].split(" ")
        for at in chosen.sample(range(len(words)), 3):
            words[at] = chosen.choice(WORDS) + name
        texts[place] = " ".join(words)
    texts.pop(chosen.randrange(len(texts)))
    texts.insert(chosen.randrange(len(texts)), f"Inserted by {name}: " + " ".join(chosen.choices(WORDS, k=20)))
    texts.insert(chosen.randrange(len(texts)), texts.pop(chosen.randrange(len(texts))))
    return Amended(name, tuple(texts))


def main(arguments: list[str] | None = None) -> None:
    """Make the texts, merge them, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--large", action="store_true", help="1,000 paragraphs")
    parser.add_argument("--amendments", type=int, default=50)
    parser.add_argument("--paragraphs", type=int)
    options = parser.parse_args(arguments)
    chosen = random.Random(17)
    base = made_text(chosen, options.paragraphs or (1_000 if options.large else 200))
    amendments = [amended(chosen, base, str(number + 1)) for number in range(options.amendments)]

    before = time.perf_counter()
    merged = merge(base, amendments)
    seconds = time.perf_counter() - before
    before = time.perf_counter()
    decided = decide(merged, merged.collisions[0], Choice(amendment=merged.collisions[0].amendments[0]))
    deciding = time.perf_counter() - before
    assert len(decided.collisions) == len(merged.collisions) - 1
    chosen.shuffle(amendments)
    assert merge(base, amendments) == merged

    few = amendments[:5]
    before = time.perf_counter()
    whole = " ".join(base).split(" ")
    for each in few:
        SequenceMatcher(None, whole, " ".join(each.paragraphs).split(" "), autojunk=False).get_opcodes()
    difflib = (time.perf_counter() - before) * len(amendments) / len(few)
    print(f"{len(amendments)} amendments to {len(base)} paragraphs of {len(whole):,} words:")
    print(f"  merged in {seconds:.2f} s, a decision in {deciding:.2f} s; difflib on whole texts {difflib:.1f} s")
    print(
        f"  {len(merged.paragraphs)} paragraphs, {len(merged.collisions)} collisions, {len(merged.warnings)} warnings"
    )
    print("  the same whatever the order of listing")


if __name__ == "__main__":
    main()
