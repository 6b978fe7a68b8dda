"""Fields of a Word document: the instructions by which Word fills in dates, links, or what another program says."""

from coopcouncil.data.documents.markup import Element

_STARTERS = frozenset({"DDE", "DDEAUTO"})


class FieldReader:
    """Puts the instruction of each field together, as Word may spread it over many elements and nest fields.

    `starts_programs` tells whether any field asks another program for its content.
    """

    def __init__(self) -> None:
        self.starts_programs = False
        self._open: list[list[str]] = []
        self._loose: list[str] = []
        self._in_instruction = False

    def opened(self, element: Element) -> None:
        """An element begins."""
        if element.name == "instrText":
            self._in_instruction = True
        elif element.name == "fldSimple":
            self._judge(element.attributes.get("instr", ""))
        elif element.name == "fldChar":
            self._mark(element.attributes.get("fldCharType", ""))

    def text(self, text: str) -> None:
        """Text, of which only that of instructions counts."""
        if self._in_instruction:
            (self._open[-1] if self._open else self._loose).append(text)

    def closed(self, name: str) -> None:
        """An element ends."""
        if name == "instrText":
            self._in_instruction = False
        elif name == "p":
            self._judge("".join(self._loose))
            self._loose.clear()

    def _mark(self, mark: str) -> None:
        if mark == "begin":
            self._open.append([])
        elif self._open:
            self._judge("".join(self._open[-1]))
            if mark == "end":
                self._open.pop()

    def _judge(self, instruction: str) -> None:
        words = instruction.replace('"', " ").split(maxsplit=1)
        self.starts_programs = self.starts_programs or bool(words and words[0].upper() in _STARTERS)
