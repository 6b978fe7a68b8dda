"""What the API tells of amendments and votes, and to whom."""

from typing import Any

import pytest
from tests.support.amendments import FIRST, THIRD, WORDS, amendment, clerk, motion, seconded
from tests.support.tokens import caller, said

from coopcouncil.rules.motions.voting import Ballot, Method
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.motions.votes.operations import Taken, enter_vote

pytestmark = pytest.mark.django_db
MORE = FIRST.replace("£10,000", "£20,000")


def ask(path: str, *roles: Role, status: int = 200) -> dict[str, Any]:
    return said(caller(*roles).get(f"/api/v1/{path}"), status)


def decided() -> Motion:
    """A motion with a carried amendment, an open one that collides with it, and a draft."""
    moved = motion()
    first = seconded(amendment(moved, "1", {FIRST: MORE}))
    seconded(amendment(moved, "2", {FIRST: None}))
    amendment(moved, "3", {THIRD: None})
    names = (("Ann Able", Ballot.FOR), ("Bob Bray", Ballot.ABSTAIN))
    taken = Taken(Method.RECORDED, names=names, go_on=True)
    enter_vote(about=first, version=first.version, taken=taken, by=clerk())
    return moved


def test_amendments_of_a_motion_are_told_to_the_council_and_moved_ones_to_everybody() -> None:
    moved = decided()
    rows = ask(f"motions/{moved.public_id}/amendments/", Role.OFFICER)["rows"]
    assert [(row["name"], row["state"], row["needs_rebasing"]) for row in rows] == [
        ("1", "carried", False),
        ("2", "seconded", True),
        ("3", "draft", False),
    ]
    public = ask(f"motions/{moved.public_id}/amendments/")["rows"]
    assert [row["name"] for row in public] == ["1", "2"]


def test_amendment_is_told_with_its_whole_text() -> None:
    found = decided().amendments.get(name="1")
    told = ask(f"amendments/{found.public_id}/")
    assert told["base"] == list(WORDS)
    assert told["paragraphs"] == [MORE if text == FIRST else text for text in WORDS]


def test_draft_is_told_neither_to_the_public_nor_to_another_councillor() -> None:
    found = decided().amendments.get(name="3")
    ask(f"amendments/{found.public_id}/", status=401)
    ask(f"amendments/{found.public_id}/", Role.COUNCILLOR, status=403)
    assert ask(f"amendments/{found.public_id}/", Role.MONITORING_OFFICER)["name"] == "3"


def test_votes_are_told_by_name() -> None:
    moved = decided()
    (vote,) = ask(f"motions/{moved.public_id}/votes/")["rows"]
    assert (vote["result"], vote["votes_for"], vote["abstentions"], vote["corrected"]) == ("carried", 1, 1, False)
    assert vote["by_name"] == [{"name": "Ann Able", "ballot": "for"}, {"name": "Bob Bray", "ballot": "abstain"}]
