"""Keeping meetings: planning, changing, cancelling, agendas and minutes, each with its right and its entry."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from tests.support.meetings import clerk, committee, fresh, held, in_days, item, meeting, published
from tests.support.people import body, person
from tests.support.site import client, visitor

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings import operations, queries, subjects
from coopcouncil.web.meetings.agendas import operations as agendas
from coopcouncil.web.meetings.agendas.operations import ItemSaid
from coopcouncil.web.meetings.models import AgendaItem, Meeting, MeetingState
from coopcouncil.web.meetings.operations import ChangedMeanwhileError, MeetingSaid
from coopcouncil.web.people.models import BodyKind
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import NotAllowedError
from coopcouncil.web.record.models import Entry

NOBODY = AnonymousUser()


def _told(about: str) -> list[str]:
    return list(Entry.objects.filter(about=about).order_by("number").values_list("what", flat=True))


def test_meeting_goes_from_planned_to_minuted_with_an_entry_each() -> None:
    made = meeting(committee(), items=("Apologies", "A co-op motion"))
    published(made)
    held(made)
    first, second = fresh(made).items.all()
    agendas.enter_minute(item=second, version=second.version, words="RESOLVED: yes.", by=clerk())
    assert _told(made.about) == ["planned", "published the agenda of", "said that it was held:"]
    assert _told(f"agenda-item:{second.subject_ref}") == ["added", "minuted"]
    second.refresh_from_db()
    assert (second.minute, second.minuted_by) == ("RESOLVED: yes.", clerk())
    assert second.minuted_at is not None
    assert first.minute == ""


def test_only_democratic_services_keep_meetings_and_a_clerk_of_one_committee_only_its() -> None:
    scrutiny, planning = committee("Scrutiny"), committee("Planning")
    said = MeetingSaid(scrutiny, in_days(10))
    for role in (Role.OFFICER, Role.COUNCILLOR, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowedError):
            operations.add_meeting(said=said, by=person(role))
    own = person(Role.DEMOCRATIC_SERVICES, name="Planning Clerk", at=planning)
    with pytest.raises(NotAllowedError):
        operations.add_meeting(said=said, by=own)
    with pytest.raises(NotAllowedError):
        operations.add_meeting(said=MeetingSaid(None, in_days(10)), by=own)
    assert operations.add_meeting(said=MeetingSaid(planning, in_days(10)), by=own).body == planning
    assert Meeting.objects.count() == 1


def test_meeting_of_an_ended_committee_cannot_be_planned() -> None:
    ended = committee()
    ended.ended_at = timezone.now()
    ended.save()
    with pytest.raises(RefusedError, match="has ended"):
        operations.add_meeting(said=MeetingSaid(ended, in_days(3)), by=clerk())


def test_second_clerk_who_changes_a_meeting_is_told_what_the_first_one_wrote() -> None:
    made = meeting(committee())
    other = person(Role.DEMOCRATIC_SERVICES, name="Other Clerk")
    operations.change_meeting(meeting=made, version=1, said=MeetingSaid(made.body, made.starts_at, "Moved"), by=other)
    with pytest.raises(ChangedMeanwhileError, match="Other Clerk changed this") as caught:
        operations.change_meeting(meeting=made, version=1, said=MeetingSaid(made.body, in_days(9)), by=clerk())
    assert caught.value.now.title == "Moved"
    assert fresh(made).starts_at == made.starts_at


def test_page_of_a_second_clerk_shows_both_versions_and_keeps_their_words() -> None:
    made = meeting(committee())
    operations.change_meeting(
        meeting=made, version=1, said=MeetingSaid(made.body, made.starts_at, "Theirs", "Annexe"), by=clerk()
    )
    sent = {"version": "1", "body": "made-up-scrutiny", "on": "17 March 2027", "at": "7.30 pm", "title": "Mine"}
    site = client(Role.DEMOCRATIC_SERVICES)
    answer = site.post(f"/meetings/{made.public_id}/change/", sent).content.decode()
    assert "changed this while you were writing" in answer
    assert "Theirs" in answer
    assert 'value="Mine"' in answer
    site.post(f"/meetings/{made.public_id}/change/", {**sent, "version": str(fresh(made).version)})
    assert fresh(made).title == "Mine"
    assert timezone.localtime(fresh(made).starts_at).strftime("%d/%m/%Y %H:%M") == "17/03/2027 19:30"


def test_cancelled_meeting_keeps_its_agenda_shut_until_it_is_planned_again() -> None:
    made = meeting(items=("One",))
    operations.cancel_meeting(meeting=made, why="No quorum", by=clerk())
    with pytest.raises(RefusedError, match="Plan it again"):
        item(made)
    with pytest.raises(RefusedError, match="cannot become cancelled"):
        operations.cancel_meeting(meeting=made, why="", by=clerk())
    operations.plan_again(meeting=made, by=clerk())
    assert fresh(made).state == MeetingState.PLANNED
    item(made, "Two")
    assert [each.title for each in made.items.all()] == ["One", "Two"]


def test_meeting_is_not_held_before_it_begins_and_not_minuted_before_it_is_held() -> None:
    made = meeting(items=("One",))
    one = made.items.get()
    with pytest.raises(RefusedError, match="This meeting begins on"):
        operations.hold_meeting(meeting=made, by=clerk())
    with pytest.raises(RefusedError, match="Say first"):
        agendas.enter_minute(item=one, version=1, words="Agreed.", by=clerk())
    assert AgendaItem.objects.get().minute == ""


def test_meeting_said_to_be_held_by_mistake_is_planned_again_until_it_has_minutes() -> None:
    made = held(meeting(items=("One",)))
    operations.plan_again(meeting=made, by=clerk())
    assert fresh(made).state == MeetingState.PLANNED
    held(fresh(made))
    one = made.items.get()
    agendas.enter_minute(item=one, version=one.version, words="Agreed.", by=clerk())
    with pytest.raises(RefusedError, match="has minutes"):
        operations.plan_again(meeting=made, by=clerk())


def test_meeting_kept_in_another_system_waits_for_nobody_here() -> None:
    made = meeting(days=2, items=("A",))
    assert len(subjects.duties(clerk(), timezone.localdate())) == 1
    Meeting.objects.filter(pk=made.pk).update(source="https://democracy.example", source_ref="1")
    assert subjects.duties(clerk(), timezone.localdate()) == []


def test_many_duties_of_one_kind_are_summed_up() -> None:
    for day in range(subjects.MOST_DUTIES + 3):
        meeting(days=day + 1)
    told = subjects.duties(clerk(), timezone.localdate())
    assert told[-1].words == "And 3 more meetings like these"
    assert len(told) == subjects.MOST_DUTIES + 1


def test_items_move_within_the_agenda_and_stale_moves_are_refused() -> None:
    made = meeting(items=("A", "B", "C"))
    third = made.items.get(title="C")
    agendas.move_item(item=third, up=True, version=made.version, by=clerk())
    assert [each.title for each in made.items.all()] == ["A", "C", "B"]
    with pytest.raises(ChangedMeanwhileError):
        agendas.move_item(item=third, up=True, version=made.version, by=clerk())
    now = fresh(made)
    agendas.move_item(item=made.items.get(title="A"), up=True, version=now.version, by=clerk())
    assert fresh(made).version == now.version


def test_item_is_removed_before_the_meeting_and_stays_after_it() -> None:
    made = meeting(items=("A", "B"))
    first, second = made.items.all()
    agendas.remove_item(item=first, why="Twice", by=clerk())
    assert [each.title for each in made.items.all()] == ["B"]
    assert _told(made.about)[-1] == "took an item off the agenda of"
    held(made)
    with pytest.raises(RefusedError, match="was held"):
        agendas.remove_item(item=second, why="", by=clerk())
    with pytest.raises(RefusedError, match="took this item off"):
        agendas.change_item(item=first, version=1, said=ItemSaid("Late"), by=clerk())


def test_corrected_minute_keeps_the_earlier_one_in_the_record() -> None:
    made = held(meeting(items=("A",)))
    one = made.items.get()
    agendas.enter_minute(item=one, version=1, words="Agreed.", by=clerk())
    with pytest.raises(ChangedMeanwhileError):
        agendas.enter_minute(item=one, version=1, words="Refused.", by=clerk())
    agendas.enter_minute(item=one, version=2, words="Agreed, as amended.", by=clerk())
    assert _told(f"agenda-item:{one.subject_ref}")[1:] == ["minuted", "corrected the minute of"]


def test_item_is_about_what_is_there_and_shown_where_it_may_be_seen() -> None:
    made = meeting(items=())
    other = meeting(committee())
    with pytest.raises(RefusedError, match="not here any more"):
        item(made, about="meeting:6f1d2f6e-0000-4000-8000-000000000000")
    item(made, "About it", about=other.about)
    published(made)
    page = visitor().get(f"/meetings/{made.public_id}/").content.decode()
    assert f'href="/meetings/{other.public_id}/"' in page


def test_agenda_is_seen_by_the_council_before_it_is_published_and_by_everybody_after() -> None:
    made = meeting(items=("A secret for now",))
    ref, address = made.items.get().subject_ref, f"/meetings/{made.public_id}/"
    assert "A secret for now" not in visitor().get(address).content.decode()
    assert "not published yet" in visitor().get(address).content.decode()
    assert "A secret for now" in client(Role.COUNCILLOR).get(address).content.decode()
    assert subjects.find_items(NOBODY, [ref]) == {}
    assert subjects.search_items(NOBODY, "secret", 5) == []
    assert len(subjects.search_items(person(Role.OFFICER), "secret", 5)) == 1
    published(made)
    assert "A secret for now" in visitor().get(address).content.decode()
    assert ref in subjects.find_items(NOBODY, [ref])
    with pytest.raises(RefusedError, match="was published on"):
        published(made)


def test_empty_agenda_is_not_published() -> None:
    with pytest.raises(RefusedError, match="nothing on the agenda"):
        published(meeting())


def test_list_shows_what_is_coming_first_and_past_meetings_by_a_filter() -> None:
    later, sooner, past = meeting(days=20), meeting(committee(), days=5), held(meeting(days=3, title="Gone"))
    assert list(queries.search_meetings()) == [sooner, later]
    assert list(queries.search_meetings(when="past")) == [past]
    assert list(queries.search_meetings(when="all", of="council")) == [later, past]
    assert list(queries.search_meetings(when="all", of="made-up-scrutiny", words="town")) == [sooner]
    assert "Gone" not in visitor().get("/meetings/").content.decode()
    assert "Gone" in visitor().get("/meetings/?when=past").content.decode()


def test_long_list_is_paged_and_a_page_too_far_is_the_last() -> None:
    for day in range(queries.PAGE_SIZE + 1):
        meeting(days=day + 1)
    first, last = (queries.list_meetings(queries.search_meetings(), page) for page in (1, 99))
    assert (len(first.rows), len(last.rows), last.page) == (queries.PAGE_SIZE, 1, 2)


def test_duties_tell_the_clerk_which_agendas_and_minutes_are_due() -> None:
    meeting(committee(), days=10, items=("A",))
    held(meeting(committee(), items=("A", "B")))
    over = meeting(committee(), days=5)
    Meeting.objects.filter(pk=over.pk).update(starts_at=in_days(-3))
    today = timezone.localdate()
    told = subjects.duties(clerk(), today)
    assert [duty.words.partition(" Made-up")[0] for duty in told] == [
        "Publish the agenda of",
        "Say whether it was held:",
        "Enter the minutes of",
    ]
    assert told[0].due_on is not None
    assert told[0].due_on < today + timedelta(days=10)
    assert told[2].more == "2 items without a minute"
    assert subjects.duties(person(Role.OFFICER), today) == []
    own = person(Role.DEMOCRATIC_SERVICES, name="Other Clerk", at=committee("Planning"))
    assert subjects.duties(own, today) == []


def test_late_agenda_is_a_late_duty() -> None:
    meeting(days=2, items=("A",))
    assert [duty.late for duty in subjects.duties(clerk(), timezone.localdate())] == [True]


def test_feed_tells_of_agendas_and_minutes_once_they_are_public() -> None:
    made = meeting(committee(), items=("A motion",))
    assert subjects.news(10) == []
    published(made)
    held(made)
    one = made.items.get()
    agendas.enter_minute(item=one, version=1, words="RESOLVED.", by=clerk())
    feed = visitor().get("/feeds/meetings.atom").content.decode()
    assert feed.count("<entry>") == 2
    assert "Minute: 1 A motion" in feed
    assert "RESOLVED." in feed
    assert visitor().get("/feeds/published.atom").content.decode().count("<entry>") == 2


def test_evidence_can_name_a_meeting_an_item_and_an_office() -> None:
    made = published(meeting(committee(), items=("A motion",)))
    one = made.items.get()
    before = subjects.content_of_item(NOBODY, one.subject_ref)
    held(made)
    agendas.enter_minute(item=one, version=1, words="Agreed.", by=clerk())
    assert subjects.content_of_item(NOBODY, one.subject_ref) != before
    assert "A motion" in subjects.content_of_meeting(NOBODY, made.subject_ref)
    assert subjects.content_of_meeting(NOBODY, "no id") == ""
    assert subjects.find_meetings(NOBODY, [made.subject_ref, "no id"]).keys() == {made.subject_ref}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"on": "30 February 2027", "at": "19:00"}, "Enter a date"),
        ({"on": "1 May 0001", "at": "19:00"}, "Enter a year from"),
        ({"on": "1 May 2027", "at": "25:99"}, "Enter a time"),
        ({"on": "1 May 2027", "at": "7pm", "title": "x" * 201}, "at most 200"),
        ({"on": "1 May 2027", "at": "7pm", "title": "a\0b"}, "Null characters"),
        ({"on": "1 May 2027", "at": "7pm", "body": "nobody"}, "Select a valid choice"),
    ],
)
def test_hostile_form_is_refused_in_words(sent: dict[str, str], said: str) -> None:
    answer = client(Role.DEMOCRATIC_SERVICES).post("/meetings/add/", sent).content.decode()
    assert said in answer
    assert not Meeting.objects.exists()


def test_markup_in_a_minute_is_shown_as_it_was_written() -> None:
    made = held(meeting(items=("A",)))
    agendas.enter_minute(item=made.items.get(), version=1, words="<script>alert(1)</script>", by=clerk())
    page = visitor().get(f"/meetings/{made.public_id}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_directorate_is_no_committee() -> None:
    body("Adults", BodyKind.DIRECTORATE)
    assert visitor().get("/committees/adults/").status_code == 404


def test_clerk_keeps_an_agenda_on_the_pages_from_plan_to_minute() -> None:
    site, board = client(Role.DEMOCRATIC_SERVICES), committee()
    site.post("/meetings/add/", {"body": board.slug, "on": "17 March 2027", "at": "7pm", "place": "Hall"})
    made = Meeting.objects.get()
    at = f"/meetings/{made.public_id}/"
    site.post(f"{at}items/add/", {"title": "First", "number": "1"})
    site.post(f"{at}items/add/", {"title": "Second", "number": "2", "about": made.about})
    first, second = made.items.all()
    site.post(f"{at}items/{second.public_id}/move/", {"direction": "up", "version": str(fresh(made).version)})
    assert list(made.items.all()) == [second, first]
    stale = site.post(f"{at}items/{second.public_id}/move/", {"direction": "down", "version": "1"}, follow=True)
    assert "Nothing was moved" in stale.content.decode()
    site.post(f"{at}items/{first.public_id}/change/", {"title": "First, changed", "version": str(first.version)})
    late = {"title": "Mine", "about": made.about, "version": str(first.version)}
    both = site.post(f"{at}items/{first.public_id}/change/", late).content.decode()
    assert "First, changed" in both
    assert "What it is about" in both
    site.post(f"{at}items/{first.public_id}/remove/", {"why": ""})
    assert made.items.count() == 1
    site.post(f"{at}publish/")
    assert "begins on" in site.post(f"{at}held/", follow=True).content.decode()
    Meeting.objects.filter(pk=made.pk).update(starts_at=in_days(-1))
    site.post(f"{at}held/")
    site.post(f"{at}items/{second.public_id}/minute/", {"words": "RESOLVED: yes.", "version": str(second.version)})
    assert "RESOLVED: yes." in visitor().get(at).content.decode()


def test_clerk_cancels_and_plans_again_on_the_pages() -> None:
    site, made = client(Role.DEMOCRATIC_SERVICES), meeting()
    at = f"/meetings/{made.public_id}/"
    site.post(f"{at}cancel/", {"why": "Snow"})
    assert "was cancelled" in visitor().get(at).content.decode()
    assert "Snow" not in visitor().get(at).content.decode()
    site.post(f"{at}again/")
    assert fresh(made).state == MeetingState.PLANNED
    assert visitor().post(f"{at}again/").status_code == 302
    assert client(Role.COUNCILLOR).post(f"{at}cancel/", {"why": ""}).status_code == 403
