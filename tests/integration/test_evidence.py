"""Evidence from end to end: added, changed, published, withdrawn, by whom and seen by whom."""

import csv
import io
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.support.evidence import note, published, withdrawn
from tests.support.people import body, person
from tests.support.site import ORG_ID, client, make_tiny, site_over, visitor
from tests.support.tiny import supplier_id as make_supplier_id

from coopcouncil.data.snapshots import Store
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.evidence.operations import (
    ChangedMeanwhileError,
    Said,
    UnknownSubjectError,
    add_evidence,
    change_evidence,
    connect_evidence,
    publish_evidence,
    withdraw_evidence,
)
from coopcouncil.web.evidence.queries import supporting, visible_to
from coopcouncil.web.evidence.states import MOVES, State
from coopcouncil.web.people.models import BodyKind
from coopcouncil.web.permissions import NotAllowedError, may
from coopcouncil.web.publishing.operations import publish_spending
from coopcouncil.web.record.models import Entry
from coopcouncil.web.rights import Right

ORGANISATION = f"organisation:{ORG_ID}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def site(store: Store) -> Iterator[Client]:
    with site_over(store.root):
        yield client()


def page_of(site: Client, address: str, status: int = 200) -> str:
    response = site.get(address)
    assert response.status_code == status, response.content.decode()[:2000]
    return unescape(response.content.decode())


def publish_current(store: Store) -> None:
    """Let people outside the council see the figures, and so the organisations in them."""
    snapshot = store.current()
    assert snapshot is not None
    publish_spending(snapshot=snapshot, by=person(Role.OFFICER))


def sent(site: Client, address: str, given: dict[str, Any]) -> str:
    """Where the site leads after a form that it accepted."""
    response = site.post(address, given)
    assert response.status_code == 302, unescape(response.content.decode())
    return str(response["Location"])


def address_of(evidence: Evidence) -> str:
    return f"/evidence/{evidence.public_id}/"


def entries(evidence: Evidence) -> list[str]:
    return list(Entry.objects.filter(about=evidence.about).values_list("what", flat=True))


# ---- who sees what
def test_list_shows_each_person_exactly_what_the_table_of_rights_lets_them_see(store: Store) -> None:
    here, there = body("Housing"), body("Highways")
    group = body("Made-up community group", BodyKind.COMMUNITY_GROUP)
    made = [note(f"For {each}", body=each) for each in (None, here, there, group)]
    made += [published(note("Published", body=each)) for each in (None, here, group)]
    made += [withdrawn(note("Withdrawn", body=each)) for each in (None, there)]
    people = [person(role) for role in Role] + [person(Role.OFFICER, at=here), person(Role.AUDITOR, at=there), person()]
    for each in people:
        expected = {item.pk for item in made if may(each, Right.SEE_EVIDENCE, item)}
        assert set(visible_to(each).values_list("pk", flat=True)) == expected, str(each)
    assert len({frozenset(visible_to(each).values_list("pk", flat=True)) for each in people}) > 3


def test_visitor_finds_only_what_is_published(site: Client) -> None:
    note("Only a draft")
    published(note("For everybody"))
    page = page_of(visitor(), "/evidence/")
    assert "For everybody" in page
    assert "Only a draft" not in page
    assert "Officer" not in page, "the public is not told who added it"


def test_visitor_at_a_draft_is_asked_to_sign_in(site: Client) -> None:
    response = visitor().get(address_of(note()))
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/?next=%2Fevidence%2F")


def test_group_sees_its_own_drafts_and_not_those_of_the_council(site: Client) -> None:
    group = body("Made-up community group", BodyKind.COMMUNITY_GROUP)
    mine, theirs = note("Ours", body=group), note("The council's")
    outside = client(Role.COMMUNITY_GROUP)
    assert "Ours" in page_of(outside, address_of(mine))
    assert "this belongs elsewhere" in page_of(outside, address_of(theirs), 403)


def test_group_adds_a_draft_for_itself_and_cannot_publish_it(site: Client, store: Store) -> None:
    publish_current(store)
    outside = client(Role.COMMUNITY_GROUP)
    form = page_of(outside, f"/evidence/add/record/?record={ORGANISATION}")
    assert "The whole council" not in form
    group = person(Role.COMMUNITY_GROUP).grants.get().body
    assert group is not None
    made = sent(outside, "/evidence/add/record/", {"record": ORGANISATION, "body": group.slug})
    page = page_of(outside, made)
    assert "Ambleford Food Co-operative Limited" in page
    assert "/publish/" not in page
    page_of(outside, made + "publish/", 403)
    assert Evidence.objects.get().body == group


def test_group_cannot_add_for_the_council(site: Client) -> None:
    response = client(Role.COMMUNITY_GROUP).post("/evidence/add/record/", {"record": ORGANISATION, "body": ""})
    assert response.status_code == 200
    assert not Evidence.objects.exists()
    with pytest.raises(NotAllowedError):
        note(by=person(Role.COMMUNITY_GROUP))


def test_withdrawn_evidence_tells_the_public_when_and_why_and_nothing_else(site: Client) -> None:
    evidence = withdrawn(published(note("Names somebody by mistake")), "It named a person.")
    page = page_of(visitor(), address_of(evidence), 410)
    assert "It named a person." in page
    assert "Names somebody" not in page
    assert "Made-up Supplier" not in page
    assert "Names somebody" in page_of(site, address_of(evidence))


def test_withdrawn_draft_stays_hidden_from_the_public(site: Client) -> None:
    assert visitor().get(address_of(withdrawn(note()))).status_code == 302


# ---- the moves
@pytest.mark.parametrize("state", list(State))
def test_evidence_moves_only_as_the_table_says(site: Client, state: State) -> None:
    officer, evidence = person(Role.OFFICER), note()
    if state == State.PUBLISHED:
        evidence = published(evidence)
    elif state == State.WITHDRAWN:
        evidence = withdrawn(evidence)
    moves = {
        State.PUBLISHED: lambda: publish_evidence(evidence=evidence, version=evidence.version, by=officer),
        State.WITHDRAWN: lambda: withdraw_evidence(evidence=evidence, why="Made up.", by=officer),
    }
    for to, move in moves.items():
        evidence.refresh_from_db()
        if to in MOVES[state] and evidence.state == state:
            assert move().state == to
        elif evidence.state == state:
            with pytest.raises(NotAllowedError):
                move()


def test_evidence_is_published_after_a_page_that_says_who_will_see_it(site: Client) -> None:
    evidence = note("To be published")
    confirm = page_of(site, address_of(evidence) + "publish/")
    assert "Everybody will see it, without signing in" in confirm
    sent(site, address_of(evidence) + "publish/", {"version": evidence.version})
    assert "To be published" in page_of(visitor(), address_of(evidence))
    assert entries(evidence) == ["added", "published"]


def test_published_evidence_cannot_be_changed(site: Client) -> None:
    evidence = published(note())
    assert "Nobody may change evidence that is published" in page_of(site, address_of(evidence) + "change/", 403)


def test_evidence_that_changed_since_it_was_looked_at_is_not_published(site: Client) -> None:
    evidence = note("As it was")
    seen = evidence.version
    _retitle(evidence, "As somebody else made it")
    response = site.post(address_of(evidence) + "publish/", {"version": seen})
    assert "Look at it again before you publish it" in unescape(response.content.decode())
    evidence.refresh_from_db()
    assert evidence.state == State.DRAFT


def test_evidence_is_withdrawn_only_with_a_reason(site: Client) -> None:
    evidence = published(note())
    response = site.post(address_of(evidence) + "withdraw/", {"why": " "})
    assert "Say why it is withdrawn" in unescape(response.content.decode())
    sent(site, address_of(evidence) + "withdraw/", {"why": "It was counted twice."})
    evidence.refresh_from_db()
    assert (evidence.state, evidence.withdrawn_because) == (State.WITHDRAWN, "It was counted twice.")
    last = Entry.objects.select_related("content").last()
    assert last is not None
    assert '"why":"It was counted twice."' in str(last.content.text)


def test_every_change_makes_one_entry_and_saving_nothing_new_makes_none(site: Client) -> None:
    evidence = note("Before")
    _retitle(evidence, "After")
    _retitle(evidence, "After")
    assert entries(evidence) == ["added", "changed"]
    last = Entry.objects.select_related("content").last()
    assert last is not None
    assert '"after":{"title":"After"},"before":{"title":"Before"}' in str(last.content.text)


def _retitle(evidence: Evidence, title: str) -> None:
    evidence.refresh_from_db()
    said = Said(title, evidence.shows, evidence.body, evidence.holds)
    change_evidence(evidence=evidence, version=evidence.version, said=said, by=person(Role.COMMISSIONER))


# ---- two people at once
def test_second_of_two_people_sees_both_versions_and_loses_nothing(site: Client) -> None:
    evidence = note("As both saw it")
    seen = evidence.version
    _retitle(evidence, "As the first wrote it")
    given = {"title": "As the second wrote it", "shows": "Mine.", "body": "", "version": seen}
    response = site.post(address_of(evidence) + "change/", given)
    page = unescape(response.content.decode())
    assert "Commissioner changed this evidence while you were writing" in page
    for words in ("As the first wrote it", "As the second wrote it", "Mine."):
        assert words in page
    evidence.refresh_from_db()
    assert evidence.title == "As the first wrote it"
    sent(site, address_of(evidence) + "change/", {**given, "version": evidence.version})
    evidence.refresh_from_db()
    assert evidence.title == "As the second wrote it"


def test_change_at_an_old_version_is_refused_by_the_operation_itself(site: Client) -> None:
    evidence = note()
    _retitle(evidence, "Newer")
    with pytest.raises(ChangedMeanwhileError, match="Commissioner changed this evidence"):
        change_evidence(evidence=evidence, version=1, said=Said("Mine", "", None, {}), by=person(Role.OFFICER))


# ---- what it supports
def test_evidence_is_found_and_connected_with_what_it_supports(site: Client, store: Store) -> None:
    evidence = note("Why this co-operative")
    supports = address_of(evidence) + "supports/"
    assert "Ambleford Food Co-operative Limited" in page_of(site, supports + "?words=ambleford+food")
    for _ in range(2):
        sent(site, supports, {"about": ORGANISATION})
    assert entries(evidence) == ["added", "connected"], "saying it again changes nothing"
    assert "Why this co-operative" in page_of(site, f"/organisations/{ORG_ID}/")
    assert "Organisation: <a" in page_of(site, address_of(evidence))
    assert "Why this co-operative" in page_of(site, f"/evidence/?about={ORGANISATION}")
    sent(site, supports + "remove/", {"about": ORGANISATION})
    assert "Why this co-operative" not in page_of(site, f"/organisations/{ORG_ID}/")


def test_evidence_begun_at_a_supplier_supports_that_supplier(site: Client) -> None:
    supplier = make_supplier_id("Ambleford City Council", "fenside taxis")
    page = page_of(site, f"/suppliers/{supplier}/")
    assert f'href="/evidence/add/?about=supplier%3A{supplier}"' in page or f"?about=supplier:{supplier}" in page
    address = f"/evidence/add/record/?about=supplier:{supplier}"
    assert "It will support supplier" in page_of(site, address)
    sent(site, address, {"record": f"supplier:{supplier}", "body": "", "title": "Who the taxis are"})
    assert "Who the taxis are" in page_of(site, f"/suppliers/{supplier}/")


def test_things_that_are_not_there_are_supported_by_nothing(site: Client) -> None:
    evidence = note()
    page_of(site, "/evidence/add/record/?about=supplier:nobody", 404)
    assert site.post(address_of(evidence) + "supports/", {"about": "moon:1"}).status_code == 404
    with pytest.raises(UnknownSubjectError):
        connect_evidence(evidence=evidence, about="moon:1", by=person(Role.OFFICER))


def test_public_sees_beneath_a_thing_only_what_is_published(site: Client) -> None:
    officer = person(Role.OFFICER)
    for evidence in (note("Hidden"), published(note("Shown"))):
        connect_evidence(evidence=evidence, about=ORGANISATION, by=officer)
    gone = note("Taken back")
    connect_evidence(evidence=gone, about=ORGANISATION, by=officer)
    withdrawn(gone)
    assert [each.title for each in supporting(ORGANISATION, visitor_user())] == ["Shown"]
    assert {each.title for each in supporting(ORGANISATION, officer)} == {"Hidden", "Shown"}


def visitor_user() -> Any:
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


# ---- the list
def test_list_is_narrowed_by_words_kind_state_body_and_what_it_supports(site: Client) -> None:
    housing = body("Housing")
    first, second = note("Rents in Ambleford", body=housing), published(note("Rents elsewhere"))
    connect_evidence(evidence=second, about=ORGANISATION, by=person(Role.OFFICER))
    for query, expected in {
        "words=rents+ambleford": {first},
        "words=RENTS": {first, second},
        "state=published": {second},
        "body=housing": {first},
        "body=council": {second},
        "supports=organisation": {second},
        "supports=nothing": {first},
        "kind=figure": set(),
        "kind=perhaps&state=perhaps": {first, second},
    }.items():
        page = page_of(site, f"/evidence/?{query}")
        shown = {each for each in (first, second) if f">{each.title}</a>" in page}
        assert shown == expected, query


def test_list_without_a_find_says_what_to_do(site: Client) -> None:
    assert "Nothing has been added yet" in page_of(site, "/evidence/")
    assert "Try fewer words" in page_of(site, "/evidence/?words=zzzz")
    assert "The council has published no evidence yet" in page_of(visitor(), "/evidence/")


def test_list_is_paged_by_25_and_its_file_holds_all(site: Client) -> None:
    for number in range(30):
        note(f"Note {number:02}")
    first, second = page_of(site, "/evidence/?sort=title"), page_of(site, "/evidence/?sort=title&page=2")
    assert first.count(">Note ") == 25
    assert second.count(">Note ") == 5
    assert "Note 29" in second
    text = b"".join(site.get("/evidence.csv?sort=title").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["title"] for row in rows] == [f"Note {number:02}" for number in range(30)]
    assert {row["state"] for row in rows} == {"draft"}


def test_markup_in_evidence_is_shown_as_text(site: Client) -> None:
    evidence = note("<script>alert(1)</script>")
    for address in ("/evidence/", address_of(evidence)):
        assert b"<script>alert" not in site.get(address).content


def test_number_of_queries_does_not_grow_with_the_list(site: Client, django_assert_max_num_queries: Any) -> None:
    officer = person(Role.OFFICER)
    for number in range(30):
        evidence = note(f"Note {number}")
        connect_evidence(evidence=evidence, about=ORGANISATION, by=officer)
    for address, most in {"/evidence/": 12, "/evidence/?words=note&supports=organisation&sort=title": 12}.items():
        with django_assert_max_num_queries(most):
            page_of(site, address)


def test_number_of_queries_of_one_item_does_not_grow_with_what_it_supports(
    site: Client, django_assert_max_num_queries: Any
) -> None:
    officer, evidence = person(Role.OFFICER), note("Supports much")
    others = [note(f"Other {number}") for number in range(25)]
    for other in others:
        connect_evidence(evidence=evidence, about=other.about, by=officer)
    with django_assert_max_num_queries(14):
        page = page_of(site, address_of(evidence))
    assert page.count(">Other ") == 20
    assert "See all, or say what it supports" in page


def test_address_of_no_evidence_is_not_found(site: Client) -> None:
    page_of(site, "/evidence/6f1d2f6e-0000-4000-8000-00000000ffff/", 404)
    page_of(site, "/evidence/add/moon/", 404)


def test_evidence_of_a_kind_that_is_gone_is_said_and_not_broken(site: Client) -> None:
    evidence = note()
    Evidence.objects.filter(pk=evidence.pk).update(kind="moon")
    assert "nothing here knows that kind" in page_of(site, address_of(evidence), 404)
    assert "moon" in page_of(site, "/evidence/")


def test_kind_that_nobody_registered_is_refused(site: Client, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no kind of evidence is called moon"):
        add_evidence(kind="moon", said=Said("A", "", None, {}), by=person(Role.OFFICER))
