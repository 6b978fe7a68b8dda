"""The name under which a document is kept and offered: safe on every system, with the ending its content asks for."""

import re
import unicodedata

from coopcouncil.data.documents.kinds import DocumentKind

LONGEST_NAME = 120
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_ENDING = re.compile(r"\.(?=[^.]*[A-Za-z])([A-Za-z0-9]{1,8})\Z")
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")  # control, format (as the right-to-left override), and none at all
_SAME = {".jpeg": ".jpg", ".jpe": ".jpg", ".jfif": ".jpg", ".text": ".txt"}


def plain_name(name: str) -> str:
    """A name as messages show it: its last part, without the characters that hide or reorder others."""
    return _last_part(name)[:LONGEST_NAME] or "The file"


def ending_of(name: str) -> str:
    """The ending of a name in small letters, with the dot; empty when it has none."""
    found = _ENDING.search(_last_part(name))
    return found.group(0).lower() if found else ""


def safe_name(name: str, kind: DocumentKind) -> tuple[str, str | None]:
    """The name to keep a document under, and a sentence where its ending had to change.

    The name itself is not trusted: folders, control characters, characters that reorder text, reserved names of
    Windows and a wrong ending are taken out. At most `LONGEST_NAME` characters.
    """
    given = _FORBIDDEN.sub("_", _last_part(name)).rstrip(" .")
    ending = ending_of(given)
    stem = given.removesuffix(given[-len(ending) :] if ending else "").strip(" .")
    wrong = _SAME.get(ending, ending) != kind.extension
    if wrong and stem.lower().endswith(kind.extension):  # report.pdf.exe
        stem = stem[: -len(kind.extension)].rstrip(" .")
    if not stem or _RESERVED.fullmatch(stem):
        stem = f"document {stem}".strip()
    kept = stem[: LONGEST_NAME - len(kind.extension)].rstrip(" .") + kind.extension
    if not (wrong and ending):
        return kept, None
    return kept, f"Its name ended in {ending}, but its content is a {kind.label}: it is kept as {kept}."


def _last_part(name: str) -> str:
    last = re.split(r"[/\\]", name)[-1]
    shown = (" " if each.isspace() else each for each in last)
    kept = "".join(each for each in shown if unicodedata.category(each) not in _HIDDEN)
    return unicodedata.normalize("NFC", " ".join(kept.split()))
