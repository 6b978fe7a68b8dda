"""What everybody reads of the council's promises: the page, its filters, files and feed, what is kept from it."""

import csv
import io
import json
import re
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

from coopcouncil.rules.motions.states import ActionState
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.promises import subjects
from coopcouncil.web.promises.lists import PAGE_SIZE
from coopcouncil.web.promises.models import Action
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
    assert "Of 7 actions, 1 is done and 2 are late; 1 has no date; 1 was overtaken by others." in page
    assert "Still a proposal" not in page
    assert "Thought better of" not in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("state=late", {"Plant an oak", "Water them"}),
        ("state=blocked", {"Plant a lime"}),
        ("state=discharged", {"Buy a spade"}),
        ("words=plant+ash", {"Plant an ash"}),
        ("words=oak&state=discharged", set()),
        ("body=nobody-of-this-name&state=nonsense", None),
    ],
)
def test_filters_show_what_fits_and_leave_nonsense_alone(query: str, shown: set[str] | None) -> None:
    words = {each.words for each in _council_of_seven()}
    page = _page(visitor(), f"/promises/?{query}")
    assert {each for each in words if each in page} == (words if shown is None else shown)
    rows = csv.DictReader(io.StringIO(_file(visitor(), f"/promises.csv?{query}")))
    assert {each["action"] for each in rows} == (words if shown is None else shown)


def test_list_is_narrowed_to_what_is_done_through_a_committee() -> None:
    money, of = committee("Money"), resolution(carried(), "Two things at once.")
    action(of, words="Given to money", body=money)
    action(of, words="Given to nobody")
    shown = {name: _page(visitor(), f"/promises/?body={name}") for name in ("money", "none")}
    assert "Given to money" in shown["money"]
    assert "Given to nobody" not in shown["money"]
    assert "Given to nobody" in shown["none"]
    assert "Of 1 action, 0 are done and 0 are late; 1 has no date." in shown["money"]


def test_public_sees_no_draft_no_withdrawn_evidence_and_no_name() -> None:
    owner = person(Role.OFFICER, name="Ottoline Ownerly")
    made = action(resolution(carried()), owner=owner, owner_words="the Head of Trees", evidence=["decision", "figures"])
    draft, shown, gone = note("A draft count"), published(note("A published count")), note("A withdrawn count")
    for each in (draft, shown, withdrawn(published(gone))):
        proven(made, each, "decision")
    pages = ["/promises/", f"/promises/motions/{made.resolution.motion.public_id}/"]
    for text in [*(_page(visitor(), each) for each in pages), _file(visitor(), "/promises.csv")]:
        assert "A published count" in text
        assert "A draft count" not in text
        assert "A withdrawn count" not in text
        assert "Ownerly" not in text
        assert "the Head of Trees" in text
    # the council reads who it is, and a draft as what it is; the files are the same for all
    told = _page(client(Role.COUNCILLOR), "/promises/")
    assert "Ottoline Ownerly" in told
    assert "A draft count (draft)" in told.replace("</a>", "")
    assert "Ownerly" not in _file(client(Role.COUNCILLOR), "/promises.json")


def test_file_of_data_is_whole_and_says_what_is_not_stated() -> None:
    _council_of_seven()
    data = json.loads(_file(visitor(), "/promises.json"))
    assert data["counts"] == {"actions": 7, "done": 1, "late": 2, "no_date": 1, "superseded": 1}
    (one,) = data["resolutions"]
    by_words = {each["words"]: each for each in one["actions"]}
    assert len(by_words) == 7
    lime = by_words["Plant a lime"]
    assert lime["due_on"] is None
    assert {"owner", "body", "due date or trigger", "evidence"} <= set(lime["not_stated"])
    assert json.loads(_file(visitor(), "/promises.json?words=nothing+of+the+kind"))["resolutions"] == []


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


def test_what_is_not_confirmed_is_on_no_page_of_the_public() -> None:
    motion = carried()
    address = f"/promises/motions/{motion.public_id}/"
    _page(visitor(), address, 404)
    action(resolution(motion, "Not yet resolved.", confirmed=False), ActionState.PROPOSED, words="Not yet")
    assert "has not been confirmed yet" in _page(visitor(), address)
    action(resolution(motion, "Resolved."), words="Certainly")
    for page in (_page(visitor(), address), _page(visitor(), "/promises/")):
        assert "Certainly" in page
        assert "Not yet" not in page
    assert "1 more resolution has not been confirmed yet" in _page(visitor(), address)


def test_long_list_is_paged_by_resolution_and_a_page_beyond_is_the_last() -> None:
    motion = carried()
    for number in range(PAGE_SIZE + 1):
        action(resolution(motion), words=f"Plant tree number {number}.")
    first, last = _page(visitor(), "/promises/"), _page(visitor(), "/promises/?page=99")
    assert "Plant tree number 0." in first
    assert "Plant tree number 20." not in first
    assert "Plant tree number 20." in last


def test_without_any_promise_the_page_says_what_will_be_here() -> None:
    page = _page(visitor(), "/promises/")
    assert "Nothing has been promised here yet." in page
    assert "When the council carries a motion" in page
    assert "Try fewer words" in _page(visitor(), "/promises/?words=x")


@pytest.mark.parametrize("words", ["\0", "%", "_", "'", "x" * 100, "  ", "é"])
def test_any_words_can_be_looked_for(words: str) -> None:
    _council_of_seven()
    assert visitor().get("/promises/", {"words": words}).status_code == 200


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


def test_form_of_an_action_has_the_kinds_of_evidence_ticked_that_the_clause_asks_for() -> None:
    of = resolution(carried(), confirmed=False)
    made = action(of, ActionState.PROPOSED, evidence=["letter", "minute"])
    form = _page(client(Role.DEMOCRATIC_SERVICES), f"/promises/actions/{made.public_id}/change/")
    boxes = re.findall(r'<input class="govuk-checkboxes__input"[^>]*>', form)
    assert {re.findall(r'value="([^"]*)"', each)[0] for each in boxes if "checked" in each} == {"letter", "minute"}


def test_page_of_a_committee_says_how_its_actions_stand_and_stays_without_where_there_are_none() -> None:
    money, trees = committee("Money"), committee("Trees")
    action(resolution(carried("Money for trees", body=money)), days=-2, body=money)
    action(resolution(carried()))
    page = _page(visitor(), "/committees/money/")
    assert "Of 1 action, 0 are done and 1 is late; 0 have no date." in page
    assert "Money for trees" in page
    assert 'href="/promises/?body=money"' in page
    assert "What was promised" not in _page(visitor(), f"/committees/{trees.slug}/")
    assert "Of 2 actions, 0 are done and 1 is late; 1 has no date." in _page(visitor(), "/council/")
