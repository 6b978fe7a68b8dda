"""What a name in the supplier's place is: an organisation, a person, a withheld name, the council itself, or none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coopcouncil.data.matching.names import fold, read, without_noise
from coopcouncil.data.matching.words import GIVEN_NAMES, ORGANISATION_WORDS, TITLES
from coopcouncil.vocabulary.redactions import is_redacted


class Kind(StrEnum):
    """What a name in the supplier's place is. The value is stored."""

    ORGANISATION = "organisation"
    PERSON = "person"
    REDACTED = "redacted"
    COUNCIL = "council"
    NAMELESS = "nameless"


@dataclass(frozen=True, slots=True)
class Judged:
    """A kind and why, in words."""

    kind: Kind
    reason: str


_NO_NAME = re.compile(
    r"(?:n ?a|none|nil|null|nan|unknown|no (?:name|supplier|vendor|payee)(?: (?:given|recorded|name))?|"
    r"not (?:known|given|applicable|available|recorded|specified)|blank|various(?: (?:suppliers|payees|vendors))?|"
    r"sundry(?: (?:suppliers?|payees?|vendors?|creditors?))?|"
    r"one ?off(?: (?:vendor|supplier|payee))?s?|miscellaneous(?: (?:vendor|supplier|payee))?s?|"
    r"tbc|tba|test|supplier|supplier name|vendor)"
)
_COUNCIL_WORDS = re.compile(
    r"\b(?:the|council|county|city|borough|district|metropolitan|royal|london|of|unitary|authority|cc|mbc|bc|dc)\b"
)


def judge_name(name: str, council_names: Iterable[str] = ()) -> Judged:
    """The kind of a printed name by the name alone; an organisation unless something says otherwise.

    People are told apart later (`looks_like_person`), when no register has a good match.
    """
    if is_redacted(name):
        return Judged(Kind.REDACTED, "The name was withheld in the file.")
    folded = fold(name)
    if not any(letter.isalpha() for letter in folded):
        return Judged(
            Kind.NAMELESS, "The file gives no name." if not folded else "The file gives a number, not a name."
        )
    if _NO_NAME.fullmatch(folded):
        return Judged(Kind.NAMELESS, f"'{name.strip()}' stands in place of a name.")
    for council in council_names:
        if is_council_itself(name, council):
            return Judged(Kind.COUNCIL, f"This is the council itself, {council}.")
    return Judged(Kind.ORGANISATION, "")


def is_council_itself(name: str, council: str) -> bool:
    """Whether a name is the council's own: 'LB of Camden', 'Camden Council' and 'Camden London Borough Council'.

    'Camden Town Trust' is not, nor is a council of another tier that bears the place's name.
    """
    asked, own = _council_read(name), _council_read(council)
    if not own or not asked:
        return False
    if asked == own:
        return True
    place = _COUNCIL_WORDS.sub(" ", own).split()
    rest = _COUNCIL_WORDS.sub(" ", asked).split()
    same_kind = _tier(asked) is None or _tier(own) is None or _tier(asked) == _tier(own)
    says_council = re.search(r"\bcouncil\b|\b(?:borough|city) of\b|\bmbc\b", asked) is not None
    return bool(place) and says_council and same_kind and rest == place


def _council_read(name: str) -> str:
    text = fold(without_noise(name))
    for pattern, full in _COUNCIL_FORMS:
        text = pattern.sub(full, text)
    return re.sub(r"^the ", "", text)


_COUNCIL_FORMS = (
    (re.compile(r"^(?:l b|lb|lbc)(?: of)? "), "london borough of "),
    (re.compile(r"\bm b c\b|\bmbc$"), "metropolitan borough council"),
    (re.compile(r"\bcc$"), "county council"),
    (re.compile(r"\bbc$"), "borough council"),
    (re.compile(r"\bdc$"), "district council"),
    (re.compile(r"\bmdc$"), "metropolitan district council"),
)


def _tier(text: str) -> str | None:
    found = re.search(r"\b(county|parish|town|city|borough|district)\b", text)
    return found.group(1) if found else None


def looks_like_person(name: str) -> str | None:
    """Why a name looks like a person's, in words, or None. Cautious: any word of an organisation says None.

    A title, initials beside a surname, or 'Smith, John' count; two plain names do not ('John Lewis'), and since even
    'J Sainsbury' has a person's shape a good match in a register is asked for first.
    """
    folded = fold(without_noise(name))
    words = folded.split()
    proper = [word for word in words if word not in TITLES and word != "and"]
    if not 1 <= len(proper) <= 5 or any(letter.isdigit() for letter in folded) or _is_organisation(folded):
        return None
    title = next((word for word in words if word in TITLES), None)
    initials = [word for word in proper if len(word) == 1]
    surnames = [word for word in proper if len(word) > 1]
    if title and 1 <= len(surnames) <= 3 and (title in _MANNERS or title in {words[0], words[-1]}):
        return f"'{title.capitalize()}' stands with the name, as for a person."
    if "and" in words:
        return None
    if initials and len(surnames) == 1 and len(initials) <= 3 and len(surnames[0]) > 2:
        return "A surname with initials, and no word that an organisation's name has."
    if len(surnames) == 2 and (_turned(name, surnames) or (initials and surnames[0] in GIVEN_NAMES)):
        return "A given name with a surname, and no word that an organisation's name has."
    return None


_MANNERS = frozenset({"mr", "mrs", "ms", "miss"})


def _turned(name: str, surnames: list[str]) -> bool:
    """'Smith, John': the given name stands last, after a comma."""
    return "," in name and surnames[-1] in GIVEN_NAMES


def _is_organisation(folded: str) -> bool:
    known = read(folded)
    every = set(folded.split()) | set(known.words)
    return bool(known.legal) or bool((every - TITLES) & ORGANISATION_WORDS)
