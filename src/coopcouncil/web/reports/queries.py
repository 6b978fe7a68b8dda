"""Reads of reports: what somebody may see, lists of it, and the actions that a report can tell of."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from coopcouncil.vocabulary.roles import COUNCIL_ROLES
from coopcouncil.web.evidence.states import State
from coopcouncil.web.meetings.models import AgendaItem, Meeting, MeetingState
from coopcouncil.web.people.models import Body
from coopcouncil.web.permissions import reach, roles_held
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.queries import actions_for_report, with_context
from coopcouncil.web.promises.standing import LIVE, PROMISED
from coopcouncil.web.reports.models import Report
from coopcouncil.web.rights import RIGHTS, Right

PAGE_SIZE = 20
MOST_OFFERED = 300  # actions on one page to choose from
MOST_MEETINGS = 20
ORDER = ("resolution__motion__state_at", "resolution__motion", "resolution__number", "place", "id")


@dataclass(frozen=True)
class Listed:
    """One page of reports; `count` is of all, `page` counts from 1."""

    rows: list[Report]
    count: int
    page: int
    pages: int


def visible_to(user: Any) -> QuerySet[Report]:
    """The reports that this user may see, exactly as the table of rights says of each."""
    found = Report.objects.select_related("body", "meeting__body").defer("structure")
    everywhere, bodies = reach(user, Right.SEE_REPORT)
    if everywhere:
        return found
    seen = Q(state__in=RIGHTS[Right.SEE_REPORT].public_in)
    if bodies:
        seen |= Q(body_id__in=bodies)
        allowed = RIGHTS[Right.SEE_REPORT].any_roles & COUNCIL_ROLES
        if any(held.role in allowed for held in roles_held(user)):
            seen |= Q(body=None)
    return found.filter(seen)


def search_reports(user: Any, words: str) -> QuerySet[Report]:
    """The visible reports with all of these words in their title or their committee's name, the newest first."""
    found = visible_to(user)
    conditions = [Q(title__icontains=each) | Q(body__name__icontains=each) for each in words.split()]
    return found.filter(reduce(and_, conditions)) if conditions else found


def list_reports(found: QuerySet[Report], page: int) -> Listed:
    """One page of reports; a page beyond the last is the last."""
    count = found.count()
    pages = max(1, -(-count // PAGE_SIZE))
    page = min(page, pages)
    return Listed(list(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]), count, page, pages)


def get_report(public_id: UUID) -> Report:
    """One report with the people, the body and the meeting it names; a page not found when there is none."""
    named = ("body", "meeting__body", "added_by", "changed_by", "published_by", "withdrawn_by")
    found = Report.objects.select_related(*named).filter(public_id=public_id).first()
    if found is None:
        raise Http404("There is no report under this address.")
    return found


def words_of(report: Report) -> dict[str, str]:
    """What was written, by the keys of headings; empty words are left out."""
    return {each.key: each.text for each in report.words.all() if each.text}


def preselected(body: Body | None, meeting: Meeting | None) -> list[Action]:
    """The actions that a new report begins with: a committee's own; for the full council, all that are in hand."""
    if body is not None:
        return actions_for_report(body, meeting)
    return list(with_context(Action.objects.filter(state__in=LIVE)).order_by(*ORDER)[:MOST_OFFERED])


def offered(body: Body | None, meeting: Meeting | None, chosen: Sequence[str]) -> list[Action]:
    """The actions to choose from: first those chosen and those that the committee is told of, then others in hand."""
    first = [each.subject_ref for each in preselected(body, meeting)]
    wanted = list(dict.fromkeys([*chosen, *first]))
    named = Action.objects.filter(state__in=PROMISED, public_id__in=wanted).select_related("resolution__motion", "body")
    others = Action.objects.filter(state__in=LIVE).exclude(public_id__in=wanted)
    rest = others.select_related("resolution__motion", "body").order_by(*ORDER)
    return [*named.order_by(*ORDER), *rest[: max(0, MOST_OFFERED - len(wanted))]]


def actions_of(report: Report) -> list[Action]:
    """The actions that a report tells of, in their order; those that were rejected since are not promises any more."""
    return list(with_context(Action.objects.filter(public_id__in=report.actions, state__in=PROMISED)).order_by(*ORDER))


def meetings_offered(body: Body | None) -> list[Meeting]:
    """The planned meetings of a committee, or of the full council, that are still to come."""
    planned = Meeting.objects.select_related("body").filter(body=body, state=MeetingState.PLANNED)
    return list(planned.filter(starts_at__gte=timezone.now()).order_by("starts_at")[:MOST_MEETINGS])


def item_of(report: Report) -> AgendaItem | None:
    """The agenda item about this report at its meeting, where it is on the agenda."""
    return AgendaItem.objects.filter(about=report.about, meeting=report.meeting_id).first()


def drafts_to(body: Body | None) -> list[Report]:
    """The drafts to this committee that there are already."""
    return list(Report.objects.filter(body=body, state=State.DRAFT)[:5])
