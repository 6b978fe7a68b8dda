"""The pages of votes, as clerks fill them in and everybody reads them."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests.support.amendments import motion
from tests.support.site import client, visitor

from coopcouncil.rules.motions.states import MotionState
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings.models import Office
from coopcouncil.web.motions.models import Amendment, Motion, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    return client(Role.DEMOCRATIC_SERVICES)


def page_of(site: Client, address: str, status: int = 200) -> str:
    response = site.get(address)
    assert response.status_code == status, response.content.decode()[:3000]
    return unescape(response.content.decode())


def post(site: Client, address: str, given: dict[str, Any], status: int = 302) -> str:
    response = site.post(address, given)
    assert response.status_code == status, unescape(response.content.decode())
    return str(response["Location"]) if status == 302 else unescape(response.content.decode())


def home(of: Motion | Amendment) -> str:
    kind = "amendments" if isinstance(of, Amendment) else "motions"
    return f"/{kind}/{of.public_id}/"


def test_recorded_vote_is_pasted_checked_and_shown_to_everybody_by_name(office: Client) -> None:
    for name in ("Cllr Ann Able", "Bob Bray"):
        Office.objects.create(title="Councillor", holder=name)
    moved = motion()
    assert "How was the vote taken?" in page_of(office, f"{home(moved)}vote/")
    address = f"{home(moved)}vote/?how=recorded"
    assert "Cllr Ann Able" in page_of(office, address)
    pasted = "Ann Able - for\nBob Bray: against\nFor: Eve Early, Fay Firth\nAbstained:\nGus Gale"
    given = {"version": 1, "pasted": pasted, "taken_at": "1 May 2026 at 19:30"}
    checked = post(office, address, given, 200)
    assert "Eve Early is not a member of this body" in checked
    assert "For (3)" in checked
    seen = re.search(r'value="([0-9a-f]{16})"', checked)
    assert seen is not None
    post(office, address, {**given, "go_on": seen[1]})
    moved.refresh_from_db()
    assert moved.state == "carried"
    shown = page_of(visitor(), f"{home(moved)}votes/")
    assert "Carried in a recorded vote: 3 for, 1 against, 1 abstained" in shown
    assert "Gus Gale" in shown


def test_line_without_a_vote_and_a_double_one_are_told(office: Client) -> None:
    Office.objects.create(title="Councillor", holder="Ann Able")
    moved = motion()
    given = {"version": 1, "pasted": "Ann Able - against\nWho knows", "member-0": "for", "taken_at": "1 May 2026"}
    shown = post(office, f"{home(moved)}vote/?how=recorded", given, 200)
    assert "Ann Able is ticked as for and pasted as against" in shown
    assert not Vote.objects.exists()
    shown = post(office, f"{home(moved)}vote/?how=recorded", {**given, "pasted": "Who knows"}, 200)
    assert "Line 1 says no vote: Who knows" in shown


def test_hands_that_were_not_counted_need_what_the_chair_declared(office: Client) -> None:
    moved = motion()
    address = f"{home(moved)}vote/?how=show-of-hands"
    given = {"version": 1, "taken_at": "1 May 2026 at 19:30"}
    assert "Say what the chair declared" in post(office, address, given, 200)
    assert "Check this before it is entered" in post(office, address, {**given, "stated": "carried"}, 200)
    assert "enter a whole number" in post(office, address, {**given, "votes_for": "many"}, 200)


def test_vote_in_the_future_is_refused(office: Client) -> None:
    given = {"version": 1, "taken_at": "1 May 2199 at 19:30"}
    assert "This is in the future" in post(office, f"{home(motion())}vote/?how=assent", given, 200)


def test_vote_is_corrected_with_a_reason(office: Client) -> None:
    moved = motion()
    given = {"version": 1, "votes_for": "23", "votes_against": "20", "taken_at": "1 May 2026 at 19:30"}
    post(office, f"{home(moved)}vote/?how=show-of-hands", given)
    address = f"{home(moved)}vote/correct/?how=show-of-hands"
    post(office, address, {**given, "votes_for": "24", "why": "One hand was missed."})
    shown = page_of(visitor(), f"{home(moved)}votes/")
    assert "Entered wrongly, and corrected" in shown
    assert "24 for, 20 against" in shown


def test_pages_of_votes_are_shut_to_all_but_the_clerk() -> None:
    moved = motion(state=MotionState.SECONDED)
    for role in set(Role) - {Role.DEMOCRATIC_SERVICES}:
        assert client(role).get(f"{home(moved)}vote/").status_code == 403
