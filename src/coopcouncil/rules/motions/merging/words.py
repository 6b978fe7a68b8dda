"""What one amendment does to the words of one paragraph, in a form that is the same whoever writes it.

The same insertion can be read at several places ("very very good"), so each edit is slid to one canonical place: two
amendments that do the same thing are then seen to do the same thing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coopcouncil.rules.motions.merging.aligning import differing, tokens_of


@dataclass(frozen=True, slots=True, order=True)
class WordEdit:
    """Tokens `start` to `end` of a base paragraph become `tokens`; start == end is an insertion before `start`."""

    start: int
    end: int
    tokens: tuple[str, ...]

    @property
    def is_insertion(self) -> bool:
        """Whether it takes no word away."""
        return self.start == self.end

    def clashes_with(self, other: "WordEdit") -> bool:
        """Whether the two cannot both be made: their ranges overlap, or one inserts inside the other's range."""
        if self == other or (self.is_insertion and other.is_insertion):
            return False
        return self.start < other.end and other.start < self.end


def word_edits(old: str, new: str) -> tuple[WordEdit, ...]:
    """The edits that make `new` of `old`, in order and not touching one another."""
    base = tokens_of(old)
    raw = [WordEdit(*each) for each in differing(base, tokens_of(new))]
    return tuple(_joined(base, _slid(base, _joined(base, raw))))


def applied(base: Sequence[str], edits: Sequence[WordEdit], start: int, end: int) -> str:
    """The text of tokens `start` to `end` after those of `edits`, which must be in order and free of clashes."""
    written: list[str] = []
    at = start
    for edit in edits:
        written.extend((*base[at : edit.start], *edit.tokens))
        at = edit.end
    return "".join((*written, *base[at:end]))


def _joined(base: Sequence[str], edits: Sequence[WordEdit]) -> list[WordEdit]:
    """Edits with nothing but space between them are one edit: a phrase that was rewritten stands or falls together."""
    joined: list[WordEdit] = []
    for edit in edits:
        last = joined[-1] if joined else None
        between = tuple(base[last.end : edit.start]) if last else ()
        if last and not "".join(between).strip():
            joined[-1] = WordEdit(last.start, edit.end, (*last.tokens, *between, *edit.tokens))
        else:
            joined.append(edit)
    return joined


def _slid(base: Sequence[str], edits: Sequence[WordEdit]) -> list[WordEdit]:
    slid: list[WordEdit] = []
    for place, edit in enumerate(edits):
        floor = slid[-1].end if slid else 0
        ceiling = edits[place + 1].start if place + 1 < len(edits) else len(base)
        slid.append(_at_its_place(base, edit, floor, ceiling))
    return slid


def _at_its_place(base: Sequence[str], edit: WordEdit, floor: int, ceiling: int) -> WordEdit:
    """As far left as it reads the same, then right past spaces, so that it starts with a word."""
    if edit.tokens and not edit.is_insertion:
        return edit
    run = list(edit.tokens or base[edit.start : edit.end])
    start, end = edit.start, edit.end
    while start > floor and base[start - 1] == run[-1]:
        run.insert(0, run.pop())
        start, end = start - 1, end - 1
    while end < ceiling and run[0].isspace() and base[end] == run[0]:
        run.append(run.pop(0))
        start, end = start + 1, end + 1
    return WordEdit(start, end, tuple(run) if edit.tokens else ())
