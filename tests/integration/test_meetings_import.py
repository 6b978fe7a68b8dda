"""Importing meetings: again and again, without losing what was changed here, on pages and by the command."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import timezone
from tests.support.meetings import clerk, committee, fresh
from tests.support.meetings import item as own_item
from tests.support.moderngov import SERVICE, Meeting, item, moderngov, serve
from tests.support.people import person
from tests.support.site import client
from tests.support.websites import Website
from tests.support.work import post_and_work

from coopcouncil.cli import main
from coopcouncil.data.meetings.moderngov import ModernGov, ModernGovError
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings import models, operations
from coopcouncil.web.meetings.agendas.operations import ItemSaid, change_item
from coopcouncil.web.meetings.bodies.operations import add_alias
from coopcouncil.web.meetings.importing.operations import import_meetings
from coopcouncil.web.meetings.importing.summary import Summary
from coopcouncil.web.meetings.operations import MeetingSaid
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import NotAllowedError
from coopcouncil.web.record.models import Entry
from coopcouncil.web.work.models import Job

SEVEN = datetime(2027, 3, 17, 19, 0, tzinfo=UTC)  # not summer time yet
FIRST, LAST = date(2027, 3, 1), date(2027, 4, 30)
AGENDA = [item("11", "Apologies", number="1"), item("12", "A co-op motion", number="2")]


@pytest.fixture
def site() -> Iterator[Website]:
    with moderngov([Meeting("1", items=AGENDA), Meeting("2", "142", on="20/04/2027")]) as made:
        yield made


def _served(site: Website, *meetings: Meeting) -> None:
    serve(site, list(meetings), "01%2F03%2F2027", "30%2F04%2F2027")


def _import(site: Website) -> Summary:
    return import_meetings(reader=ModernGov(site.url(""), allow_private=True), first=FIRST, last=LAST, by=clerk())


def _one() -> models.Meeting:
    return models.Meeting.objects.select_related("body").get(source_ref="1")


def test_first_import_makes_committees_meetings_and_agendas(site: Website) -> None:
    done = _import(site)
    assert (done.committees, done.added, done.items_added, done.failures) == (1, 2, 2, [])
    made = _one()
    assert str(made.body) == "Made-up Scrutiny Committee"
    assert made.starts_at == SEVEN
    assert [str(each) for each in made.items.all()] == ["1 Apologies", "2 A co-op motion"]
    assert made.agenda_published_at is not None
    assert models.Meeting.objects.get(source_ref="2").body is None
    assert [each.what for each in Entry.objects.filter(about=made.about)] == ["imported"]


def test_second_import_of_the_same_changes_nothing(site: Website) -> None:
    _import(site)
    before = Entry.objects.count()
    done = _import(site)
    assert (done.added, done.changed, done.unchanged, done.items_changed) == (0, 0, 2, 0)
    assert Entry.objects.count() == before
    assert _one().version == 1


def test_change_there_is_taken_and_told_to_the_record(site: Website) -> None:
    _import(site)
    agenda = [AGENDA[0], item("12", "A co-op motion, as amended", number="2"), item("13", "Any other", number="3")]
    _served(site, Meeting("1", at="18:30", place="Annexe", items=agenda))
    done = _import(site)
    assert (done.changed, done.items_added, done.items_changed) == (1, 1, 1)
    assert timezone.localtime(_one().starts_at).hour == 18
    assert _one().place == "Annexe"
    assert Entry.objects.filter(about=_one().about, what="imported changes of").count() == 1


def test_change_here_stays_and_a_change_on_both_sides_is_told_once(site: Website) -> None:
    _import(site)
    made = _one()
    said = MeetingSaid(made.body, made.starts_at, "Special", "Library")
    operations.change_meeting(meeting=made, version=made.version, said=said, by=clerk())
    second = made.items.get(source_ref="12")
    change_item(item=second, version=1, said=ItemSaid("Motion 7", "2", made.about), by=clerk())
    own_item(fresh(made), "Our own item")
    assert _import(site).notes == []
    assert _one().place == "Library"
    _served(site, Meeting("1", place="Annexe", items=[AGENDA[0], item("12", "Motion seven", number="2")]))
    told = _import(site).notes
    assert len(told) == 2
    assert "the place was changed here (Library) and there (Annexe). Ours stays." in told[0]
    assert "the title was changed here and there" in told[1]
    assert (_one().place, _one().title) == ("Library", "Special")
    assert [each.title for each in _one().items.all()] == ["Apologies", "Motion 7", "Our own item"]
    assert _import(site).notes == []


def test_item_gone_there_is_taken_off_unless_somebody_worked_on_it(site: Website) -> None:
    _import(site)
    made = _one()
    second = made.items.get(source_ref="12")
    change_item(item=second, version=1, said=ItemSaid(second.title, "2", made.about), by=clerk())
    _served(site, Meeting("1", items=[item("14", "New", number="1")]))
    done = _import(site)
    assert done.items_removed == 1
    assert "is not on the agenda there any more" in done.notes[0]
    assert {each.title for each in made.items.all()} == {"New", "A co-op motion"}


def test_published_minutes_make_a_past_meeting_held(site: Website) -> None:
    with moderngov(
        [Meeting("1", on="17/03/2026", minuted="True", items=[item("11", "A", minute="&lt;p&gt;Agreed.&lt;/p&gt;")])],
        "01/03/2026",
        "30/04/2026",
    ) as past:
        reader = ModernGov(past.url(""), allow_private=True)
        import_meetings(reader=reader, first=date(2026, 3, 1), last=date(2026, 4, 30), by=None)
    assert _one().state == "held"
    assert _one().items.get().minute == "Agreed."


def test_cancellation_there_cancels_here(site: Website) -> None:
    _import(site)
    _served(site, Meeting("1", status="Cancelled", items=AGENDA))
    _import(site)
    assert _one().state == "cancelled"


def test_committee_is_the_one_that_a_clerk_named_so(site: Website) -> None:
    board = committee("Overview Board")
    add_alias(body=board, name="Made-Up Scrutiny committee", by=clerk())
    assert _import(site).committees == 0
    assert _one().body == board


def test_committee_that_is_only_alike_is_added_and_the_clerk_is_asked(site: Website) -> None:
    alike = committee("Made-up Scrutiny Committees")
    done = _import(site)
    assert done.committees == 1
    assert f"Look whether it is the same as {alike}" in done.notes[0]


def test_meeting_planned_here_for_the_same_moment_is_the_same_meeting(site: Website) -> None:
    board = committee("Made-up Scrutiny Committee")
    planned = operations.add_meeting(said=MeetingSaid(board, SEVEN, "Ours"), by=clerk())
    done = _import(site)
    assert (done.added, done.changed) == (1, 1)
    assert fresh(planned).source_ref == "1"
    assert fresh(planned).title == "Ours"
    assert fresh(planned).place == "Council Chamber, Town Hall"


def test_meeting_that_cannot_be_read_does_not_stop_the_others(site: Website) -> None:
    site.pages[f"{SERVICE}/GetMeeting?lMeetingId=1"] = (500, {}, b"broken")
    done = _import(site)
    assert done.added == 1
    assert "lMeetingId=1" in done.failures[0]


def test_service_that_answers_nothing_more_is_left_alone() -> None:
    many = [Meeting(str(number)) for number in range(9)]
    with moderngov(many) as site:
        for each in many:
            del site.pages[f"{SERVICE}/GetMeeting?lMeetingId={each.ref}"]
        with pytest.raises(ModernGovError, match="5 answers in a row"):
            _import(site)


def test_import_takes_a_clerk_of_the_whole_council_and_days_in_order(site: Website) -> None:
    reader = ModernGov(site.url(""), allow_private=True)
    with pytest.raises(NotAllowedError):
        import_meetings(reader=reader, first=FIRST, last=LAST, by=person(Role.OFFICER))
    own = person(Role.DEMOCRATIC_SERVICES, name="Own Clerk", at=committee())
    with pytest.raises(NotAllowedError):
        import_meetings(reader=reader, first=FIRST, last=LAST, by=own)
    with pytest.raises(RefusedError, match="a last day after it"):
        import_meetings(reader=reader, first=LAST, last=FIRST, by=clerk())
    assert site.asked == []


def test_page_starts_the_import_and_never_asks_a_private_network(site: Website) -> None:
    browser = client(Role.DEMOCRATIC_SERVICES)
    given = {"address": site.url(""), "first": "1 March 2027", "last": "30 April 2027"}
    answer = post_and_work(browser, "/meetings/import/", given)
    job = Job.objects.get()
    assert answer["Location"] == f"/work/{job.public_id}/"
    assert job.state == "failed"
    assert "private network" in job.message
    assert site.asked == []
    assert not models.Meeting.objects.exists()


def test_page_imports_what_it_may_reach(site: Website, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopcouncil.data.documents.addresses.is_public", lambda _: True)
    given = {"address": site.url(""), "first": "1 March 2027", "last": "30 April 2027"}
    site_of_clerk = client(Role.DEMOCRATIC_SERVICES)
    answer = post_and_work(site_of_clerk, "/meetings/import/", given)
    assert "2 meetings added" in site_of_clerk.get(answer["Location"]).content.decode()
    assert Job.objects.get().state == "done"
    assert Job.objects.get().message.startswith("2 meetings added")
    assert models.Meeting.objects.count() == 2


def test_page_refuses_what_is_no_web_address() -> None:
    given = {"address": "file:///etc/passwd", "first": "1 March 2027", "last": "30 April 2027"}
    answer = client(Role.DEMOCRATIC_SERVICES).post("/meetings/import/", given).content.decode()
    assert "only pages at http" in answer
    assert not Job.objects.exists()


def test_command_imports_and_says_what_came_of_it(
    site: Website, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopcouncil.cli.meetings_import.open_database", lambda _: None)
    words = ["meetings", "import", "--moderngov", site.url(""), "--from", "2027-03-01", "--to", "2027-04-30"]
    refused = CliRunner().invoke(main, [*words, "--data", str(tmp_path)])
    assert refused.exit_code == 2
    assert "private network" in refused.output
    done = CliRunner().invoke(main, [*words, "--allow-private", "--data", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "2 meetings added, 0 changed, 0 as before. 2 agenda items added" in done.output
    site.pages[f"{SERVICE}/GetMeeting?lMeetingId=1"] = (200, {}, b"<p>")
    again = CliRunner().invoke(main, [*words, "--allow-private", "--data", str(tmp_path)])
    assert again.exit_code == 2
    assert "is not the XML of a ModernGov web service" in again.output
