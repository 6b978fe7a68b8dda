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
from coopcouncil.web.promises.reminders import due_to_remind, is_day_to_remind, late_news
from coopcouncil.web.subjects import Duty, duties_of

NO_PAYMENTS = "Add the council's payments files"  # what an empty council asks of officers
WEDNESDAY = date(2026, 7, 1)


def _today() -> date:
    return timezone.localdate()


def _told(somebody: Person) -> dict[str, Duty]:
    somebody.__dict__.pop("held_today", None)
    return {each.words: each for each in duties_of(somebody, _today())}


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
    assert set(told) - {NO_PAYMENTS} == {"Soon", "Past", "Whenever", "Review: Goes on", "Stuck"}
    assert {words for words, each in told.items() if each.late} == {"Past", "Review: Goes on"}
    assert told["Soon"].due_on == in_days(5)
    assert "due in 5 days" in told["Soon"].more
    assert told["Whenever"].due_on is None
    assert "its day is not stated" in told["Whenever"].more
    assert "No spade." in told["Stuck"].more
    assert next(iter(duties_of(owner, _today()))).late


def test_clerk_is_told_what_to_confirm_what_to_decide_and_what_nobody_answers_for() -> None:
    motion = carried("Trees")
    for _ in range(2):
        action(resolution(motion, confirmed=False), ActionState.PROPOSED)
    done = action(resolution(motion), ActionState.AWAITING_DISCHARGE, words="Buy a spade")
    action(done.resolution)
    told = _told(clerk())
    assert str(motion.public_id) in told["Confirm 2 resolutions of Trees"].address
    assert told["Enter the decision on the discharge of: Buy a spade"].address == f"/promises/actions/{done.public_id}/"
    assert "Say who answers for 1 action" in told
    for role in (Role.OFFICER, Role.COUNCILLOR, Role.ADMINISTRATOR):
        assert not [words for words in _told(person(role)) if "resolution" in words or "action" in words]


def test_councillor_is_told_what_their_committee_is_asked_to_decide() -> None:
    trees = committee("Trees")
    action(resolution(carried()), ActionState.AWAITING_DISCHARGE, body=trees)
    of_trees, of_money = (
        person(Role.COUNCILLOR, name=f"Member {each}", at=each) for each in (trees, committee("Money"))
    )
    (duty,) = [each for each in _told(of_trees).values() if "promises" in each.address]
    assert duty.words == "Decide whether 1 action of Trees is done"
    assert "Awaiting discharge" in visitor().get(duty.address).content.decode()
    assert not [each for each in _told(of_money).values() if "promises" in each.address]


@pytest.mark.parametrize(
    ("days", "reminded"),
    [(15, False), (14, True), (13, False), (3, True), (1, False), (0, False), (-1, False), (-7, True), (-14, True)],
)
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
    assert "Plant an oak" in message.body
    assert send_digests(now + timedelta(hours=1)) == (0, 0)
    assert nothing.email not in message.to


def test_days_of_actions_stand_in_the_owners_calendar() -> None:
    owner = person(Role.OFFICER)
    action(resolution(carried()), days=200, words="Plant an oak", owner=owner)
    answer = visitor().get(f"/calendar/{calendar_token(preference_of(owner))}.ics")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["summary"] == "Plant an oak"
    assert event["dtstart"].dt == in_days(200)


def test_feed_tells_what_is_late_since_the_day_after() -> None:
    of = resolution(carried())
    action(of, days=-3, words="Plant an oak")
    action(of, days=3, words="Plant an ash")
    action(of, ActionState.CONTINUING, days=-1, words="Water them")
    action(of, ActionState.AWAITING_DISCHARGE, days=-9, words="Count them")
    told = {each.title: each for each in late_news(10)}
    assert set(told) == {"Late: Plant an oak", "Late: Water them"}
    assert timezone.localdate(told["Late: Plant an oak"].at) == in_days(-2)
    feed = visitor().get("/feeds/promises.atom").content.decode()
    assert "Late: Water them" in feed
    assert "Plant an ash" not in feed
