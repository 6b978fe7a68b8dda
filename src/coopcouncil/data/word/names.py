"""The names that WordprocessingML gives to things (ECMA-376 part 1), in its usual and its strict form."""

from coopcouncil.data.documents.markup import Element

_WORD = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_FORMULAS = frozenset(
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math"}
)


def is_word(element: Element) -> bool:
    """Whether an element belongs to the text itself, not to a drawing or an extension."""
    return element.namespace in _WORD


def is_formula(element: Element) -> bool:
    """Whether an element belongs to a formula."""
    return element.namespace in _FORMULAS


def is_on(element: Element) -> bool:
    """Whether a switch such as `w:b` is on: it is, unless its value says that it is not."""
    return element.attributes.get("val", "true").lower() not in {"0", "false", "off", "none"}
