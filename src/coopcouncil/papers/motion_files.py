"""The file that a motion or an amendment comes in, whichever a clerk has: a Word document or plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coopcouncil.data.documents.given import RefusedDocumentError
from coopcouncil.data.files.plain_lines import read_plain_file
from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.data.word import read_document
from coopcouncil.data.word.reading import is_document
from coopcouncil.rules.motions.paragraphs import Paragraph, split_lines
from coopcouncil.rules.motions.reading import ReadMotion, read_motion
from coopcouncil.rules.motions.tracked import versions
from coopcouncil.rules.motions.written_text import as_lines
from coopcouncil.vocabulary.written import WrittenDocument

START_BYTES = 8


@dataclass(frozen=True, slots=True)
class MotionFile:
    """What was in the file: a Word document or the text of a text file, and notes on what was odd."""

    source: WrittenDocument | str
    notes: tuple[str, ...]

    @property
    def is_word(self) -> bool:
        """Whether it is a Word document, in which paragraphs are counted instead of lines."""
        return isinstance(self.source, WrittenDocument)

    def read(self, authors: Sequence[str] = ()) -> ReadMotion:
        """The motion in it, with the tracked changes of `authors` alone where these are named.

        Raises UnreadableFileError for an author who changed nothing in it.
        """
        try:
            return read_motion(self.source, authors=authors or None)
        except ValueError as error:
            raise UnreadableFileError(str(error)) from error

    def texts(self) -> tuple[str, ...]:
        """The texts of its paragraphs, empty ones too; those of a Word document with its changes accepted."""
        if isinstance(self.source, str):
            return split_lines(self.source).texts
        return tuple(versions(self.source)[1])

    @property
    def has_text(self) -> bool:
        """Whether there is anything in it to read."""
        return any(text.strip() for text in self.texts())


@dataclass(frozen=True, slots=True)
class FileLines:
    """A motion's words, a paragraph a line: as they were, and with the changes ("" where the file holds none)."""

    words: str
    changed: str
    notes: tuple[str, ...]


def open_motion(path: Path, name: str = "") -> MotionFile:
    """Open the file at `path`, told by its content and not by its name; `name` is what messages call it.

    Raises UnreadableFileError, with what to do, for a file that is neither Word (.docx) nor text, and for one that is
    damaged, protected, too large, or holds macros.
    """
    called = name or path.name
    if not _begins_as_document(path):
        read = read_plain_file(path)
        return MotionFile(read.text, read.notes)
    try:
        document = read_document(path, name=called)
    except RefusedDocumentError as error:
        raise UnreadableFileError(str(error)) from error
    return MotionFile(document, ())


def motion_lines(path: Path, name: str = "") -> FileLines:
    """The words of the file at `path`, for a form in which a person can mend them. Raises as `open_motion` does."""
    file = open_motion(path, name)
    if isinstance(file.source, str):
        return FileLines(file.source, "", file.notes)
    read = file.read()
    if read.old is None:
        return FileLines(_as_lines(read.new), "", read.notes)
    return FileLines(_as_lines(read.old), _as_lines(read.new), read.notes)


def _as_lines(paragraphs: Sequence[Paragraph]) -> str:
    """A paragraph a line; what Word breaks inside a paragraph is one line here."""
    whole = [Paragraph(each.id, each.level, each.role, " ".join(each.text.splitlines())) for each in paragraphs]
    return as_lines(whole)


def _begins_as_document(path: Path) -> bool:
    if not path.is_file():
        return False  # the reader of text files says what is wrong
    try:
        with path.open("rb") as file:
            return is_document(file.read(START_BYTES))
    except OSError:
        return False
