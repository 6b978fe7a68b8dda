"""XML inside documents, read element by element. Definitions of entities are refused: none is expanded or fetched."""

from collections.abc import Callable, Iterable
from typing import NamedTuple
from xml.parsers import expat

from coopcouncil.data.documents.given import AGAIN, Given

LARGEST_TAG = 2 << 20  # bytes; expat reads a tag again from its start with every piece until it is whole


class Element(NamedTuple):
    """The start of an element: its namespace, its name without prefix, and its attributes by name without prefix."""

    namespace: str
    name: str
    attributes: dict[str, str]


def read_markup(
    given: Given,
    pieces: Iterable[bytes],
    *,
    size: int,
    opened: Callable[[Element], None],
    text: Callable[[str], None] | None = None,
    closed: Callable[[str], None] | None = None,
) -> None:
    """Call `opened` for every element, `text` for text and `closed` with the name of every element that ends.

    `size` is what the pieces come to, in bytes. Raises RefusedDocumentError where the XML is damaged, too large or
    defines entities.
    """
    if size > given.limits.largest_markup_bytes:
        raise _too_large(given)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        given.spent.elements += 1 + len(attributes) // 4  # what they cost to read, about
        if given.spent.elements > given.limits.most_elements:
            raise _too_large(given)
        opened(_element(name, attributes))

    parser.StartElementHandler = start
    if text is not None:
        parser.CharacterDataHandler = text
    if closed is not None:
        parser.EndElementHandler = lambda name: closed(_local(name))

    def refuse(*_: object) -> int:
        raise given.refused("defines its own XML entities, which documents never need", f"Save a new copy {AGAIN}")

    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartDoctypeDeclHandler = lambda _name, _system, _public, subset: refuse() if subset else 0
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > LARGEST_TAG:
                raise _too_large(given)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise given.damaged() from error


def _too_large(given: Given) -> Exception:
    return given.refused("is too large to be checked", f"Split it into smaller files {AGAIN}")


def _element(name: str, attributes: dict[str, str]) -> Element:
    namespace, _, local = name.rpartition("}")
    return Element(namespace, local, {_local(key): value for key, value in attributes.items()} if attributes else {})


def _local(name: str) -> str:
    return name.rpartition("}")[2]
