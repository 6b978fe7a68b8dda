"""The words that changed inside one paragraph.

Words and marks are compared, spaces are not: they follow the words beside them. Words in common that mean nothing where
they stand ("this" between a long deletion and an insertion) are told as changed with their neighbours. An edit that
could stand in several places begins where a sentence or a word begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coopcouncil.rules.motions.segments import Mark, Segments, joined
from coopcouncil.rules.motions.sequences import common_pairs
from coopcouncil.rules.motions.tokens import FUNCTION_WORDS, is_space, is_word, tokens

SENTENCE_ENDS = tuple(".!?…")
CLOSING = tuple("\"'”’)]")
# how many times as many words an edit must have as the common words of little meaning beside it, to swallow them
SWALLOWS = 3


@dataclass(slots=True)
class Edit:
    """Tokens that go out and tokens that come in at one place, and the tokens in common that follow.

    `out_words` and `in_words` say how many words of the first two were counted, so that none is counted again when
    edits are joined.
    """

    deleted: list[str]
    inserted: list[str]
    after: list[str]
    out_words: int
    in_words: int

    @property
    def size(self) -> int:
        """How many words it holds on its longer side."""
        return max(self.out_words, self.in_words)

    def join(self, following: "Edit") -> None:
        """Take in the edit that follows, and the words in common between them."""
        common = _count(self.after)
        self.deleted += [*self.after, *following.deleted]
        self.inserted += [*self.after, *following.inserted]
        self.out_words += common + following.out_words
        self.in_words += common + following.in_words
        self.after = following.after


def _count(row: Sequence[str]) -> int:
    return sum(map(is_word, row))


def changed_words(old: str, new: str) -> Segments:
    """What stays, goes out and comes in between two texts of one paragraph."""
    old_tokens, new_tokens = tokens(old), tokens(new)
    edits = _slid(_cleaned(_edits(old_tokens, new_tokens)))
    return joined(_parts(edits))


def _parts(edits: Sequence[Edit]) -> Iterator[tuple[Mark, str]]:
    for edit in edits:
        yield Mark.DELETED, "".join(edit.deleted)
        yield Mark.INSERTED, "".join(edit.inserted)
        yield Mark.EQUAL, "".join(edit.after)


def _edits(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """The edits between two rows of tokens; the first may be empty, to carry what stays at the beginning."""
    old_places, new_places = ([place for place, token in enumerate(row) if not is_space(token)] for row in (old, new))
    pairs = common_pairs([old[place] for place in old_places], [new[place] for place in new_places])
    edits = [Edit([], [], [], 0, 0)]
    old_at = new_at = 0
    for old_next, new_next in [*((old_places[i], new_places[j]) for i, j in pairs), (len(old), len(new))]:
        _add(edits, old[old_at:old_next], new[new_at:new_next])
        edits[-1].after += old[old_next : old_next + 1]
        old_at, new_at = old_next + 1, new_next + 1
    return edits


def _add(edits: list[Edit], deleted: Sequence[str], inserted: Sequence[str]) -> None:
    """Append what differs between two gaps; what both begin or end with stays."""
    start = _shared(deleted, inserted)
    end = _shared(deleted[start:][::-1], inserted[start:][::-1])
    edits[-1].after += deleted[:start]
    gone, come = deleted[start : len(deleted) - end], inserted[start : len(inserted) - end]
    rest = list(deleted[len(deleted) - end :])
    if gone or come:
        edits.append(Edit(list(gone), list(come), rest, _count(gone), _count(come)))
    else:
        edits[-1].after += rest


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens two rows begin with alike."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _cleaned(edits: list[Edit]) -> list[Edit]:
    """The edits, those joined whose common words between them mean nothing there; again until none is."""
    while True:
        kept = edits[:2]
        for edit in edits[2:]:
            before = kept[-1]
            if _means_nothing(before.after, before, edit):
                before.join(edit)
            else:
                kept.append(edit)
        trimmed = kept[:1]
        for edit in kept[1:]:
            _add(trimmed, edit.deleted, edit.inserted)
            trimmed[-1].after += edit.after
        if len(trimmed) == len(edits):
            return trimmed
        edits = trimmed


def _means_nothing(common: Sequence[str], before: Edit, after: Edit) -> bool:
    spoken = [token for token in common if is_word(token)]
    content = [token for token in spoken if token.casefold() not in FUNCTION_WORDS]
    sizes = before.size, after.size
    if not spoken:
        blank = all(map(is_space, common))
        replaces = [bool(edit.deleted and edit.inserted) for edit in (before, after)]
        return any(replaces) if blank else all(replaces) and min(sizes) > SWALLOWS * len(common)
    if not content:
        return max(sizes) > SWALLOWS * len(spoken)
    return min(sizes) > SWALLOWS * (len(spoken) + len(content))


def _slid(edits: list[Edit]) -> list[Edit]:
    """The edits, each that only deletes or only inserts moved to the best of the places where it says the same."""
    for place in range(1, len(edits)):
        before, edit = edits[place - 1], edits[place]
        if not (edit.deleted and edit.inserted):
            _slide(before.after, edit.deleted or edit.inserted, edit.after)
    return edits


def _slide(before: list[str], edit: list[str], after: list[str]) -> None:
    """Move `edit` between its neighbours, in place."""
    row = [*before, *edit, *after]
    length = len(edit)
    first = last = len(before)
    while first > 0 and row[first - 1] == row[first + length - 1]:
        first -= 1
    while last + length < len(row) and row[last] == row[last + length]:
        last += 1
    best = max(range(first, last + 1), key=lambda start: (_worth(row, start, length), start))
    before[:], edit[:], after[:] = row[:best], row[best : best + length], row[best + length :]


def _worth(row: Sequence[str], start: int, length: int) -> tuple[int, int]:
    """How well an edit stands at `start`: how great a piece begins there, then how great a one ends with it."""
    return _break(row, start), _break(row, start + length)


def _break(row: Sequence[str], place: int) -> int:
    """What begins at `place`: 4 the paragraph or nothing more, 3 a sentence, 2 a clause, 1 a word, 0 none of these."""
    if place in (0, len(row)):
        return 4
    if is_space(row[place]) or not is_space(row[place - 1]):
        return 0
    behind = [token for token in row[max(0, place - 4) : place] if not is_space(token) and token not in CLOSING]
    if not behind:
        return 1
    return 3 if behind[-1] in SENTENCE_ENDS else 2 if behind[-1] in (",", ";", ":") else 1
