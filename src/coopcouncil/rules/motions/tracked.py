"""The two versions in a document with tracked changes: what stands when all are rejected, and when all are accepted.

A tracked change can put in or take out the end of a paragraph, so that one paragraph of one version is several of the
other. What is joined so is looked at together; everything else keeps its author's own marks.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from coopcouncil.rules.motions.redline import redline
from coopcouncil.rules.motions.segments import Mark, Segments, joined, new_text, old_text
from coopcouncil.rules.motions.tokens import count_words
from coopcouncil.vocabulary.written import Change, Run, Tracked, WrittenDocument, WrittenParagraph

_MARKS = {Change.INSERTED: Mark.INSERTED, Change.DELETED: Mark.DELETED}
UNNAMED = "somebody unnamed"


@dataclass(frozen=True, slots=True)
class TrackedParagraph:
    """A paragraph of either version or both (`in_old`, `in_new`), with its marks and the place where it stands."""

    segments: Segments
    source: WrittenParagraph
    in_old: bool
    in_new: bool
    moved: bool = False


@dataclass(frozen=True, slots=True)
class AuthorChanges:
    """How much one author changed: runs put in and struck out, and the words in them."""

    author: str
    insertions: int
    inserted_words: int
    deletions: int
    deleted_words: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph as it stands in the file; `end` is None where its end is in neither version."""

    segments: Segments
    source: WrittenParagraph
    end: Mark | None


def tracked_paragraphs(document: WrittenDocument, authors: Collection[str] | None = None) -> Iterator[TrackedParagraph]:
    """The paragraphs of both versions, in order.

    Of `authors` where they are given, only their changes count: those of others are rejected.
    """
    chosen = None if authors is None else frozenset(authors)
    for block in _blocks(_piece(each, chosen) for each in document.paragraphs):
        yield from _settled(block)


def versions(document: WrittenDocument, authors: Collection[str] | None = None) -> tuple[list[str], list[str]]:
    """The texts of the paragraphs, empty ones too, with every change rejected, and with every change accepted."""
    found = list(tracked_paragraphs(document, authors))
    old = [old_text(each.segments) for each in found if each.in_old]
    return old, [new_text(each.segments) for each in found if each.in_new]


def changes_by_author(document: WrittenDocument) -> tuple[AuthorChanges, ...]:
    """What each author changed, by name. What one typed in one go is one change, however often its look changes."""
    runs: Counter[tuple[str, Change]] = Counter()
    words: Counter[tuple[str, Change]] = Counter()
    for paragraph in document.paragraphs:
        before: set[tuple[str, Change]] = set()
        for run in paragraph.runs:
            now = {(each.author or UNNAMED, each.change) for each in run.tracked}
            for key in now:
                words[key] += count_words(run.text)
                runs[key] += key not in before
            before = now
    names = sorted({author for author, _ in runs}, key=str.casefold)
    put, gone = Change.INSERTED, Change.DELETED
    return tuple(
        AuthorChanges(each, runs[each, put], words[each, put], runs[each, gone], words[each, gone]) for each in names
    )


def conflict_notes(document: WrittenDocument) -> Iterator[str]:
    """Where one author struck out what another had put in, by pair of authors."""
    nested: Counter[tuple[str, str]] = Counter()
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            put = next((each.author for each in run.tracked if each.change is Change.INSERTED), None)
            gone = next((each.author for each in run.tracked if each.change is Change.DELETED), None)
            if put is not None and gone is not None and run.text.strip():
                nested[put or UNNAMED, gone or UNNAMED] += count_words(run.text)
    for (put, gone), words in nested.items():
        by = "took out again" if put == gone else f"put in and {gone} struck out"
        said = "1 word" if words == 1 else f"{words:,} words"
        yield f"{said} that {put} {'put in and ' if put == gone else ''}{by}: in neither version. Ask which is meant."


def _piece(paragraph: WrittenParagraph, chosen: frozenset[str] | None) -> _Piece:
    parts = [(mark, run.text) for run in paragraph.runs if (mark := _mark(run.tracked, chosen)) is not None]
    segments = joined(parts)
    end = _mark(paragraph.end, chosen)
    if paragraph.closed and (end is None or any(mark is not end for mark, _ in segments)):
        end = Mark.EQUAL  # the end of a cell or a document stays, whatever is said of it, unless all of it goes
    return _Piece(segments, paragraph, end)


def _mark(tracked: Sequence[Tracked], chosen: frozenset[str] | None) -> Mark | None:
    """What happens to text in these changes; None where it is in neither version."""
    put = [each for each in tracked if each.change is Change.INSERTED]
    if chosen is not None and any(each.author not in chosen for each in put):
        return None
    gone = any(each.change is Change.DELETED and (chosen is None or each.author in chosen) for each in tracked)
    if put:
        return None if gone else Mark.INSERTED
    return Mark.DELETED if gone else Mark.EQUAL


def _blocks(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces, grouped so that both versions have an end where a group ends."""
    block: list[_Piece] = []
    carried: Segments = ()
    for piece in pieces:
        segments = joined([*carried, *piece.segments])
        if piece.end is None:
            carried = segments
            continue
        carried = ()
        block.append(_Piece(segments, piece.source, piece.end))
        alone = len(block) == 1 and all(mark is piece.end for mark, _ in segments)
        if piece.end is Mark.EQUAL or piece.source.closed or alone:
            yield block
            block = []
    if block:
        yield block


def _settled(block: Sequence[_Piece]) -> Iterator[TrackedParagraph]:
    """The paragraphs of a group of pieces: by the author's marks where each version can be told from these alone."""
    ends = {piece.end for piece in block[:-1]}
    last = block[-1].end
    if len(block) == 1 and last in (Mark.INSERTED, Mark.DELETED):
        yield _whole(block[0], in_old=last is Mark.DELETED, in_new=last is Mark.INSERTED)
        return
    if len(ends) <= 1:
        mark = next(iter(ends), None)
        carriers = [place for place, piece in enumerate(block) if any(each is not mark for each, _ in piece.segments)]
        if len(carriers) <= 1:
            stays = carriers[0] if carriers else len(block) - 1
            for place, piece in enumerate(block):
                here = place == stays
                yield _whole(piece, in_old=here or mark is Mark.DELETED, in_new=here or mark is Mark.INSERTED)
            return
    yield from _compared(block)


def _whole(piece: _Piece, *, in_old: bool, in_new: bool) -> TrackedParagraph:
    return TrackedParagraph(piece.segments, piece.source, in_old, in_new, _is_moved(piece.source.runs))


def _compared(block: Sequence[_Piece]) -> Iterator[TrackedParagraph]:
    """Paragraphs that were split or joined: both versions of the group, compared anew."""
    old, old_sources = _cut(block, Mark.INSERTED)
    new, new_sources = _cut(block, Mark.DELETED)
    for each in redline(old, new).paragraphs:
        source = new_sources[each.new] if each.new is not None else old_sources[each.old or 0]
        yield TrackedParagraph(each.segments, source, each.old is not None, each.new is not None)


def _cut(block: Sequence[_Piece], absent: Mark) -> tuple[list[str], list[WrittenParagraph]]:
    """The texts of the version in which neither text nor ends of the kind `absent` stand, and where each ends."""
    texts, sources, text = [], [], ""
    for place, piece in enumerate(block):
        text += "".join(part for mark, part in piece.segments if mark is not absent)
        if piece.end is not absent or place == len(block) - 1:
            texts.append(text)
            sources.append(piece.source)
            text = ""
    return texts, sources


def _is_moved(runs: Sequence[Run]) -> bool:
    return bool(runs) and all(any(each.moved for each in run.tracked) for run in runs)
