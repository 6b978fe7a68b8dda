"""Reading a Word document: its parts, found by the relationships the file states, and its text with tracked changes."""

import posixpath
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from coopcouncil.data.documents.checking import kind_of, read_within
from coopcouncil.data.documents.given import USUAL_LIMITS, Given, Limits
from coopcouncil.data.documents.kinds import DocumentKind
from coopcouncil.data.documents.markup import Element, read_markup
from coopcouncil.data.documents.names import plain_name
from coopcouncil.data.documents.starts import OLE_START
from coopcouncil.data.documents.zips import Entry, entries_of, pieces_of
from coopcouncil.data.files.kinds import ENCRYPTED_PACKAGE
from coopcouncil.data.word.body import BodyReader
from coopcouncil.data.word.notes import TEMPLATE, body_notes, entry_notes, margin_notes
from coopcouncil.data.word.numbering import Numbering
from coopcouncil.data.word.styles import Styles
from coopcouncil.vocabulary.written import WrittenDocument

_ADVICE = "Save it as a Word document (.docx), or as plain text, a paragraph a line, and give that."
_PROTECTED = "is protected by a password"
# first bytes of files that clerks have motions in, and what each is
_OTHERS = (
    (OLE_START, "is an old Word document (.doc)"),
    (b"%PDF-", "is a PDF, in which paragraphs cannot be told for certain"),
    (b"{\\rtf", "is a rich text document (.rtf)"),
)
_ENTRIES = (
    ("footnotes", "footnote", "footnotes"),
    ("endnotes", "endnote", "endnotes"),
    ("comments", "comment", "comments"),
)


def read_document(source: Path | bytes, *, name: str = "", limits: Limits = USUAL_LIMITS) -> WrittenDocument:
    """The text of a Word document (.docx), given as a file or its bytes; `name` is what messages call it.

    Raises RefusedDocumentError, with what to do, for any other kind of file and for one with macros, embedded objects,
    a password, damage, or more in it than `limits`; OSError when the file cannot be read.
    """
    called = plain_name(name or (source.name if isinstance(source, Path) else "The file"))
    data = source if isinstance(source, bytes) else read_within(source, called, limits)
    # nothing is fetched and the file itself is not kept, so a template that it names elsewhere does no harm here
    given = Given(called, data, limits, only_read=True)
    for start, what in _OTHERS:
        if data.startswith(start):
            raise given.refused(_PROTECTED if ENCRYPTED_PACKAGE in data else what, _ADVICE)
    kind = kind_of(given)
    if kind is not DocumentKind.DOCX:
        article = "an" if kind.label.startswith(("O", "E")) else "a"
        raise given.refused(f"is {article} {kind.label}", _ADVICE)
    # read a second time from the same bytes, with a count of its own
    return _Package(Given(called, data, limits)).document()


def is_document(start: bytes) -> bool:
    """Whether a file that begins so is for `read_document`, which also says what to do with those of other kinds."""
    return start.startswith((b"PK", *(each for each, _ in _OTHERS)))


class _Package:
    """The parts of a document, by their names."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._entries = {unquote(entry.name).lstrip("/").lower(): entry for entry in entries_of(given)}

    def document(self) -> WrittenDocument:
        """The text, and the notes on what is beside it."""
        main = next((part for kind, part in self._related("") if kind == "officedocument"), "")
        if main.lower() not in self._entries:
            raise self._given.damaged()
        related = list(self._related(main))
        styles = Styles()
        for part in _of_kind(related, "styles"):
            self._read(part, styles.opened, None, styles.closed)
        numbering = Numbering()
        for part in _of_kind(related, "numbering"):
            self._read(part, numbering.opened, None, None)
        body = self._body(main, styles, numbering)
        margins = [
            (kind, self._body(part, styles, numbering)) for kind, part in related if kind in {"header", "footer"}
        ]
        notes = chain(
            body_notes(body),
            *(
                entry_notes(self._body(part, styles, numbering), one, several)
                for kind, one, several in _ENTRIES
                for part in _of_kind(related, kind)
            ),
            margin_notes(margins),
            [TEMPLATE] if any(map(self._names_template, _of_kind(related, "settings"))) else [],
        )
        return WrittenDocument(tuple(body.paragraphs), tuple(notes))

    def _body(self, part: str, styles: Styles, numbering: Numbering) -> BodyReader:
        reader = BodyReader(styles, numbering, self._addresses(part))
        self._read(part, reader.opened, reader.text, reader.closed)
        return reader

    def _related(self, part: str) -> Iterator[tuple[str, str]]:
        """The kind and the name of each part that a part states to belong to it; "" for the document as a whole."""
        folder = posixpath.dirname(part)
        for given in self._relationships(part):
            if given.get("TargetMode", "").lower() != "external":
                target = unquote(given.get("Target", ""))
                joined = target if target.startswith("/") else posixpath.join(folder, target)
                yield _kind(given), posixpath.normpath(joined).lstrip("/")

    def _addresses(self, part: str) -> dict[str, str]:
        return {
            given.get("Id", ""): given.get("Target", "")
            for given in self._relationships(part)
            if _kind(given) == "hyperlink"
        }

    def _names_template(self, settings: str) -> bool:
        return any(
            _kind(given) == "attachedtemplate" and given.get("TargetMode", "").strip().lower() == "external"
            for given in self._relationships(settings)
        )

    def _relationships(self, part: str) -> list[dict[str, str]]:
        folder, file = posixpath.split(part)
        found: list[dict[str, str]] = []

        def take(element: Element) -> None:
            if element.name == "Relationship":
                found.append(element.attributes)

        self._read(posixpath.join(folder, "_rels", f"{file}.rels"), take, None, None)
        return found

    def _read(
        self,
        part: str,
        opened: Callable[[Element], None],
        text: Callable[[str], None] | None,
        closed: Callable[[str], None] | None,
    ) -> None:
        """Read a part; one that is not there is read as empty."""
        entry: Entry | None = self._entries.get(part.lower())
        if entry is not None:
            pieces = pieces_of(self._given, entry)
            read_markup(self._given, pieces, size=entry.size, opened=opened, text=text, closed=closed)


def _of_kind(related: list[tuple[str, str]], kind: str) -> list[str]:
    return [part for each, part in related if each == kind]


def _kind(relationship: dict[str, str]) -> str:
    return relationship.get("Type", "").rpartition("/")[2].lower()
