"""Plain text and CSV: taken when they are text to every program, in UTF-8, UTF-16 with a mark, or Windows-1252."""

import codecs
import io
import re
from contextlib import closing

import puremagic

from coopcouncil.data.documents.given import AGAIN, TAKEN, Given
from coopcouncil.data.documents.kinds import DocumentKind
from coopcouncil.data.documents.starts import PROGRAM_STARTS
from coopcouncil.data.files.texts import scan_text

HEAD_BYTES = 1 << 14
MOST_ODD_SHARE = 0.005  # control characters that stray into real exports, of all bytes
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ODD = bytes(each for each in range(32) if each not in b"\t\n\v\f\r")
_MARKUP = re.compile(
    r"(?i)\s*<(?:[!?/%]|(?:html|head|body|script|style|title|meta|link|base|svg|math|iframe|object|embed|img|form|table"
    r"|div|span|font|h[1-6]|p|a|b|br)\b|[a-z][^<]{0,2000}(?:</|/>))"
)
_MESSAGE = re.compile(r"(?im)^mime-version:")
_QUOTED_DDE = re.compile(r"[=+\-@][A-Za-z0-9_.\\: ]*[A-Za-z]\s*\|\s*'[^'\n]*'!")
_BARE_DDE = re.compile(r"=\s*[A-Za-z][A-Za-z.]*\|[^\n,;\t|=]*!")
_FORMULA = re.compile(r"(?m)(?:^|[,;\t])\"?=\s*[A-Za-z(+\-@]")
_LEAST_CONFIDENCE = 0.4


def check_text(given: Given, *, ending: str) -> tuple[DocumentKind, str | None]:
    """The kind of a text and a note on it, or None; `ending` (as '.csv') only tells a table from other text.

    Raises RefusedDocumentError for what is not text, and for web pages, e-mails and formulas that start programs.
    """
    text = _decoded(given)
    if _MARKUP.match(text):
        raise given.refused("is a web page or other markup (HTML, SVG or XML)", f"Print it to a PDF {AGAIN}")
    if _MESSAGE.search(text[:HEAD_BYTES]):
        raise given.refused("is an e-mail", f"Save it as PDF, and what is attached to it as files, {AGAIN}")
    if ending != DocumentKind.CSV.extension:
        return DocumentKind.TEXT, None
    if _QUOTED_DDE.search(text) or _BARE_DDE.search(text):
        raise given.refused("holds a formula that starts a program", f"Take the formula out {AGAIN}")
    has_formulas = _FORMULA.search(text) is not None
    return DocumentKind.CSV, "Cells begin with =, which a spreadsheet reads as formulas." if has_formulas else None


def looks_like_markup(data: bytes) -> bool:
    """Whether the content begins as a web page or XML, in any encoding that is taken."""
    head = data[:HEAD_BYTES]
    encoding = "utf-16" if head.startswith(_UTF16_MARKS) else "utf-8"
    return _MARKUP.match(head.decode(encoding, "replace").lstrip("\ufeff")) is not None


def _decoded(given: Given) -> str:
    data = given.data
    if data.startswith(_UTF16_MARKS):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            raise _binary(given) from None
        if "\0" in text:
            raise _binary(given)
        return text
    if b"\0" in data or len(data) - len(data.translate(None, _ODD)) > MOST_ODD_SHARE * len(data):
        raise _binary(given)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if scan_text(lambda: closing(io.BytesIO(data))).undefined > MOST_ODD_SHARE * len(data):
            raise _binary(given) from None
        return data.decode("cp1252", "replace")


def _binary(given: Given) -> Exception:
    """The refusal of what is no text, named by its first bytes where they are known."""
    if given.data.startswith(PROGRAM_STARTS):
        return given.refused("is a program", "Leave it out: programs are not taken.")
    try:
        named = puremagic.magic_string(given.data[: 1 << 16])
    except puremagic.PureError:
        named = []
    best = next((each.name for each in named if each.name and each.confidence >= _LEAST_CONFIDENCE), None)
    what = f"looks like '{best}', which is not taken" if best else "is of a kind that is not known"
    return given.refused(what, f"Save it as {TAKEN}, {AGAIN}")
