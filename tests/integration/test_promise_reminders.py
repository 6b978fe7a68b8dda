"""What waits for whom over promises, and on which days somebody is reminded."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar
from tests.support.meetings import clerk, committee
from tests.support.people import person
from tests.support.promised import action, carried, in_days, resolution
from tests.support.site import visitor

from coopcouncil.rules.motions.states import ActionState
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.notices.models import HowOften, Preference
from coopcouncil.web.notices.operations import send_digests
from coopcouncil.web.notices.queries import calendar_token, preference_of
from coopcouncil.web.people.models import Person
from coopcouncil.web.promises.reminders import due_to_remind, duties, is_day_to_remind
from coopcouncil.web.subjects import Duty, duties_of

WEDNESDAY = date(2026, 7, 1)


def _today() -> date:
    return timezone.localdate()


def _told(somebody: Person) -> dict[str, Duty]:
    somebody.__dict__.pop("held_today", None)
    return {each.words: each for each in duties(somebody, _today())}


def test_owner_is_told_what_is_due_late_to_be_reviewed_and_without_a_day() -> None:
    owner, of = person(Role.OFFICER), resolution(carried())
    action(of, days=5, words="Soon", owner=owner)
    action(of, days=-2, words="Past", owner=owner)
    action(of, words="Whenever", owner=owner)
    action(of, ActionState.CONTINUING, days=-1, words="Goes on", owner=owner)
    action(of, ActionState.BLOCKED, days=1, words="Stuck", owner=owner, reason="No spade.")
    for state in (ActionState.PROPOSED, ActionState.DISCHARGED, ActionState.SUPERSEDED, ActionState.REJECTED):
        action(of, state, days=1, words="Not theirs to do", owner=owner)
    action(of, days=1, words="Somebody else's", owner=clerk())
    told = _told(owner)
    assert set(told) == {"Do: Soon", "Do: Past", "Do: Whenever", "Review: Goes on", "Unblock: Stuck"}
    assert {words for words, each in told.items() if each.late} == {"Do: Past", "Review: Goes on"}
    assert (told["Do: Soon"].due_on, told["Do: Soon"].more) == (in_days(5), "In 5 days")
    assert (told["Do: Whenever"].due_on, told["Do: Whenever"].more) == (None, "By when is not stated")
    assert told["Unblock: Stuck"].more == "In 1 day. Blocked: No spade."
    assert next(iter(duties_of(owner, _today()))).late


def test_clerk_is_told_what_to_confirm_and_what_to_decide_and_others_are_not() -> None:
    motion = carried("Trees")
    for _ in range(2):
        action(resolution(motion, confirmed=False), ActionState.PROPOSED)
    action(resolution(motion), ActionState.AWAITING_DISCHARGE, words="Buy a spade")
    told = _told(clerk())
    assert f"/promises/{motion.public_id}/" in told["Confirm 2 resolutions of Trees"].address
    assert "Enter what the committee decided: Buy a spade" in told
    for role in (Role.OFFICER, Role.COUNCILLOR, Role.ADMINISTRATOR):
        assert _told(person(role)) == {}


def test_councillor_is_told_what_their_committee_is_asked_to_decide() -> None:
    trees = committee("Trees")
    action(resolution(carried()), ActionState.AWAITING_DISCHARGE, body=trees)
    of_trees, of_money = (
        person(Role.COUNCILLOR, name=f"Member {each}", at=each) for each in (trees, committee("Money"))
    )
    (duty,) = _told(of_trees).values()
    assert duty.words == "Decide whether 1 action of Trees is done"
    assert "Awaiting discharge" in visitor().get(duty.address).content.decode()
    assert _told(of_money) == {}


@pytest.mark.parametrize(
    ("days", "reminded"),
    [(15, False), (14, True), (13, False), (3, True), (1, False), (0, False), (-1, False), (-7, True), (-8, False), (-14, True)],
)  # fmt: skip
def test_days_to_remind_are_a_fortnight_and_three_days_before_and_every_week_after(days: int, reminded: bool) -> None:
    assert is_day_to_remind(WEDNESDAY + timedelta(days=days), WEDNESDAY) is reminded
    owner = person(Role.OFFICER)
    action(resolution(carried()), owner=owner, due_on=WEDNESDAY + timedelta(days=days))
    assert due_to_remind(WEDNESDAY) == ({owner.pk} if reminded else set())


def test_nobody_is_reminded_of_what_is_over_or_waits_for_the_committee() -> None:
    owner, of = person(Role.OFFICER), resolution(carried())
    for state in (ActionState.AWAITING_DISCHARGE, ActionState.DISCHARGED, ActionState.SUPERSEDED, ActionState.PROPOSED):
        action(of, state, owner=owner, due_on=WEDNESDAY - timedelta(days=7))
    assert due_to_remind(WEDNESDAY) == set()
    assert not is_day_to_remind(None, WEDNESDAY)


def test_weekly_digest_comes_on_the_day_to_remind_besides_and_never_to_who_wants_none() -> None:
    now = timezone.make_aware(datetime.fromisoformat("2026-07-01T09:00"))
    weekly, never, nothing = (person(Role.OFFICER, name=each) for each in ("Weekly", "Never", "Nothing"))
    Preference.objects.create(person=never, how_often=HowOften.NEVER)
    for owner in (weekly, never):
        action(resolution(carried()), owner=owner, words="Plant an oak", due_on=WEDNESDAY + timedelta(days=3))
    assert send_digests(now) == (1, 0)
    (message,) = mail.outbox
    assert message.to == [weekly.email]
    assert "Do: Plant an oak" in message.body
    assert send_digests(now + timedelta(hours=1)) == (0, 0)
    assert nothing.email not in message.to


def test_days_of_actions_stand_in_the_owners_calendar() -> None:
    owner = person(Role.OFFICER)
    action(resolution(carried()), days=200, words="Plant an oak", owner=owner)
    answer = visitor().get(f"/calendar/{calendar_token(preference_of(owner))}.ics")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["summary"] == "Do: Plant an oak"
    assert event["dtstart"].dt == in_days(200)
