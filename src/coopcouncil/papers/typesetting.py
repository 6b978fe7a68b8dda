"""Papers as tagged PDF (PDF/UA-1), set by Typst from a template of ours and data that are never read as code.

A template stands in `papers/templates/NAME.typ` and begins `#let data = json(bytes(sys.inputs.data))`. Only the fonts
inside Typst are used, so that a paper looks the same on every machine and needs nothing installed.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib import resources
from typing import Any

import typst

_TEMPLATES = resources.files("coopcouncil.papers") / "templates"
_NO_CODE_POINT = re.compile("[\ud800-\udfff]")  # halves of a pair: no text
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_UNDRAWN = re.compile(r'the text `"(?P<text>(?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{(?P<code>[0-9a-f]+)\}|\\(?P<sign>.)")
_ROUNDS = 20  # a round finds what the one before hid; two or three are usual


class TypesettingError(RuntimeError):
    """A template and its data do not fit: a fault of ours, not of the reader's text."""


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of `templates/TEMPLATE.typ` with `data`, which JSON can hold; the same data give the same bytes.

    PDF/UA-1 forbids a character that no font draws: it is set as � and named in `data["undrawn"]`, a list of words
    such as "U+4E2D CJK UNIFIED IDEOGRAPH-4E2D" that the template prints as a note.

    Raises TypesettingError where Typst refuses the template.
    """
    source = (_TEMPLATES / f"{template}.typ").read_bytes()
    missing: set[str] = set()
    for _ in range(_ROUNDS):
        given = _changed(data, partial(_drawable, missing=missing))
        given["undrawn"] = undrawn(data, missing)
        try:
            return _compiled(source, given)
        except typst.TypstError as error:
            found = _named(error.diagnostic) - missing
            if not found:
                raise TypesettingError(f"{template}: {error.diagnostic}") from error
            missing |= found
    raise TypesettingError(f"{template}: too many characters that no font draws.")


def undrawn(data: Mapping[str, Any], missing: Iterable[str] = ()) -> list[str]:
    """The names of the characters of `data` that cannot be drawn: those `missing` from the fonts, and controls."""
    texts: list[str] = []

    def kept(text: str) -> str:
        texts.append(text)
        return text

    _changed(data, kept)
    whole = "".join(texts)
    found = {*missing, *_CONTROLS.findall(whole), *_NO_CODE_POINT.findall(whole)} - {"\ufffd"}
    return [f"U+{ord(each):04X} {unicodedata.name(each, 'with no name')}" for each in sorted(found)]


def _compiled(source: bytes, data: Mapping[str, Any]) -> bytes:
    return typst.compile(
        source,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"],
        timestamp=0,
    )


def _drawable(text: str, missing: set[str]) -> str:
    text = _CONTROLS.sub("\ufffd", _NO_CODE_POINT.sub("\ufffd", text))
    return "".join("\ufffd" if each in missing else each for each in text) if missing else text


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    """`value` with every text in it changed; names of fields are ours and stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _changed(each, change) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_changed(each, change) for each in value]
    return value


def _named(diagnostic: str) -> set[str]:
    """The characters that Typst says it cannot draw."""
    texts = [_ESCAPE.sub(_unescaped, found["text"]) for found in _UNDRAWN.finditer(diagnostic)]
    return set("".join(texts))


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found["code"], 16)) if found["code"] else found["sign"]
