"""A made-up ModernGov service on this machine, which answers as such services do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.support.websites import Website, website

SERVICE = "/mgWebService.asmx"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
COMMITTEES = (("142", "Council", "False"), ("908", "Made-up Scrutiny Committee", "False"), ("7", "Old Panel", "True"))


@dataclass
class Meeting:
    """One meeting of the made-up service."""

    ref: str
    committee: str = "908"
    on: str = "17/03/2027"
    at: str = "19:00"
    status: str = "Confirmed"
    place: str = "Council Chamber, Town Hall"
    minuted: str = "False"
    items: list[str] = field(default_factory=list)

    @property
    def row(self) -> str:
        """As the list of a committee's meetings has it."""
        return (
            f"<meeting><meetingid>{self.ref}</meetingid><meetingdate>{self.on}</meetingdate>"
            f"<meetingtime>{self.at}</meetingtime><meetingstatus>{self.status}</meetingstatus></meeting>"
        )

    @property
    def whole(self) -> str:
        """With its agenda."""
        return (
            f"<meeting><meetingid>{self.ref}</meetingid><meetingdate>{self.on}</meetingdate>"
            f"<meetingtime>{self.at}</meetingtime><meetingstatus>{self.status}</meetingstatus>"
            f"<meetinglocation>{self.place}</meetinglocation><minutepublished>{self.minuted}</minutepublished>"
            f"<agendaitems>{''.join(self.items)}</agendaitems></meeting>"
        )


def item(ref: str, title: str, *, number: str = "1", minute: str = "", papers: str = "") -> str:
    """One item of an agenda; `minute` is XML as it stands."""
    return (
        f"<agendaitem><agendaitemid>{ref}</agendaitemid><agendaitemnumber>{number}</agendaitemnumber>"
        f"<agendaitemtitle>{title}</agendaitemtitle><isdecision>False</isdecision>"
        f"<minutesnonemptyhtmlbody>{minute}</minutesnonemptyhtmlbody>"
        f"<linkeddocuments>{papers}</linkeddocuments></agendaitem>"
    )


def paper(title: str, url: str) -> str:
    """A document of an item."""
    return f"<linkeddoc><attachmentid>1</attachmentid><title>{title}</title><url>{url}</url></linkeddoc>"


def serve(site: Website, meetings: list[Meeting], first: str, last: str) -> None:
    """Let the site answer with these meetings, for these days as the service writes them: 01%2F03%2F2027."""
    answers = {"GetCommittees": _committees()}
    for ref, _, _ in COMMITTEES:
        rows = "".join(each.row for each in meetings if each.committee == ref)
        count = rows.count("<meeting>")
        answers[f"GetMeetings?lCommitteeId={ref}&sFromDate={first}&sToDate={last}"] = (
            f"<getmeetings><meetingscount>{count}</meetingscount><meetings>{rows}</meetings></getmeetings>"
        )
    for each in meetings:
        answers[f"GetMeeting?lMeetingId={each.ref}"] = each.whole
    for path, body in answers.items():
        site.pages[f"{SERVICE}/{path}"] = (200, {"Content-Type": "text/xml; charset=utf-8"}, (HEAD + body).encode())


def _committees() -> str:
    rows = "".join(
        f"<committee><committeeid>{ref}</committeeid><committeetitle>{name}</committeetitle>"
        f"<committeedeleted>{ended}</committeedeleted><committeeexpired>False</committeeexpired>"
        "<committeecategory>Committees</committeecategory></committee>"
        for ref, name, ended in COMMITTEES
    )
    return f"<committees><committeescount>{len(COMMITTEES)}</committeescount>{rows}</committees>"


@contextmanager
def moderngov(meetings: list[Meeting], first: str = "01/03/2027", last: str = "30/04/2027") -> Iterator[Website]:
    """A service with these meetings, asked for these days."""
    with website() as site:
        serve(site, meetings, first.replace("/", "%2F"), last.replace("/", "%2F"))
        yield site
