"""What stands beside the text of a Word document: notes, comments, pictures, links, hidden words. Told, never lost."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coopcouncil.data.documents.markup import Element
from coopcouncil.vocabulary.written import WrittenParagraph

_ADDRESS = re.compile(r'HYPERLINK\s+"?([^\s"]+)')
_COUNTED = {
    "txbxContent": "boxes",
    "showingPlcHdr": "placeholders",
    "subDoc": "documents",
    "=oMath": "formulas",
    "cellIns": "cells",
    "cellDel": "cells",
    "cellMerge": "cells",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A footnote or comment begins: who wrote it, and the place of its first paragraph."""

    author: str
    start: int


class Asides:
    """Fed by the reader of a part with what is no text."""

    def __init__(self, addresses: dict[str, str]) -> None:
        self.counts: Counter[str] = Counter()
        self.pictures: list[str] = []
        self.hidden: list[str] = []
        self.links: dict[str, str] = {}
        self.entries: list[Entry] = []
        self._addresses = addresses
        self._link: list[str] | None = None
        self._address = ""
        self._instruction = ""

    def opened(self, name: str, element: Element, paragraphs: Sequence[WrittenParagraph]) -> None:
        """An element that is no text begins."""
        given = element.attributes
        if name in _COUNTED:
            self.counts[_COUNTED[name]] += 1
        elif name in {"footnote", "endnote", "comment"}:
            self.entries.append(Entry(given.get("author", "").strip(), len(paragraphs)))
        elif name == "?docPr":
            self.pictures.append(given.get("descr", "").strip())
        elif name == "?imagedata":
            self.pictures.append(given.get("title", "").strip())
        elif name == "hyperlink":
            self._begin_link(self._addresses.get(given.get("id", ""), ""))
        elif name == "fldSimple":
            self.counts["fields"] += 1
        elif name == "fldChar":
            self._field(given.get("fldCharType", ""))

    def closed(self, name: str) -> None:
        """An element that is no text ends."""
        if name == "hyperlink":
            self._end_link()

    def instruct(self, text: str) -> None:
        """A part of a field's instruction, which is not shown."""
        self._instruction += text

    def read(self, text: str) -> None:
        """Text that is kept: that of a link is told with its address."""
        if self._link is not None:
            self._link.append(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.counts["fields"] += 1
            self._instruction = ""
        elif kind == "separate" and (found := _ADDRESS.search(self._instruction)):
            self.counts["fields"] -= 1
            self._begin_link(found[1])
        elif kind == "end":
            self._end_link()

    def _begin_link(self, address: str) -> None:
        self._link, self._address = [], address

    def _end_link(self) -> None:
        if self._link and self._address:
            self.links["".join(self._link).strip()] = self._address
        self._link = None
