"""The styles of a Word document, as far as they say what is a heading, what a list item, and what is bold or struck."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coopcouncil.data.documents.markup import Element
from coopcouncil.data.word.names import is_on, is_word

_LIST_NAME = re.compile(r"(?i)list (?:bullet|number|continue)?\s*(?P<level>\d)?\Z")
_HEADING_NAME = re.compile(r"(?i)(?:heading \d|title)\Z")
_DEEPEST = 20  # styles based on styles; a ring of them would not end


@dataclass(slots=True)
class Style:
    """One style; None where it says nothing."""

    name: str = ""
    based_on: str = ""
    list_id: str | None = None
    level: int | None = None
    outline: int | None = None
    bold: bool | None = None
    strike: bool | None = None


class Styles:
    """The styles by their id; give `opened` and `closed` to the reader of styles.xml."""

    def __init__(self) -> None:
        self._by_id: dict[str, Style] = {}
        self._now = Style()
        self._in_style = False

    def opened(self, element: Element) -> None:
        """An element begins."""
        if not is_word(element):
            return
        value = element.attributes.get("val", "")
        if element.name == "style":
            self._now = self._by_id.setdefault(element.attributes.get("styleId", ""), Style())
            self._in_style = True
        elif self._in_style:
            self._take(element, value)

    def closed(self, name: str) -> None:
        """An element ends."""
        if name == "style":
            self._in_style = False

    def _take(self, element: Element, value: str) -> None:
        match element.name:
            case "name":
                self._now.name = value
            case "basedOn":
                self._now.based_on = value
            case "numId":
                self._now.list_id = value
            case "ilvl":
                self._now.level = number(value)
            case "outlineLvl":
                self._now.outline = number(value)
            case "b":
                self._now.bold = is_on(element)
            case "strike" | "dstrike":
                self._now.strike = is_on(element)

    def name_of(self, style_id: str) -> str:
        """The name of a style, its id where it has none."""
        found = self._by_id.get(style_id)
        return found.name if found and found.name else style_id

    def is_heading(self, style_id: str) -> bool:
        """Whether a style is one of headings."""
        return any(_HEADING_NAME.match(each.name) for each in self._chain(style_id))

    def look_of(self, style_id: str) -> tuple[bool, bool]:
        """Whether a style is bold, and whether it is struck through."""
        chain = list(self._chain(style_id))
        bold = next((each.bold for each in chain if each.bold is not None), False)
        strike = next((each.strike for each in chain if each.strike is not None), False)
        return bool(bold), bool(strike)

    def list_level(self, style_id: str) -> int:
        """The list level from 1 that a style gives; 0 for a style of no list."""
        chain = list(self._chain(style_id))
        list_id = next((each.list_id for each in chain if each.list_id is not None), None)
        named = next((found for each in chain if (found := _LIST_NAME.match(each.name))), None)
        if list_id == "0" or (list_id is None and named is None) or self.is_heading(style_id):
            return 0
        level = next((each.level for each in chain if each.level is not None), None)
        return 1 + level if level else int(named["level"] or 1) if named else 1

    def list_of(self, style_id: str) -> str:
        """The list that a style puts its paragraphs in; empty where it says none."""
        return next((each.list_id for each in self._chain(style_id) if each.list_id is not None), "")

    def _chain(self, style_id: str) -> Iterator[Style]:
        for _ in range(_DEEPEST):
            found = self._by_id.get(style_id)
            if found is None:
                return
            yield found
            style_id = found.based_on


def number(value: str) -> int | None:
    """A small whole number as an attribute writes it, from 0 to 8; None for anything else."""
    return int(value) if len(value) == 1 and value in "012345678" else None
