"""Where a redline is coarse because a part of it is too long to be compared word by word."""

from collections.abc import Iterator
from itertools import pairwise

from coopcouncil.rules.motions.redline import Redline
from coopcouncil.rules.motions.segments import Mark
from coopcouncil.rules.motions.sequences import MOST_CELLS
from coopcouncil.rules.motions.tokens import count_words


def long_part_notes(change: Redline, most: int = MOST_CELLS) -> Iterator[str]:
    """A note for each place where so much goes out and comes in that it may have been told as replaced as a whole.

    `most` is how much is compared exactly: words that go out times words that come in.
    """
    parts = [(place, part) for place, each in enumerate(change.paragraphs, start=1) for part in each.edits]
    for (_, before), (place, after) in pairwise(parts):
        if {before.mark, after.mark} != {Mark.DELETED, Mark.INSERTED}:
            continue
        gone, come = count_words(before.text), count_words(after.text)
        if gone * come > most:
            if before.mark is Mark.INSERTED:
                gone, come = come, gone
            yield (
                f"Paragraph {place} of the redline: {gone:,} words go out and {come:,} come in at one place. So long a "
                "part is not compared word by word where little in it agrees. Both texts stand in it whole."
            )
