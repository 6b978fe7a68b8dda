"""A motion from what a clerk has: marked text, plain text, a document with tracked changes, or one with a legend."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coopcouncil.rules.motions.header import meeting_date_of, title_of
from coopcouncil.rules.motions.marked_text import (
    GivenLine,
    Header,
    MarkedMotion,
    assembled,
    is_legend,
    list_mark,
    opens_list,
    read_marked,
)
from coopcouncil.rules.motions.paragraphs import Paragraph, ParagraphRole
from coopcouncil.rules.motions.segments import Mark, Segments, joined
from coopcouncil.rules.motions.successors import succeed
from coopcouncil.rules.motions.tracked import (
    UNNAMED,
    AuthorChanges,
    TrackedParagraph,
    changes_by_author,
    conflict_notes,
    tracked_paragraphs,
)
from coopcouncil.vocabulary.written import Run, WrittenDocument, WrittenParagraph


class TextKind(StrEnum):
    """How the changes stand in what was read, in words."""

    TRACKED = "tracked changes"
    MARKED = "bold and strikethrough by a legend"
    PLAIN = "no changes"
    TWO = "two versions"


@dataclass(frozen=True, slots=True)
class ReadMotion:
    """A motion as read. `old` is None where it holds no changes; ids are the same in both versions.

    What the text does not state is None: `meeting_on`, `title`, `advice` (the words of the Monitoring Officer), and
    the header's names. `marked` is the whole, for warnings and the author's marks.
    """

    kind: TextKind
    old: tuple[Paragraph, ...] | None
    new: tuple[Paragraph, ...]
    header: Header
    meeting_on: date | None
    title: str | None
    advice: str | None
    changes_by_author: tuple[AuthorChanges, ...]
    notes: tuple[str, ...]
    marked: MarkedMotion


def read_motion(source: WrittenDocument | str, *, authors: Collection[str] | None = None) -> ReadMotion:
    """Read a motion. Of several authors' tracked changes only those of `authors` count, where these are given.

    Raises ValueError for an author who changed nothing in it.
    """
    if isinstance(source, str):
        marked = read_marked(source)
        return _read(TextKind.MARKED if _is_changed(marked) else TextKind.PLAIN, marked)
    if not source.has_changes:
        return _by_look(source)
    by_author = changes_by_author(source)
    known = {each.author for each in by_author}
    if unknown := set(authors or ()) - known:
        raise ValueError(f"{', '.join(sorted(unknown))}: changed nothing here. Authors: {', '.join(sorted(known))}.")
    chosen = None if authors is None else ["" if each == UNNAMED else each for each in authors]
    given = [_line(each.segments, each) for each in tracked_paragraphs(source, chosen)]
    notes = [*source.notes, *_author_notes(by_author, authors), *conflict_notes(source)]
    if any(is_legend(each.text) for each in source.paragraphs):
        notes.append(
            "A legend says that bold and strikethrough mark changes, but changes are tracked: these were read."
        )
    return _read(TextKind.TRACKED, assembled(given, has_legend=False), by_author, notes, source)


def read_versions(old: WrittenDocument | str, new: WrittenDocument | str) -> ReadMotion:
    """Read two versions of one motion, each with its own changes accepted; a paragraph keeps its id from the old."""
    first, second = read_motion(old), read_motion(new)
    texts = [each.text for each in second.new]
    paragraphs = succeed(first.new, texts, [second.new])
    notes = tuple(dict.fromkeys([*first.notes, *second.notes]))
    return ReadMotion(
        TextKind.TWO, first.new, paragraphs, second.header, second.meeting_on, second.title, second.advice,
        second.changes_by_author, notes, second.marked,
    )  # fmt: skip


def _read(
    kind: TextKind,
    marked: MarkedMotion,
    by_author: tuple[AuthorChanges, ...] = (),
    notes: Sequence[str] = (),
    document: WrittenDocument | None = None,
) -> ReadMotion:
    header = [each.text for each in marked.after if each.role is ParagraphRole.HEADER]
    advice = "\n".join(each.text for each in marked.after if each.role is ParagraphRole.ADVICE)
    styled = next((each.text.strip() for each in document.paragraphs if _is_title(each)), None) if document else None
    return ReadMotion(
        kind, marked.before if _is_changed(marked) else None, marked.after, marked.header, meeting_date_of(header),
        title_of(header) or styled, advice or None, by_author, tuple(notes), marked,
    )  # fmt: skip


def _is_changed(marked: MarkedMotion) -> bool:
    return [each.text for each in marked.before] != [each.text for each in marked.after]


def _is_title(paragraph: WrittenParagraph) -> bool:
    return paragraph.style.casefold() == "title" and bool(paragraph.text.strip()) and not paragraph.end


def _line(segments: Segments, place: TrackedParagraph) -> GivenLine:
    """A paragraph with its level; a list mark that was typed as text is taken as one."""
    source = place.source
    text = "".join(part for _, part in segments)
    level, glyph, rest = (0, "", text) if source.level or source.is_heading else list_mark(text)
    if not level:
        raw = text if text.strip() or not source.level else "- "
        return GivenLine(raw, source.level, "", segments, source.is_heading, place.moved)
    return GivenLine(text, level, glyph, _without_start(segments, len(text) - len(rest)), moved=place.moved)


def _without_start(segments: Segments, length: int) -> Segments:
    kept, left = [], length
    for mark, text in segments:
        kept.append((mark, text[left:]))
        left = max(0, left - len(text))
    return joined(kept)


def _by_look(document: WrittenDocument) -> ReadMotion:
    """A document without tracked changes: bold and struck through mean changes where a legend says so."""
    notes = list(document.notes)
    has_legend = any(is_legend(each.text) for each in document.paragraphs)
    looks: list[Segments] = [_plain(each) for each in document.paragraphs]
    if has_legend:
        looks, headings = _looks(document.paragraphs)
        if headings:
            notes.append(f"Bold as a whole, and read as headings, not as additions: {_quoted(headings)}.")
    elif struck := [run.text for each in document.paragraphs for run in each.runs if run.strike and run.text.strip()]:
        notes.append(f"Struck through, and read as text, because no legend says what it means: {_quoted(struck)}.")
    given = [
        _line(segments, TrackedParagraph(segments, each, in_old=True, in_new=True))
        for each, segments in zip(document.paragraphs, looks, strict=True)
    ]
    marked = assembled(given, has_legend=has_legend)
    return _read(TextKind.MARKED if _is_changed(marked) else TextKind.PLAIN, marked, (), notes, document)


def _looks(paragraphs: Sequence[WrittenParagraph]) -> tuple[list[Segments], list[str]]:
    """The marks that bold and strikethrough are, and the paragraphs that are bold because they are headings."""
    opened = any(opens_list(each.text) for each in paragraphs)
    above, found, headings = opened, [], []
    for each in paragraphs:
        is_opening = opens_list(each.text)
        above = above and not is_opening
        if above or is_opening or each.is_heading or is_legend(each.text):
            found.append(joined((Mark.DELETED if run.strike else Mark.EQUAL, run.text) for run in each.runs))
            if (is_opening or each.is_heading) and each.text.strip() and all(run.bold for run in each.runs):
                headings.append(each.text)
        else:
            found.append(joined((_look(run), run.text) for run in each.runs))
    return found, headings


def _look(run: Run) -> Mark:
    return Mark.DELETED if run.strike else Mark.INSERTED if run.bold else Mark.EQUAL


def _plain(paragraph: WrittenParagraph) -> Segments:
    return joined((Mark.EQUAL, run.text) for run in paragraph.runs)


def _quoted(texts: Sequence[str]) -> str:
    return "; ".join(f"“{text.strip()[:80]}”" for text in texts[:10]) + ("; and more" if len(texts) > 10 else "")


def _author_notes(by_author: Sequence[AuthorChanges], authors: Collection[str] | None) -> Iterator[str]:
    if authors is not None:
        left = [each.author for each in by_author if each.author not in authors]
        if left:
            yield f"The changes of {', '.join(left)} were left out, as asked."
    elif len(by_author) > 1:
        said = "; ".join(
            f"{each.author} {each.insertions} in (words: {each.inserted_words}), "
            f"{each.deletions} out (words: {each.deleted_words})"
            for each in by_author
        )
        yield f"{len(by_author)} authors changed this text: {said}. All their changes were taken together."
