"""Invented reports of the fictional council: one that was published, one being written."""

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import Body, BodyKind, Person
from coopcouncil.web.reports.drafting import drafted
from coopcouncil.web.reports.models import Report
from coopcouncil.web.reports.operations import Chosen, publish_report, start_report, write_section
from coopcouncil.web.reports.queries import meetings_offered, preselected

AUTHOR = "Director of Resources"
# what a clerk has written: the key of each heading, its words, and the text; the draft has the first two alone
WRITTEN = (
    (
        "background",
        "Background",
        "The committee asked for this report so that it can see how far the council is with what it resolved.",
    ),
    (
        "financial",
        "Financial implications",
        "Nothing in this report is spent beyond what the budget holds already. The Section 151 Officer was consulted.",
    ),
    (
        "alternatives",
        "Alternatives considered",
        "To report once a year. It is not recommended: actions that are late would be seen too late to help.",
    ),
    ("conclusion", "Conclusion", "The committee is asked to note where each action stands, and what is still missing."),
    ("legal", "Legal implications", "The Monitoring Officer was consulted and has no comment."),
    (
        "equality",
        "Equality implications",
        "The report proposes no change of service. The duty of the Equality Act 2010, section 149, was considered.",
    ),
)


def make_demo_reports() -> int:
    """Make the demo's reports where there are none and something was promised; how many were made."""
    clerk = Person.objects.filter(grants__role=Role.DEMOCRATIC_SERVICES, grants__body=None).first()
    if clerk is None or Report.objects.exists():
        return 0
    every = Body.objects.filter(kind=BodyKind.COMMITTEE, ended_at=None)
    committees = sorted(every, key=lambda body: len(_told(body)), reverse=True)  # the one with most to read
    told = [body for body in (*committees, None) if _told(body)][:2]
    if not told:
        return 0
    published = _started(told[0], clerk)
    for key, heading, text in WRITTEN:
        write_section(report=published, key=key, heading=heading, version=0, text=text, by=clerk)
    published.refresh_from_db()
    publish_report(report=published, version=published.version, seen=drafted(published).seen, by=clerk)
    draft = _started(told[-1], clerk)
    for key, heading, text in WRITTEN[:2]:
        write_section(report=draft, key=key, heading=heading, version=0, text=text, by=clerk)
    return 2


def _told(body: Body | None) -> tuple[str, ...]:
    """The actions that a report to the body's next meeting begins with."""
    meeting = next(iter(meetings_offered(body)), None)
    return tuple(each.subject_ref for each in preselected(body, meeting))


def _started(body: Body | None, clerk: Person) -> Report:
    meeting, actions = next(iter(meetings_offered(body)), None), _told(body)
    title = f"What the council has promised: report to {body or 'the full council'}"
    return start_report(body=body, chosen=Chosen(title, meeting, AUTHOR, actions), by=clerk)
