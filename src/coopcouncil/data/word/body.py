"""The text of a part of a Word document, element by element: paragraphs, runs, tracked changes, and what is no text."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from coopcouncil.data.documents.markup import Element
from coopcouncil.data.word.asides import Asides
from coopcouncil.data.word.names import is_formula, is_on, is_word
from coopcouncil.data.word.numbering import Numbering
from coopcouncil.data.word.styles import Styles, number
from coopcouncil.vocabulary.written import Change, Run, Tracked, WrittenParagraph

# former looks, second copies for old programs, settings of controls, the reading above Asian characters: no text
_SKIPPED = frozenset({"pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPr", "?Fallback", "rt", "tblGrid"})
_CHANGES = {
    "ins": (Change.INSERTED, False),
    "del": (Change.DELETED, False),
    "moveTo": (Change.INSERTED, True),
    "moveFrom": (Change.DELETED, True),
}
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\r", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_TEXT = frozenset({"t", "delText", "=t"})
_INSTRUCTIONS = frozenset({"instrText", "delInstrText"})
_BULLET = "•"


@dataclass(slots=True)
class _OpenRun:
    """A run while it is read."""

    parts: list[str] = field(default_factory=list)
    bold: bool | None = None
    strike: bool | None = None
    hidden: bool = False
    style: str = ""


@dataclass(slots=True)
class _OpenParagraph:
    """A paragraph while it is read; `held` are those of text boxes anchored in it, which follow it."""

    runs: list[Run] = field(default_factory=list)
    style: str = ""
    list_id: str | None = None
    level: int | None = None
    outline: int | None = None
    end: list[Tracked] = field(default_factory=list)
    held: list[WrittenParagraph] = field(default_factory=list)


class BodyReader:
    """Give `opened`, `text` and `closed` to the reader of a part; then `paragraphs` holds its text."""

    def __init__(self, styles: Styles, numbering: Numbering, links: dict[str, str]) -> None:
        self.paragraphs: list[WrittenParagraph] = []
        self.asides = Asides(links)
        self.counts: Counter[str] = Counter()
        self._styles = styles
        self._numbering = numbering
        self._path: list[str] = []
        self._skipped_from = 0
        self._open: list[_OpenParagraph] = []
        self._run: _OpenRun | None = None
        self._changes: list[Tracked] = []
        self._rows: list[list[Tracked]] = []
        self._tables = 0
        self._authors: dict[tuple[str, str, str], Tracked] = {}
        self._openers: dict[str, Callable[[Element], None]] = {
            "p": lambda _: self._open.append(_OpenParagraph()),
            "r": lambda _: self._start_run(),
            "=r": lambda _: self._start_run(),
            "tbl": self._open_table,
            "tr": lambda _: self._rows.append([]),
            "br": self._break,
            "sym": self._symbol,
            **dict.fromkeys(_CHANGES, self._open_change),
            **dict.fromkeys(_SIGNS, lambda element: self._add(_SIGNS[element.name])),
        }

    def opened(self, element: Element) -> None:
        """An element begins."""
        name = element.name if is_word(element) else f"={element.name}" if is_formula(element) else f"?{element.name}"
        self._path.append(name)
        if self._skipped_from:
            return
        if name in _SKIPPED:
            self._skipped_from = len(self._path)
        elif name == "rPrChange":
            self.counts["looks"] += 1
            self._skipped_from = len(self._path)
        elif opener := self._openers.get(name):
            opener(element)
        elif "rPr" in self._path[-2:-1] or "pPr" in self._path[-3:]:
            self._property(name, element)
        else:
            self.asides.opened(name, element, self.paragraphs)

    def text(self, text: str) -> None:
        """Text between elements."""
        if self._skipped_from or not self._path:
            return
        if self._path[-1] in _TEXT:
            self._add(text)
        elif self._path[-1] in _INSTRUCTIONS:
            self.asides.instruct(text)

    def closed(self, _: str) -> None:
        """An element ends."""
        name = self._path.pop()
        if self._skipped_from:
            if len(self._path) < self._skipped_from:
                self._skipped_from = 0
            return
        match name:
            case "p":
                self._end_paragraph()
            case "r" | "=r":
                self._end_run()
            case "tbl":
                self._tables -= 1
            case "tr":
                self._rows.pop()
            case "tc" | "txbxContent" | "body":
                self._shut()
            case "ins" | "del" | "moveTo" | "moveFrom" if self._holds_runs():
                self._changes.pop()
            case _:
                self.asides.closed(name)

    def _holds_runs(self) -> bool:
        """Whether a change, of which the parent is now the last of the path, stands around text."""
        return not (self._path and self._path[-1] in {"rPr", "trPr", "numPr", "=ctrlPr"})

    def _open_change(self, element: Element) -> None:
        at = self._path.pop()
        tracked = self._tracked(element)
        if self._holds_runs():
            self._changes.append(tracked)
        elif self._path[-1] == "trPr" and self._rows:
            self._rows[-1].append(tracked)
        elif self._path[-2:-1] == ["pPr"] and self._open:
            self._open[-1].end.append(tracked)
        self._path.append(at)

    def _tracked(self, element: Element) -> Tracked:
        author, at = element.attributes.get("author", ""), element.attributes.get("date", "")
        key = (element.name, author, at)
        if key not in self._authors:
            change, moved = _CHANGES[element.name]
            self._authors[key] = Tracked(change, author.strip(), _time(at), moved)
        return self._authors[key]

    def _open_table(self, _: Element) -> None:
        self._shut()
        self.counts["tables inside" if self._tables else "tables"] += 1
        self._tables += 1

    def _shut(self) -> None:
        """No change can join the last paragraph so far to what follows."""
        found = self._open[-1].held if self._open else self.paragraphs
        if found:
            found[-1] = replace(found[-1], closed=True)

    def _start_run(self) -> None:
        self._run = _OpenRun()

    def _add(self, text: str) -> None:
        if self._run is not None and "tabs" not in self._path[-2:]:
            self._run.parts.append(text)

    def _break(self, element: Element) -> None:
        if element.attributes.get("type", "textWrapping") == "textWrapping":
            self._add("\n")

    def _symbol(self, element: Element) -> None:
        try:
            code = int(element.attributes.get("char", ""), 16)
        except ValueError:
            code = 0
        self.counts["symbols"] += 1
        self._add(_BULLET if code in {0xF0B7, 0xF0A7, 0xF06F} else chr(code) if 32 <= code < 0xD800 else "\ufffd")

    def _end_run(self) -> None:
        run, self._run = self._run, None
        if run is None or not self._open:
            return
        text = "".join(run.parts)
        if run.hidden:
            self.asides.hidden.append(text)
        elif text:
            styled = self._styles.look_of(run.style) if run.style else (False, False)
            bold = styled[0] if run.bold is None else run.bold
            strike = styled[1] if run.strike is None else run.strike
            tracked = tuple(each for row in self._rows for each in row) + tuple(self._changes)
            self.asides.read(text)
            self._open[-1].runs.append(Run(text, bold, strike, tracked))

    def _end_paragraph(self) -> None:
        done = self._open.pop()
        is_heading = self._styles.is_heading(done.style) or done.outline is not None
        level = self._styles.list_level(done.style) if done.list_id is None else 0
        if done.list_id not in (None, "0"):
            level = 1 + (done.level or max(0, self._styles.list_level(done.style) - 1))
        if level and not is_heading:
            list_id = self._styles.list_of(done.style) if done.list_id is None else done.list_id
            self.counts["numbers"] += self._numbering.is_numbered(list_id, level - 1)
        end = tuple(each for row in self._rows for each in row) + tuple(done.end)
        made = WrittenParagraph(
            tuple(done.runs), self._styles.name_of(done.style), 0 if is_heading else level, is_heading,
            in_table=self._tables > 0, end=end,
        )  # fmt: skip
        (self._open[-1].held if self._open else self.paragraphs).extend([made, *done.held])

    def _property(self, name: str, element: Element) -> None:
        value = element.attributes.get("val", "")
        if self._path[-2] == "rPr" and self._run is not None:
            _set_look(self._run, name, element)
        elif self._open and "rPr" not in self._path[-2:]:
            _set_place(self._open[-1], name, value)


def _set_look(run: _OpenRun, name: str, element: Element) -> None:
    match name:
        case "b":
            run.bold = is_on(element)
        case "strike" | "dstrike":
            run.strike = bool(run.strike) or is_on(element)
        case "vanish" | "webHidden":
            run.hidden = is_on(element)
        case "rStyle":
            run.style = element.attributes.get("val", "")


def _set_place(paragraph: _OpenParagraph, name: str, value: str) -> None:
    match name:
        case "pStyle":
            paragraph.style = value
        case "numId":
            paragraph.list_id = value
        case "ilvl":
            paragraph.level = number(value)
        case "outlineLvl":
            paragraph.outline = number(value)


def _time(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None
