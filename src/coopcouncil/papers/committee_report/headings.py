"""The headings of a report, as a template file that a council can change.

The file is TOML: a `name` and a list of `[[heading]]`, each with a `key`, its `words`, a `hint` for who writes it,
whether it is `required`, and what it `holds`: what the product assembles there, or "words" for a clerk's words alone.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

_DEFAULT = "committee_report_headings.toml"
_FIELDS = {"key", "words", "hint", "required", "holds"}


class HeadingsError(ValueError):
    """A template that cannot be used; the message names the file and the place, and says what to do."""


class Holds(StrEnum):
    """What the product assembles under a heading."""

    WORDS = "words"
    PURPOSE = "purpose"
    RECOMMENDATIONS = "recommendations"
    BACKGROUND = "background"
    MAIN_ISSUES = "main issues"
    SOURCES = "source documents"


@dataclass(frozen=True, slots=True)
class TemplateHeading:
    """One heading: `key` stays when its words change, so that what is written under it stays too."""

    key: str
    words: str
    hint: str = ""
    required: bool = False
    holds: Holds = Holds.WORDS


@dataclass(frozen=True, slots=True)
class Headings:
    """The template: its name and its headings in order."""

    name: str
    headings: tuple[TemplateHeading, ...]


@cache
def default_headings() -> Headings:
    """The headings that English councils use."""
    text = (resources.files("coopcouncil.papers") / "templates" / _DEFAULT).read_text(encoding="utf-8")
    return read_headings(text, file=_DEFAULT)


def read_headings(text: str, *, file: str) -> Headings:
    """The template in `text`; `file` is how messages name it. Raises HeadingsError."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise HeadingsError(f"{file} is not TOML: {error}. Mend that place.") from error
    unknown = sorted(given.keys() - {"name", "heading"})
    if unknown:
        raise HeadingsError(f"{file}: “{unknown[0]}” is not known here. Keep “name” and [[heading]] alone.")
    name = _words(given.get("name"), f"{file}: name")
    found = given.get("heading")
    if not isinstance(found, list) or not found:
        raise HeadingsError(f"{file}: there is no heading. Add at least one [[heading]].")
    headings = tuple(_heading(each, f"{file}: heading {place}") for place, each in enumerate(found, start=1))
    _check_different(headings, file)
    return Headings(name, headings)


def _heading(given: Any, where: str) -> TemplateHeading:
    if not isinstance(given, dict):
        raise HeadingsError(f"{where} is not a table. Write it under [[heading]].")
    unknown = sorted(given.keys() - _FIELDS)
    if unknown:
        raise HeadingsError(f"{where}: “{unknown[0]}” is not known. Use {', '.join(sorted(_FIELDS))}.")
    required = given.get("required", False)
    if not isinstance(required, bool):
        raise HeadingsError(f"{where}: “required” is true or false, without quotes.")
    hint = given.get("hint", "")
    if not isinstance(hint, str):
        raise HeadingsError(f"{where}: “hint” is not text. Put it in quotes.")
    return TemplateHeading(
        key=_words(given.get("key"), f"{where}: key"),
        words=_words(given.get("words"), f"{where}: words"),
        hint=hint,
        required=required,
        holds=_holds(given.get("holds", Holds.WORDS.value), where),
    )


def _holds(given: Any, where: str) -> Holds:
    if given not in [each.value for each in Holds]:
        known = ", ".join(f"“{each.value}”" for each in Holds)
        raise HeadingsError(f"{where}: “holds” is {given!r}. Use one of {known}.")
    return Holds(given)


def _words(given: Any, where: str) -> str:
    if not isinstance(given, str) or not given.strip():
        raise HeadingsError(f"{where} is missing or empty. Write it in quotes.")
    return given.strip()


def _check_different(headings: tuple[TemplateHeading, ...], file: str) -> None:
    places: dict[str, int] = {}
    for place, each in enumerate(headings, start=1):
        if each.key in places:
            raise HeadingsError(
                f"{file}: headings {places[each.key]} and {place} share the key “{each.key}”. Give each its own."
            )
        places[each.key] = place
