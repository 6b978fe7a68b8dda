"""Reports as search, the record, agendas and evidence find them; what is due of them; and news."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from coopcouncil.evidence.record import canonical, sha256_text
from coopcouncil.web.evidence.states import State
from coopcouncil.web.meetings.deadlines import deadlines_of
from coopcouncil.web.meetings.models import MeetingState
from coopcouncil.web.permissions import may, reach
from coopcouncil.web.reports.models import Report
from coopcouncil.web.reports.queries import search_reports, visible_to
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Duty, Found, Hit, News, Subject

KIND = "reports"  # of the feed
AHEAD = timedelta(days=60)
MOST_DUTIES = 10


def find_many(user: Any, refs: Sequence[str]) -> dict[str, Found]:
    """The reports with these ids that this user may see."""
    found = visible_to(user).filter(public_id__in=filter(_is_uuid, refs))
    return {each.subject_ref: Found(each.title, _address(each)) for each in found}


def search(user: Any, words: str, most: int) -> list[Hit]:
    """Reports by words of their title or their committee's name."""
    return [
        Hit("Report", each.title, _address(each), f"{each.get_state_display()}, to {each.committee}", each.subject_ref)
        for each in search_reports(user, words)[:most]
    ]


def content(user: Any, ref: str) -> str:
    """What a report says of itself: its state, and of a published one the whole of it."""
    found = visible_to(user).filter(public_id=ref).first() if _is_uuid(ref) else None
    if found is None:
        return ""
    return f"{found.title}\n{found.state}\n{found.version}\n{sha256_text(canonical(found.structure))}"


def duties(person: Any, today: date) -> list[Duty]:
    """Drafts for meetings to come, for those who publish them: they are public with the agenda."""
    if not may(person, Right.PUBLISH_REPORT):
        return []
    everywhere, bodies = reach(person, Right.PUBLISH_REPORT)
    drafts = Report.objects.select_related("meeting__body").filter(
        state=State.DRAFT, meeting__state=MeetingState.PLANNED
    )
    mine = drafts if everywhere else drafts.filter(body_id__in=bodies)
    now = timezone.now()
    soon = mine.filter(meeting__starts_at__gte=now, meeting__starts_at__lt=now + AHEAD).order_by("meeting__starts_at")
    return [_duty(each, today) for each in soon.defer("structure")[:MOST_DUTIES]]


def news(most: int) -> list[News]:
    """The reports that were published last, without those that were withdrawn."""
    found = Report.objects.select_related("body").filter(state=State.PUBLISHED).order_by("-published_at")
    return [
        News(KIND, f"Report: {each.title}", _address(each), each.published_at, f"Report to {each.committee}.")
        for each in found.defer("structure")[:most]
        if each.published_at
    ]


def _duty(report: Report, today: date) -> Duty:
    assert report.meeting is not None  # noqa: S101 - filtered by its meeting
    last = deadlines_of(report.meeting).agenda.on
    words = f"Publish the report “{report.title}” for {report.meeting}"
    return Duty(words, _address(report), last, late=last < today, more="public with the agenda, five clear days before")


def _address(report: Report) -> str:
    return reverse("report", args=[report.public_id])


def _is_uuid(ref: str) -> bool:
    try:
        UUID(ref)
    except ValueError:
        return False
    return True


REPORT = Subject(
    kind="report",
    label="Report",
    find=lambda user, ref: find_many(user, [ref]).get(ref),
    search=search,
    find_many=find_many,
    content=content,
)
