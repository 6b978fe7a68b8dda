"""The words of a motion's file: a Word document with tracked changes or without, or a text file."""

from dataclasses import dataclass
from pathlib import Path

from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.papers.motion_files import motion_lines

__all__ = ["FileWords", "UnreadableFileError", "words_of"]


@dataclass(frozen=True)
class FileWords:
    """The words of a file, a paragraph a line; `changed` are those with its tracked changes, empty without any."""

    words: str
    changed: str
    notes: tuple[str, ...]


def words_of(path: Path, name: str) -> FileWords:
    """The words of the file at `path`, which its sender called `name`. Raises UnreadableFileError in that name."""
    try:
        read = motion_lines(path, name)
    except UnreadableFileError as error:
        raise UnreadableFileError(str(error).replace(str(path), name)) from error
    return FileWords(read.words, read.changed, tuple(note.removeprefix(f"{path.name}: ") for note in read.notes))
