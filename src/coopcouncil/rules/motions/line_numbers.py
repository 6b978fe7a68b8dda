"""The numbered lines of a printed paper: where they break, and which number each bears.

Lines break by a rule of their own and not by a font's, so that a page, a PDF and a screen show the same numbers: at
most `measure` columns, broken after white space, a word cut only where it alone is wider than a line.

The numbers are those of the old text, as the order paper printed it: they stay what they were when words come in. A
line that holds no words of the old text bears the number before with a letter (12a, 12b), so that each can be named.
A line without words bears none.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coopcouncil.rules.motions.graphemes import graphemes, is_plain
from coopcouncil.rules.motions.redline import Redline, redline
from coopcouncil.rules.motions.segments import Mark, Segments, joined, old_text

MEASURE = 72  # columns of a printed line
_UNBREAKABLE = "\xa0\u202f\u2007"  # spaces that forbid a break are part of the word
SPACES = "".join(each for each in map(chr, range(0x3001)) if each.isspace() and each not in _UNBREAKABLE)
_PLAIN_WORD = re.compile("[^ \t\n]+[ \t\n]*|[ \t\n]+")  # a word with the white space after it


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A printed line: its label ("12", "12a"; "" where it has no words) and its runs."""

    label: str
    segments: Segments


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a run that stands on one line. `label` is that of a line which starts here, None where none does."""

    label: str | None
    text: str


@dataclass(frozen=True, slots=True)
class LinedRun:
    """A run of one mark over as many lines as it takes."""

    mark: Mark
    pieces: tuple[Piece, ...]


def numbered_lines(change: Redline, measure: int = MEASURE) -> list[tuple[NumberedLine, ...]]:
    """The lines of each paragraph of a redline.

    What moved bears its numbers where it was. Where it is now its lines are lettered and show the words that changed.

    Raises ValueError for a measure below 1.
    """
    labels = _Labels()
    found = []
    for paragraph in change.paragraphs:
        lines: list[NumberedLine] = []
        segments = paragraph.within or paragraph.segments
        is_old = paragraph.old is not None
        for line in _cut(segments, _breaks(old_text(segments), measure), of_old=True) if is_old else [segments]:
            whole = "".join(text for _, text in line)
            lines += labels.given(_cut(line, _breaks(whole, measure), of_old=False), is_old=is_old)
        found.append(tuple(lines))
    return found


def numbered_text(texts: Sequence[str], measure: int = MEASURE) -> list[tuple[NumberedLine, ...]]:
    """The lines of each paragraph of one version, as the order paper prints it."""
    return numbered_lines(redline(texts, texts), measure)


def lined_runs(lines: Sequence[NumberedLine]) -> tuple[LinedRun, ...]:
    """A paragraph's lines as its runs: a run that goes on over lines is one, so that it is announced once."""
    found: list[tuple[Mark, list[Piece]]] = []
    for line in lines:
        label: str | None = line.label
        for mark, text in line.segments:
            if not found or found[-1][0] is not mark:
                found.append((mark, []))
            found[-1][1].append(Piece(label, text))
            label = None
    return tuple(LinedRun(mark, tuple(pieces)) for mark, pieces in found)


def break_lines(text: str, measure: int = MEASURE) -> list[str]:
    """The lines of a paragraph; joined they are `text`. White space may hang over the end of a line."""
    if measure < 1:
        raise ValueError("A line must be at least one column wide.")
    lines, line, used = [], "", 0
    for piece in _fitting(text, measure):
        wide = columns(piece.rstrip(SPACES))
        if line and used + wide > measure:
            lines.append(line)
            line, used = "", 0
        line += piece
        used += columns(piece)
    return [*lines, line]


def columns(text: str) -> int:
    """How many columns a text takes: two for the wide characters of East Asia and emoji, none for what joins."""
    return len(text) if is_plain(text) else sum(map(_width, graphemes(text)))


def _width(character: str) -> int:
    return max(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in character)


def _fitting(text: str, measure: int) -> Iterator[str]:
    """The words of `text`, each cut where it alone is wider than a line."""
    for word in _words(text):
        if columns(word.rstrip(SPACES)) <= measure:
            yield word
            continue
        part, used = "", 0
        for character in graphemes(word):
            wide = 0 if character in SPACES else _width(character)
            if part and used + wide > measure:
                yield part
                part, used = "", 0
            part += character
            used += wide
        yield part


def _words(text: str) -> list[str]:
    if is_plain(text):
        return _PLAIN_WORD.findall(text)
    found: list[list[str]] = []
    spaced = True
    for character in graphemes(text):
        space = character in SPACES
        if not found or (spaced and not space):
            found.append([])
        found[-1].append(character)
        spaced = space
    return ["".join(each) for each in found]


def _breaks(text: str, measure: int) -> list[int]:
    """Where the lines of `text` after the first begin."""
    places = [0]
    for line in break_lines(text, measure):
        places.append(places[-1] + len(line))
    return places[1:-1]


def _cut(segments: Segments, places: Sequence[int], *, of_old: bool) -> list[Segments]:
    """The segments cut at these places of the old text, or of all text. What comes in at a cut stands before it."""
    found: list[list[tuple[Mark, str]]] = [[]]
    at, ahead = 0, list(places)
    for mark, text in segments:
        if of_old and mark is Mark.INSERTED:
            found[-1].append((mark, text))
            continue
        start, end = at, at + len(text)
        inside = [place for place in ahead if start <= place < end]
        for first, last in pairwise([start, *inside, end]):
            found[-1].append((mark, text[first - start : last - start]))
            if last in inside:
                found.append([])
        ahead = ahead[len(inside) :]
        at = end
    return [joined(each) for each in found]


class _Labels:
    """Gives lines their numbers, and remembers the last."""

    def __init__(self) -> None:
        self._number = 0
        self._letters = 0

    def given(self, parts: Sequence[Segments], *, is_old: bool) -> Iterator[NumberedLine]:
        """The lines that one line of the old text has become; the first that holds words of it bears its number."""
        numbered = not is_old
        for segments in parts:
            if not any(text.strip() for _, text in segments):
                yield NumberedLine("", segments)
            elif not numbered and old_text(segments).strip():
                numbered = True
                self._number, self._letters = self._number + 1, 0
                yield NumberedLine(str(self._number), segments)
            else:
                self._letters += 1
                yield NumberedLine(f"{self._number}{_letters(self._letters)}", segments)


def _letters(count: int) -> str:
    """a to z, then aa, ab, ..."""
    found = ""
    while count:
        count, rest = divmod(count - 1, 26)
        found = chr(ord("a") + rest) + found
    return found
