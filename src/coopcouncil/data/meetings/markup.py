"""The XML of a web service, read into elements without prefixes, and the HTML in it into plain text.

Definitions of entities are refused: none is expanded or fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from xml.parsers import expat

MOST_ELEMENTS = 500_000
DEEPEST = 200
# elements that hold HTML, which some versions of the service put there as it is, well formed or not
_HTML = re.compile(r"<(?P<name>\w*htmlbody|minutes|decision|comment|footer)>(?P<body>.*?)</(?P=name)>", re.S | re.I)
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ol", "ul"})
_UNSHOWN = frozenset({"script", "style", "title", "head"})


class MarkupError(ValueError):
    """The answer is no XML that can be read; the message says where."""


@dataclass(slots=True)
class Element:
    """One element: its name in small letters without prefix, its own text, and what it holds."""

    name: str
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def every(self, name: str) -> Iterator["Element"]:
        """Every element of this name beneath this one, in order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.every(name)

    def first(self, *names: str) -> str:
        """The text of the first direct child that has one of these names and is not empty; else nothing."""
        for name in names:
            for child in self.children:
                if child.name == name and child.text.strip():
                    return child.text.strip()
        return ""


def read_xml(data: bytes) -> Element:
    """The root element of an answer. Raises MarkupError, with line and column, for what is no XML or defines entities.

    HTML that stands in the answer as it is, is taken as the text of its element.
    """
    try:
        return _parsed(data)
    except expat.ExpatError as error:
        text = data.decode("utf-8", "replace")
        if not (escaped := _HTML.sub(_as_text, text)) or escaped == text:
            raise _no_xml(error) from error
    try:
        return _parsed(re.sub(r"^\s*<\?xml[^>]*\?>", "", escaped).encode())
    except expat.ExpatError as error:
        raise _no_xml(error) from error


def plain_text(html: str) -> str:
    """The words of HTML, a paragraph a line: what is hidden in it, and its links, are left out."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).replace("\xa0", " ").split("\n"))
    return "\n".join(line for line in lines if line)


def _as_text(found: re.Match[str]) -> str:
    body = found["body"]
    return f"<{found['name']}>{escape(body) if '<' in body else body}</{found['name']}>"


def _no_xml(error: expat.ExpatError) -> MarkupError:
    return MarkupError(f"line {error.lineno}, column {error.offset + 1}: {expat.ErrorString(error.code)}")


def _parsed(data: bytes) -> Element:
    """The tree, built without recursion; text of inline elements belongs to the element around them too."""
    root = Element("")
    stack = [root]
    count = 0
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS or len(stack) > DEEPEST:
            raise MarkupError(f"line {parser.CurrentLineNumber}: the answer is larger than any that makes sense")
        made = Element(name.rpartition(":")[2].lower())
        stack[-1].children.append(made)
        stack.append(made)

    def text(words: str) -> None:
        stack[-1].text += words

    def end(_name: str) -> None:
        done = stack.pop()
        if done.name in _BREAKS:
            stack[-1].text += f"{done.text}\n"
        elif stack[-1].name.endswith("htmlbody") or done.name in ("span", "b", "i", "strong", "em", "a", "u"):
            stack[-1].text += done.text

    def refuse(*_: object) -> int:
        raise MarkupError(f"line {parser.CurrentLineNumber}: it defines entities, which such answers never need")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.EntityDeclHandler = parser.ExternalEntityRefHandler = refuse
    parser.Parse(data, True)
    return root.children[0]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.hidden += tag in _UNSHOWN
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in _UNSHOWN and self.hidden > 0
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)
