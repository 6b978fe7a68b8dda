"""What the API tells of motions and their texts, and to whom."""

from typing import Any

import pytest
from tests.support.amendments import WORDS, adviser, clerk, motion
from tests.support.tokens import caller, said

from coopcouncil.rules.motions.states import MotionState
from coopcouncil.rules.motions.successors import succeed
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.motions.amendments.texts import current_text
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.motions.operations import advise, change_text

pytestmark = pytest.mark.django_db


def ask(path: str, *roles: Role, status: int = 200) -> dict[str, Any]:
    return said(caller(*roles).get(f"/api/v1/motions/{path}"), status)


def changed(of: Motion) -> None:
    """The motion's text, one paragraph shorter."""
    base = current_text(of)
    change_text(motion=of, base=base, paragraphs=succeed(base.read, base.plain[:-1]), why="Said twice.", by=clerk())


def unpublished(state: MotionState, title: str) -> Motion:
    """A motion that has never been on an order paper."""
    made = motion(state=state, title=title)
    Motion.objects.filter(pk=made.pk).update(published_at=None)
    made.refresh_from_db()
    return made


def test_motions_are_listed_to_whom_they_are_shown() -> None:
    motion()
    unpublished(MotionState.DRAFT, "Bees")
    assert [row["title"] for row in ask("")["rows"]] == ["Allotments"]
    assert [row["title"] for row in ask("", Role.COUNCILLOR)["rows"]] == ["Allotments"]
    assert ask("", Role.DEMOCRATIC_SERVICES)["total"] == 2
    assert [row["title"] for row in ask("?state=draft", Role.DEMOCRATIC_SERVICES)["rows"]] == ["Bees"]
    assert ask("?words=digger")["total"] == 1
    assert "Known: draft, submitted" in ask("?state=nowhere", status=422)["detail"]


def test_motion_is_told_with_its_versions_and_the_newest_text() -> None:
    found = motion()
    advise(text=current_text(found), in_order=True, words="In order.", by=adviser())
    assert ask(f"{found.public_id}/")["order"]["outcome"] == "PASS"
    changed(found)
    told = ask(f"{found.public_id}/")
    assert [each["text"] for each in told["paragraphs"]] == list(WORDS[:-1])
    assert [(each["number"], each["because"]) for each in told["texts"]] == [(1, "as received"), (2, "Said twice.")]
    assert [(each["text_number"], each["holds"]) for each in told["advice"]] == [(1, False)]
    assert told["order"]["outcome"] == "CHECK"
    assert [each["text"] for each in ask(f"{found.public_id}/texts/1/")["paragraphs"]] == list(WORDS)
    ask(f"{found.public_id}/texts/3/", status=404)


def test_withdrawn_motion_is_told_to_everybody_where_it_was_published_before() -> None:
    assert ask(f"{motion(state=MotionState.WITHDRAWN).public_id}/")["state"] == "withdrawn"
    never = unpublished(MotionState.WITHDRAWN, "Bees")
    ask(f"{never.public_id}/", status=401)
    ask(f"{never.public_id}/texts/1/", status=401)
    assert ask(f"{never.public_id}/", Role.OFFICER)["published_at"] is None


def test_draft_is_not_told_to_another_councillor() -> None:
    ask(f"{unpublished(MotionState.DRAFT, 'Bees').public_id}/", Role.COUNCILLOR, status=403)


def test_motion_is_sent_once_until_it_changes() -> None:
    found, site = motion(), caller()
    address = f"/api/v1/motions/{found.public_id}/"
    known = {"If-None-Match": site.get(address)["ETag"]}
    assert site.get(address, headers=known).status_code == 304
    changed(found)
    assert site.get(address, headers=known).status_code == 200
