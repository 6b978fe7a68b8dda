"""Reports for tests: made the way an officer or a clerk makes them."""

import uuid

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings.models import Meeting
from coopcouncil.web.people.models import Body, Person
from coopcouncil.web.promises.models import Action
from coopcouncil.web.reports.drafting import drafted
from coopcouncil.web.reports.models import Report, Words
from coopcouncil.web.reports.operations import Chosen, publish_report, start_report, write_section
from tests.support.meetings import committee
from tests.support.people import person
from tests.support.promises import LOOKED_AT

REPORT = uuid.UUID("6f1d2f6e-0000-4000-8000-0000000c0001")  # the draft that `every_page` looks at
ADDRESS = f"/reports/{REPORT}/"
PAGES = {
    "reports": "/reports/",
    "report-start": "/reports/start/?committee=made-up-scrutiny",
    "report": ADDRESS,
    "report-preview": f"{ADDRESS}preview/",
    "report-change": f"{ADDRESS}change/",
    "report-section": f"{ADDRESS}sections/legal/",
    "report-publish": f"{ADDRESS}publish/",
    "report-withdraw": f"{ADDRESS}withdraw/",
}


def clerk() -> Person:
    """Somebody of democratic services."""
    return person(Role.DEMOCRATIC_SERVICES)


def officer() -> Person:
    """Somebody who writes reports and does not publish them."""
    return person(Role.OFFICER)


def draft(
    *actions: Action, to: Body | None = None, meeting: Meeting | None = None, title: str = "Orchards so far"
) -> Report:
    """A draft on these actions."""
    chosen = Chosen(title, meeting, "Head of Parks", tuple(each.subject_ref for each in actions))
    return start_report(body=to, chosen=chosen, by=officer())


def fresh(report: Report) -> Report:
    """The report as it is now."""
    return Report.objects.get(pk=report.pk)


def wrote(report: Report, text: str, key: str = "legal", *, version: int = 0, by: Person | None = None) -> Words:
    """Words under one heading, written by an officer where nobody else is named."""
    made = write_section(report=report, key=key, heading=key, version=version, text=text, by=by or officer())
    assert made is not None
    return made


def published(report: Report) -> Report:
    """The report, published by a clerk as it is now."""
    now = fresh(report)
    return publish_report(report=now, version=now.version, seen=drafted(now).seen, by=clerk())


def report_to_look_at() -> Report:
    """The draft under the address that `every_page` names, on the promise that is looked at, made where it is not."""
    found = Report.objects.filter(public_id=REPORT).first()
    if found is None:
        found = draft(*Action.objects.filter(public_id=LOOKED_AT["open"]), to=committee())
        wrote(found, "The Monitoring Officer was consulted.")
        Report.objects.filter(pk=found.pk).update(public_id=REPORT)
        found.refresh_from_db()
    return found
