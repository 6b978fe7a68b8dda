"""Home for each role, search, and what the public sees of the figures."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.people import body, person, signed_in
from tests.support.site import ORG_ID, client, make_tiny, site_over, visitor

from coopcouncil.data.snapshots import Store
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web import subjects
from coopcouncil.web.desk.places import PAGES
from coopcouncil.web.people.models import BodyKind
from coopcouncil.web.publishing.operations import publish_spending
from coopcouncil.web.subjects import Duty


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_tiny(tmp_path)


@pytest.fixture
def site(store: Store) -> Iterator[Client]:
    with site_over(store.root):
        yield client()


def _text(browser: Client, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def _publish(store: Store) -> None:
    snapshot = store.current()
    assert snapshot is not None
    publish_spending(snapshot=snapshot, by=person(Role.OFFICER))


def test_desk_shows_what_is_late_first_then_by_day(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = [
        Duty("No day", "/a/"),
        Duty("In March", "/b/", due_on=date(2027, 3, 1)),
        Duty("In January", "/c/", due_on=date(2027, 1, 5)),
        Duty("Was in May", "/d/", due_on=date(2026, 5, 1), late=True),
    ]
    monkeypatch.setattr(subjects, "DUTIES", [lambda _person, _today: waiting])
    page = _text(site, "/")
    places = [page.index(words) for words in ("Was in May", "In January", "In March", "No day")]
    assert places == sorted(places)
    assert "Was due on 1 May 2026" in page
    assert "By 5 January 2027" in page


def test_desk_of_somebody_without_a_role_says_what_to_do(site: Client) -> None:
    page = _text(signed_in(visitor()), "/")
    assert "You hold no role yet" in page
    assert "Nothing is waiting for you." in page


@pytest.mark.parametrize(
    ("role", "offered", "not_offered"),
    [
        (Role.OFFICER, "/upload/", None),
        (Role.COMMISSIONER, "/review/", "/upload/"),
        (Role.COUNCILLOR, "/picture/", "/review/"),
        (Role.SUPPLIER, "/picture/", "/review/"),
    ],
)
def test_desk_offers_what_the_role_may_do(site: Client, role: Role, offered: str, not_offered: str | None) -> None:
    page = _text(signed_in(visitor(), role), "/")
    assert f'href="{offered}"' in page
    assert not_offered is None or f'href="{not_offered}"' not in page


@pytest.mark.parametrize("who", [None, Role.SUPPLIER, Role.COMMUNITY_GROUP])
def test_figures_are_not_shown_outside_the_council_before_they_are_published(
    site: Client, store: Store, who: Role | None
) -> None:
    browser = signed_in(visitor(), who) if who else visitor()
    assert "No figures have been published yet" in _text(browser, "/picture/")
    assert "£" not in _text(browser, "/")
    _publish(store)
    assert "£" in _text(browser, "/picture/")
    assert "paid" in _text(browser, "/")


def test_public_sees_the_published_snapshot_while_the_council_sees_the_current_one(site: Client, store: Store) -> None:
    first = store.current()
    _publish(store)
    with store.draft() as draft:
        draft.carry_all_but()
    second = store.current()
    assert first is not None
    assert second is not None
    assert first.snapshot_id in _text(visitor(), "/how-we-know/")
    assert second.snapshot_id in _text(site, "/how-we-know/")
    _publish(store)
    assert second.snapshot_id in _text(visitor(), "/how-we-know/")


def test_desk_of_a_supplier_leads_to_what_the_council_paid_it_once_that_is_published(
    site: Client, store: Store
) -> None:
    firm = body("Ambleford Food", BodyKind.SUPPLIER, org_id=ORG_ID)
    browser = signed_in(visitor(), Role.SUPPLIER, at=firm)
    assert "What the council paid you" not in _text(browser, "/")
    _publish(store)
    page = _text(browser, "/")
    assert f'href="/organisations/{ORG_ID}/">What the council paid you' in page
    assert "Ambleford Food" in page


def test_every_page_that_search_knows_has_an_address() -> None:
    assert [reverse(name) for name, _right, _title, _words in PAGES]


def test_search_finds_words_and_pages_by_what_one_may_see(site: Client) -> None:
    page = _text(site, "/search/?q=payments")
    assert "Add payments files" in page
    assert "Add payments files" not in _text(visitor(), "/search/?q=payments")
    assert "Worker co-operative" in _text(visitor(), "/search/?q=worker+co")


def test_search_for_too_little_or_nothing_says_what_to_do(site: Client) -> None:
    assert "Enter at least two characters." in _text(site, "/search/?q=x")
    assert "Nothing fits “zzzz”." in _text(site, "/search/?q=zzzz")
    assert "whatever your roles let you see" in _text(site, "/search/")


@pytest.mark.parametrize("words", ["%00", "<script>alert(1)</script>", "' OR 1=1 --", "%", "\\", "é" * 300])
def test_search_for_hostile_words_is_a_page(site: Client, words: str) -> None:
    assert "<script>alert" not in site.get("/search/", {"q": words}).content.decode()


def test_search_says_that_there_is_more(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    hits = [subjects.Hit("Many", f"Hit {number}", f"/{number}/") for number in range(30)]
    many = subjects.Subject("many", "Many things", lambda _user, _ref: None, lambda _user, _words, most: hits[:most])
    monkeypatch.setitem(subjects.SUBJECTS, "many", many)
    page = _text(site, "/search/?q=hit")
    assert "Hit 9<" in page
    assert "Hit 10<" not in page
    assert "There are more" in page
