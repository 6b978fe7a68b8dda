"""Which lists of a Word document have numbers, and not bullets. Word draws them; they stand nowhere in the text."""

from coopcouncil.data.documents.markup import Element
from coopcouncil.data.word.names import is_word
from coopcouncil.data.word.styles import number

_NO_NUMBER = frozenset({"bullet", "none"})


class Numbering:
    """Fed with the part that defines the lists."""

    def __init__(self) -> None:
        self._formats: dict[tuple[str, int], str] = {}
        self._definitions: dict[str, str] = {}
        self._overridden: dict[tuple[str, int], str] = {}
        self._abstract = self._list = ""
        self._level = 0

    def opened(self, element: Element) -> None:
        """An element begins."""
        if not is_word(element):
            return
        given = element.attributes
        match element.name:
            case "abstractNum":
                self._abstract, self._list = given.get("abstractNumId", ""), ""
            case "num":
                self._abstract, self._list = "", given.get("numId", "")
            case "abstractNumId" if self._list:
                self._definitions[self._list] = given.get("val", "")
            case "lvl" | "lvlOverride":
                self._level = number(given.get("ilvl", "")) or 0
            case "numFmt" if self._list:
                self._overridden[self._list, self._level] = given.get("val", "")
            case "numFmt":
                self._formats.setdefault((self._abstract, self._level), given.get("val", ""))

    def is_numbered(self, list_id: str, level: int) -> bool:
        """Whether Word draws a number or letter before the items of a list at a level, counted from 0."""
        usual = self._formats.get((self._definitions.get(list_id, ""), level), "none")
        return self._overridden.get((list_id, level), usual) not in _NO_NUMBER
