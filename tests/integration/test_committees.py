"""Committees: the names that texts call them by, their offices, what other apps show on their pages, calendars."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar
from tests.support.meetings import clerk, committee, meeting
from tests.support.people import person
from tests.support.site import client, visitor

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings import operations, queries, sections
from coopcouncil.web.meetings.bodies.operations import add_alias, begin_office, end_office, remove_alias
from coopcouncil.web.meetings.models import Alias, Office
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import NotAllowedError
from coopcouncil.web.record.models import Entry


def _ended(name: str) -> None:
    found = committee(name)
    found.ended_at = timezone.now()
    found.save()


@pytest.mark.parametrize(
    "name", ["The Assets & Procurement Board", "assets and procurement board.", "ASSETS, AND PROCUREMENT BOARD"]
)
def test_name_is_known_whatever_its_case_and_punctuation(name: str) -> None:
    board = committee("Assets and Procurement Board")
    assert queries.body_named(name).one == board


def test_name_that_is_only_alike_is_offered_and_never_taken() -> None:
    spokes = committee("Asset and Procurement Spokes meeting")
    committee("Planning Committee")
    found = queries.body_named("Assets and Procurement Spokes")
    assert found.one is None
    assert found.near == (spokes,)
    add_alias(body=spokes, name="Assets and Procurement Spokes", by=clerk())
    again = queries.body_named("the assets & procurement spokes")
    assert again.one == spokes
    assert again.near == ()


def test_ended_committee_comes_last_and_several_open_ones_are_a_question() -> None:
    _ended("Old Scrutiny")
    now = committee("Scrutiny")
    add_alias(body=committee("Old Scrutiny"), name="Overview Panel", by=clerk())
    assert queries.body_named("Overview Panel").one == committee("Old Scrutiny")
    Alias.objects.create(body=now, name="Overview-Panel")
    found = queries.body_named("overview panel")
    assert found.bodies == (now, committee("Old Scrutiny"))
    assert found.one == now
    Alias.objects.create(body=committee("Planning"), name="The Overview Panel")
    assert queries.body_named("overview panel").one is None


@pytest.mark.parametrize("name", ["Council", "the Full Council", "full council"])
def test_full_council_is_known_by_its_name(name: str) -> None:
    found = queries.body_named(name)
    assert found.council
    assert found.one is None


def test_name_without_a_letter_names_nothing() -> None:
    committee()
    assert queries.body_named("???") == queries.Named(False, (), ())


def test_alias_is_kept_once_and_only_by_a_clerk() -> None:
    one, other = committee("Scrutiny"), committee("Planning")
    with pytest.raises(NotAllowedError):
        add_alias(body=one, name="Spokes", by=person(Role.OFFICER))
    made = add_alias(body=one, name="Spokes", by=clerk())
    with pytest.raises(RefusedError, match="another name of Scrutiny already"):
        add_alias(body=other, name="SPOKES", by=clerk())
    with pytest.raises(RefusedError, match="is read as Scrutiny already"):
        add_alias(body=one, name="The scrutiny", by=clerk())
    with pytest.raises(RefusedError, match="letters"):
        add_alias(body=one, name="--", by=clerk())
    remove_alias(alias=made, by=clerk())
    told = Entry.objects.filter(about="body:scrutiny").order_by("number").values_list("what", flat=True)
    assert list(told) == ["gave another name to", "took a name from"]
    assert not Alias.objects.exists()


def test_name_is_given_and_taken_on_the_page() -> None:
    board, site = committee("Assets Board"), client(Role.DEMOCRATIC_SERVICES)
    site.post(f"/committees/{board.slug}/names/add/", {"name": "Spokes"})
    made = Alias.objects.get()
    assert "Spokes" in visitor().get(f"/committees/{board.slug}/").content.decode()
    assert site.post(f"/committees/{board.slug}/names/{made.pk}/remove/").status_code == 302
    assert site.post(f"/committees/{board.slug}/names/{made.pk}/remove/").status_code == 404
    assert site.post(f"/committees/{board.slug}/names/{2**70}/remove/").status_code == 404


def test_office_begins_and_ends() -> None:
    board = committee()
    held = {"body": board, "title": "Chair", "by": clerk()}
    made = begin_office(holder="A. Made-up", starts_on=date(2026, 5, 1), **held)
    with pytest.raises(RefusedError, match="is Chair already"):
        begin_office(holder="a. made-up", starts_on=None, **held)
    with pytest.raises(RefusedError, match="before the first"):
        end_office(office=made, ends_on=date(2026, 4, 1), by=clerk())
    yesterday = timezone.localdate() - timedelta(days=1)
    Office.objects.filter(pk=made.pk).update(starts_on=None)
    end_office(office=made, ends_on=yesterday, by=clerk())
    with pytest.raises(RefusedError, match="ended already"):
        end_office(office=made, ends_on=yesterday, by=clerk())
    assert queries.offices_of(board) == []
    assert queries.past_offices_of(board) == [made]
    begin_office(holder="A. Made-up", starts_on=None, **held)


def test_office_is_added_and_ended_on_the_page() -> None:
    site = client(Role.DEMOCRATIC_SERVICES)
    site.post("/offices/add/", {"title": "Mayor", "holder": "C. Made-up", "starts_on": "1 May 2026"})
    made = Office.objects.get()
    assert "C. Made-up" in visitor().get("/council/").content.decode()
    site.post(f"/offices/{made.public_id}/end/", {"ends_on": "2 May 2026"})
    made.refresh_from_db()
    assert made.ends_on == date(2026, 5, 2)
    assert site.get(f"/offices/{made.public_id}/end/").status_code == 200


def test_other_apps_show_their_sections_on_a_committees_page(monkeypatch: pytest.MonkeyPatch) -> None:
    board = committee()
    monkeypatch.setattr(sections, "BODY_SECTIONS", {})
    given = sections.BodySection(
        "promised", "What was promised to it", "meetings/parts.html", lambda _user, body: {} if body == board else None
    )
    sections.register_section(given)
    sections.register_section(given)
    with pytest.raises(ValueError, match="called promised"):
        sections.register_section(sections.BodySection("promised", "Another", "x.html", lambda *_: {}))
    assert "What was promised to it" in visitor().get(f"/committees/{board.slug}/").content.decode()
    assert "What was promised to it" not in visitor().get("/council/").content.decode()


def test_calendar_holds_the_meetings_and_crosses_out_cancelled_ones() -> None:
    board = committee()
    one, other = meeting(board, title="Special"), meeting(days=40)
    operations.cancel_meeting(meeting=one, why="", by=clerk())
    answer = visitor().get("/meetings.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = {str(each["UID"]).partition("@")[0]: each for each in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert events[str(one.public_id)]["STATUS"] == "CANCELLED"
    assert events[str(one.public_id)]["SEQUENCE"] == 2
    assert events[str(other.public_id)]["DTSTART"].dt == other.starts_at
    own = Calendar.from_ical(visitor().get(f"/committees/{board.slug}.ics").content).walk("VEVENT")
    assert [str(each["SUMMARY"]) for each in own] == ["Cancelled: Special"]
    council = Calendar.from_ical(visitor().get("/council.ics").content).walk("VEVENT")
    assert [str(each["SUMMARY"]) for each in council] == ["Council"]
    assert visitor().get("/committees/nobody.ics").status_code == 404
