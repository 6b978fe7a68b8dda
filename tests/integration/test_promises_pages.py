"""The pages of promises as people see them: the public, owners and clerks; files and the feed."""

import csv
import json
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.support import meetings
from tests.support.people import body, person
from tests.support.promises import CLAUSE, carried, clerk, discharged, fresh, officer, promised, shown_by
from tests.support.site import client, make_tiny, site_over, visitor

from coopcouncil.rules.motions.clause_words import EvidenceKind
from coopcouncil.rules.motions.clauses import ActionKind
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings.models import Office
from coopcouncil.web.promises.confirming.operations import confirm_motion
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.progress.operations import block, propose_discharge, say_proof
from coopcouncil.web.subjects import news

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


def send(browser: Client, address: str, status: int = 302, **given: Any) -> str:
    """What comes of sending a form."""
    answer = browser.post(address, given)
    assert answer.status_code == status, answer.content.decode()
    return unescape(answer.content.decode())


def at(action: Action, step: str = "") -> str:
    """The address of an action, or of a step with it."""
    return f"/promises/actions/{action.public_id}/{step}"


# ---- what everybody sees
def test_nothing_promised_yet_says_what_will_be_here() -> None:
    assert "Nothing has been promised here yet" in read(visitor(), "/promises/")


def test_the_answer_counts_what_is_done_late_and_without_a_date() -> None:
    discharged(promised(title="A"))
    promised(title="B", due_on=YESTERDAY)
    promised(title="C", due_on=NEXT_WEEK)
    promised(title="D")
    assert "Of 4 actions, 1 is done and 1 is late; 1 has no date." in read(visitor(), "/promises/")
    assert "Of 1 action, 0 are done and 1 is late; 0 have no date." in read(visitor(), "/promises/?state=late")


def test_the_public_sees_no_proposal_no_draft_and_no_name() -> None:
    owner = person(Role.OFFICER, name="Avery Placeholder")
    carried([(CLAUSE, "A secret proposal.")], title="Unconfirmed")
    action = promised(owner=owner)
    draft = shown_by(action, "file", title="A draft letter")
    say_proof(action=action, evidence=draft, kind=EvidenceKind.LETTER, by=owner)
    for address in ("/promises/", at(action), "/promises.csv", "/promises.json", "/api/v1/promises/"):
        answer = visitor().get(address)
        said = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        assert answer.status_code == 200, address
        assert [each for each in ("Avery Placeholder", "A draft letter", "A secret proposal") if each in said] == []
    council = read(client(), at(action))
    assert "Avery Placeholder" in council
    assert "shown by draft evidence" in council


def test_the_public_reads_the_office_of_who_answers() -> None:
    owner = person(Role.OFFICER, name="Avery Placeholder")
    Office.objects.create(title="Head of Parks", holder="Avery Placeholder", person=owner)
    action = promised(owner=owner)
    assert "Head of Parks" in read(visitor(), at(action))
    assert "Avery Placeholder" not in read(visitor(), at(action))


def test_a_proposed_action_is_shut_to_the_public_and_open_to_the_council() -> None:
    action = carried([(CLAUSE, "Plant forty trees.")]).resolutions.get().actions.get()
    assert visitor().get(at(action)).status_code in (302, 403)
    assert "the clerk has not confirmed it" in read(client(), at(action))


def test_what_is_not_stated_is_said_and_never_made_up() -> None:
    action = promised("Look after the hedges.", evidence=())
    page = read(visitor(), at(action))
    assert page.count("<strong>Not stated</strong>") == 3
    assert "What would show it done is <strong>not stated</strong>" in page
    assert "Not stated: owner, body, due date or trigger, evidence" in read(visitor(), "/promises/")


def test_published_evidence_and_the_minute_are_linked_for_everybody() -> None:
    action = promised()
    shown_by(action, "record", title="A published paper", published=True)
    done = discharged(action)
    page = read(visitor(), "/promises/")
    assert "A published paper" in page
    assert "RESOLVED: that it is done." in page
    assert "Discharged: the committee agreed" in read(visitor(), at(done))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("words=hedges", {"hedges"}),
        ("words=nothing-like-it", set()),
        ("state=blocked", {"hedges"}),
        ("body=made-up-scrutiny", {"trees"}),
        ("body=none", {"hedges"}),
        ("state=no-such", {"hedges", "trees"}),
        ("page=99", {"hedges", "trees"}),
    ],
)
def test_the_list_is_found_by_words_committee_and_state(query: str, shown: set[str]) -> None:
    trees, hedges = promised("Plant forty trees.", title="One"), promised("Lay the hedges.", title="Two")
    Action.objects.filter(pk=trees.pk).update(body=meetings.committee())
    block(action=hedges, version=hedges.version, why="No tools.", by=clerk())
    page = read(visitor(), f"/promises/?{query}")
    assert {each for each in ("hedges", "trees") if f"the {each}." in page or f"forty {each}." in page} == shown


def test_files_hold_every_action_with_what_is_not_stated() -> None:
    promised("=HYPERLINK(1) Plant forty trees.", title="One")
    promised(title="Two", due_on=NEXT_WEEK)
    rows = list(csv.DictReader(b"".join(visitor().get("/promises.csv")).decode("utf-8-sig").splitlines()))
    assert [(each["motion"], each["due_on"]) for each in rows] == [("Two", NEXT_WEEK.isoformat()), ("One", "")]
    assert rows[1]["action"].startswith("'=")
    data = json.loads(b"".join(visitor().get("/promises.json")))
    assert data["counts"]["actions"] == 2
    assert data["resolutions"][1]["actions"][0]["not_stated"] == ["owner", "body", "due date or trigger"]


def test_the_page_of_a_motion_says_how_much_waits() -> None:
    motion = carried()
    assert "has not been confirmed yet" in read(visitor(), f"/promises/motions/{motion.public_id}/")
    confirm_motion(motion=motion, by=clerk())
    page = read(visitor(), f"/promises/motions/{motion.public_id}/")
    assert "Resolution 4" in page
    assert "Whether they would take more?" in page


def test_a_motion_that_was_not_carried_has_no_page_of_promises() -> None:
    read(visitor(), "/promises/motions/00000000-0000-4000-8000-000000000000/", 404)


def test_a_feed_tells_what_is_done() -> None:
    done = discharged(promised())
    assert [each.title for each in news(5, "promises")] == [f"Done: {done}"]
    assert "Done: Plant forty trees." in read(visitor(), "/feeds/promises.atom")


# ---- the clerk
def test_a_clerk_confirms_a_motion_on_its_page() -> None:
    motion, browser = carried(), client(Role.DEMOCRATIC_SERVICES)
    address = f"/promises/motions/{motion.public_id}/confirm/"
    page = read(browser, address)
    assert "4 resolutions wait for you to confirm" in page
    assert "No committee here has such a name" in page
    assert "The clause asks: officers" in page
    first = motion.resolutions.get(number=1)
    send(browser, f"/promises/resolutions/{first.public_id}/confirm/")
    assert "3 resolutions wait" in read(browser, address)
    send(browser, f"{address}all/")
    assert "Every resolution of this motion is confirmed" in read(browser, address)
    assert not Action.objects.filter(state="proposed").exists()


def test_a_name_that_may_mean_a_committee_is_asked_about() -> None:
    body("Parks and Land Committee", kind=meetings.committee().kind)
    clause = (CLAUSE, "Ask officers to bring a report to the Park & Lands Committee.")
    motion = carried([clause])
    page = read(client(Role.DEMOCRATIC_SERVICES), f"/promises/motions/{motion.public_id}/confirm/")
    assert "Does it mean Parks and Land Committee?" in page
    assert motion.resolutions.get().actions.get().body is None


def test_a_clerk_sets_what_is_known_and_the_second_one_sees_who_was_first() -> None:
    action = carried([(CLAUSE, "Plant forty trees.")]).resolutions.get().actions.get()
    browser, owner = client(Role.DEMOCRATIC_SERVICES), officer()
    given = {
        "words": "Plant forty trees.", "kind": "once", "owner": owner.public_id, "due_on": "3 March 2027",
        "evidence": ["letter"], "version": action.version,
    }  # fmt: skip
    send(browser, at(action, "change/"), **given)
    now = fresh(action)
    assert (now.owner, now.due_on, now.evidence) == (owner, date(2027, 3, 3), ["letter"])
    page = send(browser, at(action, "change/"), 200, **{**given, "due_on": "4 March 2027"})
    assert "changed this while you were writing" in page
    assert "3 March 2027" in page
    assert fresh(action).due_on == date(2027, 3, 3)
    send(browser, at(action, "change/"), 200, **{**given, "due_on": "soon", "version": now.version})


def test_a_clerk_adds_and_rejects_with_a_reason() -> None:
    resolution = carried([(CLAUSE, "Plant forty trees.")]).resolutions.get()
    browser = client(Role.DEMOCRATIC_SERVICES)
    send(browser, f"/promises/resolutions/{resolution.public_id}/add/", words="Dig holes.", kind="once")
    action = resolution.actions.get(words="Dig holes.")
    assert "Say why" in send(browser, at(action, "reject/"), 200, why="", version=action.version)
    send(browser, at(action, "reject/"), why="Not asked for.", version=action.version)
    assert fresh(action).state == "rejected"


# ---- the owner and the decision
def test_an_owner_brings_an_action_to_its_discharge_on_the_pages() -> None:
    owner = officer()
    action = promised(owner=owner, evidence=(EvidenceKind.LETTER,))
    browser, office = client(), client(Role.DEMOCRATIC_SERVICES)
    send(browser, at(action, "note/"), words="Half of them.")
    send(browser, at(action, "block/"), why="Frost.", version=fresh(action).version)
    assert "Blocked: Frost." in read(visitor(), at(action))
    send(browser, at(action, "unblock/"), version=fresh(action).version)
    paper = shown_by(action, "file", title="The letter")
    assert "Which of these is it?" in read(browser, at(action))
    send(browser, at(action, "proof/"), evidence=paper.public_id, kind="letter")
    assert "shown by draft evidence" in read(browser, at(action))
    assert "Why is it done without?" not in read(browser, at(action, "discharge/"))
    send(browser, at(action, "discharge/"), words="All planted.", version=fresh(action).version)
    met = meetings.held(meetings.meeting(meetings.committee(), items=("Orchards",)))
    given = {"meeting": met.public_id, "item": met.items.get().public_id, "minute": "RESOLVED: done."}
    assert browser.post(at(action, "decide/"), {**given, "granted": "yes"}).status_code == 403
    assert "Choose what the committee decided" in send(office, at(action, "decide/"), 200, **given)
    send(office, at(action, "decide/"), granted="yes", version=fresh(action).version, **given)
    page = read(visitor(), at(action))
    assert "Discharged: the committee agreed" in page
    assert "Orchards" in page
    assert "Half of them." in page


def test_a_discharge_without_proof_asks_why_on_the_page() -> None:
    action = promised(owner=officer())
    page = send(client(), at(action, "discharge/"), 200, words="Done.", gaps="", version=action.version)
    assert "Nothing shows this yet: letter, minute. Say why it is done without." in page


def test_a_decision_names_an_item_of_its_own_meeting() -> None:
    action = promised(owner=officer(), evidence=())
    propose_discharge(action=action, version=action.version, words="Done.", gaps="", by=officer())
    first = meetings.held(meetings.meeting(meetings.committee(), items=("One",)))
    second = meetings.held(meetings.meeting(meetings.committee(), days=20, items=("Two",)))
    given = {"granted": "no", "meeting": first.public_id, "item": second.items.get().public_id, "minute": "No."}
    said = send(client(Role.DEMOCRATIC_SERVICES), at(action, "decide/"), 200, **given)
    assert "That item is of another meeting" in said


def test_somebody_who_comes_second_is_told_and_nothing_is_written() -> None:
    action = promised(owner=officer())
    block(action=action, version=action.version, why="Frost.", by=clerk())
    page = send(client(), at(action, "discharge/"), 200, words="Done.", gaps="So.", version=action.version)
    assert "changed this action in the meantime" in page
    assert fresh(action).state == "blocked"


def test_a_review_is_entered_on_its_page_and_a_late_one_is_said() -> None:
    duty = promised(kind=ActionKind.CONTINUING, owner=officer(), review_on=YESTERDAY)
    assert "and late: its review was due" in read(visitor(), at(duty))
    given = {"reviewed_on": timezone.localdate().isoformat(), "words": "All is well.", "version": duty.version}
    send(client(), at(duty, "review/"), **given)
    page = read(visitor(), at(duty))
    assert "Continuing, under review: next on" in page
    assert "All is well." in page


def test_a_superseded_action_links_to_the_one_that_overtook_it() -> None:
    action, newer = promised(title="Old"), promised("Plant fifty trees.", title="New")
    given = {"why": "More trees.", "by": newer.public_id, "version": action.version}
    send(client(Role.DEMOCRATIC_SERVICES), at(action, "supersede/"), **given)
    page = read(visitor(), at(action))
    assert "Superseded: More trees." in page
    assert at(newer) in page
