"""What a committee system says, whichever it is: committees, their meetings, and what is on the agendas."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Where a meeting stands, as far as its system says."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ReadCommittee:
    """A committee: its id and name there, whether it has ended, and the group it stands under, which may be empty."""

    ref: str
    name: str
    ended: bool = False
    category: str = ""


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A document: its title and its web address."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One item of an agenda in its order; `minute` is plain text, empty until the minutes are published."""

    ref: str
    number: str
    title: str
    minute: str = ""
    papers: tuple[ReadPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadMeeting:
    """A meeting: `starts_at` is local time without a zone. `minuted` says that its minutes are published."""

    ref: str
    committee_ref: str
    starts_at: datetime
    place: str = ""
    standing: Standing = Standing.PLANNED
    minuted: bool = False
    address: str = ""
    items: tuple[ReadItem, ...] = ()
