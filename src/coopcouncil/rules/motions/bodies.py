"""The committees and other bodies that a text names, and which names may mean one body: a question to the clerk."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

ONE_BODY = 88  # how alike (0 to 100) two names must be for the clerk to be asked
# a body's kind ends its name, so that "the X Spokes and the Y Committee" are two
_WORD = r"(?!(?:Sub-?Committee|Committee|Board|Panel|Commission|Forum|Spokes\w*)\b(?! of\b))[A-Z][\w’'-]*"
_JOINER = r"(?:,? (?:and|&|of|for) (?:the )?|, | )"
_NAME = rf"{_WORD}(?:{_JOINER}{_WORD}){{0,12}}"
_KIND = (
    r"(?:[Ss]ub-?[Cc]ommittee|[Cc]ommittee|[Bb]oard|[Pp]anel|[Cc]ommission|[Ff]orum|[Ww]orking [Gg]roup|"
    r"[Ss]pokes(?:people|persons?)?)\b"
)
_BODY = re.compile(
    rf"(?:\b(?P<name>{_NAME}) )?\b(?P<kind>{_KIND})(?P<about> (?:on|for) (?:the )?{_NAME})?"
    r"|\b(?P<cabinet>Cabinet)\b(?! [Mm]ember)"
    r"|\b(?:the|to|by|at) (?P<executive>Executive)\b(?! [A-Z])"
    r"|\b(?P<council>[Ff]ull Council|(?<=\bto )Council(?=[,.;]| by\b| within\b| in\b| at\b|$))\b(?![’'-])"
)
# kinds as `_plain` writes them; one word beside one ("planning") is too little to tell that two kinds mean one body
_KIND_WORDS = re.compile(
    r"\b(?:sub ?committee|committee|board|panel|commission|forum|working group|spoke(?:people|person)?)\b"
)
_LEADING = re.compile(r"^(?:The|This|That|A|An|Our|Its|Ask|Through|To|Request|Bring|Report|Reports)\s+")
_EXECUTIVE = "Cabinet"
COUNCIL = "Full Council"


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body as one text writes its name, and where it stands in that text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AliasQuestion:
    """Two names that may mean one body. The clerk answers; nothing is joined without."""

    names: tuple[str, str]

    @property
    def question(self) -> str:
        """The question in words."""
        return f'Are "{self.names[0]}" and "{self.names[1]}" one body?'


def bodies_in(text: str) -> list[BodyName]:
    """The bodies that a text names, in order: only those with a name of their own, and the council itself."""
    found = []
    for match in _BODY.finditer(text):
        if match["cabinet"]:
            found.append(BodyName(_EXECUTIVE, match.start(), match.end()))
        elif match["executive"]:
            found.append(BodyName(match["executive"], match.start("executive"), match.end()))
        elif match["council"]:
            found.append(BodyName(COUNCIL, match.start(), match.end()))
        elif name := _own_name(match):
            found.append(BodyName(name, match.end() - len(name), match.end()))
    return found


def _own_name(match: re.Match[str]) -> str:
    """The name with its kind, without a word that only begins the sentence; empty for "the committee"."""
    name, kind, about = match["name"] or "", match["kind"], match["about"] or ""
    while name and (stripped := _LEADING.sub("", f"{name} ").strip()) != name:
        name = stripped
    return f"{name} {kind}{about}".strip() if name or about else ""


def alias_questions(texts: Iterable[str]) -> tuple[AliasQuestion, ...]:
    """For each two names in these texts that are nearly the same, whether they mean one body."""
    names = list(dict.fromkeys(body.name for text in texts for body in bodies_in(text)))
    return tuple(AliasQuestion(pair) for pair in combinations(names, 2) if _may_be_one(*pair))


def _may_be_one(one: str, other: str) -> bool:
    plain = _plain(one), _plain(other)
    if plain[0] == plain[1] or fuzz.ratio(*plain) >= ONE_BODY:
        return True
    about = tuple(_KIND_WORDS.sub("", each).strip() for each in plain)
    return all(" " in each for each in about) and fuzz.ratio(*about) >= ONE_BODY


def _plain(name: str) -> str:
    """The name without case, number, and joining words, so that 'Asset & Risk' is seen beside 'Assets and Risk'."""
    words = re.findall(r"[\w’']+", name.casefold().replace("’", "'").replace("'s", "s"))
    return " ".join(word.removesuffix("s") for word in words if word not in {"and", "the", "of", "for"})


def body_after(text: str, place: int, bodies: Sequence[BodyName]) -> BodyName | None:
    """The first of `bodies` that stands at or after a place in the sentence that goes on there."""
    end = next((match.start() for match in re.finditer(r"[.;]\s", text) if match.start() >= place), len(text))
    return next((body for body in bodies if place <= body.start < end), None)
