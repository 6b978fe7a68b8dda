"""Promises elsewhere: reminders, the digest and the calendar, search, the API, and the facts for reports."""

from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support import meetings
from tests.support.people import person
from tests.support.promises import CLAUSE, carried, clerk, discharged, fresh, officer, promised, shown_by
from tests.support.site import client, make_tiny, site_over, visitor

from coopcouncil.rules.motions.clauses import ActionKind
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.notices.operations import digest
from coopcouncil.web.notices.queries import calendar_token, preference_of
from coopcouncil.web.people.delegations.operations import name_delegate
from coopcouncil.web.people.models import Person
from coopcouncil.web.people.operations import end_access
from coopcouncil.web.promises.confirming.operations import confirm_motion
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.permissions import can_work_on
from coopcouncil.web.promises.progress.operations import block, propose_discharge
from coopcouncil.web.promises.queries import actions_for_report, facts_of, facts_of_all, with_context
from coopcouncil.web.subjects import SUBJECTS, duties_of, find

YESTERDAY = timezone.localdate() - timedelta(days=1)
NEXT_WEEK = timezone.localdate() + timedelta(days=7)


@pytest.fixture(autouse=True)
def site(tmp_path: Path) -> Iterator[None]:
    with site_over(make_tiny(tmp_path).root):
        yield


def read(browser: Client, address: str, status: int = 200) -> str:
    """The page in words as the browser gets it."""
    answer = browser.get(address)
    assert answer.status_code == status, address
    return unescape(answer.content.decode())


# ---- reminders, search and the API
def test_duties_tell_an_owner_what_is_late_soon_and_without_a_day() -> None:
    owner = officer()
    promised("Late one.", owner=owner, due_on=YESTERDAY, title="A")
    promised("Soon one.", owner=owner, due_on=NEXT_WEEK, title="B")
    promised("Some day.", owner=owner, title="C", evidence=())
    promised("A duty.", owner=owner, kind=ActionKind.CONTINUING, review_on=NEXT_WEEK, title="D")
    found = {each.words: each for each in duties_of(owner, timezone.localdate())}
    assert found["Late one."].late
    assert "due in 7 days" in found["Soon one."].more
    assert "not stated: body, due date or trigger, evidence" in found["Some day."].more
    assert found["Review: A duty."].due_on == NEXT_WEEK


def test_due_days_are_in_the_digest_and_in_the_calendar() -> None:
    owner = officer()
    promised("Soon one.", owner=owner, due_on=NEXT_WEEK)
    preference = preference_of(owner)
    preference.save()
    calendar = read(visitor(), f"/calendar/{calendar_token(preference)}.ics").replace("\r\n ", "")
    assert f"DTSTART;VALUE=DATE:{NEXT_WEEK:%Y%m%d}" in calendar
    assert "Soon one." in calendar
    promised("Another.", owner=owner, due_on=YESTERDAY, title="Other")
    assert any(duty.late for duty in duties_of(owner, timezone.localdate()))


def test_a_clerk_is_reminded_to_confirm_and_to_decide() -> None:
    carried()
    waiting = promised(title="Other", evidence=())
    propose_discharge(action=waiting, version=waiting.version, words="Done.", gaps="", by=clerk())
    words = [each.words for each in duties_of(clerk(), timezone.localdate())]
    assert "Confirm 4 resolutions of Orchards" in words
    assert f"Enter the decision on the discharge of: {waiting}" in words
    assert not [each for each in duties_of(person(Role.COUNCILLOR), timezone.localdate()) if "Confirm" in each.words]


def test_who_stands_in_for_an_owner_works_on_their_actions_from_the_day_it_begins() -> None:
    owner, other = officer(), person(Role.OFFICER, name="Standing In")
    action, today = promised(owner=owner), timezone.localdate()
    name_delegate(by=owner, delegate=other, starts_on=NEXT_WEEK, ends_on=NEXT_WEEK, reason="Leave.")
    assert not can_work_on(other, action)
    name_delegate(by=owner, delegate=other, starts_on=today, ends_on=today, reason="Ill.")
    assert can_work_on(Person.objects.get(pk=other.pk), action)


def test_a_clerk_is_reminded_of_an_action_whose_owner_has_left() -> None:
    leaver = person(Role.OFFICER, name="Gone Away")
    action = promised(owner=leaver, due_on=NEXT_WEEK)
    end_access(person=leaver, by=person(Role.ADMINISTRATOR), why="Left.")
    words = [each.words for each in duties_of(clerk(), timezone.localdate())]
    assert words == [f"Say who answers now for: {action}"]


def test_search_the_record_and_evidence_find_actions_and_resolutions() -> None:
    proposed = carried([(CLAUSE, "Plant secret trees.")], title="Hidden").resolutions.get().actions.get()
    action = promised()
    nobody, inside = visitor().get("/").wsgi_request.user, officer()
    assert find(nobody, action.about)
    assert find(nobody, action.resolution.about)
    assert find(nobody, proposed.about) is None
    assert find(nobody, proposed.resolution.about) is None
    assert find(inside, proposed.about)
    for kind in ("action", "resolution"):
        assert find(nobody, f"{kind}:no-such") is None
        search = SUBJECTS[kind].search
        assert search
        assert [each.ref for each in search(nobody, "trees", 5)] == [
            {"action": action, "resolution": action.resolution}[kind].subject_ref
        ]
    content = SUBJECTS["action"].content
    assert content
    before = content(inside, action.subject_ref)
    block(action=action, version=action.version, why="Frost.", by=clerk())
    assert content(inside, action.subject_ref) != before


def test_the_api_reads_promises_and_one_action() -> None:
    action = promised(due_on=YESTERDAY)
    given = visitor().get("/api/v1/promises/?state=late").json()
    assert given["counts"]["late"] == 1
    assert given["rows"][0]["actions"][0]["action_id"] == action.subject_ref
    one = visitor().get(f"/api/v1/promises/actions/{action.public_id}/").json()
    assert (one["late"], one["due_on"]) == (True, YESTERDAY.isoformat())
    assert visitor().get("/api/v1/promises/?state=nonsense").status_code == 422
    proposed = carried([(CLAUSE, "Plant.")], title="Hidden").resolutions.get().actions.get()
    assert visitor().get(f"/api/v1/promises/actions/{proposed.public_id}/").status_code in (401, 403)


# ---- for reports
def test_a_report_tells_a_committee_of_its_own_actions_and_what_was_done_since_it_last_met() -> None:
    scrutiny = meetings.committee()
    own, other, done = promised("Own.", title="A"), promised("Other.", title="B"), promised("Done.", title="C")
    Action.objects.filter(pk__in=[own.pk, done.pk]).update(body=scrutiny)
    discharged(fresh(done))
    meeting = meetings.meeting(scrutiny, days=5)
    assert [each.words for each in actions_for_report(scrutiny)] == ["Own."]
    assert [each.words for each in actions_for_report(scrutiny, meeting)] == ["Own.", "Done."]
    assert other not in actions_for_report(scrutiny, meeting)


def test_a_report_on_a_resolution_tells_of_its_other_actions_too() -> None:
    scrutiny = meetings.committee("Made-up Scrutiny Committee")
    clause = (CLAUSE, "Map every hedge and bring a report to the Made-up Scrutiny Committee.")
    motion = carried([clause])
    confirm_motion(motion=motion, by=clerk())
    assert [each.kind for each in actions_for_report(scrutiny)] == ["once", "report"]


def test_facts_of_an_action_are_what_its_reader_may_know() -> None:
    owner = person(Role.OFFICER, name="Avery Placeholder")
    action = promised(owner=owner, due_on=YESTERDAY)
    shown_by(action, "record", title="Published", published=True)
    shown_by(action, "file", title="Draft")
    inside, outside = facts_of(action, owner), facts_of(action, person())
    assert inside.owner == "Avery Placeholder"
    assert outside.owner == "A person of the council"
    assert {each.title for each in inside.proofs} == {"Published", "Draft"}
    assert [(each.title, each.published) for each in outside.proofs] == [("Published", True)]
    assert inside.late
    assert all(len(each.fingerprint) == 64 for each in inside.proofs)


def test_facts_of_many_actions_ask_no_more_than_of_few() -> None:
    asked = []
    for count in (2, 12):
        while Action.objects.count() < count:
            shown_by(promised(title=f"Motion {Action.objects.count()}", owner=officer()), published=True)
        actions = list(with_context(Action.objects.all()))
        with CaptureQueriesContext(connection) as counted:
            facts_of_all(actions, officer())
            visitor().get("/promises/")
        asked.append(len(counted))
    assert asked[0] == asked[1]


def test_a_digest_tells_what_is_late_and_what_is_due() -> None:
    owner = officer()
    promised("Late one.", owner=owner, due_on=YESTERDAY, title="A")
    promised("Soon one.", owner=owner, due_on=NEXT_WEEK, title="B")
    preference = preference_of(owner)
    preference.save()
    made = digest(preference, timezone.now())
    assert made is not None
    assert "Late one." in str(made.body)
    assert "Soon one." in str(made.body)


@pytest.mark.parametrize(("role", "confirms"), [(Role.DEMOCRATIC_SERVICES, True), (Role.AUDITOR, False)])
def test_a_proposed_resolution_leads_its_reader_where_they_may_go(role: Role, *, confirms: bool) -> None:
    found = find(person(role), carried().resolutions.get(number=2).about)
    assert found is not None
    assert found.address.partition("#")[0].endswith("/confirm/") is confirms
    read(client(role), found.address)
