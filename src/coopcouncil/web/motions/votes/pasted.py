"""Reads a list of votes as people paste it: 'Name - for' a line, or 'For: Name, Name'."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from coopcouncil.rules.motions.voting import Ballot

_BALLOTS = {
    Ballot.FOR: ("for", "in favour", "yes", "aye"),
    Ballot.AGAINST: ("against", "no", "nay"),
    Ballot.ABSTAIN: ("abstain", "abstained", "abstaining", "abstention", "abstentions", "abstains"),
}
_WORDS = {word: ballot for ballot, words in _BALLOTS.items() for word in words}
_BALLOT = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_BEFORE = r"(?:\s*[:,;\t|]\s*|\s+[-\u2013\u2014]\s+|\s*\()"
_NAME_FIRST = re.compile(rf"(?P<name>.+?){_BEFORE}(?P<ballot>{_BALLOT})\)?\.?", re.I)
_BALLOT_FIRST = re.compile(rf"(?P<ballot>{_BALLOT})\s*(?:\(\d+\))?\s*[:\u2013\u2014-]\s*(?P<names>.*)", re.I)
_MARK = re.compile(r"^\s*(?:\d+[.)]\s+|[-*\u2022]\s+)")
_TITLE = re.compile(r"^(?:cllr|councillor|the mayor|mayor)\.?\s+", re.I)


@dataclass(frozen=True)
class Pasted:
    """The names with their votes as they were found, and the lines, with their numbers, that could not be read."""

    names: tuple[tuple[str, Ballot], ...]
    unread: tuple[tuple[int, str], ...]


def read_pasted(text: str) -> Pasted:
    """Read the list. A line with a vote and no names, such as 'Against:', heads the names on the lines below it."""
    names: list[tuple[str, Ballot]] = []
    unread: list[tuple[int, str]] = []
    under: Ballot | None = None
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _MARK.sub("", raw).strip()
        if not line:
            continue
        if found := _BALLOT_FIRST.fullmatch(line):
            under = _WORDS[found["ballot"].casefold()]
            names += [(name, under) for name in _listed(found["names"])]
        elif found := _NAME_FIRST.fullmatch(line):
            names.append((found["name"].strip(), _WORDS[found["ballot"].casefold()]))
        elif under is not None:
            names += [(name, under) for name in _listed(line)]
        else:
            unread.append((number, line))
    return Pasted(tuple(names), tuple(unread))


def known_as(name: str, members: Iterable[str]) -> str:
    """The name as the list of members has it, where it is there with or without a title; else as it was written."""
    plain = _plain(name)
    return next((each for each in members if _plain(each) == plain), " ".join(name.split()))


def _listed(names: str) -> list[str]:
    """Names between commas, semicolons and a last 'and'."""
    parts = re.split(r"[,;]|\s+and\s+", names)
    return [name for part in parts if (name := part.strip(" .\t"))]


def _plain(name: str) -> str:
    return " ".join(_TITLE.sub("", name.strip()).casefold().split())
