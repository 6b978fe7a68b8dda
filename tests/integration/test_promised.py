"""What everybody reads of the council's promises: the page, its filters, files and feed, what is kept from it."""

import csv
import io
import json
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from tests.support.evidence import note, published, withdrawn
from tests.support.meetings import committee
from tests.support.people import body, person
from tests.support.promised import action, carried, proven, resolution
from tests.support.site import client, visitor
from tests.support.tokens import caller, said

from coopcouncil.rules.motions.states import ActionState
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.promises import subjects
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.published import news as promised_news
from coopcouncil.web.promises.published import queries
from coopcouncil.web.subjects import find, find_all

NOBODY = AnonymousUser()
TODAY = timezone.localdate


def _page(site: Client, address: str, status: int = 200) -> str:
    response = site.get(address)
    assert response.status_code == status, address
    return " ".join(unescape(response.content.decode()).split())


def _file(site: Client, address: str) -> str:
    return b"".join(site.get(address).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def _council_of_seven() -> list[Action]:
    """One resolution with an action of every kind that is told of, and two that are not."""
    of = resolution(carried("Trees for the made-up town"))
    made = [
        action(of, ActionState.OPEN, days=-3, words="Plant an oak"),
        action(of, ActionState.OPEN, days=40, words="Plant an ash"),
        action(of, ActionState.BLOCKED, words="Plant a lime"),
        action(of, ActionState.CONTINUING, days=-1, words="Water them"),
        action(of, ActionState.AWAITING_DISCHARGE, days=-9, words="Count them"),
        action(of, ActionState.DISCHARGED, days=-9, words="Buy a spade"),
        action(of, ActionState.SUPERSEDED, words="Buy a hoe"),
    ]
    action(of, ActionState.PROPOSED, words="Still a proposal")
    action(of, ActionState.REJECTED, words="Thought better of")
    return made


def test_page_answers_first_how_many_are_done_late_and_without_a_date() -> None:
    _council_of_seven()
    page = _page(visitor(), "/promises/")
    assert "Of 6 actions, 1 is done and 2 are late; 1 has no date. 1 more was superseded." in page
    assert "Still a proposal" not in page
    assert "Thought better of" not in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("standing=late", {"Plant an oak", "Water them"}),
        ("standing=no-date", {"Plant a lime"}),
        ("state=discharged", {"Buy a spade"}),
        ("words=plant+ash", {"Plant an ash"}),
        ("words=oak&state=discharged", set()),
        ("of=nobody-of-this-name&state=nonsense", None),
    ],
)
def test_filters_show_what_fits_and_leave_nonsense_alone(query: str, shown: set[str] | None) -> None:
    words = {each.words for each in _council_of_seven()}
    page = _page(visitor(), f"/promises/?{query}")
    assert {each for each in words if each in page} == (words if shown is None else shown)
    rows = csv.DictReader(io.StringIO(_file(visitor(), f"/promises.csv?{query}")))
    assert {each["action"] for each in rows} == (words if shown is None else shown)


def test_committee_has_its_own_actions_and_those_its_motion_gives_nobody_else() -> None:
    trees, money = committee("Trees"), committee("Money")
    of = resolution(carried(body=trees))
    action(of, words="Of the motion")
    action(of, words="Given to money", body=money)
    action(resolution(carried()), words="Of the council")
    shown = {slug: _page(visitor(), f"/promises/?of={slug}") for slug in ("trees", "money", "council")}
    # trees has nothing given to it by name, so it is not offered as a filter and the list stays whole
    assert "Given to money" in shown["money"]
    assert "Of the council" not in shown["money"]
    assert "Of the council" in shown["council"]
    assert "Of the motion" not in shown["council"]
    assert "Of 1 action, none are done and none are late; 1 has no date." in _page(visitor(), "/committees/money/")
    assert "What was promised" not in _page(visitor(), f"/committees/{committee('Silent').slug}/")


def test_public_sees_no_draft_no_withdrawn_evidence_and_no_name() -> None:
    owner = person(Role.OFFICER, name="Ottoline Ownerly")
    made = action(resolution(carried()), owner=owner, owner_words="the Head of Trees", evidence=["decision", "figures"])
    draft, shown, gone = note("A draft count"), published(note("A published count")), note("A withdrawn count")
    for each in (draft, shown, withdrawn(published(gone))):
        proven(made, each, "decision")
    pages = ["/promises/", f"/promises/{made.resolution.motion.public_id}/"]
    for text in [*(_page(visitor(), each) for each in pages), _file(visitor(), "/promises.csv")]:
        assert "A published count" in text
        assert "A draft count" not in text
        assert "A withdrawn count" not in text
        assert "Ownerly" not in text
        assert "the Head of Trees" in text
    # the council reads who it is, and still no draft as if it were proof
    told = _page(client(Role.COUNCILLOR), "/promises/")
    assert "Ottoline Ownerly" in told
    assert "A draft count" not in told
    assert "Ownerly" not in _file(client(Role.COUNCILLOR), "/promises.json")


def test_file_of_data_is_whole_and_says_what_is_not_stated() -> None:
    _council_of_seven()
    data = json.loads(_file(visitor(), "/promises.json"))
    assert data["counts"] == {"all": 6, "done": 1, "late": 2, "no_date": 1, "superseded": 1}
    by_words = {each["words"]: each for each in data["actions"]}
    assert len(by_words) == 7
    lime = by_words["Plant a lime"]
    assert lime["due_on"] is None
    assert lime["owner"] is None
    assert {"owner", "body", "due date or trigger", "evidence"} <= set(lime["not_stated"])
    assert lime["address"].startswith("http")
    assert json.loads(_file(visitor(), "/promises.json?words=nothing+of+the+kind"))["actions"] == []


def test_csv_cell_that_a_spreadsheet_would_run_is_made_safe() -> None:
    action(resolution(carried("=1+1")), words="=cmd|' /C calc'!A0")
    (row,) = csv.DictReader(io.StringIO(_file(visitor(), "/promises.csv")))
    assert not row["action"].startswith("=")
    assert not row["motion"].startswith("=")


def test_resolution_from_which_nothing_follows_is_listed_and_says_so() -> None:
    of = resolution(carried(), "The council welcomes spring.")
    action(of, ActionState.REJECTED)
    page = _page(visitor(), "/promises/")
    assert "The council welcomes spring." in page
    assert "No action follows from it." in page


def test_motion_without_confirmed_resolution_has_no_page_of_promises() -> None:
    motion = carried()
    _page(visitor(), f"/promises/{motion.public_id}/", 404)
    action(resolution(motion, confirmed=False), ActionState.PROPOSED, words="Not yet")
    _page(visitor(), f"/promises/{motion.public_id}/", 404)
    assert "Not yet" not in _page(visitor(), "/promises/")


def test_long_list_is_paged_by_resolution_and_a_page_beyond_is_the_last() -> None:
    motion = carried()
    for number in range(queries.PAGE_SIZE + 1):
        action(resolution(motion), words=f"Plant tree number {number}.")
    first, last = _page(visitor(), "/promises/"), _page(visitor(), "/promises/?page=99")
    assert "Plant tree number 0." in first
    assert "Plant tree number 10." not in first
    assert "Plant tree number 10." in last


def test_without_any_promise_the_page_says_what_will_be_here() -> None:
    page = _page(visitor(), "/promises/")
    assert "No action has been promised yet." in page
    assert "When the council carries a motion" in page
    assert "Try fewer words" in _page(visitor(), "/promises/?words=x")


@pytest.mark.parametrize("words", ["\0", "%", "_", "'", "x" * 100, "  ", "é"])
def test_any_words_can_be_looked_for(words: str) -> None:
    _council_of_seven()
    assert visitor().get("/promises/", {"words": words}).status_code == 200


def test_feed_tells_what_is_done_and_what_is_late_since_when() -> None:
    made = {each.words: each for each in _council_of_seven()}
    told = {each.title: each for each in promised_news.news(10)}
    assert set(told) == {"Done: Buy a spade", "Late: Plant an oak", "Late: Water them"}
    assert timezone.localdate(told["Late: Plant an oak"].at) == TODAY() - timedelta(days=2)
    assert told["Done: Buy a spade"].at == made["Buy a spade"].state_at
    feed = visitor().get("/feeds/promises.atom").content.decode()
    assert "Late: Plant an oak" in feed
    assert "Plant an ash" not in feed


def test_subjects_are_seen_by_the_public_once_confirmed_and_by_the_council_before() -> None:
    proposed = resolution(carried("Proposed"), confirmed=False)
    hidden, open_ = action(proposed, ActionState.PROPOSED), action(resolution(carried("Made")), words="Count the bees")
    for user, sees in ((NOBODY, False), (person(Role.COUNCILLOR), True), (person(Role.SUPPLIER), False)):
        assert (find(user, hidden.about) is not None) is sees
        assert (find(user, proposed.about) is not None) is sees
        assert find(user, open_.about) is not None
        assert find(user, open_.resolution.about) is not None
    assert set(find_all(NOBODY, [hidden.about, open_.about, "action:nonsense"])) == {open_.about}
    assert [hit.title for hit in subjects.search_actions(NOBODY, "count bees", 9)] == ["Count the bees"]
    assert subjects.search_actions(NOBODY, "trees part", 9) == []


def test_officer_of_a_directorate_sees_proposals_for_it_and_for_nobody() -> None:
    parks, roads = body("Parks"), body("Roads")
    of = resolution(carried(), confirmed=False)
    mine, others, whole = (action(of, ActionState.PROPOSED, body=each) for each in (parks, roads, None))
    seen = find_all(person(Role.OFFICER, at=parks), [mine.about, others.about, whole.about])
    assert set(seen) == {mine.about, whole.about}


def test_content_for_a_fingerprint_changes_with_the_action() -> None:
    made = action(resolution(carried()))
    before = subjects.content_of_action(NOBODY, made.subject_ref)
    Action.objects.filter(pk=made.pk).update(words="Count every tree")
    assert subjects.content_of_action(NOBODY, made.subject_ref) not in ("", before)
    assert subjects.content_of_action(NOBODY, "nonsense") == ""
    assert "count the trees" in subjects.content_of_resolution(NOBODY, made.resolution.subject_ref)


def test_api_tells_the_public_of_confirmed_actions_and_refuses_proposed_ones() -> None:
    made = _council_of_seven()
    hidden = Action.objects.get(words="Still a proposal")
    answer = said(caller().get("/api/v1/promises/actions/?per_page=3&state=open"), 200)
    assert (answer["total"], answer["answer"]) == (2, "Of 2 actions, none are done and 1 is late.")
    assert {each["words"] for each in answer["rows"]} == {"Plant an oak", "Plant an ash"}
    one = said(caller().get(f"/api/v1/promises/actions/{made[2].public_id}/"), 200)
    assert (one["state"], one["due_on"], one["owner"]) == ("blocked", None, None)
    said(caller().get(f"/api/v1/promises/actions/{hidden.public_id}/"), 401)
    said(caller(Role.SUPPLIER).get(f"/api/v1/promises/actions/{hidden.public_id}/"), 403)
    assert (
        said(caller(Role.COUNCILLOR).get(f"/api/v1/promises/actions/{hidden.public_id}/"), 200)["state"] == "proposed"
    )
    (listed,) = said(caller().get("/api/v1/promises/resolutions/"), 200)["rows"]
    assert len(listed["actions"]) == 7


@pytest.mark.parametrize("query", ["state=lost", "standing=early", "of=nobody", "state=proposed", "page=0"])
def test_api_says_what_is_wrong_with_a_question(query: str) -> None:
    problem = said(caller().get(f"/api/v1/promises/actions/?{query}"), 422)
    assert problem["errors"][0]["field"] == query.partition("=")[0]
