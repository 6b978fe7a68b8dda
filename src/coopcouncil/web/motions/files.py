"""The words of a motion's file: a Word document with tracked changes or without, or a text file."""

from dataclasses import dataclass
from pathlib import Path

from coopcouncil.data.files.plain_lines import read_plain_file
from coopcouncil.data.files.unreadable import UnreadableFileError

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
        read = read_plain_file(path)
    except UnreadableFileError as error:
        raise UnreadableFileError(str(error).replace(str(path), name)) from error
    return FileWords(read.text, "", tuple(note.removeprefix(f"{path.name}: ") for note in read.notes))
