"""Reads committees, meetings and agendas from the XML web service of ModernGov (mgWebService.asmx).

No live service could be asked while this was written: the names of operations and elements are those that public
client scripts read. What is missing is left empty, what is more is left alone, and an answer that is none says which
address gave it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from urllib.parse import urlencode, urlsplit

from coopcouncil.data.documents.addresses import LinkError, Resolver
from coopcouncil.data.documents.links import LinkLimits, plain_words, read_page
from coopcouncil.data.meetings.markup import Element, MarkupError, plain_text, read_xml
from coopcouncil.data.meetings.values import ReadCommittee, ReadItem, ReadMeeting, ReadPaper, Standing

SERVICE = "mgWebService.asmx"
LIMITS = LinkLimits(largest_bytes=20 << 20, seconds=60.0)
LONGEST = {
    "name": 200,
    "title": 300,
    "number": 20,
    "place": 200,
    "minute": 20_000,
    "paper": 300,
    "ref": 80,
    "address": 1000,
}
MOST_PAPERS = 100
_YES = frozenset({"true", "yes", "1"})
_DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d-%m-%Y")
_HOUR = re.compile(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?(?:[.:]\d{2})?\s*(?P<half>[ap])?\.?m?\.?", re.I)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class ModernGovError(Exception):
    """The service cannot be read; the message names the address, what is wrong with its answer, and what to do."""


@dataclass(frozen=True)
class ModernGov:
    """One council's service, by the address under which its pages are: https://democracy.example.gov.uk.

    `allow_private` lets it lie inside a private network: for commands, never for an address that a page was given.
    """

    address: str
    allow_private: bool = False
    resolve: Resolver | None = None
    limits: LinkLimits = LIMITS

    @property
    def source(self) -> str:
        """Its name in what is imported: the address without a final slash or the service's own name."""
        plain = self.address.strip().split("?")[0].rstrip("/")
        return re.sub(rf"/{re.escape(SERVICE)}(/.*)?$", "", plain, flags=re.I).rstrip("/")

    def committees(self) -> list[ReadCommittee]:
        """Every committee, those that have ended among them. Raises ModernGovError."""
        root, address = self._ask("GetCommittees")
        found = [_committee(each) for each in root.every("committee")]
        self._check_any(root, found, "committees", address)
        return [each for each in found if each]

    def meetings(self, committee_ref: str, first: date, last: date) -> list[ReadMeeting]:
        """A committee's meetings from one day to another, both included, without agendas. Raises ModernGovError."""
        root, address = self._ask(
            "GetMeetings",
            lCommitteeId=committee_ref,
            sFromDate=f"{first:%d/%m/%Y}",
            sToDate=f"{last:%d/%m/%Y}",
        )
        found = [self._meeting(each, committee_ref) for each in root.every("meeting")]
        self._check_any(root, found, "meetings", address)
        return [each for each in found if each and first <= each.starts_at.date() <= last]

    def meeting(self, listed: ReadMeeting) -> ReadMeeting:
        """A listed meeting with its agenda, and its minutes where they are published. Raises ModernGovError."""
        root, _ = self._ask("GetMeeting", lMeetingId=listed.ref)
        element = root if root.name == "meeting" else next(root.every("meeting"), root)
        minuted = _is_yes(element.first("minutepublished", "isminutepublished"))
        items = tuple(_item(each, self.source, minuted=minuted) for each in element.every("agendaitem"))
        return replace(
            listed,
            place=_short("place", element.first("meetinglocation", "meetingvenue", "venue")) or listed.place,
            standing=_standing(element.first("meetingstatus")) or listed.standing,
            minuted=minuted,
            items=tuple(each for each in items if each.ref and each.title),
        )

    def _ask(self, operation: str, **parameters: str) -> tuple[Element, str]:
        query = f"?{urlencode(parameters)}" if parameters else ""
        address = f"{self.source}/{SERVICE}/{operation}{query}"
        try:
            answer = read_page(address, resolve=self.resolve, allow_private=self.allow_private, limits=self.limits)
            return read_xml(answer), address
        except LinkError as error:
            raise ModernGovError(plain_words(error)) from error
        except MarkupError as error:
            raise ModernGovError(
                f"{address}: the answer is not the XML of a ModernGov web service ({error}). Open the address in a "
                "browser: it should show a list of elements."
            ) from error

    def _check_any(self, root: Element, found: Sequence[object], what: str, address: str) -> None:
        """An answer without a single row is one only if it says that it is of this kind."""
        if not found and what not in root.name and not any(True for _ in root.every(what)):
            raise ModernGovError(
                f"{address}: the answer is XML, but holds no {what} (its first element is <{root.name}>). Look whether "
                "the council has switched the web service on."
            )

    def _meeting(self, element: Element, committee_ref: str) -> ReadMeeting | None:
        ref, on = element.first("meetingid"), _day(element.first("meetingdate"))
        if not ref or on is None:
            return None
        ref = _short("ref", ref)
        return ReadMeeting(
            ref=ref,
            committee_ref=element.first("committeeid") or committee_ref,
            starts_at=datetime.combine(on, _hour(element.first("meetingtime"))),
            place=_short("place", element.first("meetinglocation", "meetingvenue", "venue")),
            standing=_standing(element.first("meetingstatus")) or Standing.PLANNED,
            address=f"{self.source}/ieListDocuments.aspx?{urlencode({'CId': committee_ref, 'MId': ref})}",
        )


def _committee(element: Element) -> ReadCommittee | None:
    ref, name = _short("ref", element.first("committeeid")), _short("name", element.first("committeetitle"))
    if not ref or not name:
        return None
    ended = _is_yes(element.first("committeedeleted")) or _is_yes(element.first("committeeexpired"))
    return ReadCommittee(ref, name, ended, _short("name", element.first("committeecategory")))


def _item(element: Element, base: str, *, minuted: bool) -> ReadItem:
    minute = element.first("minutesnonemptyhtmlbody", "minuteshtmlbody", "minutes")
    decision = element.first("decisionnonemptyhtmlbody", "decisionhtmlbody", "decision")
    published = minuted or _is_yes(element.first("isminutepublished", "minutepublished"))
    decided = decision if _is_yes(element.first("decisionpublished")) or published else ""
    number = element.first("agendadisplaynumber", "agendaitemnumber", "agendanumber")
    return ReadItem(
        ref=_short("ref", element.first("agendaitemid")),
        number=_short("number", number.rstrip(".")) if number not in ("0", "-1") else "",
        title=_short("title", plain_text(element.first("agendaitemtitle", "agendadisplaytext")).replace("\n", " ")),
        minute=_clean(plain_text((minute if published else "") or decided))[: LONGEST["minute"]],
        papers=tuple(_papers(element, base))[:MOST_PAPERS],
    )


def _papers(element: Element, base: str) -> list[ReadPaper]:
    found = []
    for each in element.every("linkeddoc"):
        address = each.first("url", "href")
        if address and not _SCHEME.match(address):
            address = f"{base}/{address.lstrip('/')}"
        if _is_web_address(address) and len(address) <= LONGEST["address"]:
            found.append(ReadPaper(_short("paper", each.first("title", "doctitle")), address))
    return found


def _is_web_address(address: str) -> bool:
    """Whether an address is one of the web: never one that a browser would run."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _is_yes(said: str) -> bool:
    return said.strip().lower() in _YES


def _standing(said: str) -> Standing | None:
    """Cancelled and postponed meetings do not take place; of everything else the service says when, not whether."""
    if not said:
        return None
    plain = said.lower()
    gone = any(word in plain for word in ("cancel", "postpone", "abandon"))
    return Standing.CANCELLED if gone else Standing.PLANNED


def _day(said: str) -> date | None:
    plain = said.strip().split("T")[0].split(" 00:")[0]
    for form in _DATES:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _hour(said: str) -> time:
    """The hour of the day; midnight where none is stated."""
    found = _HOUR.match(said.strip())
    if not found:
        return time(0)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").lower()
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else time(0)


def _short(what: str, said: str) -> str:
    """The words in one line, no longer than they can be kept."""
    longest = LONGEST[what]
    plain = " ".join(_clean(said).split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1].rstrip()}…"


def _clean(said: str) -> str:
    return _CONTROLS.sub("", said)
