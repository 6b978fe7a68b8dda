"""What one amendment does to the words of one paragraph, in a form that is the same whoever writes it.

The same insertion can be read at several places ("very very good"), so each edit is slid to one canonical place: two
amendments that do the same thing are then seen to do the same thing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coopcouncil.rules.motions.segments import Mark, Segment, Segments
from coopcouncil.rules.motions.tokens import tokens
from coopcouncil.rules.motions.word_changes import CLOSING, SENTENCE_ENDS, changed_words


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
    base = tokens(old)
    return tuple(_joined(base, _slid(base, _joined(base, _raw(base, changed_words(old, new))))))


def _raw(base: Sequence[str], segments: Segments) -> list[WordEdit]:
    """The segments of a redline as edits over the tokens of the old text."""
    edits: list[WordEdit] = []
    start = end = 0
    inserted = ""
    for mark, text in (*segments, Segment(Mark.EQUAL, "")):
        if mark is Mark.INSERTED:
            inserted += text
        elif mark is Mark.DELETED:
            end = _after(base, end, text)
        else:
            if inserted or end > start:
                edits.append(WordEdit(start, end, tuple(tokens(inserted))))
            start = end = _after(base, end, text)
            inserted = ""
    return edits


def _after(base: Sequence[str], start: int, text: str) -> int:
    """The token after those from `start` that make up `text`."""
    left = len(text)
    while left > 0:
        left -= len(base[start])
        start += 1
    return start


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
    """Of the places where it reads the same, the last one of those where the greatest piece begins."""
    if edit.tokens and not edit.is_insertion:
        return edit
    run = list(edit.tokens or base[edit.start : edit.end])
    start, end = edit.start, edit.end
    while start > floor and base[start - 1] == run[-1]:
        run.insert(0, run.pop())
        start, end = start - 1, end - 1
    best = (_begins(base, start), start, tuple(run))
    while end < ceiling and base[end] == run[0]:
        run.append(run.pop(0))
        start, end = start + 1, end + 1
        best = max(best, (_begins(base, start), start, tuple(run)))
    _, start, best_run = best
    return WordEdit(start, start if edit.tokens else start + len(run), best_run if edit.tokens else ())


def _begins(base: Sequence[str], place: int) -> int:
    """What begins at a place: 3 the paragraph, a sentence, or nothing more, 2 a clause, 1 a word, 0 none of these."""
    if place in (0, len(base)):
        return 3
    if base[place].isspace() or not base[place - 1].isspace():
        return 0
    behind = [token for token in base[max(0, place - 4) : place] if not token.isspace() and token not in CLOSING]
    if not behind:
        return 1
    return 3 if behind[-1] in SENTENCE_ENDS else 2 if behind[-1] in (",", ";", ":") else 1
