"""Finds the collisions among amendments to one base text."""

from collections.abc import Iterable, Sequence
from itertools import islice

from coopcouncil.rules.motions.merging.amendments import Paragraphs
from coopcouncil.rules.motions.merging.changes import Arrival, Changes
from coopcouncil.rules.motions.merging.collisions import Collision, Kind, Rival
from coopcouncil.rules.motions.merging.words import WordEdit, applied
from coopcouncil.rules.motions.tokens import tokens

Span = tuple[int, int]
Wanted = tuple[tuple[Arrival, ...], tuple[Span, ...]]


def paragraph_collisions(base: Paragraphs, changes: Sequence[Changes]) -> list[Collision]:
    """One for each run of paragraphs that one amendment replaces or strikes out and another treats otherwise."""
    contested = {
        (block.first, block.last)
        for each in changes
        for block in set(each.blocks.values())
        if any(other.blocks.get(block.first) != block and other.touches(block.first, block.last) for other in changes)
    }
    found = []
    for first, last in _united(contested):
        wanted = {each.name: wanted_by(base, each, first, last) for each in changes if each.touches(first, last)}
        readings = tuple(_read(base, part) for part, _ in wanted.values())
        found.append(Collision(Kind.PARAGRAPHS, first, last, 0, 0, base[first:last], _rivals(wanted), tuple(wanted),
                               readings))  # fmt: skip
    return found


def place_collisions(base: Paragraphs, changes: Sequence[Changes], settled: set[int]) -> list[Collision]:
    """One for each paragraph that amendments move to different places, save those in `settled`."""
    found = []
    for i in sorted({i for each in changes for i in each.leaves} - settled):
        wanted: dict[str, Wanted] = {
            each.name: ((), ((i, each.leaves[i]),)) for each in changes if i in each.leaves
        }  # fmt: skip
        if len(set(wanted.values())) > 1:
            readings = tuple(text_of(base, each, i) for each in changes if each.name in wanted)
            found.append(Collision(Kind.PLACE, i, i + 1, 0, 0, (base[i],), _rivals(wanted), tuple(wanted), readings))
    return found


def word_collisions(base: Paragraphs, changes: Sequence[Changes], i: int) -> list[Collision]:
    """One for each run of words of paragraph `i` that amendments change differently."""
    edits = sorted({edit for each in changes for edit in each.words.get(i, ())})
    found = []
    spans = _united(_clashing(edits))
    pieces = tokens(base[i]) if spans else []
    read = {each.name: applied(pieces, each.words.get(i, ()), 0, len(pieces)) for each in changes} if spans else {}
    for start, end in spans:
        wanted: dict[str, Wanted] = {}
        for each in changes:
            mine = [edit for edit in each.words.get(i, ()) if inside(edit, start, end)]
            if mine:
                wanted[each.name] = ((Arrival(applied(pieces, mine, start, end)),), ())
        readings = tuple(read[name] for name in wanted)
        found.append(Collision(Kind.WORDS, i, i + 1, start, end, ("".join(pieces[start:end]),), _rivals(wanted),
                               tuple(wanted), readings))  # fmt: skip
    return found


def _clashing(edits: Sequence[WordEdit]) -> set[Span]:
    """The ranges of those edits, given in order, that clash with another."""
    clashing: set[Span] = set()
    for place, edit in enumerate(edits):
        for other in islice(edits, place + 1, None):
            if other.start >= edit.end:
                break
            if edit.clashes_with(other):
                clashing |= {(edit.start, edit.end), (other.start, other.end)}
    return clashing


def inside(edit: WordEdit, start: int, end: int) -> bool:
    """Whether the edit changes the tokens `start` to `end`; an insertion at either edge does not."""
    return edit.start < end and start < edit.end


def text_of(base: Paragraphs, changes: Changes, i: int) -> str:
    """Base paragraph `i` with the words as one amendment would have them."""
    pieces = tokens(base[i])
    return applied(pieces, changes.words.get(i, ()), 0, len(pieces))


def wanted_by(base: Paragraphs, changes: Changes, first: int, last: int) -> Wanted:
    """What one amendment would have in place of paragraphs `first` up to `last`, and which it moves elsewhere."""
    part: list[Arrival] = []
    i = first
    while i < last:
        part.extend(changes.gaps.get(i, ()) if i > first else ())
        block = changes.blocks.get(i)
        part.extend(Arrival(text) for text in (block.texts if block else ()))
        if block is None and i not in changes.leaves:
            part.append(Arrival(text_of(base, changes, i)))
        i = block.last if block else i + 1
    return tuple(part), tuple((i, gap) for i, gap in sorted(changes.leaves.items()) if first <= i < last)


def _read(base: Paragraphs, part: Iterable[Arrival]) -> str:
    return "\n".join(base[each.moved] if each.moved is not None else each.text for each in part)


def _rivals(wanted: dict[str, Wanted]) -> tuple[Rival, ...]:
    """Amendments that want the same are one rival; in amendment order."""
    together: dict[Wanted, list[str]] = {}
    for name, want in wanted.items():
        together.setdefault(want, []).append(name)
    return tuple(Rival(tuple(names), *want) for want, names in together.items())


def _united(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap become one."""
    united: list[Span] = []
    for span in sorted(spans):
        if united and span[0] < united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], span[1]))
        else:
            united.append(span)
    return united
