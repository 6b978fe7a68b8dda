"""What is asked before a motion goes on an order paper, what clerks are reminded of, and texts as subjects."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings
from tests.support.amendments import adviser, clerk, motion
from tests.support.meetings import meeting
from tests.support.people import person
from tests.support.site import client, visitor

from coopcouncil.rules.motions.states import MotionState
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.motions.amendments.texts import current_text
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.motions.operations import MotionError, advise, move_motion
from coopcouncil.web.motions.permissions import check_can_move, moves_for
from coopcouncil.web.motions.queries import cautions
from coopcouncil.web.motions.reading import UnreadableWordsError, read_words
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import NotAllowedError
from coopcouncil.web.record.models import Entry
from coopcouncil.web.subjects import duties_of, find, find_all

pytestmark = pytest.mark.django_db
CLEAN = ("This Council resolves to:", "Plant forty trees by 1 March 2028.")
NOTICE = '[notice]\ndays = 8\ncounting = "nth-day"\nuntil = "12:00"\nsource = "Rule 12"\n'


def in_order(words: tuple[str, ...] = CLEAN) -> Motion:
    """A motion that may go on the order paper of a meeting to come."""
    made = motion(words, state=MotionState.IN_ORDER)
    Motion.objects.filter(pk=made.pk).update(meeting=meeting(), published_at=None)
    return Motion.objects.get(pk=made.pk)


def put_on(found: Motion, why: str = "") -> Motion:
    return move_motion(
        motion=found, version=found.version, to=MotionState.ON_ORDER_PAPER, by=clerk(), why=why
    )  # fmt: skip


def test_motion_without_cautions_goes_on_the_order_paper_without_a_reason() -> None:
    found = in_order()
    advise(text=current_text(found), in_order=True, words="In order.", by=adviser())
    assert cautions(found, current_text(found)) == []
    assert put_on(found).published_at is not None


def test_motion_nobody_advised_on_needs_a_reason_which_the_record_keeps() -> None:
    found = in_order()
    with pytest.raises(MotionError, match="has not advised on this text yet"):
        put_on(found)
    assert Motion.objects.get(pk=found.pk).published_at is None
    assert put_on(found, "The Monitoring Officer advises at the meeting.").published_at is not None
    assert "advises at the meeting" in (Entry.objects.order_by("-number")[0].content.text or "")


def test_motion_with_undecided_warnings_is_not_blocked_silently() -> None:
    found = in_order(("This Council resolves to:", "Plant  forty trees by 1 March 2028."))
    advise(text=current_text(found), in_order=True, words="In order.", by=adviser())
    with pytest.raises(MotionError, match="not decided yet"):
        put_on(found)
    site, address = client(Role.DEMOCRATIC_SERVICES), f"/motions/{found.public_id}/move/on-order-paper/"
    assert "not decided yet" in site.get(address).content.decode()
    refused = site.post(address, {"version": found.version, "why": ""}).content.decode()
    assert "Say why it goes on the order paper as it is" in refused
    assert site.post(address, {"version": found.version, "why": "As it came."}).status_code == 302


def test_motion_that_came_late_is_told_before_it_goes_on(settings: Settings, tmp_path: Path) -> None:
    settings.COOPCOUNCIL_PROCEDURE = tmp_path / "procedure.toml"
    (tmp_path / "procedure.toml").write_text(NOTICE)
    found = in_order()
    assert found.meeting is not None
    found.received_at = found.meeting.starts_at - timedelta(hours=1)
    assert any("after noon on" in each for each in cautions(found, current_text(found)))


def test_word_that_is_none_is_refused_before_it_keeps_anybody_waiting() -> None:
    with pytest.raises(UnreadableWordsError, match="a word of more than 2,000 characters"):
        read_words("This Council resolves to:\n- " + "x" * 300_000)
    assert len(read_words("This Council resolves to:\n- " + "x" * 2_000).text) == 2


def told(somebody: Person) -> list[str]:
    return [each.words for each in duties_of(somebody, timezone.localdate())]


def test_clerk_is_reminded_of_the_last_day_for_motions(settings: Settings, tmp_path: Path) -> None:
    settings.COOPCOUNCIL_PROCEDURE = tmp_path / "procedure.toml"
    meeting(days=1)
    coming = meeting(days=30)
    assert not any("must be in by" in each for each in told(clerk()))
    (tmp_path / "procedure.toml").write_text(NOTICE)
    assert any(each.startswith(f"Motions for {coming} must be in by noon on") for each in told(clerk()))
    assert not any("must be in by" in each for each in told(adviser()))


def test_versions_of_a_text_are_found_by_whom_the_motion_is_shown_to() -> None:
    public, hidden = current_text(motion()), current_text(in_order())
    asked = [f"text:{each.public_id}" for each in (public, hidden)]
    nobody = visitor().get("/").wsgi_request.user
    assert [found.title for found in find_all(nobody, asked).values()] == ["Version 1 of Allotments"]
    assert find(clerk(), asked[1]) is not None
    assert find(clerk(), "text:nonsense") is None


def test_comparison_is_downloaded_as_a_page_with_words_as_words() -> None:
    found = motion(("<script>alert(1)</script>", "مجلس المدينة"), title="Words & signs")
    answer = visitor().get(f"/motions/{found.public_id}/compare/html/")
    assert answer["Content-Disposition"] == 'attachment; filename="words-signs-1-1.html"'
    assert "<script" not in answer.content.decode()
    assert "مجلس المدينة" in answer.content.decode()


def test_way_forward_comes_before_the_way_back_which_is_the_clerks() -> None:
    found = in_order()
    assert moves_for(clerk(), found)[0] is MotionState.ON_ORDER_PAPER
    assert moves_for(clerk(), found)[-1] is MotionState.SUBMITTED
    Motion.objects.filter(pk=found.pk).update(mover_person=person(Role.COUNCILLOR))
    mine = Motion.objects.get(pk=found.pk)
    assert moves_for(person(Role.COUNCILLOR), mine) == [MotionState.WITHDRAWN]
    with pytest.raises(NotAllowedError, match="role democratic services"):
        check_can_move(person(Role.COUNCILLOR), mine, MotionState.SUBMITTED)
